"""Tables of a comparison: measures beside each other, runs by pairs, seeds of a group.

Beside whatever is not shown to differ stands the least difference that such a study would have shown. A statistic that
can't be had leaves its cell empty, with the reason beneath.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.evaluate.comparison_words import can_show, is_shown, number, signed, tests
from sayso.reports.report import Cell, Column, Table, counted, shown
from sayso.reports.slices import NOTHING, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.evaluate.comparison import Compared, Comparison
    from sayso.evaluate.comparison_matrix import Matrix
    from sayso.evaluate.seeds import Seeds

_NAMED = 3
_DETECTABLE = "detectable"


def run_tables(comparison: Comparison) -> Iterator[Table]:
    """For each run the headline measures, then the others, marked as uncorrected."""
    several = len(comparison.runs) > 1
    for run in comparison.runs:
        found = [compared for compared in comparison.comparisons if compared.run == run]
        before = f"{run}: " if several else ""
        for headline in (True, False):
            part = [compared for compared in found if compared.headline is headline]
            if part:
                yield _run_table(comparison, part, before)


def _run_table(comparison: Comparison, found: Sequence[Compared], before: str) -> Table:
    headline = found[0].headline
    title = f"{before}{'headline measures' if headline else 'other measures, uncorrected'}"
    one = comparison.signature.documents == 1
    heads = _within_heads(found) if one else _heads(comparison, found)
    row = _within_row if one else _row
    # That one document says little is said once.
    reasons = _reasons(found) if headline or not one else ()
    remarks = (*(_told(comparison, found) if headline and not one else ()), *reasons)
    # What no run has a value for is said beneath; among the headline measures it also keeps its row.
    shown_rows = found if headline else [compared for compared in found if compared.values != (None, None)]
    table = Table(
        title=title[0].upper() + title[1:] if not before else title,
        columns=(Column("measure"), *(Column(head, numeric=True) for head in heads)),
        rows=tuple((Cell(compared.measure), *map(Cell, row(comparison, compared, found))) for compared in shown_rows),
        remarks=remarks,
    )
    return _without_empty(table)


def _without_empty(table: Table) -> Table:
    """Where every difference is shown, or none can be told, the column of detectable ones says nothing."""
    place = next((place for place, column in enumerate(table.columns) if column.heading == _DETECTABLE), None)
    if place is None or any(row[place].text for row in table.rows):
        return table
    rows = tuple(row[:place] + row[place + 1 :] for row in table.rows)
    return replace(table, columns=table.columns[:place] + table.columns[place + 1 :], rows=rows)


def _heads(comparison: Comparison, found: Sequence[Compared]) -> Iterator[str]:
    yield from (found[0].baseline, found[0].run, "difference", _percent(comparison), "p")
    if found[0].headline:
        yield "p Holm"
    yield from ("+/−/=", _DETECTABLE)
    if _has_seeds(found):
        yield "over seeds"


def _row(comparison: Comparison, compared: Compared, found: Sequence[Compared]) -> Iterator[str]:
    interval = compared.interval
    yield from (*map(shown, compared.values), signed(compared.difference), _between(interval.low, interval.high))
    yield _p(compared.p)
    if compared.headline:
        yield _p(compared.p_holm)
    yield f"{compared.wins}/{compared.losses}/{compared.ties}"
    yield _detectable(comparison, compared)
    if _has_seeds(found):
        yield _between(*(compared.over_seeds or (None, None)))


def _within_heads(found: Sequence[Compared]) -> Iterator[str]:
    yield from (found[0].baseline, found[0].run, "difference")
    yield from ("gained", "lost", "p within this article")


def _within_row(_comparison: Comparison, compared: Compared, _found: Sequence[Compared]) -> Iterator[str]:
    yield from (*map(shown, compared.values), signed(compared.difference))
    within = compared.within
    yield from ("", "", "") if within is None else (str(within.gained), str(within.lost), _p(within.p))


def _has_seeds(found: Sequence[Compared]) -> bool:
    return any(compared.over_seeds is not None for compared in found)


def _detectable(comparison: Comparison, compared: Compared) -> str:
    """Beside a difference that is shown it would only distract."""
    if compared.detectable is None:
        return ""
    significant = compared.p is not None and compared.p <= comparison.threshold
    done = is_shown(comparison, compared) if compared.headline else significant
    # No difference is larger than 1: such a study would show none.
    return "" if done else number(compared.detectable) if compared.detectable <= 1 else ">1"


def _told(comparison: Comparison, found: Sequence[Compared]) -> Iterator[str]:
    yield f"difference: the run less {comparison.baseline}; interval and p are over documents"
    if comparison.tests:
        yield f"p Holm: corrected over {tests(comparison)}; shown to differ at {comparison.threshold:.3g} or less"
    yield "+/−/=: documents in which the run's own value is higher, lower, the same"
    if any(_detectable(comparison, compared) for compared in found):
        floors = [compared.paired.floor for compared in found if compared.paired.floor is not None]
        hopeless = floors and not can_show(comparison, min(floors))
        by = "by their intervals, since no p can" if hopeless else "before Holm"
        yield f"detectable: the least difference that four of five such studies would show {by}"
    if _has_seeds(found):
        yield "over seeds: the interval over other documents and other seeds"


def _reasons(found: Sequence[Compared]) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for compared in found:
        if compared.reason:
            by_reason.setdefault(compared.reason, []).append(compared.measure)
    for reason, measures in by_reason.items():
        if len(measures) == len(found) > 1:
            yield f"all: {reason}"
        else:
            more = f" and {len(measures) - _NAMED} more" if len(measures) > _NAMED else ""
            yield f"{', '.join(measures[:_NAMED])}{more}: {reason}"


def slice_tables(comparison: Comparison) -> Iterator[Table]:
    """For each run, attribute and headline measure its slices, marked as uncorrected."""
    several = len(comparison.runs) > 1
    groups: dict[tuple[str, str, str], list[Compared]] = {}
    for one in comparison.slices:
        by, _ = one.slice or ("", None)
        groups.setdefault((one.run, by, one.measure), []).append(one)
    heads = ("n", "", "", "difference", _percent(comparison), "p", "+/−/=", _DETECTABLE)
    for (run, by, measure), found in groups.items():
        named = [found[0].baseline if place == 1 else run if place == 2 else head for place, head in enumerate(heads)]  # noqa: PLR2004 - the two values
        table = Table(
            title=f"{f'{run}: ' if several else ''}{measure} by {by}, uncorrected",
            columns=(Column(by), *(Column(head, numeric=True) for head in named)),
            rows=tuple(_slice_row(comparison, one, found) for one in found),
            remarks=("slices are uncorrected and many: leads to follow, not findings", *_slice_reasons(found)),
        )
        yield _without_empty(table)


def _slice_row(comparison: Comparison, compared: Compared, found: Sequence[Compared]) -> tuple[Cell, ...]:
    by, value = compared.slice or ("", None)
    run = comparison.groups.get(compared.baseline, (compared.baseline,))[0]
    whole = comparison.result.by(by, compared.measure, run=run)
    size = counted(size_of(whole[value])) if value in whole else "0"
    row = list(_row(comparison, compared, found))
    return (Cell(NOTHING if value is None else value), Cell(size), *map(Cell, row[:7]))


def _slice_reasons(found: Sequence[Compared]) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for compared in found:
        if compared.reason and compared.slice is not None:
            by_reason.setdefault(compared.reason, []).append(compared.slice[1] or NOTHING)
    for reason, values in by_reason.items():
        yield f"{'all' if len(values) == len(found) > 1 else ', '.join(values)}: {reason}"


def bootstrap_tables(comparison: Comparison) -> Iterator[Table]:
    """From twenty documents on what the document bootstrap says of the headline measures."""
    several = len(comparison.runs) > 1
    for run in comparison.runs:
        found = [one for one in comparison.comparisons if one.run == run and one.headline]
        rows = tuple(map(_bootstrap_row, (one for one in found if one.interval.bootstrap is not None)))
        if rows:
            heads = ("percentile", "BCa", "p bootstrap")
            yield Table(
                title=f"{run}: document bootstrap" if several else "Document bootstrap",
                columns=(Column("measure"), *(Column(head, numeric=True) for head in heads)),
                rows=rows,
                remarks=tuple(dict.fromkeys(_of_bootstraps(comparison, found))),
            )


def _of_bootstraps(comparison: Comparison, found: Sequence[Compared]) -> Iterator[str]:
    """That intervals are expanded, and what of them could not be had."""
    beside = [(one, one.interval.bootstrap) for one in found if one.interval.bootstrap is not None]
    levels = sorted({bootstrap.level for _, bootstrap in beside if bootstrap.expanded})
    if levels:
        told = " to ".join(dict.fromkeys(f"{level:.4f}" for level in (levels[0], levels[-1])))
        yield (
            f"expanded: quantiles of the level {told} in place of {comparison.signature.level:.4g}, "
            "as far out as a t interval; p bootstrap likewise"
        )
    yield from (f"{one.measure}: {bootstrap.reason}" for one, bootstrap in beside if bootstrap.reason)


def _bootstrap_row(compared: Compared) -> tuple[Cell, ...]:
    beside = compared.interval.bootstrap
    percentile, bca = (None, None) if beside is None else (beside.percentile, beside.bca)
    ends = (_between(*(percentile or (None, None))), _between(*(bca or (None, None))))
    return (Cell(compared.measure), *map(Cell, (*ends, _p(compared.paired.p_bootstrap))))


def matrix_tables(comparison: Comparison) -> Iterator[Table]:
    """Where there are several runs, each against each on the headline measures."""
    if len(comparison.runs) > 1 and comparison.signature.documents > 1:
        for measure in comparison.headline:
            yield _matrix_table(comparison.matrix(measure))


def _matrix_table(matrix: Matrix) -> Table:
    columns = (Column("run"), Column("value", numeric=True), Column("letters", numeric=True))
    rows = []
    for place, run in enumerate(matrix.runs):
        others = (
            "" if other == place else _pair(difference, matrix.p[place][other])
            for other, difference in enumerate(matrix.differences[place])
        )
        rows.append((Cell(run), Cell(shown(matrix.values[place])), Cell(matrix.letters[place]), *map(Cell, others)))
    return Table(
        title=f"Every run against every other: {matrix.measure}",
        columns=(*columns, *(Column(f"less {run}", numeric=True) for run in matrix.runs)),
        rows=tuple(rows),
        remarks=(
            f"difference (p after Holm over {matrix.tests} pairs); runs that share a letter are not shown to differ",
        ),
    )


def _pair(difference: float | None, p: float | None) -> str:
    return signed(difference) + ("" if p is None else f" ({_p(p)})")


def seed_tables(comparison: Comparison) -> Iterator[Table]:
    """For each group its headline measures over the seeds."""
    heads = ("mean", "sd over seeds", "lowest", "highest", "se documents", "se seeds")
    for group, found in comparison.seeds.items():
        yield Table(
            title=f"{group}: {len(comparison.groups[group])} seeds",
            columns=(Column("measure"), *(Column(head, numeric=True) for head in heads)),
            rows=tuple((Cell(seeds.measure), *map(Cell, _seed_row(seeds))) for seeds in found),
            remarks=(
                "se: standard error of the mean over other documents (these seeds given), and what other seeds add",
                *dict.fromkeys(f"{seeds.measure}: {seeds.reason}" for seeds in found if seeds.reason),
            ),
        )


def _seed_row(seeds: Seeds) -> Iterator[str]:
    values = (seeds.mean, seeds.spread, seeds.low, seeds.high, seeds.error_documents, seeds.error_seeds)
    return map(number, values)


def _percent(comparison: Comparison) -> str:
    return f"{100 * comparison.signature.level:.4g} % interval"


def _between(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"[{number(low)}, {number(high)}]"


def _p(p: float | None) -> str:
    if p is None:
        return ""
    return "<0.001" if p < 0.0005 else f"{p:.3f}"  # noqa: PLR2004 - three decimals
