"""Comparisons as reports: a table for people, what may be concluded, then the items that changed.

A comparison is laid out as two reports that the same renderers turn into any dialect: the numbers with their
paragraphs, and the items with their texts.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Literal

from sayso.errors import UsageError
from sayso.reports.comparison_items import item_notes, item_tables
from sayso.reports.comparison_tables import bootstrap_tables, matrix_tables, run_tables, seed_tables
from sayso.reports.markdown import markdown
from sayso.reports.report import Number, Report, legend, plural
from sayso.reports.text import text
from sayso.reports.tidy import tidy
from sayso.reports.writing import put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.evaluate.comparison import Compared, Comparison

    Flips = int | Literal["some"] | None

FLIPS = 5
_FEW_DOCUMENTS = 50
_WIDE = 100
_FORMATS = {".json": "json", ".md": "md", ".csv": "csv", ".txt": "text"}


def comparison_reports(comparison: Comparison, *, flips: Flips = "some") -> tuple[Report, ...]:
    """The reports of a comparison: its numbers, then the items that changed.

    Args:
        comparison: What `sayso.compare` returned.
        flips: How many items to list of each run, layer and change; None for all, 0 for none. `some` lists a few, and
            none of a large corpus, which would have to be read once more.
    """
    limit = _some(comparison) if flips == "some" else flips
    numbers = Report(
        title=f"{', '.join(comparison.runs)} against {comparison.baseline} on gold {comparison.gold}",
        tables=(
            *run_tables(comparison),
            *bootstrap_tables(comparison),
            *matrix_tables(comparison),
            *seed_tables(comparison),
        ),
        notes=tuple(_notes(comparison)),
        signature="",
    )
    items = Report(
        title="Items that changed",
        tables=tuple(item_tables(comparison, limit)),
        notes=tuple(item_notes(comparison, limit)),
        signature=str(comparison.signature),
    )
    return numbers, items


def rendered(comparison: Comparison, format: str, *, flips: Flips = "some") -> str:  # noqa: A002 - the option's name
    """A comparison as `text`, `json`, `md` or `csv`; JSON lists all items that changed unless told otherwise."""
    if format == "json":
        data = comparison.to_dict(flips=None if flips == "some" else flips)
        return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    if format == "csv":
        return tidy(Report(title="", tables=(), signature="", numbers=tuple(_numbers(comparison))))
    reports = comparison_reports(comparison, flips=flips)
    return "\n".join(map(markdown, reports) if format == "md" else (text(spaced(one, width=_WIDE)) for one in reports))


def spaced(report: Report, *, width: int | None = None) -> Report:
    """The report with an empty line between its paragraphs, which end at a width if there is one."""
    lines = [("", *(wrap(note, width) if width else [note])) for note in report.notes]
    notes = tuple(chain.from_iterable(lines))
    # Renderers put an empty line before the notes, and what the signs mean first.
    return replace(report, notes=notes if legend(report) else notes[1:])


def comparison_ending(path: Path) -> str:
    """The format that a path's ending asks for, checked before the work.

    Raises:
        UsageError: No report of a comparison has this ending.
    """
    ending = path.suffix.lower()
    if ending not in _FORMATS:
        found = f"the ending {path.suffix!r}" if path.suffix else "no ending"
        msg = f"{path}: found {found}, expected one of {', '.join(_FORMATS)}; the ending of a file chooses its format"
        raise UsageError(msg)
    return _FORMATS[ending]


def save_comparison(comparison: Comparison, path: str | Path, *, flips: Flips = "some") -> None:
    """Write a comparison as its file's ending says, in one step.

    Raises:
        UsageError: Unknown ending, or a path that cannot be written.
    """
    path = Path(path)
    put(path, rendered(comparison, comparison_ending(path), flips=flips))


def _some(comparison: Comparison) -> int:
    return FLIPS if comparison.signature.documents <= _FEW_DOCUMENTS else 0


def _notes(comparison: Comparison) -> Iterator[str]:
    several = len(comparison.runs) > 1
    for run, paragraph in comparison.conclusions.items():
        yield f"{run}: {paragraph}" if several else paragraph
    result = comparison.result
    for run, failed in result.failures.items():
        if failed:
            yield f"{run} failed on {plural(len(failed), 'document')}, counted as nothing found."
    if result.left_out:
        documents = result.signature.documents
        yield (
            f"Compared on the {plural(documents, 'document')} that every run has; {result.left_out:,} of "
            f"{documents + result.left_out:,} gold documents were left out (--on common)."
        )


def _numbers(comparison: Comparison) -> Iterator[Number]:
    """Every number in full; the baseline's values under its own name."""
    for compared in comparison.comparisons:
        if compared.run == comparison.runs[0]:
            yield Number(compared.baseline, compared.measure, "value", compared.values[0])
    for compared in comparison.comparisons:
        for quantity, number in _quantities(compared):
            yield Number(compared.run, compared.measure, quantity, number)


def _quantities(compared: Compared) -> Iterator[tuple[str, float | None]]:
    interval, within = compared.interval, compared.within
    yield "value", compared.values[1]
    yield "difference", compared.difference
    yield "interval_low", interval.low
    yield "interval_high", interval.high
    yield "p", compared.p
    if compared.headline:
        yield "p_holm", compared.p_holm
    yield "p_bootstrap", compared.paired.p_bootstrap
    yield "detectable", compared.detectable
    yield from (("wins", compared.wins), ("losses", compared.losses), ("ties", compared.ties))
    if within is not None:
        yield from (("gained", within.gained), ("lost", within.lost), ("p_within_article", within.p))
    if compared.over_seeds is not None:
        yield from zip(("over_seeds_low", "over_seeds_high"), compared.over_seeds, strict=True)
