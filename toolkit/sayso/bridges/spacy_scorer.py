"""A scorer for spaCy's training: the spans of `doc.spans`, matched one to one under any criterion.

spaCy finds it by its name once Sayso is installed; a config needs no import:

    [components.spancat.scorer]
    @scorers = "sayso.spans.v1"
    criterion = "overlap(0.5)"

The scores have the names of spaCy's own, so `score_weights` stay as they are. Spans become mentions, their labels the
types, and the numbers are `mentions.typed.P`, `.R` and `.F` pooled over the documents whose reference has the span
group. Where spaCy counts a span once however often it stands in the group, a repeated one is spurious here.
"""

# No `from __future__ import annotations`: spaCy checks the values of a config by the annotations as they are.
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Span
    from spacy.training import Example

    from sayso.data.sources import MemorySource
    from sayso.evaluate import Result

Entities = Sequence[list[dict[str, Any]]]  # of each document
DEFAULT_KEY = "sc"  # spaCy's own


def make_scorer(
    *, spans_key: str | None = None, criterion: str = "exact", labeled: bool = True
) -> Callable[..., dict[str, Any]]:
    """Precision, recall and F of the spans of one group, registered in spaCy as the scorer `sayso.spans.v1`.

    Args:
        spans_key: The group of `doc.spans`; without, that of the component, or else `sc`.
        criterion: Which spans may pair: `exact`, `trimmed`, `overlap(0.5)`, …, on characters (code points).
        labeled: Whether only spans with equal labels pair.

    Raises:
        MeasureError: There is no such criterion.
    """
    return SpansScorer(spans_key=spans_key, criterion=criterion, labeled=labeled)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpansScorer:
    """Called with examples it gives `spans_KEY_p`, `_r`, `_f` and `_per_type`, as spaCy's own scorer of spans does.

    An object and no closure, so that a pipeline with it can be pickled. Nothing over nothing is 0 where gold or
    prediction has spans, and None where neither has: in training spaCy drops the weight of a score for good when it is
    None once, so an early step that predicts nothing must not have an undefined precision.
    """

    spans_key: str | None
    criterion: str
    labeled: bool

    def __post_init__(self) -> None:
        """A criterion that does not exist is told when the config is read, not after the first epoch."""
        from sayso.measures import parse

        parse(self._spelling("F"))

    def __call__(self, examples: "Iterable[Example]", **options: Any) -> dict[str, Any]:  # noqa: ANN401 - spaCy's settings
        """The scores of some examples; of `options` only the component's `spans_key` counts."""
        key = self.spans_key or options.get("spans_key") or DEFAULT_KEY
        annotated = [example for example in examples if key in example.reference.spans]
        gold = [[_entity(span, span) for span in example.reference.spans[key]] for example in annotated]
        predicted = [_predicted(example, key) for example in annotated]
        scores = dict.fromkeys([f"spans_{key}_{name}" for name in ("p", "r", "f", "per_type")[: 3 + self.labeled]])
        if not any(gold) and not any(predicted):
            return scores
        labels = sorted({entity["type"] for entities in (*gold, *predicted) for entity in entities} - {None})
        result = self._result([example.reference.text for example in annotated], gold, predicted, labels)
        scores |= {f"spans_{key}_{name}": value for name, value in self._of(result).items()}
        if self.labeled:
            scores[f"spans_{key}_per_type"] = {label: self._of(result, label) for label in labels}
        return scores

    def _result(self, texts: Sequence[str], gold: Entities, predicted: Entities, labels: Sequence[str]) -> "Result":
        from sayso.data.sources import Gold, Run
        from sayso.evaluate import score

        wanted = [None, *labels] if self.labeled else [None]
        measures = [self._spelling(statistic, label) for label in wanted for statistic in "PRF"]
        documents = _source("documents", [{"text": text} for text in texts])
        sides = [
            _source(name, [{"format": "sayso/1", "entities": _numbered(entities)} for entities in side])
            for name, side in (("reference", gold), ("predicted", predicted))
        ]
        corpus = Gold(sides[0], documents, annotated=("entities.type",))
        return score(gold=corpus, predicted=Run(sides[1], "predicted"), measures=measures)

    def _of(self, result: "Result", label: str | None = None) -> dict[str, float]:
        return {
            statistic.lower(): result[self._spelling(statistic, label)].value or 0.0 for statistic in ("P", "R", "F")
        }

    def _spelling(self, statistic: str, label: str | None = None) -> str:
        line = "mentions.typed" if self.labeled else "mentions"
        restricted = "" if label is None else f"(type={json.dumps(label, ensure_ascii=False)})"
        return f"{line}.{statistic}{restricted}@{self.criterion}"


def _predicted(example: "Example", key: str) -> list[dict[str, Any]]:
    """Predicted spans where they stand in the reference; spaCy aligns them if the texts differ (in white space)."""
    doc = example.predicted
    spans = doc.spans.get(key, ())
    if doc.text == example.reference.text:
        return [_entity(span, span) for span in spans]
    places = [example.get_aligned_spans_x2y([span], allow_overlap=True) for span in spans]
    return [_entity(span, *place) for span, place in zip(spans, places, strict=True)]


def _entity(said: "Span", place: "Span | None" = None) -> dict[str, Any]:
    """A span as an entity of one mention; one without a place in the reference is counted, but pairs with nothing."""
    span = {"text": said.text} if place is None else {"start": place.start_char, "end": place.end_char}
    return {"type": said.label_ or None, "mentions": [{"span": span}]}


def _numbered(entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": str(number), **entity} for number, entity in enumerate(entities)]


def _source(name: str, records: Sequence[dict[str, Any]]) -> "MemorySource":
    from sayso.data.sources import MemorySource

    return MemorySource([{"doc_id": str(number), **record} for number, record in enumerate(records)], name=name)
