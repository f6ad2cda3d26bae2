"""What lies behind the errors, as reports: which phenomena cost most, and which labels are taken for which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.reports.report import UNDEFINED, Cell, Column, Report, Table, counted
from sayso.reports.slices import FEW, NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sayso.evaluate import Result
    from sayso.evaluate.confusion import Confusion
    from sayso.evaluate.phenomena import Phenomenon
    from sayso.reports.report import Number, Tone

# Labels beyond which a matrix is too wide to read.
_WIDE = 10
_NOTES = (
    "F +: what F of all items would gain were the part's errors mended; - rest: recall less that of all other items.",
    "Many parts are looked at and none is tested: the first may owe its place to chance. Parts by different attributes "
    "have items in common, so their gains do not add up.",
)
_FEW_REMARK = f"few: fewer than {FEW} items in gold"


def phenomena_tables(
    result: Result, by: Sequence[str] | None, *, layers: Collection[str], limit: int | None
) -> Iterator[Table]:
    """For each run and kind of item the parts that cost it most.

    Args:
        result: What `sayso.score` returned.
        by: Attributes to part items by; all, if None.
        layers: Kinds of items to look at.
        limit: How many parts to show of each; None for all.
    """
    for run in result.runs:
        found = result.phenomena(by, run=run)
        for layer in layers:
            own = [one for one in found if one.layer == layer]
            if own:
                title = f"{run}: what costs {layer} most" if len(result.runs) > 1 else f"What costs {layer} most"
                yield _phenomena(title, own, limit)


def _phenomena(title: str, found: Sequence[Phenomenon], limit: int | None) -> Table:
    headings = ("gold", "right", "wrong", "missed", "spurious", "F +", "recall", "- rest")
    columns = (
        Column("by"),
        Column("value"),
        *(Column(heading, numeric=True) for heading in headings),
        Column("classes"),
    )
    kept = found[:limit]
    rows = tuple(_phenomenon(one) for one in kept)
    remarks = [_FEW_REMARK] if any(one.gold < FEW for one in kept) else []
    if len(kept) < len(found):
        remarks.append(f"… and {len(found) - len(kept):,} more; --all shows them")
    return Table(title=title, columns=columns, rows=rows, remarks=tuple(remarks))


def _phenomenon(one: Phenomenon) -> tuple[Cell, ...]:
    counts = (one.matched, one.pairs, one.missed, one.spurious)
    classes = ", ".join(f"{name} {count:,}" for name, count in one.classes.items())
    return (
        Cell(one.by),
        Cell(NOTHING if one.value is None else one.value),
        Cell(f"{counted(one.gold)} few" if one.gold < FEW else counted(one.gold)),
        *map(Cell, map(counted, counts)),
        Cell(UNDEFINED if one.gain is None else f"{one.gain:+.3f}"),
        Cell(UNDEFINED if one.recall is None else f"{one.recall:.3f}"),
        Cell(UNDEFINED if one.difference is None else f"{one.difference:+.3f}"),
        Cell(classes, "faint"),
    )


def confusion_tables(result: Result, aspects: Sequence[str], *, limit: int | None) -> Iterator[Table]:
    """For each aspect and run its confusion of labels: a matrix, or of many labels the most frequent confusions."""
    for aspect in aspects:
        for run in result.runs:
            found = result.confusion(aspect, run=run)
            if not found.gold and not found.predicted:
                continue
            title = f"{run}: {found.measure}" if len(result.runs) > 1 else found.measure
            yield _matrix(title, found) if len(found.predicted) <= _WIDE else _listed(title, found, limit)


def _matrix(title: str, found: Confusion) -> Table:
    headings = (*map(_label, found.predicted), "missed")
    columns = (Column("gold \\ predicted"), *(Column(heading, numeric=True) for heading in headings))
    rows = [
        (Cell(_label(label)), *_counts(label, found, row), _count(missed, "missed"))
        for label, row, missed in zip(found.gold, found.pairs, found.missed, strict=True)
    ]
    rows.append((Cell("spurious"), *(_count(count, "spurious") for count in found.spurious), Cell("")))
    return Table(title=title, columns=columns, rows=tuple(rows), remarks=tuple(_remarks(found)))


def _counts(label: str | None, found: Confusion, row: Sequence[int]) -> Iterator[Cell]:
    for other, count in zip(found.predicted, row, strict=True):
        yield Cell(counted(count) if count or label == other else "", "" if count else "faint")


def _count(count: int, tone: Tone) -> Cell:
    return Cell(counted(count) if count else "", tone)


def _listed(title: str, found: Confusion, limit: int | None) -> Table:
    """The cells of a wide matrix that are off its diagonal and not empty, the fullest first."""
    cells = [
        (count, _label(label), _label(other))
        for label, row in zip(found.gold, found.pairs, strict=True)
        for other, count in zip(found.predicted, row, strict=True)
        if label != other and count
    ]
    cells += [(count, _label(label), "missed") for label, count in zip(found.gold, found.missed, strict=True) if count]
    cells += [
        (count, "spurious", _label(label))
        for label, count in zip(found.predicted, found.spurious, strict=True)
        if count
    ]
    cells.sort(key=lambda cell: (-cell[0], *cell[1:]))
    kept = cells[:limit]
    columns = (Column("gold"), Column("predicted"), Column("items", numeric=True))
    remarks = list(_remarks(found))
    if len(kept) < len(cells):
        remarks.append(f"… and {len(cells) - len(kept):,} more; --all shows them")
    rows = tuple((Cell(gold), Cell(predicted), Cell(counted(count))) for count, gold, predicted in kept)
    return Table(title=title, columns=columns, rows=rows, remarks=tuple(remarks))


def _remarks(found: Confusion) -> Iterator[str]:
    pairs = sum(map(sum, found.pairs))
    yield (
        f"{found.agreeing:,} of {pairs:,} pairs have equal labels; missed {sum(found.missed):,}, "
        f"spurious {sum(found.spurious):,}"
    )


def _label(label: str | None) -> str:
    return NOTHING if label is None else label


def analysis_report(
    result: Result,
    parts: Sequence[Table],
    labels: Sequence[Table],
    *,
    title: str,
    data: Mapping[str, Any] | None = None,
    numbers: Sequence[Number] = (),
) -> Report:
    """Tables of phenomena and of confusions as a report of their own; `data` and `numbers` are the same in full."""
    notes = _NOTES if parts else () if labels else ("No such error.",)
    return Report(
        title=title,
        tables=(*parts, *labels),
        notes=notes,
        signature=str(result.signature),
        data=data or {},
        numbers=tuple(numbers),
        text=False,
    )
