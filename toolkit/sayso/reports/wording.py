"""Annotations in words: what an item covers and what it says, for a reader who has the text at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Record = Mapping[str, Any]

LAYERS = ("entities", "quotes", "events", "stances")
_LONG = 60
_VERBS = {"support": "supports", "oppose": "opposes", "neutral": "is neutral on"}


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """An annotation in words.

    Attributes:
        spans: What it covers, in code points, half open; empty for what has no place in the text.
        layer: Its layer.
        words: What it says.
        kind: What kind of item it is, in a word.
    """

    spans: tuple[tuple[int, int], ...]
    layer: str
    words: str
    kind: str

    @property
    def place(self) -> int | None:
        """Where it starts, None for nowhere."""
        return self.spans[0][0] if self.spans else None


class Wording:
    """The items of a record, worded with its document at hand."""

    def __init__(self, document: Record, record: Record) -> None:
        """Look at a record and its document."""
        self._text: str = document["text"]
        self._record = record
        self._entities = {entity["id"]: entity for entity in record.get("entities") or ()}
        self._events = {event["id"]: event for event in record.get("events") or ()}

    def items(self, layers: Sequence[str] = LAYERS) -> Iterator[Item]:
        """All items of some layers; entities mention by mention."""
        say = {
            "entities": self._entity,
            "quotes": self._quote,
            "events": self._event,
            "stances": self._stance,
        }
        for layer in layers:
            for item in self._record.get(layer) or ():
                yield from say[layer](item)

    def _entity(self, entity: Record) -> Iterator[Item]:
        name = self._name(entity["id"])
        wikidata = entity.get("wikidata")
        known = _listed(name, entity.get("type"), wikidata if wikidata != name else None)
        if not entity.get("mentions"):
            yield Item((), "entities", f"{known}, not mentioned", "entity")
        for mention in entity.get("mentions") or ():
            said = self._said(mention["span"])
            words = f"{_quoted(said)} → {known}" if said != name else known
            yield Item(_places([mention["span"]]), "entities", _listed(words, mention.get("form")), "mention")

    def _quote(self, quote: Record) -> Iterator[Item]:
        speakers = " and ".join(map(self._name, quote.get("speakers") or ()))
        source, cue = quote.get("source"), quote.get("cue")
        words = _listed(
            quote.get("kind"),
            f"by {speakers}" if speakers else None,
            f"source {_quoted(self._said(source))}" if source else None,
            f"cue {_quoted(self._said(cue))}" if cue else None,
            f"within {quote['parent']}" if quote.get("parent") else None,
        )
        content = " … ".join(map(self._said, quote["content"]))
        yield Item(
            _places(quote["content"]),
            "quotes",
            f"{words}: {_quoted(content)}" if words else _quoted(content),
            "quote",
        )

    def _event(self, event: Record) -> Iterator[Item]:
        known = _listed(event.get("type"), event.get("polarity"), event.get("modality"))
        roles = "; ".join(
            f"{role['role']} {_quoted(self._said(role['span']))}" for role in event.get("arguments") or ()
        )
        words = " ".join(part for part in (_quoted(self._said(event["trigger"])), known and f"({known})") if part)
        yield Item(_places([event["trigger"]]), "events", f"{words}: {roles}" if roles else words, "event")

    def _stance(self, stance: Record) -> Iterator[Item]:
        polarity = stance["polarity"]
        known = _listed(stance.get("strength"), stance.get("expression"))
        words = f"{self._name(stance['holder'])} {_VERBS.get(polarity, polarity)} {self._target(stance['target'])}"
        yield Item(
            _places(stance.get("evidence") or ()),
            "stances",
            f"{words} ({known})" if known else words,
            "stance",
        )

    def _target(self, target: Record) -> str:
        if target.get("entity"):
            return self._name(target["entity"])
        if target.get("event"):
            event = self._events.get(target["event"])
            return _quoted(self._said(event["trigger"])) if event else str(target["event"])
        return _quoted(self._said(target["span"]))

    def _name(self, entity_id: str) -> str:
        entity = self._entities.get(entity_id, {})
        mentions = entity.get("mentions") or ()
        mentioned = self._said(mentions[0]["span"]) if mentions else None
        return str(entity.get("name") or mentioned or entity.get("wikidata") or entity_id)

    def _said(self, span: Record) -> str:
        said = self._text[span["start"] : span["end"]] if span.get("start") is not None else str(span.get("text", ""))
        return " ".join(said.split())


def _places(spans: Sequence[Record]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((span["start"], span["end"]) for span in spans if span.get("start") is not None))


def _listed(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _quoted(said: str) -> str:
    """A text between marks; the middle of a long one left out, since it can be read above."""
    short = said if len(said) <= _LONG else f"{said[: _LONG // 2].rstrip()} … {said[-_LONG // 3 :].lstrip()}"
    return f"‘{short}’"
