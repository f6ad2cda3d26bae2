"""The errors of runs as files: tables for people, one item a row for programs."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from sayso.data.placing import put
from sayso.reports.errors import as_json
from sayso.reports.plots.kinds import of_result
from sayso.reports.report import Cell, Column, Report, Table, plural
from sayso.reports.tidy import separated
from sayso.reports.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sayso.evaluate import Result, Unpaired
    from sayso.reports.errors import Group
    from sayso.reports.report import Tone

_HEADINGS = (
    *("error", "run", "layer", "class", "side", "document", "start", "end", "characters", "label"),
    *("text", "note", "instead"),
)
_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_TONES: dict[str, Tone] = {"missed": "missed", "spurious": "spurious"}


def save_errors(result: Result, groups: Sequence[Group], path: Path, *, title: str, text: bool = True) -> None:
    """Write the errors as a file's ending says, in one step.

    Args:
        result: What `sayso.score` returned; a `wordless` one, where the article's wording may not be shown.
        groups: Its errors, by class.
        path: The file.
        title: The heading.
        text: Whether the article's wording may be shown.

    Raises:
        UsageError: Unknown ending, or a path that cannot be written.
    """
    delimiter = _DELIMITERS.get(path.suffix.lower())
    if delimiter is not None:
        put(path, separated(_HEADINGS, _rows(groups), delimiter=delimiter))
    else:
        write(errors_report(result, groups, title=title, text=text), path)


def errors_report(result: Result, groups: Sequence[Group], *, title: str, text: bool = True) -> Report:
    """The errors as a report: a table for each run, kind of item and class."""
    drawings = of_result(result, title)
    return Report(
        title=title,
        tables=tuple(_table(group, several=len(result.runs) > 1) for group in groups),
        notes=() if groups else ("No such error.",),
        signature=str(result.signature),
        data=as_json(result, groups),
        text=text,
        drawings={"errors": drawings["errors"]},
    )


def _table(group: Group, *, several: bool) -> Table:
    run = f"{group.run}: " if several else ""
    gain = "" if group.count.gain is None else f", F {group.count.gain:+.3f} if mended"
    left = group.among - len(group.found)
    return Table(
        title=f"{run}{group.items}, {group.error}: {plural(group.among, 'error')}{gain}",
        columns=tuple(map(Column, ("side", "document", "characters", "label", "text", "note"))),
        rows=tuple(_row(item) for found in group.found for item in found.items),
        remarks=(f"… and {left:,} more",) if left else (),
    )


def _row(item: Unpaired) -> tuple[Cell, ...]:
    texts = (item.doc_id, _characters(item), item.label, " ".join(item.text.split()))
    return (Cell(item.side, _TONES[item.side]), *map(Cell, texts), Cell(item.note, "faint"))


def _rows(groups: Sequence[Group]) -> Iterator[tuple[str | int | None, ...]]:
    """One item a row; the two of a pair have the same number."""
    numbers = count(1)
    for group in groups:
        for found in group.found:
            number = next(numbers)
            for item in found.items:
                ends = (item.spans[0][0], item.spans[-1][1]) if item.spans else (None, None)
                where = (item.run, item.layer, item.error, item.side, item.doc_id)
                yield (number, *where, *ends, _characters(item), item.label, item.text, item.note, item.instead)


def _characters(item: Unpaired) -> str:
    return " ".join(f"{start}–{end}" for start, end in item.spans)
