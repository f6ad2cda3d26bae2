"""Quootstrap: pairs of a quotation and a speaker, joined by the quotation's very text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.quotes.speakers import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.presets.preset import Numbers

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the join: who it belongs to, how often gold has it, and what it counts."""

    speaker: str
    frequency: int | None
    relevant: int
    retrieved: int
    both: int


def quootstrap(
    gold: Sequence[tuple[str, str | None]],
    predicted: Sequence[tuple[str, str]],
    *,
    case_sensitive: bool = True,
) -> dict[str, Any]:
    """Precision, recall and F of quotations with the right speaker, over rows of a full outer join by text.

    Gold is, for each quotation, its most frequent annotated speaker; a tie drops it. A predicted speaker is the
    annotated one that has most of its own words among the predicted words, two at least; without one the prediction is
    dropped.
    One row a prediction counts (relevant, retrieved, both): the same speaker (1, 1, 1), another or no gold (0, 1, 0);
    gold alone (1, 0, 0). P = both / retrieved, R = both / relevant, F = (1 + b²) · P · R / (b² · P + R).

    Args:
        gold: A quotation and its speaker for each occurrence, None where it is not annotated.
        predicted: Quotation and speaker.
        case_sensitive: Whether case counts in comparing speakers' words.

    Returns:
        `precision`, `recall`, `f05`, `f1` (None for nothing over nothing), counts of rows, `by_speaker`, and
        `recall_by_frequency`: occurrences in gold, rows, recall.

    Raises:
        ScorerError: Two speakers share most words (SparkException, from an IllegalStateException), or there is no row
            at all (SparkUnsupportedOperationException).

    Source:     epfl-dlab/quootstrap GroundTruthEvaluator at 747a349; Pavllo et al. (2018)
    """
    known = list(dict.fromkeys(speaker for _, speaker in gold if speaker is not None))
    wanted = _majority(gold)
    answers = []
    for quotation, speaker in predicted:
        found = _known(speaker, known, case_sensitive=case_sensitive)
        if found is not None:
            answers.append((quotation, found))
    rows = _joined(wanted, answers)
    if not rows:
        raise ScorerError("SparkUnsupportedOperationException", "empty collection: neither gold nor a known speaker")
    precision, recall = _ratios(rows)
    return {
        "precision": precision,
        "recall": recall,
        "f05": _f(precision, recall, 0.5),
        "f1": _f(precision, recall, 1.0),
        "gold_quotations": len(wanted),
        "correct": sum(row.both for row in rows),
        "not_attributed": sum(row.relevant and not row.retrieved for row in rows),
        "wrong_speaker": sum(row.frequency is not None and not row.relevant for row in rows),
        "spurious": sum(row.frequency is None for row in rows),
        "by_speaker": _by_speaker(rows),
        "recall_by_frequency": _by_frequency(rows),
    }


def _majority(gold: Sequence[tuple[str, str | None]]) -> dict[str, tuple[str, int]]:
    """The most frequent speaker of each quotation and how often; none where two are."""
    counts: dict[str, Counter[str]] = {}
    for quotation, speaker in gold:
        if speaker is not None:
            counts.setdefault(quotation, Counter())[speaker] += 1
    found = {}
    for quotation, speakers in counts.items():
        (first, often), *others = speakers.most_common(2)
        if not others or others[0][1] < often:
            found[quotation] = (first, often)
    return found


def _known(speaker: str, known: Sequence[str], *, case_sensitive: bool) -> str | None:
    """The known speaker that a predicted one is."""
    words = set(_words(speaker, case_sensitive=case_sensitive))
    shared = {one: sum(word in words for word in _words(one, case_sensitive=case_sensitive)) for one in known}
    most = max(shared.values(), default=0)
    if most < _FEWEST:
        return None
    best = [one for one, count in shared.items() if count == most]
    if len(best) > 1:
        raise ScorerError("SparkException", f"conflicting speakers for {speaker!r}: {', '.join(sorted(best))}")
    return best[0]


def _words(name: str, *, case_sensitive: bool) -> list[str]:
    return (name if case_sensitive else name.lower()).split(" ")


