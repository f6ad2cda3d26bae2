"""What became of every item: the same sums as the error classes, and the right items behind them."""

from collections import Counter

import pytest

import sayso
from harbour import TEXTS, corpus, gold, record, span, write
from sayso.evaluate import score


def changed():
    """One mention more, another speaker nobody knows, an event with other bounds; and a document not looked at."""
    first, second = gold()
    board = {"id": "e2", "name": "board", "mentions": [{"span": span("harbour", "The harbour board")}]}
    quote = {**first["quotes"][0], "id": "x", "speakers": ["e2"]}
    event = {**first["events"][0], "trigger": span("harbour", "board protested"), "id": "y"}
    items = {"entities": [board, first["entities"][0]], "quotes": [quote], "events": [event], "stances": []}
    return [record("harbour", **items), record(second["doc_id"], failure={"class": "Slow", "message": "too slow"})]


@pytest.fixture
def result(tmp_path):
    home = corpus(tmp_path / "corpus")
    runs = [write(tmp_path / "changed.jsonl", changed()), home / "gold.jsonl"]
    return score(gold=sayso.load(home).gold, predicted=[sayso.read_run(path) for path in runs])


def test_items_come_back_in_the_order_of_their_record(result):
    harbour, _ = result.seen()

    found = harbour.outcomes[0]["mentions"]
    assert (found.gold, found.gold_partner) == (("paired",), (1,))
    assert (found.predicted, found.predicted_partner) == (("spurious", "paired"), (-1, 0))
    assert harbour.outcomes[0]["quotes"].gold == ("speaker",)
    assert harbour.outcomes[0]["events"].predicted == ("boundary",)
    assert harbour.records[0]["quotes"][0]["id"] == "x"
    assert harbour.document["text"] == TEXTS["harbour"]


def test_a_document_that_failed_is_missed(result):
    _, market = result.seen()

    assert market.records[0]["failure"]["class"] == "Slow"
    assert market.outcomes[0]["mentions"].gold == ("missed",)
    assert market.outcomes[1]["mentions"].gold == ("paired",)


def test_some_documents_alone(result):
    assert [one.doc_id for one in result.seen({"market"})] == ["market"]


def test_outcomes_add_up_to_the_error_classes(result):
    for place, run in enumerate(result.runs):
        for layer, classes in result.error_classes[run].items():
            sums = Counter()
            for one in result.seen():
                there = one.outcomes[place][layer]
                sums.update(name for name in there.gold if name != "paired")
                alone = zip(there.predicted, there.predicted_partner, strict=True)
                sums.update(name for name, partner in alone if partner < 0)
            assert sums == {name: one.pairs + one.gold + one.predicted for name, one in classes.items()}


def test_errors_of_each_document(result):
    # harbour: a spurious mention, a spurious entity, a wrong speaker, a wrong boundary; market: all three items missed.
    assert result.error_counts == {"harbour": (4, 0), "market": (3, 0)}
