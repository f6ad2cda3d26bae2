import itertools

import numpy as np
import pytest
from counted import accuracy, detection, macro
from hypothesis import given
from hypothesis import strategies as st

from sayso.uncertainty import together
from sayso.uncertainty.quantity import Quantity, difference_of, value_of
from sayso.uncertainty.resampling import drawn, tossed, under
from sayso.uncertainty.settings import Settings
from sayso.uncertainty.together import Together

BLOCKS = [1, 800, 1600, 12_345, 2**24]


@given(documents=st.integers(1, 70), resamples=st.integers(1, 60), seed=st.integers(0, 2**64))
def test_the_size_of_a_block_changes_no_bit(documents, resamples, seed):
    settings = Settings(resamples=resamples, seed=seed)
    for source in (drawn, tossed):
        whole = np.concatenate(list(source(documents, settings)))
        assert whole.shape == (resamples, documents)
        for block in BLOCKS:
            assert (np.concatenate(list(source(documents, settings, block=block))) == whole).all()


@given(documents=st.integers(1, 70), seed=st.integers(0, 99))
def test_a_resample_has_as_many_documents_as_there_are(documents, seed):
    weights = np.concatenate(list(drawn(documents, Settings(resamples=20, seed=seed))))
    assert (weights.sum(axis=1) == documents).all()
    assert (weights >= 0).all()


def test_documents_are_drawn_as_scipy_draws_them():
    places = np.random.default_rng(7).integers(0, 9, (50, 9))
    weights = np.concatenate(list(drawn(9, Settings(resamples=50, seed=7))))
    assert (weights == [np.bincount(row, minlength=9) for row in places]).all()


@pytest.mark.parametrize("documents", [64, 65, 130])
def test_every_document_is_exchanged_half_of_the_time(documents):
    weights = np.concatenate(list(tossed(documents, Settings(resamples=4000))))
    assert set(np.unique(weights)) == {0.0, 1.0}
    assert abs(weights.mean(axis=0) - 0.5).max() < 0.04  # five standard errors


def test_a_document_is_drawn_as_often_as_chance_has_it():
    weights = np.concatenate(list(drawn(40, Settings(resamples=4000))))
    assert abs(weights.mean(axis=0) - 1).max() < 0.08  # five standard errors
    assert weights.var() == pytest.approx(1 - 1 / 40, abs=0.02)


def test_quantities_are_computed_together_as_alone():
    generator = np.random.Generator(np.random.PCG64(3))
    rows = generator.integers(1, 9, size=(25, 3))
    labels = {f"l{place:02}": generator.integers(1, 9, size=(25, 3)) for place in range(12)}
    measures = [detection(rows), detection(rows, "P"), accuracy(rows[:, :2]), macro(labels)]
    quantities = [value_of(one) for one in measures]
    settings = Settings(resamples=101)

    def found(some, block):
        return under(drawn(25, settings, block=block), some)

    every = found(quantities, 2**24)
    for block, (place, quantity) in itertools.product(BLOCKS, enumerate(quantities)):
        assert (found([quantity], block)[:, 0] == every[:, place]).all()
    weights = np.concatenate(list(drawn(25, settings)))
    assert (every[:, 0] == 2 * (weights @ rows[:, 0]) / (weights @ rows[:, 1] + weights @ rows[:, 2])).all()


@pytest.mark.parametrize("exchanged", [False, True])
def test_many_documents_in_parts_give_the_bits_of_all_at_once(exchanged, monkeypatch):
    """Columns that do not fit a block are multiplied a few documents at a time; sums are exact in any order."""
    monkeypatch.setattr(together, "PACKED", 900)
    generator = np.random.Generator(np.random.PCG64(3))
    tables = [generator.integers([0, 9, 9], [9, 18, 18], size=(45, 3)) for _ in range(4)]
    measures = [detection(tables[0]), detection(tables[1])], [macro({"x": tables[2]}), macro({"x": tables[3]})]
    quantities = [difference_of(*pair) for pair in measures]
    settings, source = Settings(resamples=101), tossed if exchanged else drawn

    def found(block):
        parts = Together(quantities, exchanged=exchanged, block=block)
        return np.concatenate([parts.values(one) for one in parts.totals(source(45, settings, block=4000))])

    whole = found(2**24)
    for block in (8, 400, 4000):
        assert (found(block) == whole).all()


@given(
    documents=st.integers(2, 40),
    scales=st.lists(st.sampled_from([1, 60, 2**24, 2**30, 0.5, 2.0**-20]), min_size=2, max_size=3),
    seed=st.integers(0, 99),
    block=st.sampled_from([8, 400, 2**24]),
)
def test_single_precision_is_taken_only_where_it_gives_the_bits_of_double(documents, scales, seed, block):
    """Whole numbers of small sum, large ones on both sides of the bound, and fractions, side by side."""
    generator = np.random.Generator(np.random.PCG64(seed))
    most = [max(1, int(scale) // documents) if scale >= 1 else 7 for scale in scales]
    columns = np.stack(
        [
            generator.integers(top + 2, size=documents) * min(scale, 1.0)
            for top, scale in zip(most, scales, strict=True)
        ],
        axis=1,
    )
    quantity = Quantity("value", (columns,), np.ones(documents, dtype=np.bool_), 0.0, lambda totals: totals[:, 0])
    settings = Settings(resamples=30, seed=seed)
    weights = np.concatenate(list(drawn(documents, settings))).astype(np.float64)
    parts = Together([quantity], exchanged=False, block=block)
    found = np.concatenate(list(parts.totals(drawn(documents, settings))), axis=1)
    assert found.dtype == np.float64
    assert (found[parts._places[0]] == (weights @ columns).T).all()
