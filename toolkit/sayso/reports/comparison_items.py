"""Tables of the items on which runs differ from the baseline, each with its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.evaluate.flips import CHANGES, comparable
from sayso.measures import HEADLINES
from sayso.reports.report import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.evaluate.comparison import Comparison
    from sayso.evaluate.flips import Flip
    from sayso.reports.report import Tone

# Gold items lost and spurious items that came are what a reader looks for first.
_TONES: dict[str, Tone] = {"lost": "missed", "came": "spurious"}


def item_tables(comparison: Comparison, limit: int | None) -> Iterator[Table]:
    """For each layer the items that changed, at most `limit` of each run and change."""
    if limit == 0:
        return
    kept = set(map(id, comparison.some_flips(limit)))
    for layer in HEADLINES:
        found = [flip for flip in comparison.flips if flip.layer == layer]
        if found:
            yield _table(comparison, layer, found, kept)


def item_notes(comparison: Comparison, limit: int | None) -> Iterator[str]:
    """What was not compared item by item, and why."""
    if limit == 0:
        yield "Items are not listed; --flips N lists N of each kind."
        return
    for group in comparison.groups:
        if group in comparison.runs or group == comparison.baseline:
            yield f"{group} is a group of seeds, whose items are not compared one by one."
    if comparison.baseline in comparison.groups:
        return
    singles = [run for run in comparison.runs if run not in comparison.groups]
    left = {run: [layer for layer in comparison.layers if _apart(comparison, run, layer)] for run in singles}
    for run, layers in left.items():
        if layers:
            yield (
                f"{run}: items of {', '.join(layers)} are not compared one by one, since {run} and "
                f"{comparison.baseline} do not attempt the same layers."
            )
    if singles and not comparison.flips and not any(left.values()):
        yield "No item changed."


def _apart(comparison: Comparison, run: str, layer: str) -> bool:
    """Whether the layer is measured under one of both and not, or otherwise, under the other."""
    result, names = comparison.result, (comparison.baseline, run)
    if comparable(result, *names, layer):
        return False
    left_out = [result[name, measure].undefined_documents for name in names for measure in HEADLINES[layer]]
    return min(left_out) < result.signature.documents


def _table(comparison: Comparison, layer: str, found: Sequence[Flip], kept: set[int]) -> Table:
    several = len(comparison.runs) > 1
    one_document = comparison.signature.documents == 1
    rows = [_row(flip, several=several, one_document=one_document) for flip in found if id(flip) in kept]
    run, document = ("run",) if several else (), () if one_document else ("document",)
    heads = (*run, "change", *document, "item", "characters", "label", "text", "note")
    return Table(
        title=layer.capitalize(),
        columns=tuple(map(Column, heads)),
        rows=tuple(rows),
        remarks=tuple(_counts(comparison, found, several=several)),
    )


def _row(flip: Flip, *, several: bool, one_document: bool) -> tuple[Cell, ...]:
    run = (Cell(flip.run),) if several else ()
    document = () if one_document else (Cell(flip.doc_id),)
    place = " ".join(f"{start}–{end}" for start, end in flip.spans)
    note = "; ".join(part for part in (flip.note, f"instead {flip.instead}" if flip.instead else "") if part)
    words = (Cell(flip.label), Cell(" ".join(flip.text.split())), Cell(note, "faint"))
    change = Cell(flip.change, _TONES.get(flip.change, ""))
    return (*run, change, *document, Cell(flip.item or ""), Cell(place), *words)


def _counts(comparison: Comparison, found: Sequence[Flip], *, several: bool) -> Iterator[str]:
    for run in comparison.runs:
        own = [flip.change for flip in found if flip.run == run]
        if own:
            counts = {change: own.count(change) for change in CHANGES}
            told = (
                f"gold items gained {counts['gained']}, lost {counts['lost']}; "
                f"spurious ones came {counts['came']}, went {counts['went']}"
            )
            yield f"{run}: {told}" if several else told
