"""ADAQ: quotes keyed by their cue and right if nothing in them is wrong, and a report of labelled tokens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.quotes.documents import IN_TOKENS, TOKEN_CHOICES, documents_of
from sayso.presets.quotes.quotients import or_stop, or_zero, prf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.presets.preset import Conventions, Numbers
    from sayso.presets.quotes.documents import Document, Quote, Span

ROLES = ("source", "cue", "content")
CLASSES = ("none", "labelled")
Report = dict[str, "float | dict[str, float]"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A quote in tokens: its cue, sources and contents, half open."""

    source: frozenset[Span]
    cue: frozenset[Span]
    content: frozenset[Span]


Side = dict["Span | None", Kept]


def adaq(documents: Iterable[Document]) -> dict[str, float | None]:
    """Precision, recall and F1 of quotes that have no wrong part.

    Of quotes with the same cue the last one counts. A predicted quote is right if a gold quote has its cue, and all
    its contents and sources are among those of that quote; leaving some out is free.

    Args:
        documents: Documents with tokens; a span covers the tokens it touches.

    Returns:
        `precision`, `recall`, `f1`; F1 is None where both are 0.

    Raises:
        ScorerError: No predictions or no gold at all (ZeroDivisionError).

    Source:     pixelmagenta/adaq "ML-based system experiments.ipynb", exact_matching_metrics, at 78155c3
    """
    right = predicted = gold = 0
    for document in documents:
        one, other = kept(document.gold, document), kept(document.predicted, document)
        gold, predicted = gold + len(one), predicted + len(other)
        right += sum(cue in one and _within(quote, one[cue]) for cue, quote in other.items())
    precision = or_stop(right, predicted, "predictions")
    recall = or_stop(right, gold, "gold quotes")
    figures: dict[str, float | None] = {**prf(precision, recall)}
    return figures if right else {**figures, "f1": None}


def token_reports(documents: Iterable[Document]) -> dict[str, Report]:
    """For each role a report on tokens as scikit-learn gives it: those in a span of the role, and the others.

    Args:
        documents: As `adaq`; of quotes with the same cue the last one counts here too.

    Returns:
        `tokens_source`, `tokens_cue` and `tokens_content`: for each class that occurs precision, recall, f1 and
        support, and so the average over classes, and that weighted by support; and accuracy. 0/0 is 0.

    Raises:
        ScorerError: Two spans of a role overlap on one side (ValueError).

    Source:     as `adaq`, per_label_metrics
    """
    tables = {role: Counter[tuple[bool, bool]]() for role in ROLES}
    for document in documents:
        sides = [kept(side, document) for side in (document.gold, document.predicted)]
        for role in ROLES:
            gold, predicted = (_labelled(side, role) for side in sides)
            both = len(gold & predicted)
            tables[role][True, True] += both
            tables[role][True, False] += len(gold) - both
            tables[role][False, True] += len(predicted) - both
            tables[role][False, False] += len(document.tokens) - len(gold) - len(predicted) + both
    return {f"tokens_{role}": _report(table) for role, table in tables.items()}


def kept(quotes: Sequence[Quote] | None, document: Document) -> Side:
    """The last quote with each cue, in tokens; those without cue share one place."""
    found: Side = {}
    for quote in quotes or ():
        source, cue, content = (
            frozenset(_covered(span, document) for span in spans)
            for spans in (quote.source, (quote.cue,) if quote.cue else (), quote.content)
        )
        found[next(iter(cue), None)] = Kept(source, cue, content)
    return found


def _covered(span: Span, document: Document) -> Span:
    touched = document.tokens.touched(*span)
    return touched.start, touched.stop


def _within(predicted: Kept, gold: Kept) -> bool:
    return predicted.content <= gold.content and predicted.source <= gold.source


def _labelled(side: Side, role: str) -> set[int]:
    """The tokens in a role's spans, each span once."""
    spans: set[Span] = {span for quote in side.values() for span in getattr(quote, role)}
    tokens = {token for start, end in spans for token in range(start, end)}
    if len(tokens) < sum(end - start for start, end in spans):
        raise ScorerError("ValueError", f"spans of the role {role} overlap; a token has one label")
    return tokens


def _report(table: Mapping[tuple[bool, bool], int]) -> Report:
    """From how many tokens are labelled (in gold, in the prediction) to the report."""
    total = sum(table.values())
    rows = {}
    for name, is_labelled in zip(CLASSES, (False, True), strict=True):
        gold = table[is_labelled, True] + table[is_labelled, False]
        predicted = table[True, is_labelled] + table[False, is_labelled]
        if gold or predicted:
            tp = table[is_labelled, is_labelled]
            f1 = or_zero(2 * tp, predicted + gold)
            rows[name] = {"precision": or_zero(tp, predicted), "recall": or_zero(tp, gold), "f1": f1, "support": gold}
    return {
        **rows,
        "accuracy": or_zero(table[True, True] + table[False, False], total),
        "macro_avg": _average(rows.values(), [1] * len(rows), total),
        "weighted_avg": _average(rows.values(), [row["support"] for row in rows.values()], total),
    }


def _average(rows: Iterable[Mapping[str, float]], weights: Sequence[float], total: int) -> dict[str, float]:
    listed = list(rows)
    return {
        **{
            name: or_zero(sum(row[name] * weight for row, weight in zip(listed, weights, strict=True)), sum(weights))
            for name in ("precision", "recall", "f1")
        },
        "support": total,
    }


def _scored(documents: Sequence[Document], _conventions: Conventions) -> Numbers:
    reports: Mapping[str, Report | None]
    try:
        reports = token_reports(documents)
    except ScorerError:
        # The notebook computes them apart: what stops the reports leaves the figures of quotes as they are.
        reports = {f"tokens_{role}": None for role in ROLES}
    return {"quotes": adaq(documents), **reports}


PRESETS = (
    Preset(
        name="adaq",
        scorer="ADAQ exact_matching_metrics and per_label_metrics",
        version="78155c3",
        layer="quotes",
        unit="quotes and tokens",
        source='pixelmagenta/adaq "ML-based system experiments.ipynb" at 78155c3; no licence stated; scikit-learn',
        differs=(
            "Sayso pairs quotes by their content whatever the cue, and a part that is left out counts against it "
            "(quotes.F@exact, quotes.source.F@exact); here the cue is the key and silence is never wrong."
        ),
        defects=(
            Defect(
                what="Contents and sources that are predicted must be among those of gold; leaving them out is free.",
                example="Gold has two content parts and a source, predicted with the cue and one part: right.",
            ),
            Defect(
                what="No predictions, or no gold, stop the scorer; without a right quote F1 is undefined.",
                example="One prediction with another cue: precision 0, recall 0, F1 null.",
            ),
            Defect(
                what="Quotes are keyed by their cue: of several with one cue the last is left.",
                example="Two gold quotes that share `said`: one gold quote, the second.",
            ),
            Defect(
                what="Overlapping spans of one role stop the token reports of all roles.",
                example="A quote within a quote, both with content in gold: ValueError.",
            ),
        ),
        native=adaq,
        given=documents_of,
        scored=_scored,
        conventions=IN_TOKENS,
        choices=TOKEN_CHOICES,
        vectors="quotes/adaq.json",
        headline="quotes.f1",
    ),
)
