"""CEAF-REE: entities that fill a document's roles, aligned one to one within each role."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sayso.matching.assignment import heaviest
from sayso.presets.events.fillers import CHOICES, CONVENTIONS, MUC_ROLES, fillers_of, normalised, with_micro
from sayso.presets.preset import Defect, Preset, ScorerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.events.fillers import Entity, Fillers
    from sayso.presets.preset import Conventions, Numbers, Pair


class _Slot(NamedTuple):
    """A role of a document, and what fills it on either side, normalised."""

    role: str
    gold: Sequence[Entity]
    predicted: Sequence[Entity]


class _Shared(NamedTuple):
    """A gold and a predicted entity with mentions in common, numbered over the corpus.

    `whole` tells whether gold has all mentions that are predicted; `worth` is what the pair counts if aligned.
    """

    role: str
    gold: int
    predicted: int
    whole: bool
    worth: float


def ceaf_ree(
    gold: Mapping[str, Fillers], predicted: Mapping[str, Fillers], roles: Sequence[str] = MUC_ROLES
) -> dict[str, dict[str, dict[str, float]]]:
    """Role-filler entity extraction by the best alignment of entities within each document and role.

    `strict`: a predicted entity is worth 1 if gold's entity has all its mentions, else 0. `prop`: it is worth gold's
    mentions that it has, each as often as gold lists it, divided by its own, as often as it lists them. The alignment
    is one to one with the highest sum, which is divided by the predicted entities (P) and the gold ones (R), each
    summed over documents; nothing over nothing is 0. Mentions are the same if they are after lower-casing, and without
    ASCII punctuation and the articles a, an and the.

    Args:
        gold: For each document and role a list of entities; an entity lists the strings of its mentions.
        predicted: Likewise; documents and roles that gold lacks are passed over.
        roles: The roles there are, in the order of the report.

    Returns:
        For `strict` and `prop`, each role and `micro_avg`: `p_num`, `p_den`, `r_num`, `r_den`, `p`, `r`, `f1`.

    Raises:
        ScorerError: The predictions lack a document or a role of gold, or gold has another role (KeyError). A
            predicted entity without mentions meets a gold one in its role (ZeroDivisionError, for `prop`).

    Source:     xinyadu/grit_doc_event_entity eval.py at d8212bc (MIT); Du, Rush and Cardie, GRIT, EACL 2021
    """
    slots = list(_slots(gold, predicted, roles))
    shared = list(_shared(slots))
    return {
        "strict": _report(slots, [pair._replace(worth=1.0) for pair in shared if pair.whole], roles),
        "prop": _report(slots, shared, roles),
    }


def _slots(gold: Mapping[str, Fillers], predicted: Mapping[str, Fillers], roles: Sequence[str]) -> Iterator[_Slot]:
    """The roles of gold's documents, once all documents are known to be there."""
    for name in gold:
        if name not in predicted:
            raise ScorerError("KeyError", f"document {name!r} is not among the predictions")
    for name, fillers in gold.items():
        for role, entities in fillers.items():
            if role not in roles:
                raise ScorerError("KeyError", f"{role!r} of document {name!r} is none of the roles {', '.join(roles)}")
            if role not in predicted[name]:
                raise ScorerError("KeyError", f"{role!r} is not among the predicted roles of document {name!r}")
            yield _Slot(role, _normalised(entities), _normalised(predicted[name][role]))


def _normalised(entities: Sequence[Entity]) -> list[list[str]]:
    return [[normalised(mention) for mention in entity] for entity in entities]


def _shared(slots: Sequence[_Slot]) -> Iterator[_Shared]:
    """All pairs of entities of a slot with mentions in common."""
    golds = predictions = 0
    for slot in slots:
        holders: dict[str, list[tuple[int, int]]] = {}
        for number, entity in enumerate(slot.gold, golds):
            for mention, times in Counter(entity).items():
                holders.setdefault(mention, []).append((number, times))
        for number, entity in enumerate(slot.predicted, predictions):
            if slot.gold and not entity:
                raise ScorerError("ZeroDivisionError", f"division by zero: a predicted {slot.role} has no mentions")
            mentions = set(entity)
            found = [holder for mention in mentions for holder in holders.get(mention, ())]
            listed: Counter[int] = Counter()
            for holder, times in found:
                listed[holder] += times
            for holder, common in Counter(holder for holder, _ in found).items():
                whole = common == len(mentions)
                yield _Shared(slot.role, holder, number, whole, listed[holder] / len(entity))
        golds, predictions = golds + len(slot.gold), predictions + len(slot.predicted)


