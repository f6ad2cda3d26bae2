"""Labels of matched pairs in scikit-learn: where every item is matched, its numbers are ours.

Conventions: scikit-learn wants strings, so an item without label gets one of its own (`NONE`), which equals itself, as
null equals null here. Its `zero_division` is nan for what is undefined here; nan labels are left out of its averages as
undefined ones are of ours. Our `MacroF` is over the labels of gold, so these go to its `labels`.
"""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import (
    accuracy_score,
    classification_report,
    cohen_kappa_score,
    confusion_matrix,
    precision_recall_fscore_support,
)

from oracle.random_corpus import LABELS, corpus
from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score

NONE = "(none)"
KEPT = {"quotes": ("id", "content", "kind"), "events": ("id", "trigger", "type", "polarity", "modality")}
ATTRIBUTES = ("quotes.kind", "events.type", "events.polarity", "events.modality")
MICRO = {"quotes.kind": "quotes.kind.F@exact", "events.type": "events.typed.F@exact"}


def per_label(attribute, statistic, label):
    layer, name = attribute.split(".")
    aspect = {"quotes": "quotes.kind", "events": "events.typed"}[layer]
    return f"{aspect}.{statistic}({name}={label})@exact"


def macro(attribute):
    return {"quotes.kind": "quotes.kind.MacroF(by=kind)@exact", "events.type": "events.typed.MacroF(by=type)@exact"}[
        attribute
    ]


def words(labels):
    return [NONE if label is None else label for label in labels]


def gold_of(documents, records, **declared):
    return Gold(MemorySource(records, name="gold"), MemorySource(documents, name="documents"), **declared)


def run_of(records):
    return Run(MemorySource(records, name="run"), "run")


def relabelled(seed):
    """Gold of the random corpora, and a run with its very spans, some with another label or none."""
    case, chance = corpus(seed), random.Random(seed)  # noqa: S311 - a test's labels
    gold, run = [], []
    for record in case["gold"]:
        head = {"format": "sayso/1", "doc_id": record["doc_id"]}
        mine = {layer: [kept(item, layer) for item in record.get(layer) or []] for layer in KEPT}
        theirs = {layer: [answer(item, layer, chance) for item in items] for layer, items in mine.items()}
        for items in theirs.values():
            chance.shuffle(items)
        gold.append({**head, **mine})
        run.append({**head, **theirs})
    return gold_of(case["documents"], gold, annotated=ATTRIBUTES), run_of(run)


def kept(item, layer):
    return {name: item.get(name) for name in KEPT[layer]}


def answer(item, layer, chance):
    return {
        name: chance.choice([None, "unheard", *LABELS[f"{layer}.{name}"]])
        if f"{layer}.{name}" in LABELS and chance.random() < 0.5
        else value
        for name, value in item.items()
    }


def occurring(labels):
    """The labels of gold; an item without one is no label."""
    return sorted({label for label in labels if label is not None})


def same(ours, theirs):
    """nan there is undefined here."""
    return ours is None if np.isnan(theirs) else ours == pytest.approx(float(theirs), rel=0, abs=1e-12)


@given(st.integers(0, 100_000), st.sampled_from(sorted(MICRO)))
def test_where_every_item_is_matched_the_numbers_of_each_label_are_scikit_learns(seed, attribute):
    gold, run = relabelled(seed)
    names = sorted({*LABELS[attribute], "unheard"})
    measures = [per_label(attribute, statistic, name) for name in names for statistic in "PRF"]
    result = score(gold=gold, predicted=run, measures=[*measures, MICRO[attribute]])
    true, told = map(words, result.labels(attribute))
    if not true:
        assert result[MICRO[attribute]].value is None
        return
    theirs = precision_recall_fscore_support(true, told, labels=names, zero_division=np.nan)
    for statistic, values in zip("PRF", theirs, strict=False):
        for name, value in zip(names, values, strict=True):
            assert same(result[per_label(attribute, statistic, name)].value, value), (statistic, name)
    counts = [result[per_label(attribute, "F", name)].counts["gold"] for name in names]
    assert counts == theirs[3].tolist()
    assert same(result[MICRO[attribute]].value, accuracy_score(true, told))


