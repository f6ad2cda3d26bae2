"""The engine against an independent scorer, on random corpora that collide wherever they can."""

import pytest

import oracle
from oracle.random_corpus import corpus
from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score
from sayso.evaluate.errors import error_classes
from sayso.measures import names

MEASURES = [
    *names(),
    "quotes.F@exact",
    "quotes.F@trimmed",
    "quotes.F@overlap(0)",
    "quotes.F@text",
    "quotes.F@head",
    "mentions.F@overlap(0.5)",
    "mentions.F@head",
    "mentions.F@text",
    "events.typed.F@overlap(0.5)",
    "events.roles.F@entity",
    "events.roles.F@head",
    "events.roles.F(attached=false)@overlap(0.5)",
    "entities.LEA(singletons=false)@overlap(0.5)",
    "entities.B3@head",
    "stances.F(align=exact,trigger=overlap(0.5))",
    "quotes.F(average=documents,kind=direct)@overlap(0.2)",
]


def compared(seed):
    case = corpus(seed)
    gold = Gold(
        MemorySource(case["gold"], name="gold"),
        MemorySource(case["documents"], name="documents"),
        None if case["annotated"] is None else tuple(case["annotated"]),
        {name: tuple(texts) for name, texts in (case["labels"] or {}).items()},
    )
    run = Run(MemorySource(case["run"], name="run"), "run")
    found = score(gold=gold, predicted=run, measures=MEASURES, missing="empty", labels="open")
    expected = oracle.score(
        case["documents"], case["gold"], case["run"], MEASURES, annotated=case["annotated"], labels=case["labels"]
    )
    for measure in MEASURES:
        mine, other = found[measure], expected[measure]
        if other["value"] is None:
            assert mine.value is None, (seed, measure, mine)
        else:
            assert mine.value == pytest.approx(float(other["value"]), rel=0, abs=1e-12), (seed, measure, mine, other)
        for name, count in other["counts"].items():
            assert mine.counts[name] == pytest.approx(float(count), rel=0, abs=1e-12), (seed, measure, name)
    classes = error_classes(gold=gold, predicted=run, missing="empty", labels="open")
    judged = oracle.errors(case["documents"], case["gold"], case["run"], annotated=case["annotated"])
    for items, of_items in classes.items():
        counts = {name: [one.pairs, one.gold, one.predicted] for name, one in of_items.items()}
        assert counts == judged.get(items, {}), (seed, items)


@pytest.mark.parametrize("seed", range(30))
def test_no_number_differs_from_the_oracles(seed):
    compared(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_no_number_differs_from_the_oracles_on_many_corpora(block):
    for seed in range(1000 + 40 * block, 1040 + 40 * block):
        compared(seed)
