"""Quotes: what the parse attributes, joined with what stands between quotation marks.

A parser sees sentences, a quotation may hold several. So an attribution that reaches into a pair of marks takes all of
it, and one whose cue stands inside marks never leaves them. What stands between marks and is not yet attributed finds
the cue beside it (`direct`). Kinds follow from where the content's words stand; the parent is the smallest quote whose
content encloses the attribution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors.syntax.attribution import Attribution, joined
from sayso.extractors.syntax.direct import unattributed
from sayso.extractors.syntax.framing import framed
from sayso.extractors.syntax.phrases import trimmed
from sayso.extractors.syntax.reported import reported

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.extractors.syntax.marks import Marked
    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.reading import Reading

GAP = 2  # code points between a clause and the mark that goes with it: a comma and a space


def quotes(reading: Reading) -> list[Attribution]:
    """Every quote of the document, in reading order of content, with kind and parent."""
    found = [_with_marks(reading, each) for each in (*framed(reading), *reported(reading))]
    found = _distinct(each for each in found if each.content)
    found += unattributed(reading, found)
    for each in found:
        _settle(reading, each)
    found = sorted(_distinct(each for each in found if each.content), key=lambda q: (q.content, q.cue or (0, 0)))
    for each in found:
        each.parent = _parent(each, found)
    return found


def _with_marks(reading: Reading, quote: Attribution) -> Attribution:
    """The attribution with its content extended over, or cut to, the quotation marks it meets."""
    around = None if quote.cue is None else reading.outermost(quote.cue[0])
    if around is not None:
        inside = [(max(start, around.start), min(end, around.end)) for start, end in quote.content]
        quote.content = joined(inside)
    else:
        leading = [m.outer for m in reading.outer if _leads_to(reading, m.outer, quote)]
        met = [m.outer for m in reading.outer if _meets(reading.text, quote, m)]
        quote.content = _without_cue(joined([*leading, *met] if leading else [*quote.content, *met]), quote)
    return quote


def _leads_to(reading: Reading, outer: Extent, quote: Attribution) -> bool:
    """Whether a quotation ends right before its attribution: *“It is over,” she said of the talks*."""
    if quote.cue is None or reading.text[outer[0] : outer[1] - 1].rstrip()[-1:] not in {",", "?", "!"}:
        return False
    clause = min(quote.cue[0], quote.source.extent[0] if quote.source.extent is not None else quote.cue[0])
    between = reading.text[outer[1] : clause]
    return outer[1] <= clause <= outer[1] + GAP and "\n" not in between and quote.cue[0] >= clause


def _meets(text: str, quote: Attribution, mark: Marked) -> bool:
    for start, end in quote.content:
        if text[max(start, mark.outer[0]) : min(end, mark.outer[1])].strip():
            return True
        if 0 <= mark.outer[0] - end <= GAP and quote.cue is not None and not end <= quote.cue[0] < mark.start:
            return text[end : mark.outer[0]].strip(" ,:") == ""
    return False


def _without_cue(content: list[Extent], quote: Attribution) -> list[Extent]:
    """The content as it was where widening has swallowed the cue: marks that were paired wrongly."""
    swallowed = quote.cue is not None and any(start <= quote.cue[0] < end for start, end in content)
    return quote.content if swallowed else content


def _settle(reading: Reading, quote: Attribution) -> None:
    """Trim the content, join the pieces of a mixed quote, and name its kind."""
    quote.content = joined([trimmed(reading.text, *extent) for extent in quote.content])
    if not quote.content:
        return
    words = [i for start, end in quote.content for i in range(start, end) if reading.text[i].isalnum()]
    marks = _marks_within(reading, quote)
    inside = sum(any(m.start <= index < m.end for m in marks) for index in words)
    quote.kind = "indirect" if inside == 0 else "direct" if inside == len(words) else "mixed"
    if quote.kind == "mixed" and quote.cue is not None:
        whole = (quote.content[0][0], quote.content[-1][1])
        quote.content = quote.content if whole[0] <= quote.cue[0] < whole[1] else [whole]


def _marks_within(reading: Reading, quote: Attribution) -> list[Marked]:
    """The marks that the content reaches into and that the attribution itself stands outside of."""
    first, last = quote.content[0][0], quote.content[-1][1]
    met = [m for m in reading.marks if m.start < last and first < m.end]
    return [m for m in met if quote.cue is None or not m.start <= quote.cue[0] < m.end]


def _distinct(found: Iterable[Attribution]) -> list[Attribution]:
    """No two attributions by one cue, nor of one content by one source: the first found, but the longer of one cue."""
    kept: dict[object, Attribution] = {}
    for quote in found:
        known = kept.get(quote.cue)
        if quote.cue is None or known is None or quote.length > known.length:
            kept[quote.cue or quote] = quote
    return list({(tuple(q.content), q.source.extent, q.cue is None): q for q in reversed(kept.values())}.values())


def _parent(quote: Attribution, found: list[Attribution]) -> Attribution | None:
    """The smallest quote whose content encloses this one's attribution."""
    anchor = quote.cue
    if anchor is None:
        return None
    around = [
        other
        for other in found
        if other is not quote and other.encloses(anchor) and not (other.cue and quote.encloses(other.cue))
    ]
    around = [other for other in around if quote not in _line_of(other)]
    return min(around, key=lambda other: (other.length, other.content), default=None)


def _line_of(quote: Attribution) -> list[Attribution]:
    line = [quote]
    while line[-1].parent is not None and line[-1].parent not in line:
        line.append(line[-1].parent)
    return line
