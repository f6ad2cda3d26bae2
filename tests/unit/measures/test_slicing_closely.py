"""Slices: which items have which value, and what is counted of them on either side."""

import numpy as np
import pytest

from sayso.data.sources import Gold, MemorySource, Run
from sayso.errors import MeasureError
from sayso.evaluate import score
from sayso.matching.parts import LENGTHS
from sayso.measures import parse
from sayso.measures.slicing import SLICED, blank, can_cut, cut, document_parts, items_of
from sayso.measures.statistics import ACCURACY, DETECTION

TEXT = "We wait, said Ann; Bo waits. " + "x" * 600
ANN, BO, WE, WAIT = (14, 17), (19, 21), (0, 2), (3, 7)
ENTITIES = [
    {"id": name, "name": name.title(), "type": "person", "mentions": [{"span": {"start": span[0], "end": span[1]}}]}
    for name, span in (("ann", ANN), ("bo", BO))
]


def at(span):
    return {"text": span} if isinstance(span, str) else {"start": span[0], "end": span[1]}


def quote(number, span, **more):
    return {"id": f"q{number}", "content": [at(span)], **more}


def sliced(measure, by, gold, predicted, annotated=None):
    """Of each slice (gold items, of them matched, predicted items, of them matched)."""
    head = {"format": "sayso/1", "doc_id": "d", "entities": ENTITIES}
    corpus = Gold(
        MemorySource([{**head, **gold}], name="gold"),
        MemorySource([{"doc_id": "d", "text": TEXT}], name="documents"),
        annotated,
    )
    run = Run(MemorySource([{**head, **predicted}], name="run"), "run")
    result = score(gold=corpus, predicted=run, measures=[measure], by=[by], labels="open")
    names = ("gold", "gold_matched", "predicted", "predicted_matched")
    return {
        value.slice[1]: tuple(value.counts[name] for name in names) if "gold_matched" in value.counts else value.counts
        for value in result.slices
    }


def test_each_side_is_parted_by_its_own_values():
    """A direct quote is found as an indirect one, an indirect one is missed, and one without a kind is spurious."""
    gold = {"quotes": [quote(1, WE, kind="direct"), quote(2, WAIT, kind="indirect")]}
    predicted = {"quotes": [quote(1, WE, kind="indirect"), quote(2, BO)]}
    assert sliced("quotes.F@exact", "kind", gold, predicted) == {
        "direct": (1, 1, 0, 0),
        "indirect": (1, 0, 1, 1),
        None: (0, 0, 1, 0),
    }


@pytest.mark.parametrize(
    ("length", "name"),
    [
        (1, "1-5"),
        (5, "1-5"),
        (6, "6-10"),
        (10, "6-10"),
        (11, "11-20"),
        (50, "21-50"),
        (51, "51-100"),
        (200, "101-200"),
        (500, "201-500"),
        (501, "over 500"),
    ],
)
def test_classes_of_length_include_their_upper_ends(length, name):
    quotes = {"quotes": [quote(1, (0, length))]}
    assert sliced("quotes.F@exact", "length", quotes, quotes) == {name: (1, 1, 1, 1)}
    assert LENGTHS == (5, 10, 20, 50, 100, 200, 500)


def test_a_text_without_a_place_has_no_length():
    predicted = {"quotes": [quote(1, "We wait")]}
    assert sliced("quotes.F@text", "length", {"quotes": [quote(1, (0, 7))]}, predicted) == {
        "6-10": (1, 1, 0, 0),
        None: (0, 0, 1, 1),
    }


@pytest.mark.parametrize(
    ("measure", "layer"), [("mentions.F@exact", None), ("events.F@exact", "events"), ("events.arguments.F@exact", "")]
)
def test_mentions_events_and_arguments_have_lengths_too(measure, layer):
    """Ann has 3 characters and Bo 2; the trigger has 13, its argument 3."""
    events = [{"id": "v1", "trigger": at((9, 22)), "type": "say", "arguments": [{"role": "actor", "span": at(ANN)}]}]
    expected = {None: {"1-5": (2, 2, 2, 2)}, "events": {"11-20": (1, 1, 1, 1)}, "": {"1-5": (1, 1, 1, 1)}}
    assert sliced(measure, "length", {"events": events}, {"events": events}) == expected[layer]


