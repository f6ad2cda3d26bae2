"""What a comparison says, in sentences that may be quoted: shown, not shown, not to be shown, not to be had.

A difference is *shown* where p after Holm is at most 1 - level. Elsewhere nothing is said of which run is better, and
the smallest difference that such a study would show stands beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.evaluate.comparison import Compared, Comparison

_TASKS = {
    "speakers.F": "naming the speakers",
    "quotes.attribution.F@overlap(0.5)": "finding quotes with the right speaker",
    "events.roles.F@exact": "finding who does what in events",
    "stances.F": "finding who takes which side on what",
}


def conclusion(comparison: Comparison, run: str) -> str:
    """A paragraph that says what may be concluded about a run."""
    found = [compared for compared in comparison.comparisons if compared.run == run]
    headline = [compared for compared in found if compared.headline]
    others = len(found) - len(headline)
    slices = sum(compared.run == run for compared in comparison.slices)
    uncorrected = _uncorrected(comparison, others, slices)
    return " ".join((*_opening(comparison, headline), *_body(comparison, headline), *uncorrected))


def _opening(comparison: Comparison, headline: Sequence[Compared]) -> Iterator[str]:
    """What holds for every measure: whether anything could have been shown."""
    documents = comparison.signature.documents
    if documents == 1:
        yield "One document says nothing of others: no interval, and no test but within this article."
    elif _hopeless(comparison, headline):
        floor = min(_floors(headline))
        corrected = number(min(1.0, floor * comparison.tests))
        after = f" ({corrected} after Holm over {tests(comparison)})" if comparison.tests > 1 else ""
        yield (
            f"On {documents} documents no p can be under {number(floor)}{after}: "
            "no difference can be shown, however large."
        )


def _floors(headline: Sequence[Compared]) -> list[float]:
    return [compared.paired.floor for compared in headline if compared.paired.floor is not None]


def _hopeless(comparison: Comparison, headline: Sequence[Compared]) -> bool:
    """Whether no measure could have been shown to differ, whatever the difference."""
    floors = _floors(headline)
    return bool(floors) and not can_show(comparison, min(floors))


def _body(comparison: Comparison, headline: Sequence[Compared]) -> Iterator[str]:
    if comparison.signature.documents == 1:
        yield from (_within(compared) for compared in headline if compared.difference is not None)
        yield from _undefined(headline)
        return
    shown = [compared for compared in headline if is_shown(comparison, compared)]
    left = [compared for compared in headline if compared not in shown]
    hopeless = _hopeless(comparison, headline)
    yield from (_shown(comparison, compared) for compared in shown)
    yield from (_not_shown(comparison, one, hopeless=hopeless) for one in left if one.difference is not None)
    yield from _undefined(left)


def is_shown(comparison: Comparison, compared: Compared) -> bool:
    """Whether p after Holm is at most 1 - level."""
    return compared.p_holm is not None and compared.p_holm <= comparison.threshold


def can_show(comparison: Comparison, floor: float) -> bool:
    """Whether the smallest p that there can be is small enough, corrected as the smallest of all."""
    return floor * max(comparison.tests, 1) <= comparison.threshold


def _shown(comparison: Comparison, compared: Compared) -> str:
    better = "better" if (compared.difference or 0) > 0 else "worse"
    task = _TASKS.get(compared.measure)
    what = f"at {task}: {compared.measure} " if task else f"in {compared.measure}: "
    return (
        f"On {compared.paired.documents} documents {compared.run} is {better} than {compared.baseline} {what}"
        f"{_numbers(compared)}, {_p(comparison, compared)}{_over_seeds(compared)}."
    )


def _not_shown(comparison: Comparison, compared: Compared, *, hopeless: bool) -> str:
    if not (compared.wins or compared.losses) and compared.difference == 0:
        return f"{compared.measure} is the same in every document: {number(compared.values[0])}."
    if hopeless:
        return f"{compared.measure}: {_numbers(compared)}."
    if compared.p is None:
        return f"Nothing can be said of {compared.measure}: {_numbers(compared)}; {compared.reason}."
    floor = compared.paired.floor or 0.0
    if not can_show(comparison, floor):
        few = f"from {compared.paired.documents} documents, where no p can be under {number(floor)}"
        return f"Nothing can be said of {compared.measure}: {_numbers(compared)}, {few}."
    unseen = ""
    if compared.detectable is not None:
        unseen = f"; a difference under {number(compared.detectable)} could not have been seen reliably"
    numbers = f"{_numbers(compared)}, {_p(comparison, compared)}"
    return f"No difference is shown in {compared.measure}: {numbers}{_over_seeds(compared)}{unseen}."


def _undefined(headline: Sequence[Compared]) -> Iterator[str]:
    """What cannot be compared, measures with the same reason together."""
    by_reason: dict[str | None, list[str]] = {}
    for compared in headline:
        if compared.difference is None:
            by_reason.setdefault(compared.reason, []).append(compared.measure)
    for reason, measures in by_reason.items():
        first, last = measures[:-1], measures[-1]
        yield f"{', '.join(first)}{' and ' if first else ''}{last} cannot be compared: {reason}."


def _within(compared: Compared) -> str:
    told = f"{compared.measure}: {_numbers(compared)}"
    if compared.within is None:
        return f"{told}."
    gained, lost = compared.within.gained, compared.within.lost
    if not (gained or lost or compared.difference):
        return f"{compared.measure} is the same, {number(compared.values[0])}, with the same gold items found."
    return (
        f"{told}; {gained} gold item{'' if gained == 1 else 's'} gained, {lost} lost, "
        f"exact McNemar p = {number(compared.within.p)} within this article."
    )


def _uncorrected(comparison: Comparison, others: int, slices: int) -> Iterator[str]:
    if comparison.signature.documents == 1:
        return
    told = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in ((others, "measure"), (slices, "slice"))
        if count
    ]
    if told:
        are = "is" if others + slices == 1 else "are"
        yield f"The {'other ' if others else ''}{' and '.join(told)} {are} uncorrected: leads to follow, not findings."


def _numbers(compared: Compared) -> str:
    """The run's value, the baseline's, and the difference with its interval."""
    interval = compared.interval
    within = "" if interval.low is None else f" [{number(interval.low)}, {number(interval.high)}]"
    return f"{number(compared.values[1])} against {number(compared.values[0])}, {signed(compared.difference)}{within}"


def _p(comparison: Comparison, compared: Compared) -> str:
    p, before = compared.p_holm, compared.p
    told = "p < 0.001" if p is not None and p < 0.0005 else f"p = {number(p)}"  # noqa: PLR2004 - three decimals
    if comparison.tests < 2:  # noqa: PLR2004 - one test needs no correction
        return told
    lost = before is not None and p is not None and before <= comparison.threshold < p
    return f"{told} after Holm over {tests(comparison)}{f' ({number(before)} before)' if lost else ''}"


def _over_seeds(compared: Compared) -> str:
    if compared.over_seeds is None:
        return ""
    low, high = compared.over_seeds
    perhaps = "with other seeds there may be none, " if low <= 0 <= high else ""
    return f" for these seeds; {perhaps}over documents and seeds [{number(low)}, {number(high)}]"


def tests(comparison: Comparison) -> str:
    """The tests that Holm's correction counted, in words."""
    count = comparison.tests
    return f"{count} {'measure' if len(comparison.runs) == 1 else 'test'}{'' if count == 1 else 's'}"


def number(value: float | None) -> str:
    """A number as people read it; no minus before what rounds to nothing."""
    return "–" if value is None else f"{value:.3f}".replace("-0.000", "0.000")


def signed(value: float | None) -> str:
    """A difference as people read it, with its sign."""
    if value is None:
        return "–"
    written = f"{value:+.3f}"
    return "0.000" if written in {"+0.000", "-0.000"} else written
