"""Items as things to be shown: what they cover, how they are labelled, what they say, and what they are linked with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Record = Mapping[str, Any]

Spans = tuple[tuple[int, int], ...]
LAYERS = ("mentions", "entities", "quotes", "events", "arguments", "stances")
"""The kinds of items, in the order in which a page shows them."""
_LONG = 60
_VERBS = {"support": "supports", "oppose": "opposes", "neutral": "is neutral on"}


class Link(NamedTuple):
    """Something that an item is linked with: as what, and where that is."""

    role: str
    spans: Spans


class Thing(NamedTuple):
    """What an item is to the reader; equal for items of gold and runs that are the same to the eye.

    Attributes:
        layer: One of `LAYERS`.
        spans: What it covers, in code points, half open; of an entity its mentions; empty for nowhere in the text.
        label: Type, kind, role or polarity, '' for none.
        words: What it says, without what it covers.
        links: What lines are drawn to.
    """

    layer: str
    spans: Spans
    label: str
    words: str
    links: tuple[Link, ...] = ()


class Sayings:
    """The things of a record."""

    def __init__(self, record: Record, text: str | None) -> None:
        """Look at a record; without a text, ids and offsets stand for all wording."""
        self._record = record
        self._text = text
        self._entities: dict[str, Record] = {entity["id"]: entity for entity in record.get("entities") or ()}
        self._names: dict[str, str] = {}
        self._mentioned: dict[str, Spans] = {}
        self._events: dict[str, Record] = {event["id"]: event for event in record.get("events") or ()}

    def things(self, layer: str) -> Iterator[Thing]:
        """The things of a layer, in the order of the record."""
        say: dict[str, Callable[[], Iterator[Thing]]] = {
            "mentions": self._mentions,
            "entities": self._all_entities,
            "quotes": self._quotes,
            "events": self._all_events,
            "arguments": self._arguments,
            "stances": self._stances,
        }
        return say[layer]()

    def _mentions(self) -> Iterator[Thing]:
        for entity in self._record.get("entities") or ():
            name = self._name(entity["id"])
            for mention in entity.get("mentions") or ():
                words = listed(mention.get("form"), f"of {name}", self._loose([mention["span"]]))
                yield Thing("mentions", places([mention["span"]]), entity.get("type") or "", words)

    def _all_entities(self) -> Iterator[Thing]:
        for entity in self._record.get("entities") or ():
            spans = places([mention["span"] for mention in entity.get("mentions") or ()])
            words = listed(self._name(entity["id"]), entity.get("wikidata"))
            yield Thing("entities", spans, entity.get("type") or "", words)

    def _quotes(self) -> Iterator[Thing]:
        for quote in self._record.get("quotes") or ():
            content = places(quote["content"])
            speakers = quote.get("speakers") or ()
            links = []
            if quote.get("cue"):
                links.append(Link("cue", places([quote["cue"]])))
            if quote.get("source"):
                links.append(Link("source", places([quote["source"]])))
            links += [Link("speaker", self._nearest(speaker, content, links)) for speaker in speakers]
            words = listed(
                f"by {' and '.join(map(self._name, speakers))}" if speakers else "no speaker",
                f"within {quote['parent']}" if quote.get("parent") else None,
                self._loose(quote["content"]),
            )
            yield Thing("quotes", content, quote.get("kind") or "", words, _somewhere(links))

    def _all_events(self) -> Iterator[Thing]:
        for event in self._record.get("events") or ():
            arguments = event.get("arguments") or ()
            words = listed(
                event.get("polarity") if event.get("polarity") != "positive" else None,
                event.get("modality"),
                self._loose([event["trigger"]]),
            )
            links = [Link(argument["role"], places([argument["span"]])) for argument in arguments]
            yield Thing("events", places([event["trigger"]]), event.get("type") or "", words, _somewhere(links))

    def _arguments(self) -> Iterator[Thing]:
        for event in self._record.get("events") or ():
            arguments = event.get("arguments")
            if not arguments:
                continue
            owner = f"of {self._said(event['trigger'])}" if self._text is not None else f"of {event['id']}"
            links = _somewhere([Link("event", places([event["trigger"]]))])
            for argument in arguments:
                entity = argument.get("entity")
                words = listed(owner, self._name(entity) if entity else None, self._loose([argument["span"]]))
                yield Thing("arguments", places([argument["span"]]), argument["role"], words, links)

    def _stances(self) -> Iterator[Thing]:
        for stance in self._record.get("stances") or ():
            evidence, target = places(stance.get("evidence") or ()), stance["target"]
            links = [Link("holder", self._nearest(stance["holder"], evidence, ()))]
            links.append(Link("target", self._target_place(target, evidence)))
            polarity = stance["polarity"]
            words = listed(
                f"{self._name(stance['holder'])} {_VERBS.get(polarity, polarity)} {self._target(target)}",
                stance.get("strength"),
                stance.get("expression"),
            )
            yield Thing("stances", evidence, polarity, words, _somewhere(links))

    def _target(self, target: Record) -> str:
        if target.get("entity"):
            return self._name(target["entity"])
        if target.get("event"):
            event = self._events.get(target["event"])
            return self._said(event["trigger"]) if event and self._text is not None else str(target["event"])
        return self._said(target["span"])

    def _target_place(self, target: Record, near: Spans) -> Spans:
        if target.get("entity"):
            return self._nearest(target["entity"], near, ())
        if target.get("event"):
            event = self._events.get(target["event"])
            return places([event["trigger"]]) if event else ()
        return places([target["span"]])

    def _nearest(self, entity_id: str, spans: Spans, links: Sequence[Link]) -> Spans:
        """The mention of an entity that is nearest to an item; the source of a quote if it is one."""
        found = self._mentioned.get(entity_id)
        if found is None:
            mentions = self._entities.get(entity_id, {}).get("mentions") or ()
            found = self._mentioned[entity_id] = places([mention["span"] for mention in mentions])
        if not found:
            return ()
        if any(link.role == "source" and link.spans and link.spans[0] in found for link in links):
            return ()
        start = spans[0][0] if spans else 0
        return (min(found, key=lambda place: (abs(place[0] - start), place)),)

    def _name(self, entity_id: str) -> str:
        if entity_id not in self._names:
            self._names[entity_id] = self._named(entity_id)
        return self._names[entity_id]

    def _named(self, entity_id: str) -> str:
        if self._text is None:
            return entity_id
        entity = self._entities.get(entity_id, {})
        mentions = entity.get("mentions") or ()
        mentioned = self._said(mentions[0]["span"]) if mentions else None
        return str(entity.get("name") or mentioned or entity.get("wikidata") or entity_id)

    def _said(self, span: Record) -> str:
        """The words of a span between quotation marks, the middle of many left out; without a text its offsets."""
        if span.get("start") is None:
            return _quoted(str(span.get("text", ""))) if self._text is not None else "words without a place"
        if self._text is None:
            return f"{span['start']}–{span['end']}"
        return _quoted(self._text[span["start"] : span["end"]])

    def _loose(self, spans: Sequence[Record]) -> str | None:
        """The words of what has no place in the text."""
        for span in spans:
            if span.get("start") is None:
                break
        else:
            return None
        return " ".join(self._said(span) for span in spans if span.get("start") is None)


def places(spans: Sequence[Record]) -> Spans:
    """The spans that have a place, in order."""
    if len(spans) == 1:
        [span] = spans
        return ((span["start"], span["end"]),) if span.get("start") is not None else ()
    return tuple(sorted((span["start"], span["end"]) for span in spans if span.get("start") is not None))


def listed(*parts: str | None) -> str:
    """What there is, between commas."""
    return ", ".join([part for part in parts if part])


def _somewhere(links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(link for link in links if link.spans)


def _quoted(said: str) -> str:
    said = " ".join(said.split())
    short = said if len(said) <= _LONG else f"{said[: _LONG // 2].rstrip()} … {said[-_LONG // 3 :].lstrip()}"
    return f"‘{short}’"
