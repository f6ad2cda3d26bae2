"""Templates of events as MUC-4 has them: a type of incident, and for each role the entities that fill it.

A template is a mapping from roles to entities, and from `incident_type` to its type. A gold type may state several,
`attack / bombing`, of which each is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sayso.presets.events import fillers
from sayso.presets.preset import ScorerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.preset import Conventions, Pair

    Template: TypeAlias = Mapping[str, Any]
    # By document.
    Side: TypeAlias = Mapping[str, Sequence[Template]]

TYPE = "incident_type"

# A template is what is said of one event: all events that are coreferent, or each event by itself.
CONVENTIONS: Mapping[str, str] = {**fillers.CONVENTIONS, "templates": "coref"}
CHOICES: Mapping[str, tuple[str, ...]] = {**fillers.CHOICES, "templates": ("coref", "event")}


def both(gold: Side, predicted: Side) -> Iterator[tuple[Sequence[Template], Sequence[Template]]]:
    """The templates of both sides, document by document of gold.

    Raises:
        ScorerError: The predictions lack a document of gold (KeyError).
    """
    for name in gold:
        if name not in predicted:
            raise ScorerError("KeyError", f"document {name!r} is not among the predictions")
    return ((templates, predicted[name]) for name, templates in gold.items())


def roles_of(template: Template) -> Iterator[tuple[str, list[list[str]]]]:
    """Each role with its entities, their mentions normalised."""
    for role, entities in template.items():
        if role != TYPE:
            yield role, [[fillers.normalised(mention) for mention in entity] for entity in entities]


def both_sides(pairs: Sequence[Pair], conventions: Conventions) -> tuple[Side, Side]:
    """Gold and predicted templates of documents, each with the roles that it has."""
    return (
        {pair.doc_id: list(_templates(pair.gold, pair.text, conventions, "gold")) for pair in pairs},
        {pair.doc_id: list(_templates(pair.predicted or {}, pair.text, conventions, "predicted")) for pair in pairs},
    )


def with_all_roles(gold: Side, predicted: Side) -> tuple[Side, Side, list[str]]:
    """Gold and predicted templates, each with every role of the corpus, and these roles."""
    sides = (gold, predicted)
    roles = sorted(
        {role for side in sides for templates in side.values() for one in templates for role in one} - {TYPE}
    )
    empty: dict[str, Any] = {role: [] for role in roles}
    filled = [{name: [{**empty, **one} for one in templates] for name, templates in side.items()} for side in sides]
    return filled[0], filled[1], roles


def _templates(record: Record, text: str, conventions: Conventions, side: str) -> Iterator[Template]:
    groups: dict[tuple[str, str], list[Record]] = {}
    for event in record.get("events") or ():
        together = conventions["templates"] == "coref" and event.get("coref") is not None
        groups.setdefault(("coref", event["coref"]) if together else ("event", event["id"]), []).append(event)
    for events in groups.values():
        yield {TYPE: events[0].get("type") or "", **fillers.fillers_of(events, record, text, conventions[side])}
