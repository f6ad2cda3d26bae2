"""The table that the package carries of what was proved is what the harness measures."""

from dataclasses import replace

import pytest

from parity.proof import BEGIN, END, PAGE, difference, measured, page
from sayso.presets import presets
from sayso.presets.proof import proofs

# The last digits of a float hang on the machine's arithmetic: so far a measured difference may lie from the stored one.
LAST_DIGITS = 1e-14


@pytest.mark.slow
def test_the_stored_table_is_what_the_harness_measures():
    found = measured()

    assert found.keys() == proofs().keys() == presets().keys()
    for name, proof in found.items():
        stored = proofs()[name]
        assert replace(proof, greatest_difference=None) == replace(stored, greatest_difference=None), name
        assert proof.greatest_difference == pytest.approx(stored.greatest_difference, abs=LAST_DIGITS), name


def test_the_manual_has_the_stored_table():
    written = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]

    assert written.strip() == page(proofs())


def test_a_difference_is_relative_but_from_zero():
    assert difference(200, 201) == 0.005
    assert difference(0.0, 1e-3) == 0.001
