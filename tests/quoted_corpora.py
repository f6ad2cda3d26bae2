"""Invented corpora for comparisons: documents of quotes, and runs spelled by what they made of each quote.

A document is a word, a letter a quote: `+` found, `-` missed, `x` found with the wrong speaker, `s` a spurious quote
besides those of gold. So `["+-", "++"]` are two documents of two quotes each, of which one was missed.
"""

import json

from sayso.data.sources import Gold, MemorySource, Run

HEAD = {"format": "sayso/1"}
SAID = 'Ann Lee said: "Line {}." Bo Ray sat. '


def span(text, said):
    start = text.index(said)
    return {"start": start, "end": start + len(said)}


def document(name, quotes):
    return {"doc_id": name, "text": "".join(SAID.format(number) for number in range(quotes))}


def entities(text):
    return [
        {"id": "e1", "name": "Ann Lee", "type": "person", "mentions": [{"span": span(text, "Ann Lee")}]},
        {"id": "e2", "name": "Bo Ray", "type": "person", "mentions": [{"span": span(text, "Bo Ray")}]},
    ]


def quote(text, number, speaker="e1"):
    return {"id": f"q{number}", "content": [span(text, f"Line {number}.")], "kind": "direct", "speakers": [speaker]}


def gold_record(name, quotes):
    text = document(name, quotes)["text"]
    return {
        **HEAD,
        "doc_id": name,
        "entities": entities(text),
        "quotes": [quote(text, number) for number in range(quotes)],
    }


def answer(name, word):
    quotes = size(word)
    text = document(name, quotes)["text"]
    said = [
        quote(text, number, "e1" if mark == "+" else "e2")
        for number, mark in enumerate(word.replace("s", ""))
        if mark != "-"
    ]
    spurious = {"content": [span(text, "sat")], "kind": "indirect", "speakers": ["e2"]}
    said += [{"id": f"extra{number}", **spurious} for number in range(word.count("s"))]
    return {**HEAD, "doc_id": name, "entities": entities(text), "quotes": said}


def size(word):
    return len(word.replace("s", ""))


def names(words):
    return [f"d{number:02}" for number in range(1, len(words) + 1)]


def gold_of(words, *, name="gold"):
    sizes = dict(zip(names(words), map(size, words), strict=True))
    records = [gold_record(*one) for one in sizes.items()]
    documents = [document(*one) for one in sizes.items()]
    return Gold(MemorySource(records, name="gold"), MemorySource(documents, name="documents"), None, {}, name)


def run_of(words, name):
    records = [answer(doc_id, word) for doc_id, word in zip(names(words), words, strict=True) if word]
    return Run(MemorySource(records, name=f"{name}.jsonl"), name)


def corpus(folder, words):
    """A corpus folder with the gold of some words."""
    folder.mkdir(exist_ok=True)
    gold = gold_of(words)
    lines(folder / "gold.jsonl", gold)
    lines(folder / "documents.jsonl", gold.documents)
    (folder / "corpus.toml").write_text('name = "small"\ndocuments = "documents.jsonl"\ngold = "gold.jsonl"\n')
    return folder


def lines(path, records):
    path.write_text("".join(json.dumps(one) + "\n" for one in records))
    return path