def test_a_quote_within_another_is_nested():
    gold = {"quotes": [quote(1, (0, 17)), quote(2, WAIT, parent="q1"), quote(3, WE, parent="q1")]}
    predicted = {"quotes": [quote(1, (0, 17)), quote(2, WAIT)]}
    assert sliced("quotes.F@exact", "nesting", gold, predicted) == {"outermost": (1, 1, 2, 2), "nested": (2, 1, 0, 0)}


def test_a_quote_within_the_first_is_nested_too():
    quotes = {"quotes": [quote(1, (0, 17)), quote(2, WAIT, parent="q1")]}
    assert sliced("quotes.F@exact", "nesting", quotes, quotes) == {"outermost": (1, 1, 1, 1), "nested": (1, 1, 1, 1)}


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ({"entity": "ann"}, "entity"),
        ({"entity": "bo"}, "entity"),
        ({"event": "v1"}, "event"),
        ({"event": "v2"}, "event"),
    ],
)
def test_a_target_is_an_entity_or_an_event_the_first_too(target, name):
    both = {
        "events": [{"id": "v1", "trigger": at((9, 13))}, {"id": "v2", "trigger": at((22, 27))}],
        "stances": [stance(1, "ann", target)],
    }
    assert sliced("stances.F", "target", both, both) == {name: (1, 1, 1, 1)}


def test_an_item_is_in_the_slice_of_each_of_its_tags():
    gold = {"quotes": [quote(1, WE, tags=["hard", "short"]), quote(2, WAIT, tags=["hard"]), quote(3, BO)]}
    predicted = {"quotes": [quote(1, WE), quote(2, BO)]}
    assert sliced("quotes.F@exact", "tag", gold, predicted) == {
        "hard": (2, 1, 0, 0),
        "short": (1, 1, 0, 0),
        None: (1, 1, 2, 2),
    }


def stance(number, holder, target, polarity="support"):
    return {"id": f"s{number}", "holder": holder, "target": target, "polarity": polarity}


STANCES = [
    stance(1, "ann", {"entity": "bo"}),
    stance(2, "ann", {"event": "v1"}),
    stance(3, "bo", {"span": at(WE)}),
    stance(4, "bo", {"span": at(WAIT)}),
]
EVENTS = [{"id": "v1", "trigger": at((9, 13))}]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("holder", {"Ann": (2, 2, 2, 2), "Bo": (2, 1, 1, 1)}),
        ("target", {"entity": (1, 1, 1, 1), "event": (1, 1, 1, 1), "span": (2, 1, 1, 1)}),
        ("polarity", {"support": (4, 3, 3, 3)}),
    ],
)
def test_stances_by_holder_target_and_polarity(by, expected):
    """Three of four are found."""
    found = sliced(
        "stances.F",
        by,
        {"events": EVENTS, "stances": STANCES},
        {"events": EVENTS, "stances": [one for one in STANCES if one["id"] != "s3"]},
    )
    assert found == expected


def test_an_accuracy_is_sliced_by_its_gold_items():
    """The direct quote is right, of the two indirect ones one is."""
    gold = [quote(1, WE, kind="direct"), quote(2, WAIT, kind="indirect"), quote(3, BO, kind="indirect")]
    predicted = [quote(1, WE, kind="direct"), quote(2, WAIT, kind="direct"), quote(3, BO, kind="indirect")]
    found = sliced("quotes.kind.accuracy@exact", "kind", {"quotes": gold}, {"quotes": predicted})
    assert {name: (counts["agreeing"], counts["considered"]) for name, counts in found.items()} == {
        "direct": (1, 1),
        "indirect": (1, 2),
    }


@pytest.mark.parametrize(
    ("measure", "items"),
    [
        ("quotes.F", "quotes"),
        ("events.roles.F", "arguments"),
        ("entities.F", "entities"),
        ("speakers.F", "entities"),
        ("quotes.kind.accuracy", "quotes"),
        ("entities.type.accuracy", "entities"),
        ("quotes.cue.F", None),
        ("entities.B3", None),
        ("stances.evidence.F", None),
    ],
)
def test_the_items_that_a_measure_counts(measure, items):
    assert items_of(parse(measure)) == items
    assert can_cut(parse(measure), "tag") == (items is not None)
    assert can_cut(parse(measure), "doc.source")
    assert not can_cut(parse(measure), "colour")
    assert cut(parse(measure), "doc.source").field == "source"