@given(st.integers(0, 100_000), st.sampled_from(sorted(MICRO)))
def test_macro_f_is_that_of_scikit_learn_over_the_labels_of_gold(seed, attribute):
    gold, run = relabelled(seed)
    result = score(gold=gold, predicted=run, measures=[macro(attribute)])
    true, told = result.labels(attribute)
    labels = occurring(true)
    if labels:
        theirs = precision_recall_fscore_support(
            words(true), words(told), labels=labels, average="macro", zero_division=np.nan
        )
        assert same(result[macro(attribute)].value, theirs[2])
    else:
        assert result[macro(attribute)].value is None


@given(st.integers(0, 100_000))
def test_macro_f_over_declared_labels_leaves_out_those_that_nobody_uses(seed):
    gold, run = relabelled(seed)
    declared = ("agree", "aid", "consult", "unheard")
    gold = gold_of(gold.documents, gold.source, annotated=ATTRIBUTES, labels={"events.type": declared})
    result = score(gold=gold, predicted=run, measures=["events.typed.MacroF(by=type)@exact"])
    true, told = map(words, result.labels("events.type"))
    found = result["events.typed.MacroF(by=type)@exact"]
    if true:
        theirs = precision_recall_fscore_support(true, told, labels=declared, average="macro", zero_division=np.nan)
        assert same(found.value, theirs[2])
    assert found.counts["labels"] == len({*true, *told} - {NONE})


@given(st.integers(0, 100_000), st.sampled_from(ATTRIBUTES))
def test_accuracy_is_scikit_learns(seed, attribute):
    gold, run = relabelled(seed)
    result = score(gold=gold, predicted=run, measures=[f"{attribute}.accuracy"])
    true, told = map(words, result.labels(attribute))
    value = result[f"{attribute}.accuracy"].value
    assert same(value, accuracy_score(true, told)) if true else value is None


@settings(max_examples=20)
@given(st.integers(0, 100_000))
def test_whatever_is_matched_the_labels_are_those_of_the_pairs_that_accuracy_considers(seed):
    """A rival prediction of another label makes ours smaller, never larger."""
    case = corpus(seed)
    gold = gold_of(case["documents"], case["gold"], annotated=case["annotated"])
    run = run_of(case["run"])
    attributes = [*ATTRIBUTES, "entities.type", "stances.polarity", "stances.strength", "stances.expression"]
    result = score(
        gold=gold, predicted=run, measures=[f"{one}.accuracy" for one in attributes], missing="empty", labels="open"
    )
    for attribute in attributes:
        true, told = map(words, result.labels(attribute))
        counts = result[f"{attribute}.accuracy"].counts
        assert len(true) == len(told) == counts["considered"]
        assert counts["agreeing"] <= sum(one == other for one, other in zip(true, told, strict=True))
        if true:
            names = sorted({*true, *told, "heard nowhere"})
            assert confusion_matrix(true, told, labels=names).sum() == counts["considered"]


TEXT = "Ada pays. Bo waits. Cy sings. Di rows. Ed naps."
PLACES = [(0, 8), (10, 18), (20, 28), (30, 37), (39, 46)]


def quotes(*kinds):
    return {
        "format": "sayso/1",
        "doc_id": "d1",
        "quotes": [
            {"id": f"q{start}", "content": [{"start": start, "end": end}], "kind": kind}
            for (start, end), kind in zip(PLACES, kinds, strict=False)
        ],
    }


@pytest.fixture
def worked():
    """Gold d d d i m, the run d d i i d: of `mixed` nothing is predicted."""
    gold = gold_of([{"doc_id": "d1", "text": TEXT}], [quotes("direct", "direct", "direct", "indirect", "mixed")])
    run = run_of([quotes("direct", "direct", "indirect", "indirect", "direct")])
    names = ("direct", "indirect", "mixed")
    measures = [per_label("quotes.kind", statistic, name) for name in names for statistic in "PRF"]
    return score(gold=gold, predicted=run, measures=[*measures, macro("quotes.kind"), "quotes.kind.accuracy"])


