"""MAVEN-Arg: arguments as strings for each trigger and role, judged mention by mention, by entity, and by event.

A role of a trigger yields a row of figures for each pair of a string with what gold has there, and a row of zeros for
each failure; a level is the mean over all its rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.events.fillers import CHOICES, CONVENTIONS, fillers_of, normalised
from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.quotes.quotients import or_zero
from sayso.presets.tokens import fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.events.fillers import Entity
    from sayso.presets.preset import Conventions, Numbers, Pair

    # The event type and the role.
    Role = tuple[str, str]
    # EM, precision, recall and F1.
    Row = tuple[float, float, float, float]

FIGURES = ("EM", "Precision", "Recall", "F1")
LEVELS = ("Mention_Level", "Entity_Coref_Level", "Event_Coref_Level")
_FAILURE = (0.0, 0.0, 0.0, 0.0)
_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What gold has in each role, and what was answered; a role that has no answer is not among the answers.

    Attributes:
        gold: By event type and role the entities there, each the strings of its mentions.
        predicted: By event type and role the strings.
    """

    gold: Mapping[Role, Sequence[Entity]] = field(default_factory=dict)
    predicted: Mapping[Role, Sequence[str]] = field(default_factory=dict)


class _Said(NamedTuple):
    """A string as it is compared: normalised, and its words with how often they occur."""

    text: str
    words: Counter[str]


def maven_arg(
    gold: Iterable[Record], predicted: Iterable[Record], schema: Mapping[str, Sequence[str]] | None = None
) -> dict[str, dict[str, float | None]]:
    """Event arguments as strings: the mean of exact match, precision, recall and F1 of words, in percent.

    Strings are normalised as for CEAF-REE, and compared as bags of words. For each gold trigger and role the predicted
    strings are paired one to one with what gold has so that the sum of F1 is highest, and the figures of each pair are
    multiplied by min / max of how many there are on either side. At the mention level gold has the mentions of all
    entities in the role; what remains unpaired is nothing. At the entity level it has the entities, of which the
    mention nearest to the string stands; an entity that remains is a failure. At the event level it has the entities,
    and the predictions the strings, of all triggers of the event together, equal ones once. A role of gold
    that is not predicted is a failure for each of the mentions or entities; a role that gold does not have is one
    failure, and so is each role that is predicted for a trigger listed as none. A failure is 0 in every figure. Roles
    belong to the event type that is predicted.

    Args:
        gold: Documents as the data has them: `id`, `text`, `events` with `type` and `triggers`, each with `id` and
            `arguments` (`role` as `Type.Role`, `mentions` with `position` in code points, half open), and
            `negative_triggers`.
        predicted: For each document `id`, and `preds` from triggers to `event_type` and the strings of each role; a
            document that is missing has none. Triggers that gold lists nowhere are passed over.
        schema: The roles of each event type; others are passed over. Without it every role counts.

    Returns:
        `EM`, `Precision`, `Recall` and `F1` of `Mention_Level`, `Entity_Coref_Level` and `Event_Coref_Level`, None if
        there is nothing to take the mean of.

    Raises:
        ScorerError: The id of a document that has triggers contains `-` (KeyError).

    Source:     THU-KEG/MAVEN-Argument evaluate.py at b267244; Wang et al., MAVEN-Arg, ACL 2024. Made from official
        results and a description of what it computes. The results leave open what min / max lowers and what an entity
        that remains costs, several triggers of an event, and roles outside the schema: there the reading is ours.
    """
    answers = {document["id"]: document["preds"] for document in predicted}
    kept = None if schema is None else {(kind, role) for kind, roles in schema.items() for role in roles}
    events: list[list[Asked]] = []
    for document in gold:
        events += _asked(document, answers.get(document["id"], {}), kept)
    return scored(rows_of(events))


def rows_of(events: Iterable[Sequence[Asked]]) -> tuple[list[Row], ...]:
    """The rows of events at each level, each event as its triggers; a trigger that is none is one without gold."""
    rows: tuple[list[Row], ...] = tuple([] for _ in LEVELS)
    for triggers in events:
        for place, asked in enumerate((triggers, triggers, [_together(triggers)])):
            for one in asked:
                rows[place].extend(_rows(one, by_mention=place == 0))
    return rows


def scored(rows: Sequence[Sequence[Row]]) -> dict[str, dict[str, float | None]]:
    """The figures of rows, level by level."""
    return {level: _means(of_level) for level, of_level in zip(LEVELS, rows, strict=True)}


