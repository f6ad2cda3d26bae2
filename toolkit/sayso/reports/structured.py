"""JSON: the result as programs read it, one shape for every mode, null where a value is undefined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.data.json_text import json_text

if TYPE_CHECKING:
    from sayso.reports.report import Report


def structured(report: Report) -> str:
    """The result of a report as JSON, ending in a newline; refuses NaN, which is no JSON."""
    return json_text(report.data) + "\n"
