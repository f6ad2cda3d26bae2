"""`sayso errors`: what it lists of a small corpus of invented news, word for word."""

import json

import pytest
from rich.console import Console

import harbour
from harbour import corpus, documents, record, span, write
from sayso.command import printing, process


def entity(entity_id, name, kind, doc_id, said):
    return {"id": entity_id, "name": name, "type": kind, "mentions": [{"span": span(doc_id, said)}]}


def wrong():
    """The harbour board said to speak, a longer trigger, and nobody in the second document."""
    lee = entity("e1", "Ann Lee", "person", "harbour", "Ann Lee")
    board = entity("e2", "harbour board", "organisation", "harbour", "The harbour board")
    said = {"id": "q1", "content": [span("harbour", "We will not wait.")], "kind": "direct", "speakers": ["e2"]}
    protest = {"id": "v1", "trigger": span("harbour", "board protested"), "type": "protest"}
    closing = {"id": "v1", "trigger": {"text": "never said"}, "type": "closing"}
    return [
        record("harbour", entities=[lee, board], quotes=[said], events=[protest], stances=[]),
        record("market", entities=[], quotes=[], events=[closing], stances=[]),
    ]


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command line here; status, standard output, standard error."""
    corpus(tmp_path / "corpus")
    write(tmp_path / "wrong.jsonl", wrong())
    write(tmp_path / "perfect.jsonl", harbour.gold())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def call(*arguments):
        status = process.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def without_signature(out):
    body, _, signature = out.rstrip("\n").rpartition("\n\n")
    assert signature.startswith("corpus:")
    return body


def test_items_of_a_layer_by_class_in_their_context(call):
    status, out, err = call("errors", "corpus", "wrong.jsonl", "--layer", "quotes")

    assert (status, err) == (0, "")
    assert without_signature(out) == (
        "Errors of wrong against gold small\n"
        "==================================\n"
        "- in gold   + in the run   ≠ what differs   [ ] the item\n"
        "\n"
        "Quotes\n"
        "------\n"
        "left over by quotes.attribution.F@overlap(0.5): 0.000 (matched 0, gold 2, predicted 1)\n"
        "\n"
        "speaker: 1 pair; F +0.667 if mended\n"
        '  - harbour 15–32  Ann Lee said: "[We will not wait.]" The harbour board protested.  direct · Ann Lee\n'
        '  + harbour 15–32  Ann Lee said: "[We will not wait.]" The harbour board protested.  direct · harbour board\n'
        "  ≠ speakers: Ann Lee ↔ harbour board\n"
        "\n"
        "missed: 1 of gold; F +0.500 if mended\n"
        "  - market 0–23  [The market closed early], according to Bo Ray.  indirect · Bo Ray"
    )


def test_a_boundary_shows_both_spans_and_a_text_without_place_itself(call):
    out = call("errors", "corpus", "wrong.jsonl", "--layer", "events")[1]

    assert without_signature(out).partition("\n\nungrounded")[2] == (
        ": 1 predicted; F +0.000 if mended\n"
        "  + market  ‘never said’  closing\n"
        "\n"
        "boundary: 1 pair; F +0.667 if mended\n"
        '  - harbour 52–61  … "We will not wait." The harbour board [protested].  protest\n'
        '  + harbour 46–61  … said: "We will not wait." The harbour [board protested].  protest\n'
        "  ≠ characters: 52–61 ↔ 46–61"
    )


def test_a_class_of_a_document_with_the_counts_of_the_corpus(call):
    out = call("errors", "corpus", "wrong.jsonl", "--class", "missed", "--doc", "market")[1]

    assert [line for line in out.splitlines() if line.startswith(("missed", "  - "))] == [
        "missed: 1 of gold; F +0.300 if mended; 1 here",
        "  - market 38–44  The market closed early, according to [Bo Ray].  person · Bo Ray",
        "missed: 1 of gold; F +0.300 if mended; 1 here",
        "  - market  ‘Bo Ray’  person",
        "missed: 1 of gold; F +0.500 if mended; 1 here",
        "  - market 0–23  [The market closed early], according to Bo Ray.  indirect · Bo Ray",
    ]


def test_a_limit_leaves_out_and_says_so(call):
    out = call("errors", "corpus", "wrong.jsonl", "--limit", "0", "--layer", "quotes", "--class", "speaker")[1]
    whole = call("errors", "corpus", "wrong.jsonl", "--all")[1]

    assert "speaker: 1 pair; F +0.667 if mended\n  … and 1 more; --all lists them\n" in out
    assert "more; --all" not in whole


def test_several_runs_one_after_the_other(call):
    out = call("errors", "corpus", "perfect.jsonl", "wrong.jsonl", "--layer", "quotes", "--layer", "stances")[1]

    assert "Errors of perfect, wrong against gold small\n" in out
    assert "\nperfect: quotes\n---------------\n" in out
    assert "left over by quotes.attribution.F@overlap(0.5): 1.000 (matched 2, gold 2, predicted 2)\nno errors\n" in out
    assert "\nwrong: stances\n--------------\nstances.F is undefined: not attempted, not annotated, or nothing" in out


def test_without_errors_it_says_so(call):
    status, out, _ = call("errors", "corpus", "perfect.jsonl")

    assert status == 0
    assert without_signature(out).splitlines()[2:] == ["", "No such error."]


def test_failures_and_documents_left_out_are_told(call, tmp_path):
    failed = record("harbour", failure={"class": "ValueError", "message": "no idea"})
    write(tmp_path / "half.jsonl", [failed])
    out = call("errors", "corpus", "half.jsonl", "--on", "common")[1]

    assert (
        "half failed on every document: it attempts no layer, and all its values are undefined.\n1 gold document" in out
    )


def test_json_has_signature_classes_and_items(call):
    found = json.loads(call("errors", "corpus", "wrong.jsonl", "--layer", "quotes", "--format", "json")[1])

    assert found["schema_version"] == 1
    assert found["signature"]["documents"] == 2
    assert found["classes"] == [
        {"run": "wrong", "layer": "quotes", "class": "speaker", "pairs": 1, "gold": 0, "predicted": 0, "gain": 2 / 3},
        {"run": "wrong", "layer": "quotes", "class": "missed", "pairs": 0, "gold": 1, "predicted": 0, "gain": 0.5},
    ]
    assert [(item["side"], item["error"], item["doc_id"]) for item in found["errors"]] == [
        ("missed", "speaker", "harbour"),
        ("spurious", "speaker", "harbour"),
        ("missed", "missed", "market"),
    ]
    assert found["errors"][0]["instead"] == "We will not wait. · direct · harbour board"
    assert found["errors"][0]["instead_spans"] == [[15, 32]]


def test_json_lists_all_unless_a_limit_is_given(call):
    limited = json.loads(call("errors", "corpus", "wrong.jsonl", "--format", "json", "--limit", "0")[1])

    assert limited["errors"] == []
    assert limited["classes"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--layer", "quots"], "unknown layer 'quots'; did you mean 'quotes'?"),
        (["--class", "speakr"], "unknown error class 'speakr'; did you mean 'speaker'?"),
        (["--doc", "harbor"], "unknown document 'harbor'; did you mean 'harbour'?"),
        (["--doc", "17"], "unknown document '17'; there are 'harbour', 'market'"),
        (["--all", "--limit", "3"], "--all lists every error and --limit 3 does not; give one of them"),
    ],
)
def test_what_does_not_exist_is_a_usage_error(call, options, message):
    assert call("errors", "corpus", "wrong.jsonl", *options) == (2, "", f"sayso: {message}\n")


def test_statuses_are_those_of_score(call, tmp_path):
    write(tmp_path / "short.jsonl", wrong()[:1])

    assert call("errors", "corpus", "absent.jsonl")[0] == 2
    assert call("errors", "corpus", "short.jsonl")[0] == 3
    assert call("errors", "corpus", "short.jsonl", "--missing", "empty")[0] == 0


def test_gold_as_a_file_with_its_documents(call, tmp_path):
    write(tmp_path / "documents.jsonl", documents())
    arguments = ("--documents", "documents.jsonl", "--layer", "quotes")
    out = call("errors", "corpus/gold.jsonl", "wrong.jsonl", *arguments)[1]

    assert "[We will not wait.]" in out


@pytest.mark.parametrize("columns", [30, 200])
def test_on_a_terminal_lines_wrap_beneath_themselves(call, monkeypatch, columns):
    monkeypatch.setattr(printing, "is_for_people", lambda: True)
    monkeypatch.setattr(printing, "console", lambda: Console(width=columns, color_system=None, markup=False))
    lines = call("errors", "corpus", "wrong.jsonl", "--layer", "quotes")[1].splitlines()

    assert max(map(len, lines)) <= columns
    assert any(line.startswith("  - harbour 15–32") for line in lines)
    if columns == 30:
        assert "    " in {line[:4] for line in lines}
