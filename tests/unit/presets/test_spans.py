"""Presets of span scorers: examples worked by hand, among them every defect that they state."""

import pytest

from sayso.presets import ScorerError, find
from sayso.presets.spans import seqeval, spacy
from sayso.presets.spans.conlleval import conlleval
from sayso.presets.spans.labelled import Span
from sayso.presets.spans.nervaluate import RELEASES, STRATEGIES

COUNTS = ("correct", "incorrect", "partial", "missed", "spurious")
ALL = [release.number for release in RELEASES]


def entities(*documents):
    return [[{"start": start, "end": end, "label": label} for start, end, label in one] for one in documents]


def nervaluate(number, gold, predicted, tags=("PER", "ORG"), **given):
    return find(f"nervaluate-{number}").native(entities(*gold), entities(*predicted), tags, **given)


def counts(found, strategy):
    return tuple(found["overall"][strategy][name] for name in COUNTS)


@pytest.mark.parametrize("number", ALL)
def test_a_wrong_label_at_the_right_place_is_exact_and_not_strict(number):
    found = nervaluate(number, [[(0, 1, "PER")]], [[(0, 1, "ORG")]])
    assert {strategy: counts(found, strategy) for strategy in STRATEGIES} == {
        "strict": (0, 1, 0, 0, 0),
        "exact": (1, 0, 0, 0, 0),
        "partial": (1, 0, 0, 0, 0),
        "ent_type": (0, 1, 0, 0, 0),
    }


@pytest.mark.parametrize("number", ALL)
def test_half_of_an_entity_is_half_a_credit_in_one_document(number):
    # (0 + .5 * 1) / 2 predictions = .25, and / 1 gold entity = .5; F1 = 2 * .25 * .5 / .75 = 1/3.
    found = nervaluate(number, [[(0, 3, "PER")]], [[(0, 1, "PER"), (2, 3, "PER")]])
    scores = found["overall"]["partial"]
    assert (scores["precision"], scores["recall"]) == (0.25, 0.5)
    assert scores["f1"] == pytest.approx(1 / 3, rel=1e-12)
    assert counts(found, "partial") == (0, 0, 1, 0, 1)


@pytest.mark.parametrize(("number", "f1"), [("0.3.1", 0.5), ("1.0.0", 0), ("1.1.0", 0), ("1.2.0", 0), ("1.2.1", 0.5)])
def test_three_releases_lose_half_credits_with_a_second_document(number, f1):
    gold, predicted = [[(0, 3, "PER")], []], [[(0, 1, "PER")], []]
    assert nervaluate(number, gold, predicted)["overall"]["partial"]["f1"] == f1
    assert nervaluate(number, gold[:1], predicted[:1])["overall"]["partial"]["f1"] == 0.5


@pytest.mark.parametrize("number", ALL[1:])
def test_a_prediction_that_comes_first_takes_the_entity(number):
    gold = [[(0, 5, "PER")]]
    late = nervaluate(number, gold, [[(0, 1, "PER"), (0, 5, "PER")]])["overall"]["strict"]["f1"]
    early = nervaluate(number, gold, [[(0, 5, "PER"), (0, 1, "PER")]])["overall"]["strict"]["f1"]
    assert (late, early) == (0, pytest.approx(2 / 3))


def test_since_1_2_0_a_prediction_looks_for_its_own_entity():
    gold, predicted = [[(0, 3, "PER"), (0, 3, "ORG")]], [[(0, 3, "ORG")]]
    assert counts(nervaluate("1.1.0", gold, predicted), "strict") == (0, 1, 0, 1, 0)
    assert counts(nervaluate("1.2.0", gold, predicted), "strict") == (1, 0, 0, 1, 0)


def test_since_1_2_0_the_type_is_taken_from_the_closest_entity_of_its_label():
    # 8-10 is 7 away from 3-8 and 4 from 7-9 (|8-7| + |10-9| = 2), so that 3-8 stays free for 4-5.
    gold, predicted = [[(3, 8, "PER"), (7, 9, "PER")]], [[(8, 10, "PER"), (4, 5, "PER")]]
    assert counts(nervaluate("1.1.0", gold, predicted), "ent_type") == (1, 0, 0, 1, 1)
    assert counts(nervaluate("1.2.0", gold, predicted), "ent_type") == (2, 0, 0, 0, 0)


