"""Role fillers, templates and clusters of events from documents."""

import pytest

from sayso import load, score
from sayso.data.sources import MemorySource, Run
from sayso.presets import Pair, spelled

TEXT = "Ann Lee opened the quay. She closed the quay. Bo Ray closed the pier."


def span(said):
    return {"start": TEXT.index(said), "end": TEXT.index(said) + len(said), "text": said}


def event(name, trigger, coref, *arguments):
    filled = [{"role": role, "span": span(said), "entity": entity} for role, said, entity in arguments]
    return {"id": name, "trigger": span(trigger), "type": "act", "coref": coref, "arguments": filled}


def record(*events):
    mentions = [{"span": span("Ann Lee")}, {"span": span("She")}]
    return {"entities": [{"id": "e1", "name": "Ann Lee", "mentions": mentions}], "events": list(events)}


GOLD = record(
    event("v1", "opened", "c", ("actor", "Ann Lee", "e1"), ("object", "the quay", None)),
    event("v2", "closed", "c", ("actor", "She", "e1")),
)
PREDICTED = record(event("v1", "opened", None, ("actor", "She", "e1"), ("object", "the pier", None)))


def numbers(spelling, predicted=PREDICTED):
    preset, conventions = spelled(spelling)
    return preset.adapted([Pair("d", TEXT, GOLD, predicted)], conventions)


def test_an_entity_is_all_that_gold_calls_it():
    assert numbers("ceaf-ree")["strict"]["actor"]["f1"] == 1.0
    assert numbers("ceaf-ree")["strict"]["object"]["f1"] == 0.0
    # Gold calls Ann Lee so at its arguments alone, and she is another there.
    assert numbers("ceaf-ree(gold=arguments,predicted=entity)")["strict"]["actor"]["f1"] == 1.0


def test_events_are_one_template_if_they_are_coreferent():
    assert numbers("gtt")["incident_type"]["r_den"] == 1
    assert numbers("gtt(templates=event)")["incident_type"]["r_den"] == 2
    assert numbers("ceaf-rme")["phi-3"] == {
        "p_num": 1,
        "p_den": 2,
        "r_num": 1,
        "r_den": 3,
        "P": 0.5,
        "R": 1 / 3,
        "F1": pytest.approx(0.4),
    }


def test_triggers_are_the_mentions():
    assert numbers("maven-ere-coref")["b_cubed_recall"] == 50.0


@pytest.mark.parametrize("spelling", ["ceaf-ree", "gtt", "ceaf-rme", "maven-ere-coref"])
def test_a_failed_document_has_nothing(spelling):
    preset, _ = spelled(spelling)
    assert set(numbers(spelling, None)) == set(numbers(spelling))
    assert preset.layer == "events"


@pytest.mark.parametrize(
    ("measure", "perfect"),
    [
        ("ceaf-ree:strict.micro_avg.f1", 1.0),
        ("gtt:micro_avg.f1", 1.0),
        ("ceaf-rme:phi-subset.P", 1.0),
        ("maven-ere-coref:b_cubed_f1", 100.0),
    ],
)
def test_gold_against_itself(measure, perfect):
    corpus = load()
    itself = Run(MemorySource(list(corpus.gold), name="itself"), "itself")
    result = score(gold=corpus.gold, predicted=itself, preset=measure.partition(":")[0])
    assert result[measure].value == pytest.approx(perfect)
