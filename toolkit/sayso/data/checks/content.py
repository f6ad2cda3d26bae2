"""Checks of content: what a record says, held against the text, against itself, and against the label sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.data.checks.labels import check_labels
from sayso.data.checks.links import check_links
from sayso.data.checks.paths import Report
from sayso.data.checks.pruning import Pruned
from sayso.data.checks.spans import check_spans
from sayso.data.checks.texts import check_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.errors import Problem, Where


def check_content(
    record: dict[str, Any],
    text: str | None,
    where: Where,
    *,
    labels: Mapping[str, frozenset[str]] | None = None,
    sound: bool = True,
) -> list[Problem]:
    """Every problem of content that a record has.

    Args:
        record: Gold or a run's record.
        text: The document's text, None where it is not at hand: then only what needs no text is checked.
        where: File and line.
        labels: Declared label sets, None or empty to let any label stand.
        sound: Whether the record has the right shape; if not, what of it has is checked.
    """
    report = Report(where, record.get("doc_id"))
    pruned = None
    if not sound:
        pruned = Pruned(record)
        record = pruned.record
        report.restored = pruned.restored
    check_digest(record, text, report)
    check_spans(record, text, report)
    check_links(record, report, {} if pruned is None else pruned.ids)
    if labels:
        check_labels(record, labels, report)
    return report.problems
