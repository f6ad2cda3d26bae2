"""SF1 and RuOpinionNE: examples by hand, among them every defect that they state, and a slow reading of the rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import ScorerError, find
from sayso.presets.stances import ruopinionne, sf1

TEXT = "the board blames the old harbour master ."
WORDS = {"the board": "0:9", "blames": "10:16", "the old harbour master": "17:39", "harbour": "25:32", "old": "21:24"}


def part(words):
    return [[words], [WORDS[words]]] if words else [[], []]


def opinion(source="the board", target="the old harbour master", expression="blames", polarity="Negative"):
    return {
        "Source": part(source),
        "Target": part(target),
        "Polar_expression": part(expression),
        "Polarity": polarity,
        "Intensity": "Standard",
    }


def sentence(*opinions, name="1", text=TEXT):
    return {"sent_id": name, "text": text, "opinions": list(opinions)}


def semeval(gold, predicted):
    return find("semeval-2022-task10").native([sentence(*gold)], [sentence(*predicted)])


def f1(gold, predicted):
    return semeval(gold, predicted)["polarity_weighted"]["f1"]


def test_a_part_of_the_target_costs_recall():
    # P: all of its tokens are in gold; R: holder and expression whole, one of four target tokens: (1 + 1/4 + 1) / 3.
    found = semeval([opinion()], [opinion(target="harbour")])
    assert found["polarity_weighted"]["precision"] == 1.0
    assert found["polarity_weighted"]["recall"] == pytest.approx(2.25 / 3)
    assert found["polarity_binary"]["recall"] == 1.0


def test_a_polarity_counts_as_it_is_written_or_not_at_all():
    for other in ("Positive", "negative"):
        found = semeval([opinion()], [opinion(polarity=other)])
        assert (found["polarity_weighted"]["f1"], found["nopolarity_weighted"]["f1"]) == (0.0, 1.0)


def test_intensity_counts_for_nothing():
    assert f1([opinion()], [opinion() | {"Intensity": "Strong"}]) == 1.0


def test_twins_are_all_right():
    assert f1([opinion()], [opinion()] * 3) == 1.0


def test_the_weight_may_come_from_the_opposite_polarity():
    gold = [opinion(target="harbour", polarity="Positive"), opinion(target="the old harbour master")]
    found = semeval(gold, [opinion(target="the old harbour master", polarity="Positive")])
    assert found["polarity_weighted"]["precision"] == 1.0
    alone = semeval(gold[:1], [opinion(target="the old harbour master", polarity="Positive")])
    assert alone["polarity_weighted"]["precision"] == pytest.approx((1 + 1 / 4 + 1) / 3)


def test_parts_missing_on_both_sides_are_equal_and_on_one_side_differ():
    assert f1([opinion(source=None)], [opinion(source=None)]) == 1.0
    assert f1([opinion(target=None)], [opinion(target=None)]) == 1.0
    assert f1([opinion(source=None)], [opinion()]) == 0.0


def test_an_opinion_without_expression_is_never_right():
    assert f1([opinion(expression=None)], [opinion(expression=None)]) == 0.0


def test_nothing_is_zero():
    assert f1([], []) == 0.0


def test_a_later_sentence_replaces_an_earlier_one():
    found = find("semeval-2022-task10").native([sentence(opinion()), sentence()], [sentence(opinion())])
    assert found["polarity_weighted"]["f1"] == 0.0


def test_texts_are_not_compared():
    found = find("semeval-2022-task10").native([sentence(opinion())], [sentence(opinion(), text="T" + TEXT[1:])])
    assert found["polarity_weighted"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a b", [(0, 1), (2, 3)]),
        ("a  b", [(0, 1), (2, 2), (3, 4)]),
        (" a ", [(1, 2)]),
        ("  a", [(1, 1), (2, 3)]),
        ("a\tb\nc d", [(0, 5), (6, 7)]),
        (" ", []),
        ("", []),
    ],
)
def test_tokens_stand_between_single_blanks(text, tokens):
    assert sf1.blank_separated(text) == tokens


@pytest.mark.parametrize(
    ("span", "numbers"),
    [
        ((4, 10), {1}),
        ((4, 9), {1, 2, 3}),
        ((5, 10), set()),
        ((0, 10), {0, 1}),
        ((0, 0), {0, 1, 2, 3}),
        ((11, 3), {2, 3}),
    ],
)
def test_a_span_runs_from_a_start_to_an_end(span, numbers):
    assert sf1.spanned([span], sf1.blank_separated("the attack began today")) == numbers


@pytest.mark.parametrize(
    ("gold", "predicted", "message"),
    [
        (["1", "2"], ["1"], "AssertionError: missing some sentences: 2"),
        (["1"], ["1", "2"], "AssertionError: predictions contain sentences that are not in golds: 2"),
    ],
)
@pytest.mark.parametrize("name", ["semeval-2022-task10", "ruopinionne-2024"])
def test_the_sentences_must_be_the_same(name, gold, predicted, message):
    with pytest.raises(ScorerError) as caught:
        find(name).native([sentence(name=one) for one in gold], [sentence(name=one) for one in predicted])
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("changed", "original"),
    [
        ({"Target": [["x"], ["17-39"]]}, "ValueError"),
        ({"Target": [["x"], ["17:x"]]}, "ValueError"),
        ({"Target": [["x"]]}, "IndexError"),
        ({"Target": None}, "TypeError"),
    ],
)
@pytest.mark.parametrize(("name", "polarity"), [("semeval-2022-task10", "Negative"), ("ruopinionne-2024", "NEG")])
def test_what_is_not_of_the_form_is_refused(name, polarity, changed, original):
    broken = [sentence(opinion(polarity=polarity) | changed)]
    with pytest.raises(ScorerError, match=rf"^{original}: sentence '1' is not of the task's form"):
        find(name).native(broken, broken)
    with pytest.raises(ScorerError, match=r"^KeyError: sentence '1' is not of the task's form \('opinions'\)$"):
        find(name).native([{"sent_id": "1", "text": TEXT}], [{"sent_id": "1", "text": TEXT}])


def russian(gold, predicted, text=TEXT):
    return find("ruopinionne-2024").native([sentence(*gold)], [sentence(*predicted, text=text)])


def mark(**given):
    return opinion(**{"polarity": "NEG", **given})


def test_offsets_within_tokens_take_the_tokens_they_touch():
    inside = mark() | {"Target": [["ld harb"], ["22:29"]]}
    # old and harbour of the four tokens: R (1 + 2/4 + 1) / 3, P 1.
    found = russian([mark()], [inside])
    assert (found["precision"], found["recall"]) == (1.0, pytest.approx(2.5 / 3))


def test_the_author_and_no_holder_never_meet():
    author, nobody = (mark() | {"Source": [["NULL"], [offset]]} for offset in ("NULL", "0:0"))
    assert russian([nobody], [author])["f1"] == 0.0
    assert russian([author], [author])["f1"] == 1.0
    assert russian([nobody], [nobody])["f1"] == 1.0


def test_twins_count_once_in_ruopinionne():
    assert russian([mark()], [mark(), mark()]) == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    # Not one-to-one for all that: two halves are two right opinions.
    halves = [mark(target="old"), mark(target="harbour")]
    assert russian([mark()], halves)["precision"] == 1.0


@pytest.mark.parametrize(
    ("predicted", "text", "message"),
    [
        ([mark(polarity="NEU")], TEXT, "AssertionError: wrong polarity mark: 1"),
        ([mark()], TEXT + " ", "AssertionError: texts are not the same: 1"),
        (
            [mark(), mark() | {"Polar_expression": [["blames the"], ["10:20"]]}],
            TEXT,
            "Exception: expressions for the same holder, target and polarity must not overlap: 1",
        ),
    ],
)
def test_what_ruopinionne_stops_with(predicted, text, message):
    with pytest.raises(ScorerError) as caught:
        russian([mark()], predicted, text)
    assert str(caught.value) == message


def test_expressions_may_overlap_where_something_else_differs():
    wider = {"Polar_expression": [["blames the"], ["10:20"]]}
    assert len(ruopinionne.token_sets(sentence(mark(), mark(polarity="POS") | wider))) == 2
    assert len(ruopinionne.token_sets(sentence(mark(), mark(target="harbour") | wider))) == 2


PARTS = st.frozensets(st.integers(0, 3), max_size=3)
OPINIONS = st.lists(st.builds(sf1.Opinion, PARTS, PARTS, PARTS, st.sampled_from(("Positive", "Negative"))), max_size=4)
SENTENCES = st.lists(st.tuples(OPINIONS, OPINIONS), max_size=3)


def naive(ones, others, *, polarity, weighted):
    """Credit and number of the opinions of one side, one by one."""
    credit = []
    for one, against in zip(ones, others, strict=True):
        for opinion in one:
            met = [other for other in against if touch(opinion, other)]
            right = [other for other in met if other.polarity == opinion.polarity or not polarity]
            shares = [sum(map(share, parts(opinion), parts(other))) / 3 for other in met]
            credit.append((max(shares) if weighted else 1) if right else 0)
    return sum(credit) / len(credit) if credit else 0


def parts(opinion):
    return opinion.holder or {"none"}, opinion.target or {"none"}, opinion.expression


def touch(opinion, other):
    return all(one & another for one, another in zip(parts(opinion), parts(other), strict=True))


def share(one, other):
    return len(one & other) / len(one)


@given(SENTENCES)
def test_sf1_is_what_its_rule_says(sentences):
    gold, predicted = [one for one, _ in sentences], [other for _, other in sentences]
    found = sf1.figures(dict(enumerate(gold)), dict(enumerate(predicted)))
    for name, how in sf1.FIGURES.items():
        p, r = naive(predicted, gold, **how), naive(gold, predicted, **how)
        f = 2 * p * r / (p + r) if p + r else 0
        expected = {"precision": p, "recall": r, "f1": f}
        assert found[name] == {key: pytest.approx(value, rel=1e-12, abs=1e-15) for key, value in expected.items()}


@given(SENTENCES, st.randoms())
def test_neither_the_order_of_sentences_nor_that_of_opinions_matters(sentences, random):
    gold, predicted = ({n: pair[side] for n, pair in enumerate(sentences)} for side in (0, 1))
    before = sf1.figures(gold, predicted)["polarity_weighted"]
    names = list(gold)
    random.shuffle(names)
    shuffled = [{name: random.sample(side[name], len(side[name])) for name in names} for side in (gold, predicted)]
    assert sf1.figures(*shuffled)["polarity_weighted"] == pytest.approx(before, rel=1e-12)
