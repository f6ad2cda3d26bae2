"""Results: values with the counts behind them, and the way back to the items."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.errors import MeasureError
from sayso.evaluate.phenomena import known_attributes
from sayso.evaluate.unknown import unknown
from sayso.measures import HEADLINES, parse
from sayso.measures.slicing import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from sayso.evaluate.confusion import Confusion
    from sayso.evaluate.errors import ErrorClass
    from sayso.evaluate.outcomes import Seen
    from sayso.evaluate.overlap import Overlap
    from sayso.evaluate.phenomena import Census, Phenomenon
    from sayso.evaluate.reading import Tallied
    from sayso.evaluate.unpaired import Unpaired
    from sayso.evaluate.value import Value
    from sayso.measures import Measure
    from sayso.measures.curve import Curve
    from sayso.measures.summed import Summed
    from sayso.signature import Signature

SCHEMA_VERSION = 1
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Result:
    """What scoring found: values by run and measure, failures, and the items that were not paired.

    Attributes:
        signature: What was computed, on what, and how.
        runs: Names of the runs, in the order given.
        values: All values, run by run, in the order of the measures.
        slices: Values in slices, if any were asked for: run by run, by attribute, measure and value.
        failures: For each run the documents on which its extractor failed, with the message.
        left_out: Gold documents that were not scored because some run lacks them.
        remarks: What else must be known, as that a preset's original stops on such input.
    """

    signature: Signature
    runs: tuple[str, ...]
    values: tuple[Value, ...]
    slices: tuple[Value, ...]
    failures: Mapping[str, Mapping[str, str]]
    left_out: int
    _again: Callable[..., Any] = field(repr=False)
    _tallied: Tallied = field(repr=False)
    remarks: tuple[str, ...] = ()
    _kept: dict[str, Any] = field(default_factory=dict, repr=False)

    def __getitem__(self, key: str | Measure | tuple[str, str | Measure]) -> Value:
        """The value of a measure; with several runs the key is (run, measure).

        Raises:
            MeasureError: The measure was not computed, or there are several runs and none is named.
        """
        run, measure = key if isinstance(key, tuple) else (self._only_run(), key)
        # The number of a preset goes by the name that it has there.
        spelling = measure if isinstance(measure, str) and ":" in measure else str(parse(measure))
        for value in self.values:
            if value.run == run and value.measure == spelling:
                return value
        computed = ", ".join(dict.fromkeys(value.measure for value in self.values))
        msg = f"no value of {spelling!r} for run {run!r}; runs: {', '.join(self.runs)}; computed: {computed}"
        raise MeasureError(msg)

    def by(self, attribute: str, measure: str | Measure, *, run: str | None = None) -> dict[str | None, Value]:
        """The slices of a measure by an attribute: values of the measure by value of the attribute.

        Raises:
            MeasureError: The measure was not sliced by it, or there are several runs and none is named.
        """
        name, spelling = run or self._only_run(), str(parse(measure))
        found = {
            value.slice[1]: value
            for value in self.slices
            if value.slice is not None and (value.run, value.measure, value.slice[0]) == (name, spelling, attribute)
        }
        if not found:
            msg = f"{spelling} of run {name!r} was not sliced by {attribute!r}; pass by=[{attribute!r}] to score"
            raise MeasureError(msg)
        return found

    def _only_run(self) -> str:
        if len(self.runs) != 1:
            msg = f"there are {len(self.runs)} runs; name one, as in result[{self.runs[0]!r}, 'quotes.F']"
            raise MeasureError(msg)
        return self.runs[0]

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that were scored, in the order of code points."""
        return self._tallied.documents

    def summed(
        self, measure: str | Measure, *, run: str | None = None, part: tuple[str, str | None] | None = None
    ) -> Summed:
        """A measure as a function of sums over `documents`, for whatever weights or resamples them.

        Args:
            measure: The measure.
            run: The run, if there are several.
            part: A slice, as attribute and value; of a document's field it is over the documents of the slice.

        Raises:
            MeasureError: The measure was not computed, or there are several runs and none is named.
        """
        name = run or self._only_run()
        found = parse(self[name, measure].measure)
        if part is None:
            return self._tallied.summed(name, found)
        return self._tallied.sliced(name, cut(found, part[0]), part[1])

    @property
    def errors(self) -> Sequence[Unpaired]:
        """Missed and spurious items of every layer with their texts, by run, document and place.

        They are collected on first use, by reading gold and runs once more.
        """
        found: Sequence[Unpaired] = self._once("errors", "errors")
        return found

    @property
    def error_classes(self) -> Mapping[str, Mapping[str, Mapping[str, ErrorClass]]]:
        """By run and kind of item the error classes that occur: how often, and what mending each would add to F."""
        found: Mapping[str, Mapping[str, Mapping[str, ErrorClass]]] = self._once("classes", "classes")
        return found

    def seen(self, chosen: Collection[str] | None = None) -> Iterator[Seen]:
        """The documents one by one, with their records and what became of every item, in the order of gold.

        Gold and runs are read once more, a few documents at a time.

        Args:
            chosen: Ids of the documents to look at; None for all.
        """
        found: Iterator[Seen] = self._again("seen", chosen=chosen)
        return found

    def seen_as(self, make: Callable[[Seen], T], chosen: Collection[str] | None = None) -> Iterator[T]:
        """What a function makes of the documents that `seen` gives, in their order; several processes may call it.

        Args:
            make: A function of a module, or such a one with some arguments given by `functools.partial`.
            chosen: Ids of the documents to look at; None for all.
        """
        found: Iterator[T] = self._again("seen as", make=make, chosen=chosen)
        return found

    @property
    def error_counts(self) -> Mapping[str, tuple[int, ...]]:
        """For each document how many errors each run makes there, in the order of the runs; a wrong pair is one."""
        found: Mapping[str, tuple[int, ...]] = self._once("error counts", "error counts")
        return found

    def overlap(self, layer: str, *, runs: Sequence[str] | None = None) -> Overlap:
        """How the errors of the runs in a layer overlap: gold items by who found them, and what a best choice reaches.

        Args:
            layer: mentions, entities, quotes, events, arguments or stances.
            runs: The runs to compare, in order; all, if None.

        Raises:
            UsageError: There is no such layer or run.
        """
        names = self.runs if runs is None else tuple(dict.fromkeys(runs))
        for what, name, known in (("layer", layer, tuple(HEADLINES)), *(("run", name, self.runs) for name in names)):
            if name not in known:
                raise unknown(what, name, known)
        found: Overlap = self._once(f"overlap {names}", "overlaps", runs=names)[layer]
        return found

    def phenomena(self, by: Sequence[str] | None = None, *, run: str | None = None) -> tuple[Phenomenon, ...]:
        """The parts of the corpus that cost a run something, by layer, the costliest first.

        Many parts are looked at and none is tested: a small one may be costly by chance.

        Args:
            by: Attributes of items (`kind`, `form`, …; of quotes also `source`, the form of their source) and fields
                of documents (`doc.FIELD`) to part items by; all attributes that items have (names left out), if None.
            run: The run, if there are several.

        Raises:
            MeasureError: No item has such an attribute, or there are several runs and none is named.
        """
        return self.census(by)[run or self._only_run()].phenomena()

    def census(self, by: Sequence[str] | None = None) -> Mapping[str, Census]:
        """By run what it got right and wrong, by kind of item, error class and attribute: what sentences are made of.

        Raises:
            MeasureError: No item has such an attribute.
        """
        known = None if by is None else known_attributes(by)
        found: Mapping[str, Census] = self._once(f"census {by}", "censuses", by=known)
        return found

    def confusion(self, name: str, *, run: str | None = None) -> Confusion:
        """Which labels are taken for which, with what was missed or spurious by label.

        Args:
            name: As in `labels`: `events.type`, `quotes.kind`, `stances.polarity`, …
            run: The run, if there are several.

        Raises:
            MeasureError: No accuracy judges such labels, or there are several runs and none is named.
        """
        run = run or self._only_run()
        found: Confusion = self._once(f"confusion {name} {run}", "confusion", name=name, run=run)
        return found

    def labels(
        self, name: str, *, run: str | None = None, unpaired: str | None = None
    ) -> tuple[list[str | None], list[str | None]]:
        """Gold and predicted labels of the matched pairs, for scikit-learn's reports.

        Args:
            name: `stances.polarity`, `quotes.kind`, `events.type`, `events.polarity`, `events.modality`,
                `entities.type`, …: an attribute that has an accuracy, with a criterion if it is not that of its
                measure, as in `quotes.kind@exact`.
            run: The run, if there are several.
            unpaired: A label for the partner that missed and spurious items lack; without, only pairs are given.

        Raises:
            MeasureError: No accuracy judges such labels.
        """
        gold, predicted = self._again("labels", name=name, run=run or self._only_run(), unpaired=unpaired)
        return gold, predicted

    def curve(self, measure: str | Measure, *, run: str | None = None) -> Curve:
        """Precision and recall at every threshold on the scores of a run's items.

        Raises:
            MeasureError: The measure has no items that carry scores.
            UsageError: No item has a score.
        """
        found: Curve = self._again("curve", measure=str(parse(measure)), run=run or self._only_run())
        return found

    def _once(self, key: str, what: str, **options: Any) -> Any:  # noqa: ANN401 - as many things as there are readings
        """What a further reading of gold and runs finds: it is made when it is first wanted, and kept."""
        if key not in self._kept:
            self._kept[key] = self._again(what, **options)
        return self._kept[key]

    def to_dict(self, *, errors: bool = False) -> dict[str, Any]:
        """The result as JSON: the same shape for every use; undefined is null."""
        found: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "signature": self.signature.to_dict(),
            "results": [value.to_dict() for value in self.values],
            "slices": [value.to_dict() for value in self.slices],
            "failures": {run: dict(sorted(failed.items())) for run, failed in self.failures.items()},
            "left_out": self.left_out,
        }
        if errors:
            found["errors"] = [error.to_dict() for error in self.errors]
        return found

    def to_frame(self) -> pd.DataFrame:
        """One row a run and measure (and slice): value, its interval, and a column for each count."""
        import pandas as pd

        rows = [
            {
                "run": v.run,
                "measure": v.measure,
                **({"by": v.slice[0], "slice": v.slice[1]} if v.slice else {}),
                "value": v.value,
                **_ends(v),
                "undefined_documents": v.undefined_documents,
                **v.counts,
            }
            for v in (*self.values, *self.slices)
        ]
        return pd.DataFrame(rows)

    def save(self, path: str | Path, *, text: bool = True, plots: Sequence[str] = ()) -> None:
        """Write a report; its format follows the ending, as `sayso score -o` has it.

        Args:
            path: The file.
            text: Whether the article's wording may be shown; else ids and offsets stand for it.
            plots: For a file that ends in .svg or .png what to draw: precision-recall, errors, slices, confusion.

        Raises:
            UsageError: No report has this ending, or the path cannot be written.
        """
        from importlib import import_module

        # Reports stand above results; the name is looked up only when somebody asks for one.
        import_module("sayso.reports").save(self, path, text=text, plots=plots)

    def __repr__(self) -> str:
        """The values as a small table."""
        width = max((len(value.measure) for value in self.values), default=0)
        lines = [f"Result({len(self.runs)} run(s), {self.signature.documents} document(s))"]
        for run in self.runs:
            lines.append(f"  {run}")
            lines += [
                f"    {value.measure:<{width}}  {'–' if value.value is None else format(value.value, '.3f')}"
                for value in self.values
                if value.run == run
            ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from importlib import import_module

        html: str = import_module("sayso.reports.notebook").html(self)
        return html


def _ends(value: Value) -> dict[str, float | None]:
    interval = value.interval
    return {"low": None if interval is None else interval.low, "high": None if interval is None else interval.high}
