"""Every run against every other: differences, p after Holm over the pairs, and letters."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from quoted_corpora import gold_of, run_of
from sayso.errors import MeasureError
from sayso.evaluate.comparison_matrix import letters_of

F = "quotes.F@overlap(0.5)"
WORDS = {"poor": ["--"] * 10, "fair": ["+-"] * 10, "good": ["++"] * 10, "alike": [*["++"] * 9, "+-"]}


@pytest.fixture(scope="module")
def four():
    runs = [run_of(words, name) for name, words in WORDS.items()]
    return sayso.compare(gold=gold_of(WORDS["good"]), baseline="fair", predicted=runs, measures=[F])


def test_the_best_stands_first_with_the_first_letter(four):
    matrix = four.matrix("quotes.F")

    assert matrix.runs == ("good", "alike", "fair", "poor")
    assert matrix.values == (1.0, pytest.approx(38 / 39), pytest.approx(2 / 3), 0.0)
    assert matrix.letters == ("a", "a", "b", "c")


def test_p_is_corrected_over_the_pairs(four):
    """Six pairs; ten documents that all differ: 2/2¹⁰, times the number of tests left."""
    matrix = four.matrix(F)

    assert matrix.tests == 6
    assert matrix.p[0][2] == 6 * 2 / 1024
    assert matrix.p[0][1] == 1.0
    assert matrix.p[0][0] is None
    assert matrix.p[2][0] == matrix.p[0][2]


def test_differences_are_row_less_column(four):
    matrix = four.matrix(F)

    assert matrix.differences[0][3] == 1.0
    assert matrix.differences[3][0] == -1.0
    assert matrix.differences[0][0] == 0.0
    assert matrix.to_frame().loc["good", "poor"] == 1.0


def test_a_matrix_is_made_once_and_writes_itself(four):
    found = four.matrix(F).to_dict()

    assert four.matrix(F) is four.matrix("quotes.F")
    assert (found["runs"][0], found["letters"][0], found["tests"], found["level"]) == ("good", "a", 6, 0.95)


def test_only_headline_measures_have_one(four):
    with pytest.raises(MeasureError) as error:
        four.matrix("quotes.R")
    assert str(error.value) == (f"'quotes.R@overlap(0.5)' is no headline measure of this comparison; these are {F}")


def test_what_is_undefined_stands_last_and_shares_every_letter():
    words = ["+-"] * 8
    silent = sayso.Run(
        sayso.MemorySource([{"format": "sayso/1", "doc_id": f"d0{n}", "entities": []} for n in range(1, 9)]), "silent"
    )
    comparison = sayso.compare(
        gold=gold_of(words),
        baseline=run_of(words, "old"),
        predicted=[silent, run_of(["++"] * 8, "new")],
        measures=[F],
    )
    matrix = comparison.matrix(F)

    assert matrix.runs == ("new", "old", "silent")
    assert matrix.letters == ("a", "b", "ab")
    assert matrix.differences[2] == (None, None, None)


def test_letters_by_hand():
    assert letters_of(3, []) == ("a", "a", "a")
    assert letters_of(3, [(0, 2)]) == ("a", "ab", "b")
    assert letters_of(3, [(0, 1), (0, 2), (1, 2)]) == ("a", "b", "c")
    assert letters_of(4, [(0, 3), (1, 3)]) == ("a", "a", "ab", "b")
    assert letters_of(1, []) == ("a",)


pairs = st.integers(1, 8).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.sets(st.sampled_from(list(itertools.combinations(range(count), 2)))) if count > 1 else st.just(set()),
    )
)


@given(pairs)
def test_runs_share_a_letter_exactly_if_they_do_not_differ(case):
    count, apart = case
    letters = letters_of(count, apart)

    for one, other in itertools.combinations(range(count), 2):
        assert bool(set(letters[one]) & set(letters[other])) == ((one, other) not in apart)


def test_more_letters_than_the_alphabet_has():
    letters = letters_of(28, itertools.combinations(range(28), 2))

    assert letters[25:] == ("z", "a2", "b2")
