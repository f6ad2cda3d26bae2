"""gen-arg, the scorer of WikiEvents: generated arguments by exact span, and by coreference with gold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.events.generated import Template, Words, filled
from sayso.presets.events.windows import IN_TOKENS, TOKEN_CHOICES, events_of, in_tokens
from sayso.presets.preset import Defect, Preset
from sayso.presets.tokens import fragments, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.events.generated import Ends
    from sayso.presets.events.windows import Labelled
    from sayso.presets.preset import Conventions, Numbers, Pair
    from sayso.presets.tokens import Tokens

    Argument = tuple[Ends, str]

NAMES = ("role_identification", "role", "coref_role_identification", "coref_role")


class Generation(NamedTuple):
    """An event of a document with what was generated for it; spans are tokens, half open.

    Attributes:
        tokens: The words of the document.
        trigger: The gold trigger.
        type: The type of the event.
        gold: Its arguments as (start, end, role).
        generated: The filled template.
        entity_of: For mentions in clusters, which cluster; single mentions need none.
    """

    tokens: Sequence[str]
    trigger: tuple[int, int]
    type: str
    gold: Sequence[Labelled]
    generated: str
    entity_of: Mapping[tuple[int, int], str]


class _Asked(NamedTuple):
    """An event with the arguments of both sides, (first, last) token with role, and the clusters of its document."""

    gold: set[Argument]
    predicted: set[Argument]
    entity_of: Mapping[Ends, str]


def gen_arg(events: Iterable[Generation], ontology: Mapping[str, Template]) -> dict[str, dict[str, float]]:
    """Micro precision, recall and F1 of generated arguments under gold triggers, in percent.

    Arguments are read out of the filled template; the words of each are looked for in the document and taken where
    they are nearest to the trigger, or, if they do not occur, part by part between `and`; what does not occur at all
    is dropped. Gold arguments lose a leading article. Both are sets for each event. An argument is identified if gold
    has its span, and has the right role if gold has it with the span. With coreference, one without the span of any
    gold argument is identified too if it is in the cluster of one, and right if that one has its role.

    Args:
        events: The events; those whose type the ontology lacks are passed over.
        ontology: The template of each event type.

    Returns:
        `P`, `R` and `F1` for `role_identification`, `role`, `coref_role_identification` and `coref_role`; 0/0 is 0.

    Raises:
        ScorerError: A template has a blank without role (SystemExit).

    Source:     raspberryice/gen-arg src/genie/scorer.py at 253e088 (MIT), without head matching; Li et al., NAACL 2021
    """
    return _counted(_asked(event, ontology[event.type]) for event in events if event.type in ontology)


def _asked(event: Generation, template: Template) -> _Asked:
    words = Words(event.tokens, event.trigger)
    return _Asked(
        gold={(words.without_article((start, end - 1)), role) for start, end, role in event.gold},
        predicted={(span, role) for role, wanted in filled(template, event.generated) for span in words.placed(wanted)},
        entity_of={(start, end - 1): entity for (start, end), entity in event.entity_of.items()},
    )


def _counted(asked: Iterable[_Asked]) -> dict[str, dict[str, float]]:
    counts = Counter[str]()
    for event in asked:
        counts.update(predicted=len(event.predicted), gold=len(event.gold))
        spans = {span for span, _ in event.gold}
        entities = {(event.entity_of[span], role) for span, role in event.gold if span in event.entity_of}
        named = {entity for entity, _ in entities}
        for span, role in event.predicted:
            entity = event.entity_of.get(span)
            exact, coreferent = span in spans, span not in spans and entity in named
            right = exact and (span, role) in event.gold
            right_by_entity = coreferent and (entity, role) in entities
            counts.update(
                role_identification=exact,
                role=right,
                coref_role_identification=exact or coreferent,
                coref_role=right or right_by_entity,
            )
    return {name: _prf(counts[name], counts["predicted"], counts["gold"]) for name in NAMES}


def _prf(matched: int, predicted: int, gold: int) -> dict[str, float]:
    precision, recall = (matched / whole if whole else 0.0 for whole in (predicted, gold))
    f1 = 2 * precision * recall / (precision + recall) if matched else 0.0
    return {"P": 100 * precision, "R": 100 * recall, "F1": 100 * f1}


def _given(pairs: Sequence[Pair], conventions: Conventions) -> list[_Asked]:
    return [one for pair in pairs for one in _events(pair, conventions)]


def _scored(asked: Sequence[_Asked], _conventions: Conventions) -> Numbers:
    return _counted(asked)


def _events(pair: Pair, conventions: Conventions) -> Iterator[_Asked]:
    """Gold events with the arguments of the first predicted event that has their trigger; others are passed over."""
    tokens = tokens_of(pair.text, conventions["tokens"])
    texts = [pair.text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    entity_of = _entities(pair.gold, tokens)
    arguments: dict[tuple[int, int], tuple[Labelled, ...]] = {}
    for event in events_of(pair.predicted, tokens):
        arguments.setdefault(event.trigger[:2], event.arguments)
    for event in events_of(pair.gold, tokens):
        words = Words(texts, event.trigger[:2])
        predicted: set[Argument] = set()
        for start, end, role in arguments.get(event.trigger[:2], ()):
            by_words = conventions["places"] == "words"
            spans = words.placed(texts[start:end]) if by_words else [(start, end - 1)]
            predicted |= {(span, role) for span in spans}
        gold = {(words.without_article((start, end - 1)), role) for start, end, role in event.arguments}
        yield _Asked(gold, predicted, entity_of)


def _entities(record: Record, tokens: Tokens) -> dict[Ends, str]:
    """The clusters of gold that have more than one mention."""
    found: dict[Ends, str] = {}
    for entity in record.get("entities") or []:
        spans = fragments(mention["span"] for mention in entity.get("mentions") or [])
        if len(spans) > 1:
            touched = [in_tokens(tokens, *span) for span in spans]
            found |= {(start, end - 1): entity["id"] for start, end in touched}
    return found


PRESETS = (
    Preset(
        name="gen-arg",
        scorer="gen-arg scorer.py (WikiEvents)",
        version="253e088",
        layer="events",
        unit="arguments of tokens",
        source="raspberryice/gen-arg src/genie/scorer.py, utils.py at 253e088; MIT; Li, Ji and Han, NAACL 2021",
        differs=(
            "Sayso pairs arguments one to one within paired events (events.roles.F@exact) and counts what it cannot "
            "place as wrong; here triggers are given, and what the document does not say is dropped."
        ),
        defects=(
            Defect(
                what="Generated text that does not occur in the document is dropped and costs no precision.",
                example="Gold `Kallas`; generated `Kallas` and `the moon`: P 100, not 50.",
            ),
            Defect(
                what="With coreference, two mentions of one gold entity are both right.",
                example=(
                    "Gold Rutte, Kallas, Brussels; predicted Mark Rutte, he (both Rutte's cluster) and Brussels: "
                    "Coref Role 100, though Kallas was not found."
                ),
            ),
            Defect(
                what="Gold arguments lose a leading article, generated ones keep it.",
                example="Gold `the minister of Ukraine`, generated the same words: wrong; without `the`: right.",
            ),
            Defect(
                what="Words are placed where they are nearest to the trigger, wherever they were meant.",
                example="Gold `he` at [14, 15) and the trigger at [1, 2): generated `he` is an earlier `he` at [5, 6).",
            ),
            Defect(
                what="A blank that is filled with nothing counts as an argument behind the trigger.",
                example="Template `<arg1> met <arg2>`, generated `met Kallas`: `<arg1>` is an empty, wrong argument.",
            ),
        ),
        native=gen_arg,
        given=_given,
        scored=_scored,
        conventions={**IN_TOKENS, "places": "words"},
        choices={**TOKEN_CHOICES, "places": ("words", "spans")},
        vectors="events/gen_arg_wikievents.json",
        headline="coref_role.F1",
    ),
)
