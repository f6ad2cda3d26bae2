"""A preset as a value: what it reproduces, how it is called, and what one must know about it.

There are two doors to each. *Native* takes what users of the original have in hand: tokens, clusters, tuples, rows.
*Adapted* takes `sayso/1` documents, and turns them into that by stated conventions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from sayso.errors import SaysoError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sayso.data.sources import Record

Number: TypeAlias = float | int | None
Numbers: TypeAlias = "Mapping[str, Number | Numbers]"


class ScorerError(SaysoError):
    """The original scorer raises or stops on such input; here that is an error with its reason.

    Attributes:
        original: The name of the original's error, as its users know it (`ZeroDivisionError`).
        before: The numbers that the original had reported before it stopped.
    """

    exit_status = 2

    def __init__(self, original: str, reason: str, before: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{original}: {reason}")
        self.original = original
        self.before = dict(before or {})


@dataclass(frozen=True, slots=True)
class Pair:
    """A document with its gold record and a run's record, None where the run has none or failed."""

    doc_id: str
    text: str
    gold: Record
    predicted: Record | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """Something that the original gets wrong or that surprises, with an example worked out.

    Attributes:
        what: What happens, in a sentence.
        example: A worked example: input, the original's number, and what one would expect.
    """

    what: str
    example: str


@dataclass(frozen=True, slots=True)
class Conventions:
    """Settings of an adapter, by name; each preset lists its own with their defaults."""

    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One published scorer.

    Attributes:
        name: Its name here, with the version where versions differ: `nervaluate-1.2.1`.
        scorer: What it is called by its users.
        version: The version or commit that is reproduced.
        layer: The layer it scores: entities, quotes, events or stances.
        unit: What it counts: tokens, spans, clusters, tuples, rows.
        source: Where it comes from: repository and commit, licence, paper.
        differs: How Sayso's own measure differs, and which measure that is.
        defects: What is known to be wrong with it.
        native: The function at the original's own level.
        given: From documents and conventions to what the original would be given of these; of a document the same
            beside any others (see `joined`).
        scored: From what it is given of all documents, and conventions, to the numbers, by the original's own names.
        conventions: Each convention of the adapter with its default; a preset's name may set them in parentheses.
        choices: The values that a convention may have, where they are few.
        vectors: The file of official numbers that proves it, under `tests/parity/vectors`.
        headline: The name of the number that papers print, in the numbers of `adapted`.
    """

    name: str
    scorer: str
    version: str
    layer: str
    unit: str
    source: str
    differs: str
    native: Callable[..., Any]
    given: Callable[[Sequence[Pair], Conventions], Any]
    scored: Callable[[Any, Conventions], Numbers]
    vectors: str
    headline: str
    defects: tuple[Defect, ...] = ()
    conventions: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def adapted(self, pairs: Sequence[Pair], conventions: Conventions) -> Numbers:
        """From documents and conventions to the numbers, by the original's own names.

        Raises:
            ScorerError: The original stops on such input.
        """
        return self.scored(self.given(pairs, conventions), conventions)

    @property
    def summary(self) -> str:
        """One line about it."""
        return f"{self.scorer} {self.version}: {self.layer}, by {self.unit}"

    @property
    def definition(self) -> str:
        """What it computes: the docstring of its native function."""
        return self.native.__doc__ or ""


def joined(one: Any, other: Any) -> Any:  # noqa: ANN401 - each preset has its own
    """What an original is given of some documents and of those that follow them; the first may be changed.

    Lists stand one behind the other, mappings are put together, numbers, arrays and counters added, and tuples are
    joined place by place.
    """
    if isinstance(one, tuple):
        return tuple(map(joined, one, other))
    if isinstance(one, dict):
        one.update(other)
    else:
        one += other
    return one


def flat(numbers: Numbers, before: str = "") -> dict[str, Number]:
    """Nested numbers by their path: `strict.f1`."""
    found: dict[str, Number] = {}
    for name, value in numbers.items():
        path = f"{before}{name}"
        if isinstance(value, (int, float)) or value is None:
            found[path] = value
        else:
            found.update(flat(value, f"{path}."))
    return found
