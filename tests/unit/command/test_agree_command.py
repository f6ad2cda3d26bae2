"""`sayso agree --adjudicate` and `--decisions`: from two passes of a small corpus to its gold, as one types it."""

import json
from pathlib import Path

import pytest

import harbour
from harbour import corpus, write
from sayso.command import process


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command line here; status, standard output, standard error."""
    corpus(tmp_path / "corpus")
    first, second = harbour.gold(), harbour.gold()
    second[0]["quotes"][0]["kind"] = "mixed"
    second[1]["quotes"] = []
    write(tmp_path / "a.jsonl", first)
    write(tmp_path / "b.jsonl", second)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def call(*arguments):
        status = process.run(["agree", "a.jsonl", "b.jsonl", "--corpus", "corpus", *arguments])
        return status, *capsys.readouterr()

    return call


def decide(*decisions):
    path = Path("open.jsonl")
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    write(path, [{**line, "decision": decision} for line, decision in zip(lines, decisions, strict=True)])


def test_open_cases_filled_in_make_gold(call, tmp_path):
    status, told, remark = call("--adjudicate", "open.jsonl", "--errors", "0")
    assert (status, remark) == (0, "2 open cases in open.jsonl; fill in each decision, then --decisions open.jsonl\n")
    assert "stances.F" in told
    decide("b", "a")

    status, told, remark = call("--decisions", "open.jsonl", "-o", "gold.jsonl")

    assert (status, told, remark) == (0, "", "gold of 2 documents in gold.jsonl\n")
    gold = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert gold[0]["quotes"][0]["kind"] == "mixed"
    assert gold[1]["quotes"][0]["speakers"] == ["e1"]
    assert call("--decisions", "open.jsonl")[1] == (tmp_path / "gold.jsonl").read_text(encoding="utf-8")


def test_an_undecided_case_leaves_no_gold(call, tmp_path):
    call("--adjudicate", "open.jsonl", "--errors", "0")
    decide("b", None)

    status, told, remark = call("--decisions", "open.jsonl", "-o", "gold.jsonl")

    assert (status, told) == (2, "")
    assert remark == (
        "sayso: 1 problem in the decisions; no gold was made\n"
        "open.jsonl:2: quotes q1 of document 'market' is undecided; expected as its decision one of "
        '"a" (“The market closed early” · indirect · e1 (Bo Ray)), "b" (none), "none", {"value": …}\n'
    )
    assert not (tmp_path / "gold.jsonl").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ("--decisions", "x.jsonl", "--adjudicate", "y.jsonl"),
            "--adjudicate writes the cases that --decisions takes;",
        ),
        (("--decisions", "x.jsonl", "-o", "gold.json"), "gold.json: expected a name that ends in .jsonl or .jsonl.gz;"),
        (("--adjudicate", "y.toml"), "y.toml: expected a name that ends in .jsonl or .jsonl.gz;"),
        (("-o", "gold.jsonl"), "gold.jsonl: found the ending '.jsonl', expected one of"),
        (("--decisions", "x.jsonl"), "x.jsonl: there is no such file; check the path"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_the_work(call, options, told):
    status, _, remark = call(*options)

    assert status == 2
    assert remark.startswith(f"sayso: {told}")
