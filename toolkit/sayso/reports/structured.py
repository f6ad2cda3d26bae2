"""JSON: the result as programs read it, one shape for every mode, null where a value is undefined."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.reports.report import Report


def structured(report: Report) -> str:
    """The result of a report as JSON, ending in a newline; refuses NaN, which is no JSON."""
    return json.dumps(report.data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
