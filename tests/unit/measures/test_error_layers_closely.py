"""Error classes of quotes, events and stances, and which measure tells what is an error where."""

from types import SimpleNamespace

import numpy as np
import pytest

from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate.errors import error_classes
from sayso.matching.classes import View
from sayso.measures import classing

#       0123456789012345678901234567
TEXT = "We wait, said Ann; Bo waits."
WE, WAIT, SAID, WAITS = (0, 2), (3, 7), (9, 13), (22, 27)


def at(span):
    return {"text": span} if isinstance(span, str) else {"start": span[0], "end": span[1]}


ENTITIES = [{"id": name, "mentions": [{"span": at(span)}]} for name, span in (("ann", (14, 17)), ("bo", (19, 21)))]


def quote(number, *speakers, span=(0, 7)):
    return {"id": f"q{number}", "content": [at(span)], "speakers": list(speakers)}


def classes(items, gold, predicted, annotated=()):
    """Of each class (pairs, single gold, single predicted items) and what mending it gains; lists of documents."""
    sides = []
    for records in (gold, predicted):
        sides.append([{"format": "sayso/1", "doc_id": f"d{n}", **record} for n, record in enumerate(records)])
    for record, declared in zip(sides[0], annotated, strict=False):
        record["annotated"] = declared
    documents = [{"doc_id": f"d{n}", "text": TEXT} for n in range(len(gold))]
    corpus = Gold(MemorySource(sides[0], name="gold"), MemorySource(documents, name="documents"))
    run = Run(MemorySource(sides[1], name="run"), "run")
    found = error_classes(gold=corpus, predicted=run, missing="empty", labels="open")[items]
    return {name: (one.pairs, one.gold, one.predicted, one.gain) for name, one in found.items()}


def near(gain):
    return pytest.approx(gain, rel=0, abs=1e-12)


def test_where_speakers_are_not_annotated_plain_detection_tells_the_errors():
    """In document 0 one quote is right and one has the wrong speaker, which is no error in 1; a quote is missed there
    and one in 2.

    Matched 1 + 1 + 0 of 2 + 2 + 1 gold and 2 + 1 + 1 predicted quotes: F = 4/9. With the speaker mended 6/9; with the
    missed ones found 2 · 4 of 5 + 6; with the spurious one dropped 4/8.
    """
    right = quote(3, "bo", span=SAID)
    gold = [
        {"entities": ENTITIES, "quotes": [quote(1, "ann"), right]},
        {"entities": ENTITIES, "quotes": [quote(1, "ann"), quote(2, "bo", span=WAITS)]},
        {"entities": ENTITIES, "quotes": [quote(1, "ann", span=SAID)]},
    ]
    predicted = [
        {"entities": ENTITIES, "quotes": [quote(1, "bo"), right]},
        {"entities": ENTITIES, "quotes": [quote(1, "bo")]},
        {"entities": ENTITIES, "quotes": [quote(1, "ann", span=WAITS)]},
    ]
    with_speakers, without = ["quotes.speakers"], []
    assert classes("quotes", gold, predicted, (with_speakers, without, with_speakers)) == {
        "speaker": (1, 0, 0, near(6 / 9 - 4 / 9)),
        "missed": (0, 2, 0, near(8 / 11 - 4 / 9)),
        "spurious": (0, 0, 1, near(4 / 8 - 4 / 9)),
    }


def test_a_run_without_entities_is_told_by_plain_detection():
    """Attribution was not attempted: the quote is found, whoever says it."""
    gold = [{"entities": ENTITIES, "quotes": [quote(1, "ann"), quote(2, "bo", span=WAITS)]}]
    assert classes("quotes", gold, [{"quotes": [quote(1)]}], (["quotes.speakers"],)) == {
        "missed": (0, 1, 0, near(1 - 2 / 3))
    }


def event(number, kind=None, span=WAIT):
    return {"id": f"v{number}", "trigger": at(span), **({} if kind is None else {"type": kind})}


