"""Event nuggets and their greedy pairing: the highest Dice first, ties by file order, separately for each attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    # From a gold nugget's place to the place of its prediction and their Dice.
    Mapped = dict[int, tuple[int, float]]

# What must agree besides the span, by the name of the row.
COMBINATIONS: Mapping[str, tuple[str, ...]] = {
    "plain": (),
    "mention_type": ("type",),
    "realis_status": ("realis",),
    "mention_type+realis_status": ("type", "realis"),
}


class Nugget(NamedTuple):
    """A mention of an event: its id, its fragments in characters, half open, its type and its realis."""

    id: str
    spans: Sequence[tuple[int, int]]
    type: str
    realis: str


def plain(attribute: str) -> str:
    """An attribute in lower case, without anything but letters and digits."""
    return "".join(character.lower() for character in attribute if character.isalnum())


_FREE = plain("NOT_ANNOTATED")


def greedy(gold: Sequence[Nugget], predicted: Sequence[Nugget]) -> dict[str, Mapped]:
    """The pairs under each combination of attributes, all from one ranking of pairs.

    A pair is taken if both are still free and gold's attributes are not annotated or agree. The ranking: higher Dice,
    then the earlier prediction, then the earlier gold nugget.

    Source:     hunterhector/EvmEval scorer_v1.8.py at 9f60e17
    """
    ranking = sorted((-score, place, of_gold) for place, of_gold, score in _overlaps(gold, predicted))
    attributes = [[(plain(one.type), plain(one.realis)) for one in side] for side in (gold, predicted)]
    found: dict[str, Mapped] = {}
    for name, needed in COMBINATIONS.items():
        pairs: Mapped = {}
        taken: set[int] = set()
        for score, place, of_gold in ranking:
            if of_gold in pairs or place in taken:
                continue
            if _agree(needed, attributes[0][of_gold], attributes[1][place]):
                pairs[of_gold] = (place, -score)
                taken.add(place)
        found[name] = pairs
    return found


def _agree(needed: tuple[str, ...], gold: tuple[str, str], predicted: tuple[str, str]) -> bool:
    agreeing = {
        name: one in (_FREE, other) for name, one, other in zip(("type", "realis"), gold, predicted, strict=True)
    }
    return all(agreeing[name] for name in needed)


def _overlaps(gold: Sequence[Nugget], predicted: Sequence[Nugget]) -> Iterator[tuple[int, int, float]]:
    """Each pair that shares a character, with its Dice; characters that a nugget states twice lengthen it twice."""
    sides = [[[place for span in one.spans for place in range(*span)] for one in side] for side in (gold, predicted)]
    holders: dict[int, list[int]] = {}
    for of_gold, characters in enumerate(sides[0]):
        for character in set(characters):
            holders.setdefault(character, []).append(of_gold)
    for place, characters in enumerate(sides[1]):
        shared: dict[int, int] = {}
        for character in set(characters):
            for of_gold in holders.get(character, ()):
                shared[of_gold] = shared.get(of_gold, 0) + 1
        for of_gold, count in shared.items():
            yield place, of_gold, 2.0 * count / (len(sides[0][of_gold]) + len(characters))