def _joined(wanted: Mapping[str, tuple[str, int]], answers: Sequence[tuple[str, str]]) -> list[_Row]:
    given = {quotation for quotation, _ in answers}
    rows = [_Row(speaker, often, 1, 0, 0) for text, (speaker, often) in wanted.items() if text not in given]
    for quotation, speaker in answers:
        right = wanted.get(quotation)
        if right is None:
            rows.append(_Row(speaker, None, 0, 1, 0))
        else:
            same = int(right[0] == speaker)
            rows.append(_Row(right[0], right[1], same, 1, same))
    return rows


def _ratios(rows: Sequence[_Row]) -> tuple[float | None, float | None]:
    both = sum(row.both for row in rows)
    return _ratio(both, sum(row.retrieved for row in rows)), _ratio(both, sum(row.relevant for row in rows))


def _ratio(numerator: float, denominator: float) -> float | None:
    return numerator / denominator if denominator else None


def _f(precision: float | None, recall: float | None, beta: float) -> float | None:
    if precision is None or recall is None:
        return None
    return _ratio((1 + beta * beta) * precision * recall, beta * beta * precision + recall)


def _by_speaker(rows: Sequence[_Row]) -> dict[str, dict[str, float | None]]:
    found = {}
    for speaker in sorted({row.speaker for row in rows}):
        mine = [row for row in rows if row.speaker == speaker]
        precision, recall = _ratios(mine)
        extracted = sum(row.retrieved for row in mine)
        found[speaker] = {"precision": precision or 0.0, "recall": recall, "extracted": extracted}
    return found


def _by_frequency(rows: Sequence[_Row]) -> list[list[float | None]]:
    counted = [row for row in rows if row.frequency is not None and row.relevant]
    found: list[list[float | None]] = []
    for often in sorted({row.frequency for row in counted if row.frequency is not None}):
        mine = [row for row in counted if row.frequency == often]
        found.append([often, len(mine), _ratio(sum(row.both for row in mine), len(mine))])
    return found


def _given(
    pairs: Sequence[Pair], _conventions: Conventions
) -> tuple[list[tuple[str, str | None]], list[tuple[str, str]]]:
    gold: list[tuple[str, str | None]] = []
    predicted: list[tuple[str, str]] = []
    for pair in pairs:
        for content, quote in said(pair.gold).items():
            gold.append((" ".join(pair.text[start:end] for start, end in content), quote.name))
        for content, quote in said(pair.predicted).items():
            if quote.name is not None:
                predicted.append((" ".join(pair.text[start:end] for start, end in content), quote.name))
    return gold, predicted


def _scored(sides: tuple[list[tuple[str, str | None]], list[tuple[str, str]]], _conventions: Conventions) -> Numbers:
    return {name: value for name, value in quootstrap(*sides).items() if not isinstance(value, (dict, list))}


PRESETS = (
    Preset(
        name="quootstrap",
        scorer="Quootstrap GroundTruthEvaluator",
        version="747a349",
        layer="quotes",
        unit="quotations",
        source="epfl-dlab/quootstrap GroundTruthEvaluator at 747a349, MIT; Pavllo et al. (2018)",
        differs=(
            "quotes.attribution.F@text pairs quotes one to one and counts a wrong speaker as missed and spurious. Here "
            "a wrong speaker lowers precision alone, and predictions of unknown speakers cost nothing."
        ),
        defects=(
            Defect(
                what="A quotation given to the wrong speaker is no longer relevant: it lowers precision, never recall.",
                example="Three quotations, one given to the wrong speaker: recall 1.0, precision 2/3.",
            ),
            Defect(
                what="Predictions whose speaker is not known in gold are removed.",
                example="Three quotations, one given to somebody unknown: precision 1.0, recall 2/3.",
            ),
            Defect(
                what="Speakers match by two shared words at least, so that a name of one word never does.",
                example="Gold and predicted speaker Orla, the same quotation: not attributed.",
            ),
        ),
        native=quootstrap,
        given=_given,
        scored=_scored,
        vectors="quotes/quootstrap.json",
        headline="f1",
    ),
)
