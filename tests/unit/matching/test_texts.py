"""Trimmed edges and normalised wordings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data.spans import Fragments, spans_of
from sayso.matching.texts import Texts, is_trimmed, normalised


def one_span(pieces):
    start, end = (np.array([piece[k] for piece in pieces]) for k in (0, 1))
    return spans_of([Fragments(np.array([0, len(pieces)]), start, end, np.full(len(pieces), -1))])


def trimmed_equal(text, *both):
    first = np.cumsum([0, *(len(pieces) for pieces in both)])
    flat = [piece for pieces in both for piece in pieces]
    start, end = (np.array([piece[k] for piece in flat]) for k in (0, 1))
    spans = spans_of([Fragments(first, start, end, np.full(len(flat), -1))])
    rows = np.arange(len(both))
    codes = Texts([text]).trimmed(spans, np.zeros(len(both), dtype=np.int64), rows)
    return codes[0] == codes[1]


def test_quotation_marks_and_a_full_stop_at_the_edges_do_not_count():
    text = "“The ferry sank.” said Orla"
    assert trimmed_equal(text, [(0, 17)], [(1, 15)])


def test_marks_within_do_count():
    text = "the “old” ferry"
    assert not trimmed_equal(text, [(0, 15)], [(4, 15)])


def test_a_fragment_of_punctuation_vanishes():
    text = "we left — yes — at dawn"
    assert trimmed_equal(text, [(0, 7), (8, 9)], [(0, 7)])


def test_a_span_of_punctuation_alone_stays_as_it_is():
    text = "“…” and ”"
    assert trimmed_equal(text, [(0, 3)], [(0, 3)])
    assert not trimmed_equal(text, [(0, 3)], [(8, 9)])


@given(st.text(max_size=12))
def test_trimming_is_idempotent(text):
    words = normalised(text)
    assert normalised(words) == words
    assert not words or not (is_trimmed(words[0]) or is_trimmed(words[-1]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("it’s", "it's", id="marks go"),
        pytest.param("It´s", "its", id="also those that NFKC would take apart"),
        pytest.param("ﬁne  dam,", "FINE\ndam", id="compatibility forms, case, white space, edges"),
        pytest.param("Ｏｌｄ", "old", id="full width letters"),
    ],
)
def test_wordings_that_are_equal(one, other):
    assert normalised(one) == normalised(other)


def test_the_wording_of_fragments_is_joined_by_a_space():
    spans = one_span([(0, 3), (8, 12)])
    assert Texts(["The old ferry"]).wording(spans, 0, 0, ()) == "The ferr"
