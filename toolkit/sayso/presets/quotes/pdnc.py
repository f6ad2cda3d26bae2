"""Speakers of novels (PDNC) by BookNLP: predictions of quotes that touch gold, each with a cluster as its speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.quotes.speakers import said
from sayso.presets.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from sayso.presets.preset import Numbers

_MARK = '"'


def pdnc(
    text: str,
    tokens: Sequence[tuple[int, int]],
    gold: Sequence[tuple[Hashable, int, int, Hashable]],
    predicted: Sequence[tuple[int, int, Hashable]],
    characters: Mapping[Hashable, Hashable],
) -> dict[str, Any]:
    """Accuracy of speakers over the predictions that touch gold.

    A gold quote owns its characters, blanks at its ends left out, later ones overwriting earlier ones. A prediction
    loses one ASCII quotation mark at each end, and covers the characters from its first token to its last. Predictions
    that begin at one place are identified together, with all quotes and speakers that any of them touches; one is right
    if there is a single gold speaker, who is the character of its cluster.

    Args:
        text: The text.
        tokens: Where its tokens stand, half open.
        gold: Id, start and end (half open) and speaker of each quote.
        predicted: First and last token, both included, and the cluster that speaks.
        characters: The character of each cluster.

    Returns:
        `gold_quotes`, `predicted_quotes`, `identified` (distinct places), `correct` (predictions), `one_gold_quote` and
        `several_gold_quotes` (places), and `accuracy` = correct / identified, None for nothing identified.

    Raises:
        ScorerError: A blank gold quote (IndexError), or a cluster without a character (KeyError).

    Source:     Priya22/speaker-attribution-acl2023 eval_qa_booknlp at 7a17933; Vishnubhotla et al. (2023)
    """
    owners = _owners(text, gold)
    places: list[int] = []
    quotes: dict[int, set[Hashable]] = {}
    speakers: dict[int, set[Hashable]] = {}
    for first, last, _ in predicted:
        start, end = _covered(text, tokens, first, last)
        places.append(start)
        touched = [owners[at] for at in range(start, end) if at in owners]
        quotes.setdefault(start, set()).update(quote for quote, _ in touched)
        speakers.setdefault(start, set()).update(speaker for _, speaker in touched)
    correct = 0
    for start, (_, _, cluster) in zip(places, predicted, strict=True):
        if cluster not in characters:
            raise ScorerError("KeyError", f"cluster {cluster!r} has no character")
        correct += len(speakers[start]) == 1 and characters[cluster] in speakers[start]
    identified = [start for start, touched in quotes.items() if touched]
    return {
        "gold_quotes": len(gold),
        "predicted_quotes": len(predicted),
        "identified": len(identified),
        "correct": correct,
        "one_gold_quote": sum(len(quotes[start]) == 1 for start in identified),
        "several_gold_quotes": sum(len(quotes[start]) > 1 for start in identified),
        "accuracy": correct / len(identified) if identified else None,
    }


def _owners(text: str, gold: Sequence[tuple[Hashable, int, int, Hashable]]) -> dict[int, tuple[Hashable, Hashable]]:
    owners: dict[int, tuple[Hashable, Hashable]] = {}
    for quote, start, end, speaker in gold:
        if not text[start:end].strip(" "):
            raise ScorerError("IndexError", f"gold quote {quote!r} is blank")
        while text[start] == " ":
            start += 1  # noqa: PLW2901 - the quote's own start
        while text[end - 1] == " ":
            end -= 1  # noqa: PLW2901 - the quote's own end
        owners.update(dict.fromkeys(range(start, end), (quote, speaker)))
    return owners


def _covered(text: str, tokens: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    if text[slice(*tokens[first])] == _MARK:
        first += 1
    if text[slice(*tokens[last])] == _MARK:
        last -= 1
    if first >= len(tokens):
        return tokens[-1][1], tokens[-1][1]
    return tokens[first][0], max(tokens[last][1], tokens[first][0])


_TOTALS = ("gold_quotes", "predicted_quotes", "identified", "correct")


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> tuple[int, ...]:
    """The counts of `_TOTALS`, over documents."""
    totals = dict.fromkeys(_TOTALS, 0)
    for pair in pairs:
        tokens = tokens_of(pair.text)
        where = list(zip(tokens.starts, tokens.ends, strict=True))
        gold = [
            (content, content[0][0], content[-1][1], quote.name)
            for content, quote in said(pair.gold).items()
            if content and quote.name is not None and pair.text[content[0][0] : content[-1][1]].strip(" ")
        ]
        predicted = []
        for content, quote in said(pair.predicted).items():
            touched = tokens.touched(content[0][0], content[-1][1]) if content else range(0)
            if touched:
                predicted.append((touched[0], touched[-1], quote.name))
        found = pdnc(pair.text, where, gold, predicted, {name: name for _, _, name in predicted})
        for name in totals:
            totals[name] += found[name]
    return tuple(totals.values())


def _scored(counts: tuple[int, ...], _conventions: Conventions) -> Numbers:
    totals = dict(zip(_TOTALS, counts, strict=True))
    identified = totals["identified"]
    return {**totals, "accuracy": totals["correct"] / identified if identified else None}


PRESETS = (
    Preset(
        name="pdnc-booknlp",
        scorer="PDNC eval_qa_booknlp",
        version="7a17933",
        layer="quotes",
        unit="quotes",
        source="Priya22/speaker-attribution-acl2023 eval_functions.py at 7a17933, no licence stated",
        differs=(
            "quotes.attribution.F counts missed and spurious quotes. Here only predictions that touch gold matter, "
            "whatever their extent, and several at one place count once below the line and each above it."
        ),
        defects=(
            Defect(
                what="Missed gold quotes and predictions away from gold cost nothing.",
                example="One right prediction for five gold quotes: accuracy 1.0.",
            ),
            Defect(
                what="Places are counted once, right predictions each: copies push accuracy above 1.",
                example="A right prediction given twice: identified 1, correct 2, accuracy 2.0.",
            ),
        ),
        native=pdnc,
        given=_given,
        scored=_scored,
        vectors="quotes/pdnc_booknlp.json",
        headline="accuracy",
    ),
)
