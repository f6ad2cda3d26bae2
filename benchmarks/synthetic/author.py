"""The author writes a document, sentence by sentence, and knows what is in it: the gold.

A sentence tells that somebody does something to somebody, or says that somebody said so. Each has two mentions and an
event; the numbers below are those of a news article of 30 sentences, about 2,850 characters.
"""

from __future__ import annotations

import functools
import itertools
import random
from typing import TYPE_CHECKING

from synthetic.labels import EVENTS, KINDS, MODALITIES, ROLES, SIDES, TYPES
from synthetic.page import Page

if TYPE_CHECKING:
    from synthetic.page import Item, Layers, Range

SENTENCES, SAYINGS, NESTED, ENTITIES, ARGUMENTS, STANCES = 30, 13, 2, 16, 80, 15
SYLLABLES = ["ka", "lo", "mi", "nu", "re", "sa", "te", "vi", "bo", "da", "fe", "gu", "hi", "jo", "pa", "zé", "ñi", "rø"]
KIND_SHARES, ROLE_SHARES, FORM_SHARES = (55, 25, 20), (49, 26, 20, 4, 1), (52, 23, 25)
LINKED, INTERRUPTED, NEGATIVE, COREFERRING, ABOUT_ENTITIES = 0.7, 0.15, 0.1, 0.4, 0.3
PARAGRAPH = 4


@functools.cache
def vocabulary(seed: int) -> list[str]:
    """A few thousand words, one to four syllables each."""
    rng = random.Random(f"{seed}/words")
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(4000)]