def _report(slots: Sequence[_Slot], pairs: Sequence[_Shared], roles: Sequence[str]) -> dict[str, dict[str, float]]:
    """The rows of a similarity, from its pairs and what each is worth."""
    weight = np.array([pair.worth for pair in pairs], dtype=np.float64)
    g = np.array([pair.gold for pair in pairs], dtype=np.int64)
    p = np.array([pair.predicted for pair in pairs], dtype=np.int64)
    matched = dict.fromkeys(roles, 0.0)
    for place in heaviest(g, p, weight).tolist():
        matched[pairs[place].role] += pairs[place].worth
    golds, predictions = Counter[str](), Counter[str]()
    for slot in slots:
        golds[slot.role] += len(slot.gold)
        predictions[slot.role] += len(slot.predicted)
    return with_micro({role: (matched[role], predictions[role], matched[role], golds[role]) for role in roles})


def _given(pairs: Sequence[Pair], conventions: Conventions) -> tuple[dict[str, Fillers], dict[str, Fillers]]:
    """The fillers of all events of each document, role by role."""
    return (
        {pair.doc_id: _pooled(pair.gold, pair.text, conventions["gold"]) for pair in pairs},
        {pair.doc_id: _pooled(pair.predicted or {}, pair.text, conventions["predicted"]) for pair in pairs},
    )


def _scored(sides: tuple[dict[str, Fillers], dict[str, Fillers]], _conventions: Conventions) -> Numbers:
    """Every role of the corpus in every document."""
    roles = sorted({role for side in sides for fillers in side.values() for role in fillers})
    gold, predicted = (
        {name: {role: one.get(role, []) for role in roles} for name, one in side.items()} for side in sides
    )
    return ceaf_ree(gold, predicted, roles)


def _pooled(record: Record, text: str, how: str) -> Fillers:
    return fillers_of(record.get("events") or (), record, text, how)


PRESETS = (
    Preset(
        name="ceaf-ree",
        scorer="GRIT eval.py, CEAF-REE",
        version="d8212bc",
        layer="events",
        unit="entities of strings",
        source=(
            "xinyadu/grit_doc_event_entity eval.py at d8212bc; MIT; Du, Rush and Cardie, GRIT: generative role-filler "
            "transformers for document-level event entity extraction, EACL 2021"
        ),
        differs=(
            "Sayso pairs events on their triggers and judges each argument by its place (events.roles.F@exact) or its "
            "entity; here events and places don't count, but what a document says of each role. Nothing over nothing "
            "is undefined there, and 0 here."
        ),
        defects=(
            Defect(
                what="Strings that are nothing but an article or punctuation are all the same.",
                example="Gold [[the, harbour]], predicted [[A]]: strict P, R and F1 1.",
            ),
            Defect(
                what="A predicted entity without mentions is part of every gold one, and then stops the scorer.",
                example="Gold [[Ann]], predicted [[]]: 1 by strict, 0 / 0 by prop, so ZeroDivisionError.",
            ),
            Defect(
                what="A mention that is predicted twice in an entity costs under prop, though nothing is wrong.",
                example="Gold [[Ann, Lee]], predicted [[Ann, Lee, Ann]]: strict 1, prop 2/3.",
            ),
            Defect(
                what="A mention that gold lists twice in an entity counts twice under prop, which may exceed 1.",
                example="Gold [[Ann, Ann, Ann]], predicted [[Ann]]: prop P, R and F1 3.",
            ),
            Defect(
                what="One mention of many is enough, since gold's other mentions are asked for nowhere.",
                example="Gold [[Ann Lee, the mayor, she]], predicted [[she]]: strict and prop 1.",
            ),
            Defect(
                what="Called a second time in a process it goes through the documents of the first call as well.",
                example="d1 scored, then d2: KeyError for d1. Here each call stands by itself.",
            ),
            Defect(
                what="Roles that gold's document does not list are passed over, whatever is predicted.",
                example="Gold {Target: [[pier]]}, predicted {Target: [[pier]], Weapon: [[bomb]]}: P 1 of 1.",
            ),
        ),
        native=ceaf_ree,
        given=_given,
        scored=_scored,
        conventions=CONVENTIONS,
        choices=CHOICES,
        vectors="events/ceaf_ree.json",
        headline="strict.micro_avg.f1",
    ),
)
