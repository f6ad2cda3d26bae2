"""Tables of the items behind the numbers: error classes with what each costs, and the items with their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.measures import HEADLINES
from sayso.reports.report import UNDEFINED, Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sayso.evaluate import Result, Unpaired
    from sayso.evaluate.errors import ErrorClass
    from sayso.reports.report import Tone

_SIDES: tuple[Tone, ...] = ("missed", "spurious")


def class_table(result: Result) -> Iterator[Table]:
    """The error classes of each kind of item: how many items are in each, and what mending it would add to F."""
    found = result.error_classes
    names = dict.fromkeys(
        (items, name) for run in result.runs for items, classes in found[run].items() for name in classes
    )
    order = list(HEADLINES)
    rows = []
    for items, name in sorted(names, key=lambda pair: order.index(pair[0])):
        costs = [_cost(found[run].get(items, {}).get(name)) for run in result.runs]
        if any(costs):
            rows.append((Cell(items), Cell(name), *map(Cell, costs)))
    if not rows:
        return
    yield Table(
        title="Errors by class",
        columns=(Column("items"), Column("class"), *(Column(run, numeric=True) for run in result.runs)),
        rows=tuple(rows),
        remarks=("each: items in the class, missed and spurious, and what F would gain were it mended",),
    )


def _cost(found: ErrorClass | None) -> str:
    if found is None or not (count := 2 * found.pairs + found.gold + found.predicted):
        return ""
    return f"{count} {UNDEFINED}" if found.gain is None else f"{count} {found.gain:+.3f}"


def unpaired_tables(result: Result, limit: int | None, *, silent: Collection[str] = ()) -> Iterator[Table]:
    """For each layer the missed and the spurious items of every run, at most `limit` of each, none of `silent` runs."""
    layers: dict[str, list[Unpaired]] = {layer: [] for layer in HEADLINES}
    for item in result.errors:
        if item.run not in silent:
            layers[item.layer].append(item)
    one_document = len({item.doc_id for item in result.errors}) <= 1
    for layer, items in layers.items():
        if items:
            yield _table(layer, items, result.runs, limit, one_document=one_document)


def _table(
    layer: str, items: Sequence[Unpaired], runs: Sequence[str], limit: int | None, *, one_document: bool
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    remarks = []
    for run in runs:
        for side in _SIDES:
            found = [item for item in items if item.run == run and item.side == side]
            kept = found if limit is None else found[:limit]
            rows += [_row(item, side, several=len(runs) > 1, one_document=one_document) for item in kept]
            if len(found) > len(kept):
                who = f" of {run}" if len(runs) > 1 else ""
                remarks.append(f"… and {len(found) - len(kept):,} more {side}{who}")
    return Table(
        title=f"{layer.capitalize()}: missed and spurious items",
        columns=_columns(several=len(runs) > 1, one_document=one_document),
        rows=tuple(rows),
        remarks=tuple(remarks),
    )


def _columns(*, several: bool, one_document: bool) -> tuple[Column, ...]:
    run = ("run",) if several else ()
    document = () if one_document else ("document",)
    return tuple(map(Column, (*run, "side", "class", *document, "characters", "label", "text", "note")))


def _row(item: Unpaired, side: Tone, *, several: bool, one_document: bool) -> tuple[Cell, ...]:
    run = (Cell(item.run),) if several else ()
    document = () if one_document else (Cell(item.doc_id),)
    where = (Cell(item.error), *document, Cell(_place(item)))
    note = "; ".join(part for part in (item.note, f"instead {item.instead}" if item.instead else "") if part)
    return (*run, Cell(side, side), *where, Cell(item.label), Cell(" ".join(item.text.split())), Cell(note, "faint"))


def _place(item: Unpaired) -> str:
    return " ".join(f"{start}–{end}" for start, end in item.spans)
