"""qsample (Scheible 2016): content and cue spans in tokens, strictly and with partial credit, by type of quotation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.quotes.documents import IN_TOKENS, MARKS, TOKEN_CHOICES, documents_of
from sayso.presets.quotes.quotients import prf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.presets.preset import Conventions, Numbers, Pair
    from sayso.presets.quotes.documents import Document, Quote, Span
    from sayso.presets.tokens import Tokens

TYPES = ("direct", "indirect", "mixed")
TAGS = frozenset({'"', "``", "''", "QUOT"})
_NO_MARKS = frozenset("'`")
# The figures by name: label, type, and whether a part of a span earns its part.
FIGURES: Mapping[str, tuple[str, str | None, bool]] = {
    "cue_strict": ("cue", None, False),
    **{
        f"content_{'partial' if partial else 'strict'}{f'_{kind}' if kind else ''}": ("content", kind, partial)
        for kind in (None, *TYPES)
        for partial in (False, True)
    },
}
_PRINTED = (
    ("content_strict", *(f"content_strict_{kind}" for kind in TYPES), "cue_strict"),
    ("content_partial", *(f"content_partial_{kind}" for kind in TYPES)),
)


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of a document in tokens, half open, each with its label, `content` or `cue`.

    Attributes:
        marks: For each token whether it is a quotation mark.
        gold: A label for each position; there are no two spans at one position.
        predicted: Likewise.
    """

    marks: Sequence[bool]
    gold: Mapping[Span, str]
    predicted: Mapping[Span, str]


