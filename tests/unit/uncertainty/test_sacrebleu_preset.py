"""The defects that the preset keeps; its numbers are held to sacreBLEU's in tests/parity."""

import numpy as np
from counted import accuracy, detection

from sayso.uncertainty import paired
from sayso.uncertainty.quantity import BLOCK
from sayso.uncertainty.sacrebleu import _exchanged, approximate_randomisation, paired_bootstrap
from sayso.uncertainty.settings import Settings

ROWS = [(5, 8, 9), (2, 4, 3), (7, 7, 9)]


def test_a_run_compared_with_itself_comes_out_significant():
    run = detection(ROWS)
    assert paired_bootstrap(run, run).p == 1 / 1001
    assert approximate_randomisation(run, run) == 1 / 10_001
    assert paired([(run, run)])[0].p == 1


def test_one_item_of_ten_comes_out_significant():
    baseline, run = accuracy([(0, 1)] * 10), accuracy([(1, 1)] + [(0, 1)] * 9)
    assert approximate_randomisation(baseline, run, trials=2000) == 1 / 2001
    assert paired([(baseline, run)])[0].p == 1


def test_blocks_go_on_where_the_last_one_ended():
    documents = BLOCK // (8 * 32)  # 32 rows a block
    settings = Settings(resamples=70, seed=12345)
    whole = np.random.default_rng(12345).integers(2, size=(70, documents), dtype=bool)
    blocks = list(_exchanged(documents, settings))
    assert [len(block) for block in blocks] == [32, 32, 6]
    assert (np.concatenate(blocks) == ~whole).all()
