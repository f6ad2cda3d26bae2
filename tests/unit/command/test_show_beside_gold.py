"""`sayso show GOLD RUN`: errors marked by class, and whatever a file holds harmless and right on the screen."""

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from harbour import corpus, gold, record, span, write
from sayso.command import process
from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score
from sayso.measures import HEADLINES
from sayso.reports.page import coloured, plain
from sayso.reports.reading import read
from sayso.reports.visible import UNSEEN

TEXT = "記者は\x1b[31m言った：「我々は待たない」。港湾局は抗議した。e\u0301te\u0301 \u202eevil\u202c end\ttab"


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command line beside a corpus and a run that goes wrong; status, standard output, standard error."""
    corpus(tmp_path / "corpus")
    mention = {"span": span("harbour", "The harbour board")}
    board = {"id": "e2", "name": "board", "type": "organisation", "mentions": [mention]}
    wrong = gold()
    wrong[0]["entities"].append(board)
    wrong[0]["quotes"][0]["speakers"] = ["e2"]
    wrong[0]["events"][0]["trigger"] = span("harbour", "board protested")
    write(tmp_path / "wrong.jsonl", wrong)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def call(*arguments):
        status = process.run([*arguments, "--doc", "harbour"])
        return status, *capsys.readouterr()

    return call


def test_errors_carry_their_class(call):
    status, out, err = call("show", "corpus", "wrong.jsonl")

    assert (status, err) == (0, "")
    assert out == (
        "harbour\n"
        "=======\n"
        "= the same in both   ~ the same characters, other details   - in gold only   + in the run only\n"
        "← error: its class, where the measures leave the item over\n"
        "\n"
        '[0] Ann Lee said: "We will not wait." The harbour board protested.\n'
        "    =  mention  0–7        Ann Lee, person\n"
        "    ~- quote    15–32      direct, by Ann Lee: ‘We will not wait.’  ← speaker\n"
        "    ~+ quote    15–32      direct, by board: ‘We will not wait.’  ← speaker\n"
        "    +  mention  34–51      ‘The harbour board’ → board, organisation  ← spurious; entity: spurious\n"
        "    +  event    46–61      ‘board protested’ (protest)  ← boundary\n"
        "    -  event    52–61      ‘protested’ (protest)  ← boundary\n"
    )
    assert call("show", "wrong.jsonl", "--gold", "corpus") == (0, out, "")


def test_gold_is_named_once(call):
    status, _, err = call("show", "corpus", "wrong.jsonl", "--gold", "corpus")

    assert status == 2
    assert "gold is named twice: corpus and --gold corpus; with GOLD RUN leave --gold out" in err


def test_a_document_is_shown_without_classes_where_the_rest_cannot_be_scored(call):
    broken = gold()
    broken[1]["quotes"][0]["kind"] = 3
    write(Path("broken.jsonl"), broken)
    status, out, err = call("show", "corpus", "broken.jsonl")

    assert status == 0
    assert "=  quote    15–32" in out
    assert "← error" not in out
    assert err.startswith("without error classes, since elsewhere there are errors in the data: 1 problem found")


def place(said):
    return {"start": TEXT.index(said), "end": TEXT.index(said) + len(said)}


def reading():
    """A document of wide, combining and hostile characters; a run beside gold with errors of arguments too."""
    document = {"doc_id": "d\u202e1", "title": "題\x1b]0;hi\x07", "text": TEXT}
    entity = {"id": "e1", "name": "記\x07者", "type": "person", "mentions": [{"span": place("記者")}]}
    argument = {"role": "actor", "span": place("港湾局")}
    event = {"id": "v1", "trigger": place("抗議した"), "type": "protest", "arguments": [argument]}
    right = {"entities": [entity, {"id": "e2", "name": "x"}], "events": [event], "quotes": [], "stances": []}
    evil = {"id": "v2", "trigger": place("evil"), "type": "x"}
    near = {"id": "v1", "trigger": place("抗議"), "type": "protest"}
    answer = {"entities": [entity], "events": [near, evil], "quotes": [], "stances": []}
    return document, right, answer


def laid_out():
    document, right, answer = reading()
    records = [record(document["doc_id"], **right)], [record(document["doc_id"], **answer)]
    result = score(
        gold=Gold(MemorySource(records[0]), MemorySource([document], name="documents"), None, {}, "gold"),
        predicted=Run(MemorySource(records[1], name="run"), "run"),
        measures=[spelling for headlines in HEADLINES.values() for spelling in headlines],
    )
    (seen,) = result.seen()
    return read(document, answer, right, outcomes=seen.outcomes[0])


def test_no_control_of_a_file_is_printed():
    written = plain(laid_out())

    assert not UNSEEN.search(written)
    assert r"\x1b[31m言った" in written
    start = place("抗議した")["start"]
    assert (
        f"-  event    {start}–{start + 4}      ‘抗議した’ (protest): actor ‘港湾局’  ← boundary; actor: trigger"
        in written
    )
    assert "-  entity              x, not mentioned  ← entity: missed" in written


@pytest.mark.parametrize("width", [30, 50, 80])
def test_a_terminal_wraps_at_its_width_by_columns(width):
    screen = Console(file=io.StringIO(), width=width, color_system=None, _environ={})
    for piece in coloured(laid_out()):
        screen.print(piece)
    lines = screen.file.getvalue().splitlines()

    assert not any(UNSEEN.search(line) for line in lines)
    assert max(map(cell_len, lines)) <= width
    assert TEXT.replace("\x1b", r"\x1b").split("。")[0] in "".join(line.strip() for line in lines)


def test_in_colour_errors_stand_out_in_the_text():
    screen = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=200, _environ={})
    for piece in coloured(laid_out()):
        screen.print(piece)
    shown = screen.file.getvalue()

    assert "\x1b[7;35m抗議\x1b[0m\x1b[7;35mした\x1b[0m" in shown
    assert "\x1b[7;33mevil\x1b[0m" in shown
    assert "\x1b[36m記者\x1b[0m" in shown