def _means(rows: Sequence[Row]) -> dict[str, float | None]:
    if not rows:
        return dict.fromkeys(FIGURES)
    sums = map(sum, zip(*rows, strict=True))
    return {name: _PERCENT * (total / len(rows)) for name, total in zip(FIGURES, sums, strict=True)}


def _rows(asked: Asked, *, by_mention: bool) -> Iterator[Row]:
    for role, entities in asked.gold.items():
        wanted = [[mention] for entity in entities for mention in entity] if by_mention else entities
        if role not in asked.predicted:
            yield from [_FAILURE] * len(wanted)
            continue
        pairs = _paired(wanted, asked.predicted[role])
        yield from pairs
        if not by_mention:
            yield from [_FAILURE] * (len(wanted) - len(pairs))
    yield from [_FAILURE] * len(asked.predicted.keys() - asked.gold.keys())


def _paired(wanted: Sequence[Entity], strings: Sequence[str]) -> list[Row]:
    """The figures of each pair under the assignment with the highest F1, lowered where the numbers differ."""
    if not wanted or not strings:
        return []
    from scipy.optimize import linear_sum_assignment

    said = [_said(string) for string in strings]
    figures = [[_nearest([_said(mention) for mention in entity], string) for string in said] for entity in wanted]
    rows, columns = linear_sum_assignment([[row[-1] for row in of_entity] for of_entity in figures], maximize=True)
    penalty = min(len(wanted), len(said)) / max(len(wanted), len(said))
    pairs = (figures[one][other] for one, other in zip(rows.tolist(), columns.tolist(), strict=True))
    return [(em * penalty, p * penalty, r * penalty, f1 * penalty) for em, p, r, f1 in pairs]


def _said(text: str) -> _Said:
    plain = normalised(text)
    return _Said(plain, Counter(plain.split()))


def _nearest(entity: Sequence[_Said], string: _Said) -> Row:
    """The figures of the mention with the highest F1, of equal ones the exact one."""
    return max((_compared(mention, string) for mention in entity), key=lambda row: (row[-1], row[0]), default=_FAILURE)


def _compared(gold: _Said, predicted: _Said) -> Row:
    exact = float(gold.text == predicted.text)
    common = (gold.words & predicted.words).total()
    precision, recall = or_zero(common, predicted.words.total()), or_zero(common, gold.words.total())
    return exact, precision, recall, or_zero(2 * precision * recall, precision + recall)


def _together(triggers: Sequence[Asked]) -> Asked:
    """The triggers of an event as one, with what they have in each role; equal entities and strings once."""
    gold: dict[Role, dict[tuple[str, ...], None]] = {}
    predicted: dict[Role, dict[str, None]] = {}
    for one in triggers:
        for role, entities in one.gold.items():
            gold.setdefault(role, {}).update(dict.fromkeys(tuple(sorted(entity)) for entity in entities))
        for role, strings in one.predicted.items():
            predicted.setdefault(role, {}).update(dict.fromkeys(strings))
    return Asked({role: list(one) for role, one in gold.items()}, {role: list(one) for role, one in predicted.items()})


def _asked(document: Record, answers: Mapping[str, Record], kept: set[Role] | None) -> Iterator[list[Asked]]:
    """The events of a document as their triggers, and after them each trigger that is listed as none."""
    triggers = [[(trigger, event["type"]) for trigger in event["triggers"]] for event in document["events"]]
    if any(triggers) and "-" in document["id"]:
        raise ScorerError("KeyError", f"the id of document {document['id']!r} is cut at its first '-'")
    for event in triggers:
        yield [
            Asked(_of_gold(trigger, kind, document["text"], kept), _of_answer(answers.get(trigger["id"], {}), kept))
            for trigger, kind in event
        ]
    for trigger in document.get("negative_triggers") or ():
        yield [Asked(predicted=_of_answer(answers.get(trigger["id"], {}), kept))]


def _of_gold(trigger: Record, kind: str, text: str, kept: set[Role] | None) -> dict[Role, list[Entity]]:
    found: dict[Role, list[Entity]] = {}
    for argument in trigger["arguments"]:
        role = (kind, argument["role"].removeprefix(f"{kind}."))
        if kept is None or role in kept:
            places = (mention["position"] for mention in argument["mentions"])
            found.setdefault(role, []).append([text[start:end] for start, end in places])
    return found


