"""What a verb is done to: its objects, the clause it promises or asks for, and which role each of them has."""

from collections.abc import Iterator
from typing import NamedTuple

from sayso.extractors.patterns.contents import LONGEST
from sayso.extractors.patterns.phrases import Phrase
from sayso.extractors.patterns.scene import Scene
from sayso.extractors.patterns.subjects import Sentence
from sayso.extractors.patterns.triggers import PARTIES, Trigger


class Argument(NamedTuple):
    """A participant: its role, its tokens (half open), and the entity mentioned there."""

    role: str
    first: int
    last: int
    entity: int | None


def argument(scene: Scene, role: str, phrase: Phrase) -> Argument:
    """A phrase in a role, with the entity that it mentions."""
    return Argument(role, phrase.first, phrase.last, scene.entity(phrase))


def thing_role(scene: Scene, trigger: Trigger, phrase: Phrase) -> str:
    """The role of a direct object."""
    if trigger.receiving:
        return "object"
    if trigger.type.name == "consult" and scene.kind(phrase) == "place":
        return "place"
    return trigger.type.person if scene.kind(phrase) in PARTIES else trigger.type.object


def things(scene: Scene, sentence: Sentence, trigger: Trigger, *, passive: bool) -> tuple[list[Argument], int]:
    """The objects of a verb, those joined to them too, and the token behind them."""
    place = trigger.last
    while sentence.tag(place) == "B" and place < trigger.last + 2:
        place += 1
    said = list(_said(scene, sentence, trigger, place))
    if said:
        return said, said[-1].last
    phrase = None if passive else sentence.starting(place)
    if phrase is None or phrase.kind == "time":
        return [], place
    found = list(_objects(scene, sentence, trigger, phrase))
    return found, max(argument.last for argument in found)


def _said(scene: Scene, sentence: Sentence, trigger: Trigger, place: int) -> Iterator[Argument]:
    """What is promised, asked for or discussed, as the content of a quote or as a clause; and who is asked."""
    if not trigger.type.clause and trigger.lemma != "discuss":
        return
    draft = scene.cued.get(trigger.first)
    first, last = scene.drafts[draft].tokens[0] if draft is not None else (0, 0)
    if trigger.type.clause and place <= first and last - first <= LONGEST:
        told = sentence.starting(place)
        if told is not None and told.last <= first and told.kind in {"noun", "name", "pronoun"}:
            yield argument(scene, "recipient", told)
        yield Argument("object", first, last, None)
    else:
        yield from _clause(sentence, trigger, place)


def _clause(sentence: Sentence, trigger: Trigger, place: int) -> Iterator[Argument]:
    """A purpose or a question: *agreed to meet*, *discussed how to go on*."""
    wanted = sentence.tag(place) == "T" and trigger.type.clause
    asked = trigger.lemma == "discuss" and sentence.tag(place) == "S"
    end = min(sentence.frame.last, place + LONGEST) if wanted or asked else place
    turns = (n for n in range(place, end) if sentence.text(n) == "," and sentence.lower(n + 1) in TURNING)
    end = next(turns, end)
    while end > place and not sentence.found.reading.tokens[end - 1].word:
        end -= 1
    if end > place:
        yield Argument("object", place, end, None)


TURNING = frozenset({"who", "which", "while"})


def _objects(scene: Scene, sentence: Sentence, trigger: Trigger, phrase: Phrase) -> Iterator[Argument]:
    """The direct object, or who is given what, and the phrases joined to it."""
    second = sentence.starting(phrase.last)
    given = trigger.type.name == "aid" and second is not None and second.kind in {"noun", "number"}
    if second is not None and given and scene.kind(phrase) in PARTIES:
        yield argument(scene, "recipient", phrase)
        phrase = second
        yield argument(scene, "object", second)
    else:
        yield argument(scene, thing_role(scene, trigger, phrase), phrase)
        if trigger.type.name in {"accuse", "support"} and phrase.owner and scene.kind(phrase.owner) in PARTIES:
            yield argument(scene, "recipient", phrase.owner)
    while (other := joined(sentence, phrase)) is not None:
        yield argument(scene, thing_role(scene, trigger, other), other)
        phrase = other


def joined(sentence: Sentence, phrase: Phrase, *, surely: bool = False) -> Phrase | None:
    """The next of co-ordinated phrases; unless it is `surely` one, no verb may follow it, whose subject it would be."""
    if sentence.lower(phrase.last) not in {"and", "or"}:
        return None
    other = sentence.starting(phrase.last + 1)
    if other is None or other.kind == "time":
        return None
    return other if surely or sentence.tag(other.last) not in "XV" else None
