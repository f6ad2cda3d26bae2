"""Quobert: which of the named entities spoke, by the sum of a model's scores at their positions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.quotes.speakers import named, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.presets.preset import Numbers

NOBODY = "None"


@dataclass(frozen=True, slots=True)
class Scored:
    """A model's answer: a score for each position, 0 standing for nobody, and the positions of each entity."""

    scores: Sequence[float]
    entities: Sequence[tuple[str, Sequence[int]]]

    def chosen(self) -> str:
        """The entity with the highest sum, the first of equals; nobody comes last."""
        beyond = [place for _, places in self.entities for place in places if place >= len(self.scores)]
        if beyond:
            raise ScorerError("IndexError", f"an entity stands at {beyond[0]}, and there are {len(self.scores)} scores")
        options = [(name, sum(self.scores[place] for place in places)) for name, places in self.entities]
        return _first_highest([*options, (NOBODY, self.scores[0] if len(self.scores) else 0.0)])

    def at_the_highest(self) -> str:
        """The first entity that owns the first highest position, else nobody: written to the file, not scored."""
        if not len(self.scores):
            return NOBODY
        place = max(range(len(self.scores)), key=self.scores.__getitem__)
        return next((name for name, places in self.entities if place in places), NOBODY)


def _first_highest(options: Sequence[tuple[str, float]]) -> str:
    best, highest = NOBODY, -math.inf
    for name, score in options:
        if score > highest:
            best, highest = name, score
    return best


def quobert(gold: Sequence[tuple[str, str | None]], predicted: Mapping[str, Scored]) -> dict[str, Any]:
    """Exact match of speakers: over quotes with one, over those without, and over all.

    A gold speaker that is not literally among the entities of the quote counts as nobody.

    Args:
        gold: Id of each quote and its speaker, None for nobody.
        predicted: The model's scores for each of them.

    Returns:
        `exact_match_without_speaker`, `exact_match_with_speaker`, `exact_match`, the counts behind them, and by quote
        `chosen` and `chosen_by_highest_single_position`.

    Raises:
        ScorerError: No quote with, or none without a speaker (ZeroDivisionError); `before` has what was computed. A
            quote has no scores (KeyError), or an entity stands at a position without score (IndexError).

    Source:     epfl-dlab/Quotebank quobert/model/eval.py at a203acf; Vaucher et al. (2021), Quotebank
    """
    right = {True: 0, False: 0}
    total = {True: 0, False: 0}
    for quote, speaker in gold:
        if quote not in predicted:
            raise ScorerError("KeyError", f"quote {quote!r} has no scores")
        answer = predicted[quote]
        target = speaker if speaker in {name for name, _ in answer.entities} else NOBODY
        spoken = target != NOBODY
        total[spoken] += 1
        right[spoken] += answer.chosen() == target
    found: dict[str, Any] = {
        "correct_pos": right[True],
        "total_pos": total[True],
        "correct_neg": right[False],
        "total_neg": total[False],
        "chosen": {quote: predicted[quote].chosen() for quote, _ in gold},
        "chosen_by_highest_single_position": {quote: predicted[quote].at_the_highest() for quote, _ in gold},
    }
    for name, sides in (
        ("exact_match_without_speaker", (False,)),
        ("exact_match_with_speaker", (True,)),
        ("exact_match", (True, False)),
    ):
        count = sum(total[side] for side in sides)
        if not count:
            raise ScorerError("ZeroDivisionError", f"{name} is over no quotes", found)
        found[name] = sum(right[side] for side in sides) / count
    return found


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> tuple[list[tuple[str, str | None]], dict[str, Scored]]:
    gold: list[tuple[str, str | None]] = []
    predicted: dict[str, Scored] = {}
    for pair in pairs:
        names = [name for name in map(named, pair.gold.get("entities") or []) if name]
        answers = said(pair.predicted)
        for content, quote in said(pair.gold).items():
            key = f"{pair.doc_id}:{content}"
            answer = answers.get(content)
            name = None if answer is None else answer.name
            gold.append((key, quote.name))
            scores = [float(name not in names), *(float(one == name) for one in names)]
            predicted[key] = Scored(scores, [(one, (place,)) for place, one in enumerate(names, 1)])
    return gold, predicted


def _scored(sides: tuple[list[tuple[str, str | None]], dict[str, Scored]], _conventions: Conventions) -> Numbers:
    return {name: value for name, value in quobert(*sides).items() if not isinstance(value, dict)}


PRESETS = (
    Preset(
        name="quobert",
        scorer="Quobert eval.py",
        version="a203acf",
        layer="quotes",
        unit="quotes",
        source="epfl-dlab/Quotebank quobert/model/eval.py at a203acf, MIT; Vaucher et al. (2021)",
        differs=(
            "quotes.speaker.accuracy compares speakers through the alignment of entities. Here the quotes are given, "
            "and a gold speaker whom no candidate names counts as nobody: errors of the candidates stay hidden."
        ),
        defects=(
            Defect(
                what="A gold speaker who is not among the candidates becomes nobody.",
                example="Gold Wenna Tosk, candidates Orla Vint and Bram Okafolu, answer nobody: right.",
            ),
            Defect(
                what="A group without quotes raises, and what comes after it is not reported.",
                example="Every quote has a speaker: ZeroDivisionError in exact_match_without_speaker.",
            ),
        ),
        native=quobert,
        given=_given,
        scored=_scored,
        vectors="quotes/quobert.json",
        headline="exact_match",
    ),
)