def test_0_3_1_lets_a_prediction_use_up_all_that_it_touches():
    found = nervaluate("0.3.1", [[(0, 3, "PER"), (4, 7, "PER")]], [[(2, 5, "PER")]])
    assert counts(found, "partial") == (0, 0, 2, 0, 0)
    assert found["overall"]["partial"]["actual"] == 2
    twins = nervaluate("0.3.1", [[(0, 1, "PER")]], [[(0, 1, "PER"), (0, 1, "PER")]])
    assert counts(twins, "strict") == (2, 0, 0, 0, 0)


def test_0_3_1_goes_by_where_predictions_end():
    gold = [[(0, 5, "PER")]]
    assert counts(nervaluate("0.3.1", gold, [[(0, 5, "PER"), (0, 1, "PER")]]), "strict") == (1, 1, 0, 0, 0)
    assert counts(nervaluate("0.3.1", gold, [[(0, 5, "PER"), (4, 5, "PER")]]), "strict") == (1, 0, 0, 0, 1)


@pytest.mark.parametrize(("number", "kind"), [("1.0.0", "ent_type"), ("1.1.0", None), ("1.2.1", None)])
def test_an_overlap_below_one_percent_counts_for_nothing_since_1_1_0(number, kind):
    long = nervaluate(number, [[(0, 199, "PER")]], [[(199, 250, "PER")]])["overall"]["ent_type"]["f1"]
    short = nervaluate(number, [[(100, 199, "PER")]], [[(199, 250, "PER")]])["overall"]["ent_type"]["f1"]
    assert (long, short) == (1 if kind else 0, 1)


def test_a_least_overlap_can_be_asked_for():
    gold, predicted = [[(0, 9, "PER")]], [[(8, 12, "PER")]]
    assert counts(nervaluate("1.2.1", gold, predicted, min_overlap_percentage=20), "partial") == (0, 0, 1, 0, 0)
    assert counts(nervaluate("1.2.1", gold, predicted, min_overlap_percentage=20.1), "partial") == (0, 0, 0, 1, 1)


def test_ends_are_inclusive():
    assert counts(nervaluate("1.2.1", [[(0, 4, "PER")]], [[(4, 6, "PER")]]), "partial") == (0, 0, 1, 0, 0)


def test_counts_by_label_are_not_shares_of_those_over_all():
    found = nervaluate("1.2.1", [[(0, 1, "PER")]], [[(0, 1, "ORG")]])
    strict = {label: of["strict"] for label, of in found["entities"].items()}
    assert counts(found, "strict") == (0, 1, 0, 0, 0)
    assert (strict["PER"]["missed"], strict["ORG"]["spurious"]) == (1, 1)


def test_labels_outside_the_tags_are_left_out():
    found = nervaluate("1.2.1", [[(0, 1, "PER"), (3, 3, "EVT")]], [[(0, 1, "PER"), (3, 3, "EVT")]], tags=("PER",))
    assert counts(found, "strict") == (1, 0, 0, 0, 0)
    assert list(found["entities"]) == ["PER"]


def test_labels_that_nobody_used_are_there_in_0_3_1_alone():
    assert set(nervaluate("0.3.1", [[]], [[]])["entities"]) == {"PER", "ORG"}
    assert nervaluate("1.2.1", [[]], [[]])["entities"] == {}
    assert nervaluate("1.2.1", [], [])["overall"] == {}


@pytest.mark.parametrize("number", ALL)
def test_documents_must_be_as_many(number):
    with pytest.raises(ScorerError, match=r"^ValueError: 2 predicted documents do not equal 1 gold ones$"):
        nervaluate(number, [[]], [[], []])


@pytest.mark.parametrize("least", [0.99, 100.5, float("nan")])
def test_a_least_overlap_is_a_percentage(least):
    with pytest.raises(ScorerError, match="ValueError: min_overlap_percentage must be 1 to 100, found "):
        nervaluate("1.2.1", [[]], [[]], min_overlap_percentage=least)


def test_seqeval_reads_a_malformed_sequence_leniently_or_not_at_all():
    tags = [["O", "I-PER", "I-PER"]]
    assert seqeval.decoded(tags[0]) == [(1, 2, "PER")]
    assert find("seqeval-1.2.2").native(tags, tags)["micro"]["f1"] == 1.0
    strict = find("seqeval-1.2.2-strict").native(tags, tags)
    assert strict["micro"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 0}


def test_the_number_of_gold_chunks_depends_on_the_reading():
    tags = [["B-PER", "I-ORG"]]
    supports = [find(name).native(tags, tags)["micro"]["support"] for name in ("seqeval-1.2.2", "seqeval-1.2.2-strict")]
    assert supports == [2, 1]


