"""Presets of span scorers on documents: a small corpus, gold against itself, and what they refuse."""

import pytest

import harbour
from sayso.presets import Pair, ScorerError, presets, spelled
from sayso.presets.spans.labelled import Span
from sayso.presets.spans.seqeval import SCHEMES, Tag
from sayso.presets.spans.tagging import tags

MINE = [name for name in presets() if name.startswith(("nervaluate", "seqeval", "conlleval", "spacy"))]


def pairs(predicted=None):
    gold = harbour.gold()
    records = dict(zip(harbour.TEXTS, gold if predicted is None else predicted, strict=True))
    return [Pair(one["doc_id"], harbour.TEXTS[one["doc_id"]], one, records[one["doc_id"]]) for one in gold]


def numbers(spelling, listed):
    preset, conventions = spelled(spelling)
    found = preset.adapted(listed, conventions)
    for name in preset.headline.split("."):
        headline = found = found[name]
    return headline


def person(*spans, **more):
    return {"id": "e1", "mentions": [{"span": span} for span in spans], "type": "person", **more}


def found_in_harbour(*entities):
    return pairs([harbour.record("harbour", entities=list(entities)), harbour.record("market", entities=[])])


@pytest.mark.parametrize("items", ["mentions", "quotes", "triggers"])
@pytest.mark.parametrize("name", MINE)
def test_gold_is_perfect_against_itself(name, items):
    if name.endswith("links"):
        # Nobody in this corpus is linked, and no link on either side counts for nothing.
        assert numbers(f"{name}(items={items})", pairs()) == 0.0
    else:
        assert numbers(f"{name}(items={items})", pairs()) == (100.0 if name == "conlleval" else 1.0)


@pytest.mark.parametrize(("name", "f1"), [("seqeval-1.2.2", 2 / 3), ("conlleval", 66.67), ("spacy-3.8.18-ner", 2 / 3)])
def test_a_run_that_found_one_of_two(name, f1):
    # One right, none wrong, one of two missed: P 1, R 1/2.
    listed = found_in_harbour(person(harbour.span("harbour", "Ann Lee")))
    assert numbers(name, listed) == pytest.approx(f1)


@pytest.mark.parametrize("release", ["0.3.1", "1.0.0", "1.1.0", "1.2.0", "1.2.1"])
def test_ends_are_turned_into_last_tokens(release):
    # `Ann` of `Ann Lee`: partial, and `Bo Ray` is missed; said: next to it, is not touched.
    preset, conventions = spelled(f"nervaluate-{release}")
    found = preset.adapted(found_in_harbour(person(harbour.span("harbour", "Ann"))), conventions)
    assert [found["partial"][name] for name in ("partial", "missed", "spurious")] == [1, 1, 0]
    found = preset.adapted(found_in_harbour(person(harbour.span("harbour", "said"))), conventions)
    assert [found["partial"][name] for name in ("partial", "missed", "spurious")] == [0, 2, 1]


def test_links_are_ids_of_the_knowledge_base():
    gold = [harbour.record("harbour", entities=[person(harbour.span("harbour", "Ann Lee"), wikidata="Q1")])]
    right, wrong, none = (
        [harbour.record("harbour", entities=[person(harbour.span("harbour", "Ann Lee"), wikidata=link)])]
        for link in ("Q1", "Q2", None)
    )
    scores = [
        numbers("spacy-3.8.18-links", [Pair("harbour", harbour.TEXTS["harbour"], gold[0], run[0])])
        for run in (right, wrong, none)
    ]
    assert scores == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("name", MINE)
def test_a_span_without_offsets_has_no_place(name):
    with pytest.raises(ScorerError) as caught:
        numbers(name, found_in_harbour(person({"text": "Ann Lee"})))
    assert str(caught.value) == (
        "KeyError: document 'harbour': a span has no offsets ({'text': 'Ann Lee'}); `sayso ground` finds them"
    )


def test_a_span_of_blanks_is_no_token():
    blank = {"start": 3, "end": 4}
    with pytest.raises(ScorerError) as caught:
        numbers("spacy-3.8.18-spans", found_in_harbour(person(blank)))
    assert str(caught.value) == (
        "ValueError: document 'harbour': a span touches no token ({'start': 3, 'end': 4}); "
        "the convention tokens=characters counts it"
    )
    assert numbers("spacy-3.8.18-spans(tokens=characters)", found_in_harbour(person(blank))) == 0.0


@pytest.mark.parametrize("name", ["seqeval-1.2.2", "seqeval-1.2.2-strict", "conlleval", "spacy-3.8.18-ner"])
def test_overlaps_are_refused_or_the_longest_is_kept(name):
    listed = found_in_harbour(person(harbour.span("harbour", "Ann"), harbour.span("harbour", "Ann Lee")))
    with pytest.raises(ScorerError) as caught:
        numbers(name, listed)
    assert str(caught.value) == (
        "ValueError: document 'harbour', predicted: spans overlap at token 0 (person); "
        "overlaps=longest keeps the longest"
    )
    assert numbers(f"{name}(overlaps=longest)", listed) == pytest.approx(66.67 if name == "conlleval" else 2 / 3)


@pytest.mark.parametrize("name", MINE)
def test_documents_whose_gold_has_no_such_layer_are_left_out(name):
    bare = [Pair("market", harbour.TEXTS["market"], harbour.record("market"), harbour.gold()[1])]
    assert numbers(name, bare) in {None, 0.0}
    if not name.endswith("links"):
        assert numbers(name, [*pairs()[:1], *bare]) == (100.0 if name == "conlleval" else 1.0)


@pytest.mark.parametrize("name", MINE)
def test_a_failed_document_has_found_nothing(name):
    failed = [Pair(pair.doc_id, pair.text, pair.gold, None) for pair in pairs()]
    assert numbers(name, failed) == 0.0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_tags_of_a_scheme_are_read_back_as_they_were(scheme):
    spans = [Span(0, 2, "P"), Span(2, 3, "P"), Span(3, 4, "Q"), Span(5, 8, "Q"), Span(8, 10, "Q")]
    written = tags(spans, 11, scheme)
    found = SCHEMES[scheme].chunks([Tag(*tag.partition("-")[::2]) for tag in written])
    assert found == [(span.start, span.end - 1, span.label) for span in spans]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_can_be_asked_for(scheme):
    assert numbers(f"seqeval-1.2.2-strict(scheme={scheme},zero_division=1)", pairs()) == 1.0
