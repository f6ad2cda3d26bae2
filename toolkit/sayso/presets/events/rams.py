"""RAMS 1.0: arguments of one given trigger a document, as multisets, also by distance in sentences.

The scorer went around in two forms, of which one has precision and recall exchanged; each is a preset.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.events.windows import IN_TOKENS, TOKEN_CHOICES, events_of
from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sayso.presets.events.windows import Labelled
    from sayso.presets.preset import Conventions, Numbers, Pair

    # Event types with how often each role may be filled.
    Ontology = Mapping[str, Mapping[str, int]]
    Numbered = dict[str, float | dict[str, dict[str, float]]]

# First and last token.
Ends = tuple[int, int]
Link = tuple[Ends, Ends, str]

DISTANCES = range(-2, 3)


class Passage(NamedTuple):
    """A document around one trigger; spans are (first, last) token.

    Attributes:
        sentences: How many tokens each sentence has.
        trigger: The gold trigger.
        types: The types of the event.
        gold: Arguments as (first, last, role), the role being what follows the last digit of the file's role.
        predicted: Arguments as (first, last, role, confidence).
        predicted_trigger: The trigger that predictions state, if not the gold one.
    """

    sentences: Sequence[int]
    trigger: Ends
    types: Sequence[str]
    gold: Sequence[Labelled]
    predicted: Sequence[tuple[int, int, str, float]]
    predicted_trigger: Ends | None = None


class Counts(NamedTuple):
    """How many arguments are right, missed and predicted in vain."""

    right: int
    missing: int
    vain: int


def rams_corrected(passages: Sequence[Passage], ontology: Ontology | None = None) -> Numbered:
    """Micro precision, recall and F1 of arguments under given triggers, in percent, in all and by distance.

    An argument is right if gold has one with the same trigger span, argument span and role that no other prediction
    has taken. P = right / predicted, R = right / gold, nothing over nothing being 0. The distance of an argument is
    the number of sentences from the first token of its trigger to its own; those beyond two are in no row.

    Args:
        passages: A passage for each gold document.
        ontology: With one, predictions are taken by falling confidence as long as their type leaves room for their
            role; roles that the type does not know are dropped. Types that it does not know are left as they are.

    Returns:
        `P`, `R`, `F1`; and `distance`: for `-2` to `2`, `predicted` (how many), `P`, `R` and `F1`.

    Raises:
        ScorerError: An ontology meets an event of several types (AssertionError); a span lies beyond the sentences
            (IndexError).

    Source:     RAMS 1.0 scorer/scorer.py as redistributed in aReyOuok-922/Bart-gen-arg at 617b285, with P and R as
        in mc2259/gen-arg at d89baa8; Ebner et al., Multi-sentence argument linking, ACL 2020
    """
    return _scored(passages, ontology, lambda counts: (counts.vain, counts.missing))


def rams_as_distributed(passages: Sequence[Passage], ontology: Ontology | None = None) -> Numbered:
    """The same as `rams_corrected` with precision and recall exchanged, as two redistributions print them.

    What is called P is right / gold, and R right / predicted; F1 is not affected.

    Args:
        passages: As `rams_corrected`.
        ontology: Likewise.

    Returns:
        Likewise, each P and R exchanged.

    Raises:
        ScorerError: As `rams_corrected`.

    Source:     RAMS 1.0 scorer/scoring_utils.py as redistributed in linmou/CUP at 709d473 and
        aReyOuok-922/Bart-gen-arg at 617b285; Ebner et al., Multi-sentence argument linking, ACL 2020
    """
    return _scored(passages, ontology, lambda counts: (counts.missing, counts.vain))


def _scored(
    passages: Sequence[Passage], ontology: Ontology | None, beside: Callable[[Counts], tuple[int, int]]
) -> Numbered:
    """Everything, with what stands beside the right ones in the denominators of P and of R."""
    total = Counts(0, 0, 0)
    rows = dict.fromkeys(DISTANCES, total)
    for passage in passages:
        gold, predicted = _gold(passage), _predicted(passage, ontology)
        parts = (gold & predicted, gold - predicted, predicted - gold)
        total = _plus(total, [part.total() for part in parts])
        at = [_by_distance(part, passage) for part in parts]
        rows = {distance: _plus(counts, [part[distance] for part in at]) for distance, counts in rows.items()}
    return {
        **_prf(total, beside),
        "distance": {
            str(distance): {"predicted": counts.right + counts.vain, **_prf(counts, beside)}
            for distance, counts in rows.items()
        },
    }


def _plus(counts: Counts, more: Sequence[int]) -> Counts:
    return Counts(*(one + other for one, other in zip(counts, more, strict=True)))


def _prf(counts: Counts, beside: Callable[[Counts], tuple[int, int]]) -> dict[str, float]:
    right = counts.right
    precision, recall = (right / (right + other) if right else 0.0 for other in beside(counts))
    f1 = 2.0 * precision * recall / (precision + recall) if right else 0.0
    return {"P": 100.0 * precision, "R": 100.0 * recall, "F1": 100.0 * f1}


def _gold(passage: Passage) -> Counter[Link]:
    return Counter((passage.trigger, (first, last), role) for first, last, role in passage.gold)


def _predicted(passage: Passage, ontology: Ontology | None) -> Counter[Link]:
    trigger = passage.predicted_trigger or passage.trigger
    kept = passage.predicted if ontology is None else _constrained(passage, ontology)
    return Counter((trigger, (first, last), role) for first, last, role, _ in kept)


def _constrained(passage: Passage, ontology: Ontology) -> Sequence[tuple[int, int, str, float]]:
    """The predictions that the type has room for, by falling confidence, in file order where that is equal."""
    if len(set(passage.types)) != 1:
        raise ScorerError("AssertionError", f"an event must have one type, found {', '.join(passage.types) or 'none'}")
    room = ontology.get(passage.types[0])
    if room is None:
        return passage.predicted
    filled = Counter[str]()
    kept = []
    for argument in sorted(passage.predicted, key=lambda argument: -argument[3]):
        role = argument[2]
        if filled[role] < room.get(role, 0):
            kept.append(argument)
            filled[role] += 1
    return kept


def _by_distance(links: Counter[Link], passage: Passage) -> Counter[int]:
    sentence_of = list(chain.from_iterable(repeat(number, size) for number, size in enumerate(passage.sentences)))
    found = Counter[int]()
    for (trigger, span, _), count in links.items():
        found[_sentence(span, sentence_of) - _sentence(trigger, sentence_of)] += count
    return found


def _sentence(span: Ends, sentence_of: Sequence[int]) -> int:
    if max(span) >= len(sentence_of):
        raise ScorerError("IndexError", f"list index out of range: span {list(span)} lies beyond the sentences")
    return sentence_of[span[0]]


def _given(pairs: Sequence[Pair], conventions: Conventions) -> list[Passage]:
    """A passage for each gold event, as one sentence: nothing is known about sentences, so there are no distances."""
    return [one for pair in pairs for one in _passages(pair, conventions)]


def _of_passages(
    native: Callable[[Sequence[Passage]], Numbered],
) -> Callable[[Sequence[Passage], Conventions], Numbers]:
    def scored(passages: Sequence[Passage], _conventions: Conventions) -> Numbers:
        return {name: value for name, value in native(passages).items() if isinstance(value, float)}

    return scored


def _passages(pair: Pair, conventions: Conventions) -> list[Passage]:
    tokens = tokens_of(pair.text, conventions["tokens"])
    arguments: dict[Ends, tuple[Labelled, ...]] = {}
    for event in events_of(pair.predicted, tokens):
        arguments.setdefault(event.trigger[:2], event.arguments)
    return [
        Passage(
            sentences=[len(tokens)],
            trigger=_ends(event.trigger)[:2],
            types=[event.trigger[2]],
            gold=[_ends(one) for one in event.arguments],
            predicted=[(*_ends(one), 1.0) for one in arguments.get(event.trigger[:2], ())],
        )
        for event in events_of(pair.gold, tokens)
    ]


def _ends(span: Labelled) -> Labelled:
    start, end, label = span
    return start, end - 1, label


_COPIES = Defect(
    what="Copies differ: gen-arg d89baa8 stops at spans across sentences, CUP takes predictions in file order.",
    example="Sentences of 10 tokens, an argument [9, 10]: here in the first sentence, in gen-arg AssertionError.",
)
_GOLD_FORMAT = Defect(
    what="Predictions in the format of gold have no confidence, which type-constrained decoding sorts by.",
    example="--reuse_gold_format with -cd: IndexError at the first document that has predictions.",
)


def _preset(
    name: str, version: str, source: str, native: Callable[..., Numbered], defects: tuple[Defect, ...] = ()
) -> Preset:
    return Preset(
        name=name,
        scorer="RAMS 1.0 scorer.py",
        version=version,
        layer="events",
        unit="arguments of tokens",
        source=f"{source}; Ebner et al., Multi-sentence argument linking, ACL 2020",
        differs=(
            "Sayso pairs predicted events with gold ones on their triggers and counts the arguments of those it cannot "
            "pair too (events.roles.F@exact); here gold triggers are given, other predicted events passed over."
        ),
        defects=(*defects, _COPIES, _GOLD_FORMAT),
        native=native,
        given=_given,
        scored=_of_passages(native),
        conventions=IN_TOKENS,
        choices=TOKEN_CHOICES,
        vectors="events/rams.json",
        headline="F1",
    )


PRESETS = (
    _preset(
        "rams-as-distributed",
        "1.0, P and R exchanged (CUP 709d473, Bart-gen-arg 617b285)",
        "RAMS 1.0 scorer, as redistributed in linmou/CUP and aReyOuok-922/Bart-gen-arg",
        rams_as_distributed,
        (
            Defect(
                what="Precision is divided by the gold arguments, and recall by the predicted ones.",
                example="One gold argument, predicted twice: P 100 and R 50, where P is 50 and R 100.",
            ),
        ),
    ),
    _preset(
        "rams-corrected",
        "1.0, P and R put right (as gen-arg d89baa8)",
        "RAMS 1.0 scorer, as redistributed in Bart-gen-arg 617b285, with P and R as in mc2259/gen-arg at d89baa8",
        rams_corrected,
    ),
)
