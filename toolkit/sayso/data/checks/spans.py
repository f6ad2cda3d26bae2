"""Checks of spans against the text they stand in."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.data.checks.paths import Path, Report

_SHOWN = 40


class SpanChecker:
    """Checks the spans of one record against one text."""

    def __init__(self, text: str | None, report: Report) -> None:
        """Take the text, None if it is not at hand."""
        self._text = text
        self._length = 0 if text is None else len(text)
        self._report = report
        self._hinted = False

    def check(self, record: dict[str, Any]) -> None:
        """Check all spans of a record."""
        for number, entity in enumerate(record.get("entities") or ()):
            for place, mention in enumerate(entity.get("mentions") or ()):
                self._mention(mention, (place, ("mentions", (number, ("entities", None)))))
        for number, quote in enumerate(record.get("quotes") or ()):
            path: Path = (number, ("quotes", None))
            self._fragments(quote["content"], ("content", path))
            self._optional(quote, ("cue", "source"), path)
        for number, event in enumerate(record.get("events") or ()):
            path = (number, ("events", None))
            self._span(event["trigger"], ("trigger", path))
            for place, argument in enumerate(event.get("arguments") or ()):
                self._span(argument["span"], ("span", (place, ("arguments", path))))
        for number, stance in enumerate(record.get("stances") or ()):
            path = (number, ("stances", None))
            self._optional(stance["target"], ("span",), ("target", path))
            self._fragments(stance.get("evidence") or (), ("evidence", path))

    def _optional(self, item: dict[str, Any], names: tuple[str, ...], path: Path) -> None:
        for name in names:
            span = item.get(name)
            if span is not None:
                self._span(span, (name, path))

    def _mention(self, mention: dict[str, Any], path: Path) -> None:
        span, head = mention["span"], mention.get("head")
        good = self._span(span, ("span", path))
        if head is None or not self._span(head, ("head", path)) or not good:
            return
        outer, inner = (span.get("start"), span.get("end")), (head.get("start"), head.get("end"))
        if outer[0] is None or inner[0] is None:
            if outer[0] is None and inner[0] is not None:
                self._report.add("E308", ("head", path), f"head {inner} of a span without offsets", "a head within it")
        elif not outer[0] <= inner[0] <= inner[1] <= outer[1]:
            self._report.add(
                "E308",
                ("head", path),
                f"head {inner[0]}–{inner[1]}",
                f"a head within {outer[0]}–{outer[1]}, end exclusive",
            )

    def _fragments(self, spans: Any, path: Path) -> None:  # noqa: ANN401 - a list of spans
        good = [self._span(span, (number, path)) for number, span in enumerate(spans)]
        if len(spans) < 2 or not all(good):  # noqa: PLR2004 - one fragment overlaps nothing
            return
        placed = sorted(
            (span["start"], span["end"], number) for number, span in enumerate(spans) if span.get("start") is not None
        )
        for (_, end, _), (start, last, number) in itertools.pairwise(placed):
            if start < end:
                found = f"{start}–{last} begins before {end}, where another fragment ends"
                self._report.add("E307", (number, path), found, "fragments that share no character")

    def _span(self, span: dict[str, Any], path: Path) -> bool:
        if span.get("start") is None:
            return True
        start, end, text = span["start"], span["end"], self._text
        if text is not None and start < end <= self._length:
            given = span.get("text")
            if given is None or text[start:end] == given:
                return True
            self._differs(span, path)
            return False
        return self._out_of_place(start, end, path)

    def _out_of_place(self, start: int, end: int, path: Path) -> bool:
        """Tell what is wrong with offsets, if anything is."""
        report = self._report
        if start > end:
            report.add("E302", path, f"start {start}, end {end}", "start < end, in Unicode code points, end exclusive")
        elif start == end:
            report.add("E303", path, f"start {start}, end {end}", "start < end, in Unicode code points, end exclusive")
        elif self._text is not None:
            expected = f"0 <= start < end <= {self._length}, in Unicode code points, end exclusive"
            found = f"end {end}, past the end of the document ({self._length} characters)"
            report.add("E304", path, found, expected)
        else:
            return True
        return False

    def _differs(self, span: dict[str, Any], path: Path) -> None:
        text = self._text or ""
        start, end, given = span["start"], span["end"], span["text"]
        hint = None if self._hinted else _hint(text, start, end, given)
        self._hinted = self._hinted or hint is not None
        self._report.add(
            "E305", path, _shown(given), f"{_shown(text[start:end])}, the document from {start} to {end}", hint
        )


def _hint(text: str, start: int, end: int, given: str) -> str | None:
    """What the offsets seem to count, if something else than code points explains them."""
    units = text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")
    if units == given:
        return "the offsets look like UTF-16 code units; count Unicode code points instead"
    if text.encode("utf-8")[start:end].decode("utf-8", "replace") == given:
        return "the offsets look like UTF-8 bytes; count Unicode code points instead"
    if text.replace("\r\n", "\n")[start:end] == given and "\r\n" in text:
        return "the offsets look as if CRLF line ends counted as one character; they count as two"
    if text.replace("\n", "\r\n")[start:end].replace("\r\n", "\n") == given and "\n" in text:
        return "the offsets look as if line ends counted as CRLF, two characters; here they count as one"
    return None


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
