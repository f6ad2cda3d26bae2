"""The error classes in words: what each is called, what went wrong, and the family that gives it its colour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClassWords:
    """How a page speaks of an error class.

    Attributes:
        title: Its name as people say it.
        mend: What is mended when it is, after "mend"; `{items}` is the kind of items.
        reason: What went wrong, in a sentence.
        family: missed, spurious, label, boundary or other: the colour.
    """

    title: str
    mend: str
    reason: str
    family: str


CLASS_WORDS: dict[str, ClassWords] = {
    "ungrounded": ClassWords(
        "ungrounded", "all ungrounded {items}", "Its words were given without a place in the text.", "other"
    ),
    "duplicate": ClassWords("duplicate", "all duplicate {items}", "It repeats another prediction.", "other"),
    "trigger": ClassWords(
        "event not paired",
        "all arguments of unpaired events",
        "Its event has no partner of the same type on the other side.",
        "other",
    ),
    "wikidata": ClassWords("wrong Wikidata id", "all wrong Wikidata ids", "The right entity has another id.", "label"),
    "type": ClassWords("wrong type", "all wrong types of {items}", "The right place, but the types differ.", "label"),
    "speaker": ClassWords("wrong speaker", "all wrong speakers", "The right words, but the speakers differ.", "label"),
    "role": ClassWords("wrong role", "all wrong roles", "The right argument, but the roles differ.", "label"),
    "polarity": ClassWords(
        "wrong polarity",
        "all wrong polarities of {items}",
        "The right holder and target, but the sides taken differ.",
        "label",
    ),
    "target": ClassWords(
        "wrong target", "all wrong targets", "The right holder and polarity, but the targets differ.", "label"
    ),
    "holder": ClassWords(
        "wrong holder", "all wrong holders", "The right target and polarity, but the holders differ.", "label"
    ),
    "boundary": ClassWords(
        "wrong boundary",
        "all wrong boundaries of {items}",
        "The two meet, but do not cover the same characters.",
        "boundary",
    ),
    "boundary and label": ClassWords(
        "wrong boundary and label",
        "all wrong boundaries with labels of {items}",
        "The two meet, but neither characters nor labels are the same.",
        "boundary",
    ),
    "split": ClassWords(
        "split", "all split {items}", "It is a part of a gold item that is paired elsewhere.", "boundary"
    ),
    "merged": ClassWords(
        "merged", "all merged {items}", "A prediction that is paired elsewhere has swallowed it.", "boundary"
    ),
    "missed": ClassWords("missed", "all missed {items}", "Nothing was found here.", "missed"),
    "spurious": ClassWords("spurious", "all spurious {items}", "Gold has nothing here.", "spurious"),
}
"""In the order of `sayso.matching.classes.CLASSES`."""
