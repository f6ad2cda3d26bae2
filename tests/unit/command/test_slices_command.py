"""`--by`, `--where` and `curve`: parts of a corpus, a subset of it, a run over its scores."""

import csv
import json

import pytest

from harbour import corpus, documents, gold, run, write


@pytest.fixture
def call(tmp_path):
    folder = corpus(tmp_path / "corpus")
    about = documents()
    about[0].update(source="Gazette", meta={"split": "test"})
    about[1].update(source="Courier", meta={"split": "train"})
    write(folder / "documents.jsonl", about)
    records = gold()
    records[0]["quotes"][0]["score"] = 0.9
    records[1]["quotes"][0].update(kind="direct", score=0.4)
    records[1]["quotes"].append({"id": "q2", "content": [{"start": 40, "end": 43}], "score": 0.7})
    write(tmp_path / "run.jsonl", records)

    def called(*arguments):
        done = run(*arguments, cwd=tmp_path)
        return done.returncode, done.stdout, done.stderr

    return called


def test_slices_stand_in_a_table_with_their_n(call):
    status, out, err = call("score", "corpus", "run.jsonl", "-m", "quotes.F", "-m", "quotes.R", "--by", "kind")

    assert (status, err) == (0, "")
    assert (
        "quotes@overlap(0.5) by kind\n"
        "---------------------------\n"
        "kind          n      F      R\n"
        "direct    1 few  1.000  1.000\n"
        "indirect  1 few      –  1.000\n"
        "(none)    0 few  0.000      –\n"
        "few: fewer than 10 in gold; one item more or less moves such a value by more than a tenth\n"
    ) in out


def test_slices_in_json_and_csv(call, tmp_path):
    status, out, _ = call(
        "score", "corpus", "run.jsonl", "-m", "quotes.R", "--by", "doc.source", "--format", "json", "-o", "s.csv"
    )
    slices = json.loads(out)["slices"]

    assert status == 0
    assert [(one["by"], one["slice"], one["value"]) for one in slices] == [
        ("doc.source", "Courier", 1.0),
        ("doc.source", "Gazette", 1.0),
    ]
    with (tmp_path / "s.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["slice"] == "Gazette" and row["quantity"] == "value"]
    assert [row["number"] for row in rows] == ["1.0"]


def test_an_attribute_that_no_measure_has_is_refused(call):
    status, _, err = call("score", "corpus", "run.jsonl", "-m", "quotes.F", "--by", "kinds")

    assert status == 2
    assert (
        "quotes.F@overlap(0.5) cannot be sliced by 'kinds'; did you mean 'kind'? "
        "quotes have kind, length, nesting, tag, and doc.FIELD"
    ) in " ".join(err.split())


def test_a_field_that_no_document_has_is_told(call):
    status, _, err = call("score", "corpus", "run.jsonl", "-m", "quotes.F", "--by", "doc.sauce")

    assert status == 2
    assert "no document has a field 'sauce' to slice by; it may be misspelt" in " ".join(err.split())


def test_where_scores_a_subset(call):
    status, out, _ = call(
        "score", "corpus", "run.jsonl", "-m", "quotes.P", "--where", "split=train", "--format", "json"
    )
    found = json.loads(out)

    assert status == 0
    assert found["signature"]["documents"] == 1
    assert found["signature"]["where"] == "split=train"
    assert [one["value"] for one in found["results"]] == [0.5]


def test_where_nothing_is_left_says_what_there_is(call):
    status, _, err = call("score", "corpus", "run.jsonl", "--where", "split=dev", "--where", "source=Gazette")

    assert status == 5
    assert "has source=Gazette,split=dev; split is test, train; source is Courier, Gazette" in " ".join(err.split())


def test_a_condition_without_value_is_a_usage_error(call):
    status, _, err = call("score", "corpus", "run.jsonl", "--where", "split")

    assert status == 2
    assert "'split' is no condition on documents; write FIELD=VALUE" in " ".join(err.split())


def test_a_curve_shows_its_points_and_what_the_best_threshold_is_worth(call, tmp_path):
    status, out, _ = call("curve", "corpus", "run.jsonl", "-o", "curve.csv")

    assert status == 0
    assert (
        "run: quotes.F@overlap(0.5)\n"
        "--------------------------\n"
        "score ≥      P      R      F   matched  predicted\n"
        "    0.9  1.000  0.500  0.667         1          1\n"
        "    0.7  0.500  0.500  0.500         1          2\n"
        "    0.4  0.667  1.000  0.800*        2          3\n"
        "average precision 0.833, area by trapezoids 0.292, gold 2\n"
        "the area joins real points alone, from recall 0.500 to 1.000; average precision counts from recall 0 on\n"
        "best F 0.800 at a score of 0.4 or more; the threshold was chosen on this very data, so this is what could at"
        " best be reached here and no score of the run\n"
    ) in out
    with (tmp_path / "curve.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["slice"] for row in rows if row["quantity"] == "matched"] == ["0.9", "0.7", "0.4"]


def test_a_run_without_scores_has_no_curve(call):
    status, _, err = call("curve", "corpus", "corpus/gold.jsonl")

    assert status == 2
    assert "has a score, so there is nothing to draw a curve over" in " ".join(err.split())
