"""The overview: the values that stand for each layer with their bars, what each error class costs, all other tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.measures import HEADLINES
from sayso.reports.html.classes import CLASS_WORDS
from sayso.reports.intervals import interval_table
from sayso.reports.report import UNDEFINED, counted, shown
from sayso.reports.slices import slice_tables
from sayso.reports.unpaired import class_table
from sayso.reports.values import name_of, value_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.evaluate import Result, Value
    from sayso.reports.report import Report, Table

_FIRST = (
    "speakers",
    "quotes@overlap(0.5)",
    "quotes.attribution@overlap(0.5)",
    "events.typed@exact",
    "events.roles@exact",
    "stances",
)
_DETECTION = frozenset({"matched", "gold", "predicted"})
LISTING = ": missed and spurious items"
"""How the titles of tables end that list items one by one."""
_WORTH_SAYING = 3
# Gains of less than half a thousandth are shown as none.
_LEAST_GAIN = 0.0005


@dataclass(frozen=True, slots=True)
class Bar:
    """A value between 0 and 1 with its interval, to be drawn; None where it is undefined."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def text(self) -> str:
        """The value as people read it."""
        return shown(self.value)

    @property
    def interval(self) -> str:
        """The interval as people read it, '' for none."""
        return "" if self.low is None or self.high is None else f"{self.low:.3f} to {self.high:.3f}"


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F of one line of one run, and the counts behind them."""

    run: str
    precision: Bar | None
    recall: Bar | None
    f: Bar
    counts: str
    best: bool
    reference: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the overview, a row a run."""

    name: str
    rows: tuple[Scores, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """How often a class occurs in a run, and what mending it would add to F."""

    run: str
    count: int
    gain: float | None

    @property
    def gain_text(self) -> str:
        """The gain as people read it."""
        return UNDEFINED if self.gain is None else f"{self.gain:+.3f}"


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One error class of one kind of item, with a cell a run."""

    items: str
    name: str
    costs: tuple[Cost | None, ...]


def lines(report: Report) -> tuple[Line, ...]:
    """The lines that stand for the layers; if none of them was computed, all that have an F."""
    result = report.result
    if result is None:
        return ()
    values = {(value.run, value.measure): value for value in result.values if value.counts.keys() >= _DETECTION}
    names = dict.fromkeys(name_of(measure).counts_of for _, measure in values if name_of(measure).statistic == "F")
    first = [name for name in _FIRST if name in names]
    found = {
        name: {statistic: _spelled(name, statistic) for statistic in ("P", "R", "F")} for name in first or list(names)
    }
    return tuple(_line(report, result, spellings, values) for spellings in found.values())


def _spelled(counts_of: str, statistic: str) -> str:
    """`quotes@overlap(0.5)` and F as `quotes.F@overlap(0.5)`."""
    end = min((place for mark in "(@" if (place := counts_of.find(mark)) >= 0), default=len(counts_of))
    return f"{counts_of[:end]}.{statistic}{counts_of[end:]}"


def _line(
    report: Report,
    result: Result,
    spellings: dict[str, str],
    values: dict[tuple[str, str], Value],
) -> Line:
    rows = []
    rivals = [
        found.value
        for run in result.runs
        if run not in report.references and (found := values.get((run, spellings["F"]))) and found.value is not None
    ]
    best = max(rivals) if len(set(rivals)) > 1 else None
    for run in result.runs:
        value = values.get((run, spellings["F"]))
        if value is None:
            continue
        precision, recall = _ratios(value)
        bars = {"P": Bar(precision), "R": Bar(recall)}
        for statistic in ("P", "R"):
            if (run, spellings[statistic]) in values:
                bars[statistic] = _bar(values[run, spellings[statistic]])
        matched, gold, predicted = (value.counts[name] for name in ("matched", "gold", "predicted"))
        counts = "not scored"
        if gold or predicted:
            counts = f"{counted(matched)} of {counted(gold)} found, {counted(predicted)} predicted"
        rows.append(
            Scores(
                run,
                bars["P"],
                bars["R"],
                _bar(value),
                counts,
                best is not None and value.value == best and run not in report.references,
                report.references.get(run, ""),
            )
        )
    return Line(spellings["F"], tuple(rows))


def _bar(value: Value) -> Bar:
    interval = value.interval
    return Bar(value.value) if interval is None else Bar(value.value, interval.low, interval.high)


def _ratios(value: Value) -> tuple[float | None, float | None]:
    """Precision and recall that the same counts give, where only F was asked for."""
    from fractions import Fraction

    from sayso.measures.averages import number
    from sayso.measures.statistics import precision, recall

    return number(precision(value.counts, Fraction(1))), number(recall(value.counts, Fraction(1)))


def class_rows(result: Result) -> tuple[ClassRow, ...]:
    """The error classes that occur, by kind of item and in the order of their definition."""
    found = result.error_classes
    rows = []
    for items in HEADLINES:
        for name in CLASS_WORDS:
            costs = []
            for run in result.runs:
                one = found[run].get(items, {}).get(name)
                count = 0 if one is None else one.pairs + one.gold + one.predicted
                costs.append(Cost(run, count, one.gain) if one is not None and count else None)
            if any(costs):
                rows.append(ClassRow(items, name, tuple(costs)))
    return tuple(rows)


def advice(report: Report, rows: Sequence[ClassRow]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """For each run that is no reference the classes whose mending would gain most: (what, gain)."""
    if report.result is None:
        return
    for place, run in enumerate(report.result.runs):
        if run in report.references:
            continue
        gains = [
            (cost.gain, row)
            for row in rows
            if (cost := row.costs[place]) is not None and cost.gain is not None and cost.gain >= _LEAST_GAIN
        ]
        gains.sort(key=lambda pair: -pair[0])
        said = [
            (CLASS_WORDS[row.name].mend.format(items=row.items), f"{gain:+.3f}") for gain, row in gains[:_WORTH_SAYING]
        ]
        if said:
            yield run, said


def other_tables(report: Report) -> dict[str, tuple[Table, ...]]:
    """The tables of values, of slices and of what runs have in common; of a report about something else, all it has."""
    if report.result is None:
        return {"values": report.tables, "slices": (), "runs": ()}
    values = (*value_tables(report.result, report.references), *interval_table(report.result))
    slices = tuple(slice_tables(report.result))
    # Errors and items have a place of their own on the page.
    told = (*values, *slices, *class_table(report.result))
    runs = [table for table in report.tables if table not in told and not table.title.endswith(LISTING)]
    return {"values": values, "slices": slices, "runs": tuple(runs)}
