"""A corpus: documents, their gold, the annotators' passes, and what the gold carries.

`load` takes whatever holds one: the bundled article, a folder with corpus.toml, a gold file with its documents, a
Parquet file, a table of `datasets`, or records in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from sayso.data import bundled
from sayso.data.joined import taken_apart
from sayso.data.jsonl import checked_path
from sayso.data.packing import ENDINGS
from sayso.data.sources import FileSource, Gold, MemorySource, Run, Source, read_run, run_name, source_at
from sayso.data.urls import Url, place_of
from sayso.errors import UsageError

if TYPE_CHECKING:
    import datasets

    from sayso.data.sources import Record
    from sayso.data.urls import Place

BUNDLED = "bundled"
_FILES = {".jsonl", ".json", ".parquet", *ENDINGS}


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
    source: str | Place | datasets.Dataset | Iterable[Record] | None = None,
    *,
    documents: str | Place | datasets.Dataset | Source | Iterable[Record] | None = None,
) -> Corpus:
    """A corpus from wherever it is.

    Args:
        source: Nothing or `bundled` for the corpus that comes with the package; a folder with corpus.toml, or that
            file; a gold file (`.jsonl`, `.gz`, `.zst`, with `documents`) or a `.parquet` file; a `datasets.Dataset`;
            the URL of any of these, as in `s3://bucket/corpus/`; `-` for gold on standard input; records, which hold
            text and annotations together unless `documents` are given.
        documents: The documents of gold that has none with it: a file, a table or records; of a corpus, its documents.

    Raises:
        UsageError: There is no such file, gold comes without its documents, or with two sets of them.
    """
    if source is None or (isinstance(source, str) and source == BUNDLED):
        source = bundled.folder() / "corpus" / "corpus.toml"
    if isinstance(source, str | Path | Url):
        return _completed(_at(place_of(source)), documents)
    if _is_table(source):
        from sayso.data.dataset import from_dataset

        return _completed(from_dataset(source), documents)
    if isinstance(source, Run):
        return _completed(source, documents)
    records = _listed(source)
    if documents is not None:
        return _completed(Run(MemorySource(records), "records"), documents)
    if records and not any(isinstance(record, dict) and "text" in record for record in records):
        raise UsageError("records: none has a text; give the documents they are about as documents=…")
    return corpus_of(records)


def corpus_of(
    records: Iterable[Record],
    *,
    name: str = "records",
    annotated: Iterable[str] | None = None,
    labels: Mapping[str, Iterable[str]] | None = None,
) -> Corpus:
    """A corpus of records that hold text and annotations together; one without annotations has no gold."""
    texts, gold = taken_apart(records)
    documents = MemorySource(texts, name=f"{name} (documents)")
    sets = {attribute: tuple(values) for attribute, values in (labels or {}).items()}
    carried = None if annotated is None else tuple(annotated)
    return Corpus(name, documents, Gold(MemorySource(gold, name=name), documents, carried, sets, name))


def _is_table(source: Any) -> TypeGuard[datasets.Dataset]:  # noqa: ANN401 - anything that may be given
    # By its looks: to ask `datasets` itself would be to import it for every gold file.
    return hasattr(source, "features") and hasattr(source, "data")


def _listed(records: Any) -> list[Record]:  # noqa: ANN401 - anything that may be given
    if isinstance(records, Mapping):
        keys = ", ".join(map(repr, records)) or "nothing"
        raise UsageError(f"found a mapping of {keys}, expected records or one table; choose a split, or give a list")
    if not isinstance(records, Iterable):
        raise UsageError(f"found a {type(records).__name__}, expected a path, a table of datasets, or records")
    listed = list(records)
    if listed and not any(isinstance(record, Mapping) for record in listed):
        # A string of bytes, a data frame: what it yields is nothing that could be checked as a record.
        raise UsageError(
            f"found a {type(records).__name__} of {type(listed[0]).__name__}, expected records, each a dict; "
            "a path is a str or a Path, a data frame is taken through datasets.Dataset.from_pandas"
        )
    return listed


def _completed(found: Corpus | Run, documents: Any) -> Corpus:  # noqa: ANN401 - anything that may be given
    """A corpus as it is; records alone as gold of the documents."""
    if isinstance(found, Corpus):
        if documents is not None:
            raise UsageError(f"{found.name}: a corpus has its documents with it; leave out --documents (documents=…)")
        return found
    if documents is None:
        raise UsageError(
            f"{found.source.name}: gold needs the documents it is about; add --documents FILE (documents=… in Python), "
            "or name a corpus"
        )
    texts = _documents(documents)
    return Corpus(found.name, texts, Gold(found.source, texts, None, {}, found.name))


def _documents(documents: Any) -> Source:  # noqa: ANN401 - anything that may be given
    if isinstance(documents, str | Path | Url):
        path = place_of(documents)
        knows = path.suffix == ".parquet" or _corpus_file(path) is not None
        return _texts(_at(path), path) if knows else source_at(path)
    if _is_table(documents):
        from sayso.data.dataset import from_dataset

        return _texts(from_dataset(documents), "documents")
    if isinstance(documents, Source):
        return documents
    return MemorySource(_listed(documents), name="documents")


def _texts(found: Corpus | Run, name: str | Place) -> Source:
    if isinstance(found, Run):
        raise UsageError(f"{name}: found a table of annotations, expected documents, with a column text")
    return found.documents


def _at(path: Place) -> Corpus | Run:
    """What a file or folder holds: a corpus, or records without their documents."""
    declaration = _corpus_file(path)
    if declaration is not None:
        return _of_file(declaration)
    if path.suffix == ".parquet":
        from sayso.data.tables import read_parquet

        return read_parquet(path)
    source = source_at(path)
    return Run(source, run_name(source.path))


def is_corpus(spelled: str) -> bool:
    """Whether a path or a URL names a folder, which should be a corpus, or a corpus.toml.

    Raises:
        UsageError: A URL cannot be asked, or is that of a folder without a corpus.
    """
    path = place_of(spelled)
    return _corpus_file_at(path) is not None if isinstance(path, Url) else path.is_dir() or path.suffix == ".toml"


def _corpus_file(path: Place) -> Place | None:
    """The corpus.toml that a path names, itself or by its folder; None where it names another kind of file."""
    if isinstance(path, Url):
        return _corpus_file_at(path)
    inside = path / "corpus.toml"
    try:
        folder, there = path.is_dir(), inside.is_file()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if not folder:
        return path if path.suffix == ".toml" else None
    if not there:
        raise UsageError(f"{path}: a folder without corpus.toml is no corpus; name a file, or write corpus.toml")
    return inside


def _corpus_file_at(url: Url) -> Url | None:
    """The same of a URL. What has the ending of a file is none of a folder: some stores know no folders."""
    if url.suffix == ".toml":
        return url
    if url.suffix in _FILES and not url.is_folder_by_name:
        return None
    inside = url / "corpus.toml"
    if url.is_folder_by_name and inside.facts() is None:
        raise UsageError(f"{url}: a folder without corpus.toml is no corpus; name a file, or write corpus.toml")
    return inside if inside.is_file() else None


def _of_file(path: Place) -> Corpus:
    """The corpus that a corpus.toml declares; the files it names are looked for, and read when they are used."""
    from sayso.data.corpus_file import read

    beside = checked_path(path).parent
    declared = read(path)
    name = declared.name or beside.resolve().name
    documents = _declared(beside / declared.documents, documents=True)
    gold: Source = MemorySource((), name=f"{name} (no gold)")
    if declared.gold is not None:
        gold = _declared(beside / declared.gold, documents=False)
    annotated = None if declared.annotated is None else tuple(declared.annotated)
    labels = {attribute: tuple(values) for attribute, values in declared.labels.items()}
    passes = {one: read_run(beside / where, name=one) for one, where in declared.passes.items()}
    return Corpus(name, documents, Gold(gold, documents, annotated, labels, name), passes)


def _declared(path: Place, *, documents: bool) -> Source:
    """The documents, or the gold, in a file that a corpus.toml names."""
    if path.suffix != ".parquet":
        return FileSource(path)
    found = _at(path)
    if documents:
        return _texts(found, path)
    return found.gold.source if isinstance(found, Corpus) else found.source
