"""SF1 and RuOpinionNE on documents: a stance as an opinion, gold against itself, and what they refuse."""

import pytest

import harbour
from sayso.presets import Pair, ScorerError, spelled

MINE = ("semeval-2022-task10", "ruopinionne-2024")
TEXT = harbour.TEXTS["harbour"]
LEE, BOARD = (harbour.span("harbour", said) for said in ("Ann Lee", "The harbour board"))
WAIT, PROTESTED = (harbour.span("harbour", said) for said in ("not wait", "protested"))


def stance(**given):
    return {
        "id": "s1",
        "holder": "e1",
        "target": {"entity": "e2"},
        "polarity": "oppose",
        "evidence": [WAIT],
        **given,
    }


def record(*stances, mentions=(LEE,)):
    entities = [
        {"id": "e1", "name": "Ann Lee", "mentions": [{"span": span} for span in mentions]},
        {"id": "e2", "name": "board", "mentions": [{"span": BOARD}]},
        {"id": "e3", "name": "Nobody"},
    ]
    events = [{"id": "v1", "trigger": PROTESTED}]
    return harbour.record("harbour", entities=entities, events=events, stances=list(stances))


def f1(spelling, gold, predicted):
    preset, conventions = spelled(spelling)
    found = preset.adapted([Pair("harbour", TEXT, gold, predicted)], conventions)
    for name in preset.headline.split("."):
        found = found[name]
    return found


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"target": {"event": "v1"}},
        {"target": {"span": BOARD}},
        {"holder": "e3"},
        {"polarity": "support", "strength": "strong"},
        {"evidence": [WAIT, PROTESTED]},
    ],
)
@pytest.mark.parametrize("name", MINE)
def test_gold_is_perfect_against_itself(name, given):
    assert f1(name, record(stance(**given)), record(stance(**given))) == 1.0


@pytest.mark.parametrize("name", MINE)
@pytest.mark.parametrize(
    "given",
    [
        {"polarity": "support"},
        {"holder": "e2"},
        {"target": {"event": "v1"}},
        {"evidence": [PROTESTED]},
        {"evidence": []},
    ],
)
def test_another_stance_is_wrong(name, given):
    assert f1(name, record(stance()), record(stance(**given))) == 0.0


@pytest.mark.parametrize("name", MINE)
def test_shared_tokens_weigh(name):
    # `harbour board` of `The harbour board`: P 1, R (1 + 2/3 + 1) / 3 = 8/9, F1 2 * 8/9 / (17/9) = 16/17.
    part = {"target": {"span": harbour.span("harbour", "harbour board")}}
    assert f1(name, record(stance()), record(stance(**part))) == pytest.approx(16 / 17)


def test_neutral_stances_are_opinions_in_one_and_left_out_in_the_other():
    gold = record(stance(), stance(polarity="neutral", target={"event": "v1"}))
    assert f1("semeval-2022-task10", gold, record(stance())) == pytest.approx(2 / 3)
    assert f1("ruopinionne-2024", gold, record(stance())) == 1.0


def test_raw_tokens_make_gold_imperfect_against_itself():
    # `wait` ends within `wait."`, which empties nothing; `We` starts within `"We`, which empties the expression.
    quoted = record(stance(evidence=[harbour.span("harbour", "We will")]))
    assert f1("semeval-2022-task10(tokens=raw)", quoted, quoted) == 0.0
    assert f1("semeval-2022-task10", quoted, quoted) == 1.0


@pytest.mark.parametrize(("mentions", "score"), [("all", 1.0), ("first", 1.0), ("nearest", 0.0)])
def test_where_a_holder_is(mentions, score):
    # With two mentions the nearest to the evidence is the later one, which the run has not.
    gold = record(stance(), mentions=(LEE, harbour.span("harbour", "We")))
    found = f1(f"semeval-2022-task10(mentions={mentions})", gold, record(stance()))
    assert (found > 0) == bool(score)


@pytest.mark.parametrize("name", MINE)
def test_a_run_without_an_answer_has_found_nothing(name):
    assert f1(name, record(stance()), None) == 0.0
    assert f1(name, harbour.record("harbour"), record(stance())) == 0.0


@pytest.mark.parametrize("name", MINE)
def test_a_span_without_offsets_has_no_place(name):
    with pytest.raises(ScorerError) as caught:
        f1(name, record(stance()), record(stance(target={"span": {"text": "the board"}})))
    assert str(caught.value) == (
        "KeyError: document 'harbour': a span has no offsets ({'text': 'the board'}); `sayso ground` finds them"
    )


def test_two_expressions_that_overlap_stop_ruopinionne():
    wider = stance(id="s2", evidence=[harbour.span("harbour", "will not wait")])
    with pytest.raises(ScorerError) as caught:
        f1("ruopinionne-2024", record(stance()), record(stance(), wider))
    assert str(caught.value) == (
        "Exception: expressions for the same holder, target and polarity must not overlap: harbour"
    )
