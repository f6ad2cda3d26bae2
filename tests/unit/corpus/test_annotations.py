"""The article and its annotations are what they were made as."""

import hashlib
import json
from pathlib import Path

import agreement
import pytest

import sayso
from sayso.data import bundled

FOLDER = bundled.folder()
TEXT_SHA256 = "09eea6bac9341e21861c2380845332267b7723f09265f4b221d3919096dfdb32"

# Entities, mentions, quotes, events, arguments, stances; spans with a text; sums of all their starts and ends.
COUNTS = {
    "gold": (16, 88, 17, 43, 111, 23),
    "annotator-a": (17, 88, 17, 42, 112, 24),
    "annotator-b": (16, 88, 17, 43, 101, 23),
}


def record(name):
    corpus = sayso.load()
    source = corpus.gold.source if name == "gold" else corpus.passes[name].source
    (only,) = source
    return only


def spans(value):
    """Every span of a record, wherever it stands."""
    if isinstance(value, list):
        for inner in value:
            yield from spans(inner)
    elif isinstance(value, dict):
        if "start" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)


def text():
    (document,) = sayso.load().documents
    return document["text"]


def test_the_article_is_stored_exactly():
    (document,) = sayso.load().documents
    assert hashlib.sha256(document["text"].encode()).hexdigest() == TEXT_SHA256
    assert len(document["text"]) == 3098
    assert document["title"] == document["text"].split("\n")[0]
    assert (document["source"], document["language"]) == ("Ukrinform", "en")
    assert document["rights"]


@pytest.mark.parametrize("name", COUNTS)
def test_no_item_was_lost(name):
    one = record(name)
    counts = (
        len(one["entities"]),
        sum(len(entity["mentions"]) for entity in one["entities"]),
        len(one["quotes"]),
        len(one["events"]),
        sum(len(event.get("arguments") or []) for event in one["events"]),
        len(one["stances"]),
    )
    assert counts == COUNTS[name]


@pytest.mark.parametrize("name", COUNTS)
def test_every_span_covers_its_text(name):
    article = text()
    found = list(spans(record(name)))
    assert found
    for span in found:
        assert article[span["start"] : span["end"]] == span["text"]


SUMS = {"gold": (409, 667201, 674957), "annotator-a": (411, 668882, 676673), "annotator-b": (400, 649369, 657251)}


@pytest.mark.parametrize("name", SUMS)
def test_no_span_moved(name):
    """Numbers of spans, and sums of their starts and ends, as they were counted in the annotators' own files."""
    found = list(spans(record(name)))
    assert (len(found), sum(s["start"] for s in found), sum(s["end"] for s in found)) == SUMS[name]


def test_the_corpus_keeps_its_own_contract():
    assert sayso.validate(["bundled"]) == []


def test_each_decision_of_the_adjudication_has_both_readings_and_a_reason():
    lines = (FOLDER / "annotations" / "adjudication.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 60
    for line in lines:
        decision = json.loads(line)
        assert {"layer", "where", "a", "b", "gold", "reason"} <= set(decision)


def test_the_data_statement_gives_the_agreement_that_the_toolkit_computes():
    statement = (FOLDER / "annotations" / "DATA_STATEMENT.md").read_text(encoding="utf-8")
    inside = statement.split("<!-- agreement:begin -->")[1].split("<!-- agreement:end -->")[0]
    assert inside.strip() == agreement.table()


def test_gold_against_itself_is_perfect_in_every_defined_measure():
    corpus = sayso.load()
    result = sayso.score(gold=corpus.gold, predicted=sayso.Run(corpus.gold.source, "gold"))
    assert {value.value for value in result.values} == {1.0}
    assert list(result.errors) == []


def shuffled(record):
    """The same annotations in another order and under other ids."""
    renamed = json.loads(json.dumps(record))
    names = {}
    for layer, prefix in (("entities", "x"), ("quotes", "y"), ("events", "z"), ("stances", "w")):
        for number, item in enumerate(renamed[layer]):
            names[layer, item["id"]] = item["id"] = f"{prefix}{len(renamed[layer]) - number}"
    for quote in renamed["quotes"]:
        quote["speakers"] = [names["entities", one] for one in reversed(quote.get("speakers") or [])]
        quote["parent"] = names.get(("quotes", quote.get("parent")))
    for event in renamed["events"]:
        for argument in event.get("arguments") or []:
            argument["entity"] = names.get(("entities", argument.get("entity")))
        event["arguments"] = list(reversed(event.get("arguments") or []))
    for stance in renamed["stances"]:
        stance["holder"] = names["entities", stance["holder"]]
        stance["quote"] = names.get(("quotes", stance.get("quote")))
        for layer, key in (("events", "event"), ("entities", "entity")):
            if stance["target"].get(key):
                stance["target"][key] = names[layer, stance["target"][key]]
    for layer in ("entities", "quotes", "events", "stances"):
        renamed[layer].reverse()
    for entity in renamed["entities"]:
        entity["mentions"].reverse()
    return renamed


def test_shuffled_gold_under_other_ids_gives_the_same_bytes():
    corpus = sayso.load()
    other = sayso.Gold(
        sayso.MemorySource([shuffled(record("gold"))]), corpus.documents, corpus.annotated, corpus.labels
    )
    runs = [
        corpus.passes["annotator-b"],
        sayso.Run(sayso.MemorySource([shuffled(record("annotator-b"))]), "annotator-b"),
    ]
    results = [sayso.score(gold=gold, predicted=run) for gold, run in zip((corpus.gold, other), runs, strict=True)]
    first, second = (json.dumps(result.to_dict(errors=True)) for result in results)
    assert first == second


def test_nothing_of_the_statement_is_out_of_date():
    statement = (FOLDER / "annotations" / "DATA_STATEMENT.md").read_text(encoding="utf-8")
    assert TEXT_SHA256 in statement
    for label, place in (
        ("entities", 0),
        ("mentions", 1),
        ("quotes", 2),
        ("events", 3),
        ("arguments", 4),
        ("stances", 5),
    ):
        row = f"| {label} | " + " | ".join(str(COUNTS[name][place]) for name in COUNTS) + " |"
        assert row in statement


def test_the_card_has_a_header_that_loads_what_it_names(tmp_path, monkeypatch):
    for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE"):
        monkeypatch.setenv(name, "1")
    import yaml
    from datasets import load_dataset

    card = Path(FOLDER / "corpus" / "README.md").read_text(encoding="utf-8")
    header = yaml.safe_load(card.split("---\n")[1])
    assert header["language"] == ["en"]
    for config in header["configs"]:
        name = config["config_name"]
        table = load_dataset(str(FOLDER / "corpus"), name, split="test", cache_dir=str(tmp_path))
        assert table.num_rows == 1
        assert table.features == sayso.features("documents" if name == "documents" else "annotations")
