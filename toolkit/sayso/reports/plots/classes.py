"""Errors by class, stacked: for each kind of item a bar for each run, as long as its errors are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.matching.classes import CLASSES
from sayso.measures import HEADLINES
from sayso.reports.plots.canvas import COLOURS, HATCHES, called, explain, sheet
from sayso.reports.plots.words import count_note, nothing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sayso.evaluate import Result

    Bars = list[tuple[str, str, dict[str, int]]]

# The most frequent first: each of them has a hatch of its own, and the first six a colour.
_FIRST = ("missed", "spurious", "boundary", "type", "speaker", "role", "target", "holder", "trigger")
_ORDER = (*_FIRST, *(name for name in CLASSES if name not in _FIRST))


def classes(result: Result, title: str) -> Figure:
    """Bars of errors by class; the two items of a pair count as two.

    Raises:
        UsageError: There are no errors.
    """
    from matplotlib.patches import Patch
    from matplotlib.ticker import MaxNLocator

    bars = _bars(result)
    names = [name for name in CLASSES if any(counts.get(name) for _, _, counts in bars)]
    if not names:
        raise nothing("errors by class", "there are no errors")
    looks = {name: _look(name) for name in names}
    note = f"Items in each class, missed and spurious; a pair counts as two. {count_note(result)}"
    page = sheet(title, width=7.0, height=0.6 + 0.27 * len(bars), columns=1, names=names, note=note)
    (axes,) = page.panels
    places = _places(bars)
    for name, look in looks.items():
        lengths = [counts.get(name, 0) for _, _, counts in bars]
        before = [sum(counts.get(one, 0) for one in names[: names.index(name)]) for _, _, counts in bars]
        axes.barh(places, lengths, left=before, height=0.72, edgecolor="#222222", linewidth=0.6, **look)
    axes.set_yticks(places, [f"{items} · {called(run)}" if len(result.runs) > 1 else items for items, run, _ in bars])
    axes.invert_yaxis()
    axes.set_xlabel("items")
    axes.set_xlim(left=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.tick_params(length=0)
    explain(page, [Patch(edgecolor="#222222", linewidth=0.6, **look) for look in looks.values()], names)
    return page.figure


def _bars(result: Result) -> Bars:
    bars: Bars = []
    for items in HEADLINES:
        found = [
            (
                run,
                {
                    name: 2 * one.pairs + one.gold + one.predicted
                    for name, one in result.error_classes[run].get(items, {}).items()
                },
            )
            for run in result.runs
        ]
        if any(any(counts.values()) for _, counts in found):
            bars += [(items, run, counts) for run, counts in found]
    return bars


def _places(bars: Bars) -> list[float]:
    """Where bars stand: those of one kind of item together, with a gap before the next."""
    places: list[float] = []
    for number, (items, _, _) in enumerate(bars):
        gap = 0.45 if number and bars[number - 1][0] != items else 0.0
        places.append((places[-1] if places else -1.0) + 1.0 + gap)
    return places


def _look(name: str) -> dict[str, Any]:
    """How a class looks, the same in every plot; the colour is mixed with white, so that a hatch is seen on it."""
    place = _ORDER.index(name)
    colour = COLOURS[place % (len(COLOURS) - 1)]
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {
        "facecolor": "#" + "".join(f"{round(0.45 * 255 + 0.55 * part):02x}" for part in parts),
        "hatch": HATCHES[place % len(HATCHES)],
    }
