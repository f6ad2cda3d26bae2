"""The numbers of scipy, statsmodels and sacreBLEU, by the functions that make ours.

scipy's one-sided p-values and its basic interval are not offered here (the latter may leave the range of a measure),
and are not looked at.
"""

import json

import numpy as np
import pytest

from sayso.measures import parse
from sayso.measures.summed import summed
from sayso.tallies import Tally
from sayso.uncertainty import Settings, benjamini_hochberg, bonferroni, holm, intervals, paired
from sayso.uncertainty.bootstrap import bootstrap, replicates
from sayso.uncertainty.jackknife import Jackknife, jackknife
from sayso.uncertainty.quantity import difference_of, value_of
from sayso.uncertainty.resampling import drawn
from sayso.uncertainty.sacrebleu import approximate_randomisation, paired_bootstrap

FOLDER = "statistics"
CLOSE = {"rel": 0, "abs": 1e-12}
KINDS = {"permutation_vectors": "permutation", "bootstrap_vectors": "resampled"}


def cases(folder):
    for path in sorted(folder.glob("*.json")):
        whole = json.loads(path.read_text(encoding="utf-8"))
        for key in ("vectors", *KINDS):
            for case in whole.get(key, []):
                kind = KINDS.get(key) or ("corrections" if "p" in case else "sacrebleu")
                yield f"{kind}-{case['name']}", (kind, case)


def test_every_number_is_equal(vector):
    kind, case = vector
    {"permutation": permutation, "resampled": resampled, "corrections": corrections, "sacrebleu": sacrebleu}[kind](case)


def over(spelling, counters, rows):
    tally = Tally(counters, np.array(rows, dtype=np.int64), np.ones(len(rows), dtype=bool))
    return summed(parse(spelling), {None: tally})


def detection(rows, spelling="quotes.F@exact"):
    return over(spelling, ("matched", "gold", "predicted"), rows)


def mean_of(values):
    """The mean over documents of numbers with three decimals."""
    return detection([(round(1000 * value), 1000, 1000) for value in values], "quotes.F(average=documents)@exact")


def corrections(case):
    (expected,) = (case[key] for key in case if key.startswith("statsmodels"))
    for name, ours in (("bonferroni", bonferroni), ("holm", holm), ("fdr_bh", benjamini_hochberg)):
        assert ours(case["p"]) == pytest.approx(expected[name], **CLOSE), name
        assert ours([None, *case["p"]]) == [None, *ours(case["p"])]


def permutation(case):
    (found,) = paired([(mean_of(case["b"]), mean_of(case["a"]))])
    scipy = case["scipy_permutation_test"]["two-sided"]
    if "error" in scipy:
        assert found.p is None
        assert found.reason.startswith("one document")
        return
    assert found.method == "exact sign-flip"
    assert found.difference == pytest.approx(scipy["statistic"], **CLOSE)
    assert found.p == pytest.approx(scipy["p_value"], **CLOSE)
    assert found.p == pytest.approx(case["exact_enumeration_two_sided"], **CLOSE)
    assert found.resamples == scipy["n_permutations"]


def resampled(case):
    """Percentiles from our own sums; BCa with scipy's sums besides, since it lets their rounding decide ties."""
    scipy, mean = case["scipy"], mean_of(case["data"])
    settings = Settings(level=case["confidence"], resamples=case["n_resamples"], seed=12345)
    if "error" in scipy["percentile"]:
        (found,) = intervals([mean], settings)
        assert (found.low, found.high, found.bootstrap) == (None, None, None)
        return
    quantity = value_of(mean)
    ours = bootstrap(replicates([quantity], settings)[:, 0], jackknife(quantity), settings)
    if scipy["BCa"] == [None, None]:
        assert ours.percentile is ours.bca is None
        assert ours.reason == "every resample gives the same value"
        return
    assert ours.percentile == pytest.approx(scipy["percentile"], **CLOSE)
    theirs = bootstrap(*rounded(case["data"], settings), settings, tolerance=0)
    assert theirs.percentile == pytest.approx(scipy["percentile"], **CLOSE)
    assert theirs.bca == pytest.approx(scipy["BCa"], **CLOSE)


def rounded(data, settings):
    """Means of resamples and of all but one, added in floating point as scipy adds them."""
    values = np.array(data, dtype=float)
    generator = np.random.default_rng(settings.seed)
    places = generator.integers(len(values), size=(settings.resamples, len(values)))
    weights = np.concatenate(list(drawn(len(values), settings)))
    assert (weights == [np.bincount(row, minlength=len(values)) for row in places]).all()
    without = np.array([np.delete(values, place).mean() for place in range(len(values))])
    return values[places].mean(axis=-1), Jackknife(float(values.mean()), without, np.ones(len(values), dtype=bool))


def sacrebleu(case):
    if case["metric"] == "accuracy":
        sides = [[(item, 1) for item in case[side]] for side in ("baseline_items", "system_items")]
        baseline, run = (over("quotes.kind.accuracy@exact", ("agreeing", "considered"), rows) for rows in sides)
    else:
        sides = [[(tp, tp + fn, tp + fp) for tp, fp, fn in case[side]] for side in ("baseline_items", "system_items")]
        baseline, run = (detection(rows) for rows in sides)
    official = case["official"]
    found = paired_bootstrap(baseline, run, resamples=case["n_bs"], seed=case["seed"])
    assert found.p == pytest.approx(official["bs"]["p_value"], **CLOSE)
    percent = {
        "baseline_score": found.baseline.value,
        "baseline_bootstrap_mean": found.baseline.mean,
        "baseline_ci_halfwidth": found.baseline.half_width,
    }
    for name, value in percent.items():
        assert 100 * value == pytest.approx(official[name], **CLOSE), name
    for name, value in {"score": found.run.value, "mean": found.run.mean, "ci": found.run.half_width}.items():
        assert 100 * value == pytest.approx(official["bs"][name], **CLOSE), name
    p = approximate_randomisation(baseline, run, trials=case["n_ar"], seed=case["seed"])
    assert p == pytest.approx(official["ar"]["p_value"], **CLOSE)
    assert 100 * difference_of(baseline, run).value() == pytest.approx(
        official["ar"]["score"] - official["baseline_score"], **CLOSE
    )
