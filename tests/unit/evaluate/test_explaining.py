"""The working-out of a number: it ends in the number, and shows what a person would write down."""

import functools
import json
import math
from dataclasses import asdict

import pytest
from town import FINN, GOLD, RUN, SHE, TOWN, entity, gold_of, quote, record, run_of, stance, walk

import sayso
from sayso.errors import NothingToScore, UsageError
from sayso.evaluate import score
from sayso.evaluate.explaining import explain
from sayso.measures import names
from sayso.reports.sums import plain


@functools.cache
def everything():
    return score(gold=GOLD, predicted=RUN, measures=names())


@pytest.mark.parametrize("measure", names())
def test_the_sum_ends_in_the_number_that_scoring_gives(measure):
    found = walk(measure)
    value = everything()[measure].value
    assert found.value == value
    assert found.undefined or found.steps[-1].value == value
    assert plain(found).startswith(f"{measure}, run on d1\n")


NOTHING = run_of(record(entities=[], quotes=[], events=[], stances=[]), name="nothing")


@functools.cache
def without_predictions():
    return score(gold=GOLD, predicted=NOTHING, measures=names())


@pytest.mark.parametrize("measure", names())
def test_a_run_that_found_nothing_is_worked_out_too(measure):
    found = explain(gold=GOLD, predicted=NOTHING, measure=measure)
    assert found.value == without_predictions()[measure].value
    assert plain(found).startswith(f"{measure}, nothing on d1\n")


@pytest.mark.parametrize("measure", names())
def test_every_item_is_paired_or_left_over(measure):
    found = walk(measure)
    told = [name for pair in found.pairs for name in (pair.gold, pair.predicted)] + [left.name for left in found.left]
    assert sorted(told) == sorted(thing.name for thing in (*found.gold, *found.predicted))


@pytest.mark.parametrize("measure", [name for name in names() if ".F" in name])
def test_counts_are_those_of_the_items_listed(measure):
    found = walk(measure)
    if set(found.counts) == {"matched", "gold", "predicted"}:
        assert list(found.counts.values()) == [len(found.pairs), len(found.gold), len(found.predicted)]


@pytest.mark.parametrize("spelling", ["quotes.F(beta=2)", "entities.LEA(beta=2)", "stances.evidence.F(beta=.5)"])
def test_beta_stands_in_the_formula(spelling):
    found = walk(spelling)
    assert "{b²}" in found.steps[-1].formula
    assert found.steps[-1].numbers["b²"] == (0.25 if ".5" in spelling else 4)


def test_items_have_names_texts_and_labels():
    found = walk("quotes.attribution.F")
    assert asdict(found.gold[1]) == {
        "name": "g2",
        "spans": ((57, 64),),
        "text": "he lies",
        "label": "indirect",
        "note": "Orla Finn",
    }


def test_what_is_left_over_has_its_class_where_the_measure_is_the_headline():
    """Closeness 7/12; the exact one says another speaker."""
    found = walk("quotes.attribution.F")
    assert [(pair.gold, pair.predicted, pair.closeness) for pair in found.pairs] == [("g2", "p1", 0.583333)]
    assert [(left.name, left.error, left.why) for left in found.left] == [
        ("g1", "missed", "none shares a character with it"),
        ("p2", "split", "g2 (paired with p1) is closest, IoU 1.000"),
    ]


def test_elsewhere_what_stood_nearest_is_told_without_a_class():
    found = walk("quotes.kind.F@exact")
    assert [(left.name, left.error, left.why) for left in found.left] == [
        ("g1", "", "none shares a character with it"),
        ("p1", "", "g2 (paired with p2) is closest, IoU 0.583, labelled indirect"),
    ]


def test_entities_say_what_ties_them():
    found = walk("entities.F")
    assert [(pair.gold, pair.predicted, pair.remark) for pair in found.pairs] == [
        ("g1", "p1", "1 shared mention, the same Wikidata id, the same name"),
        ("g2", "p2", "2 shared mentions"),
        ("g3", "p4", "1 shared mention"),
    ]
    assert [(left.name, left.error, left.why) for left in found.left] == [
        ("p3", "spurious", "none shares a mention, id or name with it")
    ]


