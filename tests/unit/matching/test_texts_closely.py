"""Edges of spans, in several documents at once, fragment by fragment."""

import numpy as np
import pytest
from test_candidates_closely import column, table

from sayso.matching.texts import Texts, is_trimmed, normalised

#              01234567890123      0123456789
DOCUMENTS = ("“We wait, dear”", " b…”. and c")


def trimmed(spans, docs):
    """For each span the characters left of it, by comparing with spans that need no trimming."""
    rows = np.arange(len(spans))
    return Texts(DOCUMENTS).trimmed(table(spans), column(*docs), rows).tolist()


def edges(text, *spans, before=()):
    low, high = Texts([*before, text])._edges(*(column(*(span[k] for span in spans)) for k in (0, 1)))
    return list(zip(low.tolist(), high.tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "span", "left"),
    [
        ("“We”", (0, 4), (1, 3)),
        ("“We”", (1, 3), (1, 3)),
        ("  …a-b.` ", (0, 9), (3, 6)),
        ("a", (0, 1), (0, 1)),
        (".a", (0, 2), (1, 2)),
        ("a.", (0, 2), (0, 1)),
        ("$5", (0, 2), (0, 2)),
        pytest.param(".\ud83d.", (0, 3), (1, 2), id="half a surrogate pair, which a file may hold"),
    ],
)
def test_both_ends_move_inwards_past_what_is_trimmed(text, span, left):
    assert edges(text, span) == [left]


@pytest.mark.parametrize("text", ["…", "“ ”", "...."])
def test_where_everything_is_trimmed_the_ends_meet(text):
    ((low, high),) = edges(text, (0, len(text)))
    assert low == high == len(text)


def test_every_span_moves_by_itself():
    """Of ".a..b." all; only "..", where nothing is left; and only ".b"; an empty one stays."""
    assert edges(".a..b.", (0, 6), (2, 4), (3, 5), (5, 5)) == [(1, 5), (4, 4), (4, 5), (5, 5)]


def test_spans_are_trimmed_in_their_own_documents():
    """[0, 9) is “We wait, in document 0 and " b…”. and" in document 1; each equals its words and nothing else."""
    codes = trimmed([[(0, 9)], [(1, 8)], [(0, 9)], [(1, 9)], [(0, 9)]], (0, 0, 1, 1, 0))
    assert codes[0] == codes[1] == codes[4]
    assert codes[2] == codes[3]
    assert codes[0] != codes[2]


def test_fragments_that_vanish_are_dropped_and_the_others_trimmed():
    """In document 1 " b", "”" and " and" are b and "and"."""
    codes = trimmed([[(0, 2), (3, 4), (5, 9)], [(1, 2), (6, 9)], [(1, 2)], [(6, 9)]], (1, 1, 1, 1))
    assert codes[0] == codes[1]
    assert len(set(codes)) == 3


def test_a_span_that_would_vanish_stays_with_all_its_fragments():
    """In document 1 "…" and "." are two fragments; neither alone, nor both with the mark between, is the same."""
    codes = trimmed([[(2, 3), (4, 5)], [(2, 3), (4, 5)], [(2, 3)], [(4, 5)], [(2, 5)]], (1, 1, 1, 1, 1))
    assert codes[0] == codes[1]
    assert len(set(codes)) == 4


def test_texts_without_a_place_keep_their_own_codes():
    texts = ("We", "you")
    spans = table(["We", "you", "We", [(1, 3)]], texts)
    codes = Texts(DOCUMENTS).trimmed(spans, column(0, 0, 0, 0), np.arange(4)).tolist()
    assert codes[0] == codes[2]
    assert len(set(codes)) == 3


def test_a_wording_is_that_of_the_document_or_the_text_itself():
    texts = ("We", "you all")
    spans = table([[(1, 3), (4, 8)], "you all", [(1, 2)]], texts)
    found = Texts(DOCUMENTS)
    assert found.wording(spans, 0, 0, texts) == "We wait"
    assert found.wording(spans, 1, 1, texts) == "you all"
    assert found.wording(spans, 1, 2, texts) == "b"


@pytest.mark.parametrize("character", [" ", "\n", "\u00a0", ".", "…", "“", "—", "¿", "`", "_"])
def test_white_space_punctuation_and_backticks_are_trimmed(character):
    assert is_trimmed(character)


@pytest.mark.parametrize("character", ["a", "é", "5", "$", "+", "´", "🙂", "\u0301"])
def test_nothing_else_is_trimmed(character):
    assert not is_trimmed(character)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We   WAIT,” (she) ", "we wait, (she"),
        ("(((", ""),
        ("", ""),
        ("…a…", "a"),
        ("a", "a"),
        ("don’t", "dont"),
        ("$5!", "$5"),
    ],
)
def test_a_wording_loses_marks_case_and_edges(text, words):
    assert normalised(text) == words
