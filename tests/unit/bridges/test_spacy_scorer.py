"""Sayso as a scorer in spaCy's training: by name, in a config, with spaCy's own keys."""

import io
import pickle
import subprocess
import sys

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config_from_str, load_model_from_config, registry

from sayso.bridges.spacy_scorer import make_scorer
from sayso.errors import MeasureError

NLP = spacy.blank("en")
WORDS = ["Ada", "Finn", "met", "the", "mayor", "of", "Dunmoor", ".", "”", "Ned"]


def example(gold, predicted, *, words=WORDS, spaces=None, key="sc"):
    """Spans as (start, end, label) in words; None for no span group."""
    docs = [Doc(NLP.vocab, words=words, spaces=spaces) for _ in "gp"]
    for doc, spans in zip(docs, (gold, predicted), strict=True):
        if spans is not None:
            doc.spans[key] = [Span(doc, *span) for span in spans]
    return Example(docs[1], docs[0])


def spacys_own(examples, key="sc", **options):
    return Scorer.score_spans(
        examples,
        f"spans_{key}",
        getter=lambda doc, _: doc.spans.get(key, []),
        has_annotation=lambda doc: key in doc.spans,
        allow_overlap=True,
        **options,
    )


def same(ours, theirs):
    """Equal keys and equal numbers; spaCy adds 1e-100 to its denominators."""
    assert ours.keys() == theirs.keys()
    for name, value in theirs.items():
        if isinstance(value, dict):
            same(ours[name], value)
        else:
            assert ours[name] == (None if value is None else pytest.approx(value, rel=0, abs=1e-12)), name


def spans(labels=("PER", "LOC", "*x y*")):
    one = st.tuples(st.integers(0, 4), st.integers(1, 3), st.sampled_from(labels))
    some = st.lists(one.map(lambda it: (it[0], it[0] + it[1], it[2])), max_size=5, unique=True)
    return st.one_of(st.none(), some)


corpora = st.lists(st.builds(example, spans(), spans()), max_size=3)


@given(corpora)
def test_under_exact_the_scores_are_those_of_spacy(examples):
    same(make_scorer()(examples), spacys_own(examples))


@given(st.lists(st.builds(example, spans(["PER"]), spans(["PER"])), max_size=3))
def test_without_labels_too(examples):
    same(make_scorer(labeled=False)(examples), spacys_own(examples, labeled=False))


@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_spans_and_documents_changes_nothing(examples, chance):
    before = make_scorer(criterion="overlap(0.4)")(examples)
    for one in examples:
        for doc in (one.reference, one.predicted):
            if "sc" in doc.spans:
                doc.spans["sc"] = chance.sample(list(doc.spans["sc"]), len(doc.spans["sc"]))
    chance.shuffle(examples)
    assert make_scorer(criterion="overlap(0.4)")(examples) == before


# “Ada Finn” against “Finn” (8 and 4 characters), “the mayor” as it is, “Dunmoor . ”” against “Dunmoor” (11 and 7),
# “Ned” as a place, and “of”, which is nothing.
GOLD = [(0, 2, "PER"), (3, 5, "PER"), (6, 9, "LOC"), (9, 10, "PER")]
FOUND = [(1, 2, "PER"), (3, 5, "PER"), (6, 7, "LOC"), (9, 10, "LOC"), (5, 6, "LOC")]


@pytest.mark.parametrize(
    ("criterion", "matched", "people", "places"),
    [
        pytest.param("exact", 1, 2 / 5, 0, id="exact: the mayor; PER 1 of 3 and 2, LOC 0 of 1 and 3"),
        pytest.param("trimmed", 2, 2 / 5, 2 / 4, id="trimmed: and Dunmoor without its marks"),
        pytest.param("overlap(0.5)", 3, 4 / 5, 2 / 4, id="overlap(0.5): and Finn, 4 of 8; Dunmoor, 7 of 11"),
        pytest.param("overlap(0.6)", 2, 2 / 5, 2 / 4, id="overlap(0.6): not Finn"),
    ],
)
def test_spans_pair_under_the_criterion(criterion, matched, people, places):
    found = make_scorer(criterion=criterion)([example(GOLD, FOUND)])
    assert (found["spans_sc_p"], found["spans_sc_r"], found["spans_sc_f"]) == (
        matched / 5,
        matched / 4,
        pytest.approx(2 * matched / 9),
    )
    by_type = found["spans_sc_per_type"]
    assert (by_type["PER"]["f"], by_type["LOC"]["f"]) == (pytest.approx(people), pytest.approx(places))


