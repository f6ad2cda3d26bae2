"""Overlaps, phenomena and sentences: their counts add up, and are those that other ways of counting give."""

import functools
import itertools
import re
from collections import Counter

import pytest

from oracle.random_corpus import corpus
from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score
from sayso.measures import HEADLINES
from sayso.reports.sentences import sentences

MEASURES = [spelling for headlines in HEADLINES.values() for spelling in headlines]
LAYERS = ("entities", "quotes", "events", "stances")
SEEDS = range(16)

pytestmark = pytest.mark.slow


@functools.cache
def scored(seed, *, reverse=False, **options):
    """Three runs of one gold: the case's own, gold of every other document, and entities and quotes of all but one."""
    case = corpus(seed)
    turned = (lambda records: records[::-1]) if reverse else list
    gold = Gold(
        MemorySource(turned(case["gold"]), name="gold"),
        MemorySource(turned(case["documents"]), name="documents"),
        None if case["annotated"] is None else tuple(case["annotated"]),
        {name: tuple(texts) for name, texts in (case["labels"] or {}).items()},
    )
    right = [
        {"format": "sayso/1", "doc_id": one["doc_id"], **{layer: one.get(layer) or [] for layer in LAYERS}}
        for one in case["gold"]
    ]
    half = right[::2]
    quoted = [{name: part for name, part in one.items() if name not in {"events", "stances"}} for one in right[1:]]
    runs = {"own": case["run"], "half": half, "quoted": quoted}
    predicted = [Run(MemorySource(turned(records), name=name), name) for name, records in runs.items()]
    return score(gold=gold, predicted=predicted, measures=MEASURES, missing="empty", labels="open", **options)


@pytest.mark.parametrize("seed", SEEDS)
def test_sets_of_runs_are_those_that_the_documents_show(seed):
    """Each gold item is counted once, under exactly the runs that pair it, as `Result.seen` has them."""
    result = scored(seed)
    for layer in HEADLINES:
        overlap = result.overlap(layer)
        places = [result.runs.index(run) for run in overlap.runs]
        if places and overlap.measure != HEADLINES[layer][0]:
            continue  # judged by plain detection, which a run that attempts more is not judged by in `seen`
        counted = Counter()
        for one in result.seen():
            for outcomes in zip(*(one.outcomes[place][layer].gold for place in places), strict=True):
                if None not in outcomes:
                    counted[
                        tuple(run for run, found in zip(overlap.runs, outcomes, strict=True) if found == "paired")
                    ] += 1
        assert {own.runs: own.count for own in overlap.sets} == counted
        assert all(len(own.examples) == min(own.count, 5) for own in overlap.sets)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_run_alone_is_its_own_oracle(seed):
    result = scored(seed)
    for layer, run in itertools.product(HEADLINES, result.runs):
        overlap = result.overlap(layer, runs=[run])
        counts = [0, 0, 0]
        for one in result.seen():
            outcomes = one.outcomes[result.runs.index(run)][layer]
            counts[0] += outcomes.gold.count("paired")
            counts[1] += len(outcomes.gold) - outcomes.gold.count(None)
            counts[2] += len(outcomes.predicted) - outcomes.predicted.count(None)
        if overlap.runs:
            assert [overlap.oracle.matched, overlap.oracle.gold, overlap.oracle.predicted] == counts
        assert overlap.oracle == overlap.union


@pytest.mark.parametrize("seed", SEEDS)
def test_the_oracle_is_never_below_a_run(seed):
    result = scored(seed)
    for layer in HEADLINES:
        overlap = result.overlap(layer)
        assert overlap.oracle.recall == overlap.union.recall
        assert sum(own.count for own in overlap.sets) == overlap.gold
        for run in overlap.runs if overlap.measure == HEADLINES[layer][0] else ():
            alone = result.overlap(layer, runs=[run]).oracle
            assert overlap.found(run) == alone.matched
            for name in ("precision", "recall", "f"):
                mine, best = getattr(alone, name), getattr(overlap.oracle, name)
                # Without any prediction left there is no precision to compare.
                assert mine is None or best is None or best >= mine