def test_an_average_over_labels_is_not_sliced_again():
    assert not can_cut(parse("quotes.MacroF(by=kind)"), "kind")


@pytest.mark.parametrize(
    ("measure", "by", "message"),
    [
        ("quotes.F", "knd", "; did you mean 'kind'? quotes have kind, length, nesting, tag, and doc.FIELD"),
        ("quotes.F", "zzz", "; quotes have kind, length, nesting, tag, and doc.FIELD"),
        ("entities.F", "x", "; entities have tag, type, and doc.FIELD"),
        ("events.roles.F", "x", "; arguments have length, role, tag, type, and doc.FIELD"),
        ("stances.F", "x", "; stances have expression, holder, polarity, strength, tag, target, and doc.FIELD"),
        ("entities.B3", "type", ": it is no ratio of items; by a field of the document it can (doc.…)"),
        ("quotes.MacroF(by=kind)", "kind", ": it is no ratio of items; by a field of the document it can (doc.…)"),
    ],
)
def test_what_cannot_be_sliced_is_told_with_what_can(measure, by, message):
    with pytest.raises(MeasureError) as error:
        cut(parse(measure), by)
    assert str(error.value) == f"{parse(measure)} cannot be sliced by {by!r}{message}"


def test_a_slice_of_pairs_has_a_precision_and_a_recall_of_its_own():
    """Of 4 gold items 3 are matched, of 5 predicted ones 2: F of 2/5 and 3/4."""
    found = cut(parse("quotes.F"), "kind").of_slice()
    assert found.line.kind is SLICED
    counts = {"gold": 4, "gold_matched": 3, "predicted": 5, "predicted_matched": 2}
    values = {name: float(one.value(counts, found.beta)) for name, one in SLICED.statistics.items()}
    assert values == {"P": 2 / 5, "R": 3 / 4, "F": pytest.approx(2 * 0.4 * 0.75 / 1.15)}
    assert [one.name for one in SLICED.statistics.values()] == ["P", "R", "F"]
    assert cut(parse("quotes.F"), "doc.source").of_slice().line.kind is DETECTION
    assert cut(parse("quotes.kind.accuracy"), "kind").of_slice().line.kind is ACCURACY


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        pytest.param((4, 3), (5, 2), pytest.approx(2 * 0.4 * 0.75 / 1.15), id="P 2/5, R 3/4"),
        pytest.param((4, 3), (0, 0), None, id="all of it predicted under another value: P undefined, R above 0"),
        pytest.param((0, 0), (5, 5), None, id="in gold all of it has another value: R undefined, P above 0"),
        pytest.param((4, 0), (0, 0), 0, id="nothing is found, nothing predicted"),
        pytest.param((0, 0), (5, 0), 0, id="nothing in gold, nothing right"),
        pytest.param((4, 0), (5, 0), 0, id="nothing right"),
        pytest.param((0, 0), (0, 0), None, id="nothing at all"),
    ],
)
def test_the_f_of_a_slice_is_undefined_where_one_side_has_it_all_elsewhere(gold, predicted, expected):
    names = ("gold", "gold_matched", "predicted", "predicted_matched")
    counts = dict(zip(names, (*gold, *predicted), strict=True))
    found = float(SLICED.statistics["F"].value(counts, parse("quotes.F").beta))
    assert np.isnan(found) if expected is None else found == expected


def test_documents_are_parted_by_the_values_of_a_field():
    found = document_parts(["a", None, "b", "a"])
    assert {value: flags.tolist() for value, flags in found.items()} == {
        "a": [True, False, False, True],
        None: [False, True, False, False],
        "b": [False, False, True, False],
    }


def test_a_value_that_does_not_occur_counts_nothing():
    flags = np.array([True, False])
    found = blank(DETECTION, flags)
    assert found.counters == ("matched", "gold", "predicted")
    assert found.rows.tolist() == [[0, 0, 0], [0, 0, 0]]
    assert found.rows.dtype == np.int64
    assert found.defined is flags
