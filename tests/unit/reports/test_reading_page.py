"""A document with its annotations beneath, and a run's beside gold."""

import io

from rich.console import Console

from sayso.reports.page import coloured, plain
from sayso.reports.reading import read
from sayso.reports.wording import Item, Wording

TEXT = 'Ann Lee said: "We will not wait."\n\nThe harbour board protested.\n'
DOCUMENT = {"doc_id": "harbour", "title": "Harbour row", "text": TEXT}


def span(said, text=TEXT):
    start = text.index(said)
    return {"start": start, "end": start + len(said)}


GOLD = {
    "format": "sayso/1",
    "doc_id": "harbour",
    "entities": [
        {"id": "e1", "name": "Ann Lee", "type": "person", "mentions": [{"span": span("Ann Lee"), "form": "name"}]},
        {"id": "e2", "type": "organization", "mentions": [{"span": span("The harbour board")}]},
        {"id": "e3", "wikidata": "Q1"},
    ],
    "quotes": [
        {
            "id": "q1",
            "content": [span("We will not wait.")],
            "kind": "direct",
            "cue": span("said"),
            "source": span("Ann Lee"),
            "speakers": ["e1"],
            "parent": "q0",
        }
    ],
    "events": [
        {
            "id": "v1",
            "trigger": span("protested"),
            "type": "protest",
            "polarity": "positive",
            "modality": "actual",
            "arguments": [{"role": "actor", "span": span("The harbour board"), "entity": "e2"}],
        }
    ],
    "stances": [
        {"id": "s1", "holder": "e2", "target": {"event": "v1"}, "polarity": "support", "strength": "weak"},
        {"id": "s2", "holder": "e1", "target": {"entity": "e3"}, "polarity": "oppose", "evidence": [span("not wait")]},
        {"id": "s3", "holder": "e3", "target": {"span": span("harbour")}, "polarity": "wary"},
    ],
}

PAGE = """\
harbour: Harbour row
====================

[0] Ann Lee said: "We will not wait."
    mention  0–7        Ann Lee, person, name
    quote    15–32      direct, by Ann Lee, source ‘Ann Lee’, cue ‘said’, within q0: ‘We will not wait.’
    stance   23–31      Ann Lee opposes Q1

[35] The harbour board protested.
    mention  35–52      The harbour board, organization
    event    53–62      ‘protested’ (protest, positive, actual): actor ‘The harbour board’

(without a place in the text)
    entity              Q1, not mentioned
    stance              Q1 wary ‘harbour’
    stance              The harbour board supports ‘protested’ (weak)
"""


def test_items_stand_beneath_the_paragraph_they_start_in():
    assert plain(read(DOCUMENT, GOLD)) == PAGE


def test_layers_can_be_chosen():
    kinds = {item.kind for item in Wording(DOCUMENT, GOLD).items(["quotes", "events"])}

    assert kinds == {"quote", "event"}


def test_absent_layers_and_attributes_are_left_out():
    record = {"doc_id": "harbour", "quotes": [{"id": "q", "content": [span("We will"), span("wait.")]}], "events": None}
    stance = {"stances": [{"holder": "x", "target": {"event": "gone"}, "polarity": "neutral"}]}
    event = {"events": [{"id": "v", "trigger": span("protested")}]}

    assert [item.words for item in Wording(DOCUMENT, record).items()] == ["‘We will … wait.’"]
    assert [item.words for item in Wording(DOCUMENT, stance).items()] == ["x is neutral on gone"]
    assert [item.words for item in Wording(DOCUMENT, event).items()] == ["‘protested’"]


def test_a_span_of_text_alone_has_no_place():
    record = {"quotes": [{"id": "q", "content": [{"text": "not  in\nit"}]}]}

    assert list(Wording(DOCUMENT, record).items()) == [Item((), "quotes", "‘not in it’", "quote")]


def test_a_mention_that_is_not_the_name_points_to_it():
    record = {"entities": [{"id": "e", "name": "Anna Lee", "mentions": [{"span": span("Ann Lee")}]}]}

    assert next(Wording(DOCUMENT, record).items()).words == "‘Ann Lee’ → Anna Lee"


def test_beside_gold_every_item_is_marked():
    run = {
        "quotes": [{"id": "1", "content": [span("We will not wait.")], "kind": "indirect"}],
        "events": [{"id": "2", "trigger": span("protested")}, {"id": "3", "trigger": span("said")}],
    }
    gold = {
        "quotes": [{"id": "a", "content": [span("We will not wait.")], "kind": "direct"}],
        "events": [{"id": "b", "trigger": span("protested")}, {"id": "c", "trigger": span("harbour")}],
    }
    page = plain(read(DOCUMENT, run, gold))

    assert [line.strip()[:2] for line in page.splitlines() if line.startswith("    ")] == ["+ ", "~-", "~+", "- ", "= "]
    assert "= the same in both" in page


def test_twins_in_one_of_two_are_told_apart_by_number():
    twice = {"events": [{"id": "1", "trigger": span("said")}, {"id": "2", "trigger": span("said")}]}
    once = {"events": [{"id": "1", "trigger": span("said")}]}
    marks = [marked.mark for part in read(DOCUMENT, twice, once).paragraphs for marked in part.items]

    assert marks == ["=", "+"]


def test_an_untitled_document_has_its_id_as_heading():
    assert plain(read({"doc_id": "x", "text": "One."}, {})) == "x\n=\n\n[0] One.\n"


def test_in_colour_items_are_visible_in_the_text():
    screen = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=200, _environ={})
    for piece in coloured(read(DOCUMENT, GOLD)):
        screen.print(piece)
    shown = screen.file.getvalue()

    assert "\x1b[36mAnn Lee\x1b[0m said: " in shown
    assert "\x1b[1;35mprotested\x1b[0m" in shown
    assert "(without a place in the text)" in shown


def test_in_colour_marks_have_theirs():
    screen = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=200, _environ={})
    for piece in coloured(read(DOCUMENT, {"events": []}, GOLD, ["events"])):
        screen.print(piece)

    assert "    \x1b[31m-  event    53–62" in screen.file.getvalue()
