"""The tables of the manual: made from rates, and read back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.uncertainty.settings import BOOTSTRAP_FROM
from simulating.claims import LEVEL
from simulating.trials import HARD, HARD_SIZES, MAIN, SIZES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulating.planning import Study
    from simulating.trials import Results

BEGIN, END = "<!-- made by benchmarks/simulation.py -->", "<!-- end of what benchmarks/simulation.py made -->"
NONE = "–"
ERRORS = 2.5
"""How many standard errors a rate may be off: among a hundred cells at their nominal rate one or so is further off."""
POINTS = 0.02


@dataclass(frozen=True, slots=True)
class Row:
    """A rule as a row of a table: how often a test finds a difference, or how often an interval holds the truth.

    Attributes:
        label: What the table calls it.
        rule: What `Rates` calls it.
        bar: From how many documents the criterion applies; None where a rule is shown for comparison.
        withheld: Below how many documents the numbers stand in brackets: nobody would report them.
    """

    label: str
    rule: str
    bar: int | None = None
    withheld: int = 1


def _bootstraps(what: str = "") -> tuple[Row, ...]:
    """The bootstrap intervals of a value or a difference, as reported and plain."""
    reported = [Row(f"{name} interval", f"{name}{what}", bar=BOOTSTRAP_FROM) for name in ("percentile", "BCa")]
    plain = [
        Row(f"*plain* {name} interval", f"plain {name}{what}", bar=BOOTSTRAP_FROM, withheld=BOOTSTRAP_FROM)
        for name in ("percentile", "BCa")
    ]
    return *reported, *plain


TESTS = (
    Row("sign-flip test", "sign-flip", bar=2),
    Row("paired bootstrap", "paired bootstrap", bar=BOOTSTRAP_FROM),
    Row("*plain* paired bootstrap", "plain paired bootstrap", bar=BOOTSTRAP_FROM, withheld=BOOTSTRAP_FROM),
)
ITEM_TESTS = (
    Row("randomisation of items", "randomisation, items"),
    Row("bootstrap of items", "paired bootstrap, items"),
    Row("McNemar on gold items", "McNemar, items"),
    Row("sacreBLEU's randomisation", "sacreBLEU randomisation"),
    Row("sacreBLEU's bootstrap", "sacreBLEU bootstrap"),
)
VALUES = (Row("t interval", "t", bar=3), Row("*plain* t interval", "plain t", bar=3), *_bootstraps())
DIFFERENCES = (Row("t interval", "t of difference", bar=3), *_bootstraps(" of difference"))
ITEM_VALUES = (
    Row("percentile interval over items", "percentile, items"),
    Row("sacreBLEU's interval", "sacreBLEU interval"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rules × populations, by number of documents.

    Attributes:
        title: What it shows.
        rows: Its rules.
        populations: For each rule so many rows.
        sizes: Its columns.
        nominal: The rate that is promised.
    """

    title: str
    rows: tuple[Row, ...]
    populations: tuple[str, ...]
    sizes: tuple[int, ...]
    nominal: float

    def lines(self, results: Results) -> Iterator[str]:
        """The table in Markdown."""
        yield f"**{self.title}**"
        yield ""
        yield _line("rule", "sd" if self.populations == tuple(MAIN) else "population", *map(str, self.sizes))
        yield _line("---", "---", *["--:"] * len(self.sizes))
        for row in self.rows:
            for population in self.populations:
                yield _line(row.label, population, *(self._cell(row, population, size, results) for size in self.sizes))
        yield _line("*corpora*", "", *(_count(self._trials(size, results)) for size in self.sizes))
        yield _line("*± two standard errors*", "", *(self._error(size, results) for size in self.sizes))

    def _cell(self, row: Row, population: str, size: int, results: Results) -> str:
        rate = rate_of(row, results, population, size)
        if rate is None:
            return NONE
        text = _rate(rate)
        if size < row.withheld:
            return f"({text})"
        return f"**{text}**" if self.misses(row, population, size, results) else text

    def misses(self, row: Row, population: str, size: int, results: Results) -> bool:
        """Whether a rule misses what it promises, where the criterion applies to it."""
        rate = rate_of(row, results, population, size)
        if rate is None or row.bar is None or size < row.bar:
            return False
        if self.nominal > 0.5:  # noqa: PLR2004 - an interval
            return abs(rate - self.nominal) > POINTS
        return rate > self.nominal + ERRORS * standard_error(self.nominal, results[population, size].trials[row.rule])

    def _trials(self, size: int, results: Results) -> int:
        """The most trials of any rule: intervals that cannot be had are not tried."""
        return max(
            (results[population, size].trials[row.rule] for row in self.rows for population in self.populations),
            default=0,
        )

    def _error(self, size: int, results: Results) -> str:
        trials = self._trials(size, results)
        return _rate(2 * standard_error(self.nominal, trials)) if trials else NONE


