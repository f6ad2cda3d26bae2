"""The bench on a small corpus: what it writes, what it keeps, what it skips."""

import json

import pytest

from harbour import corpus, gold, write
from sayso.bench import bench, reuse
from sayso.errors import DataError, ExtractorError, UsageError
from sayso.extractors import Available, resolve

OWN = '''
class Plain:
    """Nothing, and says so in a file each time it is made to."""

    name = "plain"
    layers = frozenset({"quotes"})

    def annotate(self, document):
        with open("calls", "a") as calls:
            calls.write("x")
        return {"format": "sayso/1", "doc_id": document["doc_id"], "quotes": []}


class Versioned(Plain):
    version = "1"


class Broken(Plain):
    def annotate(self, document):
        raise ValueError("no idea")


class Unable(Plain):
    def prepare(self):
        raise OSError("no model")
'''


@pytest.fixture
def place(tmp_path, monkeypatch):
    corpus(tmp_path / "corpus")
    (tmp_path / "own.py").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configured(place, *extractors, more=""):
    path = place / "bench.toml"
    tables = "".join(f'[[extractors]]\nextractor = "{spelled}"\n' for spelled in extractors)
    path.write_text(f'corpus = "corpus"\nmeasures = ["quotes.F"]\n{more}{tables}', encoding="utf-8")
    return path


def news(path, folder, **options):
    """Run a bench; what it was told, without the steps in between."""
    told = []
    found = bench(path, folder=folder, tell=told.append, **options)
    return found, [(one.run, one.what) for one in told if one.what not in {"progress", "started"}]


def test_everything_is_in_the_folder(place):
    found, told = news(configured(place, "empty", "own.py:Plain"), place / "out")

    assert told == [("empty", "made"), ("own.py-Plain", "made")]
    assert sorted(path.name for path in (place / "out").iterdir()) == [
        *("report.html", "report.md", "report.txt", "results.csv", "results.json", "runs")
    ]
    assert {"empty.jsonl", "empty.meta.json", "own.py-Plain.jsonl"} <= {p.name for p in (place / "out/runs").iterdir()}
    results = json.loads((place / "out/results.json").read_text())["results"]
    assert [(one["run"], one["value"]) for one in results] == [("empty", 0.0), ("own.py-Plain", 0.0)]
    assert (found.skipped, found.failed) == ({}, {})
    assert found.report.title == "Extractors side by side"


def test_a_second_bench_keeps_what_still_holds_and_writes_the_same(place):
    path = configured(place, "empty", "own.py:Plain", "own.py:Versioned")
    news(path, place / "out")
    before = [
        (place / "out" / name).read_bytes() for name in ("results.json", "results.csv", "report.md", "report.txt")
    ]
    calls = (place / "calls").read_text()
    _, told = news(path, place / "out")

    # An extractor of one's own without a version may have changed.
    assert told == [("empty", "reused"), ("own.py-Plain", "made"), ("own.py-Versioned", "reused")]
    assert (place / "calls").read_text() == calls + "xx"
    after = [(place / "out" / name).read_bytes() for name in ("results.json", "results.csv", "report.md", "report.txt")]
    assert before == after


def test_fresh_makes_every_run_anew(place):
    path = configured(place, "empty")
    news(path, place / "out")

    assert news(path, place / "out", fresh=True)[1] == [("empty", "made")]


def test_a_run_that_was_tampered_with_is_made_anew(place):
    path = configured(place, "empty")
    news(path, place / "out")
    run = place / "out/runs/empty.jsonl"
    run.write_text(run.read_text().replace("sayso/1", "sayso/1 "))

    assert news(path, place / "out")[1] == [("empty", "made")]


@pytest.mark.parametrize("broken", ["", "[]", "{}"])
def test_a_stamp_that_says_nothing_holds_nothing(place, broken):
    path = configured(place, "empty")
    news(path, place / "out")
    (place / "out/runs/empty.stamp.json").write_text(broken)

    assert news(path, place / "out")[1] == [("empty", "made")]


def test_other_documents_make_other_runs(place):
    path = configured(place, "empty")
    news(path, place / "out")
    file = place / "corpus/documents.jsonl"
    file.write_text(file.read_text() + '{"doc_id": "third", "text": "x"}\n')

    assert news(path, place / "out")[1] == [("empty", "made")]


