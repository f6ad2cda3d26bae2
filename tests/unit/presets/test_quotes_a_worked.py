"""Each known defect of the six scorers of whole quotes, worked out by hand; and their errors, word for word."""

import pytest

from sayso.presets import ScorerError
from sayso.presets.quotes.adaq import adaq, token_reports
from sayso.presets.quotes.citron import citron, citron_quotes
from sayso.presets.quotes.documents import Document, Quote
from sayso.presets.quotes.gender_gap_tracker import gender_gap_tracker, matched, printed, summed
from sayso.presets.quotes.gepade import Instance, gepade
from sayso.presets.quotes.gernews import Message, gernews
from sayso.presets.quotes.qsample import Spans, figure, is_mark, qsample, spans_of
from sayso.presets.quotes.qsample import printed as printed_figures
from sayso.presets.tokens import tokens_of

# 14 tokens: Ola Finch said : we mend nets . Then she left the pier .
TEXT = "Ola Finch said: we mend nets. Then she left the pier."
OLA, SAID, MEND, NETS, LEFT = (0, 9), (10, 14), (16, 28), (24, 28), (39, 43)
NETS_QUOTE = Quote(content=(MEND,), cue=SAID, source=(OLA,), speaker="Ola Finch")


def document(gold, predicted):
    return Document(text=TEXT, tokens=tokens_of(TEXT), gold=gold, predicted=predicted)


def stopped(function, *arguments, **options):
    with pytest.raises(ScorerError) as error:
        function(*arguments, **options)
    return str(error.value)


class TestCitron:
    def test_copies_are_all_right_and_recall_is_three(self):
        got = citron([document([NETS_QUOTE], [NETS_QUOTE] * 3)])
        assert [got["quote_exact"][name] for name in ("tp", "fp", "fn")] == [3, 0, 0]
        # Three predictions share 3 tokens each with a gold content of 3: 9 of 9 predicted, 9 of 3 gold.
        assert [got["content_overlap"][name] for name in ("precision", "recall", "f1")] == [1.0, 3.0, 1.5]

    def test_nested_gold_makes_precision_exceed_one(self):
        # Predicted 3 tokens; gold 3 and, nested, 1: 4 shared of 3 predicted, of 4 gold.
        nested = Quote(content=(NETS,), cue=LEFT)
        got = citron([document([NETS_QUOTE, nested], [NETS_QUOTE])])
        assert got["content_overlap"]["precision"] == 4 / 3

    def test_parts_in_another_order_are_another_content(self):
        one = Quote(content=(OLA, NETS), cue=SAID)
        other = Quote(content=(NETS, OLA), cue=SAID)
        got = citron([document([one], [other])])
        assert [got["content_exact"][name] for name in ("tp", "fp", "fn")] == [0, 1, 1]

    @pytest.mark.parametrize(("gold", "predicted", "tp"), [(OLA, SAID, 1), (SAID, OLA, 0)])
    def test_touching_cues_overlap_in_one_direction(self, gold, predicted, tp):
        got = citron([document([Quote(content=(NETS,), cue=gold)], [Quote(content=(NETS,), cue=predicted)])])
        assert got["content_exact"]["tp"] == tp

    def test_an_empty_span_at_0_is_the_whole_document(self):
        got = citron([document([], [Quote(content=((0, 0),), cue=SAID)])])
        assert got["content_overlap"]["predicted_length"] == 14

    def test_a_space_is_the_word_before_it_and_an_empty_span_inside_a_word_the_word(self):
        got = citron([document([Quote(cue=(9, 14))], [Quote(cue=SAID, source=((2, 2), (4, 4)))])])
        assert got["cue_overlap"]["gold_length"] == 2
        assert got["source_overlap"]["predicted_length"] == 1

    def test_the_overlap_of_all_spans_is_exchanged(self):
        got = citron([document([NETS_QUOTE], [Quote(content=(MEND,), cue=(9, 14), source=(OLA,))])])
        # Shared 1 + 2 + 3 of 7 predicted and 6 gold.
        assert [got["quote_overlap_lengths_in_order"][name] for name in ("precision", "recall")] == [6 / 7, 1.0]
        assert [got["quote_overlap"][name] for name in ("precision", "recall")] == [1.0, 6 / 7]

    def test_its_errors(self):
        no_cue, empty = Quote(content=(MEND,)), Quote(cue=(4, 4))
        assert stopped(citron, [document([], [no_cue])]).startswith("TypeError: a quote has no cue")
        assert stopped(citron, [document([NETS_QUOTE], [empty])]) == (
            "AttributeError: a cue is empty, at the start of a token"
        )
        assert stopped(citron, [document([empty], [])]).startswith("TypeError: a cue is empty")
        assert stopped(citron, [document([], [Quote(cue=(50, 54))])]) == (
            "IndexError: span [50, 54) reaches beyond the text"
        )
        assert stopped(citron_quotes, [{"sources": [], "contents": []}]) == "KeyError: a quote has no 'cue'"


