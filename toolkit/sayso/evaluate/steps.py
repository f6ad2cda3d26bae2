"""The sum at the end of a working-out: counters put into the formula, line by line.

Values come from the statistics themselves; here is only which of them to show and how their formulas read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.evaluate.walk import Step
from sayso.measures.averages import number
from sayso.measures.chained import COREFERENCE
from sayso.tallies.coreference import CONLL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from sayso.measures import Measure
    from sayso.measures.statistics import Kind

    Counts = Mapping[str, int | float]

_BRACES = str.maketrans("{}", "[]")
_LINKS = (("c", "coreference links"), ("n", "other links"))


def steps(measure: Measure, counts: Counts) -> tuple[Step, ...]:
    """The sum of a measure over the counters of one document."""
    kind, statistic, beta = measure.line.kind, measure.base, measure.beta
    if kind.name in {"detection", "accuracy"}:
        return (_plain(kind, statistic, beta, counts),)
    if kind.name == "CoNLL":
        return tuple(_conll(kind, beta, counts))
    if kind.name == "BLANC":
        return tuple(_blanc(kind, statistic, beta, counts))
    if kind.name == "evidence" or kind.name in COREFERENCE:
        return tuple(_chained(kind, statistic, beta, counts))
    return (Step(statistic, "", counts, _value(kind, statistic, beta, counts)),)


def mean_step(name: str, values: Mapping[str, float | None], value: float | None) -> Step:
    """The mean over the labels for which a value is defined."""
    # Braces stand around the terms of a formula, so that a label's own have to look like others.
    known = {label.translate(_BRACES): one for label, one in values.items() if one is not None}
    formula = f"({' + '.join(f'{{{label}}}' for label in known)}) / {len(known)}" if known else ""
    return Step(name, formula, known, value)


def _value(kind: Kind, statistic: str, beta: Fraction, counts: Counts) -> float | None:
    return number(kind.statistics[statistic].value(counts, beta))


def _plain(kind: Kind, statistic: str, beta: Fraction, counts: Counts) -> Step:
    formulas = {
        "P": "{matched} / {predicted}",
        "R": "{matched} / {gold}",
        "F": "2 · {matched} / ({gold} + {predicted})",
        "accuracy": "{agreeing} / {considered}",
    }
    if statistic == "F" and beta != 1:
        formula = "(1 + {b²}) · {matched} / ({b²} · {gold} + {predicted})"
        return Step(statistic, formula, _squared(counts, beta), _value(kind, statistic, beta, counts))
    return Step(statistic, formulas[statistic], counts, _value(kind, statistic, beta, counts))


def _squared(numbers: Mapping[str, int | float | None], beta: Fraction) -> Mapping[str, int | float | None]:
    square = beta * beta
    return {"b²": int(square) if square.denominator == 1 else float(square), **numbers}


def _chained(
    kind: Kind, statistic: str, beta: Fraction, counts: Counts, *, of: str = "", called: Mapping[str, str] | None = None
) -> Iterator[Step]:
    """Recall and precision as quotients, then F of the two; `of` says of what, `called` how counters are called."""
    names = {part: f"{of} {part}".strip() for part in "RPF"}
    found: dict[str, float | None] = {part: _value(kind, part, beta, counts) for part in "RP"}
    terms = called or {name: name for name in counts}
    numbers = {terms[name]: count for name, count in counts.items()}
    for part in ("R", "P") if statistic == "F" else (statistic,):
        top, bottom = (terms[f"{part.lower()}_{end}"] for end in ("num", "den"))
        yield Step(names[part], f"{{{top}}} / {{{bottom}}}", numbers, found[part])
    if statistic == "F":
        yield _harmonic(names, found, beta, _value(kind, "F", beta, counts))


def _harmonic(names: Mapping[str, str], found: Mapping[str, float | None], beta: Fraction, value: float | None) -> Step:
    recall, precision = names["R"], names["P"]
    numbers = {names[part]: found[part] for part in "RP"}
    if beta == 1:
        formula = f"2 · {{{precision}}} · {{{recall}}} / ({{{precision}}} + {{{recall}}})"
        return Step(names["F"], formula, numbers, value)
    formula = f"(1 + {{b²}}) · {{{precision}}} · {{{recall}}} / ({{b²}} · {{{precision}}} + {{{recall}}})"
    return Step(names["F"], formula, _squared(numbers, beta), value)


def _conll(kind: Kind, beta: Fraction, counts: Counts) -> Iterator[Step]:
    values: dict[str, float | None] = {}
    for part in CONLL:
        own = {name.split(".")[1]: count for name, count in counts.items() if name.startswith(f"{part}.")}
        called = {name: f"{part}.{name}" for name in own}
        found = list(_chained(COREFERENCE[part], "F", beta, own, of=part, called=called))
        values[found[-1].name] = found[-1].value
        yield from found
    formula = f"({' + '.join(f'{{{name}}}' for name in values)}) / {len(CONLL)}"
    yield Step("CoNLL", formula, values, _value(kind, "F", beta, counts))


def _blanc(kind: Kind, statistic: str, beta: Fraction, counts: Counts) -> Iterator[Step]:
    """Each kind of link by itself, then the mean of the kinds that gold has; of both where gold has no links."""
    has = [letter for letter, _ in _LINKS if counts[f"{letter}_gold"]] or [letter for letter, _ in _LINKS]
    values: dict[str, float | None] = {}
    for letter, words in _LINKS:
        both = counts[f"{letter}_both"]
        own = {"r_num": both, "r_den": counts[f"{letter}_gold"], "p_num": both, "p_den": counts[f"{letter}_pred"]}
        ends = zip(own, ("both", "gold", "both", "pred"), strict=True)
        called = {name: f"{letter}_{end}" for name, end in ends}
        found = list(_chained(COREFERENCE["MUC"], statistic, beta, own, of=f"{words}:", called=called))
        yield from found
        if letter in has:
            values[found[-1].name] = found[-1].value
    value = _value(kind, statistic, beta, counts)
    if value is not None:  # one of them is defined, and the other adds nothing
        values = {name: one or 0.0 for name, one in values.items()}
    terms = " + ".join(f"{{{name}}}" for name in values)
    yield Step(statistic, f"({terms}) / {len(values)}" if len(values) > 1 else terms, values, value)
