"""`sayso explain MEASURE [GOLD RUN]`: a definition, and a number worked out on the page, word for word."""

import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from harbour import corpus, gold, record, span, write
from sayso.command import explain, printing, process
from sayso.measures import names, parse


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
        "Recall: gold clusters, and for each member the share of its cluster that is with it\n"
        "  G1     1 member: 1 in P1; r_num 1 · 1/1 = 1; r_den 1\n"
        "  r_num  = 1\n"
        "  r_den  = 1\n"
        "\n"
        "Precision: predicted clusters, and for each member the share of its cluster that is with it\n"
        "  P1     1 member: 1 in G1; p_num 1 · 1/1 = 1; p_den 1\n"
        "  P2     1 member: 1 nowhere; p_num 0; p_den 1\n"
        "  p_num  = 1 + 0 = 1\n"
        "  p_den  = 1 + 1 = 2\n"
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


def test_a_mean_over_documents_needs_no_document(call):
    assert explained(call, "quotes.F(average=documents)@exact") == (
        "quotes.F(average=documents)@exact, run on 2 documents\n"
        "    Quote detection: stretches of attributed speech, by content. "
        "Weighted harmonic mean of precision and recall.\n"
        "\n"
        "Documents: 2\n"
        "  harbour  0.000  matched 0, gold 1, predicted 1\n"
        "  market   1.000  matched 1, gold 1, predicted 1\n"
        "\n"
        "Sum\n"
        "  documents  2\n"
        "  left_out   0\n"
        "  F          = sum / documents = 1.000 / 2 = 0.500\n"
    )


def test_a_definition(call):
    assert call("explain", "quotes.cue.F") == (
        0,
        "quotes.cue.F@exact\n"
        "\n"
        "Cue detection: the distinct attributing expressions of a document. "
        "Weighted harmonic mean of precision and recall.\n"
        "\n"
        "Counted:    the distinct cue spans of a document; a pair where the criterion holds\n"
        "Formula:    (1 + b²) · matched / (b² · gold + predicted), where b = `beta`\n"
        "Range:      0 to 1; higher is better\n"
        "Undefined:  where there are neither gold nor predicted items\n"
        "Shape:      elementwise, the shape of the counters\n"
        "Source:     van Rijsbergen (1979), Information Retrieval, 2nd ed., ch. 7; measures.md §3\n"
        "Needs:      quotes, quotes.cue\n"
        "Criteria:   exact, trimmed, overlap, head, text\n"
        "Parameters: average=documents, beta=…\n"
        "Example:    gold ‘said’, ‘told’, ‘According to’, ‘added’, predicted ‘said’, ‘told us’, ‘According to’, "
        "‘crews’, ‘added’: P = 3 / 5, R = 3 / 4, F = 2 · 3 / (4 + 5) = 2/3\n",
        "",
    )


@pytest.mark.parametrize(
    ("measure", "field", "words"),
    [
        ("stances.F", "Criteria", "none: it compares no spans"),
        ("stances.FavourAgainst", "Parameters", "average=documents, align=…, trigger=…"),
        (
            "stances.FavourAgainst",
            "Undefined",
            "where F is undefined for some label: where there are neither gold nor predicted items",
        ),
        (
            "quotes.MacroF(average=documents,by=kind)",
            "Undefined",
            "where every document is: where F is undefined for every label: "
            "where there are neither gold nor predicted items",
        ),
        (
            "quotes.R(average=documents)",
            "Formula",
            "mean over the documents where it is defined; matched / gold",
        ),
    ],
)
def test_a_field_of_a_definition(call, measure, field, words):
    assert f"{field + ':':<11} {words}\n" in call("explain", measure)[1]


@pytest.mark.parametrize("measure", names())
def test_every_measure_is_defined_with_its_example(measure):
    headings = [heading for heading, _ in explain._fields(parse(measure))]
    assert headings == [
        "Counted",
        "Formula",
        "Range",
        "Undefined",
        "Shape",
        "Source",
        "Needs",
        "Criteria",
        "Parameters",
        "Example",
    ]


