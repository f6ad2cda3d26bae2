"""`sayso explain MEASURE GOLD RUN`: a number worked out on the page, word for word."""

import pytest
from rich.console import Console

from harbour import corpus, gold, record, span, write
from sayso.command import printing, process


def run():
    """The board speaks, in part of the words; the second document is right but for the kind."""
    lee, quote, event = (gold()[0][layer][0] for layer in ("entities", "quotes", "events"))
    board = {"id": "e2", "name": "harbour board", "mentions": [{"span": span("harbour", "The harbour board")}]}
    quote |= {"speakers": ["e2"], "content": [span("harbour", "We will not")]}
    second = gold()[1]
    second["quotes"][0]["kind"] = "direct"
    return [record("harbour", entities=[lee, board], quotes=[quote], events=[event], stances=[]), second]


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command line here; status, standard output, standard error."""
    corpus(tmp_path / "corpus")
    write(tmp_path / "run.jsonl", run())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def call(*arguments):
        status = process.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def explained(call, measure, *options):
    status, out, err = call("explain", measure, "corpus", "run.jsonl", *options)
    assert (status, err) == (0, "")
    return out


def test_detection(call):
    assert explained(call, "quotes.attribution.F", "--doc", "harbour") == (
        "quotes.attribution.F@overlap(0.5), run on harbour\n"
        "    Quote attribution end to end: content found, and its speakers correspond to those of gold as a set. "
        "Weighted harmonic mean of precision and recall.\n"
        "\n"
        "Gold quotes: 1\n"
        "  g1  15–32  ‘We will not wait.’  direct  Ann Lee\n"
        "\n"
        "Predicted quotes: 1\n"
        "  p1  15–26  ‘We will not’  direct  harbour board\n"
        "\n"
        "Left over\n"
        "  g1  speaker with p1: p1 is closest, IoU 0.647\n"
        "  p1  speaker with g1: g1 is closest, IoU 0.647\n"
        "\n"
        "Sum\n"
        "  matched    0\n"
        "  gold       1\n"
        "  predicted  1\n"
        "  F          = 2 · matched / (gold + predicted) = 2 · 0 / (1 + 1) = 0.000\n"
    )


def test_accuracy(call):
    out = explained(call, "quotes.kind.accuracy", "--doc", "market")

    assert out.partition("\n\nPairs\n")[2] == (
        "  g1 – p1  IoU 1.000  wrong  indirect ≠ direct\n"
        "\n"
        "Sum\n"
        "  agreeing    0\n"
        "  considered  1\n"
        "  accuracy    = agreeing / considered = 0 / 1 = 0.000\n"
    )


def test_coreference(call):
    out = explained(call, "entities.B3", "--doc", "harbour")

    assert out.partition("\n\n")[2] == (
        "Gold: 1 cluster\n"
        "  G1  Ann Lee: 1 member: ‘Ann Lee’ 0–7\n"
        "\n"
        "Predicted: 2 clusters\n"
        "  P1  Ann Lee: 1 member: ‘Ann Lee’ 0–7\n"
        "  P2  harbour board: 1 member: ‘The harbour board’ 34–51\n"
        "\n"
        "Shared members\n"
        "  G1 ∩ P1  1\n"
        "\n"
        "Sum\n"
        "  r_num  1\n"
        "  r_den  1\n"
        "  p_num  1\n"
        "  p_den  2\n"
        "  R      = r_num / r_den = 1.000 / 1 = 1.000\n"
        "  P      = p_num / p_den = 1.000 / 2 = 0.500\n"
        "  F      = 2 · P · R / (P + R) = 2 · 0.500 · 1.000 / (0.500 + 1.000) = 0.667\n"
    )


def test_an_average_over_labels_shows_each(call):
    out = explained(call, "quotes.MacroF(by=kind)", "--doc", "market")

    assert "\n\nGold quotes: 0, quotes.F(kind=direct)@overlap(0.5)\n\n" in out
    assert out.endswith("Sum\n  labels  2\n  MacroF  = (direct + indirect) / 2 = (0.000 + 0.000) / 2 = 0.000\n")


def test_what_is_undefined_says_why(call):
    out = explained(call, "stances.evidence.F", "--doc", "market")

    assert out.partition("\n\n")[2] == "Undefined\n    stances.evidence is not annotated in this document\n"


def test_notes_come_first(call, tmp_path):
    write(tmp_path / "run.jsonl", run()[:1])
    out = explained(call, "quotes.R", "--doc", "market", "--missing", "empty")

    assert "To be known\n    run has no record of this document, counted as nothing found\n" in out
    assert "  R          = matched / gold = 0 / 1 = 0.000\n" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["quotes.F", "corpus", "run.jsonl"],
            "gold 'small' has 2 documents; name one (doc_id, or --doc), as in 'harbour'",
        ),
        (
            ["quotes.F", "corpus", "run.jsonl", "--doc", "harbor"],
            "unknown document 'harbor'; did you mean 'harbour'?",
        ),
        (
            ["quotes.F", "corpus"],
            "GOLD corpus is given and no RUN; give both to see how a document's number came about",
        ),
        (
            ["quotes.F", "--doc", "harbour"],
            "--doc harbour is given and no GOLD and RUN; give them, as in sayso explain quotes.F bundled run.jsonl",
        ),
        (
            ["E203", "corpus", "run.jsonl"],
            "E203 is a problem's code, which has no number; leave out GOLD and RUN, or name a measure",
        ),
    ],
)
def test_what_cannot_be_worked_out_is_a_usage_error(call, arguments, message):
    assert call("explain", *arguments) == (2, "", f"sayso: {message}\n")


def test_without_gold_and_run_it_is_the_definition(call):
    assert "Criteria:" in call("explain", "quotes.F")[1]
    assert call("explain", "E203")[1].startswith("E203  ")


def test_on_a_terminal_lines_wrap_beneath_themselves(call, monkeypatch):
    monkeypatch.setattr(printing, "is_for_people", lambda: True)
    monkeypatch.setattr(printing, "console", lambda: Console(width=40, color_system=None, markup=False))
    lines = explained(call, "quotes.attribution.F", "--doc", "harbour").splitlines()

    assert max(map(len, lines)) <= 40
    assert lines[0] == "quotes.attribution.F@overlap(0.5), run "
