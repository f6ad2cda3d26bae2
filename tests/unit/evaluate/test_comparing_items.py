"""Items that changed between runs, and gold items found again by their ids: which record, which line."""

import json

import pytest

import sayso
from oracle.random_corpus import corpus as random_corpus
from quoted_corpora import entities, gold_of, gold_record, names, quote, run_of
from sayso.errors import NothingToScore
from sayso.evaluate.flips import Flip
from sayso.evaluate.items import gold_item_ids

RIGHT = "quotes.attribution.F"


def compared(before, after, measures=(RIGHT,)):
    return sayso.compare(
        gold=gold_of(before), baseline=run_of(before, "old"), predicted=run_of(after, "new"), measures=measures
    )


def short(comparison):
    return [(one.change, one.doc_id, one.item, one.text) for one in comparison.flips]


def test_gold_items_are_gained_and_lost_and_spurious_ones_come_and_go():
    comparison = compared(["+-s", "+-"], ["-+", "+-s"])

    assert short(comparison) == [
        ("gained", "d01", "q1", "Line 1."),
        ("lost", "d01", "q0", "Line 0."),
        ("came", "d02", None, "sat"),
        ("went", "d01", None, "sat"),
    ]


def test_a_flip_has_its_text_its_place_and_what_was_there_instead():
    """Under the new run the quote has another speaker: lost in gold, and a spurious reading came."""
    lost, came = compared(["+"], ["x"]).flips

    assert lost == Flip(
        "old", "new", "d01", "quotes", "lost", "q0", ((15, 22),), "Line 0.", "direct", "Ann Lee", "speaker",
        "Line 0. · direct · Bo Ray",
    )  # fmt: skip
    assert (came.change, came.item, came.note, came.error) == ("came", None, "Bo Ray", "speaker")
    assert lost.to_dict()["spans"] == [[15, 22]]


def test_only_layers_of_the_measures_are_looked_at():
    assert compared(["+"], ["-"], measures=["entities.F"]).flips == ()
    assert compared(["+"], ["-"], measures=["quotes.cue.F"]).layers == ("quotes",)
    assert compared(["+"], ["-"], measures=["speakers.F", "events.roles.F"]).layers == ("entities", "arguments")


def test_equal_items_count_as_often_as_there_are_fewer():
    """Two spurious twins, then one: one went."""
    assert short(compared(["+ss"], ["+s"])) == [("went", "d01", None, "sat")]


def test_a_few_of_each_kind_can_be_asked_for():
    comparison = compared(["---"], ["+++"])

    assert len(comparison.some_flips(None)) == 3
    assert [flip["item"] for flip in comparison.to_dict(flips=2)["flips"]] == ["q0", "q1"]
    assert comparison.to_dict(flips=0)["flips"] == []


def test_none_are_collected_before_somebody_asks(monkeypatch):
    comparison = compared(["+"], ["-"])
    monkeypatch.setattr("sayso.evaluate.comparing.flips_of", lambda *_: ("found",))

    assert comparison.flips == ("found",)


def test_where_runs_attempt_different_layers_items_are_not_compared():
    """Without entities a quote is right by its content alone: another rule, and so no change of an item."""
    bare = sayso.Run(
        sayso.MemorySource(
            [{"format": "sayso/1", "doc_id": "d01", "quotes": [{**quote("“Line 0.”", 0), "speakers": None}]}], name="r"
        ),
        "bare",
    )
    gold = gold_of(["+"])
    comparison = sayso.compare(gold=gold, baseline=run_of(["-"], "old"), predicted=bare, measures=["quotes.F"])

    assert comparison.flips == ()


# Ids


def missed(gold):
    empty = sayso.Run(
        sayso.MemorySource(
            [
                {
                    "format": "sayso/1",
                    "doc_id": one["doc_id"],
                    **{layer: [] for layer in ("entities", "quotes", "events")},
                }
                for one in gold
            ],
            name="nothing",
        ),
        "nothing",
    )
    return sayso.score(gold=gold, predicted=empty, measures=["quotes.F"]).errors


