"""Conditions on the value of a measure: a least value, a largest drop below the baseline, a significant drop."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sayso.gates.facts import CannotTell
from sayso.gates.spelling import apart, counted, exact, margin, size, spelled, threshold
from sayso.gates.told import Told

if TYPE_CHECKING:
    from sayso.gates.facts import Facts

_SMALLEST = 0.0001


def defined(_facts: Facts) -> Told:
    """A value at all."""
    return Told("a value", holds=False, words="the value is undefined though gold has items")


def least(facts: Facts) -> Told:
    """At least `min`; with `on = "lower"` the lower end of the interval."""
    wanted = facts.rule.min or Decimal(0)
    expected = f"at least {threshold(wanted)}"
    if facts.rule.on == "value":
        return _compared(_value(facts), wanted, expected)
    interval = facts.value.interval if facts.value is not None else None
    if interval is None or interval.low is None:
        raise CannotTell(_no_interval("the value", None if interval is None else interval.reason))
    return _compared(exact(interval.low), wanted, expected, f" as the lower end of the {_level(facts)} interval")


def drop(facts: Facts) -> Told:
    """No more than `max_drop` below the baseline; with `on = "lower"` the lower end of the difference's interval."""
    before, most = _before(facts), facts.rule.max_drop or Decimal(0)
    expected = f"no more than {threshold(most)} below {spelled(before)}" if most else f"no less than {spelled(before)}"
    if facts.rule.on == "value":
        return _compared(_value(facts), before - most, expected)
    interval = facts.paired.interval
    if interval.low is None:
        raise CannotTell(_no_interval("the difference", interval.reason))
    low = exact(interval.low)
    over = margin(low, -most)
    words = (
        f"found {spelled(_value(facts))}, of which the {_level(facts)} interval of the difference reaches down to "
        f"{apart(low, -most)}, expected {expected}: {_by(over)}"
    )
    return Told(expected, holds=over >= 0, words=words, margin=over, found=float(_value(facts)))


def significant(facts: Facts) -> Told:
    """No drop below the baseline (or of more than `max_drop`) that a paired test over documents shows."""
    before, most = _before(facts), facts.rule.max_drop or Decimal(0)
    level = round(1 - facts.scores.policy.settings.level, 12)
    _check_floor(facts, level)
    paired, value = facts.paired, _value(facts)
    fall = before - value
    over = margin(most, fall)
    shown = paired.p is not None and paired.p <= level
    beyond = f" of more than {threshold(most)}" if most else ""
    expected = f"no significant drop{beyond} below {spelled(before)}"
    test = f"p {_p(paired.p or 0)}, {paired.method}, {counted(paired.documents, 'document')}"
    verdict = f"significant at {spelled(Decimal(repr(level)), 2)}" if shown else "not significant"
    words = f"found {apart(value, before)}, {_beside(fall)} {spelled(before)} ({test}: {verdict}), expected {expected}"
    return Told(expected, holds=not (shown and over < 0), words=words, margin=over, found=float(value))


def _value(facts: Facts) -> Decimal:
    value = None if facts.value is None else facts.value.value
    if value is None:
        raise CannotTell("the value is undefined")
    return exact(value)


def _before(facts: Facts) -> Decimal:
    if facts.entry is None or facts.entry.value is None:
        raise CannotTell("the baseline has no value, so nothing can be said of a drop")
    return exact(facts.entry.value)


def _compared(found: Decimal, wanted: Decimal, expected: str, what: str = "") -> Told:
    over = margin(found, wanted)
    words = f"found {apart(found, wanted)}{what}, expected {expected}: {_by(over)}"
    return Told(expected, holds=over >= 0, words=words, margin=over, found=float(found))


def _by(over: Decimal) -> str:
    if not over:
        return "just reached"
    return f"{size(over)} too low" if over < 0 else f"{size(over)} to spare"


def _beside(fall: Decimal) -> str:
    if not margin(fall, Decimal(0)):
        return "the same as the baseline's"
    return f"{size(fall)} {'below' if fall > 0 else 'above'} the baseline's"


def _level(facts: Facts) -> str:
    return f"{(Decimal(repr(facts.scores.policy.settings.level)) * 100).normalize():f} %"


def _p(p: float) -> str:
    return f"= {spelled(Decimal(repr(p)), 4)}" if p >= _SMALLEST else "< .0001"


def _no_interval(what: str, reason: str | None) -> str:
    return f"on = 'lower' needs an interval of {what}, and there is none ({reason or 'none was looked for'})"


def _check_floor(facts: Facts, level: float) -> None:
    """Where no p can reach the level the rule could never fail; then it says so, whatever was found."""
    paired, n = facts.paired, facts.paired.documents
    floor = 2.0 ** (1 - n) if paired.floor is None and n else paired.floor
    if floor is not None and floor > level:
        raise CannotTell(f"significant = true needs more {_floor(facts)}, and significant is {level:g} or less")
    if paired.p is None:
        raise CannotTell(f"significant = true needs a p-value, and there is none ({paired.reason})")


def _floor(facts: Facts) -> str:
    paired, n = facts.paired, facts.paired.documents
    if paired.floor is not None and paired.floor != 2.0 ** (1 - n):
        resamples = facts.scores.policy.settings.resamples
        return f"resamples: of {resamples:,} no p can be below 1/{resamples + 1:,} = {paired.floor:.3g}"
    return f"documents: of {counted(n, 'document')} no p can be below 2/2^{n} = {2.0 ** (1 - n):.3g}"