def test_seqeval_averages_by_hand():
    # PER: one right of two predicted and one in gold; LOC: none predicted of one.
    gold, predicted = [["B-PER", "O", "B-LOC", "O"]], [["B-PER", "B-PER", "O", "O"]]
    found = seqeval.seqeval(gold, predicted)
    assert found["micro"] == {"precision": 1 / 2, "recall": 1 / 2, "f1": 1 / 2, "support": 2}
    assert found["macro"] == {"precision": 1 / 4, "recall": 1 / 2, "f1": pytest.approx(1 / 3), "support": 2}
    assert found["weighted"] == {"precision": 1 / 4, "recall": 1 / 2, "f1": pytest.approx(1 / 3), "support": 2}
    assert found["accuracy"] == 2 / 4
    # With zero_division 1, LOC has precision 1 and recall 0, F1 0.
    assert seqeval.averages(gold, predicted, zero_division=1)["macro"]["precision"] == 3 / 4


def test_the_weighted_mean_passes_over_types_that_gold_has_not():
    found = seqeval.seqeval([["B-LOC", "O"]], [["B-LOC", "B-PER"]])
    assert (found["macro"]["f1"], found["weighted"]["f1"]) == (0.5, 1.0)


@pytest.mark.parametrize(("zero_division", "f1"), [(0, 0.0), (1, 1.0)])
def test_without_chunks_seqeval_says_what_zero_division_says(zero_division, f1):
    found = seqeval.averages([["O"]], [["O"]], zero_division=zero_division)
    assert (found["micro"]["f1"], found["macro"]["f1"], found["weighted"]["f1"]) == (f1, None, f1)


@pytest.mark.parametrize(
    ("gold", "predicted", "scheme", "message"),
    [
        ([], [], None, "TypeError: expected a list of sentences, each a list of tags"),
        (["O"], ["O"], None, "TypeError: expected a list of sentences, each a list of tags"),
        ([["O"]], [["O", "O"]], None, "ValueError: gold and predictions have other numbers of sentences or tags"),
        ([["O"]], [[""]], None, "IndexError: a tag is empty"),
        ([["O"]], [[""]], "IOB2", "IndexError: a tag is empty"),
        ([["X-PER"]], [["O"]], "IOB2", "KeyError: 'X' of 'X-PER' is the prefix of no scheme"),
        ([["E-PER"]], [["O"]], "IOB2", "ValueError: tag E-PER: the scheme has I, O, B"),
    ],
)
def test_what_seqeval_stops_with(gold, predicted, scheme, message):
    with pytest.raises(ScorerError) as caught:
        seqeval.averages(gold, predicted, scheme=scheme)
    assert str(caught.value) == message


def test_accuracy_needs_tags():
    with pytest.raises(ScorerError, match=r"^ZeroDivisionError: there are no tags$"):
        seqeval.accuracy([[]], [[]])


@pytest.mark.parametrize(
    ("scheme", "tags", "chunks"),
    [
        ("IOB1", "I-P I-P B-P O I-Q", [(0, 1, "P"), (2, 2, "P"), (4, 4, "Q")]),
        ("IOE1", "I-P E-P I-P O I-Q", [(0, 1, "P"), (2, 2, "P"), (4, 4, "Q")]),
        ("IOB2", "B-P I-P B-P O I-Q", [(0, 1, "P"), (2, 2, "P")]),
        ("IOE2", "I-P E-P E-P O I-Q", [(0, 1, "P"), (2, 2, "P")]),
        ("IOBES", "B-P E-P S-P O B-Q", [(0, 1, "P"), (2, 2, "P")]),
        ("BILOU", "B-P L-P U-P O B-Q", [(0, 1, "P"), (2, 2, "P")]),
    ],
)
def test_each_scheme_has_its_chunks(scheme, tags, chunks):
    found = seqeval.SCHEMES[scheme].chunks([seqeval.Tag(*tag.partition("-")[::2]) for tag in tags.split()])
    assert found == chunks


def test_conlleval_prints_percent_with_two_decimals():
    # Three chunks in gold, two predicted, one right: P 50, R 33.33, F 2 * 50 * 33.33 / 83.33 = 40.
    found = conlleval([["B-NP", "I-NP", "B-VP", "B-NP"]], [["B-NP", "I-NP", "O", "B-VP"]])
    assert {name: found[name] for name in ("tokens", "gold", "predicted", "correct")} == {
        "tokens": 4,
        "gold": 3,
        "predicted": 2,
        "correct": 1,
    }
    assert [found[name] for name in ("accuracy", "precision", "recall", "f1")] == [50.0, 50.0, 33.33, 40.0]
    assert found["types"] == {
        "NP": {"precision": 100.0, "recall": 50.0, "f1": 66.67},
        "VP": {"precision": 0.0, "recall": 0.0, "f1": 0.0},
    }


