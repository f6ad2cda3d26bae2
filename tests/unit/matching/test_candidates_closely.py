"""What may pair, where it is least obvious: heads, texts without a place, wordings of which nothing is left."""

import numpy as np
import pytest

from sayso.data.spans import Fragments, spans_of
from sayso.matching.candidates import MILLION, Items, Space
from sayso.matching.criterion import parse_criterion
from sayso.matching.entities import _most
from sayso.matching.items import distinct_spans
from sayso.matching.judging import judge, rivals_among
from sayso.matching.overlap import closeness, overlaps, shared_characters


def column(*values):
    return np.array(values, dtype=np.int64)


def table(spans, texts=()):
    """A span table: each span a list of (start, end), or a text that stands nowhere."""
    pieces = [[(0, 0)] if isinstance(span, str) else span for span in spans]
    codes = [[texts.index(span)] if isinstance(span, str) else [-1] * len(span) for span in spans]
    first = np.cumsum([0, *(len(one) for one in pieces)])
    start, end = (column(*(piece[k] for one in pieces for piece in one)) for k in (0, 1))
    return spans_of([Fragments(first, start, end, column(*(code for one in codes for code in one)))])


def space(text, spans, texts=()):
    return Space(table(spans, texts), [text], texts)


def items(*rows, group=None, **more):
    span = column(*rows)
    nought = np.zeros(len(rows), dtype=np.int64)
    return Items(np.arange(len(rows)), nought, nought if group is None else column(*group), span, **more)


def admitted(where, criterion, gold, predicted):
    found = where.admitted(parse_criterion(criterion), gold, predicted)
    return list(zip(found.g.tolist(), found.p.tolist(), found.q.tolist(), strict=True))


def test_items_that_a_mask_keeps_keep_all_they_have():
    kept = items(4, 5, 6, group=(1, 2, 3), label=column(7, 8, 9), head=column(10, 11, 12)).where(
        np.array([False, True, False])
    )
    columns = (kept.row, kept.doc, kept.group, kept.span, kept.label, kept.head)
    assert [values.tolist() for values in columns] == [[1], [0], [2], [5], [8], [11]]


def test_without_a_head_all_of_the_gold_item_is_wanted():
    """Of "the old ferry" (0-13) "the old" is not enough; no heads are known at all."""
    spans = space("the old ferry", [[(0, 13)], [(0, 7)], [(0, 13)]])
    assert admitted(spans, "head", items(0), items(1, 2)) == [(0, 1, MILLION)]


def test_a_head_is_found_in_whatever_row_of_the_span_table_it_stands():
    """The head "ferry" is row 0, and row 1 for the other: both are within the prediction, 5 of 13 characters."""
    spans = space("the old ferry", [[(8, 13)], [(8, 13)], [(0, 13)]])
    gold = items(2, 2, 2, head=column(0, 1, -1))
    close = MILLION * 5 // 13
    assert admitted(spans, "head", gold, items(0)) == [(0, 0, close), (1, 0, close)]


def test_the_wording_of_a_text_without_a_place_is_as_close_as_can_be_only_to_itself():
    """Of one text: a million. The same words with a full stop, or at a place: they may pair, but share no character."""
    texts = ("We wait", "We wait.")
    spans = space("We wait", [[(0, 7)], *texts], texts)
    assert admitted(spans, "text", items(1, 2), items(1, 2, 0)) == [
        (0, 0, MILLION),
        (0, 1, 0),
        (0, 2, 0),
        (1, 0, 0),
        (1, 1, MILLION),
        (1, 2, 0),
    ]
    assert admitted(spans, "text", items(0), items(0, 1)) == [(0, 0, MILLION), (0, 1, 0)]


def test_marks_alone_are_equal_only_in_their_own_place():
    """ "…" twice and "—" once: nothing is left of any, so each is itself alone."""
    spans = space("… … —", [[(0, 1)], [(2, 3)], [(4, 5)]])
    assert admitted(spans, "text", items(0, 1), items(2, 1, 0)) == [(0, 2, MILLION), (1, 1, MILLION)]


def test_marks_alone_without_a_place_pair_with_nothing():
    texts = ("…", "—")
    spans = space("… …", [[(0, 1)], [(2, 3)], *texts], texts)
    assert admitted(spans, "text", items(0, 1), items(2, 3, 2, 3)) == []
    assert admitted(spans, "text", items(2, 3), items(2, 3)) == []
    assert admitted(spans, "text", items(0), items(2, 3, 0)) == [(0, 2, MILLION)]
    assert admitted(spans, "text", items(2, 3), items(0, 1)) == []


