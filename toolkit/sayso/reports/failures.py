"""What is said of runs that failed on documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reports.report import plural

if TYPE_CHECKING:
    from sayso.evaluate.result import Result


def failed_on(result: Result, run: str) -> str:
    """On how many documents a run failed, and what becomes of them; '' if on none.

    A failure beside answers counts as nothing found. A run of failures alone has no layer of any document, so it
    attempts none, and nothing is counted for it.
    """
    failed = len(result.failures.get(run, ()))
    if not failed:
        return ""
    if failed == result.signature.documents and all(value.value is None for value in result.values if value.run == run):
        return f"{run} failed on every document: it attempts no layer, and all its values are undefined"
    return f"{run} failed on {plural(failed, 'document')}, counted as nothing found"