@pytest.mark.parametrize("seed", SEEDS[:8])
def test_no_order_and_no_batch_changes_anything(seed):
    one, other = scored(seed), scored(seed, reverse=True, characters=1)
    for layer in HEADLINES:
        assert one.overlap(layer) == other.overlap(layer)
    assert all(one.phenomena(run=run) == other.phenomena(run=run) for run in one.runs)
    assert sentences(one) == sentences(other)


@pytest.mark.parametrize("seed", SEEDS)
def test_parts_add_up_to_the_error_classes(seed):
    """Every error is in one part by each attribute; an item with several tags is in several."""
    result = scored(seed)
    for run, census in result.census().items():
        for layer, found in census.layers.items():
            classes = {
                name: [one.pairs, one.gold, one.predicted] for name, one in result.error_classes[run][layer].items()
            }
            assert {name: counts[1:] for name, counts in found.classes.items() if name} == classes
            for by, values in found.parts.items():
                total = [sum(counts[place] for own in values.values() for counts in own.values()) for place in range(4)]
                if by != "tag":
                    assert total == found.total
        for one in result.phenomena(run=run):
            gold, gained = census.layers[one.layer], one.pairs + one.missed
            top = 2 * (gold.total[0] + gained)
            below = gold.gold + gold.predicted + one.missed - one.spurious
            before = 2 * gold.total[0] / (gold.gold + gold.predicted)
            assert one.gain == pytest.approx(top / below - before) if below else one.gain is None


CLAUSES = {
    "boundary": r"([\d,]+|it) (?:has|have) other bounds in",
    "boundary and label": r"([\d,]+|it) (?:has|have) other bounds and another \w+ in",
    "merged": r"([\d,]+|it) (?:lies|lie) in a prediction",
    "trigger": r"([\d,]+|it) (?:belongs to an event|belong to events) without a match",
    "missed": r"([\d,]+) (?:was|were) missed",
}
ALONE = {
    "spurious": r"([\d,]+) (?:is|are) spurious",
    "duplicate": r"([\d,]+) (?:repeats|repeat) another",
    "split": r"([\d,]+) (?:is a fragment|are fragments)",
    "ungrounded": r"([\d,]+) (?:has|have) no place",
    "trigger": r"([\d,]+) (?:belongs to an event|belong to events) without a match",
}
WRONG = ("type", "speaker", "role", "polarity", "target", "holder", "wikidata")


def number(pattern, text):
    found = re.search(pattern, text)
    return int(found[1].replace(",", "").replace("it", "1")) if found else 0


def reached(text, gold):
    """How many of the gold items a sentence says were found."""
    if not gold or text.startswith(("None of", "Gold has no")) or "was not found" in text:
        return 0
    return gold if text.startswith(("The only", "Both", "All")) else number(r"^([\d,]+) of", text)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_numbers_of_a_sentence_are_the_counts(seed):
    result = scored(seed)
    for sentence in sentences(result):
        layer = result.census()[sentence.run].layers[sentence.layer]
        classes = result.error_classes[sentence.run][sentence.layer]
        of_gold, of_predicted, rest = (
            sentence.text.split(". ") if sentence.text.count(". ") > 1 else (*sentence.text.split(". "), "")
        )
        assert not rest
        wrong = {name: classes[name].pairs for name in WRONG if name in classes and classes[name].pairs}
        assert reached(of_gold, layer.gold) == layer.total[0] + sum(wrong.values())
        assert len(re.findall(r"the wrong|another Wikidata id", of_gold)) == len(wrong)
        missed = layer.classes.get("missed", [0] * 4)[2]
        for name, pattern in CLAUSES.items():
            expected = classes[name].pairs + classes[name].gold if name in classes else 0
            silent = name == "missed" and missed == layer.gold
            assert number(pattern, of_gold) == (0 if silent else expected), sentence
        singles = {name: classes[name].predicted for name in ALONE if name in classes and classes[name].predicted}
        if layer.predicted > 1:
            assert {
                name: number(pattern, of_predicted)
                for name, pattern in ALONE.items()
                if re.search(pattern, of_predicted)
            } == singles
            assert number(r"(?:Of|Each of) ([\d,]+) predicted", of_predicted) == layer.predicted
        else:
            assert ("has a counterpart" in of_predicted) == (layer.predicted == 1 and not singles)
