"""The working-out of one number: what stood on both sides, what became of it, and the sum at the end.

Everything a person would write down on paper to check a measure of one document by hand. Numbers are in full here;
reports round them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Thing:
    """An item of one side, with the name it has in the working-out: g1, g2, … in gold, p1, p2, … predicted.

    Attributes:
        name: Its name.
        spans: What it covers, in code points, half open; empty for what has no place in the text.
        text: The text it covers, or what it is about.
        label: Its label, '' for none.
        note: What else identifies it: speakers, event, holder and target.
    """

    name: str
    spans: tuple[tuple[int, int], ...]
    text: str
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold and a predicted item that were paired.

    Attributes:
        gold, predicted: Their names.
        closeness: The intersection over union of their characters; None where no spans are compared.
        remark: What else is to be said: why they pair, or how the pair is judged.
        agrees: Whether the pair is right, where pairs are judged; None elsewhere.
    """

    gold: str
    predicted: str
    closeness: float | None = None
    remark: str = ""
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """An item that was left over.

    Attributes:
        name: Its name.
        error: Its error class (measures.md §8), '' where the measure is not the headline of its layer.
        why: What stood nearest to it, in words.
    """

    name: str
    error: str
    why: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster of mentions or of events, named G1, G2, … in gold and P1, P2, … predicted; `members` in words."""

    name: str
    about: str
    members: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """How many members two clusters share."""

    gold: str
    predicted: str
    count: int


@dataclass(frozen=True, slots=True)
class Addend:
    """What one line of the working adds to a counter: the arithmetic as written on paper, and what it makes."""

    counter: str
    formula: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Term:
    """A line of the working: a cluster, two clusters or a pair, what there is to it, and what it adds."""

    name: str
    words: str
    adds: tuple[Addend, ...] = ()


@dataclass(frozen=True, slots=True)
class Working:
    """How counters that are sums came about: line by line, then each total.

    Attributes:
        title: What is added up.
        terms: The lines.
        totals: The counters, each the sum of what the lines add to it; its formula shows that sum.
    """

    title: str
    terms: tuple[Term, ...]
    totals: tuple[Addend, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A document's part in a mean over documents: its value, None where undefined, and its counters."""

    doc_id: str
    value: float | None
    counts: Mapping[str, int | float]


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the sum: a name, a formula with the names of its terms in braces, their numbers, and what it makes.

    `value` is None for nothing over nothing.
    """

    name: str
    formula: str
    numbers: Mapping[str, int | float | None]
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How the number of one document came about.

    Attributes:
        measure: The measure's canonical spelling.
        summary: What is counted, in a sentence.
        run: The run.
        doc_id: The document; None of a mean over documents, which has all.
        items: The kind of items.
        value: The number, None where it is undefined.
        undefined: Why the measure is undefined here whatever is found; '' if it is not.
        notes: What else is to be known.
        gold, predicted: The items of both sides, in canonical order.
        pairs: What was paired.
        left: What was left over.
        clusters, shared: Of coreference, the clusters of both sides, gold first, and the members they share.
        workings: How the counters add up, where they are not simply the number of items listed.
        counts: The counters of the document.
        steps: The sum.
        parts: Of an average over labels, the working-out for each label.
        documents: Of a mean over documents, what each contributes.
    """

    measure: str
    summary: str
    run: str
    doc_id: str | None
    items: str
    value: float | None = None
    undefined: str = ""
    notes: tuple[str, ...] = ()
    gold: tuple[Thing, ...] = ()
    predicted: tuple[Thing, ...] = ()
    pairs: tuple[Pair, ...] = ()
    left: tuple[Left, ...] = ()
    clusters: tuple[tuple[Cluster, ...], tuple[Cluster, ...]] = ((), ())
    shared: tuple[Shared, ...] = ()
    workings: tuple[Working, ...] = ()
    counts: Mapping[str, int | float]
    steps: tuple[Step, ...] = ()
    parts: tuple[Walk, ...] = ()
    documents: tuple[Part, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The working-out as it stands in JSON: what is not there is null or an empty list, numbers are in full."""
        return {"schema_version": SCHEMA_VERSION, **_walk(asdict(self))}


def _walk(told: dict[str, Any]) -> dict[str, Any]:
    gold, predicted = told["clusters"]
    return {
        **{name: _plain(value) for name, value in told.items()},
        "undefined": told["undefined"] or None,
        "clusters": {"gold": _plain(gold), "predicted": _plain(predicted)},
        "parts": [_walk(part) for part in told["parts"]],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a working-out holds
    """Tuples as lists; what a line adds as a number and as the fraction that it exactly is."""
    if isinstance(value, dict):
        plain = {name: _plain(one) for name, one in value.items()}
        return plain | {"fraction": str(value["value"])} if isinstance(value.get("value"), Fraction) else plain
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return float(value) if isinstance(value, Fraction) else value