class TestGenderGapTracker:
    def test_a_prediction_of_the_whole_text_matches(self):
        got = matched(document([NETS_QUOTE], [Quote(content=((0, 53),))]), 0.8)
        assert (got.tp, got.fp) == (1, 0)

    def test_greedy_matching_misses_the_better_one(self):
        gold = [Quote(content=((0, 10),)), Quote(content=((10, 20),))]
        got = matched(document(gold, [Quote(content=((0, 20),)), Quote(content=((0, 9),))]), 0.3)
        assert (got.tp, got.fn, got.fp) == (1, 1, 1)

    def test_the_first_of_equal_predictions_wins(self):
        wrong = Quote(content=(MEND,), cue=SAID, source=((30, 34),))
        got = matched(document([NETS_QUOTE], [wrong, NETS_QUOTE]), 0.3)
        assert (got.tp, got.fp, got.speakers, got.verbs) == (1, 1, 0, 1)

    def test_copies_leave_with_the_match(self):
        got = matched(document([NETS_QUOTE, NETS_QUOTE], [NETS_QUOTE] * 3), 0.3)
        assert (got.tp, got.fn, got.fp) == (1, 1, 0)

    def test_the_threshold_itself_is_not_enough(self):
        got = matched(document([Quote(content=((0, 10),))], [Quote(content=((0, 8),))]), 0.8)
        assert got.tp == 0

    def test_a_document_that_one_side_lacks_is_left_out(self):
        both = [document([NETS_QUOTE], [NETS_QUOTE]), document([NETS_QUOTE], None)]
        assert gender_gap_tracker(both)["quotes_0.3"]["recall"] == 100.0

    def test_speakers_by_themselves_count_every_pair(self):
        three = [Quote(content=(span,), cue=SAID, source=(OLA,)) for span in (MEND, NETS, LEFT)]
        got = gender_gap_tracker([document(three, three)])
        assert got["speakers_independent"] == {"precision": 300.0, "recall": 300.0, "f1": 300.0}

    def test_no_speaker_is_right_only_when_floating(self):
        nobody = Quote(content=(MEND,))
        floating = Quote(content=(MEND,), floating=True)
        assert matched(document([nobody], [nobody]), 0.3).speakers == 0
        assert matched(document([nobody], [floating]), 0.3).speakers == 1
        assert matched(document([nobody], [nobody]), 0.3).verbs == 1

    def test_f1_of_the_report_is_rounded_twice(self):
        # 1 of 3 predicted, 1 of 7 gold: 33.333 and 14.286; 2 * 33.333 * 14.286 / 47.619 = 20.0002…, so 20.0.
        gold = [NETS_QUOTE, *(Quote(content=((0, n),), cue=SAID, source=(OLA,)) for n in range(1, 7))]
        predicted = [NETS_QUOTE, *(Quote(content=((n, 53),), cue=SAID, source=(OLA,)) for n in (50, 51))]
        assert gender_gap_tracker([document(gold, predicted)])["quotes_0.3"] == {
            "precision": 33.333,
            "recall": 14.286,
            "f1": 20.0,
        }

    def test_its_errors(self):
        assert stopped(gender_gap_tracker, [document([NETS_QUOTE], None)]) == ("KeyError: no document is on both sides")
        cueless = Quote(content=(MEND,), source=(OLA,))
        assert stopped(gender_gap_tracker, [document([cueless], [cueless])]) == (
            "ZeroDivisionError: division by zero: there are no predictions"
        )
        assert stopped(printed, summed([matched(document([NETS_QUOTE], []), 0.3)])).startswith("ZeroDivisionError")


def message(quote, speaker=(), kind="Direct", medium="Speech"):
    return Message({"quote": frozenset(quote), "speaker": frozenset(speaker)}, kind, medium)


