"""Which items a measure found: as many as it counts, whatever the corpus, and by the right names."""

import json

import pytest
from gated import corpus, run
from hypothesis import given, settings

from sayso.data.sources import FileSource, Gold, MemorySource, Run
from sayso.errors import DataError
from sayso.gates.findings import asked, findings
from sayso.gates.retold import id_of, perfect, with_ids
from sayso.gates.scores import Policy, Scores
from sayso.measures import names, parse
from strategies import cases

ALL = names()
PAIRED = [
    name
    for name in ALL
    if parse(name).line.kind.name in {"detection", "accuracy"} and parse(name).by is None and "linked" not in name
]


def scores_of(case, measures, by=()):
    gold = Gold(
        MemorySource(case.gold, name="gold"),
        MemorySource(case.documents, name="documents"),
        case.annotated,
        case.labels,
    )
    predicted = Run(MemorySource(case.run, name="run"), "run")
    policy = Policy(missing="empty")
    return Scores(gold=gold, runs=[predicted], measures=measures, by=by, where=(), policy=policy), predicted


@settings(max_examples=25)
@given(case=cases())
def test_a_measure_counts_the_items_that_it_found(case):
    scores, predicted = scores_of(case, PAIRED)
    found = findings(scores, predicted, {name: [] for name in PAIRED})
    attempted = {layer for record in case.run for layer in record if record.get(layer) is not None}

    for name in PAIRED:
        counts, one = scores.value(name, "run", None).counts, found[name]
        if not set(parse(name).line.layers(parse(name).request.options)) <= attempted:
            assert not one.found
        elif "matched" in counts:
            numbers = (len(one.found), len(one.found) + len(one.missed), len(one.found) + len(one.spurious))
            assert numbers == (counts["matched"], counts["gold"], counts["predicted"]), name
        else:
            assert (len(one.found), len(one.found) + len(one.missed)) == (counts["agreeing"], counts["considered"])


@settings(max_examples=25)
@given(case=cases())
def test_items_have_the_ids_that_gold_gives_them(case):
    scores, predicted = scores_of(case, ["quotes.F@exact", "mentions.F@exact", "events.roles.F@exact", "stances.F"])
    ids = {
        (record["doc_id"], item["id"])
        for record in case.gold
        for layer in ("quotes", "stances", "entities", "events")
        for item in record.get(layer) or ()
    }

    for one in findings(scores, predicted, {"quotes.F@exact": [], "stances.F": [], "mentions.F@exact": []}).values():
        items = [*one.found, *one.missed]
        assert len({item.name for item in items}) == len(items)
        assert {(item.doc_id, item.item_id.split(".")[0]) for item in items} <= ids
        assert all(item.item_id is None for item in one.spurious)


@settings(max_examples=25)
@given(case=cases())
def test_slices_part_the_items(case):
    by = ["kind", "nesting"]
    scores, predicted = scores_of(case, ["quotes.F@exact"], by)
    found = findings(scores, predicted, {"quotes.F@exact": by})["quotes.F@exact"]

    for value in scores.result.slices:
        if value.counts["documents"]:
            within = found.within(value.slice)
            assert value.counts["gold_matched"] == len(within.found)
            assert value.counts["gold"] == len(within.found) + len(within.missed)


def test_tags_part_the_items_as_gold_has_them():
    gold = corpus(1, places=(0, 1, 2))
    records = [dict(next(iter(gold.gold)))]
    tags = [["hard", "long"], ["hard"], None]
    records[0]["quotes"] = [{**quote, "tags": own} for quote, own in zip(records[0]["quotes"], tags, strict=True)]
    tagged = Gold(MemorySource(records), gold.gold.documents)
    predicted = run(1, places=(1, 2))
    scores = Scores(gold=tagged, runs=[predicted], measures=["quotes.F@exact"], by=["tag"], where=(), policy=Policy())

    found = findings(scores, predicted, {"quotes.F@exact": ["tag"]})["quotes.F@exact"]
    ids = {value: [one.item_id for one in found.within(("tag", value)).missed] for value in ("hard", "long", None)}
    assert ids == {"hard": ["q0"], "long": ["q0"], None: []}
    assert [one.item_id for one in found.within(("tag", "hard")).found] == ["q1"]
    assert [one.item_id for one in found.within(("tag", None)).found] == ["q2"]


def test_equal_items_are_told_apart_by_their_ids():
    gold = corpus(1, places=(0, 0))
    records = [dict(next(iter(gold.gold)))]
    records[0]["quotes"] = [{**quote, "id": name} for quote, name in zip(records[0]["quotes"], "ab", strict=True)]
    twins = Gold(MemorySource(records), gold.gold.documents)
    predicted = run(1, places=(0,))
    scores = Scores(gold=twins, runs=[predicted], measures=["quotes.F@exact"], by=(), where=(), policy=Policy())

    found = findings(scores, predicted, {"quotes.F@exact": []})["quotes.F@exact"]
    assert {*(one.item_id for one in found.found), *(one.item_id for one in found.missed)} == {"a", "b"}
    assert (len(found.found), len(found.missed)) == (1, 1)


@pytest.mark.parametrize(
    ("measure", "items"),
    [
        ("quotes.cue.F", ["quotes.cue.F@exact"]),
        ("quotes.MacroF(by=kind)", ["quotes.MacroF(by=kind)@overlap(0.5)"]),
        ("speakers.F", ["speakers.F"]),
        ("stances.evidence.F", ["stances.evidence.F"]),
        ("entities.CoNLL", ["entities.F"]),
        ("entities.linked.F", ["entities.F"]),
        ("events.CoNLL", ["events.typed.F@exact", "events.F@exact"]),
    ],
)
def test_whose_items_stand_for_a_measures(measure, items):
    assert list(map(str, asked(parse(measure)))) == items


def test_every_measure_has_some():
    assert [name for name in ALL if not asked(parse(name))] == []


def test_a_perfect_run_is_named_as_no_other():
    assert perfect(corpus(1).gold, ["gold", "gold+"]).name == "gold++"


def test_retold_gold_is_read_in_any_order():
    gold, _ = with_ids(corpus(2, places=(0,)).gold)
    source = gold.source
    entries = list(source.entries())

    assert (len(source), source.name, source.path) == (2, "records", None)
    with source.reopened() as again:
        assert [again(entry) for entry in reversed(entries)] == list(source)[::-1]
    (quote,) = next(iter(source))["quotes"]
    assert id_of(quote["tags"]) == "q0"


def test_broken_gold_is_told_as_it_is(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text("{\n", encoding="utf-8")
    gold, _ = with_ids(Gold(FileSource(path), corpus(1).gold.documents))

    with pytest.raises(DataError, match=r"gold\.jsonl:1: E"):
        list(gold.source)


def test_places_of_gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    records = list(corpus(3).gold)
    path.write_text("".join(f"{json.dumps(record)}\n" for record in reversed(records)), encoding="utf-8")
    gold = Gold(FileSource(path), corpus(3).gold.documents)
    predicted = run(3, lost={(0, 2)})
    scores = Scores(gold=gold, runs=[predicted], measures=["quotes.F@exact"], by=(), where=(), policy=Policy())

    (missed,) = findings(scores, predicted, {"quotes.F@exact": []})["quotes.F@exact"].missed
    assert (missed.file, missed.line) == (str(path), 3)
