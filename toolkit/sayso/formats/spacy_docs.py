"""spaCy Docs in memory as a run.

What spaCy holds natively is taken as it stands; what a span cannot hold is read from extension attributes of the span,
named like the fields of the contract, where they are registered:

- entities: `doc.spans["entities"]`, whose spans may nest, else `doc.ents`. A span's label is the type.
- quotes: `doc.spans["quotes"]`, the content. A span's label is the kind; extension attributes are `cue` and `source`
  (a Span), `speakers` (a list), `parent`.
- events: `doc.spans["events"]`, the trigger. A span's label is the type; extension attributes are `polarity`,
  `modality`, `coref` (text) and `arguments` (pairs of a role and a Span).
- stances: `doc.spans["stances"]`, the evidence. A span's label is the polarity; extension attributes are `holder`,
  `target`, `strength`, `expression` (text), `quote`.

What refers to an item (`speakers`, `parent`, `holder`, `target`, `quote`) is a Span, taken for the item that has one
with these characters, or an id. Mentions make one entity when they share a span id, else a knowledge base id, else text
and label; the knowledge base id is kept where it is one of Wikidata. Spans of quotes, or of stances, with one span id
are the fragments of one item. spaCy keeps extension attributes by place, so two stances shown by the very same words
need different fragments.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sayso.data.sources import MemorySource, Run
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.tokens import Doc, Span

    Groups = dict[str, list[Span]]  # item id -> its fragments, in reading order

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_UNLINKED = "NIL"  # what spaCy's entity linker writes where it found no entry


def from_spacy(docs: Iterable[Doc], *, name: str = "spacy") -> Run:
    """The annotations of spaCy Docs as a run; the module's docstring says what is read from where.

    A document is known by `doc._.doc_id`, else by `doc.user_data["doc_id"]`. Token offsets become Unicode code points,
    half open, of `doc.text`, whose digest is recorded. A layer counts as attempted if any of the Docs has it: its span
    group, or for entities an entity annotation; a Doc without it then found nothing.

    Raises:
        UsageError: A Doc without an id or not a Doc, or a reference to an item that is not there.
    """
    records = [_record(doc, number) for number, doc in enumerate(docs)]
    attempted = [layer for layer in ("entities", "quotes", "events", "stances") if any(layer in r for r in records)]
    shared: list[dict[str, Any]] = [{layer: [] for layer in attempted} | record for record in records]
    return Run(MemorySource(shared, name=name), name, {"extractor": name})


def _record(doc: Doc, number: int) -> dict[str, Any]:
    doc_id = _doc_id(doc, number)
    head = {"format": "sayso/1", "doc_id": doc_id, "text_sha256": sha256(doc.text.encode()).hexdigest()}
    items = _Items(doc, doc_id)
    return head | {layer: made for layer, made in items.layers().items() if made is not None}


def _doc_id(doc: Doc, number: int) -> str:
    if not hasattr(doc, "user_data"):
        raise UsageError(f"from_spacy: item {number} is {type(doc).__name__}, not a spaCy Doc; pass nlp.pipe(texts)")
    named = doc._.doc_id if doc.has_extension("doc_id") else None
    named = named if named is not None else doc.user_data.get("doc_id")
    if not isinstance(named, str):
        raise UsageError(
            f"from_spacy: Doc {number} ({doc.text[:40]!r}) has no doc_id, which tells what document it is; "
            'set doc.user_data["doc_id"] to a string, or register the extension attribute doc._.doc_id'
        )
    return named


class _Items:
    """What one Doc says: its items by layer, and where a reference by Span leads."""

    def __init__(self, doc: Doc, doc_id: str) -> None:
        self._doc, self._doc_id = doc, doc_id
        self._mentions = self._entity_spans()
        self._groups = {layer: self._group(layer) for layer in ("quotes", "events", "stances")}
        self._at = {
            layer: {_place(span): item for item, spans in reversed((groups or {}).items()) for span in spans}
            for layer, groups in {"entities": self._mentions, **self._groups}.items()
        }

    def layers(self) -> dict[str, list[dict[str, Any]] | None]:
        """Each layer's items; None where the Doc does not have it."""
        makers = {"quotes": self._quote, "events": self._event, "stances": self._stance}
        made: dict[str, list[dict[str, Any]] | None] = {"entities": None}
        if self._mentions is not None:
            made["entities"] = [_entity(item, spans) for item, spans in self._mentions.items()]
        for layer, groups in self._groups.items():
            made[layer] = None if groups is None else [makers[layer](i, spans) for i, spans in groups.items()]
        return made

    def _entity_spans(self) -> Groups | None:
        if "entities" in self._doc.spans:
            return _grouped(self._doc.spans["entities"], "e", _entity_key)
        if not self._doc.has_annotation("ENT_IOB"):
            return None
        return _grouped(self._doc.ents, "e", _entity_key)

    def _group(self, layer: str) -> Groups | None:
        if layer not in self._doc.spans:
            return None
        return _grouped(self._doc.spans[layer], {"quotes": "q", "events": "v", "stances": "s"}[layer], _own_key)

    def _quote(self, item: str, spans: Sequence[Span]) -> dict[str, Any]:
        said = _Extensions(spans[0])
        return _given(
            id=item,
            content=[_span(span) for span in spans],
            kind=spans[0].label_,
            cue=_span(said["cue"]),
            source=_span(said["source"]),
            speakers=[self._reference(speaker, "entities", "speakers") for speaker in said["speakers"] or ()],
            parent=self._reference(said["parent"], "quotes", "parent"),
        )

    def _event(self, item: str, spans: Sequence[Span]) -> dict[str, Any]:
        if len(spans) > 1:
            raise UsageError(
                f"from_spacy: document {self._doc_id!r}: {len(spans)} spans of doc.spans['events'] have the id "
                f"{item!r}, but an event has one trigger; give each its own span_id, or none"
            )
        said = _Extensions(spans[0])
        return _given(
            id=item,
            trigger=_span(spans[0]),
            type=spans[0].label_,
            polarity=said["polarity"],
            modality=said["modality"],
            coref=said["coref"],
            arguments=[
                _given(role=role, span=_span(span), entity=self._at["entities"].get(_place(span)))
                for role, span in said["arguments"] or ()
            ],
        )

    def _stance(self, item: str, spans: Sequence[Span]) -> dict[str, Any]:
        said = _Extensions(spans[0])
        return _given(
            id=item,
            holder=self._reference(said["holder"], "entities", "holder"),
            target=self._target(said["target"]),
            polarity=spans[0].label_,
            strength=said["strength"],
            expression=said["expression"],
            evidence=[_span(span) for span in spans],
            quote=self._reference(said["quote"], "quotes", "quote"),
        )

    def _target(self, target: Span | str | None) -> dict[str, Any] | None:
        """An entity or event where the characters or the id are those of one; other spans are targets themselves."""
        if target is None:
            return None
        for layer, field in (("entities", "entity"), ("events", "event")):
            found = self._find(target, layer)
            if found is not None:
                return {field: found}
        if isinstance(target, str):
            raise self._dangling(target, "target", "entity or event")
        return {"span": _span(target)}

    def _reference(self, to: Span | str | None, layer: str, field: str) -> str | None:
        if to is None:
            return None
        found = self._find(to, layer)
        if found is None:
            raise self._dangling(to, field, {"entities": "entity", "quotes": "quote"}[layer])
        return found

    def _find(self, to: Span | str, layer: str) -> str | None:
        places = self._at[layer]
        if isinstance(to, str):
            return to if to in places.values() else None
        return places.get(_place(to))

    def _dangling(self, to: Span | str, field: str, kind: str) -> UsageError:
        shown = f"the id {to!r}" if isinstance(to, str) else f"{to.text!r} at {to.start_char}-{to.end_char}"
        return UsageError(f"from_spacy: document {self._doc_id!r}: {field} is {shown}, but no {kind} has it")