@pytest.mark.parametrize(
    ("annotated", "expected"),
    [
        (["events.type"], {"type": (1, 0, 0, near(1.0))}),
        ([], {}),
    ],
)
def test_a_wrong_type_is_an_error_where_types_are_annotated(annotated, expected):
    gold, predicted = [{"events": [event(1, "wait")]}], [{"events": [event(1, "go")]}]
    assert classes("events", gold, predicted, (annotated,)) == expected


def test_an_event_is_off_in_its_boundary_its_type_or_both():
    """We wait is a wait, and predicted "We wait" a go: both; "waits" as "waits." of the same type: the boundary."""
    gold = [{"events": [event(1, "wait"), event(2, "wait", WAITS)]}]
    predicted = [{"events": [event(1, "go", (0, 7)), event(2, "wait", (22, 28))]}]
    assert classes("events", gold, predicted, (["events.type"],)) == {
        "boundary": (1, 0, 0, near(1 / 2)),
        "boundary and label": (1, 0, 0, near(1 / 2)),
    }


def test_types_that_are_not_annotated_are_no_part_of_an_error():
    """The boundary alone is wrong, whatever the types."""
    gold, predicted = [{"events": [event(1, "wait")]}], [{"events": [event(1, "go", (0, 7))]}]
    assert classes("events", gold, predicted, ([],)) == {"boundary": (1, 0, 0, near(1.0))}


@pytest.mark.parametrize(
    ("annotated", "name"), [(["entities.type"], "boundary and label"), ([], "boundary")], ids=["annotated", "not"]
)
def test_types_of_mentions_are_part_of_an_error_where_they_are_annotated(annotated, name):
    """ "Ann" of a person, and "said Ann" of a place."""
    gold = {"id": "e", "type": "person", "mentions": [{"span": at((14, 17))}]}
    predicted = {"id": "e", "type": "place", "mentions": [{"span": at((9, 17))}]}
    found = classes("mentions", [{"entities": [gold]}], [{"entities": [predicted]}], (annotated,))
    assert found == {name: (1, 0, 0, near(1.0))}


def test_the_role_is_part_of_an_error():
    """An argument "Ann" as actor, and "said Ann" as object; "Bo" as actor and as object."""
    gold = [{"role": "actor", "span": at((14, 17))}, {"role": "actor", "span": at((19, 21))}]
    predicted = [{"role": "object", "span": at((9, 17))}, {"role": "object", "span": at((19, 21))}]
    sides = ([{"events": [{**event(1, "wait"), "arguments": arguments}]}] for arguments in (gold, predicted))
    assert classes("arguments", *sides, (["events.arguments"],)) == {
        "role": (1, 0, 0, near(1 / 2)),
        "boundary and label": (1, 0, 0, near(1 / 2)),
    }


def stance(number, holder, target, polarity="support"):
    return {"id": f"s{number}", "holder": holder, "target": target, "polarity": polarity}