def test_an_accuracy_shows_what_each_side_says_and_which_rival_spoils_it():
    found = walk("quotes.kind.accuracy@overlap(0.5)")
    assert [(pair.gold, pair.predicted, pair.agrees, pair.remark) for pair in found.pairs] == [
        ("g2", "p2", False, "indirect = indirect, but p1, which could stand for it too, says otherwise")
    ]


@pytest.mark.parametrize(
    ("measure", "remarks"),
    [
        ("quotes.speaker.accuracy@exact", ["Orla Finn ≠ Ned Quill"]),
        ("quotes.source.accuracy@overlap(0.1)", ["‘She’ ≠ nothing"]),
        ("events.type.accuracy", ["move ≠ rest", "help = help"]),
        ("entities.type.accuracy", ["person = person", "person = person", "place ≠ group"]),
        ("stances.polarity.accuracy", ["oppose ≠ support", "support = support"]),
        ("stances.strength.accuracy", ["strong ≠ weak"]),
    ],
)
def test_what_the_sides_of_a_judged_pair_say(measure, remarks):
    assert [pair.remark for pair in walk(measure).pairs] == remarks


def test_evidence_is_told_in_characters():
    """`backs` is 5 of the 11 characters of `backs Quill`."""
    found = walk("stances.evidence.F")
    assert [pair.remark for pair in found.pairs] == ["evidence: 5 of 5 characters of gold, of 11 predicted"]
    assert found.counts == {"r_num": 1.0, "r_den": 3, "p_num": 5 / 11, "p_den": 3}


def test_a_stance_left_over_names_the_nearest():
    assert [(left.name, left.error, left.why) for left in walk("stances.F").left] == [
        ("g1", "missed", "p3 (paired with g3) has its target, another holder"),
        ("g2", "polarity with p2", "p2 has its holder and target"),
        ("p1", "spurious", "g2 has its target, another holder"),
        ("p2", "polarity with g2", "g2 has its holder and target"),
    ]


def test_coreference_shows_clusters_and_what_they_share():
    found = walk("entities.B3")
    gold, predicted = found.clusters
    assert [(one.name, one.about, len(one.members)) for one in gold] == [
        ("G1", "Orla Finn", 2),
        ("G2", "Ned Quill", 3),
        ("G3", "the town", 2),
    ]
    assert [(one.name, [member.text for member in one.members]) for one in predicted] == [
        ("P1", ["Orla Finn", "he"]),
        ("P2", ["Ned Quill", "Quill"]),
        ("P3", ["stays"]),
        ("P4", ["The town"]),
    ]
    assert [(one.gold, one.predicted, one.count) for one in found.shared] == [
        ("G1", "P1", 1),
        ("G2", "P1", 1),
        ("G2", "P2", 2),
        ("G3", "P4", 1),
    ]


def test_clusters_left_aside_are_not_listed():
    assert [one.name for one in walk("events.MUC(singletons=false)").clusters[0]] == ["G1"]
    assert walk("events.MUC(singletons=false)").clusters[1] == ()


def test_an_average_over_labels_has_a_part_for_each():
    found = walk("stances.MacroF(by=polarity)")
    assert [part.measure for part in found.parts] == ["stances.F(polarity=oppose)", "stances.F(polarity=support)"]
    assert found.counts == {"labels": 2}
    assert found.steps[0].formula == "({oppose} + {support}) / 2"
    assert found.value == sum(part.value for part in found.parts) / 2


def test_an_average_that_wants_every_label_is_undefined_without_one():
    gold = gold_of(record(entities=[entity("e1", FINN)], stances=[stance("s1", "e1", {"entity": "e1"}, "oppose")]))
    run = run_of(record(entities=[entity("e1", FINN)], stances=[stance("s1", "e1", {"entity": "e1"}, "oppose")]))
    found = explain(gold=gold, predicted=run, measure="stances.FavourAgainst")
    assert (found.value, [part.value for part in found.parts]) == (None, [1.0, None])
    assert found.steps[0].formula == ""


