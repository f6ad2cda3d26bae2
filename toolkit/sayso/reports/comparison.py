"""Comparisons as reports: a table for people, what may be concluded, then the items that changed.

A comparison is laid out as two reports that the same renderers turn into any dialect: the numbers with their
paragraphs, and the items with their texts.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Literal

from sayso.data.json_text import json_text
from sayso.data.placing import put
from sayso.reports.comparison_items import item_notes, item_tables
from sayso.reports.comparison_tables import bootstrap_tables, matrix_tables, run_tables, seed_tables, slice_tables
from sayso.reports.failures import failed_on
from sayso.reports.markdown import markdown
from sayso.reports.plots.kinds import of_comparison
from sayso.reports.report import Number, Report, legend, plural
from sayso.reports.text import text
from sayso.reports.wordless import wordless_comparison
from sayso.reports.writing import ending_of, render, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.evaluate.comparison import Compared, Comparison
    from sayso.uncertainty.bootstrap import Bootstrap

    Flips = int | Literal["some"] | None

FLIPS = 5
_FEW_DOCUMENTS = 50
_WIDE = 100
_RENDERED = {".json": "json", ".md": "md", ".csv": "csv", ".tsv": "tsv", ".tex": "tex", ".txt": "text"}


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
            *slice_tables(comparison),
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


def comparison_report(comparison: Comparison, *, flips: Flips = "some") -> Report:
    """The whole of a comparison as one report."""
    numbers, items = comparison_reports(comparison, flips=flips)
    changed = tuple(replace(table, title=f"{items.title}: {table.title.lower()}") for table in items.tables)
    return replace(
        numbers,
        tables=(*numbers.tables, *changed),
        notes=(*numbers.notes, *items.notes),
        signature=items.signature,
        numbers=tuple(_numbers(comparison)),
        data=comparison.to_dict(flips=_some(comparison) if flips == "some" else flips),
        drawings=of_comparison(comparison, numbers.title),
    )


def rendered(comparison: Comparison, format: str, *, flips: Flips = "some") -> str:  # noqa: A002 - the option's name
    """A comparison as `text`, `json`, `md`, `csv`, `tsv` or `tex`; JSON lists all items that changed unless told."""
    if format == "json":
        return json_text(comparison.to_dict(flips=None if flips == "some" else flips)) + "\n"
    if format in {"csv", "tsv"}:
        return render(Report(title="", tables=(), signature="", numbers=tuple(_numbers(comparison))), format)
    if format == "tex":
        return render(comparison_report(comparison, flips=flips), format)
    reports = comparison_reports(comparison, flips=flips)
    return "\n".join(map(markdown, reports) if format == "md" else (text(spaced(one, width=_WIDE)) for one in reports))


def spaced(report: Report, *, width: int | None = None) -> Report:
    """The report with an empty line between its paragraphs, which end at a width if there is one."""
    lines = [("", *(wrap(note, width) if width else [note])) for note in report.notes]
    notes = tuple(chain.from_iterable(lines))
    # Renderers put an empty line before the notes, and what the signs mean first.
    return replace(report, notes=notes if legend(report) else notes[1:])


def save_comparison(
    comparison: Comparison, path: str | Path, *, flips: Flips = "some", text: bool = True, plots: Sequence[str] = ()
) -> None:
    """Write a comparison as its file's ending says, in one step.

    Args:
        comparison: What `sayso.compare` returned.
        path: The file.
        flips: How many items to list of each run, layer and change; as in `comparison_reports`, in JSON all.
        text: Whether the article's wording may be shown; else ids and offsets stand for it.
        plots: For a file that ends in .svg or .png what to draw.

    Raises:
        UsageError: Unknown ending, or a path that cannot be written.
    """
    path = Path(path)
    ending = ending_of(path)
    shown = comparison if text else wordless_comparison(comparison)
    if ending in _RENDERED:
        put(path, rendered(shown, _RENDERED[ending], flips=flips))
    else:
        write(replace(comparison_report(shown, flips=flips), text=text), path, plots=plots)


def _some(comparison: Comparison) -> int:
    return FLIPS if comparison.signature.documents <= _FEW_DOCUMENTS else 0


def _notes(comparison: Comparison) -> Iterator[str]:
    several = len(comparison.runs) > 1
    for run, paragraph in comparison.conclusions.items():
        yield f"{run}: {paragraph}" if several else paragraph
    result = comparison.result
    yield from (f"{told}." for run in result.failures if (told := failed_on(result, run)))
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
    for compared in comparison.slices:
        if compared.run == comparison.runs[0]:
            yield Number(compared.baseline, compared.measure, "value", compared.values[0], compared.slice)
    for compared in comparison.slices:
        for quantity, number in _quantities(compared):
            yield Number(compared.run, compared.measure, quantity, number, compared.slice)


def _of_bootstrap(bootstrap: Bootstrap) -> Iterator[tuple[str, float | None]]:
    """Its intervals, and the level whose quantiles they are, which is above that asked for where they are expanded."""
    for name, ends in (("percentile", bootstrap.percentile), ("bca", bootstrap.bca)):
        yield from zip((f"{name}_low", f"{name}_high"), ends or (None, None), strict=True)
    yield "expanded_level" if bootstrap.expanded else "bootstrap_level", bootstrap.level


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
    if interval.bootstrap is not None:
        yield from _of_bootstrap(interval.bootstrap)
    yield "detectable", compared.detectable
    yield from (("wins", compared.wins), ("losses", compared.losses), ("ties", compared.ties))
    if within is not None:
        yield from (("gained", within.gained), ("lost", within.lost), ("p_within_article", within.p))
    if compared.over_seeds is not None:
        yield from zip(("over_seeds_low", "over_seeds_high"), compared.over_seeds, strict=True)
