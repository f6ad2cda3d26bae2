"""SemEval-2016 task 6: one stance a text, and the mean F of those in favour and those against."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.stances.keyed import keyed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.presets.preset import Numbers

AVERAGED = ("FAVOR", "AGAINST")
_LABELS = ("FAVOR", "AGAINST", "NONE")
_OF_POLARITY = {"support": "FAVOR", "oppose": "AGAINST"}
_FIELDS = 4


def task6(
    gold: Sequence[str], predicted: Sequence[str], *, unknown: bool = True
) -> dict[str, dict[str, float] | float]:
    """Precision, recall and F of FAVOR and of AGAINST over all rows, and the mean of the two F.

    P is 0 where nothing is predicted, R where gold has none, F where both are 0, and the mean always divides by two.
    Rows of NONE are never averaged, though mistaking them costs the others.

    Args:
        gold: A label for each row.
        predicted: Likewise; rows meet by position alone.
        unknown: Whether UNKNOWN is a label, as in one of the two copies that are about (A); B refuses it.

    Raises:
        ScorerError: Another label (`invalid_label`) or another number of rows (`row_count`), as the original stops.

    Source:     SemEval-2016 task 6 eval.pl, copies sheffieldnlp/stance-semeval2016 at 23557bc (A) and
        emsrc/SemEval2016_T6_Stance_Detection at 38d177f (B); Mohammad et al. (2016)
    """
    labels = {*_LABELS, "UNKNOWN"} if unknown else set(_LABELS)
    if len(gold) != len(predicted):
        raise ScorerError("row_count", f"{len(gold)} gold rows and {len(predicted)} predicted ones")
    for label in [*gold, *predicted]:
        if label not in labels:
            raise ScorerError("invalid_label", f"{label!r}; the labels are {', '.join(sorted(labels))}")
    rows = Counter(zip(gold, predicted, strict=True))
    of_gold, of_predicted = Counter(gold), Counter(predicted)
    found: dict[str, dict[str, float] | float] = {}
    total = 0.0
    for label in AVERAGED:
        right = rows[label, label]
        p = right / of_predicted[label] if of_predicted[label] else 0.0
        r = right / of_gold[label] if of_gold[label] else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        found[label] = {"p": p, "r": r, "f": f}
        total += f
    return {**found, "macro_f": total / len(AVERAGED)}


def task6_files(gold: str, predicted: str, *, unknown: bool = True) -> dict[str, dict[str, float] | float]:
    """The same from the text of two files with the tab-separated fields ID, Target, Tweet and Stance.

    A first row that begins with ID is a header; carriage returns are dropped; ids and targets are not compared.

    Raises:
        ScorerError: A row without four fields (`field_count`); and as `task6`.
    """
    return task6(*(_labels(text) for text in (gold, predicted)), unknown=unknown)


def _labels(text: str) -> list[str]:
    rows = [line.rstrip("\r").split("\t") for line in text.split("\n") if line.rstrip("\r")]
    if rows and rows[0][0] == "ID":
        rows = rows[1:]
    for number, row in enumerate(rows, 1):
        if len(row) != _FIELDS:
            raise ScorerError("field_count", f"row {number} has {len(row)} fields, not {_FIELDS}")
    return [row[-1] for row in rows]


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> tuple[list[str], list[str]]:
    gold: list[str] = []
    predicted: list[str] = []
    for pair in pairs:
        one, other = keyed(pair.gold), keyed(pair.predicted)
        for key in dict.fromkeys([*one, *other]):
            gold.append(_OF_POLARITY.get(one.get(key, ""), "NONE"))
            predicted.append(_OF_POLARITY.get(other.get(key, ""), "NONE"))
    return gold, predicted


def _scored(labels: tuple[list[str], list[str]], _conventions: Conventions, *, unknown: bool) -> Numbers:
    return task6(*labels, unknown=unknown)


_DEFECTS = (
    Defect(
        what="The mean divides by two even where gold has no FAVOR or no AGAINST.",
        example="Gold and predictions AGAINST, NONE, both right: F of AGAINST 1, of FAVOR 0, macro_f .5.",
    ),
    Defect(
        what="Rows meet by position; ids and targets are never compared.",
        example="Gold FAVOR, AGAINST; the same two predictions in the other order: macro_f 0.",
    ),
)


def _preset(letter: str, commit: str, *, unknown: bool) -> Preset:
    return Preset(
        name=f"semeval-2016-task6-{letter}",
        scorer="SemEval-2016 task 6 eval.pl",
        version=f"copy {letter} ({commit})",
        layer="stances",
        unit="rows",
        source=f"eval.pl of the task, {commit}, free to use by its header; Mohammad et al. (2016), SemEval-2016 Task 6",
        differs=(
            "stances.FavourAgainst is the same mean over stances that Sayso pairs by holder and target, and undefined "
            "where one of the two F is. Here every pair of a holder and a target that either side names is a row."
        ),
        defects=_DEFECTS,
        native=functools.wraps(task6)(functools.partial(task6, unknown=unknown)),
        given=_given,
        scored=functools.partial(_scored, unknown=unknown),
        vectors="stances/semeval2016_t6.json",
        headline="macro_f",
    )


PRESETS = (
    _preset("A", "sheffieldnlp/stance-semeval2016 at 23557bc", unknown=True),
    _preset("B", "emsrc/SemEval2016_T6_Stance_Detection at 38d177f", unknown=False),
)
