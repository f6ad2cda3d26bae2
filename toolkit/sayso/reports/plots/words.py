"""Words that several plots share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.errors import UsageError
from sayso.reports.report import plural

if TYPE_CHECKING:
    from sayso.evaluate import Result


def nothing(what: str, why: str) -> UsageError:
    """The error of a plot that has nothing to show."""
    return UsageError(f"there is nothing to draw of {what}: {why}")


def count_note(result: Result) -> str:
    """On how many documents the numbers are."""
    return f"On {plural(result.signature.documents, 'document')}."
