"""RuOpinionNE-2024: opinions of holders on targets in news, scored by the tuple F1 of structured sentiment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.stances import documents
from sayso.presets.stances.opinions import BySentence, Opinion, Part, bounds, converted, same_sentences, touches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.presets.preset import Numbers

POLARITIES = frozenset({"POS", "NEG"})
# The author of the text as a holder: an offset that is no offset.
_NULL = "NULL"
_AUTHOR: Part = frozenset({"AUTHOR"})


def ruopinionne(gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Precision, recall and F1 of opinions that touch in holder, target and expression, weighted by shared tokens.

    The arithmetic is that of SemEval-2022's SF1: an opinion is right if one of the other side in its sentence touches
    it in all three and has its polarity, and weighs the best mean share of its tokens that any it touches has. Tokens
    are runs without white space, and a span takes each that it touches. A holder whose first offset is `NULL` is the
    author; one at `0:0` is unspecified, and meets only its like. Opinions that are equal as token sets count once.

    Args:
        gold: Sentences of the task's JSON: `sent_id`, `text` and `opinions`, each with `Source`, `Target`,
            `Polar_expression` (texts and `start:end` offsets) and `Polarity`, POS or NEG.
        predicted: Likewise, for the same sentences with the same texts.

    Returns:
        `precision`, `recall`, `f1`; 0 over nothing.

    Raises:
        ScorerError: Other sentences or texts, or another polarity (AssertionError); two opinions of a sentence with the
            same holder, target and polarity whose expressions overlap and differ (Exception); or sentences that are not
            of that form: as in the original.

    Source:     dialogue-evaluation/RuOpinionNE-2024 codalab/evaluation.py at f471b93, MIT; Loukachevitch et al. (2024)
    """
    texts = [{sentence.get("sent_id"): sentence.get("text") for sentence in side} for side in (gold, predicted)]
    same_sentences(*texts)
    for name, text in texts[1].items():
        if text != texts[0][name]:
            raise ScorerError("AssertionError", f"texts are not the same: {name}")
    return touches(converted(gold, token_sets), converted(predicted, token_sets)).scores()


def token_sets(sentence: Mapping[str, Any]) -> list[Opinion]:
    """The distinct opinions of a sentence as sets of tokens.

    Raises:
        ScorerError: A polarity is neither POS nor NEG (AssertionError), or expressions overlap (Exception).
    """
    tokens = [found.span() for found in re.finditer(r"\S+", sentence["text"])]
    read = []
    for one in sentence["opinions"]:
        holder = _AUTHOR if one["Source"][1][0] == _NULL else _touched(one["Source"][1], tokens)
        target, expression = (_touched(one[part][1], tokens) for part in ("Target", "Polar_expression"))
        if one["Polarity"] not in POLARITIES:
            raise ScorerError("AssertionError", f"wrong polarity mark: {sentence['sent_id']}")
        read.append(Opinion(holder, target, expression, one["Polarity"]))
    return distinct(read, sentence["sent_id"])


def distinct(opinions: Sequence[Opinion], sentence: object) -> list[Opinion]:
    """Opinions without twins.

    Raises:
        ScorerError: Two have the same holder, target and polarity, and expressions that overlap (Exception).
    """
    found: dict[Opinion, None] = {}
    expressions: dict[tuple[Part, Part, str | None], list[Part]] = {}
    for one in opinions:
        if one in found:
            continue
        seen = expressions.setdefault((one.holder, one.target, one.polarity), [])
        if not all(one.expression.isdisjoint(other) for other in seen):
            reason = f"expressions for the same holder, target and polarity must not overlap: {sentence}"
            raise ScorerError("Exception", reason)
        seen.append(one.expression)
        found[one] = None
    return list(found)


def _touched(offsets: Sequence[str], tokens: Sequence[tuple[int, int]]) -> Part:
    spans = [bounds(offset) for offset in offsets]
    return frozenset(
        number
        for number, (first, last) in enumerate(tokens)
        if any(start < last and first < end for start, end in spans)
    )


def _given(pairs: Sequence[Pair], conventions: Conventions) -> tuple[BySentence, BySentence]:
    return documents.opinions(pairs, conventions, documents.OPINION)


def _scored(sides: tuple[BySentence, BySentence], _conventions: Conventions) -> Numbers:
    gold, predicted = ({name: distinct(found, name) for name, found in side.items()} for side in sides)
    return touches(gold, predicted).scores()


PRESETS = (
    Preset(
        name="ruopinionne-2024",
        scorer="RuOpinionNE-2024 evaluation.py",
        version="f471b93",
        layer="stances",
        unit="tuples of token sets",
        source=(
            "dialogue-evaluation/RuOpinionNE-2024 codalab/evaluation.py at f471b93, MIT; Loukachevitch et al. (2024), "
            "RuOpinionNE-2024: Extraction of Opinion Tuples from Russian News Texts"
        ),
        differs=(
            "stances.F pairs stances one to one, by aligned holders and targets, neutral ones too. Here any touch will "
            "do, neutral stances are left out, and a document is one sentence, its stances' evidence the expressions."
        ),
        defects=(
            Defect(
                what="There is no one-to-one: every prediction that touches a gold opinion is right.",
                example="Gold one opinion on tokens 1-4; predicted on 1-2 and on 3-4: both are right, P 1.0.",
            ),
            Defect(
                what="The author as holder (`NULL`) and an unspecified one (`0:0`) never meet, though both read NULL.",
                example="Gold Source NULL at 0:0, predicted Source NULL at NULL, all else equal: F1 0.",
            ),
            Defect(
                what="Two expressions that overlap for one holder, target and polarity stop the whole evaluation.",
                example="Predicted `condemn` and `condemn it`, same holder and target, both NEG: Exception.",
            ),
            Defect(
                what="Without opinions on either side all figures are 0.",
                example="Gold no opinion, predicted none: F1 0.",
            ),
        ),
        native=ruopinionne,
        given=_given,
        scored=_scored,
        conventions={**documents.CONVENTIONS, "tokens": "space"},
        choices=documents.CHOICES,
        vectors="stances/ruopinionne.json",
        headline="f1",
    ),
)
