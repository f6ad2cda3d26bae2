"""Tables of the items on which runs differ from the baseline, each with its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.evaluate.flips import CHANGES, comparable
from sayso.measures import HEADLINES
from sayso.reports.report import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.evaluate.comparison import Comparison
    from sayso.evaluate.flips import Flip, InSeeds
    from sayso.reports.report import Tone

_SEEDS = "seeds: in how many of the baseline's and of the run's an item is found, or made if it is spurious"
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
    left = {run: [layer for layer in comparison.layers if _apart(comparison, run, layer)] for run in comparison.runs}
    for run, layers in left.items():
        if layers:
            yield (
                f"{run}: items of {', '.join(layers)} are not compared one by one, since {run} and "
                f"{comparison.baseline} do not attempt the same layers."
            )
    if not comparison.flips and not any(left.values()):
        yield "No item changed."


def _apart(comparison: Comparison, run: str, layer: str) -> bool:
    """Whether the layer is measured under one of both and not, or otherwise, under the other."""
    result = comparison.result
    first, *others = (one for name in (comparison.baseline, run) for one in comparison.groups.get(name, (name,)))
    if all(comparable(result, first, other, layer) for other in others):
        return False
    left_out = [result[name, measure].undefined_documents for name in (first, *others) for measure in HEADLINES[layer]]
    return min(left_out) < result.signature.documents


def _table(comparison: Comparison, layer: str, found: Sequence[Flip], kept: set[int]) -> Table:
    several = len(comparison.runs) > 1
    one_document = comparison.signature.documents == 1
    seeded = any(flip.seeds is not None for flip in found)
    rows = [_row(flip, several=several, one_document=one_document, seeded=seeded) for flip in found if id(flip) in kept]
    run, document = ("run",) if several else (), () if one_document else ("document",)
    seeds = ("seeds",) if seeded else ()
    heads = (*run, "change", *seeds, *document, "item", "characters", "label", "text", "note")
    return Table(
        title=layer.capitalize(),
        columns=tuple(map(Column, heads)),
        rows=tuple(rows),
        remarks=(*((_SEEDS,) if seeded else ()), *_counts(comparison, found, several=several)),
    )


def _row(flip: Flip, *, several: bool, one_document: bool, seeded: bool) -> tuple[Cell, ...]:
    run = (Cell(flip.run),) if several else ()
    document = () if one_document else (Cell(flip.doc_id),)
    place = " ".join(f"{start}–{end}" for start, end in flip.spans)
    note = "; ".join(part for part in (flip.note, f"instead {flip.instead}" if flip.instead else "") if part)
    words = (Cell(flip.label), Cell(" ".join(flip.text.split())), Cell(note, "faint"))
    change = Cell(flip.change, _TONES.get(flip.change, ""))
    seeds = (Cell(_in_seeds(flip.seeds)),) if seeded else ()
    return (*run, change, *seeds, *document, Cell(flip.item or ""), Cell(place), *words)


def _in_seeds(seeds: InSeeds | None) -> str:
    return "" if seeds is None else f"{seeds.baseline}/{seeds.of_baseline} → {seeds.run}/{seeds.of_run}"


def _counts(comparison: Comparison, found: Sequence[Flip], *, several: bool) -> Iterator[str]:
    for run in comparison.runs:
        own = [flip.change for flip in found if flip.run == run]
        if own:
            counts = {change: own.count(change) for change in CHANGES}
            told = (
                f"gold items gained {counts['gained']}, lost {counts['lost']}; "
                f"spurious ones came {counts['came']}, went {counts['went']}"
            )
            told += _everywhere([flip for flip in found if flip.run == run])
            yield f"{run}: {told}" if several else told


def _everywhere(flips: Sequence[Flip]) -> str:
    """Of the items of a group those on which all of its seeds agree, against all of the baseline's."""
    if not any(flip.seeds is not None for flip in flips):
        return ""
    whole = [flip.change for flip in flips if flip.seeds is not None and _is_whole(flip.seeds)]
    return f"; in all seeds {', '.join(f'{change} {whole.count(change)}' for change in CHANGES)}"


def _is_whole(seeds: InSeeds) -> bool:
    return {
        (seeds.baseline == seeds.of_baseline, seeds.baseline == 0),
        (seeds.run == seeds.of_run, seeds.run == 0),
    } == {
        (True, False),
        (False, True),
    }
