"""A corpus: documents, their gold, the annotators' passes, and what the gold carries.

`load` takes whatever holds one: the bundled article, a folder with corpus.toml, a gold file with its documents, a Parquet file, a
table of `datasets`, or records in memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.data import bundled
from sayso.data.joined import taken_apart
from sayso.data.sources import FileSource, Gold, MemorySource, Run, run_name
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import datasets

    from sayso.data.sources import Record, Source

BUNDLED = "bundled"


@dataclass(frozen=True)
class Corpus:
    """Documents with gold.

    Attributes:
        name: What reports call it.
        documents: Its documents.
        gold: Its gold, which knows its documents, annotated attributes and label sets.
        passes: The annotators' passes by name, as runs.
    """

    name: str
    documents: Source
    gold: Gold
    passes: Mapping[str, Run] = field(default_factory=dict)

    @property
    def annotated(self) -> tuple[str, ...] | None:
        """The attributes that it declares as annotated, None if it declares none."""
        return self.gold.annotated

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """Its declared label sets by `layer.attribute`."""
        return self.gold.labels

    def to_dataset(self) -> datasets.Dataset:
        """One typed table: a row a document, its annotations beside its text."""
        from sayso.data.dataset import to_dataset

        return to_dataset(self)


def load(
    source: str | Path | datasets.Dataset | Iterable[Record] | None = None,
    *,
    documents: str | Path | Iterable[Record] | None = None,
) -> Corpus:
    """A corpus from wherever it is.

    Args:
        source: Nothing or `bundled` for the corpus that comes with the package; a folder with corpus.toml, or that file; a gold file
            (`.jsonl`, `.jsonl.gz`, with `documents`) or a `.parquet` file; a `datasets.Dataset`; records, which hold text
            and annotations together unless `documents` are given.
        documents: The documents of a gold file or of gold records.

    Raises:
        UsageError: There is no such file, or its documents are not named.
    """
    if source is None or source == BUNDLED:
        return _of_file(bundled.folder() / "corpus" / "corpus.toml")
    if isinstance(source, str | Path):
        return _of_path(Path(source), documents)
    if hasattr(source, "features") and hasattr(source, "data"):
        from sayso.data.dataset import from_dataset

        found = from_dataset(source)
        if isinstance(found, Corpus):
            return found
        return corpus_of(found.source, documents=_documents(documents), name=found.name)
    return corpus_of(source, documents=_documents(documents))


def corpus_of(
    records: Iterable[Record],
    *,
    documents: Source | None = None,
    name: str = "records",
    annotated: Iterable[str] | None = None,
    labels: Mapping[str, Iterable[str]] | None = None,
) -> Corpus:
    """A corpus of records in memory, which hold text and annotations together unless documents are given."""
    gold = list(records)
    if documents is None:
        texts, gold = taken_apart(gold)
        documents = MemorySource(texts, name=f"{name} (documents)")
    sets = {attribute: tuple(texts) for attribute, texts in (labels or {}).items()}
    carried = None if annotated is None else tuple(annotated)
    return Corpus(name, documents, Gold(MemorySource(gold, name=name), documents, carried, sets, name))


def _documents(documents: str | Path | Iterable[Record] | None) -> Source | None:
    if documents is None:
        return None
    if isinstance(documents, str | Path):
        return FileSource(documents)
    return MemorySource(documents, name="documents")


def _of_path(path: Path, documents: str | Path | Iterable[Record] | None) -> Corpus:
    if path.is_dir():
        inside = path / "corpus.toml"
        if not inside.is_file():
            msg = f"{path}: a folder without corpus.toml is no corpus; name a file, or write corpus.toml"
            raise UsageError(msg)
        return _of_file(inside)
    if path.suffix == ".toml":
        return _of_file(path)
    if path.suffix == ".parquet":
        from sayso.data.tables import read_parquet

        found = read_parquet(path)
        if isinstance(found, Corpus):
            return found
        return corpus_of(found.source, documents=_documents(documents), name=found.name)
    source = FileSource(path)
    if documents is None:
        msg = f"{path}: gold needs the documents it is about; add --documents FILE (documents=… in Python), or name a corpus"
        raise UsageError(msg)
    name = run_name(path)
    found_documents = _documents(documents)
    if found_documents is None:
        raise UsageError(msg)
    return Corpus(name, found_documents, Gold(source, found_documents, None, {}, name))


def _of_file(path: Path) -> Corpus:
    from sayso.data.corpus_file import read

    if not path.is_file():
        msg = f"{path}: there is no such file"
        raise UsageError(msg)
    declared = read(path)
    beside = path.parent

    def source(name: str) -> FileSource:
        return FileSource(beside / name)

    documents = source(declared.documents)
    annotated = None if declared.annotated is None else tuple(declared.annotated)
    labels = {name: tuple(texts) for name, texts in declared.labels.items()}
    name = declared.name or beside.resolve().name
    records: Any = MemorySource((), name=f"{name} (no gold)") if declared.gold is None else source(declared.gold)
    passes = {one: Run(source(where), one) for one, where in declared.passes.items()}
    return Corpus(name, documents, Gold(records, documents, annotated, labels, name), passes)