FALSE = round(1 - LEVEL, 10)
MAIN_TABLES = (
    Table("False positives, documents as units (nominal .05)", TESTS, tuple(MAIN), SIZES, FALSE),
    Table("False positives, items as units (nominal .05)", ITEM_TESTS, tuple(MAIN), SIZES, FALSE),
    Table("Coverage of a value, documents as units (nominal .95)", VALUES, tuple(MAIN), SIZES, LEVEL),
    Table("Coverage of a value, items as units (nominal .95)", ITEM_VALUES, tuple(MAIN), SIZES, LEVEL),
    Table("Coverage of a difference, documents as units (nominal .95)", DIFFERENCES, tuple(MAIN), SIZES, LEVEL),
)
HARD_TABLES = (
    Table("False positives in hard populations (nominal .05)", TESTS, tuple(HARD), HARD_SIZES, FALSE),
    Table("Coverage of a value in hard populations (nominal .95)", VALUES, tuple(HARD), HARD_SIZES, LEVEL),
    Table("Coverage of a difference in hard populations (nominal .95)", DIFFERENCES, tuple(HARD), HARD_SIZES, LEVEL),
)


def rate_of(row: Row, results: Results, population: str, size: int) -> float | None:
    """How often a test found a difference, or an interval held the truth; None where it was never tried."""
    return results[population, size][row.rule] if (population, size) in results else None


def standard_error(rate: float, trials: int) -> float:
    """The binomial standard error of a rate."""
    return math.sqrt(rate * (1 - rate) / trials)


def verdicts(table: Table, results: Results) -> Iterator[str]:
    """A line for each rule that promises something: whether it keeps it, and where not."""
    for row in (row for row in table.rows if row.bar is not None):
        tried = [
            (size, population, rate)
            for size in table.sizes
            for population in table.populations
            if size >= (row.bar or 0) and (rate := rate_of(row, results, population, size)) is not None
        ]
        missed = [
            f"{population} at {size} documents ({_rate(rate)})"
            for size, population, rate in tried
            if table.misses(row, population, size, results)
        ]
        found = f"misses in {len(missed)} of {len(tried)}: {', '.join(missed)}" if missed else f"holds in {len(tried)}"
        yield f"- {row.label}: {found}"


def study_lines(studies: Sequence[Study]) -> Iterator[str]:
    """The table of planned studies, in Markdown."""
    yield "**Power: what a plan says, and what studies find**"
    yield ""
    yield _line(
        *(
            "sd",
            "documents",
            "true difference",
            "sd between documents",
            "planned power",
            "sign-flip test",
            "t interval",
        ),
        *("documents needed", "detectable, planned", "detectable, as printed"),
    )
    yield _line(*["--:"] * 10)
    for one in studies:
        before = map(_rate, (one.difference, one.deviation, one.planned, one.shown, one.excluded))
        after = map(_rate, (one.plan_detectable, one.mean_detectable))
        yield _line(f"{one.sd:g}".removeprefix("0"), str(one.documents), *before, str(one.needed), *after)
    yield ""
    error = _rate(2 * standard_error(0.5, studies[0].trials))
    yield f"{_count(studies[0].trials)} studies a row; two standard errors are at most {error}."


def read(lines: Iterable[str]) -> dict[tuple[str, str], dict[int, float | None]]:
    """A table of rules read back: by label and population, by number of documents."""
    sizes: list[int] = []
    found: dict[tuple[str, str], dict[int, float | None]] = {}
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0] == "rule":
            sizes = [int(cell) for cell in cells[2:]]
        elif sizes and len(cells) == len(sizes) + 2 and cells[1] and cells[1] != "---":
            numbers = [None if cell == NONE else float(cell.strip("()*")) for cell in cells[2:]]
            found[cells[0], cells[1]] = dict(zip(sizes, numbers, strict=True))
    return found


def _line(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _count(number: int) -> str:
    return f"{number:,}" if number else NONE


def _rate(rate: float) -> str:
    return f"{rate:.3f}".removeprefix("0")
