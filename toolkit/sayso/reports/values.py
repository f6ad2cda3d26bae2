"""Tables of values: by layer, a row a measure; runs side by side, or precision, recall and F of a single run.

Counts stand beside the values, because a ratio alone says little: three of four is not thirty of forty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.reports.intervals import has_intervals, interval_text
from sayso.reports.report import UNDEFINED, Cell, Column, Table, counted, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.evaluate import Result, Value

_SECTIONS = {
    "speakers": "Speakers and entities",
    "entities": "Speakers and entities",
    "mentions": "Speakers and entities",
    "quotes": "Quotes",
    "events": "Events",
    "stances": "Stances",
}
_DETECTION = ("matched", "gold", "predicted")
_ACCURACY = ("agreeing", "considered")
_THREE = ("P", "R", "F")


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling taken apart: the line it counts, its statistic, and what follows that."""

    line: str
    statistic: str
    rest: str

    @property
    def counts_of(self) -> str:
        """The name under which measures with the same counts stand together."""
        return f"{self.line}{self.rest}"


def name_of(measure: str) -> Name:
    """A canonical spelling taken apart."""
    end = min((place for mark in "(@" if (place := measure.find(mark)) >= 0), default=len(measure))
    line, _, statistic = measure[:end].rpartition(".")
    return Name(line, statistic, measure[end:])


def value_tables(result: Result, references: Mapping[str, str]) -> Iterator[Table]:
    """The tables of each layer, in the order in which the measures were asked for."""
    sections: dict[str, list[Value]] = {}
    for value in result.values:
        sections.setdefault(_section(value.measure), []).append(value)
    for title, values in sections.items():
        if len(result.runs) == 1:
            yield from _single(title, values)
        else:
            yield from _several(title, values, result.runs, references)


def _section(measure: str) -> str:
    """The heading that a value stands under: its layer, or the preset whose number it is."""
    preset, colon, _ = measure.partition(":")
    prefix = measure.split(".", 1)[0]
    return preset if colon else _SECTIONS.get(prefix, prefix.capitalize())


def _single(title: str, values: Sequence[Value]) -> Iterator[Table]:
    """Of one run: P, R and F of a line in one row; then whatever is no such ratio."""
    lines: dict[str, dict[str, Value]] = {}
    others = []
    for value in values:
        name = name_of(value.measure)
        if name.statistic in _THREE and _detects(value):
            lines.setdefault(name.counts_of, {})[name.statistic] = value
        else:
            others.append(value)
    if lines:
        wide = has_intervals([value for found in lines.values() for value in found.values()])
        headings = (*_THREE, *(("interval of F",) if wide else ()), *_DETECTION)
        columns = (Column("measure"), *(Column(heading, numeric=True) for heading in headings))
        rows = tuple(_detection_row(line, found, wide=wide) for line, found in lines.items())
        yield Table(title=title, columns=columns, rows=rows)
    if others:
        wide = has_intervals(others)
        between = (Column("interval", numeric=True),) if wide else ()
        columns = (Column("measure"), Column("value", numeric=True), *between, Column("counts"))
        rows = tuple(
            (
                Cell(value.measure),
                Cell(shown(value.value)),
                *((Cell(interval_text(value)),) if wide else ()),
                Cell(_counts(value)),
            )
            for value in others
        )
        yield Table(title="" if lines else title, columns=columns, rows=rows)


def _detection_row(line: str, found: Mapping[str, Value], *, wide: bool) -> tuple[Cell, ...]:
    counts = next(iter(found.values())).counts
    values = {**_from_counts(counts), **{statistic: value.value for statistic, value in found.items()}}
    cells = [Cell(shown(values[name]) if name in values else "") for name in _THREE]
    if wide:
        cells.append(Cell(interval_text(found["F"]) if "F" in found else ""))
    return (Cell(line), *cells, *(Cell(counted(counts[name])) for name in _DETECTION))


def _from_counts(counts: Mapping[str, float]) -> dict[str, float | None]:
    """Precision and recall that the same counts give, where only F was asked for."""
    from fractions import Fraction

    from sayso.measures.statistics import precision, recall

    values = {"P": float(precision(counts, Fraction(1))), "R": float(recall(counts, Fraction(1)))}
    return {name: None if value != value else value for name, value in values.items()}  # noqa: PLR0124 - nan


def _detects(value: Value) -> bool:
    return value.counts.keys() >= set(_DETECTION)


def _judges(value: Value) -> bool:
    return value.counts.keys() >= set(_ACCURACY)


def _counts(value: Value) -> str:
    if _judges(value):
        return f"{counted(value.counts['agreeing'])} of {counted(value.counts['considered'])} agree"
    # Documents are said once, in the signature, unless they are all that was counted.
    told = {name: count for name, count in value.counts.items() if name not in {"documents", "left_out"}}
    told = told or {name: count for name, count in value.counts.items() if name == "documents"}
    return ", ".join(_quotient_or_count(name, told) for name in told if not name.endswith("_den"))


def _quotient_or_count(name: str, counts: Mapping[str, float]) -> str:
    """A count under its name; of a numerator with its denominator the two as a fraction."""
    of, below = name.removesuffix("_num"), f"{name.removesuffix('_num')}_den"
    return f"{of} {counted(counts[name])}" + (f"/{counted(counts[below])}" if below in counts else "")


def _several(
    title: str, values: Sequence[Value], runs: Sequence[str], references: Mapping[str, str]
) -> Iterator[Table]:
    """Of several runs: the values side by side, the best of each row marked; then the counts behind them."""
    by_measure: dict[str, dict[str, Value]] = {}
    for value in values:
        by_measure.setdefault(value.measure, {})[value.run] = value
    headings = tuple(Column(run, numeric=True) for run in runs)
    rows = tuple(_values_row(measure, found, runs, references) for measure, found in by_measure.items())
    yield Table(title=title, columns=(Column("measure"), *headings), rows=rows)
    counts = tuple(_counts_rows(by_measure, runs))
    if counts:
        columns = (Column("counts"), Column("gold", numeric=True), *headings)
        remark = "counts: matched/predicted; of an accuracy agreeing/considered"
        yield Table(title="", columns=columns, rows=counts, remarks=(remark,))


def _values_row(
    measure: str, found: Mapping[str, Value], runs: Sequence[str], references: Mapping[str, str]
) -> tuple[Cell, ...]:
    values = {run: found[run].value if run in found else None for run in runs}
    rivals = [value for run, value in values.items() if value is not None and run not in references]
    # Where all are equally good, a mark would only decorate.
    best = max(rivals) if len(set(rivals)) > 1 else None
    cells = (
        Cell(shown(value), "best" if best is not None and value == best and run not in references else "")
        for run, value in values.items()
    )
    return (Cell(measure), *cells)


def _counts_rows(by_measure: Mapping[str, Mapping[str, Value]], runs: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    seen = set()
    for measure, found in by_measure.items():
        name, some = name_of(measure), next(iter(found.values()))
        label = name.counts_of if _detects(some) else measure
        if label in seen or not (_detects(some) or _judges(some)):
            continue
        seen.add(label)
        gold = counted(some.counts["gold"]) if "gold" in some.counts else ""
        yield (Cell(label), Cell(gold), *(Cell(_fraction(found.get(run))) for run in runs))


def _fraction(value: Value | None) -> str:
    if value is None:
        return UNDEFINED
    top, bottom = ("matched", "predicted") if "matched" in value.counts else _ACCURACY
    return f"{counted(value.counts[top])}/{counted(value.counts[bottom])}"
