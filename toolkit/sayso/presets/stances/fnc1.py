"""Fake News Challenge stage 1: stances of bodies of text towards headlines, weighted by relatedness."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.stances.keyed import keyed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.presets.preset import Numbers

LABELS = ("agree", "disagree", "discuss", "unrelated")
_COLUMNS = ("Headline", "Body ID", "Stance")
_RELATED = frozenset(LABELS[:3])
# What a polarity is called there; no stance at all is `unrelated`.
_OF_POLARITY = {"support": "agree", "oppose": "disagree", "neutral": "discuss"}


def fnc1(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, float | list[list[int]]]:
    """Weighted accuracy over rows: a quarter for related or not, and the rest for the exact label.

    A row scores .25 if both labels are related, or both are equal; an equal related label scores .75 more in all.
    MAX is the score of a perfect run, NULL that of one that answers `unrelated` throughout; `relative` = test / max.

    Args:
        gold: A label for each row, in the order of the file.
        predicted: Likewise; rows beyond the shorter list are passed over, but `max` counts all of gold.

    Returns:
        `max`, `null`, `test`, `accuracy`, `relative`, and `cm`: the confusion matrix, gold by predicted, in the order
        agree, disagree, discuss, unrelated.

    Raises:
        ScorerError: No rows (ZeroDivisionError), or a label it does not know in one that is compared (ValueError), as
            in the original.

    Source:     FakeNewsChallenge/fnc-1 scorer.py at 29d473a
    """
    rows = Counter(zip(gold, predicted, strict=False))
    for label in (label for row in rows for label in row):
        if label not in LABELS:
            raise ScorerError("ValueError", f"{label!r} is not in list; the labels are {', '.join(LABELS)}")
    related = sum(label in _RELATED for label in gold)
    matrix = [[rows[one, other] for other in LABELS] for one in LABELS]
    counted = sum(rows.values())
    if not counted:
        raise ScorerError("ZeroDivisionError", "there are no rows")
    highest = related + 0.25 * (len(gold) - related)
    test = sum(_worth(one, other) * count for (one, other), count in rows.items())
    return {
        "max": highest,
        "null": 0.25 * (len(gold) - related),
        "test": test,
        "accuracy": sum(matrix[place][place] for place in range(len(LABELS))) / counted,
        "relative": test / highest,
        "cm": matrix,
    }


def fnc1_files(gold: str, predicted: str) -> dict[str, float | list[list[int]]]:
    """The same from the text of two CSV files with the columns Headline, Body ID and Stance.

    Raises:
        ScorerError: Other columns (`headers`), or rows about other headlines or bodies (`mismatch`); and as `fnc1`.
    """
    rows = [_rows(text) for text in (gold, predicted)]
    for one, other in zip(*rows, strict=False):
        if one[:2] != other[:2]:
            raise ScorerError("mismatch", f"row for {one[:2]} stands beside one for {other[:2]}")
    return fnc1(*([row[2] for row in side] for side in rows))


def _rows(text: str) -> list[tuple[str, str, str]]:
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != _COLUMNS:
        raise ScorerError("headers", f"expected the columns {', '.join(_COLUMNS)}, found {reader.fieldnames}")
    return [(row["Headline"], row["Body ID"], row["Stance"]) for row in reader]


def _worth(gold: str, predicted: str) -> float:
    if gold == predicted:
        return 1.0 if gold in _RELATED else 0.25
    return 0.25 if {gold, predicted} <= _RELATED else 0.0


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> tuple[list[str], list[str]]:
    gold: list[str] = []
    predicted: list[str] = []
    for pair in pairs:
        one, other = keyed(pair.gold), keyed(pair.predicted)
        for key in dict.fromkeys([*one, *other]):
            gold.append(_OF_POLARITY.get(one.get(key, ""), "unrelated"))
            predicted.append(_OF_POLARITY.get(other.get(key, ""), "unrelated"))
    return gold, predicted


def _scored(labels: tuple[list[str], list[str]], _conventions: Conventions) -> Numbers:
    return {name: value for name, value in fnc1(*labels).items() if not isinstance(value, list)}


PRESETS = (
    Preset(
        name="fnc-1",
        scorer="Fake News Challenge scorer.py",
        version="29d473a",
        layer="stances",
        unit="rows",
        source="FakeNewsChallenge/fnc-1 scorer.py at 29d473a; no licence file",
        differs=(
            "Sayso pairs stances one to one through the alignment of entities and events (stances.F) and averages over "
            "labels (stances.MacroF(by=polarity)); here the large class decides, and a wrong label still earns .25."
        ),
        defects=(
            Defect(
                what="Rows are zipped: those beyond a short prediction file are passed over, though max counts them.",
                example="Gold agree, disagree, discuss; predicted agree, disagree: accuracy 1.0, relative 2/3.",
            ),
            Defect(
                what="Any related label earns a quarter, so that three wrong labels in three rows are no zero.",
                example="Gold agree, disagree, discuss; predicted disagree, discuss, agree: test .75 of 3.",
            ),
        ),
        native=fnc1,
        given=_given,
        scored=_scored,
        vectors="stances/fnc1.json",
        headline="relative",
    ),
)
