"""Tables of how the errors of runs overlap: who found which gold items, and what runs put together would reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reports.report import Cell, Column, Table, counted, shown
from sayso.reports.visible import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.evaluate.overlap import Combined, Example, FoundBy, Overlap

# Sets of a layer that a table shows, examples of each, and the length of one, in characters.
SETS = 8
_EXAMPLES = 2
_LONGEST = 30
_COMBINED = (
    "oracle: the right answer for every gold item that any run found, nothing for the others, and the spurious "
    "predictions that every run makes; it chooses by looking at gold, so it bounds what a choice between the runs "
    "could reach",
    "union: everything that any run predicts, equal spurious predictions once",
)


def overlap_tables(overlaps: Iterable[Overlap]) -> Iterator[Table]:
    """Who found what, and the runs put together; nothing where no two runs can be compared."""
    found = [one for one in overlaps if len(one.runs) > 1 and (one.gold or one.union.predicted)]
    with_gold = [one for one in found if one.gold]
    if with_gold:
        yield _sets(with_gold)
    if found:
        yield _combined(found)


def _sets(overlaps: Sequence[Overlap]) -> Table:
    columns = (
        Column("items"),
        Column("found by"),
        Column("gold", numeric=True),
        Column("share", numeric=True),
        Column("such as"),
    )
    rows = []
    remarks = []
    for one in overlaps:
        kept = shown_sets(one)
        rows += [_row(one, own) for own in kept]
        if len(kept) < len(one.sets):
            left = sum(own.count for own in one.sets) - sum(own.count for own in kept)
            sets = len(one.sets) - len(kept)
            remarks.append(f"… and {left:,} more {one.layer} in {sets:,} other set{'s' if sets > 1 else ''} of runs")
        if one.left_out:
            remarks.append(f"{one.layer}: without {', '.join(one.left_out)}, which {one.measure} cannot judge")
    return Table(title="Overlap of errors", columns=columns, rows=tuple(rows), remarks=tuple(remarks))


def shown_sets(overlap: Overlap) -> list[FoundBy]:
    """The sets that a table shows: nobody's, everybody's, those of one run alone, then the largest; at most `SETS`."""

    def rank(own: FoundBy) -> tuple[bool, bool, int]:
        return 0 < len(own.runs) < len(overlap.runs), len(own.runs) != 1, -own.count

    kept = sorted(overlap.sets, key=rank)[:SETS]
    return [own for own in overlap.sets if own in kept]


def _row(overlap: Overlap, own: FoundBy) -> tuple[Cell, ...]:
    examples = " · ".join(map(_worded, own.examples[:_EXAMPLES]))
    more = " …" if own.count > _EXAMPLES else ""
    share = own.count / overlap.gold
    return (
        Cell(overlap.layer),
        Cell(_who(own, overlap.runs), "" if own.runs else "missed"),
        Cell(counted(own.count)),
        Cell(f"{share:.0%}"),
        Cell(f"{examples}{more}", "faint"),
    )


def _who(own: FoundBy, runs: Sequence[str]) -> str:
    if not own.runs:
        return "nobody"
    if len(own.runs) == len(runs):
        return "both" if len(runs) == 2 else f"all {len(runs)}"  # noqa: PLR2004 - both
    return f"{own.runs[0]} alone" if len(own.runs) == 1 else ", ".join(own.runs)


def _worded(example: Example) -> str:
    # A stance is known by holder and target, an entity by its name; all others by their text.
    said = example.note if " → " in example.note and example.label else example.text or example.note
    if not said:
        return " ".join((example.doc_id, *(f"{start}–{end}" for start, end in example.spans)))
    return f"‘{shortened(said, _LONGEST)}’"


def _combined(overlaps: Sequence[Overlap]) -> Table:
    headings = ("P", "R", "F", "matched", "gold", "predicted")
    columns = (Column("items"), Column("runs together"), *(Column(heading, numeric=True) for heading in headings))
    rows = tuple(
        (Cell(one.layer), Cell(name), *_numbers(combined))
        for one in overlaps
        for name, combined in (("oracle", one.oracle), ("union", one.union))
    )
    return Table(title="Runs put together", columns=columns, rows=rows, remarks=_COMBINED)


def _numbers(combined: Combined) -> Iterator[Cell]:
    yield from map(Cell, map(shown, (combined.precision, combined.recall, combined.f)))
    yield from map(Cell, map(counted, (combined.matched, combined.gold, combined.predicted)))
