"""Running an extractor: every document ends as a record or a failure, and none ends the run."""

import gzip
import json

import pytest
from sample_extractors import Batched, Capitals, Unprepared, Unruly

from sayso.errors import DataError, ExtractorError, UsageError
from sayso.extractors.running import Progress, extract, run


def documents(*texts):
    return [{"doc_id": f"d{number}", "text": text} for number, text in enumerate(texts, start=1)]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def failures(path):
    return {record["doc_id"]: record["failure"] for record in lines(path) if "failure" in record}


def test_a_run_has_a_record_for_each_document_in_order(tmp_path):
    outcome = extract(Capitals(), documents("Ana spoke", "nobody", "Ben Ode"), tmp_path / "out.jsonl")

    records = lines(tmp_path / "out.jsonl")
    assert [record["doc_id"] for record in records] == ["d1", "d2", "d3"]
    assert [len(record["entities"]) for record in records] == [1, 0, 2]
    assert records[0]["entities"][0]["mentions"] == [{"span": {"start": 0, "end": 3, "text": "Ana"}}]
    assert (outcome.documents, outcome.resumed, outcome.failures, outcome.note) == (3, 0, {}, None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "out.meta.json"]


def test_the_meta_file_says_what_made_the_run(tmp_path):
    outcome = extract(Capitals(kind="person"), documents("Ana", "Ben"), tmp_path / "out.jsonl")

    meta = json.loads(outcome.meta.read_text(encoding="utf-8"))
    assert meta["extractor"] == "sample_extractors:Capitals(kind=person)"
    assert meta["name"] == "capitals"
    assert meta["version"] == "1"
    assert meta["layers"] == ["entities"]
    assert meta["parameters"] == {"kind": "person", "wait": 0.0}
    assert (meta["documents"], meta["failures"], meta["resumed"], meta["timeout"]) == (2, 0, 0, None)
    assert {"seconds", "started", "python", "platform", "sayso", "documents_sha256"} <= meta.keys()


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("raise", "ValueError", "asked to raise"),
        ("raise own", "sample_extractors._OwnError", "_OwnError()"),
        ("raise surrogate", "ValueError", "odd \\ud800"),
        ("leave", "SystemExit", "3"),
        ("fail", "too hard", "gave up"),
        ("give a list", "invalid record", "E105"),
        ("give a set", "invalid record", "it is not JSON: Object of type set is not JSON serializable"),
        ("give nan", "invalid record", "it is not JSON: Out of range float values are not JSON compliant"),
        ("give another id", "invalid record", "found doc_id 'other', expected 'd2'"),
        ("give no format", "invalid record", "E203"),
        (
            "give no layer",
            "invalid record",
            "found no layer, expected the layers that the extractor declares: entities",
        ),
        (
            "give a layer more",
            "invalid record",
            "found entities, quotes, expected the layers that the extractor declares: entities",
        ),
    ],
)
def test_a_document_an_extractor_fails_on_is_a_recorded_failure(tmp_path, text, kind, message):
    outcome = extract(Unruly(), documents("Ana", text, "Ben"), tmp_path / "out.jsonl")

    found = failures(tmp_path / "out.jsonl")["d2"]
    assert found["class"] == kind
    assert found["message"].startswith(message)
    assert list(outcome.failures) == ["d2"]
    assert [len(record.get("entities", [])) for record in lines(tmp_path / "out.jsonl")] == [1, 0, 1]


def test_a_record_that_breaks_the_contract_is_a_failure_with_its_place(tmp_path):
    extract(Unruly(), documents("Ana", "give a span past the end"), tmp_path / "out.jsonl")

    found = failures(tmp_path / "out.jsonl")["d2"]
    assert found["class"] == "invalid record"
    assert "$.entities[0].mentions[0].span" in found["message"]
    assert "999" in found["message"]


def test_batches_are_asked_at_once_and_one_by_one_where_that_fails(tmp_path):
    extractor = Batched()
    extract(extractor, documents("Ana", "Ben", "Col", "Dee", "raise", "Fay", "Gil"), tmp_path / "out.jsonl")

    assert extractor.asked == [3, 3, 1, 1, 1, 1]
    assert failures(tmp_path / "out.jsonl") == {"d5": {"class": "ValueError", "message": "asked to raise"}}
    assert [record["doc_id"] for record in lines(tmp_path / "out.jsonl")] == [f"d{number}" for number in range(1, 8)]


def test_progress_is_told_before_the_first_document_and_after_each(tmp_path):
    told = []
    extract(Unruly(), documents("Ana", "raise"), tmp_path / "out.jsonl", progress=told.append)

    assert told == [
        Progress(done=0, total=2, failures=0),
        Progress(done=1, total=2, failures=0, doc_id="d1"),
        Progress(done=2, total=2, failures=1, doc_id="d2"),
    ]


