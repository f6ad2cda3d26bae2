"""Curves over scores: at every threshold the number is that of a run without the items below it."""

import copy
import random

import pytest
from sklearn.metrics import auc, average_precision_score

from oracle.random_corpus import corpus
from sayso.data.sources import Gold, MemorySource, Run
from sayso.errors import MeasureError, UsageError
from sayso.evaluate import score

SCORES = (0.0, 0.25, 0.5, 0.5000001, 0.75, 1.0, None)
# For each measure where its items stand in a record.
MEASURES = {
    "mentions.F@overlap(0.3)": ("entities", "mentions"),
    "quotes.attribution.F@overlap(0.5)": ("quotes", None),
    "events.typed.F@exact": ("events", None),
    "events.roles.F@exact": ("events", "arguments"),
    "stances.F": ("stances", None),
}


def gold_of(case):
    return Gold(
        MemorySource(case["gold"], name="gold"),
        MemorySource(case["documents"], name="documents"),
        None if case["annotated"] is None else tuple(case["annotated"]),
        {name: tuple(texts) for name, texts in (case["labels"] or {}).items()},
    )


def scored(case, records, measure):
    return score(
        gold=gold_of(case),
        predicted=Run(MemorySource(records, name="run"), "run"),
        measures=[measure],
        missing="empty",
        labels="open",
    )


def lists(record, layer, inner):
    for item in [record] if inner is None else record.get(layer) or []:
        yield item, layer if inner is None else inner


def with_scores(records, layer, inner, seed):
    chance = random.Random(seed)  # noqa: S311 - a test's scores
    records = copy.deepcopy(records)
    for record in records:
        for holder, name in lists(record, layer, inner):
            for item in holder.get(name) or []:
                item["score"] = chance.choice(SCORES)
            if name == "mentions" and not (holder.get("name") or "").strip() and holder.get("wikidata") is None:
                holder["name"] = "Nobody"  # an entity may lose all its mentions
    return records


def above(records, layer, inner, threshold):
    records = copy.deepcopy(records)
    for record in records:
        gone = set()
        for holder, name in lists(record, layer, inner):
            kept = [item for item in holder.get(name) or [] if item["score"] is None or item["score"] >= threshold]
            gone |= {item.get("id") for item in holder.get(name) or []} - {item.get("id") for item in kept}
            if holder.get(name) is not None:
                holder[name] = kept
        _forget(record, layer, gone)
    return records


def _forget(record, layer, gone):
    for quote in record.get("quotes") or []:
        if layer == "quotes" and quote.get("parent") in gone:
            quote["parent"] = None
    kept = []
    for stance in record.get("stances") or []:
        if layer == "quotes" and stance.get("quote") in gone:
            stance["quote"] = None
        if not (layer == "events" and stance["target"].get("event") in gone):
            kept.append(stance)
    if record.get("stances") is not None:
        record["stances"] = kept


@pytest.mark.parametrize("seed", range(16))
@pytest.mark.parametrize("measure", MEASURES)
def test_a_point_of_the_curve_is_the_score_of_the_run_above_its_threshold(seed, measure):
    case = corpus(seed)
    layer, inner = MEASURES[measure]
    records = with_scores(case["run"], layer, inner, seed)
    result = scored(case, records, measure)
    try:
        curve = result.curve(measure)
    except UsageError:
        return
    assert list(curve.thresholds) == sorted(set(curve.thresholds), reverse=True)
    for place, threshold in enumerate(curve.thresholds):
        alone = scored(case, above(records, layer, inner, threshold), measure)[measure]
        if "matched" in alone.counts and alone.undefined_documents == result[measure].undefined_documents:
            assert (curve.matched[place], curve.predicted[place]) == (
                alone.counts["matched"],
                alone.counts["predicted"],
            ), threshold
            assert alone.value is None or curve.f[place] == alone.value
    assert curve.matched[-1] == result[measure].counts["matched"]
    assert curve.gold == result[measure].counts["gold"]


DOCUMENTS = [{"doc_id": "pier", "text": "abcdefghij"}]


def quotes(*places):
    items = [
        {"id": f"q{number}", "content": [{"start": at, "end": at + 1}], **({} if sure is None else {"score": sure})}
        for number, (at, sure) in enumerate(places)
    ]
    return [{"format": "sayso/1", "doc_id": "pier", "quotes": items}]


def curve_of(gold, *predicted):
    case = {"gold": quotes(*((at, None) for at in gold)), "documents": DOCUMENTS, "annotated": None, "labels": None}
    return scored(case, quotes(*predicted), "quotes.F@exact").curve("quotes.F@exact")


def test_a_curve_by_hand():
    # Gold a, b, c, d. Falling scores: a right (.9), x wrong (.8), b right (.6), y wrong and c right (.3).
    curve = curve_of((0, 1, 2, 3), (0, 0.9), (7, 0.8), (1, 0.6), (8, 0.3), (2, 0.3))

    assert list(curve.thresholds) == [0.9, 0.8, 0.6, 0.3]
    assert list(curve.precision) == [1, 1 / 2, 2 / 3, 3 / 5]
    assert list(curve.recall) == [1 / 4, 1 / 4, 2 / 4, 3 / 4]
    # (1/4)·1 + 0·(1/2) + (1/4)·(2/3) + (1/4)·(3/5)
    assert curve.average_precision == pytest.approx(1 / 4 + 1 / 6 + 3 / 20, abs=1e-15)
    # From (1/4, 1) to (1/4, 1/2) nothing; (1/4)·(1/2 + 2/3)/2; (1/4)·(2/3 + 3/5)/2
    assert curve.area == pytest.approx(7 / 48 + 19 / 120, abs=1e-15)
    # F: 2/5, 2/6, 4/7, 6/9
    assert curve.best == (0.3, 6 / 9)


def test_where_every_gold_item_is_predicted_average_precision_is_that_of_scikit_learn():
    right = [True, False, True, True, False, True]
    sure = [0.9, 0.8, 0.8, 0.5, 0.4, 0.1]
    places = [at if good else 9 - at // 2 for at, good in enumerate(right)]
    gold = [at for at, good in zip(places, right, strict=True) if good]
    curve = curve_of(gold, *zip(places, sure, strict=True))

    assert curve.average_precision == pytest.approx(average_precision_score(right, sure), abs=1e-12)
    assert curve.area == pytest.approx(auc(curve.recall, curve.precision), abs=1e-12)


def test_items_without_score_are_there_at_every_threshold():
    curve = curve_of((0, 1), (0, None), (1, 0.5), (7, 0.2))

    assert (curve.unscored, curve.first) == (1, (1, 1))
    assert (list(curve.matched), list(curve.predicted)) == ([2, 2], [2, 3])


def test_without_scores_there_is_no_curve():
    with pytest.raises(UsageError, match="has a score, so there is nothing to draw a curve over"):
        curve_of((0,), (0, None))


@pytest.mark.parametrize(
    "measure", ["entities.LEA@exact", "quotes.kind.accuracy", "speakers.F", "quotes.MacroF(by=kind)"]
)
def test_what_has_no_scored_items_has_no_curve(measure):
    case = {"gold": quotes((0, None)), "documents": DOCUMENTS, "annotated": None, "labels": None}
    with pytest.raises(MeasureError, match=r"has no curve over scores; P, R and F of mentions, quotes, events"):
        scored(case, quotes((0, 0.5)), "quotes.F").curve(measure)
