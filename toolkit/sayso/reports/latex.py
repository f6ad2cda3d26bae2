r"""LaTeX: tables for papers, set with booktabs and siunitx; a fragment for `\input`, with the signature as a comment.

Columns whose cells are numbers are siunitx's S columns, so that digits stand beneath digits; whatever else is in them,
a dash or an interval, stands in braces. The comment at the top holds a document of four lines that sets the fragment
by itself. Where several runs stand side by side, the best of a row is bold; the fragment says that this is no test.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from sayso.reports.comparison_narrow import fitted
from sayso.reports.latex_text import beyond_latin, escaped
from sayso.reports.report import UNDEFINED, legend, marks_best
from sayso.reports.text import width
from sayso.reports.visible import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.reports.report import Cell, Column, Report, Table

_NUMBER = re.compile(r"([-+−]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_HYPHEN = re.compile(r"(?<![\w.])-(?=\d)")
_BEST = r"bold: the highest of its row; whether the runs differ is for \texttt{sayso compare} to say"
# Columns of text that fit a line at each size; beyond the last a table is continued beneath itself.
_SIZES = ((66, r"\small"), (76, r"\footnotesize"), (90, r"\scriptsize"))
_WIDEST = 80
# Characters that a last column keeps at least when it has to wrap.
_LEAST = 11
_LONG = 30
# Of lists: what a line of the smallest letters holds, and columns that are not to be broken.
_LINE, _SHORT = 74, 15


def latex(report: Report) -> str:
    """The report as a fragment of LaTeX, ending in a newline."""
    body = "\n".join(chain.from_iterable(_float(group) for group in _groups(fitted(report, _WIDEST).tables)))
    notes = "\n".join(_notes(report))
    sentences = "\n".join(_items(map(escaped, report.sentences)))
    parts = [part for part in (sentences, body, notes) if part]
    return "\n".join([*_head(report, "\n".join(parts)), "", "\n\n".join(parts)]) + "\n"


def _head(report: Report, body: str) -> Iterator[str]:
    yield f"% {line(report.title)}"
    if report.signature:
        yield f"% {line(report.signature)}"
    engine = "lualatex" if beyond_latin(body) else "pdflatex"
    yield f"% To set it by itself ({engine}):"
    yield r"%   \documentclass{article}"
    if engine == "pdflatex":
        yield r"%   \usepackage[T1]{fontenc}"
    yield r"%   \usepackage{array,booktabs,longtable,siunitx}"
    yield r"%   \begin{document}\input{THIS-FILE}\end{document}"
    if engine == "lualatex":
        yield "% Some letters in it need a font that has them."


def _groups(tables: Sequence[Table]) -> Iterator[list[Table]]:
    """Tables with those that go on without a title."""
    group: list[Table] = []
    for table in tables:
        if group and table.title:
            yield group
            group = []
        group.append(table)
    if group:
        yield group


def _float(tables: Sequence[Table]) -> Iterator[str]:
    for block in _blocks(tables):
        if _is_listing(block[0]):
            yield from (*_listing(block[0]), "")
        else:
            yield r"\begin{table}[htbp]"
            yield r"  \centering\setlength{\belowcaptionskip}{4pt}"
            if block[0].title:
                yield rf"  \caption{{{escaped(block[0].title)}}}"
            yield from (f"  {one}" for number, table in enumerate(block) for one in _tabular(table, number))
            yield from (r"\end{table}", "")


def _blocks(tables: Sequence[Table]) -> Iterator[list[Table]]:
    """Tables of numbers of a group together, each list of texts by itself."""
    block: list[Table] = []
    for table in tables:
        if _is_listing(table):
            yield from ([block] if block else [])
            block = []
            yield [table]
        else:
            block.append(table)
    if block:
        yield block


def _is_listing(table: Table) -> bool:
    """Whether a table holds texts, which need columns that wrap and pages that turn."""
    return any(
        len(cell.text) > _LONG
        for row in table.rows
        for cell, column in zip(row[1:], table.columns[1:], strict=True)
        if not column.numeric
    )


def _tabular(table: Table, number: int) -> Iterator[str]:
    if number:
        yield r"\par\medskip"
    wrapped = _last(table)
    yield from (_size(table), rf"\setlength{{\tabcolsep}}{{{3 if wrapped else 4}pt}}")
    formats = [_format(table, place) for place in range(len(table.columns))]
    specs = [found or ("r" if column.numeric else "l") for found, column in zip(formats, table.columns, strict=True)]
    specs[-1] = wrapped or specs[-1]
    spec = "".join(specs)
    yield rf"\begin{{tabular}}{{@{{}}{spec}@{{}}}}"
    yield from (f"  {one}" for one in _rows(table, formats))
    yield r"\end{tabular}"
    yield from (rf"\par\smallskip{{\footnotesize {escaped(remark)}}}" for remark in table.remarks)


def _listing(table: Table) -> Iterator[str]:
    """A list of texts over as many pages as it takes."""
    shares = _shares(table)
    columns = "".join(rf">{{\raggedright\arraybackslash}}p{{{share:.3f}\linewidth}}" for share in shares)
    yield r"{\footnotesize\setlength{\tabcolsep}{3pt}"
    yield rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}"
    if table.title:
        yield rf"  \caption{{{escaped(table.title)}}}\\"
    yield from (f"  {one}" for one in _rows(table, [None] * len(table.columns), head=r"\endhead"))
    yield r"\end{longtable}"
    yield from (rf"\noindent {escaped(remark)}\par" for remark in table.remarks)
    yield "}"


def _rows(table: Table, formats: Sequence[str | None], head: str = "") -> Iterator[str]:
    yield r"\toprule"
    yield _row(f"{{{escaped(column.heading)}}}" for column in table.columns)
    yield rf"\midrule{head}"
    for row in table.rows:
        cells = zip(row, table.columns, formats, strict=True)
        yield _row(_cell(cell, column, is_number=found is not None) for cell, column, found in cells)
    yield r"\bottomrule"


def _row(cells: Iterator[str]) -> str:
    written = " & ".join(cells)
    # After the end of a row a bracket or a star would be an argument of that end.
    return rf"{'{}' if written[:1] in {'[', '*'} else ''}{written} \\"


def _cell(cell: Cell, column: Column, *, is_number: bool) -> str:
    bold = cell.tone == "best"
    if is_number:
        written = cell.text.replace(",", "").replace("−", "-")
        return _of_numbers(written, bold=bold)
    text = _HYPHEN.sub("−", cell.text) if column.numeric else cell.text
    written = r"{--}" if text == UNDEFINED else escaped(text)
    return rf"\textbf{{{written}}}" if bold else written


def _of_numbers(written: str, *, bold: bool) -> str:
    if not _NUMBER.fullmatch(written):
        return r"{--}" if written == UNDEFINED else f"{{{escaped(written)}}}"
    return rf"\bfseries {written}" if bold else written


def _format(table: Table, place: int) -> str | None:
    """The S column that holds the numbers of a column; None where there are none, or longer texts beside them."""
    texts = [row[place].text for row in table.rows]
    found = [number for text in texts if (number := _NUMBER.fullmatch(text))]
    if not table.columns[place].numeric or not found or len(found) < sum(text not in {"", UNDEFINED} for text in texts):
        return None
    sign = "+" if any(number[1] == "+" for number in found) else "-" if any(number[1] for number in found) else ""
    whole = max(len(number[2].replace(",", "")) for number in found)
    decimals = max(len(number[3] or "") for number in found)
    plus = ",retain-explicit-plus" if sign == "+" else ""
    return rf"S[table-format={sign}{whole}.{decimals},detect-weight{plus}]"


def _size(table: Table) -> str:
    wide = sum(_needs(table))
    return next((size for most, size in _SIZES if wide <= most), _SIZES[-1][1])


def _needs(table: Table) -> list[int]:
    """The characters that each column takes, the space between columns included."""
    return [
        2 + max(width(text) for text in (column.heading, *(row[place].text for row in table.rows)))
        for place, column in enumerate(table.columns)
    ]


def _last(table: Table) -> str | None:
    """The last column of a table that is too wide in the smallest size: a text that wraps; None where nothing can."""
    needs = _needs(table)
    # Columns of numbers take about a character more than their digits.
    over = sum(needs) + len(needs) - _SIZES[-1][0]
    if over <= 0 or table.columns[-1].numeric:
        return None
    return rf">{{\raggedright\arraybackslash}}p{{{max(_LEAST, needs[-1] - over) / 2.2:.1f}em}}"


def _shares(table: Table) -> list[float]:
    """Shares of the line for columns of texts: short ones get what they need, the others what is left."""
    needs = [
        1 + max(width(text) for text in (column.heading, *(row[place].text for row in table.rows)))
        for place, column in enumerate(table.columns)
    ]
    short = sum(need for need in needs if need <= _SHORT)
    long = sum(min(_LONG, need) for need in needs if need > _SHORT)
    left = max(_LINE - short, 0.4 * _LINE)
    characters = [need if need <= _SHORT else left * min(_LONG, need) / long for need in needs]
    # Six points stand between two columns, of about 345.
    room = 1 - 0.018 * (len(needs) - 1)
    return [room * one / max(_LINE, sum(characters)) for one in characters]


def _notes(report: Report) -> Iterator[str]:
    signs = ([_BEST] if marks_best(report) else []) + ([escaped(legend(report))] if legend(report) else [])
    yield from _items([*signs, *(escaped(note) for note in report.notes if note)])


def _items(written: Iterable[str]) -> Iterator[str]:
    items = [rf"  \item {{}}{one}" for one in written]
    if items:
        yield from (r"\begin{itemize}", *items, r"\end{itemize}")