class TestGerNews:
    def test_disjoint_quotes_are_right_in_type(self):
        scores = gernews({"d": [message({1}, {0})]}, {"d": [message({5}, {0})]})
        assert (scores["f1_msg"], scores["f1_form"], scores["f1_stwr"]) == (0.0, 1.0, 1.0)

    def test_documents_without_gold_are_passed_over(self):
        gold = {"a": [message({1}, {0})]}
        assert gernews(gold, {**gold, "b": [message({2}, {0})]}) == gernews(gold, gold)

    def test_a_pair_has_precision_where_predicted_and_recall_where_gold(self):
        # Gold quote {1, 2} by {0}; predicted {1, 2, 3} without speaker, and {8} by {9} that nothing is like.
        scores = gernews({"d": [message({1, 2}, {0})]}, {"d": [message({1, 2, 3}), message({8}, {9})]})
        assert (scores["prec_msg"], scores["rec_msg"]) == ((2 / 3 + 0) / 2, 1.0)
        assert (scores["prec_roles"], scores["rec_roles"]) == (0.0, 0.0)
        assert scores["prec_joint"] == (2 / 3 + 0 + 0) / 3

    def test_its_errors(self):
        one = {"d": [message({1}, {0})]}
        average = "ZeroDivisionError: division by zero: there are no values to average"
        assert stopped(gernews, {"d": [message({1})]}, {"d": [message({1})]}) == average
        assert stopped(gernews, one, {}) == average
        assert (
            stopped(gernews, one, {"d": [message(())]}) == "ZeroDivisionError: division by zero: a quote has no tokens"
        )
        assert stopped(gernews, one, {"d": [message({1}, kind="Mixed")]}).startswith(
            "KeyError: 'Mixed' is none of Direct"
        )
        two = {"d": [message({1}, {0}), message({2}, medium=None)]}
        assert stopped(gernews, two, one).startswith("KeyError: None is none of Speech")


def only(position, label="content", count=10, marks=()):
    return Spans([number in marks for number in range(count)], position, label)


class TestQsample:
    def test_nothing_is_perfect(self):
        got = qsample([Spans([False] * 3, {(0, 2): "content"}, {})])["content_strict"]
        assert (got["precision"], got["recall"], got["f1"]) == (1.0, 0.0, 0.0)
        assert qsample([])["cue_strict"]["f1"] == 1.0

    def test_partial_recall_exceeds_one(self):
        # A gold span of 6 tokens, predicted whole (6/6) and again as its last 4 (4/6).
        spans = Spans([False] * 6, {(0, 6): "content"}, {(0, 6): "content", (2, 6): "content"})
        got = figure([spans], "content_partial")
        assert (got["precision"], got["recall"]) == (1.0, pytest.approx(10 / 6))
        assert printed_figures(qsample([spans])).startswith("0.50 1.00 0.67 |")
        assert " || 1.00 1.67 1.25 | " in printed_figures(qsample([spans]))

    def test_two_predictions_of_a_whole_gold_span_stop_it(self):
        spans = Spans([False] * 8, {(0, 6): "content"}, {(0, 6): "content", (0, 7): "content"})
        assert stopped(qsample, [spans]) == "Error: Too many spans"

    def test_types_are_each_sides_own(self):
        # Gold from mark to mark is direct, the prediction without the last is mixed; 5 of its 5 tokens are gold's.
        spans = Spans([True, *[False] * 4, True], {(0, 6): "content"}, {(0, 5): "content"})
        assert figure([spans], "content_partial_mixed")["precision"] == 1.0
        assert figure([spans], "content_partial_mixed")["recall"] == 1.0
        assert figure([spans], "content_strict_direct")["recall"] == 0.0

    def test_the_first_span_at_a_position_stays(self):
        listed = [Quote(content=(MEND,), cue=SAID), Quote(content=(LEFT,), cue=MEND)]
        assert spans_of(listed, tokens_of(TEXT)) == {(4, 7): "content", (2, 3): "cue", (10, 11): "content"}

    def test_marks_are_tags_and_no_single_ascii_mark(self):
        assert is_mark("“", "``")
        assert not is_mark("'", "''")
        assert not is_mark("`", "``")
        assert not is_mark("”", "X")

    def test_printed_is_half_up_on_the_shortest_form(self):
        part = {"precision": 1.025, "recall": 0.125, "f1": 0.0}
        assert printed_figures(dict.fromkeys(qsample([]), part)).startswith("1.03 0.13 0.00 |")


