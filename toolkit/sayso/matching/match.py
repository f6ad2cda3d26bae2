"""What a measure saw: the items of both sides that it looked at, and the pairs it made of them.

Everything behind a number can be read off it: counts by document, what was missed, what is spurious, labels
    of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.data.keys import Bools, Ints


@dataclass(frozen=True, slots=True)
class Match:
    """Items of one kind and their pairs.

    Attributes:
        gold_row, predicted_row: Rows of the items in their layer (or numbers of what stands for items).
        gold_doc, predicted_doc: Their documents.
        g, p: Pairs, as places in these lists.
    """

    gold_row: Ints
    gold_doc: Ints
    predicted_row: Ints
    predicted_doc: Ints
    g: Ints
    p: Ints


@dataclass(frozen=True, slots=True)
class Judgement:
    """Pairs of an alignment, judged: accuracy is the share of `agrees`.

    Attributes:
        doc: Document of each considered pair.
        g, p: Rows of its gold and its predicted item.
        agrees: Whether its predicted item, and every other that might have been paired instead, is right.
    """

    doc: Ints
    g: Ints
    p: Ints
    agrees: Bools
