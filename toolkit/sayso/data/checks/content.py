"""Checks of content: what a record says, held against the text, against itself, and against the label sets."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sayso.data.checks.labels import check_labels
from sayso.data.checks.links import check_links
from sayso.data.checks.paths import Report
from sayso.data.checks.spans import SpanChecker
from sayso.data.fields import LAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.errors import Problem, Where


def check_content(
    record: dict[str, Any], text: str | None, where: Where, *, labels: Mapping[str, frozenset[str]] | None = None
) -> list[Problem]:
    """Every problem of content that a record of good shape has.

    Args:
        record: Gold or a run's record.
        text: The document's text, None where it is not at hand: then only what needs no text is checked.
        where: File and line.
        labels: Declared label sets, None to let any label stand.
    """
    report = Report(where, record.get("doc_id"))
    digest = record.get("text_sha256")
    if text is not None and digest is not None:
        actual = hashlib.sha256(text.encode("utf-8")).hexdigest()
        if digest.lower() != actual:
            report.add("E306", ("text_sha256", None), repr(digest), f"{actual!r}, the SHA-256 of the document's text")
    if any(record.get(layer) for layer in LAYERS):
        SpanChecker(text, report).check(record)
        check_links(record, report)
        if labels:
            check_labels(record, labels, report)
    return report.problems
