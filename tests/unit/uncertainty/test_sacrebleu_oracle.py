"""sacreBLEU's paired tests against sacreBLEU itself, on the same random rows: twins, empty rows and ties among them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.base import Metric, Score, Signature
from sacrebleu.significance import PairedTest

from sayso.measures import parse
from sayso.measures.summed import summed
from sayso.tallies import Tally
from sayso.uncertainty.sacrebleu import approximate_randomisation, paired_bootstrap

pytestmark = pytest.mark.slow


class F(Metric):
    """Micro F over rows of (matched, gold, predicted), as a metric of sacreBLEU; a hypothesis is a row."""

    _SIGNATURE_TYPE = Signature

    def __init__(self):
        self.num_refs = 1

    def _extract_corpus_statistics(self, hypotheses, _references):
        return [list(row) for row in hypotheses]

    def _aggregate_and_compute(self, stats):
        return self._compute_score_from_stats(np.array(stats, dtype=float).sum(axis=0))

    def _compute_score_from_stats(self, stats):
        matched, gold, predicted = map(float, stats)
        return Score("F", 2 * matched / (gold + predicted))

    def _preprocess_segment(self, sentence):
        return sentence

    def _compute_segment_statistics(self, hypothesis, reference):
        raise NotImplementedError

    def _extract_reference_info(self, references):
        raise NotImplementedError


@st.composite
def rows(draw):
    """Rows of two runs over one gold; the second is often the first, row by row, so that many resamples tie."""
    first, second = [], []
    for gold in draw(st.lists(st.integers(1, 9), min_size=1, max_size=12)):
        first.append(draw(answer(gold)))
        second.append(draw(st.one_of(st.just(first[-1]), answer(gold))))
    return first, second


def answer(gold):
    counts = st.tuples(st.integers(0, gold), st.integers(0, 4))
    return st.one_of(st.just((0, gold, 0)), counts.map(lambda one: (one[0], gold, sum(one))))


def of(side):
    table = np.array(side, dtype=np.int64)
    return summed(
        parse("quotes.F@exact"), {None: Tally(("matched", "gold", "predicted"), table, np.ones(len(side), bool))}
    )


def theirs(sides, test, samples):
    named = [("baseline", sides[0]), ("run", sides[1])]
    return PairedTest(named, {"F": F()}, None, test_type=test, n_samples=samples)()[1]["F"]


@settings(max_examples=60, deadline=None)
@given(rows())
def test_p_and_intervals_are_those_of_sacrebleu(sides):
    baseline, run = map(of, sides)
    first, second = theirs(sides, "bs", 100)
    found = paired_bootstrap(baseline, run, resamples=100)

    assert found.p == pytest.approx(second.p_value, abs=1e-12)
    for one, other in ((found.baseline, first), (found.run, second)):
        assert (one.value, one.mean, one.half_width) == pytest.approx((other.score, other.mean, other.ci), abs=1e-12)
    assert approximate_randomisation(baseline, run, trials=200) == theirs(sides, "ar", 200)[1].p_value
