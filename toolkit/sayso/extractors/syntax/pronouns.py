"""Pronouns into entities, by number, gender, distance and the grammar of who can be who.

*He* prefers the subject of the sentence before; an object pronoun is not its own clause's subject; in a quotation *he*
is not the one who speaks. *I* is the speaker; *we* is whom the speaker speaks for: the members of the body in the
speaker's title, that body or country itself, else a group known only by the speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors.syntax.relations import OBJECTS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from sayso.extractors.syntax.entities import Entity, Inventory
    from sayso.extractors.syntax.mentions import Mention
    from sayso.extractors.syntax.reading import Reading

    Speaker = Callable[[int], Entity | None]

FEMALE = frozenset({"she", "her", "hers", "herself"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
REACH = {"person": 6, "thing": 2, "plural": 3}  # sentences to look back


def resolve(reading: Reading, mention: Mention, inventory: Inventory, speaker: Speaker) -> None:
    """Give a pronoun to the entity it stands for, if one is found."""
    if mention.kind in {"speaker", "group"}:
        voice = speaker(mention.extent[0])
        entity = None if voice is None else voice if mention.kind == "speaker" else _side(voice, mention, inventory)
    else:
        entity = _antecedent(reading, mention, inventory, speaker)
    if entity is not None:
        inventory.put(mention, entity)
        if mention.kind == "person":
            entity.gender = entity.gender or ("female" if mention.name in FEMALE else "male")


def _side(voice: Entity, mention: Mention, inventory: Inventory) -> Entity | None:
    """Whom a speaker means by *we*."""
    if voice.type != "person":
        return voice
    bodies = [e for e in inventory.entities if e.type in {"organization", "country"} and _in_title(e, voice)]
    for body in bodies:
        return next((e for e in inventory.entities if e.parts is body and e.noun == "member"), body)
    name = f"{voice.name} and colleagues"
    known = next((e for e in inventory.entities if e.name == name), None)
    if known is None:
        mention.type = "group"
        known = inventory.new(mention, name=name)
        known.plural = True
        return None
    return known


def _in_title(body: Entity, person: Entity) -> bool:
    """Whether a body is named inside a mention of a person: *Norland Foreign Minister Ilan Voss*."""
    inner = [m.extent for m in body.mentions if m.form == "name"]
    outer = [m.extent for m in person.mentions if m.form != "pronoun"]
    return any(o[0] <= i[0] and i[1] <= o[1] and i != o for i in inner for o in outer)


def _antecedent(reading: Reading, mention: Mention, inventory: Inventory, speaker: Speaker) -> Entity | None:
    token = reading.doc[mention.token]
    quoted = reading.outermost(mention.extent[0])
    voice = speaker(mention.extent[0]) if quoted is not None else None
    best: tuple[float, Entity] | None = None
    for other, entity in inventory.before(mention):
        if entity is voice or not _agrees(mention, entity):
            continue
        distance = reading.sentences[token.i] - reading.sentences[other.token]
        if distance > REACH[mention.kind]:
            break
        if _same_clause(reading.doc[other.token], token, mention):
            continue
        score = _salience(reading, other, token) - 2 * distance
        score -= 1.5 * (reading.outermost(other.extent[0]) is not quoted)
        if best is None or score > best[0]:
            best = (score, entity)
    return None if best is None else best[1]


def _agrees(mention: Mention, entity: Entity) -> bool:
    if mention.kind == "person":
        gender = "female" if mention.name in FEMALE else "male"
        return entity.type == "person" and not entity.plural and entity.gender in {"", gender}
    if mention.kind == "plural":
        return entity.plural or entity.type == "group"
    return entity.type in {"country", "organization", "weapon", "other", "place"} and not entity.plural


def _same_clause(other: Token, token: Token, mention: Mention) -> bool:
    """Whether both are arguments of one verb, so that they cannot be the same."""
    if mention.name in REFLEXIVE or token.tag_ == "PRP$":
        return other.i == token.i
    head = other.head if other.dep_ in SUBJECTS | OBJECTS else None
    governor = token.head if token.dep_ not in {"pobj", "pcomp"} else token.head.head
    return head is not None and head.i == governor.i


def _salience(reading: Reading, other: Mention, token: Token) -> float:
    """How much a mention stands out: subjects and names before others, a near one before a far one."""
    head = reading.doc[other.token]
    score = 1.5 * (head.dep_ in SUBJECTS) + 0.5 * (other.form == "name") - 0.02 * (token.i - head.i)
    return score + 0.5 * (token.dep_ in SUBJECTS and head.dep_ in SUBJECTS) - 0.7 * (head.dep_ in {"compound", "amod"})
