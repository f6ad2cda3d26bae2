"""Records as typed objects: the view of annotations for people who write Python.

Scoring never makes these; it goes from JSON to columns. They are for building records, for reading single ones with
completion and types, and they refuse what the contract refuses of shape. Offsets count Unicode code points, half open.

    >>> span = Span(start=0, end=5)
    >>> Annotations(doc_id="d1", quotes=[Quote(id="q1", content=[span])]).record()["quotes"]
    [{'id': 'q1', 'content': [{'start': 0, 'end': 5}]}]
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sayso.data.fields import FORMAT

Record = dict[str, Any]

_Offset = Annotated[int, Field(ge=0)]
_Score = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    """No unknown field, no conversion, no change."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was given
        """Lists become tuples, which stay as they are."""
        if not isinstance(value, dict):
            return value
        return {name: tuple(inner) if isinstance(inner, list) else inner for name, inner in value.items()}

    def record(self) -> Record:
        """The object as JSON has it, without fields that have no value."""
        return self.model_dump(exclude_none=True, by_alias=True, mode="json")


class Document(_Strict):
    """A text and what is known of it."""

    doc_id: str
    text: str
    title: str | None = None
    language: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    rights: str | None = None
    meta: Any = None


class Span(_Strict):
    """Characters of a document from `start` to before `end`; in a run, a `text` alone may stand for a place."""

    start: _Offset | None = None
    end: _Offset | None = None
    text: str | None = None

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if (self.start is None) != (self.end is None) or (self.start is None and self.text is None):
            msg = "a span has start and end, or in a run a text alone"
            raise ValueError(msg)
        return self


class _Item(_Strict):
    """What every item may carry: tags to slice by, and in runs a score from 0 to 1."""

    tags: tuple[str, ...] | None = None
    score: _Score | None = None


class Mention(_Item):
    """A span that refers to an entity."""

    span: Span
    head: Span | None = None
    form: str | None = None


class Entity(_Item):
    """Who or what is mentioned, with every mention of it."""

    id: str
    name: str | None = None
    type: str | None = None
    wikidata: str | None = None
    mentions: tuple[Mention, ...] | None = None


class Quote(_Item):
    """Attributed speech: what is said, by whom, and the words that attribute it."""

    id: str
    content: Annotated[tuple[Span, ...], Field(min_length=1)]
    kind: str | None = None
    cue: Span | None = None
    source: Span | None = None
    speakers: tuple[str, ...] | None = None
    parent: str | None = None


class Argument(_Item):
    """What takes part in an event, in a role."""

    role: str
    span: Span
    entity: str | None = None


class Event(_Item):
    """Something that happens, is planned or denied, mentioned by a trigger."""

    id: str
    trigger: Span
    type: str | None = None
    polarity: str | None = None
    modality: str | None = None
    coref: str | None = None
    arguments: tuple[Argument, ...] | None = None


class Target(_Strict):
    """What a stance is about: exactly one of an event, an entity and a span."""

    event: str | None = None
    entity: str | None = None
    span: Span | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(value is not None for value in (self.event, self.entity, self.span)) != 1:
            msg = "a target has exactly one of event, entity and span"
            raise ValueError(msg)
        return self


class Stance(_Item):
    """An attitude of a holder for or against a target."""

    id: str
    holder: str
    target: Target
    polarity: str
    strength: str | None = None
    expression: str | None = None
    evidence: tuple[Span, ...] | None = None
    quote: str | None = None


class Failure(_Strict):
    """Why an extractor gave nothing for a document."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    class_: Annotated[str, Field(alias="class")]
    message: str


class Annotations(_Strict):
    """The annotations of one document, gold or predicted; a layer that is None was not attempted."""

    format: Literal["sayso/1"] = FORMAT
    doc_id: str
    text_sha256: str | None = None
    annotated: tuple[str, ...] | None = None
    failure: Failure | None = None
    entities: tuple[Entity, ...] | None = None
    quotes: tuple[Quote, ...] | None = None
    events: tuple[Event, ...] | None = None
    stances: tuple[Stance, ...] | None = None

    @model_validator(mode="after")
    def _answered(self) -> Self:
        layers = (self.entities, self.quotes, self.events, self.stances)
        if self.failure is not None and any(layer is not None for layer in layers):
            msg = "a failure stands without layers"
            raise ValueError(msg)
        return self
