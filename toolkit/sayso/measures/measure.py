"""A measure as a value: parsed, spelled, compared and hashed, and good for one number.

`parse("quotes.F")` is `parse("quotes.F@overlap(0.5)")`: one object, one canonical spelling. What a measure
needs from a corpus is a tally for each of its *lines* (measures.md §5): one, or one for every label of a macro
average.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sayso.errors import MeasureError
from sayso.matching.attributes import COLUMNS
from sayso.matching.criterion import EXACT, OVERLAP, Criterion, parse_criterion
from sayso.measures.registry import Line, Options, lines
from sayso.measures.spelling import Spelling, take_apart
from sayso.measures.statistics import MACRO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Request:
    """A tally that a measure needs: a line and what is asked of it. Measures of one line share it."""

    line: Line = field(compare=False)
    name: tuple[str, str]
    options: Options

    def only(self, attribute: str, text: str) -> Request:
        """The same among the items with a label."""
        return replace(self, options=replace(self.options, only=(attribute, text)))

    def without_label(self) -> Request:
        """The same among all items."""
        return replace(self, options=replace(self.options, only=None))


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about a run.

    Attributes:
        spelling: Its canonical form.
        request: The tally it is computed from.
        statistic: Which statistic of the line.
        beta: For F, how many times more recall matters than precision.
        average: `pooled` over the corpus, or the mean over `documents`.
        by: For averages over labels, the attribute they belong to.
        labels: The labels, where the measure itself names them; else those of the corpus.
    """

    spelling: str
    request: Request = field(compare=False)
    statistic: str = field(compare=False)
    beta: Fraction = field(compare=False, default=Fraction(1))
    average: str = field(compare=False, default="pooled")
    by: str | None = field(compare=False, default=None)
    labels: tuple[str, ...] | None = field(compare=False, default=None)

    @property
    def base(self) -> str:
        """The statistic that is averaged over labels, or the statistic itself."""
        return "F" if self.by is not None else self.statistic

    @property
    def strict(self) -> bool:
        """Whether every label must be defined for the average to be."""
        return self.labels is not None

    def __str__(self) -> str:
        """The canonical spelling."""
        return self.spelling

    @property
    def line(self) -> Line:
        """What is counted."""
        return self.request.line

    def takes(self) -> list[str]:
        """The parameters it takes."""
        return _takes(self.line, self.statistic)

    @property
    def layer(self) -> str:
        """The layer it is about: the first part of its name."""
        return self.spelling.split(".", 1)[0]


def parse(text: str | Measure) -> Measure:
    """The measure of a spelling.

    Raises:
        MeasureError: There is no such measure, or it does not take these parameters or this criterion.
    """
    if isinstance(text, Measure):
        return text
    taken = take_apart(text)
    name, statistic, line = _line(text, taken)
    given = dict(taken.parameters)
    beta, given_beta = _beta(text, statistic, given)
    average = _choice(text, given, "average", ("pooled", "documents"))
    by = _by(text, statistic, line, given)
    labels = None
    if statistic in line.averages:
        by, labels = line.averages[statistic]
    only = _only(text, line, given) if by is None else None
    options = _options(text, line, given, _criterion(text, line, taken.criterion), only)
    if given:
        raise MeasureError(_unknown_parameter(text, line, statistic, next(iter(given))))
    spelled = _spelled(options, only, average, by if labels is None else None, given_beta)
    criterion = None if line.default is None else str(options.criterion)
    spelled_path = name if statistic == line.alone else (*name, statistic)
    canonical = Spelling(spelled_path, tuple(sorted(spelled.items())), criterion)
    request = Request(line, (line.name, line.kind.name), options)
    return Measure(str(canonical), request, statistic, beta, average, by, labels)


def parse_all(texts: Iterable[str | Measure]) -> tuple[Measure, ...]:
    """The measures of several spellings, each once, in the order given."""
    return tuple(dict.fromkeys(parse(text) for text in texts))


def names() -> list[str]:
    """The canonical spelling of every measure there is, at its defaults; macro averages by each of their attributes."""
    found = []
    for (name, statistic), line in lines().items():
        if statistic == MACRO:
            found += [str(parse(f"{name}.{statistic}(by={attribute})")) for attribute in COLUMNS[line.items or ""]]
        else:
            found.append(str(parse(f"{name}.{statistic}")))
    return found


def _line(text: str, taken: Spelling) -> tuple[tuple[str, ...], str, Line]:
    *path, statistic = taken.path
    known = lines()
    whole = ".".join(taken.path)
    if (whole, "F") in known and known[whole, "F"].alone == "F":
        return taken.path, "F", known[whole, "F"]
    found = known.get((".".join(path), statistic))
    if found is None:
        msg = f"unknown measure {text!r}; {_suggestion('.'.join(taken.path), ['.'.join(key) for key in known])}"
        raise MeasureError(msg)
    return tuple(path), statistic, found