@pytest.mark.parametrize(
    ("statistic", "label", "expected"),
    [
        pytest.param("P", "direct", 2 / 3, id="direct P: 2 of 3"),
        pytest.param("R", "direct", 2 / 3, id="direct R: 2 of 3"),
        pytest.param("F", "direct", 2 / 3, id="direct F: 4 of 6"),
        pytest.param("P", "indirect", 1 / 2, id="indirect P: 1 of 2"),
        pytest.param("R", "indirect", 1.0, id="indirect R: 1 of 1"),
        pytest.param("F", "indirect", 2 / 3, id="indirect F: 2 of 3"),
        pytest.param("P", "mixed", None, id="mixed P: 0 of 0, undefined"),
        pytest.param("R", "mixed", 0.0, id="mixed R: 0 of 1"),
        pytest.param("F", "mixed", 0.0, id="mixed F: 0 of 1"),
    ],
)
def test_the_worked_example_in_a_classification_report(worked, statistic, label, expected):
    true, told = worked.labels("quotes.kind")
    report = classification_report(true, told, output_dict=True, zero_division=np.nan)
    theirs = report[label][{"P": "precision", "R": "recall", "F": "f1-score"}[statistic]]
    assert worked[per_label("quotes.kind", statistic, label)].value == expected
    assert same(expected, theirs)


def test_the_worked_example_in_all(worked):
    """MacroF: (2/3 + 2/3 + 0)/3; accuracy 3 of 5."""
    true, told = worked.labels("quotes.kind")
    report = classification_report(true, told, output_dict=True, zero_division=np.nan)
    assert worked[macro("quotes.kind")].value == pytest.approx(4 / 9) == report["macro avg"]["f1-score"]
    assert worked["quotes.kind.accuracy"].value == 3 / 5 == report["accuracy"]


def test_the_worked_example_as_a_confusion_matrix(worked):
    true, told = worked.labels("quotes.kind")
    matrix = confusion_matrix(true, told, labels=["direct", "indirect", "mixed"])
    assert matrix.tolist() == [[2, 1, 0], [0, 1, 0], [1, 0, 0]]


def test_the_worked_example_as_kappa(worked):
    """Observed 3/5; expected (3·3 + 1·2 + 1·0)/25 = 11/25; (15 - 11)/(25 - 11) = 2/7."""
    assert cohen_kappa_score(*worked.labels("quotes.kind")) == pytest.approx(2 / 7)


def test_a_quote_without_kind_is_a_label_of_its_own_there():
    gold = gold_of([{"doc_id": "d1", "text": TEXT}], [quotes("direct", None, "mixed")])
    result = score(gold=gold, predicted=run_of([quotes("direct", None, None)]), measures=["quotes.kind.F@exact"])
    true, told = result.labels("quotes.kind")
    assert (true, told) == (["direct", None, "mixed"], ["direct", None, None])
    assert result["quotes.kind.F@exact"].value == accuracy_score(words(true), words(told)) == 2 / 3


def test_unmatched_items_are_in_our_numbers_alone():
    """The run has two of three quotes and one that is none: F(direct) 2·1/(2 + 2); of the pairs alone it would be 1."""
    gold = gold_of([{"doc_id": "d1", "text": TEXT}], [quotes("direct", "mixed", "direct")])
    found = quotes("direct", "mixed")
    found["quotes"].append({"id": "x", "content": [{"start": 39, "end": 46}], "kind": "direct"})
    result = score(gold=gold, predicted=run_of([found]), measures=[per_label("quotes.kind", "F", "direct")])
    assert result[per_label("quotes.kind", "F", "direct")].value == 1 / 2
    assert precision_recall_fscore_support(*result.labels("quotes.kind"), labels=["direct"])[2].tolist() == [1.0]