def test_a_definition_on_a_terminal_wraps_beneath_itself(call, monkeypatch):
    monkeypatch.setattr(printing, "is_for_people", lambda: True)
    monkeypatch.setattr(printing, "console", lambda: Console(width=60, color_system=None, markup=False))
    lines = call("explain", "quotes.cue.F")[1].splitlines()

    assert max(map(len, lines)) <= 60
    place = next(number for number, line in enumerate(lines) if line.startswith("Formula:"))
    assert lines[place].rstrip() == "Formula:     (1 + b²) · matched / (b² · gold + predicted),"
    assert lines[place + 1].startswith("             where b")


# JSON, as the manual describes it.

PAGE = (Path(__file__).parents[3] / "toolkit" / "docs" / "explain.md").read_text(encoding="utf-8")


def described(heading):
    """The fields that a section of the manual lists in its table, in order."""
    section = PAGE.partition(f"### {heading}\n")[2].partition("\n### ")[0]
    return [
        name for cell in re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    ]


def told(call, *arguments):
    status, out, err = call("explain", *arguments, "--format", "json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_a_definition_as_json(call):
    found = told(call, "quotes.F(beta=2)")

    assert list(found) == described("A definition")
    assert found["measure"] == "quotes.F(beta=2)@overlap(0.5)"
    assert (found["needs"], found["parameters"]) == (["quotes"], ["average", "beta", "kind"])
    assert (found["criteria"], found["symmetric"]) == (["exact", "trimmed", "overlap", "head", "text"], True)
    assert told(call, "stances.F")["criteria"] == []


def test_a_code_as_json(call):
    found = told(call, "e101")

    assert list(found) == described("A code")
    assert (found["code"], found["level"], found["spelling"]) == ("E101", "shape", True)


def test_a_working_out_as_json(call):
    found = told(call, "quotes.attribution.F", "corpus", "run.jsonl", "--doc", "harbour")

    assert sorted(found) == sorted(described("A working-out"))
    assert (found["run"], found["doc_id"], found["value"], found["undefined"]) == ("run", "harbour", 0.0, None)
    assert found["gold"] == [
        {"name": "g1", "spans": [[15, 32]], "text": "We will not wait.", "label": "direct", "note": "Ann Lee"}
    ]
    assert found["left"][0] == {"name": "g1", "error": "speaker with p1", "why": "p1 is closest, IoU 0.647"}
    assert found["steps"] == [
        {
            "name": "F",
            "formula": "2 · {matched} / ({gold} + {predicted})",
            "numbers": {"matched": 0, "gold": 1, "predicted": 1},
            "value": 0.0,
        }
    ]


def test_coreference_as_json(call):
    found = told(call, "entities.B3", "corpus", "run.jsonl", "--doc", "harbour")

    assert [one["name"] for one in found["clusters"]["predicted"]] == ["P1", "P2"]
    assert found["workings"][1]["totals"] == [
        {"counter": "p_num", "formula": "1 + 0", "value": 1.0, "fraction": "1"},
        {"counter": "p_den", "formula": "1 + 1", "value": 2.0, "fraction": "2"},
    ]


def test_averages_as_json(call):
    labels = told(call, "quotes.MacroF(by=kind)", "corpus", "run.jsonl", "--doc", "market")
    assert [part["measure"] for part in labels["parts"]] == [
        "quotes.F(kind=direct)@overlap(0.5)",
        "quotes.F(kind=indirect)@overlap(0.5)",
    ]
    documents = told(call, "quotes.F(average=documents)", "corpus", "run.jsonl")
    assert (documents["doc_id"], [part["doc_id"] for part in documents["documents"]]) == (None, ["harbour", "market"])


def test_what_is_undefined_as_json(call):
    found = told(call, "stances.evidence.F", "corpus", "run.jsonl", "--doc", "market")

    assert (found["value"], found["counts"]) == (None, {})
    assert found["undefined"] == "stances.evidence is not annotated in this document"
