"""Reports: what was found out, laid out for people and for programs.

A `Result` becomes one `Report`, which knows tables and notes but no dialect; each renderer turns it into one: plain
text, a terminal's colours, Markdown, CSV with one number a row, JSON. Numbers are rounded here and nowhere else, and
only for people.

    Result ── build ──► Report ──► text · terminal · markdown · tidy (CSV) · structured (JSON)
"""

from sayso.reports.build import build
from sayso.reports.report import Cell, Column, Number, Report, Table
from sayso.reports.writing import ENDINGS, ending_of, render, save, write

__all__ = [
    "ENDINGS",
    "Cell",
    "Column",
    "Number",
    "Report",
    "Table",
    "build",
    "ending_of",
    "render",
    "save",
    "write",
]
