"""spaCy's Scorer: spans and entities that are equal in place and label, and links on the spans found.

spaCy itself is not loaded. Its tiny constant against division by zero stays, so that 0 over nothing is 0.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.presets.preset import Conventions, Defect, Preset, ScorerError
from sayso.presets.spans import labelled, tagging

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sayso.presets.preset import Numbers
    from sayso.presets.spans.labelled import Span, Spans

    Scores = dict[str, float | dict[str, dict[str, float]] | None]

_TINY = 1e-100
NIL = ("NIL",)


@dataclass(slots=True)
class Counts:
    """True and false positives, and false negatives, with spaCy's quotients."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, gold: Collection[object], predicted: Collection[object]) -> None:
        """Count a document's set of gold spans against its set of predicted ones."""
        right = len(set(gold) & set(predicted))
        self.tp += right
        self.fp += len(predicted) - right
        self.fn += len(gold) - right

    @property
    def scores(self) -> dict[str, float]:
        """Precision, recall and F."""
        p = self.tp / (self.tp + self.fp + _TINY)
        r = self.tp / (self.tp + self.fn + _TINY)
        return {"p": p, "r": r, "f": 2 * ((p * r) / (p + r + _TINY))}


def score_spans(
    gold: Sequence[Sequence[Span]], predicted: Sequence[Sequence[Span]], *, labeled: bool = True, overlap: bool = True
) -> Scores:
    """Precision, recall and F of the distinct spans of each document that are equal in place, and in label.

    Args:
        gold: For each document its spans; ends are exclusive.
        predicted: Likewise, for as many documents.
        labeled: Whether the label counts, and figures are given for each (`per_type`).
        overlap: Whether predictions may overlap (`allow_overlap`); else one that begins or ends in an earlier one that
            was kept is passed over. Gold's always may.

    Returns:
        `p`, `r`, `f`, and `per_type` by label; None and nothing where neither side has any span.

    Source:     spaCy 3.8.18 on the package index (explosion/spaCy, MIT), `Scorer.score_spans`
    """
    total = Counts()
    by_type: defaultdict[str, Counts] = defaultdict(Counts)
    for one, other in zip(gold, predicted, strict=True):
        kept = other if overlap else _first_kept(other)
        sides = [{(span.start, span.end, span.label if labeled else "") for span in side} for side in (one, kept)]
        total.add(*sides)
        if labeled:
            for label in {span.label for span in (*one, *other)}:
                by_type[label].add(*({key for key in side if key[2] == label} for side in sides))
    return _scores(total, by_type)


def get_ner_prf(gold: Sequence[Sequence[Span]], predicted: Sequence[Sequence[Span]]) -> Scores:
    """Precision, recall and F of named entities, which cannot overlap, over all and by label.

    Args:
        gold: For each document its entities; ends are exclusive.
        predicted: Likewise, for as many documents.

    Returns:
        As `score_spans`.

    Raises:
        ScorerError: Entities of a document overlap (ValueError): spaCy refuses to set them.

    Source:     spaCy 3.8.18 on the package index (explosion/spaCy, MIT), `get_ner_prf`
    """
    for one in (*gold, *predicted):
        refuse_overlaps(one)
    return score_spans(gold, predicted)


def score_links(
    gold: Sequence[Sequence[Span]], predicted: Sequence[Sequence[Span]], *, negative: Collection[str] = NIL
) -> dict[str, float | dict[str, dict[str, float]]]:
    """Precision, recall and F of the links of predicted entities whose place is that of a gold one, whatever the label.

    The same link is right; a wrong one is a false positive and a false negative; a link where gold has none is a false
    positive, none where gold has one a false negative; none on both sides counts for nothing. Entities with another
    place, or without a counterpart, cost nothing. The macro figures are means over the labels of the gold entities met.

    Args:
        gold: For each document its entities, with links; ends are exclusive.
        predicted: Likewise, for as many documents.
        negative: The links that mean none.

    Returns:
        `nel_micro_p`, `nel_micro_r`, `nel_micro_f`, the same as `nel_macro_…`, `nel_score` (the micro F), and
        `nel_f_per_type` by label.

    Raises:
        ScorerError: Entities of a document overlap (ValueError): spaCy refuses to set them.

    Source:     spaCy 3.8.18 on the package index (explosion/spaCy, MIT), `Scorer.score_links`
    """
    by_type: defaultdict[str, Counts] = defaultdict(Counts)
    for one, other in zip(gold, predicted, strict=True):
        refuse_overlaps(one)
        refuse_overlaps(other)
        at = {(span.start, span.end): span for span in one}
        for span in other:
            met = at.get((span.start, span.end))
            if met is not None:
                _link(by_type[met.label], met.link, span.link, negative)
    total = Counts(*(sum(getattr(of, name) for of in by_type.values()) for name in ("tp", "fp", "fn")))
    micro = total.scores
    macro = {name: sum(of.scores[name] for of in by_type.values()) / len(by_type) if by_type else 0.0 for name in micro}
    return {
        "nel_score": micro["f"],
        **{f"nel_micro_{name}": value for name, value in micro.items()},
        **{f"nel_macro_{name}": value for name, value in macro.items()},
        "nel_f_per_type": {label: of.scores for label, of in by_type.items()},
    }


def _link(counts: Counts, gold: str, predicted: str, negative: Collection[str]) -> None:
    if gold in negative and predicted in negative:
        return
    counts.tp += gold == predicted
    counts.fp += gold != predicted and predicted not in negative
    counts.fn += gold != predicted and gold not in negative


