"""Overlaps, phenomena and confusions of a small corpus whose numbers are worked by hand."""

import pytest
from town import GOLD, RUN, TEXT, entity, event, gold_of, quote, record, run_of, span

from sayso.data.sources import Gold, MemorySource
from sayso.errors import MeasureError, UsageError
from sayso.evaluate import score
from sayso.evaluate.overlap import EXAMPLES

SAILS, STAYS, BACKS = span("sails"), span("stays"), span("backs")
EVENTS = [event("v1", SAILS, "move"), event("v2", STAYS, "rest"), event("v3", BACKS, "help")]


def run_with(name, *events):
    return run_of(record(events=list(events)), name=name)


@pytest.fixture(scope="module")
def result():
    """Of three events `a` finds two and `b` another two; both call one thing a move that is none, `a` one more."""
    wrong, more = event("w", span("told"), "move"), event("x", span("town"), "move")
    gold = gold_of(record(entities=[], quotes=[], events=EVENTS, stances=[]))
    runs = [
        run_with("a", EVENTS[0], EVENTS[1], wrong, more),
        run_with("b", EVENTS[1], EVENTS[2], wrong),
        run_of(record(quotes=[]), name="c"),
    ]
    return score(gold=gold, predicted=runs, measures=["events.F"])


def test_gold_items_stand_under_the_runs_that_found_them(result):
    overlap = result.overlap("events")

    assert (overlap.runs, overlap.left_out) == (("a", "b"), ("c",))
    assert overlap.measure == "events.typed.F@exact"
    assert [(own.runs, own.count) for own in overlap.sets] == [(("a",), 1), (("b",), 1), (("a", "b"), 1)]
    assert overlap.sets[2].examples[0].text == "stays"
    assert overlap.sets[2].examples[0].spans == ((STAYS["start"], STAYS["end"]),)
    assert (overlap.gold, overlap.found("a"), overlap.by("a"), overlap.by()) == (3, 2, 1, 0)


def test_the_oracle_takes_what_any_run_has_and_keeps_what_all_have_wrong(result):
    """3 of 3 found; one spurious event is in both runs, two are in any: P 3/4 and 3/5, R 1, F 6/7 and 6/8."""
    overlap = result.overlap("events")

    assert overlap.oracle.to_dict() == {"matched": 3, "gold": 3, "predicted": 4, "P": 3 / 4, "R": 1.0, "F": 6 / 7}
    assert overlap.union.to_dict() == {"matched": 3, "gold": 3, "predicted": 5, "P": 3 / 5, "R": 1.0, "F": 6 / 8}


def test_runs_can_be_chosen_and_one_alone_is_its_own_oracle(result):
    alone = result.overlap("events", runs=["a"])

    assert [(own.runs, own.count) for own in alone.sets] == [((), 1), (("a",), 2)]
    assert alone.oracle == alone.union
    assert (alone.oracle.precision, alone.oracle.recall, alone.oracle.f) == (2 / 4, 2 / 3, 4 / 7)


def test_nothing_over_nothing_is_undefined(result):
    overlap = result.overlap("stances")

    assert (overlap.runs, overlap.sets) == ((), ())
    assert overlap.to_dict()["oracle"] == {"matched": 0, "gold": 0, "predicted": 0, "P": None, "R": None, "F": None}


def test_runs_that_attempt_no_more_are_judged_by_plain_detection():
    """Without entities there is no attribution to judge, so quotes are compared by their content."""
    one = quote("q", span("he lies"))
    gold = gold_of(record(entities=[entity("e", span("She"))], quotes=[{**one, "speakers": ["e"]}]))
    runs = [run_of(record(quotes=[one]), name=name) for name in "ab"]
    both = run_of(record(entities=[entity("e", span("She"))], quotes=[{**one, "speakers": ["e"]}]), name="c")
    overlap = score(gold=gold, predicted=[*runs, both], measures=["quotes.F"]).overlap("quotes")

    assert overlap.measure == "quotes.F@overlap(0.5)"
    assert [(own.runs, own.count) for own in overlap.sets] == [(("a", "b", "c"), 1)]


def test_examples_are_the_first_by_document_and_place():
    many = [event(f"v{place}", {"start": place, "end": place + 1}, "move") for place in range(8)]
    gold = gold_of(record("d2", events=many), record("d1", events=many[:2]))
    nothing = [run_of(record("d1", events=[]), record("d2", events=[]), name=name) for name in "ab"]
    (missed,) = score(gold=gold, predicted=nothing, measures=["events.F"], characters=1).overlap("events").sets

    assert (missed.runs, missed.count, len(missed.examples)) == ((), 10, EXAMPLES)
    assert [(one.doc_id, one.text) for one in missed.examples] == [
        *(("d1", letter) for letter in TEXT[:2]),
        *(("d2", letter) for letter in TEXT[:3]),
    ]


