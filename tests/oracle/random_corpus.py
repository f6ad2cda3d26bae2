"""Small random corpora by seed: few places, many collisions, twins, odd characters.

`corpus(seed)` gives documents, gold, a run and what corpus.toml would declare, all within the contract, in a
fraction of a millisecond per item: for thousands of seeds, where drawing from strategies would take hours.
"""

import copy
import random

WORDS = [
    *(
        "home",
        "the ",
        "he",
        "was",
        "NATO",
        "Straße",
        "Go",
        "Ｇｏ",
        "ﬁA",
        "½",
        "𝒜",
        "👩‍🚀",
        "\u0301",
        "é",
        "e\u0301",
        "İ",
        "ǆ",
    ),
    *(
        "“",
        "”",
        "'",
        "ʼ",
        "`",
        "´",
        "″",
        "«",
        "»",
        "„",
        "＂",
        "—",
        "…",
        ".",
        ",",
        " ",
        "  ",
        "\n",
        "\u200b",
        "\u00a0",
        "\u2028",
    ),
]
NAMES = [
    None,
    None,
    "NATO",
    "nato ",
    "ＮＡＴＯ",
    "Bo  Bé",
    "BO BÉ",
    "Bo Be\u0301",
    "N",
    "a",
    "A",
    "Ａ",
    "Straße",
    "STRASSE",
    " ",
]
IDS = [None, None, "Q1", "Q2", "Q3"]
LABELS = {
    "entities.type": ["person", "group", "country"],
    "mentions.form": ["name", "nominal", "pronoun"],
    "quotes.kind": ["direct", "indirect", "mixed", "scare"],
    "events.type": ["aid", "agree"],
    "events.polarity": ["positive", "negative"],
    "events.modality": ["actual", "planned"],
    "arguments.role": ["actor", "object"],
    "stances.polarity": ["support", "oppose", "neutral"],
    "stances.strength": ["strong", "weak"],
    "stances.expression": ["explicit", "implied"],
}
DECLARED = ("quotes.kind", "entities.type", "events.type", "mentions.form", "stances.polarity")
ATTRIBUTES = [
    *("entities.name", "entities.type", "entities.wikidata", "mentions.form", "mentions.head"),
    *("quotes.cue", "quotes.kind", "quotes.parent", "quotes.source", "quotes.speakers"),
    *("events.arguments", "events.coref", "events.modality", "events.polarity", "events.type", "arguments.entity"),
    *("stances.evidence", "stances.expression", "stances.quote", "stances.strength"),
]
LAYERS = ("entities", "quotes", "events", "stances")


def corpus(seed, *, size=1):
    """`{"documents", "gold", "run", "annotated", "labels"}` of one seed, as a case of the vectors has them.

    `size` multiplies the items, the places and the length of the documents.
    """
    chance = random.Random(seed)  # noqa: S311 - a test's corpus, not a secret
    documents, gold, run = [], [], []
    plan = Plan(chance, size)
    attempted = [layer for layer in LAYERS if chance.random() < plan.attempts]
    for number in range(chance.randint(1, 3)):
        doc_id = f"d{seed}-{number}"
        writer = Writer(chance, plan)
        documents.append({"doc_id": doc_id, "text": writer.text})
        head = {"format": "sayso/1", "doc_id": doc_id}
        right = writer.record([layer for layer in LAYERS if chance.random() < plan.attempts], predicted=False)
        if chance.random() < 0.2:
            right["annotated"] = plan.some(ATTRIBUTES)
        gold.append({**head, **right})
        kind = chance.random()
        if kind < 0.08:
            run.append({**head, "failure": {"class": "TimeoutError", "message": "too long"}})
        elif kind < 0.9:
            run.append({**head, **writer.answer(right, attempted)})
    chance.shuffle(gold)
    chance.shuffle(run)
    labels = {name: LABELS[name] for name in DECLARED} if chance.random() < 0.4 else None
    annotated = plan.some(ATTRIBUTES) if chance.random() < 0.25 else None
    return {"documents": documents, "gold": gold, "run": run, "annotated": annotated, "labels": labels}