AT_ANN, AT_BO, AT_WAIT, AT_SAID = {"entity": "ann"}, {"entity": "bo"}, {"span": at(WAIT)}, {"event": "v1"}
OTHER = {"event": "v2"}


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        pytest.param(
            [stance(1, "ann", AT_BO)],
            [stance(1, "ann", AT_BO, "oppose")],
            {"polarity": (1, 0, 0)},
            id="holder and target are right",
        ),
        pytest.param(
            [stance(1, "ann", AT_BO)], [stance(1, "ann", AT_SAID)], {"target": (1, 0, 0)}, id="holder and polarity are"
        ),
        pytest.param(
            [stance(1, "ann", AT_SAID)], [stance(1, "bo", AT_SAID)], {"holder": (1, 0, 0)}, id="target and polarity are"
        ),
        pytest.param(
            [stance(1, "ann", AT_SAID)],
            [stance(1, "bo", AT_SAID, "oppose")],
            {"missed": (0, 1, 0), "spurious": (0, 0, 1)},
            id="the target alone",
        ),
        pytest.param(
            [stance(1, "ann", AT_SAID)],
            [stance(1, "ann", AT_WAIT, "oppose")],
            {"missed": (0, 1, 0), "spurious": (0, 0, 1)},
            id="the holder alone",
        ),
        pytest.param(
            [stance(1, "lu", AT_BO)],
            [stance(1, "ann", AT_SAID)],
            {"missed": (0, 1, 0), "spurious": (0, 0, 1)},
            id="a holder whom nobody predicted corresponds to none",
        ),
        pytest.param(
            [],
            [stance(1, "ann", {"span": at("the wait")}), stance(2, "ann", AT_WAIT)],
            {"ungrounded": (0, 0, 1), "spurious": (0, 0, 1)},
            id="a target that stands nowhere",
        ),
        pytest.param(
            [],
            [stance(1, "ann", AT_SAID), stance(2, "ann", AT_SAID)],
            {"duplicate": (0, 0, 1), "spurious": (0, 0, 1)},
            id="the same twice",
        ),
        *(
            pytest.param([], [stance(1, *one), stance(2, *other)], {"spurious": (0, 0, 2)}, id=f"not the same: {what}")
            for what, one, other in (
                ("holders", ("ann", AT_SAID), ("bo", AT_SAID)),
                ("entities", ("ann", AT_ANN), ("ann", AT_BO)),
                ("events", ("ann", AT_SAID), ("ann", OTHER)),
                ("spans", ("ann", AT_WAIT), ("ann", {"span": at(WE)})),
                ("polarities", ("ann", AT_SAID), ("ann", AT_SAID, "oppose")),
            )
        ),
        pytest.param(
            [stance(1, "ann", AT_BO), stance(2, "ann", AT_SAID)],
            [stance(1, "ann", AT_BO), stance(2, "ann", AT_WAIT)],
            {"target": (1, 0, 0)},
            id="what is paired is out of it",
        ),
    ],
)
def test_the_class_of_a_stance(gold, predicted, expected):
    lu = {"id": "lu", "mentions": [{"span": at(SAID)}]}
    both = {"events": [event(1, span=SAID), event(2, span=WAITS)]}
    found = classes(
        "stances",
        [{"entities": [*ENTITIES, lu], **both, "stances": gold}],
        [{"entities": ENTITIES, **both, "stances": predicted}],
    )
    assert {name: counts[:3] for name, counts in found.items()} == expected


def test_each_part_of_the_errors_names_the_measure_that_tells_them(monkeypatch):
    """Entities, and so speakers, are there in document 0 alone."""
    none = np.zeros(0, dtype=np.int64)
    view = View(none, none, (none, none), none > 0, none, [])
    monkeypatch.setitem(classing._VIEWS, "quotes", lambda *_: view)
    both, first = np.array([True, True]), np.array([True, False])
    scene = SimpleNamespace(
        gold=SimpleNamespace(documents=2, has={"quotes": both, "entities": first}), annotated={"quotes.speakers": both}
    )
    parts = list(classing.classed(scene, "quotes", {"quotes", "entities"}))
    assert [(one.items, str(one.measure), one.here.tolist()) for one in parts] == [
        ("quotes", "quotes.attribution.F@overlap(0.5)", [True, False]),
        ("quotes", "quotes.F@overlap(0.5)", [False, True]),
    ]
    assert all(one.view is view for one in parts)


def test_the_tallies_of_the_classes_are_defined_where_either_measure_is(monkeypatch):
    """A gold quote is missed in document 0, a prediction is spurious in document 1; document 2 has no quotes layer."""
    none = np.zeros(0, dtype=np.int64)
    view = View(np.array([0]), np.array([1]), (none, none), np.array([False]), np.array([0]), [])
    monkeypatch.setitem(classing._VIEWS, "quotes", lambda *_: view)
    has = {"quotes": np.array([True, True, False]), "entities": np.array([True, False, False])}
    scene = SimpleNamespace(gold=SimpleNamespace(documents=3, has=has), annotated={"quotes.speakers": np.ones(3, bool)})
    tallies, counts = classing.class_tallies(scene, "quotes", {"quotes", "entities"})
    assert counts == (0, 1, 1)
    assert {name: one.rows.tolist() for name, one in tallies.items()} == {
        "missed": [[0, 1, 0], [0, 0, 0], [0, 0, 0]],
        "spurious": [[0, 0, 0], [0, 0, 1], [0, 0, 0]],
    }
    assert all(one.defined.tolist() == [True, True, False] for one in tallies.values())
    assert all(one.counters == ("pairs", "gold", "predicted") for one in tallies.values())
