"""Without the article's wording: no report has a word of it, and every number, id and offset stays."""

import json
import re

import pytest
from typer.testing import CliRunner

import harbour
import sayso
from sayso.command.application import app
from sayso.errors import UsageError
from sayso.reports import build, render
from sayso.reports.comparison import rendered
from sayso.reports.wordless import check_by, wordless, wordless_comparison
from sayso.reports.writing import ENDINGS, FORMATS

# What the article says and no id, label, class or measure does.
WORDS = re.compile(r"\b(wait|board|early|Ann|Lee|Bo|Ray|protested|refused)\b")


def wrong():
    """Two records that get things wrong: another speaker, other bounds, an event that is none, a failure."""
    harbour_record, market = harbour.gold()
    harbour_record["quotes"][0]["speakers"] = []
    harbour_record["events"][0]["trigger"] = harbour.span("harbour", "The harbour board")
    market["quotes"][0]["content"] = [harbour.span("market", "closed early")]
    market["entities"][0]["name"] = "Bo Ray, who refused"
    return [harbour_record, market]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    harbour.corpus(tmp_path / "corpus")
    harbour.write(tmp_path / "wrong.jsonl", wrong())
    failed = harbour.record("market", failure={"class": "Late", "message": "refused to read: The market closed early"})
    harbour.write(tmp_path / "late.jsonl", [wrong()[0], failed])
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def loaded(folder):
    return sayso.load("corpus").gold, [sayso.read_run(folder / name) for name in ("wrong.jsonl", "late.jsonl")]


def test_reports_of_scores_have_ids_and_offsets_alone(loaded):
    gold, runs = loaded
    report = build(sayso.score(gold=gold, predicted=runs), errors=None, text=False)

    for kind in FORMATS:
        assert not WORDS.search(render(report, kind)), kind
    assert not WORDS.search(ENDINGS[".html"](report).partition("<main")[2].partition("<script")[0])
    written = render(report, "text")
    assert "harbour" in written
    assert "15–32" in written
    assert "late failed on 1 document, counted as nothing found (market: Late)." in written


def test_numbers_are_the_same_with_and_without_words(loaded):
    gold, runs = loaded
    result = sayso.score(gold=gold, predicted=runs, by=["kind"])

    assert build(result, text=False).numbers == build(result).numbers
    assert result.errors[0].text
    assert {error.text for error in wordless(result).errors} == {""}
    assert [error.spans for error in wordless(result).errors] == [error.spans for error in result.errors]


def test_comparisons_have_ids_and_offsets_alone(loaded):
    gold, (first, second) = loaded
    compared = wordless_comparison(sayso.compare(gold=gold, baseline=first, predicted=second))

    for kind in FORMATS:
        assert not WORDS.search(rendered(compared, kind, flips=None)), kind
    assert {flip.doc_id for flip in compared.flips} == {"market"}


@pytest.mark.parametrize(
    "words",
    [
        ["score", "corpus", "wrong.jsonl", "late.jsonl", "--all-errors"],
        ["compare", "corpus", "wrong.jsonl", "late.jsonl"],
        ["errors", "corpus", "wrong.jsonl", "late.jsonl"],
    ],
    ids=lambda words: words[0],
)
def test_the_option_keeps_the_words_out_of_what_is_printed_and_written(folder, words):
    outputs = [f"out{ending}" for ending in ENDINGS if ending != ".html"]
    done = CliRunner().invoke(app, [*words, "--no-text", *(part for name in outputs for part in ("-o", name))])

    assert done.exit_code == 0
    assert not WORDS.search(done.output)
    for name in outputs:
        assert not WORDS.search((folder / name).read_text(encoding="utf-8")), name


def test_without_the_option_the_words_are_there(folder):
    done = CliRunner().invoke(app, ["errors", "corpus", "wrong.jsonl", "-o", "out.json", "-o", "out.csv"])

    assert WORDS.search(done.output)
    assert any(WORDS.search(error["text"]) for error in json.loads((folder / "out.json").read_text())["errors"])
    assert WORDS.search((folder / "out.csv").read_text())


def test_pairs_stay_together_without_their_words(folder):
    done = CliRunner().invoke(app, ["errors", "corpus", "wrong.jsonl", "--layer", "quotes", "--no-text"])

    assert "speaker: 1 pair" in done.output
    assert "  - harbour 15–32    direct\n  + harbour 15–32    direct\n  ≠ speakers\n" in done.output


def test_slices_by_names_are_refused(folder):
    done = CliRunner().invoke(app, ["score", "corpus", "wrong.jsonl", "--by", "holder", "--no-text"])

    assert isinstance(done.exception, UsageError)
    assert str(done.exception) == (
        "--by holder shows names and titles as the article has them, and --no-text shows none; leave out one of them"
    )
    check_by(["kind", "doc.source"])


def test_a_saved_result_can_be_without_words(loaded, tmp_path):
    gold, runs = loaded
    sayso.score(gold=gold, predicted=runs).save(tmp_path / "out.txt", text=False)
    sayso.compare(gold=gold, baseline=runs[0], predicted=runs[1]).save(tmp_path / "out.md", text=False)

    assert not WORDS.search((tmp_path / "out.txt").read_text() + (tmp_path / "out.md").read_text())