def test_what_an_interrupted_bench_finished_is_gone_on_with_only_if_nothing_changed(place):
    extractor = resolve("empty")
    documents = [{"doc_id": "a", "text": "x"}]
    run = place / "empty.jsonl"
    made_of = reuse.stamp(extractor, documents)
    reuse.begin(run, made_of)

    assert reuse.may_go_on(run, made_of)
    assert not reuse.may_go_on(run, {**made_of, "code": "other"})
    assert reuse.may_go_on(run, None)
    assert not reuse.holds(run, made_of)


def test_a_pass_is_read_anew_each_time():
    assert reuse.stamp(resolve("passes"), [{"doc_id": "a", "text": "x"}]) is None


def test_an_extractor_whose_extra_is_missing_is_skipped_with_a_word(place, monkeypatch):
    lame = Available(name="empty", summary="", layers=(), missing="needs a crutch; pip install crutch")
    monkeypatch.setattr("sayso.extractors.available", lambda: [lame])
    found, told = news(configured(place, "empty", "own.py:Plain"), place / "out")

    assert told == [("empty", "skipped"), ("own.py-Plain", "made")]
    assert found.skipped == {"empty": "needs a crutch; pip install crutch"}
    assert found.report.notes[0] == "empty is skipped: needs a crutch; pip install crutch."
    assert "empty is skipped" in (place / "out/report.txt").read_text()


def test_one_that_fails_throughout_is_shown_with_its_failures(place):
    found, told = news(configured(place, "own.py:Broken", "empty"), place / "out")

    assert told == [("own.py-Broken", "failed"), ("empty", "made")]
    assert found.failed == {"own.py-Broken": "plain failed on all 2 documents; the last: 'market': ValueError: no idea"}
    assert [value["run"] for value in found.report.data["results"]] == ["own.py-Broken", "empty"]
    assert any(note.startswith("own.py-Broken failed on every document: ") for note in found.report.notes)


def test_one_that_cannot_start_leaves_the_others(place):
    found, told = news(configured(place, "own.py:Unable", "empty"), place / "out")

    assert told == [("own.py-Unable", "failed"), ("empty", "made")]
    assert [value["run"] for value in found.report.data["results"]] == ["empty"]
    assert found.report.notes[0].startswith("own.py-Unable could not be scored as meant: plain cannot start: OSError")


def test_a_run_from_before_does_not_stand_in_for_one_that_cannot_start(place):
    path = configured(place, "own.py:Unable", "empty")
    (place / "out/runs").mkdir(parents=True)
    write(place / "out/runs/own.py-Unable.jsonl", gold())
    found, _ = news(path, place / "out")

    assert "own.py-Unable" in found.failed
    assert [value["run"] for value in found.report.data["results"]] == ["empty"]


def test_a_bench_in_which_nothing_runs_is_an_error(place):
    with pytest.raises(
        ExtractorError, match=r"^no extractor of the bench could run \(own.py-Unable: plain cannot start"
    ):
        bench(configured(place, "own.py:Unable"), folder=place / "out")


def test_a_misspelt_extractor_ends_the_bench_at_once(place):
    with pytest.raises(UsageError, match="there is no extractor 'pattren'"):
        bench(configured(place, "empty", "pattren"), folder=place / "out")


def test_documents_are_checked_first(place):
    (place / "corpus/documents.jsonl").write_text('{"doc_id": "a"}\n')

    with pytest.raises(DataError, match="E203"):
        bench(configured(place, "empty"), folder=place / "out")


def test_a_folder_that_cannot_be_made_is_told(place):
    (place / "out").write_text("")

    with pytest.raises(UsageError, match="out: cannot be written: Not a directory"):
        bench(configured(place, "empty"), folder=place / "out")


def test_a_gold_file_with_its_documents(place):
    path = place / "bench.toml"
    path.write_text(
        'corpus = "corpus/gold.jsonl"\ndocuments = "corpus/documents.jsonl"\n[[extractors]]\nextractor = "empty"\n'
    )

    assert news(path, place / "out")[1] == [("empty", "made")]