def refuse_overlaps(spans: Iterable[Span]) -> None:
    """Refuse spans that share a token, as spaCy does for entities.

    Raises:
        ScorerError: Some do (ValueError).
    """
    end = 0
    for span in sorted(spans):
        if span.start < end:
            raise ScorerError("ValueError", f"[E1010] token {span.start} is in more than one entity")
        end = span.end


def _first_kept(spans: Iterable[Span]) -> list[Span]:
    """Spans that neither begin nor end in one kept earlier; that they hold one whole is not seen."""
    found: list[Span] = []
    taken: set[int] = set()
    for span in spans:
        if span.start not in taken and span.end - 1 not in taken:
            taken.update(range(span.start, span.end))
            found.append(span)
    return found


def _scores(total: Counts, by_type: Mapping[str, Counts]) -> Scores:
    if not total.tp + total.fp + total.fn:
        return {"p": None, "r": None, "f": None, "per_type": {}}
    return {**total.scores, "per_type": {label: counts.scores for label, counts in by_type.items()}}


def _spans(documents: Sequence[Spans], _conventions: Conventions) -> Numbers:
    sides = ([one.gold for one in documents], [one.predicted for one in documents])
    found: dict[str, Numbers] = {
        "labeled": _without_types(score_spans(*sides)),
        "unlabeled": _without_types(score_spans(*sides, labeled=False)),
        "labeled_no_overlap": _without_types(score_spans(*sides, overlap=False)),
    }
    return found


def _entities(documents: Sequence[Spans], conventions: Conventions) -> Numbers:
    return _without_types(get_ner_prf(*tagging.apart(documents, conventions["overlaps"])))


def _links(documents: Sequence[Spans], conventions: Conventions) -> Numbers:
    found = score_links(*tagging.apart(documents, conventions["overlaps"]), negative=("NIL", ""))
    return {name: value for name, value in found.items() if not isinstance(value, dict)}


def _without_types(scores: Scores) -> Numbers:
    return {name: value for name, value in scores.items() if not isinstance(value, dict)}


_ZERO = Defect(
    what="A tiny constant in each denominator makes 0/0 a 0, while nothing on both sides gives None.",
    example="No gold entity and one predicted: recall 0.0. Neither side has any: None.",
)
_UNPLACED = Defect(
    what="A predicted span that meets no token boundary vanishes where documents are made, and precision rises.",
    example="One right entity and one that ends within a word (`char_span` gives None): precision 1.0, not .5.",
)
_TWINS = Defect(
    what="Spans are compared as sets, so that twins are free.",
    example="Gold one span; the same predicted twice: precision 1.0.",
)
_WHOLE = Defect(
    what="Without `allow_overlap` a prediction that holds an earlier one whole is not seen to overlap it.",
    example="Predicted 7-8, then 6-9: both are counted. In the other order the second is passed over.",
)
_MISSED = Defect(
    what="Links are scored only where gold and prediction stand at the same place: missed entities cost no recall.",
    example="Gold three linked entities; one of them found and linked right, two not found: nel_micro_r 1.0.",
)
_LABELS = Defect(
    what="Labels whose links are none on both sides enter the macro figures with 0.",
    example="Gold and predictions the same: PER Q1, ORG Q2, LOC without link: micro F 1.0, macro F 2/3.",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the Scorer that is a preset of its own."""

    name: str
    scorer: str
    unit: str
    differs: str
    native: Callable[..., object]
    scored: Callable[[Sequence[Spans], Conventions], Numbers]
    headline: str
    defects: tuple[Defect, ...]
    flat: bool = True


_PARTS = (
    _Part(
        name="spans",
        scorer="spaCy Scorer.score_spans",
        unit="spans of tokens",
        differs=(
            "mentions.typed.F@exact and mentions.F@exact are like it, but compare spans of characters, take twins as "
            "two, and are undefined over nothing."
        ),
        native=score_spans,
        scored=_spans,
        headline="labeled.f",
        defects=(_ZERO, _UNPLACED, _TWINS, _WHOLE),
        flat=False,
    ),
    _Part(
        name="ner",
        scorer="spaCy get_ner_prf",
        unit="entities, spans of tokens apart",
        differs="mentions.typed.F@exact is like it, but has nested mentions too, and is undefined over nothing.",
        native=get_ner_prf,
        scored=_entities,
        headline="f",
        defects=(_ZERO, _UNPLACED),
    ),
    _Part(
        name="links",
        scorer="spaCy Scorer.score_links",
        unit="links of entities",
        differs=(
            "mentions.linked.F@exact counts all mentions of both sides, so that those missed or made up count. Here an "
            "entity without an id is NIL."
        ),
        native=score_links,
        scored=_links,
        headline="nel_micro_f",
        defects=(_MISSED, _LABELS),
    ),
)


def _preset(part: _Part) -> Preset:
    shared = tagging if part.flat else labelled
    return Preset(
        name=f"spacy-3.8.18-{part.name}",
        scorer=part.scorer,
        version="3.8.18",
        layer="entities",
        unit=part.unit,
        source="spaCy 3.8.18 on the package index (explosion/spaCy), MIT",
        differs=part.differs,
        native=part.native,
        given=labelled.spans_of,
        scored=part.scored,
        conventions=shared.CONVENTIONS,
        choices=shared.CHOICES,
        vectors="spans/spacy.json",
        headline=part.headline,
        defects=part.defects,
    )


PRESETS = tuple(_preset(part) for part in _PARTS)
