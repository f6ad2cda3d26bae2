"""Presets of span scorers against the scorers themselves, on the same random input."""

import math
import warnings
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import ScorerError, find, presets
from sayso.presets.spans import seqeval as ours
from sayso.presets.spans import spacy as our_spacy
from sayso.presets.spans.labelled import Span

LABELS = ("PER", "ORG", "LOC")
# A label that is not among the tags, now and then.
ENTITY = st.builds(
    lambda start, more, label: {"start": start, "end": start + more, "label": label},
    st.integers(0, 12),
    st.sampled_from((0, 0, 1, 2, 5, 150)),
    st.sampled_from((*LABELS, *LABELS, "EVT")),
)
ENTITIES = st.lists(ENTITY, max_size=6)


@st.composite
def sides(draw, side=ENTITIES):
    """Documents, and predictions that are like them or not: with twins, in any order, empty."""
    gold = draw(st.lists(side, min_size=1, max_size=3))
    predicted = []
    for one in gold:
        kept = [entity for entity in one if draw(st.integers(0, 3))]
        twins = draw(st.lists(st.sampled_from(kept), max_size=2)) if kept else []
        predicted.append(draw(st.permutations([*kept, *twins, *draw(side)])))
    return gold, predicted


def close(one, other):
    """Equal, numbers to 1e-12."""
    if isinstance(one, dict):
        return (
            isinstance(other, dict) and one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
        )
    if one is None or other is None or isinstance(one, str):
        return one == other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-15)


@given(sides(), st.sampled_from((1.0, 1.0, 20.0, 50.0, 100.0)))
def test_nervaluate_gives_what_the_installed_release_gives(documents, least):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nervaluate as package

        name = f"nervaluate-{version('nervaluate')}"
        assert name in presets(), "pyproject.toml pins a release that has a preset"
        given_least = {"min_overlap_percentage": least} if name not in {"nervaluate-0.3.1", "nervaluate-1.0.0"} else {}
        theirs = package.Evaluator(*copied(documents), tags=list(LABELS), loader="dict", **given_least).evaluate()
    found = find(name).native(*documents, LABELS, **given_least)
    for part in ("overall", "entities"):
        assert close(plain(theirs[part]), found[part])


def copied(documents):
    return [[[dict(entity) for entity in one] for one in side] for side in documents]


def plain(found):
    """Their results as plain dictionaries of the numbers that ours have."""
    if isinstance(found, dict):
        return {name: plain(one) for name, one in found.items()}
    names = ("correct", "incorrect", "partial", "missed", "spurious", "possible", "actual", "precision", "recall", "f1")
    return {name: getattr(found, name) for name in names}


@st.composite
def tagged(draw, prefixes):
    """Sentences of tags by which any prefix may follow any, and predictions that are right here and there.

    Sentences may be empty, though not all of them; labels may be missing, or contain what divides them from prefixes.
    """
    tag = st.builds(
        lambda prefix, label: "O" if prefix == "O" else f"{prefix}{label}",
        st.sampled_from(prefixes),
        st.sampled_from(("-PER", "-PER", "-ORG", "-ORG", "-PER-ORG", "", "-")),
    )
    gold = draw(st.lists(st.lists(tag, max_size=8), min_size=1, max_size=3).filter(any))
    return gold, [[one if draw(st.booleans()) else draw(tag) for one in tags] for tags in gold]


@pytest.mark.parametrize("scheme", [None, *ours.SCHEMES])
@given(data=st.data(), zero_division=st.sampled_from((0, 1)))
def test_seqeval_gives_what_seqeval_gives(scheme, data, zero_division):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from seqeval import scheme as schemes
        from seqeval.metrics import sequence_labeling as labeling
        from seqeval.metrics import v1

        gold, predicted = data.draw(tagged(ours.SCHEMES[scheme].prefixes if scheme else "BIOESULX"))
        found = ours.seqeval(gold, predicted, scheme=scheme, zero_division=zero_division)
        for average in ours.AVERAGES:
            how = {"average": average, "zero_division": zero_division}
            if scheme is None:
                theirs = labeling.precision_recall_fscore_support(gold, predicted, **how)
            else:
                how["scheme"] = getattr(schemes, scheme)
                theirs = v1.precision_recall_fscore_support(gold, predicted, **how)
            expected = [None if math.isnan(number) else float(number) for number in theirs]
            names = ("precision", "recall", "f1", "support")
            assert close(dict(zip(names, expected, strict=True)), found[average])
        assert labeling.accuracy_score(gold, predicted) == found["accuracy"]
        if scheme is None:
            for tags in gold:
                assert labeling.get_entities(tags) == [
                    (label, first, last) for first, last, label in ours.decoded(tags)
                ]


SPAN = st.builds(
    lambda start, more, label, link: Span(start, min(start + more, 12), label, link),
    st.integers(0, 11),
    st.sampled_from((1, 1, 2, 3)),
    st.sampled_from(LABELS),
    st.sampled_from(("Q1", "Q2", "NIL", "")),
)


@given(sides(st.lists(SPAN, max_size=5)))
def test_spacy_gives_what_spacy_gives_for_spans(documents):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        examples, scorer = spacy_examples(documents)
        for labeled in (True, False):
            for overlap in (True, False):
                theirs = scorer.score_spans(examples, "x", getter=grouped, labeled=labeled, allow_overlap=overlap)
                expected = {name: theirs[f"x_{name}"] for name in "prf"} | {"per_type": theirs.get("x_per_type") or {}}
                assert close(expected, our_spacy.score_spans(*documents, labeled=labeled, overlap=overlap))


@given(sides(st.lists(SPAN, max_size=3)), st.booleans())
def test_spacy_gives_what_spacy_gives_for_entities(documents, apart):
    if apart:
        documents = [[our_spacy._first_kept(sorted(one)) for one in side] for side in documents]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            examples, scorer = spacy_examples(documents, entities=True)
        except ValueError:
            for call in (our_spacy.get_ner_prf, our_spacy.score_links):
                with pytest.raises(ScorerError, match=r"^ValueError"):
                    call(*documents)
            return
        from spacy.scorer import get_ner_prf

        theirs = get_ner_prf(examples)
        expected = {name: theirs[f"ents_{name}"] for name in "prf"} | {"per_type": theirs["ents_per_type"] or {}}
        assert close(expected, our_spacy.get_ner_prf(*documents))
        theirs = scorer.score_links(examples, negative_labels=["NIL"])
        assert close(
            {name: one for name, one in theirs.items() if name != "nel_score_desc"}, our_spacy.score_links(*documents)
        )


def grouped(document, _):
    return document.spans["x"]


def spacy_examples(documents, *, entities=False):
    """Documents of twelve tokens as spaCy's examples; ValueError where entities overlap."""
    import spacy as package
    from spacy.scorer import Scorer
    from spacy.tokens import Doc
    from spacy.tokens import Span as TheirSpan
    from spacy.training import Example
    from spacy.vocab import Vocab

    assert package.__version__.startswith("3.")
    vocab = Vocab()

    def document(spans):
        made = Doc(vocab, words=[f"w{number}" for number in range(12)])
        made.spans["x"] = [TheirSpan(made, one.start, one.end, label=one.label, kb_id=one.link) for one in spans]
        if entities:
            made.ents = list(made.spans["x"])
        return made

    return [Example(document(p), document(g)) for g, p in zip(*documents, strict=True)], Scorer
