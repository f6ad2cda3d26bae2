"""The six scorers of whole quotes against slow readings of their rules, on random quotes over one invented text."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import classification_report

from sayso.presets import ScorerError
from sayso.presets.quotes.adaq import token_reports
from sayso.presets.quotes.citron import citron
from sayso.presets.quotes.documents import Document, Quote
from sayso.presets.quotes.gender_gap_tracker import independent, matched
from sayso.presets.quotes.gernews import Message, assigned, gernews
from sayso.presets.quotes.qsample import Spans, figure
from sayso.presets.tokens import tokens_of

TEXT = 'Ola Finch said: "we mend nets." Then she left the old pier.'
TOKENS = tokens_of(TEXT)
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)).map(
    lambda given: (given[0], min(len(TEXT), sum(given)))
)
# Spans of one or two places, so that equal, touching and nested ones are common.
near = st.sampled_from([(0, 9), (0, 3), (4, 9), (10, 14), (15, 31), (16, 31), (17, 24), (32, 36), (0, 31)])
some = near | spans
quotes = st.builds(
    Quote,
    content=st.lists(some, max_size=2).map(tuple),
    cue=some,
    source=st.lists(near, max_size=2).map(tuple),
    speaker=st.sampled_from([None, "", " ", "Ola Finch"]),
    floating=st.booleans(),
)
sides = st.lists(quotes, max_size=5)
documents = st.builds(Document, text=st.just(TEXT), tokens=st.just(TOKENS), gold=sides, predicted=sides)
corpora = st.lists(documents, max_size=3)


def or_error(function, *arguments):
    try:
        return function(*arguments)
    except ScorerError as error:
        return str(error)


def place(character):
    """The token of a character, or the one before the space."""
    return max(number for number, start in enumerate(TOKENS.starts) if start <= character)


def located(span):
    first, last = place(span[0]), place(span[1] - 1) + 1
    return (first, last) if first < last else None


def citron_quote(quote):
    return located(quote.cue), [located(one) for one in quote.source], [located(one) for one in quote.content]


def right(predicted, gold, target):
    if target in ("cue", "quote"):
        return predicted[0] == gold[0] and (target == "cue" or predicted == gold)
    touch = predicted[0][0] <= gold[0][1] and predicted[0][1] > gold[0][0]
    number = {"source": 1, "content": 2}[target]
    return touch and predicted[number] == gold[number]


@given(corpora)
def test_citron_counts_as_its_rule_reads(corpus):
    got = citron(corpus)
    located_corpus = [([*map(citron_quote, one.gold)], [*map(citron_quote, one.predicted)]) for one in corpus]
    for target in ("cue", "source", "content", "quote"):
        hits = sum(any(right(p, g, target) for g in gold) for gold, predicted in located_corpus for p in predicted)
        missed = sum(
            not any(right(p, g, target) for p in predicted) for gold, predicted in located_corpus for g in gold
        )
        assert (got[f"{target}_exact"]["tp"], got[f"{target}_exact"]["fn"]) == (hits, missed)
    for number, target in ((1, "source"), (2, "content")):
        shared = sum(
            max(0, min(a[1], b[1]) - max(a[0], b[0]))
            for gold, predicted in located_corpus
            for g, p in itertools.product(gold, predicted)
            for a, b in itertools.product(g[number], p[number])
        )
        assert got[f"{target}_overlap"]["overlap"] == shared


@given(documents)
def test_gender_gap_tracker_counts_pairs_that_share_two_characters(document):
    pairs = itertools.product(document.gold, document.predicted)
    shared = [min(g.cue[1], p.cue[1]) - max(g.cue[0], p.cue[0]) for g, p in pairs]
    assert independent([document])["verb_tp"] == sum(one >= 2 for one in shared)


@given(documents, st.sampled_from([0.3, 0.8]))
def test_gender_gap_tracker_loses_no_gold_quote_and_no_prediction_but_copies(document, threshold):
    got = matched(document, threshold)
    assert got.tp + got.fn == len(document.gold)
    assert got.tp + got.fp <= len(document.predicted)
    copies = len(document.predicted) - len(set(document.predicted))
    assert len(document.predicted) - got.tp - got.fp <= copies
    assert all(coverage > threshold for _, _, coverage, _, _ in got.pairs)


tokens = st.frozensets(st.integers(0, 8), min_size=1)
messages = st.builds(
    lambda quote, speaker, kind: Message({"quote": quote, "speaker": speaker}, kind, "Speech"),
    tokens,
    st.frozensets(st.integers(0, 4)),
    st.sampled_from(["Direct", "Indirect"]),
)
few = st.lists(messages, max_size=4)


def weight(gold, predicted):
    one, other = gold.tokens("quote"), predicted.tokens("quote")
    score = 2 * len(one & other) / (len(one) + len(other))
    return score and score + 0.01 * (gold.type == predicted.type) + 0.001 * (gold.medium == predicted.medium)


@given(few, few)
def test_gernews_assigns_all_of_the_smaller_side_with_the_greatest_weight(gold, predicted):
    got = assigned(gold, predicted)
    assert len(got) == min(len(gold), len(predicted))
    short, long = (gold, predicted) if len(gold) <= len(predicted) else (predicted, gold)
    best = max(sum(map(weight, short, chosen)) for chosen in itertools.permutations(long, len(short)))
    assert math.isclose(sum(weight(gold[g], predicted[p]) for g, p, _ in got), best, abs_tol=1e-9)


@given(st.lists(messages, min_size=1, max_size=4))
def test_gernews_finds_gold_perfect(gold):
    if any(message.tokens("speaker") for message in gold):
        scores = gernews({"d": gold}, {"d": gold})
        assert scores["f1_msg"] == scores["f1_form"] == scores["f1_stwr"] == 1.0


token_spans = st.tuples(st.integers(0, 9), st.integers(1, 4)).map(lambda given: (given[0], sum(given)))
labelled = st.dictionaries(token_spans, st.sampled_from(["content", "cue"]), max_size=5)
marked = st.builds(Spans, st.lists(st.booleans(), min_size=14, max_size=14), labelled, labelled)


@given(st.lists(marked, max_size=3))
def test_qsample_strict_is_a_comparison_of_sets(corpus):
    got = figure(corpus, "content_strict")
    sets = [[{s for s, label in side.items() if label == "content"} for side in (d.gold, d.predicted)] for d in corpus]
    assert got["correct_precision"] == got["correct_recall"] == sum(len(gold & other) for gold, other in sets)
    assert got["precision"] == (got["correct_precision"] / got["predicted"] if got["predicted"] else 1.0)


@given(marked)
def test_qsample_partial_adds_up_all_overlaps(document):
    gold, predicted = (
        [s for s, label in side.items() if label == "content"] for side in (document.gold, document.predicted)
    )
    shares = [
        (
            max(0, min(g[1], p[1]) - max(g[0], p[0])) / (p[1] - p[0]),
            max(0, min(g[1], p[1]) - max(g[0], p[0])) / (g[1] - g[0]),
        )
        for g, p in itertools.product(gold, predicted)
    ]
    credit = [math.fsum(share[side] for share in shares) for side in (0, 1)]
    got = or_error(figure, [document], "content_partial")
    if got == "Error: Too many spans":
        assert credit[0] >= len(predicted) + 1 - 1e-9 or credit[1] >= len(gold) + 1 - 1e-9
    else:
        assert [got["correct_precision"], got["correct_recall"]] == pytest.approx(credit, abs=1e-12)


@given(corpora)
def test_adaq_reports_tokens_as_scikit_learn_does(corpus):
    got = or_error(token_reports, corpus)
    if isinstance(got, str):
        assert got.startswith("ValueError: spans of the role ")
        return
    labels = [[], []]
    for document in corpus:
        for column, side in zip(labels, (document.gold, document.predicted), strict=True):
            of_cue = {quote.cue and TOKENS.touched(*quote.cue): quote for quote in side}
            covered = {t for quote in of_cue.values() for one in quote.content for t in TOKENS.touched(*one)}
            column += ["labelled" if t in covered else "none" for t in range(len(TOKENS))]
    if not labels[0]:
        return
    expected = classification_report(*labels, output_dict=True, zero_division=0)
    report = got["tokens_content"]
    for name in ("labelled", "none", "macro avg", "weighted avg"):
        for theirs, ours in (
            ("precision", "precision"),
            ("recall", "recall"),
            ("f1-score", "f1"),
            ("support", "support"),
        ):
            if name in expected:
                assert report[name.replace(" ", "_")][ours] == pytest.approx(expected[name][theirs], rel=1e-12)
    assert ("labelled" in report) == ("labelled" in expected)
    assert report["accuracy"] == expected["accuracy"]
