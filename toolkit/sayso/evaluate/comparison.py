"""Comparisons: runs against a baseline, measure by measure, with what may be concluded and the items behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sayso.errors import MeasureError
from sayso.evaluate.comparison_words import conclusion
from sayso.measures import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from sayso.evaluate.comparison_matrix import Matrix
    from sayso.evaluate.comparison_within import Within
    from sayso.evaluate.flips import Flip
    from sayso.evaluate.result import Result
    from sayso.evaluate.seeds import Seeds
    from sayso.measures import Measure
    from sayso.signature import Signature
    from sayso.uncertainty import Interval, Paired

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of one run beside the baseline's; differences are run less baseline.

    Attributes:
        baseline, run: Their names; either may be a group of seeds, whose value is the mean over them.
        measure: The measure's canonical spelling.
        headline: Whether it is among the measures that Holm's correction counts.
        values: The baseline's value and the run's, None where undefined.
        paired: The difference with its interval and tests over documents.
        p_holm: p after Holm over runs × headline measures; None for other measures.
        wins, losses, ties: In how many documents the run's own value is higher, lower, or the same; where either is
            undefined the document counts in none.
        within: For a single document, its gold items gained and lost, with the McNemar test within this article.
        over_seeds: Where a group of seeds takes part, the interval of the difference over documents and seeds.
        reason: In words, why a statistic is None.
        slice: Of a slice its attribute and its value; None of a measure as a whole.
    """

    baseline: str
    run: str
    measure: str
    headline: bool
    values: tuple[float | None, float | None]
    paired: Paired
    p_holm: float | None = None
    wins: int = 0
    losses: int = 0
    ties: int = 0
    within: Within | None = None
    over_seeds: tuple[float, float] | None = None
    reason: str | None = None
    slice: tuple[str, str | None] | None = None

    @property
    def difference(self) -> float | None:
        """The run's value less the baseline's."""
        return self.paired.difference

    @property
    def interval(self) -> Interval:
        """The interval of the difference over documents."""
        return self.paired.interval

    @property
    def p(self) -> float | None:
        """The p of the test over documents (sign flips or approximate randomisation), uncorrected."""
        return self.paired.p

    @property
    def detectable(self) -> float | None:
        """The minimum detectable difference: what four of five such studies would show."""
        return self.paired.detectable

    def to_dict(self) -> dict[str, Any]:
        """The comparison as it stands in JSON; of a slice with its attribute and value."""
        paired = self.paired
        part = {} if self.slice is None else {"by": self.slice[0], "slice": self.slice[1]}
        return {
            "baseline": self.baseline,
            "run": self.run,
            "measure": self.measure,
            **part,
            "headline": self.headline,
            "values": {"baseline": self.values[0], "run": self.values[1]},
            "difference": paired.difference,
            "interval": None if paired.interval.low is None else paired.interval.to_dict(),
            "p": paired.p,
            "p_holm": self.p_holm,
            "p_bootstrap": paired.p_bootstrap,
            "method": paired.method,
            "resamples": paired.resamples,
            "floor": paired.floor,
            "detectable": paired.detectable,
            "documents": paired.documents,
            "wins": self.wins,
            "losses": self.losses,
            "ties": self.ties,
            "within_article": None if self.within is None else self.within.to_dict(),
            "over_seeds": None if self.over_seeds is None else list(self.over_seeds),
            "reason": self.reason,
        }


