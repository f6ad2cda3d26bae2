"""A working-out on the page: the items of both sides, the pairs, what was left over, the counts, the sum.

Lines of two columns, a name and what is said of it; a terminal wraps the second beneath itself, and a pipe wraps
nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.reports.report import UNDEFINED, counted, plural, shown
from sayso.reports.text import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from sayso.evaluate.walk import Addend, Cluster, Left, Pair, Part, Step, Term, Thing, Walk
    from sayso.reports.report import Tone

_TERM = re.compile(r"\{([^}]+)\}")
_LONG = 80
# Sums of fractions are shown as fractions up to this denominator, and as decimals beyond.
_FINE = 10_000
_STYLES = {"": "", "best": "green", "missed": "red", "spurious": "yellow", "faint": "dim"}


@dataclass(frozen=True, slots=True)
class Line:
    """A name and what is said of it."""

    name: str
    words: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


def plain(walk: Walk) -> str:
    """The working-out as plain text, ending in a newline."""
    return "\n".join(_plain(blocks(walk))) + "\n"


def _plain(found: Iterable[Block]) -> Iterator[str]:
    for number, block in enumerate(found):
        if number:
            yield ""
        yield block.heading
        wide = max((width(line.name) for line in block.lines), default=0)
        for line in block.lines:
            yield f"  {line.name}{' ' * (wide - width(line.name))}  {line.words}".rstrip()


def coloured(walk: Walk) -> Iterator[RenderableType]:
    """The working-out piece by piece, for a rich console."""
    from rich.table import Table
    from rich.text import Text

    for number, block in enumerate(blocks(walk)):
        if number:
            yield Text("")
        yield Text(block.heading, style="bold")
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for line in block.lines:
            grid.add_row(Text(f"  {line.name}", style=_STYLES[line.tone]), Text(line.words, style=_STYLES[line.tone]))
        if block.lines:
            yield grid


def blocks(walk: Walk) -> Iterator[Block]:
    """The working-out in blocks."""
    where = f"{walk.run} on {walk.doc_id or plural(len(walk.documents), 'document')}"
    yield Block(f"{walk.measure}, {where}", (Line("", walk.summary),))
    if walk.notes:
        yield Block("To be known", tuple(Line("", note) for note in walk.notes))
    if walk.undefined:
        yield Block("Undefined", (Line("", walk.undefined),))
        return
    for part in walk.parts:
        yield from _middle(part, of=f", {part.measure}")
        yield _sum(part, of=f", {part.measure}")
    if walk.documents:
        yield Block(f"Documents: {len(walk.documents):,}", tuple(map(_document, walk.documents)))
    elif not walk.parts:
        yield from _middle(walk)
    yield _sum(walk)


def _middle(walk: Walk, of: str = "") -> Iterator[Block]:
    yield from _clustered(walk) if walk.clusters != ((), ()) else _listed(walk, of)
    for working in walk.workings:
        terms, totals = map(_term, working.terms), map(_total, working.totals)
        yield Block(f"{working.title}{of}", (*terms, *totals))


def _listed(walk: Walk, of: str) -> Iterator[Block]:
    for name, things in (("Gold", walk.gold), ("Predicted", walk.predicted)):
        yield Block(f"{name} {walk.items}: {len(things):,}{of}", tuple(map(_thing, things)))
    if walk.pairs:
        yield Block("Pairs", tuple(_pair(pair, walk.items) for pair in walk.pairs))
    if walk.left:
        yield Block("Left over", tuple(map(_left, walk.left)))


def _clustered(walk: Walk) -> Iterator[Block]:
    for name, clusters in zip(("Gold", "Predicted"), walk.clusters, strict=True):
        yield Block(f"{name}: {plural(len(clusters), 'cluster')}", tuple(map(_cluster, clusters)))
    lines = tuple(Line(f"{one.gold} ∩ {one.predicted}", f"{one.count:,}") for one in walk.shared)
    yield Block("Shared members", lines or (Line("", "none"),))


def _cluster(cluster: Cluster) -> Line:
    members = ", ".join(f"{_quoted(one.text)} {_place(one)}".rstrip() for one in cluster.members)
    about = f"{_flat(cluster.about)}: " if cluster.about else ""
    return Line(cluster.name, f"{about}{plural(len(cluster.members), 'member')}: {members}")


def _thing(thing: Thing) -> Line:
    words = (_place(thing), _quoted(thing.text) if thing.text else "", _flat(thing.label), _flat(thing.note))
    return Line(thing.name, "  ".join(part for part in words if part))


def _pair(pair: Pair, items: str) -> Line:
    near = (
        "" if pair.closeness is None else f"IoU {shown(pair.closeness)}{' of evidence' if items == 'stances' else ''}"
    )
    verdict = {None: "", True: "right", False: "wrong"}[pair.agrees]
    words = "  ".join(part for part in (near, verdict, _flat(pair.remark)) if part)
    return Line(f"{pair.gold} – {pair.predicted}", words, "missed" if pair.agrees is False else "")


def _left(left: Left) -> Line:
    tone: Tone = "missed" if left.name.startswith("g") else "spurious"
    why = _flat(left.why)
    return Line(left.name, f"{left.error}: {why}" if left.error else why, tone)


def _term(term: Term) -> Line:
    return Line(term.name, "; ".join((term.words, *(f"{one.counter} {_worked(one)}" for one in term.adds))))


def _total(total: Addend) -> Line:
    made = _worked(total)
    decimal = "" if total.value.denominator == 1 else f" = {shown(float(total.value))}"
    return Line(total.counter, f"= {made}{decimal}", "best")


def _worked(added: Addend) -> str:
    """The arithmetic and what it makes; the latter alone where that is all there is."""
    value = str(added.value)
    if added.value.denominator > _FINE:
        value = shown(float(added.value))
    return value if added.formula == value else f"{added.formula} = {value}"


def _document(part: Part) -> Line:
    counts = ", ".join(f"{name} {counted(count)}" for name, count in part.counts.items())
    return Line(part.doc_id, f"{shown(part.value)}  {counts}".rstrip(), "" if part.value is not None else "faint")


def _sum(walk: Walk, of: str = "") -> Block:
    counts = (Line(name, counted(count)) for name, count in walk.counts.items())
    return Block(f"Sum{of}", (*counts, *map(_step, walk.steps)))


def _step(step: Step) -> Line:
    if not step.formula:
        return Line(step.name, f"= {shown(step.value)}")
    names = _TERM.sub(r"\1", step.formula)
    numbers = _TERM.sub(lambda found: _number(step.numbers[found[1]]), step.formula)
    middle = "" if names == numbers else f" = {numbers}"
    return Line(step.name, f"= {names}{middle} = {shown(step.value)}", "best")


def _number(number: float | None) -> str:
    if number is None:
        return UNDEFINED
    return counted(number) if isinstance(number, int) else shown(number)


def _place(thing: Thing) -> str:
    return " ".join(f"{start}–{end}" for start, end in thing.spans)


def _quoted(text: str) -> str:
    """A text between marks, the middle of a long one left out."""
    words = _flat(text)
    if len(words) > _LONG:
        words = f"{words[: _LONG * 2 // 3].rstrip()} … {words[-_LONG // 4 :].lstrip()}"
    return f"‘{words}’"


def _flat(text: str) -> str:
    """A text on one line, whatever breaks it has."""
    return " ".join(text.split())