def test_ids_of_missed_items_with_file_and_line(tmp_path):
    path = tmp_path / "gold.jsonl"
    records = [gold_record("d01", 1), gold_record("d02", 2)]
    path.write_text("".join(json.dumps(one) + "\n" for one in records))
    memory = gold_of(["+", "++"])
    gold = sayso.Gold(sayso.FileSource(path), memory.documents)
    quotes = [error for error in missed(gold) if error.layer == "quotes"]
    found = gold_item_ids(gold, quotes)

    assert [found[error] for error in quotes] == [
        ("q0", str(path), 1),
        ("q0", str(path), 2),
        ("q1", str(path), 2),
    ]


def test_items_in_memory_have_no_line():
    gold = gold_of(["+"])

    assert {tuple(place) for place in gold_item_ids(gold, missed(gold)).values()} == {
        ("e1", None, None),
        ("e1.mentions[0]", None, None),
        ("e2", None, None),
        ("e2.mentions[0]", None, None),
        ("q0", None, None),
    }


def test_arguments_are_named_by_their_place_in_their_event():
    text = "Ann Lee sailed home."
    event = {
        "id": "v7",
        "trigger": {"start": 8, "end": 14},
        "arguments": [
            {"role": "place", "span": {"start": 15, "end": 19}},
            {"role": "actor", "span": {"start": 0, "end": 7}},
        ],
    }
    record = {"format": "sayso/1", "doc_id": "d01", "events": [event]}
    gold = sayso.Gold(sayso.MemorySource([record]), sayso.MemorySource([{"doc_id": "d01", "text": text}], name="texts"))
    found = gold_item_ids(gold, missed(gold))

    assert {(error.layer, error.text): place.item for error, place in found.items()} == {
        ("events", "sailed"): "v7",
        ("arguments", "home"): "v7.arguments[0]",
        ("arguments", "Ann Lee"): "v7.arguments[1]",
    }


def test_a_spurious_item_has_the_line_of_its_document_and_no_id():
    gold = gold_of(["+"])
    result = sayso.score(gold=gold, predicted=run_of(["+s"], "new"), measures=["quotes.F"])

    assert gold_item_ids(gold, result.errors) == {result.errors[0]: (None, None, None)}


def test_of_equal_items_the_last_id_is_taken_to_be_missed():
    text = "Ann Lee said: Line 0. Bo Ray sat."
    twins = [{**quote(text, 0), "id": name} for name in ("q2", "q1")]
    record = {"format": "sayso/1", "doc_id": "d01", "entities": entities(text), "quotes": twins}
    one = {**record, "quotes": twins[:1]}
    gold = sayso.Gold(sayso.MemorySource([record]), sayso.MemorySource([{"doc_id": "d01", "text": text}], name="texts"))
    errors = sayso.score(
        gold=gold, predicted=sayso.Run(sayso.MemorySource([one], name="r"), "r"), measures=["quotes.F"]
    ).errors

    assert [place.item for place in gold_item_ids(gold, errors).values()] == ["q2"]


def test_ids_are_read_in_several_turns():
    gold = gold_of(["+"] * 70)
    found = gold_item_ids(gold, missed(gold))

    assert {error.doc_id for error in found} == set(names(["+"] * 70))
    assert all(place.item for place in found.values())


@pytest.mark.parametrize("seed", range(0, 300, 10))
def test_every_missed_item_of_a_random_corpus_has_an_id(seed):
    case = random_corpus(seed)
    gold = sayso.Gold(
        sayso.MemorySource(case["gold"], name="gold"),
        sayso.MemorySource(case["documents"], name="documents"),
        None if case["annotated"] is None else tuple(case["annotated"]),
        case["labels"] or {},
    )
    run = sayso.Run(sayso.MemorySource(case["run"], name="run"), "run")
    try:
        errors = sayso.score(gold=gold, predicted=run, missing="empty", resamples=10).errors
    except NothingToScore:
        return
    found = gold_item_ids(gold, errors)

    assert set(found) == set(errors)
    assert all((place.item is None) == (error.side == "spurious") for error, place in found.items())
