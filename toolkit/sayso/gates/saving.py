"""From scores to a baseline: the values of rules with their documents and the items that were found."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sayso import __version__
from sayso.gates.baseline import Baseline, Entry, Key, policy_of
from sayso.gates.scores import part_name
from sayso.measures.summed import Summed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.gates.findings import Findings
    from sayso.gates.rule import Rule
    from sayso.gates.scores import Part, Scores

_WHOLE = 2**53


def key_of(scores: Scores, measure: str, part: Part | None) -> Key:
    """Under which key a value stands."""
    where = scores.result.signature.where or ""
    if part is None:
        return Key(where, measure)
    return Key(where, measure, part[0], (part_name(part) or "").partition("=")[2])


def entries_of(rule: Rule, run: str, scores: Scores, found: Findings) -> dict[Key, Entry]:
    """The value of a rule with the gold items that were found, and its values in slices."""
    whole = replace(_entry(rule.measure, run, scores, None), found=_found(found), items=items_digest(found))
    entries = {key_of(scores, rule.measure, None): whole}
    for by in rule.by:
        for part in scores.parts(rule.measure, run, by):
            if scores.value(rule.measure, run, part) is not None:
                entries[key_of(scores, rule.measure, part)] = _entry(rule.measure, run, scores, part)
    return entries


def _entry(measure: str, run: str, scores: Scores, part: Part | None) -> Entry:
    value = scores.value(measure, run, part)
    doc_ids, sums = scores.sums(measure, run, part)
    rows = {
        doc_id: tuple(map(_number, row)) for doc_id, row in zip(doc_ids, sums.columns.tolist(), strict=True) if any(row)
    }
    return Entry(
        corpus=scores.result.signature.corpus,
        value=None if value is None else value.value,
        counts={} if value is None else dict(value.counts),
        rows=rows,
        columns=sums.columns.shape[1],
    )


def sums_of(entry: Entry, doc_ids: Sequence[str], now: Summed) -> Summed | None:
    """The baseline's measure as a function of sums over the same documents; None if it has other columns."""
    if entry.columns != now.columns.shape[1] or not set(entry.rows) <= set(doc_ids):
        return None
    nothing = (0.0,) * entry.columns
    columns = np.array([entry.rows.get(doc_id, nothing) for doc_id in doc_ids], dtype=np.float64)
    return Summed(now.measure, columns.reshape(len(doc_ids), entry.columns), now.values)


def baseline_of(run: str, scores: Scores, entries: Mapping[Key, Entry]) -> Baseline:
    """A baseline of a run."""
    return Baseline(run=run, policy=policy_of(scores.result.signature), version=__version__, entries=entries)


def items_digest(found: Findings) -> str:
    """A digest of all gold items with their ids: while it is the same, an id names the same item."""
    digest = hashlib.blake2b(digest_size=8)
    for item in sorted([*found.found, *found.missed]):
        told = [item.doc_id, item.layer, item.item_id, item.spans, item.text, item.label, item.note]
        digest.update(json.dumps(told).encode() + b"\n")
    return digest.hexdigest()


def _found(findings: Findings) -> dict[str, tuple[str, ...]]:
    ids: dict[str, list[str]] = {}
    for one in findings.found:
        ids.setdefault(one.doc_id, []).append(str(one.item_id))
    return {doc_id: tuple(sorted(own)) for doc_id, own in sorted(ids.items())}


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value
