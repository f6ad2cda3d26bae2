"""Tallies of detection and of accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.tallies.tally import Tally, by_document, tally_of

if TYPE_CHECKING:
    from sayso.data.keys import Bools
    from sayso.matching.match import Judgement, Match


def detected(match: Match, documents: int, defined: Bools) -> Tally:
    """Items matched, in gold, and predicted, by document."""
    counts = by_document(documents, matched=match.gold_doc[match.g], gold=match.gold_doc, predicted=match.predicted_doc)
    return tally_of(counts, defined)


def judged(judgement: Judgement, documents: int, defined: Bools) -> Tally:
    """Pairs that agree, and pairs considered, by document."""
    counts = by_document(documents, agreeing=judgement.doc[judgement.agrees], considered=judgement.doc)
    return tally_of(counts, defined)