def _suggestion(wanted: str, known: list[str]) -> str:
    close = difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
    layer = wanted.split(".", 1)[0]
    same = [name for name in known if name.split(".", 1)[0] == layer]
    listed = close or same or known
    shown = ", ".join(listed[:_SHOWN]) + (", …" if len(listed) > _SHOWN else "")
    offer = f"did you mean {shown}?" if close else f"there are {shown};"
    return f"{offer} `sayso list measures` shows all"


def _criterion(text: str, line: Line, spelled: str | None) -> Criterion:
    if spelled is None:
        return line.default or EXACT
    criterion = parse_criterion(spelled)
    if line.default is None:
        msg = f"{text!r}: {line.name} compares no spans and takes no criterion; leave out @{spelled}"
        raise MeasureError(msg)
    if criterion.name not in line.criteria:
        msg = f"{text!r}: {line.name} does not take @{criterion.name}; it takes {', '.join(line.criteria)}"
        raise MeasureError(msg)
    return criterion


def _beta(text: str, statistic: str, given: dict[str, str]) -> tuple[Fraction, str | None]:
    if statistic not in {"F", MACRO} or "beta" not in given:
        return Fraction(1), None
    spelled = given.pop("beta")
    try:
        beta = Fraction(spelled)
    except (ValueError, ZeroDivisionError):
        beta = Fraction(0)
    if beta <= 0 or "/" in spelled:
        msg = f"{text!r}: beta is a decimal above 0, found {spelled!r}; for precision alone use P"
        raise MeasureError(msg)
    return beta, None if beta == 1 else f"{Decimal(spelled).normalize():f}"


def _choice(text: str, given: dict[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = given.pop(name, choices[0])
    if value not in choices:
        msg = f"{text!r}: {name} is {' or '.join(choices)}, found {value!r}"
        raise MeasureError(msg)
    return value


def _by(text: str, statistic: str, line: Line, given: dict[str, str]) -> str | None:
    if statistic != MACRO:
        return None
    attributes = tuple(COLUMNS[line.items or ""])
    value = given.pop("by", None)
    if value not in attributes:
        found = "nothing" if value is None else repr(value)
        wants = f"{MACRO} wants by=ATTRIBUTE, over whose labels it averages, one of {', '.join(attributes)}"
        msg = f"{text!r}: {wants}; found {found}"
        raise MeasureError(msg)
    return value


def _only(text: str, line: Line, given: dict[str, str]) -> tuple[str, str] | None:
    labels = [name for name in COLUMNS.get(line.items or "", ()) if name in given]
    if len(labels) > 1:
        msg = f"{text!r}: restricted by {' and '.join(labels)}; a measure takes one label, use slices for combinations"
        raise MeasureError(msg)
    return (labels[0], given.pop(labels[0])) if labels else None


def _options(
    text: str, line: Line, given: dict[str, str], criterion: Criterion, only: tuple[str, str] | None
) -> Options:
    def aligned(name: str, default: Criterion) -> Criterion:
        return _align(text, name, given.pop(name)) if name in given and name in line.parameters else default

    def switched(name: str) -> bool:
        return name not in line.parameters or _choice(text, given, name, ("true", "false")) == "true"

    return Options(
        criterion=criterion,
        align=aligned("align", OVERLAP),
        trigger=aligned("trigger", EXACT),
        attached=switched("attached"),
        singletons=switched("singletons"),
        only=only,
    )


def _align(text: str, name: str, value: str) -> Criterion:
    criterion = parse_criterion(value)
    if criterion.name == "entity" or (name == "trigger" and criterion.name == "head"):
        msg = f"{text!r}: {name}={value} compares no such spans; take exact, trimmed, overlap(t) or text"
        raise MeasureError(msg)
    return criterion


def _spelled(
    options: Options, only: tuple[str, str] | None, average: str, by: str | None, beta: str | None
) -> Mapping[str, str]:
    """The parameters that are not defaults, spelled."""
    spelled = {
        "align": str(options.align) if options.align != OVERLAP else None,
        "trigger": str(options.trigger) if options.trigger != EXACT else None,
        "attached": None if options.attached else "false",
        "singletons": None if options.singletons else "false",
        "average": None if average == "pooled" else average,
        "by": by,
        "beta": beta,
    }
    if only is not None:
        spelled[only[0]] = only[1]
    return {name: value for name, value in spelled.items() if value is not None}


def _takes(line: Line, statistic: str) -> list[str]:
    """The parameters that a statistic of a line takes."""
    takes = ["average", *line.parameters, *(("beta",) if statistic in {"F", MACRO} else ())]
    if statistic in line.averages:
        return takes
    return takes + (["by"] if statistic == MACRO else list(COLUMNS.get(line.items or "", ())))


def _unknown_parameter(text: str, line: Line, statistic: str, name: str) -> str:
    takes = _takes(line, statistic)
    close = difflib.get_close_matches(name, takes, n=1)
    meant = f"did you mean {close[0]}? " if close else ""
    return f"{text!r}: {line.name}.{statistic} has no parameter {name!r}; {meant}it takes {', '.join(sorted(takes))}"


__all__ = ["Measure", "Request", "names", "parse", "parse_all"]