def test_an_unknown_layer_or_run_is_refused(result):
    with pytest.raises(UsageError, match="unknown layer 'event'; did you mean 'events'"):
        result.overlap("event")
    with pytest.raises(UsageError, match="unknown run 'd'; there are 'a', 'b', 'c'"):
        result.overlap("events", runs=["a", "d"])


def test_what_costs_most_comes_first():
    """Of `a` one of three is missed and two are spurious: F 4/7; moves mended 4/5, helps 6/8."""
    gold = gold_of(record(events=EVENTS))
    wrong, more = event("w", span("told"), "move"), event("x", span("town"), "move")
    result = score(gold=gold, predicted=run_with("a", *EVENTS[:2], wrong, more), measures=["events.F"])
    moves, helps = result.phenomena(["type"])

    assert (moves.layer, moves.by, moves.value, moves.classes) == ("events", "type", "move", {"spurious": 2})
    assert (moves.gold, moves.matched, moves.pairs, moves.missed, moves.spurious) == (1, 1, 0, 0, 2)
    assert moves.gain == pytest.approx(4 / 5 - 4 / 7)
    assert (moves.recall, moves.rest, moves.difference) == (1.0, 1 / 2, 1 / 2)
    assert (helps.value, helps.missed, helps.gain) == ("help", 1, pytest.approx(6 / 8 - 4 / 7))
    assert helps.to_dict()["counts"] == {"gold": 1, "matched": 0, "pairs": 0, "missed": 1, "spurious": 0}
    assert {one.by for one in result.phenomena()} == {"type"}  # all triggers are equally short


def test_parts_by_a_field_of_documents():
    documents = [{"doc_id": doc_id, "text": TEXT, "source": desk} for doc_id, desk in (("d1", "city"), ("d2", "sea"))]
    records = [record("d1", events=EVENTS), record("d2", events=EVENTS)]
    gold = Gold(MemorySource(records), MemorySource(documents, name="documents"), None, {}, "gold")
    run = run_of(record("d1", events=EVENTS), record("d2", events=[]))
    (sea,) = score(gold=gold, predicted=run, measures=["events.F"]).phenomena(["doc.source"])

    assert (sea.value, sea.gold, sea.missed, sea.difference) == ("sea", 3, 3, -1.0)


def test_the_source_of_a_quote_has_the_form_of_its_mention():
    pronoun = {"id": "e1", "mentions": [{"span": span("She"), "form": "pronoun"}]}
    named = {"id": "e2", "mentions": [{"span": span("Ned Quill"), "form": "name"}]}
    quotes = [
        quote("q1", span("he lies"), source=span("She"), speakers=["e1"]),
        quote("q2", span("Ned Quill stays"), source=span("Ned Quill"), speakers=["e2"]),
        quote("q3", span("Orla Finn sails"), speakers=["e2"]),
    ]
    gold = gold_of(record(entities=[pronoun, named], quotes=quotes))
    found = score(gold=gold, predicted=run_of(record(entities=[pronoun, named], quotes=[])), measures=["quotes.F"])

    assert {(one.value, one.missed) for one in found.phenomena(["source"])} == {("pronoun", 1), ("name", 1), (None, 1)}


def test_an_attribute_that_nothing_has_is_refused(result):
    with pytest.raises(MeasureError, match="no item can be parted by 'kinds'; did you mean 'kind'"):
        result.phenomena(["kinds"], run="a")
    with pytest.raises(UsageError, match="no document has a field 'desk'"):
        result.phenomena(["doc.desk"], run="a")
    with pytest.raises(MeasureError, match="there are 3 runs; name one"):
        result.phenomena()


def test_labels_against_labels_with_what_was_missed_and_spurious():
    result = score(gold=GOLD, predicted=RUN, measures=["events.F"])
    found = result.confusion("events.type")

    assert (found.measure, found.gold, found.predicted) == (
        "events.type.accuracy@exact",
        ("help", "move", "rest"),
        ("help", "rest"),
    )
    assert found.pairs == ((1, 0), (0, 1), (0, 0))
    assert (found.missed, found.spurious) == ((0, 0, 1), (0, 1))
    assert (found.agreeing, found.count("move", "rest"), found.count("move", "no")) == (1, 1, 0)
    gold, predicted = result.labels("events.type", unpaired="–")
    assert len(gold) == len(predicted) == sum(map(sum, found.pairs)) + sum(found.missed) + sum(found.spurious)
    assert found.to_dict()["pairs"] == [[1, 0], [0, 1], [0, 0]]


def test_labels_only_the_run_has_are_columns_of_their_own():
    run = run_with("a", event("v1", SAILS, "drift"), {"id": "v2", "trigger": STAYS})
    found = score(gold=gold_of(record(events=EVENTS)), predicted=run, measures=["events.F"]).confusion("events.type")

    assert (found.gold, found.predicted) == (("help", "move", "rest"), ("drift", None))
    assert found.pairs == ((0, 0), (1, 0), (0, 1))
