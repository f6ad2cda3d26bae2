"""CSV with one number a row: run, measure, quantity, number. Spreadsheets pivot it, pandas and R read it as is.

Numbers are written in full; an undefined value is an empty field.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.reports.report import Number, Report

_HEADINGS = ("run", "measure", "quantity", "number")
_SLICE = ("by", "slice")


def tidy(report: Report) -> str:
    """The numbers of a report as CSV, rows ending in a newline."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    # Slices make two columns more, and only where somebody asked for them.
    sliced = any(row.slice is not None for row in report.numbers)
    writer.writerow((*_HEADINGS, *_SLICE) if sliced else _HEADINGS)
    for row in report.numbers:
        part = tuple(text or "" for text in row.slice or ("", "")) if sliced else ()
        writer.writerow((row.run, row.measure, row.quantity, _in_full(row), *part))
    return stream.getvalue()


def _in_full(row: Number) -> str:
    if row.number is None:
        return ""
    return (
        str(int(row.number)) if row.quantity != "value" and float(row.number).is_integer() else repr(float(row.number))
    )
