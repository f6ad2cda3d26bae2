"""Conditions on every document by itself, so that a mean that holds hides no article that fell apart."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from sayso.gates.spelling import exact, reaches, spelled, threshold
from sayso.gates.told import Told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.gates.facts import Facts

_SHOWN = 3


def document_values(facts: Facts) -> Told:
    """Every document at least `per_document.min`; one where the measure is undefined is judged if gold has items."""
    per = facts.rule.per_document
    wanted = (per.min if per is not None else None) or Decimal(0)
    values = _by_document(facts.documents, facts.sums.by_document().tolist())
    low = sorted((value, doc_id) for doc_id, value in values.items() if not reaches(exact(value), wanted))
    wrong = {doc_id: spelled(exact(value)) for value, doc_id in low}
    gone = [] if facts.rule.allow_undefined else facts.scores.worthless(facts.rule.measure, facts.run, facts.part)
    wrong |= dict.fromkeys(gone, "undefined")
    return _told(facts, f"every document at least {threshold(wanted)}", wrong, len(values) + len(gone))


def document_drops(facts: Facts) -> Told:
    """No document more than `per_document.max_drop` below its own value in the baseline."""
    per = facts.rule.per_document
    most = (per.max_drop if per is not None else None) or Decimal(0)
    now = _by_document(facts.documents, facts.sums.by_document().tolist())
    before = _by_document(facts.documents, facts.before.by_document().tolist())
    drops = {doc_id: exact(before[doc_id]) - exact(value) for doc_id, value in now.items() if doc_id in before}
    fallen = sorted((-drop, doc_id) for doc_id, drop in drops.items() if not reaches(most, drop))
    wrong = {doc_id: f"{spelled(exact(now[doc_id]))} from {spelled(exact(before[doc_id]))}" for _, doc_id in fallen}
    gone = {} if facts.rule.allow_undefined else {doc: old for doc, old in before.items() if doc not in now}
    wrong |= {doc_id: f"undefined from {spelled(exact(value))}" for doc_id, value in gone.items()}
    return _told(facts, f"no document more than {threshold(most)} below its baseline", wrong, len(drops) + len(gone))


def _by_document(documents: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    return {doc_id: value for doc_id, value in zip(documents, values, strict=True) if not math.isnan(value)}


def _told(facts: Facts, expected: str, wrong: Mapping[str, str], seen: int) -> Told:
    if not wrong:
        return Told(expected, holds=True, words=f"expected {expected}: true of {seen:,} of {seen:,}")
    listed = ", ".join(f"{doc_id} {words}" for doc_id, words in list(wrong.items())[:_SHOWN])
    more = ", …" if len(wrong) > _SHOWN else ""
    items = tuple(one for one in facts.findings.missed if one.doc_id in wrong)
    words = f"expected {expected}: not true of {len(wrong):,} of {seen:,} ({listed}{more})"
    return Told(expected, holds=False, words=words, items=items)
