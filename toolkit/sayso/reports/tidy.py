"""CSV and TSV with one number a row: run, measure, quantity, number. Spreadsheets pivot it, pandas and R read it as is.

Numbers are written in full; an undefined value is an empty field. Texts are on one line, and one that a spreadsheet
would take for a formula gets an apostrophe in front, which spreadsheets read as "this is text".
Source: "CSV Injection", OWASP, for the characters that begin a formula.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sayso.reports.visible import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.reports.report import Number, Report

    Field = str | int | float | None

_HEADINGS = ("run", "measure", "quantity", "number")
_SLICE = ("by", "slice")
# Full-width forms count too: some spreadsheets fold them into the plain ones.
_FORMULA = tuple("=+-@\t\r\n\x00＝＋－＠")


def tidy(report: Report, *, delimiter: str = ",") -> str:
    """The numbers of a report as CSV, rows ending in a newline."""
    # Slices make two columns more, and only where somebody asked for them.
    sliced = any(row.slice is not None for row in report.numbers)
    rows = (_row(row, sliced=sliced) for row in report.numbers)
    return separated((*_HEADINGS, *_SLICE) if sliced else _HEADINGS, rows, delimiter=delimiter)


def tabbed(report: Report) -> str:
    """The numbers of a report as TSV, rows ending in a newline."""
    return tidy(report, delimiter="\t")


def separated(headings: Sequence[str], rows: Iterable[Sequence[Field]], *, delimiter: str = ",") -> str:
    """Rows under headings as CSV: texts made harmless, numbers in full, None as an empty field.

    Args:
        headings: The names of the columns.
        rows: The rows; a `str` is a text, whatever stands in it.
        delimiter: What stands between fields: a comma, or a tab for TSV.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(map(_field, row) for row in rows)
    return stream.getvalue()


def harmless(text: str) -> str:
    """A text as a field: on one line, and no formula."""
    return f"'{flat(text)}" if text.lstrip(" ").startswith(_FORMULA) else flat(text)


def _field(value: Field) -> str:
    if isinstance(value, str):
        return harmless(value)
    return "" if value is None else repr(value)


def _row(row: Number, *, sliced: bool) -> tuple[Field, ...]:
    part = tuple(text or "" for text in row.slice or ("", "")) if sliced else ()
    return (row.run, row.measure, row.quantity, _in_full(row), *part)


def _in_full(row: Number) -> float | None:
    if row.number is None:
        return None
    return int(row.number) if row.quantity != "value" and float(row.number).is_integer() else float(row.number)