def test_all_documents_failed_is_an_error_and_the_run_is_there(tmp_path):
    with pytest.raises(ExtractorError) as caught:
        extract(Unruly(), documents("raise", "leave"), tmp_path / "out.jsonl")

    assert str(caught.value) == "unruly failed on all 2 documents; the last: 'd2': SystemExit: 3"
    assert list(failures(tmp_path / "out.jsonl")) == ["d1", "d2"]


@pytest.mark.parametrize(
    ("most", "words"),
    [
        pytest.param(1, "failed on 2 of 5 documents, more than the 1 allowed", id="the second is one too many"),
        pytest.param(0.2, "failed on 2 of 5 documents, more than the 20% allowed", id="a fifth of five is one"),
        pytest.param(0, "failed on 1 of 5 documents, more than the 0 allowed", id="none allowed"),
    ],
)
def test_more_failures_than_allowed_end_the_run_and_keep_what_is_finished(tmp_path, most, words):
    texts = ("Ana", "raise", "raise", "Ben", "Col")
    with pytest.raises(ExtractorError, match=words):
        extract(Unruly(), documents(*texts), tmp_path / "out.jsonl", max_failures=most)
    assert not (tmp_path / "out.jsonl").exists()

    outcome = extract(Unruly(), documents(*texts), tmp_path / "out.jsonl", max_failures=2)
    assert outcome.resumed == (2 if most == 0 else 3)
    assert [record["doc_id"] for record in lines(tmp_path / "out.jsonl")] == ["d1", "d2", "d3", "d4", "d5"]


def test_an_extractor_that_cannot_load_cannot_start(tmp_path):
    with pytest.raises(ExtractorError, match="capitals cannot start: OSError: no model"):
        extract(Unprepared(), documents("Ana"), tmp_path / "out.jsonl")
    with pytest.raises(ExtractorError, match="the model is not there"):
        extract(Unruly(), documents("Ana", "cannot start"), tmp_path / "out.jsonl")


def test_a_compressed_run_has_the_same_lines_and_the_same_bytes_each_time(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        extract(Capitals(), documents("Ana", "Ben"), tmp_path / name / "out.jsonl.gz")
    extract(Capitals(), documents("Ana", "Ben"), tmp_path / "out.jsonl")

    packed = (tmp_path / "one" / "out.jsonl.gz").read_bytes()
    assert packed == (tmp_path / "two" / "out.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "out.jsonl").read_bytes()
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["out.jsonl.gz", "out.meta.json"]


def test_a_run_in_memory_has_the_records_of_the_file(tmp_path):
    made = run(Unruly(), documents("Ana", "raise"))
    extract(Unruly(), documents("Ana", "raise"), tmp_path / "out.jsonl")

    assert list(made.source) == lines(tmp_path / "out.jsonl")
    assert made.name == "unruly"
    assert made.meta["failures"] == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"timeout": 0}, "the time limit is 0, expected seconds above 0"),
        ({"timeout": float("nan")}, "the time limit is nan, expected seconds above 0"),
        ({"max_failures": -1}, "the most failures are -1, expected a number, or a share from 0.0 to 1.0"),
        ({"max_failures": 1.5}, "the most failures are 1.5, expected a whole number, or a share from 0.0 to 1.0"),
    ],
)
def test_options_out_of_range_are_refused(tmp_path, options, message):
    with pytest.raises(UsageError) as caught:
        extract(Capitals(), documents("Ana"), tmp_path / "out.jsonl", **options)
    assert str(caught.value) == message


def test_no_documents_are_refused(tmp_path):
    with pytest.raises(UsageError) as caught:
        extract(Capitals(), [], tmp_path / "out.jsonl")
    assert str(caught.value) == "there are no documents to run an extractor on"


def test_documents_that_break_the_contract_are_refused_with_all_problems(tmp_path):
    given = [*documents("Ana"), *documents("Ana"), {"doc_id": "d2"}]
    with pytest.raises(DataError) as caught:
        extract(Capitals(), given, tmp_path / "out.jsonl")
    assert [problem.code for problem in caught.value.problems] == ["E601", "E203"]


def test_documents_that_can_be_read_only_once_are_kept(tmp_path):
    assert extract(Capitals(), iter(documents("Ana", "Ben")), tmp_path / "out.jsonl").documents == 2


def test_a_path_that_no_run_can_be_written_to_is_refused(tmp_path):
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "file").write_text("")
    for path, words in [
        ("run.json", "a run is written to a file that ends in .jsonl, .jsonl.gz or .jsonl.zst"),
        (".jsonl", "a run is written to a file that ends in .jsonl, .jsonl.gz or .jsonl.zst"),
        ("folder.jsonl", "is a folder; expected a path to write the run to"),
        ("file/run.jsonl", "cannot be written: "),
    ]:
        with pytest.raises(UsageError, match=words):
            extract(Capitals(), documents("Ana"), tmp_path / path)