@dataclass(frozen=True, eq=False)
class Comparison:
    """What comparing found.

    Attributes:
        signature: What was compared, on what, and how, with level, resamples and seed of all intervals and tests.
        gold: The gold's name.
        baseline: Name of the run or group that the others are compared with.
        runs: Names of the others, groups under their own names.
        headline: The measures that Holm's correction counts.
        comparisons: Run by run, in the order of the measures, headline measures first.
        groups: For each group the names of its runs.
        seeds: For each group its headline measures over the seeds.
        layers: The kinds of items that the measures are about, whose items are compared one by one.
        result: The scores of all runs.
        slices: The headline measures in slices, if any were asked for: run by run, by attribute, measure and value;
            uncorrected, like all that is no headline measure.
    """

    signature: Signature
    gold: str
    baseline: str
    runs: tuple[str, ...]
    headline: tuple[str, ...]
    comparisons: tuple[Compared, ...]
    groups: Mapping[str, tuple[str, ...]]
    seeds: Mapping[str, tuple[Seeds, ...]]
    layers: tuple[str, ...]
    result: Result = field(repr=False)
    _flips: Callable[[], tuple[Flip, ...]] = field(repr=False)
    _matrix: Callable[[str], Matrix] = field(repr=False)
    slices: tuple[Compared, ...] = ()
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __getitem__(self, key: str | Measure | tuple[str, str | Measure]) -> Compared:
        """The comparison of a measure; with several runs the key is (run, measure).

        Raises:
            MeasureError: The measure was not computed, or there are several runs and none is named.
        """
        run, measure = key if isinstance(key, tuple) else (self._only_run(), key)
        spelling = str(parse(measure))
        for compared in self.comparisons:
            if (compared.run, compared.measure) == (run, spelling):
                return compared
        computed = ", ".join(dict.fromkeys(compared.measure for compared in self.comparisons))
        msg = f"no comparison of {spelling!r} for run {run!r}; runs: {', '.join(self.runs)}; compared: {computed}"
        raise MeasureError(msg)

    def by(self, attribute: str, measure: str | Measure, *, run: str | None = None) -> dict[str | None, Compared]:
        """The comparisons of a headline measure in slices by an attribute, by value of the attribute.

        Raises:
            MeasureError: It was not sliced by it, or there are several runs and none is named.
        """
        name, spelling = run or self._only_run(), str(parse(measure))
        found = {
            one.slice[1]: one
            for one in self.slices
            if one.slice is not None and (one.run, one.measure, one.slice[0]) == (name, spelling, attribute)
        }
        if not found:
            msg = f"{spelling} of run {name!r} was not compared by {attribute!r}; pass by=[{attribute!r}] to compare"
            raise MeasureError(msg)
        return found

    def _only_run(self) -> str:
        if len(self.runs) != 1:
            msg = f"there are {len(self.runs)} runs; name one, as in comparison[{self.runs[0]!r}, 'quotes.F']"
            raise MeasureError(msg)
        return self.runs[0]

    @property
    def threshold(self) -> float:
        """What p may be at most for a difference to be shown: 1 - level."""
        return round(1 - self.signature.level, 12)

    @property
    def tests(self) -> int:
        """How many tests Holm's correction counted."""
        return sum(compared.headline and compared.p is not None for compared in self.comparisons)

    @property
    def conclusions(self) -> Mapping[str, str]:
        """For each run a paragraph that says what may be concluded."""
        return {run: conclusion(self, run) for run in self.runs}

    @property
    def flips(self) -> tuple[Flip, ...]:
        """Items on which runs differ from the baseline; collected on first use, by reading everything again."""
        if "flips" not in self._kept:
            self._kept["flips"] = self._flips()
        found: tuple[Flip, ...] = self._kept["flips"]
        return found

    def matrix(self, measure: str | Measure) -> Matrix:
        """Every run and the baseline by pairs on a headline measure; Holm over the pairs.

        Raises:
            MeasureError: It is not among the headline measures.
        """
        spelling = str(parse(measure))
        if spelling not in self.headline:
            msg = f"{spelling!r} is no headline measure of this comparison; these are {', '.join(self.headline)}"
            raise MeasureError(msg)
        if spelling not in self._kept:
            self._kept[spelling] = self._matrix(spelling)
        found: Matrix = self._kept[spelling]
        return found

    def to_dict(self, *, flips: int | None = None) -> dict[str, Any]:
        """The comparison as JSON: the same shape for every use; what cannot be had is null, with its reason.

        Args:
            flips: How many items to list of each run, layer and change; None for all, 0 for none, which reads nothing.
        """
        return {
            "schema_version": SCHEMA_VERSION,
            "signature": self.signature.to_dict(),
            "baseline": self.baseline,
            "runs": list(self.runs),
            "headline": list(self.headline),
            "tests": self.tests,
            "comparisons": [compared.to_dict() for compared in self.comparisons],
            "slices": [compared.to_dict() for compared in self.slices],
            "conclusions": dict(self.conclusions),
            "groups": {name: list(runs) for name, runs in self.groups.items()},
            "seeds": {name: [seeds.to_dict() for seeds in found] for name, found in self.seeds.items()},
            "flips": [flip.to_dict() for flip in self.some_flips(flips)],
            "failures": {run: dict(sorted(failed.items())) for run, failed in self.result.failures.items()},
            "left_out": self.result.left_out,
        }

    def some_flips(self, limit: int | None) -> Sequence[Flip]:
        """The first so many items of each run, layer and change; all for None."""
        if limit == 0:
            return ()
        counts: dict[tuple[str, str, str], int] = {}
        kept = []
        for flip in self.flips:
            key = (flip.run, flip.layer, flip.change)
            counts[key] = counts.get(key, 0) + 1
            if limit is None or counts[key] <= limit:
                kept.append(flip)
        return kept

    def to_frame(self) -> pd.DataFrame:
        """One row a run and measure; slices beneath, which have their attribute and value in two columns more."""
        import pandas as pd

        rows = []
        for compared in (*self.comparisons, *self.slices):
            row = compared.to_dict()
            interval, values, within = row.pop("interval"), row.pop("values"), row.pop("within_article")
            row |= {"baseline_value": values["baseline"], "run_value": values["run"]}
            row |= {"low": None, "high": None} if interval is None else {k: interval[k] for k in ("low", "high")}
            row |= {name: (within or {}).get(name) for name in ("gained", "lost")}
            row["p_within_article"] = (within or {}).get("p")
            rows.append(row)
        return pd.DataFrame(rows)

    def save(self, path: str | Path, *, text: bool = True) -> None:
        """Write a report; its format follows the ending, as `sayso compare -o` has it.

        Args:
            path: The file.
            text: Whether the article's wording may be shown; else ids and offsets stand for it.

        Raises:
            UsageError: No report has this ending, or the path cannot be written.
        """
        from importlib import import_module

        # Reports stand above results; the name is looked up only when somebody asks for one.
        import_module("sayso.reports.comparison").save_comparison(self, path, text=text)

    def __repr__(self) -> str:
        """The headline differences, and what may be concluded."""
        lines = [f"Comparison(baseline {self.baseline}, {self.signature.documents} document(s))"]
        lines += [f"  {run}: {paragraph}" for run, paragraph in self.conclusions.items()]
        return "\n".join(lines)