def _of_answer(answer: Record, kept: set[Role] | None) -> dict[Role, Sequence[str]]:
    kind = answer.get("event_type") or ""
    roles = {(kind, role): strings for role, strings in answer.items() if role != "event_type"}
    return {role: strings for role, strings in roles.items() if kept is None or role in kept}


def _given(pairs: Sequence[Pair], conventions: Conventions) -> tuple[list[Row], ...]:
    """Predicted events answer for gold's with their trigger, and are none where gold has none."""
    return rows_of(event for pair in pairs for event in _events(pair, conventions))


def _scored(rows: Sequence[Sequence[Row]], _conventions: Conventions) -> Numbers:
    return scored(rows)


def _events(pair: Pair, conventions: Conventions) -> Iterator[list[Asked]]:
    """Gold's events, coreferent ones together; then the predicted events that have no trigger of gold's."""
    waiting: dict[object, list[Record]] = {}
    for event in (pair.predicted or {}).get("events") or ():
        waiting.setdefault(_trigger(event), []).append(event)
    groups: dict[tuple[str, str], list[Asked]] = {}
    for event in pair.gold.get("events") or ():
        coref = event.get("coref")
        group = ("event", event["id"]) if coref is None else ("coref", coref)
        answers = waiting.get(_trigger(event))
        predicted = _answered(answers.pop(0), pair, conventions) if answers else {}
        groups.setdefault(group, []).append(Asked(_roles(event, pair.gold, pair, conventions["gold"]), predicted))
    yield from groups.values()
    for answers in waiting.values():
        yield from ([Asked(predicted=_answered(event, pair, conventions))] for event in answers)


def _trigger(event: Record) -> object:
    """Where a trigger is, or what it says if it has no place."""
    return tuple(fragments(event["trigger"])) or event["trigger"]["text"]


def _answered(event: Record, pair: Pair, conventions: Conventions) -> dict[Role, list[str]]:
    entities = _roles(event, pair.predicted or {}, pair, conventions["predicted"])
    return {role: [string for entity in listed for string in entity] for role, listed in entities.items()}


def _roles(event: Record, record: Record, pair: Pair, how: str) -> dict[Role, list[Entity]]:
    kind = event.get("type") or ""
    return {(kind, role): list(listed) for role, listed in fillers_of([event], record, pair.text, how).items()}


PRESETS = (
    Preset(
        name="maven-arg",
        scorer="MAVEN-Arg evaluate.py",
        version="b267244",
        layer="events",
        unit="strings of arguments",
        source=(
            "THU-KEG/MAVEN-Argument evaluate.py at b267244; Wang et al., MAVEN-Arg: completing the puzzle of "
            "all-in-one event understanding dataset with event argument annotation, ACL 2024"
        ),
        differs=(
            "Sayso pairs events on their triggers and their arguments one to one by place, and counts over the corpus "
            "(events.roles.F@exact); here triggers are given, words are compared as bags, wherever they stand, and F1 "
            "is a mean over pairs and failures. Nothing at all is undefined in both."
        ),
        defects=(
            Defect(
                what="At the mention level a role of gold that is answered with an empty list counts nothing.",
                example="Gold Participant Ann, Bo, Place Bath; predicted [] and [Bath]: 100, by entity 33.3.",
            ),
            Defect(
                what="F1 is a mean of F1s, not the F1 of the means, and not a count over the corpus.",
                example="Gold Ann, Bo, Bath; predicted Ann, `Bo and`, `in Bath`: P 66.7, R 100, F1 77.8, not 80.",
            ),
            Defect(
                what="A role too many costs one failure, however many strings it has.",
                example="Gold Place Bath, found; a false trigger with Agent [Ann, Bo, Cy]: 50, as with one.",
            ),
            Defect(
                what="At the mention level every mention of an entity is asked for.",
                example="Gold Agent [Ann Lee, she], predicted [Ann Lee]: EM and F1 50 by mention, 100 by entity.",
            ),
            Defect(
                what="Words count as often as they are in common, in any order, but for EM.",
                example="Gold `chair of the board`, predicted `board of the chair`: EM 0, F1 100.",
            ),
            Defect(
                what="Documents whose id contains `-` stop it, since ids are cut there.",
                example="Document `news-1` with a trigger: KeyError. The adapter takes any id.",
            ),
        ),
        native=maven_arg,
        given=_given,
        scored=_scored,
        conventions=CONVENTIONS,
        choices=CHOICES,
        vectors="events/maven_arg.json",
        headline="Entity_Coref_Level.F1",
    ),
)