def test_without_labels_ned_is_found_as_well():
    found = make_scorer(criterion="overlap(0.5)", labeled=False)([example(GOLD, FOUND)])
    assert found == {"spans_sc_p": 4 / 5, "spans_sc_r": 1.0, "spans_sc_f": pytest.approx(8 / 9)}


@pytest.mark.parametrize(
    ("gold", "predicted", "p", "r"),
    [
        pytest.param(None, [(0, 1, "PER")], None, None, id="a document without the group is not scored"),
        pytest.param([], [], None, None, id="nothing on both sides"),
        pytest.param([(0, 1, "PER")], [], 0.0, 0.0, id="nothing found: P is 0 as in spaCy, so that its weight stays"),
        pytest.param([(0, 1, "PER")], None, 0.0, 0.0, id="no group predicted: nothing found"),
        pytest.param([], [(0, 1, "PER")], 0.0, 0.0, id="nothing to find: R is 0"),
    ],
)
def test_nothing_over_nothing(gold, predicted, p, r):
    found = make_scorer()([example(gold, predicted)])
    assert (found["spans_sc_p"], found["spans_sc_r"]) == (p, r)
    same(found, spacys_own([example(gold, predicted)]))


def test_a_repeated_span_is_spurious():
    """spaCy counts it once: 1 of 1. Here 1 of 2."""
    twice = [example([(0, 1, "PER")], [(0, 1, "PER"), (0, 1, "PER")])]
    assert make_scorer()(twice)["spans_sc_p"] == 1 / 2
    assert spacys_own(twice)["spans_sc_p"] == 1


def test_a_span_without_label_pairs_with_one_without():
    """2 of 3, and no type of its own."""
    found = make_scorer()(
        [example([(0, 1, ""), (1, 2, "PER"), (2, 3, "")], [(0, 1, ""), (1, 2, "PER"), (2, 3, "PER")])]
    )
    assert found["spans_sc_f"] == pytest.approx(2 / 3)
    assert list(found["spans_sc_per_type"]) == ["PER"]


def test_where_the_texts_differ_in_white_space_spacy_aligns():
    """“Ada Finn” is where it was; “AdaFinn met” has no place in the other tokens, and is counted none the less."""
    reference = Doc(NLP.vocab, words=["Ada", "Finn", "met", "Ned"])
    predicted = Doc(NLP.vocab, words=["AdaFinn", "met", "N", "ed"], spaces=[True, True, False, False])
    reference.spans["sc"] = [Span(reference, 0, 2, "PER"), Span(reference, 3, 4, "PER")]
    predicted.spans["sc"] = [Span(predicted, 0, 1, "PER"), Span(predicted, 2, 3, "PER")]
    found = make_scorer()([Example(predicted, reference)])
    assert (found["spans_sc_p"], found["spans_sc_r"]) == (1 / 2, 1 / 2)


def test_a_document_without_text():
    empty = example([], [], words=[])
    same(make_scorer()([empty]), spacys_own([empty]))
    both = [empty, example([(0, 1, "PER")], [(0, 1, "PER")])]
    same(make_scorer()(both), spacys_own(both))


def test_the_group_is_the_scorers_or_the_components_or_spacys_usual():
    one = example([(0, 1, "PER")], [(0, 1, "PER")], key="people")
    assert make_scorer(spans_key="people")([one], spans_key="other")["spans_people_f"] == 1
    assert make_scorer()([one], spans_key="people", labels=("PER",), threshold=0.5)["spans_people_f"] == 1
    assert make_scorer()([one])["spans_sc_f"] is None


def test_an_unknown_criterion_is_told_at_once():
    with pytest.raises(MeasureError) as error:
        make_scorer(criterion="fuzzy")
    assert str(error.value).startswith("unknown criterion 'fuzzy'; there are exact, trimmed, overlap")


def test_a_pipeline_with_it_can_be_pickled():
    scorer = pickle.loads(pickle.dumps(make_scorer(criterion="overlap(0.5)")))  # noqa: S301 - our own bytes
    assert scorer == make_scorer(criterion="overlap(0.5)")


