"""The reader gets some of a document wrong: a predicted run.

Items are missed, cut or stretched, split in two, seen where none are, given another label or to another entity. Ids
and the order of entities are the reader's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from synthetic.labels import EVENTS, KINDS, MODALITIES, ROLES, SIDES, TYPES

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from synthetic.author import Author
    from synthetic.page import Item, Layers, Range

ERRORS = {"drop": 0.12, "shift": 0.12, "add": 0.10, "label": 0.10, "who": 0.15, "split": 0.08, "move": 0.08}
"""How often a first reader errs, by the kind of error."""

INWARDS, HALF = 0.3, 0.5
FEW, SHORT = 2, 8


class Reader:
    """Reads a document and gets some of it wrong: a predicted run."""

    def __init__(self, author: Author, rng: random.Random, often: float) -> None:
        """Take a document with its gold, chance, and how often to err."""
        self.gold, self.rng, self.count = author.gold, rng, len(author.page.words)
        self.rates = {error: rate * often for error, rate in ERRORS.items()}
        taken = {word for place, _ in author.mentions for word in range(*place)}
        self.free = [word for word in range(self.count - 8) if word not in taken]
        self.names: dict[str, str | None] = {}  # gold id to predicted id, None for what was dropped
        self.layers: Layers = {"entities": self._entities()}
        self.known = [entity["id"] for entity in self.layers["entities"]]
        self.layers["quotes"] = self._quotes()
        self.layers["events"] = self._events()
        self.layers["stances"] = self._stances()
        for items in self.layers.values():
            for item in items:
                item["score"] = round(rng.random(), 2)

    def _errs(self, error: str) -> bool:
        return self.rng.random() < self.rates[error]

    def _label(self, right: str, labels: Sequence[str]) -> str:
        return self.rng.choice(labels) if self._errs("label") else right

    def _shifted(self, place: Range, most: int = 1) -> Range:
        """The range with an edge moved by some words, mostly outwards."""
        first, last = place
        if not self._errs("shift"):
            return place
        by = self.rng.randint(1, most)
        if self.rng.random() < 0.3:  # noqa: PLR2004
            return (min(first + by, last - 1), last)
        return (max(0, first - by), last) if self.rng.random() < HALF else (first, min(self.count, last + by))

    def _added(self, out_of: int) -> list[int]:
        """Words at which something is seen that is not there."""
        return self.rng.sample(self.free, sum(self._errs("add") for _ in range(out_of)))

    def _kept(self, layer: str) -> Iterator[tuple[Item, Item]]:
        """The gold items that are seen, each with the beginnings of what is made of it."""
        letter = {"quotes": "q", "events": "v", "stances": "s"}[layer]
        number = 0
        for item in self.gold[layer]:
            dropped = self._errs("drop")
            number += not dropped
            self.names[item["id"]] = None if dropped else f"{letter}{number}"
            if not dropped:
                yield item, {**item, "id": f"{letter}{number}"}

    def _who(self, gold: str) -> str | None:
        return self.rng.choice(self.known) if self._errs("who") else self.names[gold]

    def _entities(self) -> list[Item]:
        homes: dict[str, Item] = {}
        entities: list[Item] = []
        for entity in self.gold["entities"]:
            parts: list[Item] = [{**entity, "type": self._label(entity["type"], TYPES), "mentions": []}]
            if len(entity["mentions"]) > FEW and self._errs("split"):
                parts.append({**parts[0], "mentions": []})
            for number, mention in enumerate(entity["mentions"]):
                if not self._errs("drop"):
                    place = self._shifted(mention["span"])
                    seen = {**mention, "span": place, "head": (place[1] - 1, place[1])}
                    parts[number % len(parts)]["mentions"].append(seen)
            homes[entity["id"]] = parts[0]
            entities += parts
        self._moved(entities)
        entities = [entity for entity in entities if entity["mentions"]]
        self.rng.shuffle(entities)
        for number, entity in enumerate(entities, start=1):
            entity["id"] = f"e{number}"
        self.names |= {gold: home["id"] if home["mentions"] else None for gold, home in homes.items()}
        return entities

    def _moved(self, entities: list[Item]) -> None:
        """Give some mentions to another entity, and add some that are none."""
        for entity in entities:
            for mention in [mention for mention in entity["mentions"] if self._errs("move")]:
                entity["mentions"].remove(mention)
                self.rng.choice(entities)["mentions"].append(mention)
        for word in self._added(4 * len(self.gold["entities"])):
            place = (word, word + 1)
            self.rng.choice(entities)["mentions"].append({"span": place, "head": place, "form": "nominal"})

    def _quotes(self) -> list[Item]:
        quotes = []
        for gold, quote in self._kept("quotes"):
            speaker = self._who(gold["speakers"][0])
            quote |= {"kind": self._label(gold["kind"], KINDS), "speakers": [speaker] if speaker else []}
            quote["parent"] = self.names[gold["parent"]] if "parent" in gold else None
            *others, last = gold["content"]
            last = (last[0], self._shifted(last, 3)[1])
            quotes.append(quote | {"content": [*others, last]})
            middle = (last[0] + last[1]) // 2
            if last[1] - last[0] > SHORT and self._errs("split"):
                quotes[-1]["content"] = [*others, (last[0], middle)]
                quotes.append(
                    quote | {"id": f"q{len(self.gold['quotes']) + len(quotes)}", "content": [(middle, last[1])]}
                )
        for number, word in enumerate(self._added(len(self.gold["quotes"])), start=1):
            made = {"id": f"q-{number}", "content": [(word + 1, word + 7)], "kind": "indirect", "cue": (word, word + 1)}
            quotes.append(made | {"speakers": [self.rng.choice(self.known)]})
        return quotes

    def _events(self) -> list[Item]:
        events = []
        for gold, event in self._kept("events"):
            event |= {"trigger": self._shifted(gold["trigger"]), "type": self._label(gold["type"], EVENTS)}
            event["modality"] = self._label(gold["modality"], MODALITIES)
            event["arguments"] = [
                {
                    "role": self._label(argument["role"], ROLES),
                    "span": self._shifted(argument["span"]),
                    "entity": self.names[argument["entity"]],
                }
                for argument in gold["arguments"]
                if not self._errs("drop")
            ]
            events.append(event)
        for number, word in enumerate(self._added(len(self.gold["events"])), start=1):
            made = {"id": f"v-{number}", "trigger": (word, word + 1), "type": self.rng.choice(EVENTS)}
            made |= {"polarity": "positive", "modality": "actual"}
            events.append(made | {"arguments": [{"role": "actor", "span": (word + 1, word + 2)}]})
        return events

    def _stances(self) -> list[Item]:
        stances = []
        for gold, stance in self._kept("stances"):
            holder = self._who(gold["holder"])
            ((kind, target),) = gold["target"].items()
            if holder and self.names[target]:
                stance |= {"holder": holder, "target": {kind: self.names[target]}, "quote": self.names[gold["quote"]]}
                stances.append(stance | {"polarity": self._label(gold["polarity"], SIDES)})
        return stances
