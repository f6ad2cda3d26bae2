"""The adapted door of coreference and linking scorers: the small corpus of the harbour, and its conventions."""

import pytest

import harbour
from sayso.errors import MeasureError
from sayso.presets import Pair, ScorerError, spelled
from sayso.presets.preset import flat

SCORERS = {
    "conll-8.01": "bcub.F1",
    "lea-5525e30": "lea.F1",
    "coval-87071a6": "bcub.F1",
    "corefud-4fd7b0e(singletons=keep)": "bcub.F1",
    "neleval-3.1.1-coref": "b_cubed.F1",
    "metametric-0.2.1-coref": "b_cubed-f1",
    "neleval-3.1.1": "strong_all_match.fscore",
}


def entity(name, *mentions, **more):
    return {"id": name, "mentions": [{"span": {"start": start, "end": end}} for start, end in mentions], **more}


def gold():
    """Two clusters of two mentions in the harbour, one of them in the market beside a single mention."""
    return [
        harbour.record(
            "harbour",
            entities=[
                entity("e1", (0, 7), (15, 17), wikidata="Q1", type="person"),
                entity("e2", (36, 53), (40, 47), type="organisation"),
                {"id": "e3", "name": "Nobody", "mentions": []},
            ],
        ),
        harbour.record(
            "market", entities=[entity("e1", (0, 10), (4, 10)), entity("e2", (38, 44), wikidata="Q2", type="person")]
        ),
    ]


def pairs(predicted, records=None):
    return [
        Pair(one["doc_id"], harbour.TEXTS[one["doc_id"]], one, other)
        for one, other in zip(records or gold(), predicted, strict=True)
    ]


def scored(spelling, predicted, records=None):
    preset, conventions = spelled(spelling)
    return flat(preset.adapted(pairs(predicted, records), conventions))


def without(document, *numbers):
    """Gold without some entities of a document."""
    records = gold()
    records[document]["entities"] = [
        one for number, one in enumerate(records[document]["entities"]) if number not in numbers
    ]
    return records


@pytest.mark.parametrize("spelling", [name for name in SCORERS if name != "metametric-0.2.1-coref"])
def test_gold_against_itself_is_perfect(spelling):
    found = scored(spelling, gold())
    assert found[SCORERS[spelling]] == 1.0
    assert found[spelled(spelling)[0].headline] == 1.0


def test_gold_against_itself_is_perfect_in_metametric():
    assert set(scored("metametric-0.2.1-coref", gold()).values()) == {1.0}


def test_ceafm_of_coval_is_the_exception():
    # Seven mentions by four clusters.
    assert scored("coval-87071a6", gold())["ceafm.F1"] == 7 / 4


def test_spans_are_the_same_by_their_characters():
    records = gold()
    records[0]["entities"][0]["mentions"][0]["span"]["end"] = 6
    # Of seven mentions six are found; of the pair one: (1/2 + 5) / 7.
    found = scored("conll-8.01", records)
    assert found["mentions.R"] == 6 / 7
    assert found["bcub.R"] == pytest.approx(5.5 / 7)
    assert found["mentions.printed.R"] == 85.71


def test_a_mention_given_as_text_counts_as_predicted_and_is_never_right():
    records = gold()
    records[0]["entities"].append({"id": "e4", "mentions": [{"span": {"text": "Ann Lee"}}] * 2})
    found = scored("conll-8.01", records)
    assert (found["mentions.R"], found["mentions.P"]) == (1.0, 7 / 9)
    assert scored("neleval-3.1.1", records)["strong_mention_match.fp"] == 2


@pytest.mark.parametrize(("spelling", "recall"), [("coval-87071a6", "bcub.R"), ("conll-8.01", "bcub.R")])
def test_a_document_that_the_run_lacks_has_no_clusters(spelling, recall):
    assert scored(spelling, [gold()[0], None])[recall] == 4 / 7


def test_a_document_that_the_run_lacks_may_be_absent():
    assert scored("conll-8.01(missing=absent)", [gold()[0], None])["bcub.R"] == 4 / 7
    with pytest.raises(ScorerError) as error:
        scored("coval-87071a6(missing=absent)", [gold()[0], None])
    assert str(error.value) == "KeyError: document 'market' is not among the predictions"


def test_documents_whose_gold_has_no_entities_as_a_layer_are_not_scored():
    records = [harbour.record("harbour", quotes=[]), gold()[1]]
    for spelling, name in SCORERS.items():
        if spelling != "metametric-0.2.1-coref":
            assert scored(spelling, gold(), records)[name] == 1.0


def test_singletons_are_kept_or_dropped():
    lacking = without(1, 1)
    assert scored("corefud-4fd7b0e", lacking)["bcub.R"] == 1.0
    assert scored("corefud-4fd7b0e(singletons=keep)", lacking)["bcub.R"] == 6 / 7
    assert scored("coval-87071a6(singletons=drop)", lacking)["bcub.R"] == 1.0
    assert scored("coval-87071a6", lacking)["bcub.R"] == 6 / 7


def test_singletons_stop_metametric():
    with pytest.raises(ScorerError, match="every predicted cluster of document 'market' is a single mention"):
        scored("metametric-0.2.1-coref", without(1, 0))


def test_links_are_wikidata_ids():
    records = gold()
    del records[0]["entities"][0]["wikidata"]
    found = scored("neleval-3.1.1", records)
    # Two of the three linked mentions are without a link now, their cluster and type as before.
    assert (found["strong_link_match.rtp"], found["strong_link_match.fn"]) == (1, 2)
    assert (found["strong_link_match.ptp"], found["strong_link_match.fp"]) == (1, 0)
    assert found["strong_typed_mention_match.fscore"] == 1.0
    assert found["mention_ceaf.fscore"] == 1.0


def test_an_unlinked_entity_is_of_its_document():
    # e1 of the market and e2 of the harbour have no id, and no cluster in common.
    assert scored("neleval-3.1.1", gold())["entity_ceaf.rtp"] == 4


def test_a_convention_that_there_is_not():
    with pytest.raises(MeasureError) as error:
        spelled("conll-8.01(span=head)")
    assert str(error.value) == "preset conll-8.01: span is exact, found 'head'"
    with pytest.raises(MeasureError) as error:
        spelled("lea-5525e30(singletons=drop)")
    assert str(error.value) == "preset lea-5525e30 has no convention 'singletons'; it has span, missing"