def test_labels_that_are_no_plain_words():
    gold = gold_of(record(quotes=[quote("q1", SHE, kind="so called")]))
    found = explain(gold=gold, predicted=run_of(*gold.source), measure="quotes.MacroF(by=kind)")
    assert found.parts[0].measure == 'quotes.F(kind="so called")@overlap(0.5)'


@pytest.mark.parametrize(
    ("measure", "gold", "run", "reason"),
    [
        ("events.F", {"quotes": []}, {"events": []}, "gold has no events for this document"),
        ("quotes.F", {"quotes": []}, {"events": []}, "run does not attempt quotes"),
        ("quotes.kind.F", {"quotes": []}, {"quotes": []}, "quotes.kind is not annotated in this document"),
        ("quotes.MacroF(by=kind)", {"quotes": []}, {"quotes": []}, ""),
    ],
)
def test_an_undefined_measure_says_why(measure, gold, run, reason):
    found = explain(gold=gold_of(record(**gold)), predicted=run_of(record(**run)), measure=measure)
    assert (found.value, found.undefined) == (None, reason)


def test_the_document_decides_and_the_rest_of_the_corpus_says_what_is_annotated():
    gold = gold_of(record("d1", quotes=[quote("q1", SHE)]), record("d2", quotes=[quote("q1", SHE, kind="direct")]))
    run = run_of(record("d2", quotes=[]), record("d1", quotes=[quote("q1", SHE, kind="mixed")]))
    found = explain(gold=gold, predicted=run, measure="quotes.kind.accuracy", doc_id="d1")
    assert (found.value, found.pairs[0].remark) == (0.0, "nothing ≠ mixed")


def test_a_missing_record_and_a_failure_are_told():
    gold = gold_of(record("d1", quotes=[quote("q1", SHE)]), record("d2", quotes=[]), record("d3", quotes=[]))
    failure = {"class": "ValueError", "message": "no idea"}
    run = run_of(record("d2", failure=failure), record("d3", quotes=[]))
    found = [explain(gold=gold, predicted=run, measure="quotes.F", doc_id=one, missing="empty") for one in ("d1", "d2")]
    assert [walk.notes for walk in found] == [
        ("run has no record of this document, counted as nothing found",),
        ("run failed on this document, counted as nothing found: ValueError: no idea",),
    ]
    assert found[0].value == 0.0


def test_which_document_has_to_be_said_where_there_are_several():
    gold = gold_of(record("harbour", quotes=[]), record("market", quotes=[]))
    run = run_of(*gold.source)
    with pytest.raises(UsageError) as error:
        explain(gold=gold, predicted=run, measure="quotes.F")
    assert str(error.value) == "gold 'gold' has 2 documents; name one (doc_id, or --doc), as in 'harbour'"
    with pytest.raises(UsageError) as error:
        explain(gold=gold, predicted=run, measure="quotes.F", doc_id="harbor")
    assert str(error.value) == "unknown document 'harbor'; did you mean 'harbour'?"
    with pytest.raises(UsageError) as error:
        explain(gold=gold, predicted=run, measure="quotes.F", doc_id="17")
    assert str(error.value) == "unknown document '17'; there are 'harbour', 'market'"


def test_nothing_to_work_out():
    with pytest.raises(NothingToScore, match="gold 'gold' has no documents to score"):
        explain(gold=gold_of(), predicted=run_of(), measure="quotes.F")


def test_real_text():
    corpus = sayso.load()
    run = corpus.passes["annotator-b"]
    for measure in ("events.roles.F@entity", "entities.BLANC", "entities.CoNLL", "stances.evidence.F"):
        value = score(gold=corpus.gold, predicted=run, measures=[measure]).values[0].value
        found = explain(gold=corpus.gold, predicted=run, measure=measure)
        assert found.value == value


# Means over documents.

SEVERAL = gold_of(
    record("b", quotes=[quote("q1", SHE, kind="direct"), quote("q2", TOWN, kind="mixed")]),
    record("a", quotes=[quote("q1", SHE, kind="direct")]),
    record("c", quotes=[]),
)
ANSWERS = run_of(
    record("a", quotes=[quote("q1", SHE, kind="mixed"), quote("q2", TOWN, kind="direct")]),
    record("b", quotes=[quote("q1", SHE, kind="direct")]),
    record("c", quotes=[]),
)