class Plan:
    """How crowded, how repetitive and how complete the documents of one corpus are."""

    def __init__(self, chance, size):
        self.chance = chance
        self.size = size
        self.places = chance.choice([2, 3, 4, 6, 9])
        self.most = chance.choice([1, 2, 4, 4, 6])
        self.twins = chance.choice([0, 0.1, 0.5])
        self.nulls = chance.choice([0.1, 0.3, 0.6])
        self.texts = chance.choice([0, 0, 0.1, 0.3])
        self.attempts = chance.choice([0.75, 0.95, 1, 1])
        self.copies = chance.choice([0, 0.5, 0.8])
        self.changes = chance.choice([0.05, 0.2])
        self.alike = chance.random() < 0.3
        if self.alike:  # nothing tells the items apart but what they refer to and what refers to them
            self.places, self.most, self.nulls, self.twins = chance.choice([1, 2, 3]), 6, 0.85, 0
        self.places, self.most = self.places * size, self.most * size

    def some(self, names):
        return sorted(one for one in names if self.chance.random() < self.chance.choice([0.5, 0.95]))


class Writer:
    """Writes records about one document, over and over at the same few places."""

    def __init__(self, chance, plan):
        self.chance, self.plan = chance, plan
        self.text = "".join(chance.choice(WORDS) for _ in range(chance.randint(4, 24) * plan.size))
        edges = [0, len(self.text), *(chance.randint(0, len(self.text)) for _ in range(plan.places))]
        self.spans = [(a, b) for a in edges for b in edges if a < b]
        chance.shuffle(self.spans)
        self.spans = self.spans[: plan.places]

    def maybe(self, value):
        return None if self.chance.random() < self.plan.nulls else value

    def label(self, name):
        return self.maybe(self.chance.choice(LABELS[name]))

    def where(self, start, end):
        span = {"start": start, "end": end}
        return {**span, "text": self.text[start:end]} if self.chance.random() < 0.2 else span

    def span(self, *, predicted=False):
        if predicted and self.chance.random() < self.plan.texts:
            start, end = self.chance.choice(self.spans)
            return {
                "text": self.chance.choice([self.text[start:end], self.text[start:end].upper(), "home", "“", "“Go”"])
            }
        return self.where(*self.chance.choice(self.spans))

    def fragments(self, *, predicted=False):
        first = self.span(predicted=predicted)
        if "start" not in first or self.chance.random() < 0.6:
            return [first]
        pieces = [first]
        for start, end in self.chance.sample(self.spans, min(2, len(self.spans))):
            if all(end <= one["start"] or start >= one["end"] for one in pieces):
                pieces.append(self.where(start, end))
        if len(pieces) == 1 and first["end"] - first["start"] > 1:
            cut = self.chance.randint(first["start"] + 1, first["end"] - 1)
            pieces = [{"start": first["start"], "end": cut}, {"start": cut, "end": first["end"]}]
        if predicted and self.chance.random() < self.plan.texts:
            pieces.append({"text": self.chance.choice(["home", "the", "“", "é"])})
        self.chance.shuffle(pieces)
        return pieces

    def several(self, write, most=None):
        """Items, some of them repeated as twins."""
        items = [write() for _ in range(self.chance.randint(0, most or self.plan.most))]
        twins = [copy.deepcopy(one) for one in items if self.chance.random() < self.plan.twins]
        return items + twins

    def record(self, layers, *, predicted):
        record = {}
        if "entities" in layers:
            record["entities"] = self.several(lambda: self.entity(predicted=predicted))
        who = number(record.get("entities"), "e")
        if "quotes" in layers:
            record["quotes"] = self.several(lambda: self.quote(who, predicted=predicted))
        said = number(record.get("quotes"), "q")
        self.nest(record.get("quotes") or [])
        if "events" in layers:
            record["events"] = self.several(lambda: self.event(who, predicted=predicted))
        what = number(record.get("events"), "e")
        if "stances" in layers:
            record["stances"] = self.several(lambda: self.stance(who, said, what, predicted=predicted)) if who else []
        number(record.get("stances"), "s")
        for layer in record:
            self.chance.shuffle(record[layer])
        return record

    def entity(self, *, predicted):
        entity = {
            "mentions": [self.mention(predicted=predicted) for _ in range(self.chance.randint(0, 3))],
            "name": self.chance.choice(NAMES[:4] if self.plan.alike else NAMES),
            "type": self.label("entities.type"),
            "wikidata": self.maybe(self.chance.choice(IDS)),
        }
        if not entity["mentions"] and not (entity["name"] or "").strip() and not entity["wikidata"]:
            entity["name"] = "N"
        return entity

    def mention(self, *, predicted):
        span = self.span(predicted=predicted)
        mention = {"span": span, "form": self.label("mentions.form")}
        if "start" in span and self.chance.random() > self.plan.nulls:
            start = self.chance.randint(span["start"], span["end"] - 1)
            mention["head"] = {"start": start, "end": self.chance.randint(start + 1, span["end"])}
        return mention

    def quote(self, who, *, predicted):
        return {
            "content": self.fragments(predicted=predicted),
            "kind": self.label("quotes.kind"),
            "cue": self.maybe(self.span(predicted=predicted)),
            "source": self.maybe(self.span(predicted=predicted)),
            "speakers": self.maybe(self.chance.sample(who, min(len(who), self.chance.choice([0, 1, 1, 2])))),
        }

    def nest(self, quotes):
        """Parents, each before its children in some order, so that none is its own ancestor; twins share theirs."""
        for place, quote in enumerate(quotes):
            if place and self.chance.random() < 0.5:
                quote["parent"] = self.chance.choice(quotes[:place])["id"]

    def event(self, who, *, predicted):
        return {
            "trigger": self.span(predicted=predicted),
            "type": self.label("events.type"),
            "polarity": self.label("events.polarity"),
            "modality": self.label("events.modality"),
            "coref": self.chance.choice([None, "k1", "k2", "k3"])
            if self.plan.alike
            else self.maybe(self.chance.choice(["k1", "k2"])),
            "arguments": self.maybe(self.several(lambda: self.argument(who, predicted=predicted), 3)),
        }

    def argument(self, who, *, predicted):
        entity = self.maybe(self.chance.choice(who)) if who else None
        return {
            "role": self.chance.choice(LABELS["arguments.role"]),
            "span": self.span(predicted=predicted),
            "entity": entity,
        }

    def stance(self, who, said, what, *, predicted):
        targets = [{"span": self.span(predicted=predicted)}, {"entity": self.chance.choice(who)}]
        targets += [{"event": self.chance.choice(what)}] * 2 if what else []
        return {
            "holder": self.chance.choice(who),
            "target": self.chance.choice(targets),
            "polarity": self.chance.choice(LABELS["stances.polarity"]),
            "strength": self.label("stances.strength"),
            "expression": self.label("stances.expression"),
            "evidence": self.maybe(self.fragments(predicted=predicted)),
            "quote": self.maybe(self.chance.choice(said)) if said else None,
        }

    def answer(self, right, attempted):
        """A run's record: gold with changes, or one of its own."""
        whole = all(layer in right for layer in attempted)
        if self.chance.random() >= self.plan.copies or not whole or not self.closed(right, attempted):
            return self.record(attempted, predicted=True)
        answer = {layer: copy.deepcopy(right[layer]) for layer in attempted}
        own = self.record(attempted, predicted=True)
        for layer in attempted:
            self.change(answer[layer], own[layer])
        return answer

    def closed(self, right, attempted):
        """Whether gold's items of these layers refer to nothing outside them."""
        return "entities" in attempted and all(layer in attempted for layer in right if layer != "annotated")

    def change(self, items, others):
        """Some fields of some items become those of others; references keep leading somewhere."""
        for item in items:
            for other in others[:1]:
                for name in set(item) & set(other) - {
                    "id",
                    "speakers",
                    "parent",
                    "quote",
                    "holder",
                    "target",
                    "arguments",
                }:
                    if self.chance.random() < self.plan.changes:
                        item[name] = copy.deepcopy(other[name])
            if item.get("arguments"):
                item["arguments"] = [one for one in item["arguments"] if self.chance.random() > self.plan.changes]
            if "polarity" in item and "holder" in item and self.chance.random() < self.plan.changes:
                item["polarity"] = self.chance.choice(LABELS["stances.polarity"])
            if item.get("speakers") and self.chance.random() < self.plan.changes:
                item["speakers"] = item["speakers"][:-1]
        if items and "mentions" in items[0]:
            for item in items:
                if not item["mentions"] and not (item.get("name") or "").strip() and not item.get("wikidata"):
                    item["name"] = "N"
        self.chance.shuffle(items)


def number(items, prefix):
    """Ids in the order of writing; gives them back."""
    for place, item in enumerate(items or ()):
        item["id"] = f"{prefix}{place}"
    return [item["id"] for item in items or ()]
