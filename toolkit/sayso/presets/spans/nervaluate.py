"""nervaluate, five releases of it: entities correct, incorrect, partial, missed or spurious, in four strictnesses.

The releases give five different answers. 0.3.1 lets one prediction use up several gold entities; from 1.0.0 on each
takes one, first come, first served; 1.1.0 asks for a least overlap; 1.2.0 looks for the right one before it takes any;
and only 1.2.1 gives partial matches their half credit where there is more than one document.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sayso.presets.preset import Conventions, Defect, Preset, ScorerError
from sayso.presets.spans.first_come import Entity, Link, Meeting, every_touch, first_come, links
from sayso.presets.spans.labelled import CHOICES, CONVENTIONS, labels_of, spans_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sayso.presets.preset import Numbers
    from sayso.presets.spans.labelled import Spans

    # How often each outcome came of each strategy, by label; None is over all.
    Counted: TypeAlias = defaultdict[str | None, Counter[tuple[str, str]]]
    # How often a predicted label met a gold one, and how, where neither met another; None stands for nothing.
    Alone: TypeAlias = Counter[tuple[str | None, str | None, Meeting | None]]

STRATEGIES = ("strict", "exact", "partial", "ent_type")
_CORRECT, _INCORRECT, _PARTIAL, _MISSED, _SPURIOUS = _COUNTS = ("correct", "incorrect", "partial", "missed", "spurious")
_HIGHEST = 100.0


@dataclass(frozen=True, slots=True)
class Release:
    """What a release does its own way.

    Attributes:
        number: As the package index has it.
        one_to_one: A prediction takes one gold entity; else it uses up each that it touches.
        least: A least overlap, in percent of the gold entity, can be asked for.
        prefers: A prediction looks for its right gold entity before it takes the first that it touches.
        half: Partial matches have their half credit whatever the number of documents.
    """

    number: str
    one_to_one: bool = True
    least: bool = True
    prefers: bool = True
    half: bool = False


RELEASES = (
    Release("0.3.1", one_to_one=False, least=False, prefers=False, half=True),
    Release("1.0.0", least=False, prefers=False),
    Release("1.1.0", prefers=False),
    Release("1.2.0"),
    Release("1.2.1", half=True),
)


def _outcome(strategy: str, meeting: Meeting) -> str | None:
    """What a match is by a strategy; None where it is none."""
    if not meeting.overlap and strategy in {"partial", "ent_type"}:
        return None
    right = {"strict": meeting.place and meeting.label, "ent_type": meeting.label}.get(strategy, meeting.place)
    if right:
        return _CORRECT
    return None if not meeting.overlap else _PARTIAL if strategy == "partial" else _INCORRECT


_MEETINGS = [Meeting(*met) for met in itertools.product((False, True), repeat=3)]
_OUTCOMES = {
    strategy: {met: outcome for met in _MEETINGS if (outcome := _outcome(strategy, met))} for strategy in STRATEGIES
}
_RIGHT = {
    strategy: {met for met, outcome in outcomes.items() if outcome == _CORRECT}
    for strategy, outcomes in _OUTCOMES.items()
}


def nervaluate(
    gold: Sequence[Sequence[Mapping[str, Any]]],
    predicted: Sequence[Sequence[Mapping[str, Any]]],
    tags: Collection[str],
    *,
    release: Release = RELEASES[-1],
    min_overlap_percentage: float = 1.0,
) -> dict[str, dict[str, Any]]:
    """Entities counted correct, incorrect, partial, missed and spurious, with P, R and F1, over all and by label.

    In `strict` a match is correct with the same place and label, in `exact` with the same place, in `ent_type` with
    the same label and any overlap; else it is incorrect. In `partial` the same place is correct and any other overlap
    partial, worth a half. Precision divides by correct + incorrect + partial + spurious, recall by correct +
    incorrect + partial + missed, 0 over nothing; F1 is 0 where both are. Entities of labels not in `tags` are left out.

    From 1.0.0 on each prediction, in the order given, takes one gold entity that is free: the first it touches
    (1.0.0, 1.1.0), or its right one first (1.2.0; for `ent_type` the closest one of its label). The counts of a label
    are made anew among entities of this label alone. In 0.3.1 a prediction uses up every free gold entity that it
    touches, and counts by label are shares of those over all, a match under the label of the gold entity.

    Args:
        gold: For each document its entities as `{"label", "start", "end"}`; `end` is the last token, inclusive.
        predicted: Likewise.
        tags: The labels that are scored.
        release: Which release is reproduced; the presets set it.
        min_overlap_percentage: How much of a gold entity a prediction must share, 1 to 100; from 1.1.0 on.

    Returns:
        `overall` by strategy, and `entities` by label and strategy: the five counts, `possible`, `actual`,
        `precision`, `recall` and `f1`. From 1.0.0 on without the labels that nobody used, and empty without documents.

    Raises:
        ScorerError: Another number of documents, or a least overlap out of range (ValueError), as in the original.

    Source:     nervaluate on the package index (MantisAI/nervaluate, MIT), releases 0.3.1, 1.0.0, 1.1.0, 1.2.0, 1.2.1;
        after Segura-Bedmar et al. (2013), SemEval-2013 task 9
    """
    if len(gold) != len(predicted):
        raise ScorerError("ValueError", f"{len(predicted)} predicted documents do not equal {len(gold)} gold ones")
    if not 1 <= min_overlap_percentage <= _HIGHEST:
        raise ScorerError("ValueError", f"min_overlap_percentage must be 1 to 100, found {min_overlap_percentage}")
    kept = [[_entities(one, set(tags)) for one in side] for side in (gold, predicted)]
    counted = _counted(kept, release, min_overlap_percentage if release.least else 0.0)
    half = release.half or len(gold) <= 1
    used = {entity.label for side in kept for one in side for entity in one}
    return {
        "overall": _scores(counted[None], half=half) if gold or not release.one_to_one else {},
        "entities": {label: _scores(counted[label], half=half) for label in (used if release.one_to_one else tags)},
    }


def _entities(listed: Sequence[Mapping[str, Any]], tags: set[str]) -> list[Entity]:
    return [Entity(one["start"], one["end"], one["label"]) for one in listed if one["label"] in tags]


def _counted(sides: Sequence[Sequence[Sequence[Entity]]], release: Release, least: float) -> Counted:
    alone: Alone = Counter()
    counted: Counted = defaultdict(Counter)
    for gold, predicted in zip(*sides, strict=True):
        if not release.one_to_one:
            _every_touch(gold, predicted, counted)
        elif gold or predicted:
            linked = links(gold, predicted, least)
            met = [link.gold for of_one in linked for link in of_one]
            if len(set(met)) == len(met) and all(len(of_one) <= 1 for of_one in linked):
                alone.update(_alone(gold, predicted, linked, set(met)))
            else:
                _one_to_one(release, gold, predicted, linked, counted)
    _spread(alone, counted)
    return counted


def _one_to_one(
    release: Release,
    gold: Sequence[Entity],
    predicted: Sequence[Entity],
    linked: Sequence[Sequence[Link]],
    counted: Counted,
) -> None:
    same = [[link for link in of_one if link.meeting.label] for of_one in linked]
    for strategy, outcomes in _OUTCOMES.items():
        prefer = ("closest" if strategy == "ent_type" else "right") if release.prefers else "first"
        for candidates in (linked, same):
            chosen = first_come(candidates, outcomes, _RIGHT[strategy], prefer)
            found = [
                (one.label, outcomes[link.meeting] if link else _SPURIOUS)
                for one, link in zip(predicted, chosen, strict=True)
            ]
            left = set(range(len(gold))).difference(link.gold for link in chosen if link)
            found += [(gold[number].label, _MISSED) for number in left]
            for label, outcome in found:
                counted[label if candidates is same else None][strategy, outcome] += 1


def _alone(
    gold: Sequence[Entity], predicted: Sequence[Entity], linked: Sequence[Sequence[Link]], met: Collection[int]
) -> Iterator[tuple[str | None, str | None, Meeting | None]]:
    """Who met whom and how, where nobody met two."""
    for one, of_one in zip(predicted, linked, strict=True):
        yield (one.label, gold[of_one[0].gold].label, of_one[0].meeting) if of_one else (one.label, None, None)
    for number, entity in enumerate(gold):
        if number not in met:
            yield None, entity.label, None


def _spread(alone: Alone, counted: Counted) -> None:
    """Add what each of these meetings is by each strategy: where it is no match, both sides stand for themselves."""
    for (mine, theirs, meeting), times in alone.items():
        for strategy, outcomes in _OUTCOMES.items():
            outcome = outcomes.get(meeting) if meeting else None
            for same in (False, True):
                if outcome and meeting and (meeting.label or not same):
                    counted[mine if same else None][strategy, outcome] += times
                    continue
                if mine is not None:
                    counted[mine if same else None][strategy, _SPURIOUS] += times
                if theirs is not None:
                    counted[theirs if same else None][strategy, _MISSED] += times


def _every_touch(gold: Sequence[Entity], predicted: Sequence[Entity], counted: Counted) -> None:
    used: set[Entity] = set()
    found: list[tuple[str, str, str]] = []
    for one, mine in every_touch(gold, predicted):
        used.update(mine)
        for entity in mine:
            meeting = Meeting(entity.place == one.place, entity.label == one.label, overlap=True)
            found += [(entity.label, strategy, _OUTCOMES[strategy][meeting]) for strategy in STRATEGIES]
        if not mine:
            found += [(one.label, strategy, _SPURIOUS) for strategy in STRATEGIES]
    found += [(one.label, strategy, _MISSED) for one in gold if one not in used for strategy in STRATEGIES]
    for label, strategy, outcome in found:
        counted[None][strategy, outcome] += 1
        counted[label][strategy, outcome] += 1


def _scores(counted: Counter[tuple[str, str]], *, half: bool) -> dict[str, dict[str, float]]:
    """The counts and quotients by strategy."""
    return {
        strategy: _quotients(
            {outcome: counted[strategy, outcome] for outcome in _COUNTS}, 0.5 if strategy == "partial" and half else 0.0
        )
        for strategy in STRATEGIES
    }


def _quotients(counts: dict[str, int], credit: float) -> dict[str, float]:
    matched = counts[_CORRECT] + counts[_INCORRECT] + counts[_PARTIAL]
    possible, actual = matched + counts[_MISSED], matched + counts[_SPURIOUS]
    worth = counts[_CORRECT] + credit * counts[_PARTIAL]
    p = worth / actual if actual else 0
    r = worth / possible if possible else 0
    f1 = 2 * p * r / (p + r) if p + r else 0
    return {**counts, "possible": possible, "actual": actual, "precision": p, "recall": r, "f1": f1}


def _scored(documents: Sequence[Spans], _conventions: Conventions, *, release: Release) -> Numbers:
    gold, predicted = (
        [[{"label": span.label, "start": span.start, "end": span.end - 1} for span in side] for side in of_all]
        for of_all in ([one.gold for one in documents], [one.predicted for one in documents])
    )
    overall: dict[str, Numbers] = nervaluate(gold, predicted, labels_of(documents), release=release)["overall"]
    return overall or {"strict": {"f1": None}}


_ORDER = Defect(
    what="A prediction that only touches a gold entity takes it from a later one that is right: the order counts.",
    example="Gold tokens 0-5; predicted 0-1, then 0-5: strict F1 0. The same two in the other order: 2/3.",
)
_SUMS = Defect(
    what="Counts by label are made anew among entities of that label, so that they do not add up to those over all.",
    example="Gold PER 0-1; predicted ORG 0-1: one incorrect in strict, but by label one missed and one spurious.",
)
_CREDIT = Defect(
    what="Partial matches lose their half credit as soon as there is more than one document.",
    example="Gold 0-3 and nothing; predicted 0-1 and nothing: partial F1 0, but .5 without the second document.",
)
_LEAST = Defect(
    what="An overlap of less than 1 % of the gold entity is none, which long quotes meet.",
    example="Gold tokens 0-199, predicted 199-250: no match, and ent_type F1 0; with gold 100-199 it is 1.",
)
_INCLUSIVE = Defect(
    what="Ends are inclusive; who gives half-open ones gets overlaps of entities that only touch.",
    example="Gold 0-4, predicted 4-6: one partial match, though as half-open spans they share nothing.",
)
_SEVERAL = Defect(
    what="A prediction that touches several gold entities counts once for each, and twins of a right one are right.",
    example="Gold PER 0-3 and PER 4-7; predicted PER 2-5: two partial matches, `actual` 2 with one prediction.",
)


def _defects(release: Release) -> tuple[Defect, ...]:
    if not release.one_to_one:
        return (_SEVERAL, _INCLUSIVE)
    found = [_ORDER if not release.prefers else None, _SUMS, None if release.half else _CREDIT]
    return (*(one for one in found if one), *((_LEAST,) if release.least else ()), _INCLUSIVE)


def _preset(release: Release) -> Preset:
    return Preset(
        name=f"nervaluate-{release.number}",
        scorer="nervaluate",
        version=release.number,
        layer="entities",
        unit="spans of tokens",
        source=f"nervaluate {release.number} on the package index (MantisAI/nervaluate), MIT; SemEval-2013 task 9",
        differs=(
            "mentions.typed.F@exact is like `strict`, mentions.F@exact like `exact`, and overlap(t) asks for a "
            "stated share of both spans. Sayso pairs one to one by the best assignment, whatever the order, and has no "
            "half credits."
        ),
        defects=_defects(release),
        native=functools.wraps(nervaluate)(functools.partial(nervaluate, release=release)),
        given=spans_of,
        scored=functools.partial(_scored, release=release),
        conventions=CONVENTIONS,
        choices=CHOICES,
        vectors="spans/nervaluate.json",
        headline="strict.f1",
    )


PRESETS = tuple(_preset(release) for release in RELEASES)