class Author:
    """Writes one document and knows what is in it: the gold."""

    def __init__(self, seed: int, number: int, density: int) -> None:
        """Write the document `number` of a seed."""
        self.rng = random.Random(f"{seed}/{number}")
        self._stock = iter(self.rng.choices(vocabulary(seed), k=25 * SENTENCES * density))
        self.page = Page()
        self.gold: Layers = {"entities": self._entities(density), "quotes": [], "events": [], "stances": []}
        self.mentions: list[tuple[Range, str]] = []
        self._owners = self._shares(2 * SENTENCES * density)
        sayings = set(self.rng.sample(range(SENTENCES * density), SAYINGS * density))
        nested = set(self.rng.sample(sorted(sayings), NESTED * density))
        for sentence in range(SENTENCES * density):
            (self._say if sentence in sayings else self._tell)(nested=sentence in nested)
            if (sentence + 1) % PARAGRAPH == 0:
                self.page.behind[-1] = self.page.behind[-1].rstrip() + "\n\n"
        self._third_arguments((ARGUMENTS - 2 * SENTENCES) * density)
        self._stances(STANCES * density)

    def _words(self, least: int, most: int) -> list[str]:
        return list(itertools.islice(self._stock, least + int((most - least + 1) * self.rng.random())))

    def _entities(self, density: int) -> list[Item]:
        entities = []
        for number in range(1, ENTITIES * density + 1):
            name = " ".join(word.capitalize() for word in self._words(1, 3))
            entity = {"id": f"e{number}", "name": name, "type": self.rng.choice(TYPES), "mentions": []}
            if self.rng.random() < LINKED:
                entity["wikidata"] = f"Q{self.rng.randint(1, 10**8)}"
            entities.append(entity)
        return entities

    def _shares(self, mentions: int) -> list[Item]:
        """The entity of each mention to come: every one at least once, a few often."""
        entities = self.gold["entities"]
        weights = [1 / (1 + number % ENTITIES) for number in range(len(entities))]
        owners = entities + self.rng.choices(entities, weights, k=mentions - len(entities))
        self.rng.shuffle(owners)
        return owners

    def _mention(self) -> tuple[Range, str]:
        entity = self._owners.pop()
        form = self.rng.choices(("name", "nominal", "pronoun"), FORM_SHARES)[0]
        words = entity["name"].split() if form == "name" else self._words(*((2, 2) if form == "nominal" else (1, 1)))
        place = self.page.write(words)
        entity["mentions"].append({"span": place, "head": (place[1] - 1, place[1]), "form": form})
        self.mentions.append((place, entity["id"]))
        return self.mentions[-1]

    def _tell(self, *, nested: bool) -> None:
        """Somebody does something to somebody."""
        del nested  # only what is said can hold what was said
        actor = self._mention()
        self.page.write(self._words(2, 3))
        self._event(actor)
        self.page.write(self._words(5, 7))
        self.page.end(".")

    def _say(self, *, nested: bool) -> None:
        """Somebody says that something is done, before or around the words that name the speaker."""
        kind = self.rng.choices(KINDS, KIND_SHARES)[0]
        parts = [self.page.write(self._words(3, 5))] if self.rng.random() < INTERRUPTED else []
        speaker = self._mention()
        cue = self.page.write(self._words(1, 1))
        first = len(self.page.words)
        self.page.write(self._words(1, 3))
        other = self._event(speaker)
        inner_cue, inner = self.page.write(self._words(1, 1)), self.page.write(self._words(5, 8))
        parts.append((first, inner[1]))
        outer = self._quote(parts, kind, cue, speaker, None)
        if nested:
            self._quote([inner], "indirect", inner_cue, other, outer)
        self.page.end(".")
        if kind == "direct":
            for part in parts:
                self.page.quote(*part)

    def _quote(
        self, content: list[Range], kind: str, cue: Range, speaker: tuple[Range, str], parent: str | None
    ) -> str:
        quote = {"id": f"q{len(self.gold['quotes']) + 1}", "content": content, "kind": kind, "cue": cue}
        quote |= {"source": speaker[0], "speakers": [speaker[1]]} | ({"parent": parent} if parent else {})
        self.gold["quotes"].append(quote)
        identity: str = quote["id"]
        return identity

    def _event(self, actor: tuple[Range, str]) -> tuple[Range, str]:
        """A trigger and a mention of what it is done to; the latter."""
        trigger = self.page.write(self._words(1, 1))
        self.page.write(self._words(1, 2))
        other = self._mention()
        event = {
            "id": f"v{len(self.gold['events']) + 1}",
            "trigger": trigger,
            "type": self.rng.choice(EVENTS),
            "polarity": "negative" if self.rng.random() < NEGATIVE else "positive",
            "modality": self.rng.choice(MODALITIES),
            "arguments": [_argument("actor", actor), _argument(self._role(), other)],
        }
        if self.rng.random() < COREFERRING:
            event["coref"] = f"c{self.rng.randint(1, 1 + len(self.gold['events']))}"
        self.gold["events"].append(event)
        return other

    def _role(self) -> str:
        return self.rng.choices(ROLES, ROLE_SHARES)[0]

    def _third_arguments(self, count: int) -> None:
        for event in self.rng.sample(self.gold["events"], count):
            event["arguments"].append(_argument(self._role(), self.rng.choice(self.mentions)))

    def _stances(self, count: int) -> None:
        for number in range(1, count + 1):
            quote = self.rng.choice(self.gold["quotes"])
            first, last = quote["content"][-1]
            layer = "entities" if self.rng.random() < ABOUT_ENTITIES else "events"
            target = self.rng.choice(self.gold[layer])["id"]
            self.gold["stances"].append(
                {
                    "id": f"s{number}",
                    "holder": quote["speakers"][0],
                    "target": {"event" if layer == "events" else "entity": target},
                    "polarity": self.rng.choices(SIDES, (7, 3))[0],
                    "strength": self.rng.choice(("weak", "strong")),
                    "expression": self.rng.choice(("explicit", "implied")),
                    "evidence": [(first, self.rng.randint(first + 1, last))],
                    "quote": quote["id"],
                }
            )


def _argument(role: str, mention: tuple[Range, str]) -> Item:
    return {"role": role, "span": mention[0], "entity": mention[1]}
