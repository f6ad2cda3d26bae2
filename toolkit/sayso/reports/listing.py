"""The page that `errors` prints: each item where it stands in its document, both readings of a pair together.

A line begins with `-` where the item is in gold, with `+` where it is in the run, as in `show`; the line with `≠` under
a pair says what differs. A terminal wraps long lines beneath themselves, and a pipe wraps nothing. What a terminal
would obey is spelled out in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.measures import HEADLINES
from sayso.reports.context import Piece, in_context
from sayso.reports.failures import failed_on
from sayso.reports.report import counted, plural, shown
from sayso.reports.text import width
from sayso.reports.visible import flat

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from sayso.evaluate import Result, Unpaired
    from sayso.reports.errors import Group

_LEGEND = "- in gold   + in the run   ≠ what differs   [ ] the item"
_STYLES = {"-": "red", "+": "yellow", "≠": "dim", "item": "bold", "faint": "dim", "": ""}
# What the headline of each kind of item compares besides the characters: its name, and where an item has it.
_COMPARED = {
    "mentions": ("type", "label"),
    "quotes": ("speakers", "note"),
    "events": ("type", "label"),
    "arguments": ("role", "label"),
}
_DIFFERS = {"polarity": ("polarity", "label"), "wikidata": ("Wikidata id", "note")}
_OF_STANCES = ("target", "holder")


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its sign, and what it says."""

    sign: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that is printed: a remark, a heading (a piece) or a row a line."""

    title: str
    lines: tuple[str | Piece | Row, ...]


def listing(
    result: Result,
    groups: Sequence[Group],
    texts: Mapping[str, str],
    *,
    title: str,
    doc_id: str | None = None,
    layers: Collection[str] = (),
) -> Listing:
    """Lay the errors out.

    Args:
        result: What `sayso.score` returned, with the headlines of the kinds of items among its measures.
        groups: Its errors.
        texts: The texts of the documents that the listed errors are in.
        title: The heading.
        doc_id: The only document looked at.
        layers: Kinds of items to say of that there are no errors, or that nothing is defined.
    """
    lines: list[str | Piece | Row] = [_LEGEND] if groups else []
    for run in result.runs:
        for items in HEADLINES:
            own = [group for group in groups if (group.run, group.items) == (run, items)]
            if own or items in layers:
                lines += ["", *_heading(result, run, items, has_errors=bool(own))]
                for group in own:
                    lines += ["", Piece(_class_heading(group, doc_id), "head"), *_rows(group, texts)]
    return Listing(title, (*lines, *_notes(result, nothing=not groups and not layers), "", str(result.signature)))


def _heading(result: Result, run: str, items: str, *, has_errors: bool) -> Iterator[str | Piece]:
    of = f"{run}: {items}" if len(result.runs) > 1 else items.capitalize()
    yield Piece(of, "head")
    yield "-" * width(of)
    values = [result[run, spelling] for spelling in HEADLINES[items]]
    known = [value for value in values if value.value is not None]
    for value in known[:1]:
        counts = ", ".join(f"{name} {counted(value.counts[name])}" for name in ("matched", "gold", "predicted"))
        yield f"left over by {value.measure}: {shown(value.value)} ({counts})"
    if not known:
        yield f"{HEADLINES[items][0]} is undefined: not attempted, not annotated, or nothing over nothing"
    elif not has_errors:
        yield "no errors"


def _class_heading(group: Group, doc_id: str | None) -> str:
    count = group.count
    parts = [plural(count.pairs, "pair")] if count.pairs else []
    parts += [f"{count.gold:,} of gold"] if count.gold else []
    parts += [f"{count.predicted:,} predicted"] if count.predicted else []
    gain = "" if count.gain is None else f"; F {count.gain:+.3f} if mended"
    here = f"; {group.among:,} here" if doc_id is not None else ""
    return f"{group.error}: {', '.join(parts)}{gain}{here}"


def _rows(group: Group, texts: Mapping[str, str]) -> Iterator[str | Row]:
    for found in group.found:
        for item in found.items:
            yield _row(item, texts.get(item.doc_id, ""))
        if found.gold is not None and found.predicted is not None:
            differs = "; ".join(_differences(found.gold, found.predicted))
            yield Row("≠", (Piece(differs, "faint"),))
    if group.among > len(group.found):
        yield f"  … and {group.among - len(group.found):,} more; --all lists them"


def _row(item: Unpaired, text: str) -> Row:
    sign = "-" if item.side == "missed" else "+"
    place = " ".join(f"{start}–{end}" for start, end in item.spans)
    where = Piece(f"{item.doc_id} {place}".rstrip() + "  ")
    if item.spans:
        # Without the document's text (--no-text) the place says where to look.
        said = in_context(text, item.spans) if text else ()
    else:
        said = (Piece(f"‘{' '.join(item.text.split())}’", "item"),)
    about = " · ".join(part for part in (item.label, item.note) if part)
    if not item.spans and not item.text:
        return Row(sign, (where, Piece(about)))
    return Row(sign, (where, *said, Piece(f"  {about}" if about else "", "faint")))


def _differences(gold: Unpaired, predicted: Unpaired) -> Iterator[str]:
    """What differs in a pair, as its class says."""
    if gold.error.startswith("boundary"):
        yield f"characters: {_covered(gold)} ↔ {_covered(predicted)}"
        if gold.error == "boundary":
            return
    if gold.error in _OF_STANCES:
        place = 2 if gold.error == "target" else 0
        one, other = (item.note.partition(" → ")[place] for item in (gold, predicted))
        yield f"{gold.error}: {one} ↔ {other}" if one or other else gold.error
        return
    name, attribute = _DIFFERS.get(gold.error) or _COMPARED[gold.layer]
    if not getattr(gold, attribute) and not getattr(predicted, attribute):
        yield name
        return
    one, other = getattr(gold, attribute) or "none", getattr(predicted, attribute) or "none"
    yield f"{name}: {one} ↔ {other}" + (" (not the same entities)" if one == other else "")


def _covered(item: Unpaired) -> str:
    return " ".join(f"{start}–{end}" for start, end in item.spans)


def _notes(result: Result, *, nothing: bool) -> Iterator[str]:
    notes = [f"{told}." for run in result.failures if (told := failed_on(result, run))]
    if result.left_out:
        notes.append(f"{plural(result.left_out, 'gold document')} left out, because some run lacks them (--on common).")
    if nothing:
        notes.append("No such error.")
    if notes:
        yield from ("", *notes)


def plain(found: Listing) -> str:
    """The errors as plain text, ending in a newline."""
    title = flat(found.title)
    lines = [title, "=" * width(title), *map(flat, map(_plain, found.lines))]
    return "\n".join(lines) + "\n"


def _plain(line: str | Piece | Row) -> str:
    if isinstance(line, str):
        return line
    if isinstance(line, Piece):
        return line.text
    return f"  {line.sign} {''.join(piece.text for piece in line.pieces)}".rstrip()


def coloured(found: Listing) -> Iterator[RenderableType]:
    """The errors piece by piece, for a rich console."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    yield Text(flat(found.title), style="bold")
    for line in found.lines:
        if not isinstance(line, Row):
            yield Text(flat(line)) if isinstance(line, str) else Text(flat(line.text), style="bold")
            continue
        style = _STYLES[line.sign]
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        said = Text.assemble(
            *(
                (flat(piece.text), f"{style} bold" if piece.tone == "item" else _STYLES[piece.tone])
                for piece in line.pieces
            )
        )
        grid.add_row(Text(line.sign, style=style), said)
        yield Padding(grid, (0, 0, 0, 2))
