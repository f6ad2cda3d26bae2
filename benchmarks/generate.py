"""Make a synthetic corpus of any size: documents, gold, and runs that get some of it wrong.

    python benchmarks/generate.py --documents 10000 --runs 2 --out corpus-10000

A document has the measure of a news article: about 2,850 characters in 30 sentences, 16 entities with 60 mentions, 15
quotes of which 2 are nested, 30 events with 80 arguments, 15 stances. `--density 4` makes it four times as long, with
four times the items. The words are invented syllables. Each document draws from a generator of its own, seeded by
(seed, number), and each run of it from another: document 17 is the same in every corpus of one seed, and so is its
gold, whatever else is made.

A place in a document is a range of words `(first, behind the last)` until the very end, when it becomes a span.
"""

from __future__ import annotations

import argparse
import functools
import gc
import hashlib
import itertools
import json
import multiprocessing
import random
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Range = tuple[int, int]
    Item = dict[str, Any]
    Layers = dict[str, list[Item]]

SENTENCES, SAYINGS, NESTED, ENTITIES, ARGUMENTS, STANCES = 30, 13, 2, 16, 80, 15
SYLLABLES = ["ka", "lo", "mi", "nu", "re", "sa", "te", "vi", "bo", "da", "fe", "gu", "hi", "jo", "pa", "zé", "ñi", "rø"]
TYPES = ("person", "organization", "country", "group", "place")
EVENTS = ("agree", "consult", "support", "cooperate", "aid", "reject", "accuse", "threaten", "mobilize", "assault")
ROLES, SHARES = ("actor", "recipient", "object", "time", "amount"), (49, 26, 20, 4, 1)
MODALITIES = ("actual", "planned", "hypothetical")
KINDS = ("indirect", "direct", "mixed")
SIDES = ("support", "oppose")

ERRORS = {"drop": 0.12, "shift": 0.12, "add": 0.10, "label": 0.10, "who": 0.15, "split": 0.08, "move": 0.08}
"""How often a first run errs, by the kind of error; every later run errs three tenths more often."""

_NESTED = {tuple, list, dict}
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

CORPUS = """\
name = "synthetic"
documents = "documents.jsonl"
gold = "gold.jsonl"

[passes]
"""


class Page:
    """The words of a document, each with what stands before and behind it."""

    def __init__(self) -> None:
        """Begin with none."""
        self.words: list[str] = []
        self.before: list[str] = []
        self.behind: list[str] = []

    def write(self, words: Sequence[str]) -> Range:
        """Add words; where they stand."""
        first = len(self.words)
        self.words += words
        self.before += [""] * len(words)
        self.behind += [" "] * len(words)
        return first, len(self.words)

    def end(self, mark: str) -> None:
        """Put a mark behind the last word."""
        self.behind[-1] = mark + " "

    def quote(self, first: int, last: int) -> None:
        """Put quotation marks around a range."""
        self.before[first] = "“"
        self.behind[last - 1] = "”" + self.behind[last - 1]

    def set(self) -> tuple[str, list[int], list[int]]:
        """The text, and for each word where it starts and ends, in characters."""
        starts, ends, at = [], [], 0
        for before, word, behind in zip(self.before, self.words, self.behind, strict=True):
            start = at + len(before)
            end = start + len(word)
            starts.append(start)
            ends.append(end)
            at = end + len(behind)
        parts = zip(self.before, self.words, self.behind, strict=True)
        return "".join(itertools.chain.from_iterable(parts)).rstrip(), starts, ends


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
            if sentence % 4 == 3:  # noqa: PLR2004
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
            if self.rng.random() < 0.7:  # noqa: PLR2004
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
        form = self.rng.choices(("name", "nominal", "pronoun"), (52, 23, 25))[0]
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
        kind = self.rng.choices(KINDS, (55, 25, 20))[0]
        parts = [self.page.write(self._words(3, 5))] if self.rng.random() < 0.15 else []  # noqa: PLR2004
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
            "polarity": "negative" if self.rng.random() < 0.1 else "positive",  # noqa: PLR2004
            "modality": self.rng.choice(MODALITIES),
            "arguments": [_argument("actor", actor), _argument(self._role(), other)],
        }
        if self.rng.random() < 0.4:  # noqa: PLR2004
            event["coref"] = f"c{self.rng.randint(1, 1 + len(self.gold['events']))}"
        self.gold["events"].append(event)
        return other

    def _role(self) -> str:
        return self.rng.choices(ROLES, SHARES)[0]

    def _third_arguments(self, count: int) -> None:
        for event in self.rng.sample(self.gold["events"], count):
            event["arguments"].append(_argument(self._role(), self.rng.choice(self.mentions)))

    def _stances(self, count: int) -> None:
        for number in range(1, count + 1):
            quote = self.rng.choice(self.gold["quotes"])
            first, last = quote["content"][-1]
            layer = "entities" if self.rng.random() < 0.3 else "events"  # noqa: PLR2004
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
        return (max(0, first - by), last) if self.rng.random() < 0.5 else (first, min(self.count, last + by))  # noqa: PLR2004

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
            if len(entity["mentions"]) > 2 and self._errs("split"):  # noqa: PLR2004
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
            if last[1] - last[0] > 8 and self._errs("split"):  # noqa: PLR2004
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