def test_conlleval_joins_neighbours_that_seqeval_takes_apart():
    tags = ["S-PER", "S-PER"]
    assert len(seqeval.decoded(tags)) == 2
    assert conlleval([tags], [tags])["gold"] == 1


def test_conlleval_counts_malformed_chunks():
    assert conlleval([["O", "B-PER", "I-PER"]], [["O", "I-PER", "I-PER"]])["f1"] == 100.0
    nothing = conlleval([["O", "O"]], [["O", "O"]])
    assert (nothing["accuracy"], nothing["f1"]) == (100.0, 0.0)


def test_conlleval_prints_no_figures_without_tokens():
    found = conlleval([], [])
    assert (found["tokens"], found["accuracy"], found["f1"]) == (0, None, None)
    with pytest.raises(ScorerError, match=r"^columns: gold and predictions have other numbers of sentences or tags$"):
        conlleval([["O"]], [[]])


def test_spacy_scores_by_hand():
    # Two in gold, two predicted, one right: all .5; the wrong one has another label.
    gold, predicted = [[Span(0, 2, "PER"), Span(5, 6, "ORG")]], [[Span(0, 2, "PER"), Span(5, 6, "PER")]]
    found = spacy.score_spans(gold, predicted)
    assert (found["p"], found["r"], found["f"]) == (0.5, 0.5, 0.5)
    assert found["per_type"]["PER"] == {"p": 0.5, "r": 1.0, "f": pytest.approx(2 / 3)}
    assert spacy.score_spans(gold, predicted, labeled=False) == {"p": 1.0, "r": 1.0, "f": 1.0, "per_type": {}}


def test_spacy_takes_nothing_on_both_sides_as_none_and_on_one_as_zero():
    assert spacy.score_spans([[]], [[]]) == {"p": None, "r": None, "f": None, "per_type": {}}
    assert spacy.get_ner_prf([[]], [[Span(0, 1, "PER")]])["r"] == 0.0


def test_spacy_twins_are_free():
    assert spacy.score_spans([[Span(0, 1, "PER")]], [[Span(0, 1, "PER")] * 2])["p"] == 1.0


def test_spacy_looks_only_at_the_ends_for_overlaps():
    inner, outer = Span(7, 8, "PER"), Span(6, 9, "PER")
    gold = [[inner, outer]]
    assert spacy.score_spans(gold, [[inner, outer]], overlap=False)["r"] == 1.0
    assert spacy.score_spans(gold, [[outer, inner]], overlap=False)["r"] == 0.5


def test_spacy_entities_cannot_overlap():
    with pytest.raises(ScorerError, match=r"^ValueError: \[E1010\] token 1 is in more than one entity$"):
        spacy.get_ner_prf([[Span(0, 2, "PER"), Span(1, 3, "PER")]], [[]])
    with pytest.raises(ScorerError, match="ValueError"):
        spacy.score_links([[]], [[Span(0, 2, "PER"), Span(0, 2, "PER")]])


def test_spacy_links_by_hand():
    # Right; a wrong id (one false positive, one false negative); NIL against an id, and the reverse; missed: nothing.
    gold = [[Span(place, place + 1, "PER", link) for place, link in enumerate(("Q1", "Q2", "NIL", "Q4", "Q5"))]]
    predicted = [[Span(place, place + 1, "ORG", link) for place, link in enumerate(("Q1", "Q9", "Q3", "NIL"))]]
    found = spacy.score_links(gold, predicted)
    assert (found["nel_micro_p"], found["nel_micro_r"]) == (1 / 3, 1 / 3)
    assert found["nel_f_per_type"] == {"PER": {"p": 1 / 3, "r": 1 / 3, "f": pytest.approx(1 / 3)}}


def test_spacy_links_of_missed_entities_cost_nothing():
    gold = [[Span(place, place + 1, "PER", f"Q{place}") for place in range(3)]]
    assert spacy.score_links(gold, [gold[0][:1]])["nel_micro_r"] == 1.0


def test_a_label_without_links_lowers_the_macro_figures():
    spans = [[Span(0, 1, "PER", "Q1"), Span(1, 2, "ORG", "Q2"), Span(2, 3, "LOC", "NIL")]]
    found = spacy.score_links(spans, spans)
    assert (found["nel_micro_f"], found["nel_macro_f"]) == (1.0, pytest.approx(2 / 3))
