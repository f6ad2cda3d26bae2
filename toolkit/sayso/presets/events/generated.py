"""Arguments in generated text: read out of a filled template, and found again among the words of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.preset import ScorerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# First and last token; the last stands before the first where nothing was generated.
Ends = tuple[int, int]

_BLANK = re.compile(r"<arg(\d+)>")
_UNFILLED = "<arg>"
_ARTICLES = frozenset({"a", "an", "the"})


class Template(NamedTuple):
    """The template of an event type, with blanks `<arg1>`, `<arg2>` …, and the role of each blank."""

    text: str
    roles: Sequence[str]


def filled(template: Template, generated: str) -> Iterator[tuple[str, list[str]]]:
    """The words of each filled blank with its role, read word by word along the template.

    A blank takes the words up to the next word of the template, the last one all that are left; `<arg>` leaves it
    unfilled. Words of the template are passed over one for one, whatever was generated in their place.

    Raises:
        ScorerError: The template has a blank without role (SystemExit).

    Source:     raspberryice/gen-arg src/genie/scorer.py at 253e088
    """
    pattern, words = template.text.split(), generated.split()
    at = 0
    for place, word in enumerate(pattern):
        if at >= len(words):
            return
        blank = _BLANK.match(word)
        if blank is None:
            at += 1
            continue
        role = _role(template, int(blank[1]))
        if words[at] == _UNFILLED:
            at += 1
            continue
        start = at
        last = place == len(pattern) - 1
        while at < len(words) and (last or words[at] != pattern[place + 1]):
            at += 1
        yield role, words[start:at]


def _role(template: Template, number: int) -> str:
    if not 1 <= number <= len(template.roles):
        raise ScorerError("SystemExit", f"the template has a blank <arg{number}> without role: {template.text}")
    return template.roles[number - 1]


class Words:
    """The words of a document around a trigger, ready to be searched.

    Args:
        words: The words of the document.
        trigger: First word of the trigger and the one after its last.
    """

    def __init__(self, words: Sequence[str], trigger: tuple[int, int]) -> None:
        self.words = list(words)
        self.trigger = trigger
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            self._places.setdefault(word, []).append(place)

    def nearest(self, wanted: Sequence[str]) -> Ends | None:
        """The occurrence of some words nearest to the trigger, the first of equals; None if they do not occur.

        The distance is counted from the end of an occurrence before the trigger, from the start of a later one. No
        words at all occur everywhere, and so are found behind the trigger.
        """
        sought = list(wanted)
        places = self._places.get(sought[0], []) if sought else range(len(self.words))
        found = [place for place in places if self.words[place : place + len(sought)] == sought]
        distance, place = min(((self._distance(place, len(sought)), place) for place in found), default=(0, -1))
        if place < 0 or distance >= len(self.words):
            return None
        return place, place + len(sought) - 1

    def _distance(self, place: int, size: int) -> int:
        start, end = self.trigger
        return abs(start - place - size) if place < start else abs(place - end)

    def placed(self, wanted: Sequence[str]) -> list[Ends]:
        """Where some words are: as they are, or else each of the parts between `and`; what does not occur is dropped.

        An `and` that begins a part belongs to it.
        """
        whole = self.nearest(wanted)
        if whole is not None:
            return [whole]
        parts: list[list[str]] = [[]]
        for word in wanted:
            if word == "and" and parts[-1]:
                parts.append([])
            else:
                parts[-1].append(word)
        found = [self.nearest(part) for part in parts if part]
        return [span for span in found if span is not None]

    def without_article(self, span: Ends) -> Ends:
        """A span without the article that it begins with, unless that is all of it or it has no words."""
        first, last = span
        return (first + 1, last) if first < last and self.words[first].lower() in _ARTICLES else span
