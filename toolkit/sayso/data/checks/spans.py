"""Checks of spans against the text they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.data.checks.counting import explained

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.checks.paths import Path, Report

_SHOWN = 40


def check_spans(record: dict[str, Any], text: str | None, report: Report) -> None:
    """Every span lies in the text, says what stands there, and agrees with the other spans of its item.

    Args:
        record: Gold or a run's record of good shape.
        text: The document's text, None if it is not at hand.
        report: Where problems are told.
    """
    spans = _Spans(text, report)
    for number, entity in enumerate(record.get("entities") or ()):
        path: Path = ("mentions", (number, ("entities", None)))
        for place, mention in enumerate(entity.get("mentions") or ()):
            spans.mention(mention, (place, path))
    for number, quote in enumerate(record.get("quotes") or ()):
        path = (number, ("quotes", None))
        spans.fragments(quote["content"], ("content", path))
        spans.optional(quote, "cue", path)
        spans.optional(quote, "source", path)
    for number, event in enumerate(record.get("events") or ()):
        path = (number, ("events", None))
        spans.span(event["trigger"], ("trigger", path))
        for place, argument in enumerate(event.get("arguments") or ()):
            spans.span(argument["span"], ("span", (place, ("arguments", path))))
    for number, stance in enumerate(record.get("stances") or ()):
        path = (number, ("stances", None))
        spans.optional(stance["target"], "span", ("target", path))
        spans.fragments(stance.get("evidence") or (), ("evidence", path))


class _Spans:
    """The spans of one record, one after the other, before one text."""

    def __init__(self, text: str | None, report: Report) -> None:
        self._text = text
        # Without a text no end is past it, and no text differs.
        self._length = _ENDLESS if text is None else len(text)
        self._report = report

    def span(self, span: dict[str, Any], path: Path) -> bool:
        """Check one span; whether it has a place in which it can be compared with others."""
        start, end, given, text = span.get("start"), span.get("end"), span.get("text"), self._text
        if start is None or end is None:
            return self._text_alone(span, path)
        if start < end <= self._length and (given is None or text is None or text[start:end] == given):
            return True
        if start >= end:
            code, found = ("E302", "before it begins") if start > end else ("E303", "where it begins")
            self._report.add(code, path, f"start {start} and end {end}: the span ends {found}", self._bounds())
        elif end > self._length:
            found = f"end {end}, past the end of the document ({self._length} characters)"
            self._report.add("E304", path, found, self._bounds(), self._hint(start, end, given))
        else:
            here = _shown((text or "")[start:end])
            expected = f"{here}, which the document has from {start} to {end}"
            self._report.add("E305", path, _shown(given or ""), expected, self._hint(start, end, given))
        return False

    def _text_alone(self, span: dict[str, Any], path: Path) -> bool:
        if span["text"] == "":
            way_out = "Leave the span out, or give its text."
            self._report.add("E303", path, "a text of no characters", "at least one character", way_out)
        return False

    def _bounds(self) -> str:
        end = "end" if self._text is None else f"end <= {self._length}"
        return f"0 <= start < {end}, in Unicode code points, end exclusive"

    def _hint(self, start: int, end: int, given: str | None) -> str | None:
        return None if given is None else explained(self._text or "", start, end, given)

    def optional(self, item: dict[str, Any], name: str, path: Path) -> None:
        """Check the span of a field that may have none."""
        span = item.get(name)
        if span is not None:
            self.span(span, (name, path))

    def mention(self, mention: dict[str, Any], path: Path) -> None:
        """Check a mention's span and head, and that one holds the other."""
        span, head = mention["span"], mention.get("head")
        placed = self.span(span, ("span", path))
        if head is None or not self.span(head, ("head", path)) or not placed:
            return
        if not span["start"] <= head["start"] < head["end"] <= span["end"]:
            found = f"a head from {head['start']} to {head['end']}"
            expected = f"a head within its span, from {span['start']} to {span['end']}"
            self._report.add("E308", ("head", path), found, expected)

    def fragments(self, spans: Sequence[dict[str, Any]], path: Path) -> None:
        """Check the spans that make one item; they may touch, and stand in any order."""
        placed = [(s["start"], s["end"], n) for n, s in enumerate(spans) if self.span(s, (n, path))]
        if len(placed) < 2:  # noqa: PLR2004 - one fragment overlaps nothing
            return
        placed.sort()
        reach, first = placed[0][1:]
        for start, end, number in placed[1:]:
            if start < reach:
                found = f"{start} to {end}, which shares characters with fragment {first}, up to {reach}"
                self._report.add("E307", (number, path), found, "fragments that share no character")
            if end > reach:
                reach, first = end, number


_ENDLESS = 2**63


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
