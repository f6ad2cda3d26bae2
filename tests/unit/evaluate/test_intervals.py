"""Intervals of a result: made when asked for, the same whatever the order and the batches, and in words where not."""

import json
import math

import pytest

from oracle.random_corpus import corpus
from sayso.data.sources import Gold, MemorySource, Run
from sayso.errors import UsageError
from sayso.evaluate import score

LAYERS = ("entities", "quotes", "events", "stances")


def several(count):
    """Small corpora as one, their documents renamed."""
    whole = {"documents": [], "gold": [], "run": []}
    for part in range(count):
        case = corpus(300 + part)
        for name, records in whole.items():
            for record in case[name]:
                record["doc_id"] = f"{part:02}-{record['doc_id']}"
                record.pop("annotated", None)
                if name == "run" and "failure" not in record:
                    record.update({layer: record.get(layer) or [] for layer in LAYERS})
                records.append(record)
    return whole


def scored(case, **options):
    gold = Gold(MemorySource(case["gold"], name="gold"), MemorySource(case["documents"], name="documents"))
    run = Run(MemorySource(case["run"], name="run"), "run")
    return score(gold=gold, predicted=run, missing="empty", labels="open", **options)


def told(result):
    return json.dumps([value.to_dict() for value in (*result.values, *result.slices)], sort_keys=True)


def test_intervals_do_not_depend_on_order_or_batches():
    case = several(14)
    assert len(case["gold"]) >= 20  # enough for a bootstrap
    options = {"resamples": 300, "by": ["kind"]}
    first = scored(case, **options)
    other = {name: records[::-1] for name, records in case.items()}

    assert told(scored(other, **options)) == told(first)
    assert told(scored(case, **options, characters=1)) == told(first)
    assert any(value.interval.bootstrap is not None for value in first.values)


def test_another_seed_moves_the_bootstrap_and_not_the_t_interval():
    case = several(14)
    one, other = (scored(case, measures=["quotes.F"], resamples=200, seed=seed)["quotes.F"] for seed in (1, 2))

    assert one.value == other.value
    assert (one.interval.low, one.interval.high) == (other.interval.low, other.interval.high)
    assert one.interval.bootstrap.percentile != other.interval.bootstrap.percentile


def test_one_document_has_no_interval_and_a_reason():
    case = several(1)
    one = case["gold"][0]["doc_id"]
    part = {name: [record for record in records if record["doc_id"] == one] for name, records in case.items()}
    value = next(value for value in scored(part).values if value.value is not None)

    assert (value.interval.low, value.interval.high) == (None, None)
    assert value.interval.reason == "one document: how the value varies between documents cannot be told"


def test_the_interval_by_hand():
    # Four documents with 1, 2, 3 and 0 of 4 quotes found and nothing spurious: recall 6/16. Leaving one out gives 5/12,
    # 4/12, 3/12 and 6/12, mean 3/8; jackknife variance 3/4 · ((1/24)² + (1/24)² + (1/8)² + (1/8)²) = 5/192.
    text = "abcd"
    places = [{"id": f"q{at}", "content": [{"start": at, "end": at + 1}]} for at in range(4)]
    case = {
        "documents": [{"doc_id": f"d{number}", "text": text} for number in range(4)],
        "gold": [{"format": "sayso/1", "doc_id": f"d{number}", "quotes": places} for number in range(4)],
        "run": [
            {"format": "sayso/1", "doc_id": f"d{number}", "quotes": places[:found]}
            for number, found in enumerate((1, 2, 3, 0))
        ],
    }
    interval = scored(case, measures=["quotes.R@exact"])["quotes.R@exact"].interval

    assert interval.error == pytest.approx((5 / 192) ** 0.5, abs=1e-15)
    # Student's t at .975 with three degrees of freedom is 3.182446. The logit of 3/8 is log(3/5), and an error there is
    # one of the value divided by 3/8 · 5/8 = 15/64.
    reach = 3.182446305284263 * (5 / 192) ** 0.5 * 64 / 15
    assert interval.low == pytest.approx(1 / (1 + 5 / 3 * math.exp(reach)), abs=1e-12)
    assert interval.high == pytest.approx(1 / (1 + 5 / 3 * math.exp(-reach)), abs=1e-12)
    assert interval.method == "delete-one-document jackknife, t on the logit"
    assert interval.documents == 4


@pytest.mark.parametrize("options", [{"level": 1.0}, {"resamples": 0}, {"seed": -1}])
def test_settings_that_make_no_sense_are_refused(options):
    with pytest.raises(UsageError):
        scored(several(1), **options)
