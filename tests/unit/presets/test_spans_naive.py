"""nervaluate's five releases against slow readings of their rules, entity by entity and strategy by strategy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import find
from sayso.presets.spans.nervaluate import RELEASES, STRATEGIES

TAGS = ("PER", "ORG")
COUNTS = ("correct", "incorrect", "partial", "missed", "spurious")
ENTITIES = st.lists(
    st.builds(
        lambda start, more, label: (start, start + more, label),
        st.integers(0, 8),
        st.sampled_from((0, 1, 2, 6, 150)),
        st.sampled_from(TAGS),
    ),
    max_size=6,
)
DOCUMENTS = st.lists(st.tuples(ENTITIES, ENTITIES), max_size=3)


def named(side):
    return [[{"start": start, "end": end, "label": label} for start, end, label in one] for one in side]


def shared(one, other):
    return len(set(range(one[0], one[1] + 1)) & set(range(other[0], other[1] + 1)))


def judged(strategy, gold, one, percent):
    """Correct, incorrect, partial, or None where they do not meet."""
    overlap = shared(gold, one) > 0 and shared(gold, one) / (gold[1] - gold[0] + 1) * 100 >= percent
    place, label = gold[:2] == one[:2], gold[2] == one[2]
    right = {"strict": place and label, "exact": place, "partial": place and overlap, "ent_type": label and overlap}
    if right[strategy]:
        return "correct"
    return ("partial" if strategy == "partial" else "incorrect") if overlap else None


def one_to_one(release, strategy, gold, predicted):
    found = dict.fromkeys(COUNTS, 0)
    free = list(gold)
    for one in predicted:
        met = [
            (entity, outcome)
            for entity in free
            if (outcome := judged(strategy, entity, one, 1 if release.least else 0))
        ]
        right = [pair for pair in met if pair[1] == "correct"]
        if release.prefers and right:
            ends = [abs(entity[0] - one[0]) + abs(entity[1] - one[1]) for entity, _ in right]
            met = [right[ends.index(min(ends))]] if strategy == "ent_type" else right
        if met:
            free.pop(next(place for place, entity in enumerate(free) if entity is met[0][0]))
        found[met[0][1] if met else "spurious"] += 1
    return found | {"missed": len(free)}


def every_touch(strategy, gold, predicted):
    """For each outcome the label it counts under."""
    outcomes, used = [], []
    for one in sorted(predicted, key=lambda entity: entity[1]):
        if one in gold:
            used.append(one)
            outcomes.append((one[2], "correct"))
            continue
        touched = False
        for entity in sorted(gold, key=lambda entity: entity[0]):
            if entity[:2] == one[:2] or (shared(entity, one) and entity not in used):
                touched = True
                used.append(entity)
                outcomes.append((entity[2], judged(strategy, entity, one, 0)))
            if entity[:2] == one[:2]:
                break
        if not touched:
            outcomes.append((one[2], "spurious"))
    return outcomes + [(entity[2], "missed") for entity in gold if entity not in used]


def distinct(documents):
    """Entities as objects of their own, so that twins can be told apart."""
    return [([list(one) for one in gold], [list(one) for one in predicted]) for gold, predicted in documents]


@pytest.mark.parametrize("release", RELEASES[1:], ids=lambda release: release.number)
@given(documents=DOCUMENTS)
def test_one_to_one_releases_count_as_their_rules_say(release, documents):
    gold, predicted = [one for one, _ in documents], [other for _, other in documents]
    found = find(f"nervaluate-{release.number}").native(named(gold), named(predicted), TAGS)
    for strategy in STRATEGIES if documents else ():
        rows = [one_to_one(release, strategy, *pair) for pair in distinct(documents)]
        scores = found["overall"][strategy]
        assert {name: scores[name] for name in COUNTS} == {name: sum(row[name] for row in rows) for name in COUNTS}
        for label, of_label in found["entities"].items():
            alone = [[[one for one in side if one[2] == label] for side in pair] for pair in distinct(documents)]
            rows = [one_to_one(release, strategy, *pair) for pair in alone]
            counts = {name: sum(row[name] for row in rows) for name in COUNTS}
            assert {name: of_label[strategy][name] for name in COUNTS} == counts


@given(DOCUMENTS)
def test_the_first_release_counts_as_its_rules_say(documents):
    gold, predicted = [one for one, _ in documents], [other for _, other in documents]
    found = find("nervaluate-0.3.1").native(named(gold), named(predicted), TAGS)
    for strategy in STRATEGIES:
        outcomes = [one for pair in documents for one in every_touch(strategy, *pair)]
        for name in COUNTS:
            assert found["overall"][strategy][name] == sum(outcome == name for _, outcome in outcomes)
            for label in TAGS:
                assert found["entities"][label][strategy][name] == outcomes.count((label, name))


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.number)
@given(documents=DOCUMENTS)
def test_sums_hold(release, documents):
    gold, predicted = [one for one, _ in documents], [other for _, other in documents]
    found = find(f"nervaluate-{release.number}").native(named(gold), named(predicted), TAGS)
    for scores in [*found["overall"].values(), *(one for of in found["entities"].values() for one in of.values())]:
        matched = scores["correct"] + scores["incorrect"] + scores["partial"]
        assert scores["possible"] == matched + scores["missed"]
        assert scores["actual"] == matched + scores["spurious"]
        assert 0 <= scores["f1"] <= 1
    if release.one_to_one and documents:
        assert found["overall"]["strict"]["possible"] == sum(map(len, gold))
        assert found["overall"]["strict"]["actual"] == sum(map(len, predicted))