def instance(tags, label="speech"):
    return Instance(label, tags.split())


class TestGepade:
    def test_recall_of_cues_is_always_one(self):
        gold = {1: instance("B-Source B-V"), 2: instance("_ B-V")}
        got = gepade(gold, {1: gold[1], 2: instance("_ _")})
        assert got["cue_counts"] == {"tp": 1, "fp": 1, "fn": 0}
        assert got["cues"]["recall"] == 1.0

    def test_a_missing_role_is_both_and_a_spurious_one_is_one(self):
        gold = {1: instance("B-Source B-V B-Message _")}
        assert gepade(gold, {1: instance("_ B-V B-Message _")})["role_counts"] == {"tp": 1, "fp": 1, "fn": 1}
        spurious = {1: instance("B-Source B-V B-Message B-Addr")}
        assert gepade(gold, spurious)["role_counts"] == {"tp": 2, "fp": 1, "fn": 0}

    def test_tokens_are_counted_under_a_right_cue_alone(self):
        gold = {1: instance("B-Source B-V B-Message I-Message"), 2: instance("B-V B-Topic _ _")}
        predicted = {1: instance("B-Source B-V B-Message _"), 2: instance("_ B-Topic B-V _")}
        got = gepade(gold, predicted, overlap=True)
        # Shared: Source and a Message token; missed: a Message token and Topic; spurious: Topic.
        assert got["role_counts"] == {"tp": 2, "fp": 1, "fn": 2}

    def test_predictions_elsewhere_are_ignored_and_no_cue_is_a_right_cue(self):
        gold = {1: instance("B-Source _")}
        got = gepade(gold, {**gold, 2: instance("B-V B-Topic"), 3: instance("_ B-V")})
        assert got["cue_counts"] == {"tp": 1, "fp": 0, "fn": 0}

    def test_other_prefixes_of_v_count_in_predictions(self):
        gold = {1: instance("B-V E-V B-Source")}
        got = gepade(gold, gold)
        assert got["each_role"]["V"]["precision"] == 0.0
        assert got["role_counts"] == {"tp": 1, "fp": 1, "fn": 0}

    def test_labels_that_begin_with_se_are_one(self):
        gold = {1: instance("B-V B-Source", "SE1")}
        assert gepade(gold, {1: instance("B-V B-Source", "SEx")})["label_counts"] == {"correct": 1, "false": 0}

    def test_its_errors(self):
        gold = {1: instance("B-V B-Source")}
        assert stopped(gepade, gold, {}) == "KeyError: gold has an instance at 1, the predictions have none"
        assert stopped(gepade, {}, {}) == "ZeroDivisionError: division by zero: there are no predictions"
        assert stopped(gepade, gold, {1: instance("B-V B-Topic")}).endswith("there are no true positives")


class TestAdaq:
    def test_leaving_out_is_free_and_order_too(self):
        gold = Quote(content=(MEND, LEFT), cue=SAID, source=(OLA,))
        assert adaq([document([gold], [Quote(content=(LEFT,), cue=SAID)])])["f1"] == 1.0
        assert adaq([document([gold], [Quote(content=(LEFT, MEND), cue=SAID)])])["f1"] == 1.0
        assert adaq([document([gold], [Quote(content=(LEFT, NETS), cue=SAID)])])["f1"] is None

    def test_the_last_quote_with_a_cue_is_left(self):
        other = Quote(content=(LEFT,), cue=SAID)
        assert adaq([document([NETS_QUOTE, other], [other])]) == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
        assert adaq([document([other, NETS_QUOTE], [other])])["precision"] == 0.0

    def test_tokens_of_a_role(self):
        # Content: 3 tokens in gold, the last of them predicted; 11 others.
        got = token_reports([document([NETS_QUOTE], [Quote(content=(NETS,), cue=SAID)])])["tokens_content"]
        assert got["labelled"] == {"precision": 1.0, "recall": 1 / 3, "f1": 2 / 4, "support": 3}
        assert got["accuracy"] == 12 / 14

    def test_its_errors(self):
        assert stopped(adaq, [document([NETS_QUOTE], [])]) == (
            "ZeroDivisionError: division by zero: there are no predictions"
        )
        nested = Quote(content=(NETS,), cue=LEFT)
        assert stopped(token_reports, [document([NETS_QUOTE, nested], [])]) == (
            "ValueError: spans of the role content overlap; a token has one label"
        )
