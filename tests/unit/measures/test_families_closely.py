"""What the lines of each layer look at, where twins and first rows make it delicate."""

import itertools

import pytest

from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score
from sayso.evaluate.job import Job
from sayso.measures import parse

#       0123456789012345678901234567
TEXT = "We wait, said Ann; Bo waits."
WE, WAIT, SAID, ANN, BO, WAITS = (0, 2), (3, 7), (9, 13), (14, 17), (19, 21), (22, 27)


def at(span):
    return {"start": span[0], "end": span[1]}


def entity(number, *mentions):
    return {"id": f"e{number}", "mentions": [{"span": at(span)} for span in mentions]}


def sides(gold, predicted, annotated=None):
    head = {"format": "sayso/1", "doc_id": "d"}
    corpus = Gold(
        MemorySource([{**head, **gold}], name="gold"),
        MemorySource([{"doc_id": "d", "text": TEXT}], name="documents"),
        annotated,
    )
    return {"gold": corpus, "predicted": Run(MemorySource([{**head, **predicted}], name="run"), "run")}


def value(measure, gold, predicted, annotated=None):
    return score(**sides(gold, predicted, annotated), measures=[measure])[measure].value


@pytest.mark.parametrize("order", list(itertools.permutations([0, 1])))
@pytest.mark.parametrize("others", [(WE, BO), (BO, WE)])
def test_twin_mentions_pair_within_the_entities_that_belong_together(order, others):
    """Two entities are both called "Ann" at one place; each has another mention by which it is known."""
    gold = [entity(n, ANN, other) for n, other in enumerate(others)]
    run = [entity(n, ANN, others[place]) for n, place in enumerate(order)]
    assert value("entities.B3@exact", {"entities": gold}, {"entities": run}) == 1


def test_twin_mentions_pair_with_their_entities_and_not_in_their_order():
    """Of the two called "Ann" the run's second has a mention more, "said", and so comes first there.

    Every link of gold is found: R = 2/2; of the run's three links the two: P = 2/3.
    """
    gold = {"entities": [entity(0, ANN, BO), entity(1, ANN, WAITS)]}
    run = {"entities": [entity(0, ANN, BO), entity(1, SAID, ANN, WAITS)]}
    assert value("entities.MUC.R@exact", gold, run) == 1
    assert value("entities.MUC.P@exact", gold, run) == 2 / 3


@pytest.mark.parametrize("target", ["e0", "e1"])
@pytest.mark.parametrize("holder", ["e0", "e1"])
def test_a_holder_or_target_may_be_any_entity_the_first_too(holder, target):
    both = {
        "entities": [entity(0, ANN), entity(1, BO)],
        "stances": [{"id": "s", "holder": holder, "target": {"entity": target}, "polarity": "support"}],
    }
    assert value("stances.F", both, both) == 1


@pytest.mark.parametrize("event", ["v0", "v1"])
def test_a_target_may_be_any_event_the_first_too(event):
    both = {
        "entities": [entity(0, ANN)],
        "events": [{"id": f"v{n}", "trigger": at(span)} for n, span in enumerate((WAIT, SAID))],
        "stances": [{"id": "s", "holder": "e0", "target": {"event": event}, "polarity": "support"}],
    }
    assert value("stances.F", both, both) == 1


@pytest.mark.parametrize(
    ("measure", "gold_rows", "predicted_rows"),
    [("quotes.cue.F@exact", [0, 2], [1]), ("quotes.source.F@exact", [0, 1], [0])],
)
def test_cues_and_sources_are_told_by_the_first_quote_that_has_them(measure, gold_rows, predicted_rows):
    """Gold: the first and the second quote have the cue "said", the third "waits"; the run's second has "said"."""
    gold = [
        {"id": "q1", "content": [at(WE)], "cue": at(SAID), "source": at(ANN)},
        {"id": "q2", "content": [at(WAIT)], "cue": at(SAID), "source": at(BO)},
        {"id": "q3", "content": [at(BO)], "cue": at(WAITS)},
    ]
    run = [
        {"id": "q1", "content": [at(WE)], "source": at(BO)},
        {"id": "q2", "content": [at(WAIT)], "cue": at(SAID)},
    ]
    annotated = ("quotes.cue", "quotes.source")
    both = sides({"entities": [], "quotes": gold}, {"entities": [], "quotes": run}, annotated)
    job = Job(gold=both["gold"], runs=[both["predicted"]])
    job.settle()
    found = parse(measure)
    match = found.line.find(next(iter(job.work())).scenes[0], found.request.options)
    assert sorted(match.gold_row.tolist()) == gold_rows
    assert match.predicted_row.tolist() == predicted_rows
    assert (match.gold_doc.tolist(), match.predicted_doc.tolist()) == ([0, 0], [0])
    assert len(match.g) == len(match.p) == 1