def _argument(role: str, mention: tuple[Range, str]) -> Item:
    return {"role": role, "span": mention[0], "entity": mention[1]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to make: see `--help`."""

    seed: int = 7
    density: int = 1
    runs: int = 1
    long: bool = False


def records(order: Order, number: int) -> list[Item]:
    """The document `number`, its gold, and its record in each run."""
    author = Author(order.seed, number, order.density)
    text, starts, ends = author.page.set()
    head = {"format": "sayso/1", "doc_id": f"syn-{number:06d}"}
    head["text_sha256"] = hashlib.sha256(text.encode()).hexdigest()

    def placed(value: Any) -> Any:  # noqa: ANN401 - a record with ranges of words, at any depth
        if type(value) is tuple:
            start, end = starts[value[0]], ends[value[1] - 1]
            return {"start": start, "end": end, "text": text[start:end]}
        if type(value) is list:
            return [placed(item) for item in value]
        if type(value) is dict:
            return {
                name: placed(item) if type(item) in _NESTED else item
                for name, item in value.items()
                if item is not None
            }
        return value

    gold = author.gold
    if order.long:
        whole = {"id": "q0", "content": [(0, len(starts))], "kind": "direct", "speakers": ["e1"]}
        gold = gold | {"quotes": [*gold["quotes"], whole]}
    runs = []
    for run in range(1, order.runs + 1):
        chance = random.Random(f"{order.seed}/{number}/{run}")
        runs.append(Reader(author, chance, 1 + 0.3 * (run - 1)).layers)
    document = {"doc_id": head["doc_id"], "text": text, "title": f"Synthetic {number}", "language": "und"}
    return [document, *(head | placed(layers) for layers in (gold, *runs))]


def lines(order: Order, number: int) -> list[str]:
    """The same as lines of JSON."""
    gc.set_threshold(100_000)  # a document makes thousands of objects, and hardly a cycle
    return [_encode(record) + "\n" for record in records(order, number)]


def write(order: Order, documents: int, out: Path) -> None:
    """Write a corpus of so many documents, its runs beside it."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "corpus.toml").write_text(CORPUS, encoding="utf-8", newline="\n")
    names = ("documents", "gold", *(f"run-{run}" for run in range(1, order.runs + 1)))
    with ExitStack() as open_files, multiprocessing.Pool() as pool:
        files = [
            open_files.enter_context((out / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
            for name in names
        ]
        for made in pool.imap(functools.partial(lines, order), range(1, documents + 1), chunksize=16):
            for file, line in zip(files, made, strict=True):
                file.write(line)


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--density", type=int, default=1, help="multiplies length and items of a document")
    parser.add_argument("--runs", type=int, default=1, help="each worse than the one before")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--long", action="store_true", help="one more gold quote in each document, as long as its text")
    parser.add_argument("--out", type=Path, required=True, help="a folder")
    parser.add_argument("--check", action="store_true", help="validate what was written")
    asked = parser.parse_args()
    if min(asked.documents, asked.density) < 1 or asked.runs < 0:
        parser.error("--documents and --density are at least 1, --runs at least 0")
    order = Order(seed=asked.seed, density=asked.density, runs=asked.runs, long=asked.long)
    write(order, asked.documents, asked.out)
    if asked.check:
        check(asked.out)


def check(out: Path) -> None:
    """Hold everything that was written against the contract.

    Raises:
        DataError: It breaks the contract.
    """
    from sayso.data.corpus import load

    from sayso.data.pairing import rows
    from sayso.data.sources import read_run

    for _ in rows(load(out).gold, [read_run(path) for path in sorted(out.glob("run-*.jsonl"))]):
        pass


if __name__ == "__main__":
    main()
