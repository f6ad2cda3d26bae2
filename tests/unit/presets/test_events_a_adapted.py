"""The adapted door of the event presets: documents of an invented corpus, and gold against itself."""

import pytest

from harbour import TEXTS, record, span
from sayso import load, score
from sayso.data.sources import Gold, MemorySource, Run

HARBOUR = "harbour"
CORPUS = load()


def event(trigger, *arguments, kind="protest", **more):
    filled = [{"role": role, "span": span(HARBOUR, said)} for role, said in arguments]
    return {"id": trigger, "trigger": span(HARBOUR, trigger), "type": kind, "arguments": filled, **more}


GOLD = [
    event("protested", ("actor", "The harbour board"), modality="actual", coref="p"),
    event("said", ("actor", "Ann Lee"), kind="speech", modality="actual"),
]


def numbers(preset, predicted, gold=GOLD):
    documents = MemorySource([{"doc_id": HARBOUR, "text": TEXTS[HARBOUR]}], name="documents")
    source = Gold(MemorySource([record(HARBOUR, events=gold)], name="gold"), documents)
    run = Run(MemorySource([record(HARBOUR, events=predicted)], name="run"), "run")
    result = score(gold=source, predicted=run, preset=preset)
    return {value.measure.partition(":")[2]: value.value for value in result.values}


PERFECT = {
    "textee": ("argument_attached_cls.f1", 100),
    "textee(triggers=gold)": ("argument_attached_cls.f1", 100),
    "omnievent": ("argument.F1", pytest.approx(1, abs=1e-9)),
    "omnievent-unified": ("argument.micro_f1", 100),
    "metametric-events": ("argument_classification-f1", 1),
    "rams-as-distributed": ("F1", 100),
    "rams-corrected": ("F1", 100),
    "evmeval-1.8": ("mention_type+realis_status.micro.F1", 100),
}
# Arguments of one event overlap there, and a word has one label.
IMPERFECT = {"omnievent-unified"}


@pytest.mark.parametrize("preset", PERFECT)
def test_gold_against_itself_is_perfect(preset):
    name, value = PERFECT[preset]
    assert numbers(preset, GOLD)[name] == value


@pytest.mark.parametrize("preset", sorted(set(PERFECT) - IMPERFECT))
def test_the_article_against_itself_is_perfect(preset):
    name, value = PERFECT[preset]
    result = score(gold=CORPUS.gold, predicted=Run(CORPUS.gold.source, "itself"), preset=preset)
    assert result[f"{preset}:{name}"].value == value


def test_a_missed_event_halves_recall():
    found = numbers("textee", GOLD[:1])
    assert (found["trigger_cls.precision"], found["trigger_cls.recall"]) == (100, 50)
    assert found["argument_attached_cls.gold_num"] == 2
    assert numbers("metametric-events", GOLD[:1])["argument_classification-recall"] == 0.5
    assert numbers("rams-corrected", GOLD[:1])["R"] == 50
    assert numbers("rams-as-distributed", GOLD[:1])["P"] == 50
    assert numbers("gen-arg", GOLD[1:])["role.R"] == 50


def test_gold_loses_its_article_in_gen_arg():
    # `The harbour board` is `harbour board` in gold, and as it is among the predictions.
    assert numbers("gen-arg", GOLD)["role.P"] == 50
    bare = [event("protested", ("actor", "harbour board")), GOLD[1]]
    assert numbers("gen-arg", bare)["role.P"] == 100


def test_an_event_on_another_trigger_is_passed_over_where_triggers_are_given():
    more = [*GOLD, event("wait", ("actor", "We"))]
    assert numbers("rams-corrected", more)["P"] == 100
    assert numbers("textee", more)["trigger_id.precision"] == pytest.approx(200 / 3)


def test_a_span_within_a_word_is_that_word():
    part = {**event("protested"), "trigger": span(HARBOUR, "protest")}
    assert numbers("textee", [part])["trigger_id.match_num"] == 1
    assert numbers("textee(tokens=characters)", [part])["trigger_id.match_num"] == 0
    # Nuggets are compared by characters: 2 * 7 / (9 + 7).
    assert numbers("evmeval-1.8", [part])["plain.micro.P"] == pytest.approx(87.5)


def test_modality_is_the_realis_and_none_in_gold_agrees():
    other = [{**one, "modality": "planned"} for one in GOLD]
    assert numbers("evmeval-1.8", other)["realis_status.micro.F1"] is None
    bare = [{**one, "modality": None} for one in GOLD]
    assert numbers("evmeval-1.8", other, bare)["realis_status.micro.F1"] == 100


def test_words_of_an_argument_are_labelled():
    # The harbour board: three words of one argument, of which the prediction has two.
    found = numbers("omnievent-unified", [event("protested", ("actor", "harbour board"))], GOLD[:1])
    assert found["argument.recall"] == pytest.approx(200 / 3)
    assert found["argument.precision"] == 100
    assert found["trigger.micro_f1"] == 100