def test_spacy_finds_it_by_name_and_loads_nothing_heavy():
    code = (
        "import sys, spacy\n"
        "assert 'sayso' not in sys.modules\n"
        "spacy.registry.scorers.get('sayso.spans.v1')(criterion='overlap(0.5)')\n"
        "print(*sorted({'pandas', 'pyarrow', 'sklearn', 'datasets', 'textacy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


CONFIG = """
[nlp]
lang = "en"
pipeline = ["tok2vec", "spancat"]

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.HashEmbedCNN.v2"
pretrained_vectors = null
width = 8
depth = 1
embed_size = 64
window_size = 1
maxout_pieces = 2
subword_features = false

[components.spancat]
factory = "spancat"
spans_key = "people"

[components.spancat.scorer]
@scorers = "sayso.spans.v1"
criterion = "overlap(0.5)"

[corpora]

[corpora.train]
@readers = "sayso_test.people.v1"

[corpora.dev]
@readers = "sayso_test.people.v1"

[training]
train_corpus = "corpora.train"
dev_corpus = "corpora.dev"
max_steps = 4
eval_frequency = 2
seed = 1

[training.score_weights]
spans_people_f = 0.5
spans_people_p = 0.5
spans_people_r = 0.0
spans_sc_f = null
spans_sc_p = null
spans_sc_r = null

[training.logger]
@loggers = "sayso_test.kept.v1"
"""


def people(nlp):
    for n in range(3):
        doc = nlp.make_doc(f"Ada Finn met Ned Quill {n} times.")
        doc.spans["people"] = [Span(doc, 0, 2, "PER"), Span(doc, 3, 5, "PER")]
        yield Example(nlp.make_doc(doc.text), doc)


@pytest.fixture
def steps():
    """What the training loop tells its logger."""
    kept = []
    registry.readers("sayso_test.people.v1", func=lambda: people)
    registry.loggers("sayso_test.kept.v1", func=lambda: lambda *_: (kept.append, lambda: None))
    return kept


def test_a_spancat_is_trained_by_it(steps):
    """The loop weighs its scores: half F, half P."""
    config = load_model_from_config(load_config_from_str(CONFIG), auto_fill=True).config
    nlp = init_nlp(config)
    train(nlp, None, stdout=io.StringIO(), stderr=io.StringIO())
    evaluated = [step for step in steps if step is not None]
    assert [step["step"] for step in evaluated] == [0, 2, 4]
    for step in evaluated:
        scores = step["other_scores"]
        assert {"spans_people_p", "spans_people_r", "spans_people_f"} <= scores.keys()
        assert list(scores["spans_people_per_type"]) == ["PER"]
        assert step["score"] == pytest.approx((scores["spans_people_f"] + scores["spans_people_p"]) / 2)


def test_step_by_step_under_exact_the_scores_are_spacys(steps):
    overrides = {"components.spancat.scorer.criterion": "exact"}
    nlp = load_model_from_config(load_config_from_str(CONFIG, overrides=overrides), auto_fill=True)
    examples = list(people(nlp))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(3):
        scores = nlp.evaluate(examples)
        theirs = spacys_own([Example(nlp(one.text), one.reference) for one in examples], "people")
        same({name: scores[name] for name in theirs}, theirs)
        nlp.update(examples, sgd=optimizer)


def test_a_ruler_is_evaluated_by_it_and_keeps_it_on_disk(tmp_path):
    """The ruler finds “Finn” and “mayor”: 4 of the 8 characters of “Ada Finn”, 5 of the 9 of “the mayor”."""
    nlp = spacy.blank("en")
    settings = {"@scorers": "sayso.spans.v1", "spans_key": "ruler", "criterion": "overlap(0.5)"}
    ruler = nlp.add_pipe("span_ruler", config={"scorer": settings})
    ruler.add_patterns([{"label": "PER", "pattern": word} for word in ("Finn", "mayor")])
    nlp.to_disk(tmp_path / "ruled")
    again = spacy.load(tmp_path / "ruled")
    assert again.config["components"]["span_ruler"]["scorer"] == {**settings, "labeled": True}
    for pipeline in (nlp, again):
        doc = pipeline.make_doc("Ada Finn met the mayor of Dunmoor.")
        doc.spans["ruler"] = [Span(doc, 0, 2, "PER"), Span(doc, 3, 5, "PER"), Span(doc, 6, 7, "LOC")]
        scores = pipeline.evaluate([Example(pipeline.make_doc(doc.text), doc)])
        assert (scores["spans_ruler_p"], scores["spans_ruler_r"]) == (1.0, 2 / 3)
        assert scores["spans_ruler_per_type"] == {
            "LOC": {"p": 0.0, "r": 0.0, "f": 0.0},
            "PER": {"p": 1.0, "r": 1.0, "f": 1.0},
        }