@pytest.mark.parametrize("criterion", ["exact", "trimmed", "text", "overlap(0.5)", "overlap(0.3333333333333333)"])
def test_items_of_different_groups_or_labels_never_meet(criterion):
    spans = space("a ferry", [[(0, 7)]])
    assert admitted(spans, criterion, items(0, 0, group=(1, 2)), items(0, 0, group=(2, 3))) == [(1, 0, MILLION)]
    assert admitted(spans, criterion, items(0, 0, group=(-1, 2)), items(0, 0, group=(-1, -1))) == []
    labelled = items(0, 0, label=column(5, 6)), items(0, 0, label=column(6, 7))
    assert admitted(spans, criterion, *labelled) == [(1, 0, MILLION)]


def test_fragments_that_merely_touch_in_neighbouring_groups_share_nothing():
    """The last character of group 0 and the first of group 1, in a text of ten."""
    spans = table([[(0, 10)], [(0, 1)], [(9, 10)]])
    found = overlaps(spans, (column(0, 1), column(0, 1)), (column(1, 0), column(0, 2)))
    assert list(zip(found.g.tolist(), found.p.tolist(), found.shared.tolist(), strict=True)) == [(0, 1, 1), (1, 0, 1)]


def test_shared_characters_are_whole_numbers():
    """Of [0, 2) with [4, 6) and of [1, 5): 1 and 1; nothing of [6, 8)."""
    spans = table([[(0, 2), (4, 6)], [(1, 5)], [(6, 8)]])
    shared = shared_characters(spans, column(0, 0), column(1, 2))
    assert shared.tolist() == [2, 0]
    assert shared.dtype == np.int64
    assert closeness(spans, column(0, 0), column(1, 2), shared).tolist() == [MILLION * 2 // 6, 0]


def test_each_pair_of_entities_counts_the_mentions_it_can_pair_by_itself():
    """Gold mention 0 meets two of one entity and one of another: 1 and 1, though it is one mention."""
    assert _most(column(0, 0, 1, 1), column(0, 0, 0, 1), column(0, 1, 2, 2), 2).tolist() == [1, 1]


def test_a_predicted_mention_counts_with_each_gold_entity_that_it_meets():
    """Predicted mention 0 is met by two mentions of each of two gold entities: 1 and 1."""
    assert _most(column(0, 0, 1, 1), column(0, 1, 2, 3), column(0, 0, 0, 0), 2).tolist() == [1, 1]


def test_as_many_mentions_pair_as_can():
    """Gold 0 meets predicted 0 and 1, gold 1 meets 0: 0-1 and 1-0 are 2. Pair 2 of three has no rivals: 0."""
    assert _most(column(0, 0, 0), column(0, 0, 1), column(0, 1, 0), 3).tolist() == [2, 0, 0]


def test_a_pair_is_right_only_if_every_rival_is():
    """Pairs 0-5, 1-6 and 2-7; 3 is not considered. A rival of 1 is wrong, one of 2 is right; 6 itself is right."""
    right = {(0, 5), (1, 6), (2, 7), (2, 9), (3, 4)}

    def agrees(g, p):
        return np.array([pair in right for pair in zip(g.tolist(), p.tolist(), strict=True)], dtype=np.bool_)

    gold = Items(column(0, 1, 2, 3), column(10, 11, 12, 13), column(0, 0, 0, 0), column(0, 0, 0, 0))
    pairs = column(3, 0, 1, 2), column(4, 5, 6, 7)
    considered = np.array([True, True, True, False])
    judged = judge(gold, pairs, considered, agrees, (column(1, 2), column(8, 9)))
    assert judged.doc.tolist() == [10, 11, 12]
    assert judged.g.tolist() == [0, 1, 2]
    assert judged.p.tolist() == [5, 6, 7]
    assert judged.agrees.tolist() == [True, False, True]


def test_rivals_are_the_unpaired_that_the_criterion_admits_beside_a_pair():
    """Gold 0 is paired with 0; predictions 1 and 2 overlap it too, 3 overlaps the unpaired gold 1 alone."""
    spans = space("the old ferry sank", [[(0, 13)], [(0, 7)], [(4, 13)], [(14, 18)]])
    gold, predicted = items(0, 3), items(0, 1, 2, 3)
    candidates = spans.admitted(parse_criterion("overlap(0.5)"), gold, predicted)
    found = rivals_among(candidates, gold, predicted, (column(0), column(0)))
    assert [rows.tolist() for rows in found] == [[0, 0], [1, 2]]


def test_spans_of_a_column_are_listed_once_a_document():
    """Rows 0 and 2 of the table are the same characters: of document 4 the first item has them, of 5 the last."""
    spans = table([[(0, 3)], [(1, 3)], [(0, 3)]])
    found = distinct_spans(spans, column(4, 4, 4, 4, 5), column(0, -1, 1, 2, 0))
    assert [values.tolist() for values in (found.row, found.doc, found.group, found.span)] == [
        [0, 2, 4],
        [4, 4, 5],
        [4, 4, 5],
        [0, 1, 0],
    ]
    assert len(distinct_spans(spans, column(4, 4), column(-1, -1))) == 0