class _Extensions:
    """A span's extension attributes; one that nobody registered has no value."""

    def __init__(self, span: Span) -> None:
        self._span = span

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - whatever the user stored
        return getattr(self._span._, name) if self._span.has_extension(name) else None


def _entity(item: str, spans: Sequence[Span]) -> dict[str, Any]:
    linked = next((span.kb_id_ for span in spans if _WIKIDATA.fullmatch(span.kb_id_)), None)
    mentions = [{"span": _span(span)} for span in spans]
    return _given(id=item, name=spans[0].text, type=spans[0].label_, wikidata=linked, mentions=mentions)


def _entity_key(span: Span) -> tuple[str, ...]:
    linked = "" if span.kb_id_ == _UNLINKED else span.kb_id_
    return (span.id_ or linked,) if span.id_ or linked else (span.text, span.label_)


def _own_key(span: Span) -> tuple[str, ...]:
    return (span.id_,) if span.id_ else ()


def _grouped(spans: Iterable[Span], prefix: str, key: Callable[[Span], tuple[str, ...]]) -> Groups:
    """Spans that belong together, under the id that spaCy gives them or else a number with `prefix`."""
    together: dict[tuple[str | int, ...], list[Span]] = {}
    for number, span in enumerate(spans):
        together.setdefault(key(span) or (number,), []).append(span)
    taken = {span.id_ for group in together.values() for span in group}
    free = (f"{prefix}{n}" for n in range(1, 2 * len(together) + len(taken) + 2))
    fresh = (item for item in free if item not in taken)
    return {group[0].id_ or next(fresh): sorted(group, key=_place) for group in together.values()}


def _place(span: Span) -> tuple[int, int]:
    return span.start_char, span.end_char


def _span(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start_char, "end": span.end_char, "text": span.text}


def _given(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - a record's values
    """The fields that have a value; an empty label is none."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
