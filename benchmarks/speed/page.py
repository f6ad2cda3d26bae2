"""The page that the benchmark writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speed.machine import described
from speed.timing import figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speed.bench import Row

HEAD = """\
# What Sayso costs

<!-- Made by make speed -->

{machine}.

One thread for numpy; seed {seed}. Figures are ratios of processor times taken in turn within one run: the
median, and from the least to the most of all rounds; the verdict goes by the median. Ratios differ little from machine
to machine; times do. What tells of processes, of commands and of progress is by the wall clock. Documents have the
measure of a news article (see `../generate.py`); density 4 is four times as long with four times the items.

Everything runs as in a script, with Python's garbage collector on; only `json.loads`, which keeps nothing, has it off.
Peers together decode gold and run with `json`, keep the records and hand them to one scorer a layer; the documents are
decoded before and not counted. Sayso reads the same files, checks every text and digest, and counts all default
measures of all four layers, for more than these peers can: attribution, alignment of entities, stances.
"""


@dataclass(frozen=True)
class Told:
    """What a run of the benchmark has to tell."""

    rows: Sequence[Row]
    agreed: Sequence[str]
    words: Sequence[str]
    skipped: Sequence[str]
    seed: int


def page(told: Told, plots: Sequence[str]) -> str:
    """The whole page."""
    lines = [HEAD.format(machine=described(), seed=told.seed), *table(told.rows), ""]
    missed = [f"{row.what}: {figures(row.measured.median)}. {row.why}".rstrip() for row in told.rows if not row.holds]
    for head, words in (
        ("Missed:", missed),
        ("Who was measured, and how:", told.words),
        ("Numbers and bytes that agree, or the run would have stopped:", told.agreed),
        ("Left out:", told.skipped),
    ):
        lines += [head, "", *(f"- {word}" for word in words), ""] if words else []
    lines += [f"![microseconds a document, by {name.partition('-')[2].removesuffix('.svg')}]({name})" for name in plots]
    return "\n".join(lines).rstrip() + "\n"


def table(rows: Sequence[Row]) -> list[str]:
    """A line for each row."""
    lines = ["| | target | measured | |", "| --- | --- | --- | --- |"]
    for row in rows:
        sign = "≥" if row.at_least else "≤"
        target = "" if row.target is None else f"{sign} {figures(row.target)}"
        measured = str(row.measured) if len(set(row.measured.values)) > 1 else figures(row.measured.median)
        verdict = "" if row.target is None else ("holds" if row.holds else "**missed**")
        noted = f"{measured}; {row.note}" if row.note else measured
        lines.append(f"| {row.what} | {target} | {noted} | {verdict} |")
    return lines