def qsample(documents: Iterable[Spans]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of cues and contents, strictly and partially, in all and by type of quotation.

    Strictly a span is right if the other side has its position under the same label. Partially a prediction earns the
    share of its tokens that each gold span of the label covers, and a gold span the share of its tokens that each
    prediction covers, all added up. The type of a span is its own: direct if its first and last tokens are quotation
    marks, else mixed if there is a mark in it, else indirect. Predictions of a type are compared with gold of any, and
    gold of a type with predictions of any. Without predictions precision is 1, without gold recall is.

    Args:
        documents: Documents with spans in tokens.

    Returns:
        For each of `FIGURES` gold and predicted (how many spans), correct_precision and correct_recall (their credit),
        precision, recall, f1.

    Raises:
        ScorerError: In a document the credit, without its decimals, exceeds the spans (Error: Too many spans).

    Source:     christianscheible/qsample F1, EvaluateSpan and Span at e282028 (GPL-3.0; written here from a description
        of what it computes); Scheible, Klinger and Padó 2016, after Pareti et al. 2013
    """
    listed = list(documents)
    return {name: figure(listed, name) for name in FIGURES}


def figure(documents: Iterable[Spans], name: str) -> dict[str, float]:
    """One of `FIGURES`.

    Raises:
        ScorerError: As `qsample`.
    """
    label, kind, partial = FIGURES[name]
    gold = predicted = 0
    of_precision = of_recall = 0.0
    for document in documents:
        sides = [[span for span, one in side.items() if one == label] for side in (document.gold, document.predicted)]
        counted = [[span for span in side if kind is None or _type(span, document.marks) == kind] for side in sides]
        credit = _partial if partial else _strict
        earned = (credit(counted[1], sides[0]), credit(counted[0], sides[1]))
        if int(earned[0]) > len(counted[1]) or int(earned[1]) > len(counted[0]):
            raise ScorerError("Error", "Too many spans")
        gold, predicted = gold + len(counted[0]), predicted + len(counted[1])
        of_precision, of_recall = of_precision + earned[0], of_recall + earned[1]
    return {
        "gold": gold,
        "predicted": predicted,
        "correct_precision": of_precision,
        "correct_recall": of_recall,
        **prf(of_precision / predicted if predicted else 1.0, of_recall / gold if gold else 1.0),
    }


def printed(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as the original prints them: two decimals, half up on the shortest decimal form.

    Content in all, direct, indirect and mixed, then cues, strictly; and content again, partially.
    """
    return " || ".join(
        " | ".join(" ".join(_two(figures[name][part]) for part in ("precision", "recall", "f1")) for name in names)
        for names in _PRINTED
    )


def is_mark(token: str, tag: str) -> bool:
    """Whether a token is a quotation mark by its part-of-speech tag; a single ASCII mark never is."""
    return tag in TAGS and token not in _NO_MARKS


def spans_of(quotes: Iterable[Quote], tokens: Tokens) -> dict[Span, str]:
    """The spans of some quotes by position: of each its contents, then its cue; the first at a position stays."""
    found: dict[Span, str] = {}
    for quote in quotes:
        for label, spans in (("content", quote.content), ("cue", (quote.cue,) if quote.cue else ())):
            for span in spans:
                if touched := tokens.touched(*span):
                    found.setdefault((touched[0], touched[-1] + 1), label)
    return found


def _two(value: float) -> str:
    return str(Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _type(span: Span, marks: Sequence[bool]) -> str:
    start, end = span
    if marks[start] and marks[end - 1]:
        return "direct"
    return "mixed" if any(marks[start:end]) else "indirect"


def _strict(counted: Sequence[Span], others: Iterable[Span]) -> float:
    known = set(others)
    return float(sum(span in known for span in counted))


def _partial(counted: Sequence[Span], others: Sequence[Span]) -> float:
    """The shares of the counted spans that the others cover, pair by pair."""
    return sum((shared / (end - start) for (start, end), shared in _overlaps(counted, others)), 0.0)


def _overlaps(counted: Sequence[Span], others: Sequence[Span]) -> Iterator[tuple[Span, int]]:
    """Each pair of spans that share tokens, as the counted one and how many."""
    later = sorted(others)
    for span in counted:
        for start, end in later:
            if start >= span[1]:
                break
            if end > span[0]:
                yield span, min(end, span[1]) - max(start, span[0])


def _given(pairs: Sequence[Pair], conventions: Conventions) -> list[Spans]:
    return [_in_tokens(document) for document in documents_of(pairs, conventions)]


def _scored(documents: Sequence[Spans], conventions: Conventions) -> Numbers:
    if conventions["stopping"] == "all":
        return qsample(documents)
    return {name: _if_defined(documents, name) for name in FIGURES}


def _if_defined(documents: Sequence[Spans], name: str) -> Numbers:
    """A figure, undefined where the original would stop."""
    try:
        return figure(documents, name)
    except ScorerError:
        return dict.fromkeys(("precision", "recall", "f1"))


def _in_tokens(document: Document) -> Spans:
    tokens = document.tokens
    marks = [_looks_like_mark(document.text, *span) for span in zip(tokens.starts, tokens.ends, strict=True)]
    return Spans(marks, *(spans_of(side or (), tokens) for side in (document.gold, document.predicted)))


def _looks_like_mark(text: str, start: int, end: int) -> bool:
    """Whether a token is a quotation mark, and no apostrophe between letters, where there are no tags."""
    token = text[start:end]
    inside = text[max(0, start - 1) : start].isalnum() and text[end : end + 1].isalnum()
    return token in MARKS - _NO_MARKS and not inside


PRESETS = (
    Preset(
        name="qsample",
        scorer="qsample F1",
        version="e282028",
        layer="quotes",
        unit="spans of tokens",
        source="christianscheible/qsample F1, EvaluateSpan, Span at e282028; GPL-3.0; Scheible et al. 2016",
        differs=(
            "Sayso pairs quotes one to one, so that a copy or an overlap earns nothing twice, takes the type from the "
            "annotation (quotes.kind.F), and leaves nothing over nothing undefined; see quotes.F."
        ),
        defects=(
            Defect(
                what="No predictions make precision 1, no gold makes recall 1.",
                example="An empty run on three gold quotes: precision 1.00, recall 0.00; both empty: F1 1.00.",
            ),
            Defect(
                what="Partial credit is added up over all overlapping pairs: precision and recall can exceed 1.",
                example="One gold span of 6 tokens, predicted whole and again as its last 4: recall 1.67, F1 1.25.",
            ),
            Defect(
                what="Where that credit exceeds the number of spans by a whole one, everything stops.",
                example="One gold span that two overlapping predictions cover wholly: Error: Too many spans.",
            ),
            Defect(
                what="Each side has its own types: a prediction of a type is right if gold of any type is there.",
                example="Gold “open” with both marks, predicted without the last: partial precision of mixed is 1.",
            ),
            Defect(
                what="Spans are one set by position: copies are one, and a cue where a content stands is lost.",
                example="A quote whose cue is the content of the quote before it: one cue less on that side.",
            ),
        ),
        native=qsample,
        given=_given,
        scored=_scored,
        # `figure` leaves undefined what stops the original and gives the rest; nested quotes are enough to stop it.
        conventions={**IN_TOKENS, "stopping": "figure"},
        choices={**TOKEN_CHOICES, "stopping": ("figure", "all")},
        vectors="quotes/qsample.json",
        headline="content_strict.f1",
    ),
)