def test_a_mean_over_documents_is_told_document_by_document():
    found = explain(gold=SEVERAL, predicted=ANSWERS, measure="quotes.F(average=documents)")
    assert [(part.doc_id, part.value, dict(part.counts)) for part in found.documents] == [
        ("a", 2 / 3, {"matched": 1, "gold": 1, "predicted": 2}),
        ("b", 2 / 3, {"matched": 1, "gold": 2, "predicted": 1}),
        ("c", None, {}),
    ]
    assert (found.doc_id, found.value, found.counts) == (None, 2 / 3, {"documents": 2, "left_out": 1})
    assert (found.steps[0].formula, found.steps[0].numbers) == (
        "{sum} / {documents}",
        {"sum": 4 / 3, "documents": 2},
    )


@pytest.mark.parametrize(
    "measure",
    [
        "quotes.F(average=documents)",
        "quotes.MacroF(average=documents,by=kind)",
        "quotes.kind.accuracy(average=documents)",
        "quotes.nesting.F(average=documents)",
    ],
)
def test_the_mean_over_documents_is_the_number_that_scoring_gives(measure):
    found = explain(gold=SEVERAL, predicted=ANSWERS, measure=measure)
    value = score(gold=SEVERAL, predicted=ANSWERS, measures=[measure]).values[0]
    assert (found.value, dict(found.counts)) == (value.value, dict(value.counts))
    known = [part.value for part in found.documents if part.value is not None]
    assert found.value == (math.fsum(known) / len(known) if known else None)


def test_each_document_of_a_mean_has_a_working_out_of_its_own():
    found = explain(gold=SEVERAL, predicted=ANSWERS, measure="quotes.F(average=documents)", doc_id="b")
    assert (found.doc_id, found.value, found.documents) == ("b", 2 / 3, ())


def test_a_mean_over_labels_and_documents_counts_the_labels_of_each():
    found = explain(gold=SEVERAL, predicted=ANSWERS, measure="quotes.MacroF(average=documents,by=kind)")
    assert [(part.doc_id, part.value, dict(part.counts)) for part in found.documents] == [
        ("a", 0.0, {"labels": 2}),
        ("b", 0.5, {"labels": 2}),
        ("c", None, {}),
    ]


# JSON.


@pytest.mark.parametrize(
    "measure",
    ["quotes.attribution.F", "entities.B3", "stances.FavourAgainst", "stances.evidence.F", "events.type.accuracy"],
)
def test_a_working_out_as_json_holds_all_of_it(measure):
    found = walk(measure).to_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert set(found) == {"schema_version", *asdict(walk(measure))}
    assert found["value"] == walk(measure).value
    assert [one["name"] for one in found["gold"]] == [one.name for one in walk(measure).gold]


def test_what_a_line_adds_is_a_number_and_a_fraction():
    first = walk("entities.B3").to_dict()["workings"][0]
    assert first["terms"][0] == {
        "name": "G1",
        "words": "2 members: 1 in P1, 1 nowhere",
        "adds": [
            {"counter": "r_num", "formula": "1 · 1/2", "value": 0.5, "fraction": "1/2"},
            {"counter": "r_den", "formula": "2", "value": 2.0, "fraction": "2"},
        ],
    }
    assert first["totals"][0] == {
        "counter": "r_num",
        "formula": "1/2 + 5/3 + 1/2",
        "value": 8 / 3,
        "fraction": "8/3",
    }


def test_clusters_stand_by_side():
    clusters = walk("entities.B3").to_dict()["clusters"]
    assert [one["name"] for one in clusters["gold"]] == ["G1", "G2", "G3"]
    assert clusters["predicted"][1]["members"][0]["spans"] == [[17, 26]]


def test_braces_in_a_label_do_not_break_the_sum():
    gold = gold_of(record(quotes=[quote("q1", SHE, kind="{odd}")]))
    found = explain(gold=gold, predicted=run_of(*gold.source), measure="quotes.MacroF(by=kind)")
    assert plain(found).endswith("  MacroF  = ([odd]) / 1 = (1.000) / 1 = 1.000\n")
