"""Tables of the items behind the numbers: what each run missed, and what it found that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reports.report import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.evaluate import Result, Unpaired
    from sayso.reports.report import Tone

_SIDES: tuple[Tone, ...] = ("missed", "spurious")


def unpaired_tables(result: Result, limit: int | None) -> Iterator[Table]:
    """For each layer the missed and the spurious items of every run, at most `limit` of each."""
    if limit == 0:
        return
    layers: dict[str, list[Unpaired]] = {}
    for item in result.errors:
        layers.setdefault(item.layer, []).append(item)
    one_document = len({item.doc_id for item in result.errors}) <= 1
    for layer, items in layers.items():
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
            rows += [_row(item, several=len(runs) > 1, one_document=one_document) for item in kept]
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
    run = (Column("run"),) if several else ()
    document = () if one_document else (Column("document"),)
    return (
        *run,
        Column("side"),
        *document,
        Column("characters"),
        Column("label"),
        Column("text"),
        Column("note"),
    )


def _row(item: Unpaired, *, several: bool, one_document: bool) -> tuple[Cell, ...]:
    run = (Cell(item.run),) if several else ()
    document = () if one_document else (Cell(item.doc_id),)
    tone: Tone = "missed" if item.side == "missed" else "spurious"
    said = (
        Cell(item.side, tone),
        *document,
        Cell(_place(item)),
        Cell(item.label),
        Cell(" ".join(item.text.split())),
    )
    return (*run, *said, Cell(item.note, "faint"))


def _place(item: Unpaired) -> str:
    return " ".join(f"{start}–{end}" for start, end in item.spans)
