"""Items in words: what a row of a layer covers, how it is labelled, and what else identifies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sayso.data.columns import Side
    from sayso.data.keys import Ints
    from sayso.matching.scene import Scene

    Wording = tuple[tuple[tuple[int, int], ...], str, str, str]


class Words:
    """The texts behind the columns of one side."""

    def __init__(self, scene: Scene, side: Side) -> None:
        """Look at one side of a scene."""
        self._scene = scene
        self.side = side

    def label(self, attribute: str, code: int) -> str:
        """The text of a label code, '' for none."""
        return self._scene.labels[attribute].texts[code] if code >= 0 else ""

    def text(self, doc: int, span: int) -> str:
        """The text of a span, '' for none."""
        return self._scene.space.wording(doc, span) if span >= 0 else ""

    def places(self, span: int) -> tuple[tuple[int, int], ...]:
        """The fragments of a span; none of a text-only one."""
        spans = self._scene.space.spans
        if span < 0 or spans.text[span] >= 0:
            return ()
        part = slice(spans.first[span], spans.first[span + 1])
        return tuple(zip(spans.start[part].tolist(), spans.end[part].tolist(), strict=True))

    def entity(self, row: int) -> str:
        """An entity by its name, else by the text of its first mention, else by its Wikidata id."""
        if row < 0:
            return ""
        entities, mentions = self.side.entities, self.side.mentions
        if entities.name[row] >= 0:
            return self.label("entities.name", int(entities.name[row]))
        own = (mentions.entity == row).nonzero()[0]
        if len(own):
            return self.text(int(entities.doc[row]), int(mentions.span[own[0]]))
        return self.label("entities.wikidata", int(entities.wikidata[row]))


def wordings(scene: Scene, side: Side, layer: str, rows: Ints) -> Iterator[Wording]:
    """(fragments, text, label, note) of some rows of a layer."""
    words = Words(scene, side)
    say = _SAY[layer]
    return (say(words, row) for row in rows.tolist())


def _mention(words: Words, row: int) -> Wording:
    table, span = words.side.mentions, int(words.side.mentions.span[row])
    entity = int(table.entity[row])
    kind = words.label("entities.type", int(words.side.entities.type[entity]))
    return words.places(span), words.text(int(table.doc[row]), span), kind, words.entity(entity)


def _entity(words: Words, row: int) -> Wording:
    table = words.side.entities
    wikidata = words.label("entities.wikidata", int(table.wikidata[row]))
    return (), words.entity(row), words.label("entities.type", int(table.type[row])), wikidata


def _quote(words: Words, row: int) -> Wording:
    table, span = words.side.quotes, int(words.side.quotes.content[row])
    speakers = words.side.speakers
    own = speakers.entity[speakers.quote == row].tolist()
    note = ", ".join(sorted(words.entity(entity) for entity in own))
    return (
        words.places(span),
        words.text(int(table.doc[row]), span),
        words.label("quotes.kind", int(table.kind[row])),
        note,
    )


def _event(words: Words, row: int) -> Wording:
    table, span = words.side.events, int(words.side.events.trigger[row])
    label = words.label("events.type", int(table.type[row]))
    return words.places(span), words.text(int(table.doc[row]), span), label, ""


def _argument(words: Words, row: int) -> Wording:
    table, span = words.side.arguments, int(words.side.arguments.span[row])
    doc = int(table.doc[row])
    trigger = words.text(doc, int(words.side.events.trigger[table.event[row]]))
    return (
        words.places(span),
        words.text(doc, span),
        words.label("arguments.role", int(table.role[row])),
        trigger,
    )


def _stance(words: Words, row: int) -> Wording:
    table = words.side.stances
    doc, evidence = int(table.doc[row]), int(table.evidence[row])
    label = words.label("stances.polarity", int(table.polarity[row]))
    note = f"{words.entity(int(table.holder[row]))} → {_target(words, row)}"
    return words.places(evidence), words.text(doc, evidence), label, note


def _target(words: Words, row: int) -> str:
    table = words.side.stances
    if table.entity[row] >= 0:
        return words.entity(int(table.entity[row]))
    if table.event[row] >= 0:
        event = int(table.event[row])
        return words.text(int(table.doc[row]), int(words.side.events.trigger[event]))
    return words.text(int(table.doc[row]), int(table.span[row]))


_SAY: Mapping[str, Callable[[Words, int], Wording]] = {
    "mentions": _mention,
    "entities": _entity,
    "quotes": _quote,
    "events": _event,
    "arguments": _argument,
    "stances": _stance,
}
