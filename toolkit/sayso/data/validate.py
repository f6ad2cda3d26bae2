"""Validation of files: all problems of all files in one go.

A file tells by its records what it is. Documents have a text. Annotations are gold if a record says what is
annotated, and a run if one has a score, a failure or a span without offsets, or if facts about the run stand beside
the file. Where nothing tells, a file that has gold in its name is gold, and another is a run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sayso.data.checks import check_content
from sayso.data.fields import LAYERS
from sayso.data.joinedsource import JoinedSource
from sayso.data.pairing import Pairing, RunSide
from sayso.data.sources import Gold, MemorySource, Run, meta_path, run_name, source_at
from sayso.data.stream import Stream
from sayso.data.urls import Url
from sayso.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.data.corpus import Corpus
    from sayso.data.pairing import Labels
    from sayso.data.sources import FileSource, Record, Source
    from sayso.data.urls import Place

Kind = Literal["document", "gold", "run"]


def validate(
    paths: Iterable[str | Place],
    *,
    documents: str | Place | Source | None = None,
    corpus: Corpus | None = None,
    labels: Labels = "closed",
) -> list[Problem]:
    """Every problem of some files, in order of place.

    Args:
        paths: Files of documents, gold or runs; folders of a corpus, or their corpus.toml; `bundled`; `-` for standard
            input. Documents and gold among them are what the others are held against, unless a corpus is given.
        documents: The documents that annotations are about.
        corpus: The corpus that runs belong to: its texts, gold and label sets.
        labels: Whether labels of runs outside the corpus's sets are problems (`closed`).

    Raises:
        UsageError: A path is not there, or is a folder without a corpus.
    """
    problems: list[Problem] = []
    sources: list[FileSource] = []
    from sayso.data.corpus import is_corpus

    for path in dict.fromkeys(path.spelled if isinstance(path, Url) else str(path) for path in paths):
        if path == "bundled" or is_corpus(path):
            problems += _of_corpus(path)
        else:
            sources.append(source_at(path))
    texts = source_at(documents) if isinstance(documents, (str, Path, Url)) else documents
    likely = [(source, _likely_kind(source)) for source in sources]
    if not _Files(likely, texts, corpus, labels).are_plain():
        files = [(source, kind_of(source)) for source in sources]
        problems += _Files(files, texts, corpus, labels).problems()
    return list(DataError(dict.fromkeys(problems)).problems)


class _Files:
    """Files that are held against each other."""

    def __init__(
        self,
        files: Sequence[tuple[FileSource, Kind | None]],
        documents: Source | None,
        corpus: Corpus | None,
        labels: Labels,
    ) -> None:
        self._files = files
        self._labels = labels
        self._declared: Mapping[str, tuple[str, ...]] = {} if corpus is None else corpus.gold.labels
        given = [source for source, kind in files if kind == "document"]
        if documents is None and corpus is not None:
            documents = corpus.documents
        self._documents = documents or (JoinedSource(given) if given else None)
        golds = [source for source, kind in files if kind == "gold"]
        self._gold = None if corpus is None else corpus.gold
        if self._gold is None and self._documents is not None and len(golds) == 1:
            self._gold = Gold(golds[0], self._documents)

    def problems(self) -> list[Problem]:
        found: list[Problem] = []
        for source, kind in self._files:
            pairing = self._pairing(source, kind)
            found += _alone(source, kind) if pairing is None else _told(pairing)
        return found

    def are_plain(self) -> bool:
        """Whether everything is plainly right, read by columns; what is not is for the strict reader to tell.

        A file whose columns are right as those of its likely kind has nothing that would make it another.
        """
        return all(self._is_plain(source, kind) for source, kind in self._files)

    def _is_plain(self, source: FileSource, kind: Kind | None) -> bool:
        pairing = self._pairing(source, kind)
        if pairing is not None:
            return pairing.is_plain()
        if kind is None or kind == "document":
            return not _alone(source, kind)
        from sayso.data.columnar.alone import is_plain

        return is_plain(source, kind)

    def _pairing(self, source: FileSource, kind: Kind | None) -> Pairing | None:
        """What a file is held against; None for documents, and where there are none."""
        if kind == "document" or kind is None or self._documents is None:
            return None
        if kind == "gold":
            return Pairing(Gold(source, self._documents, labels=self._declared), [])
        gold = self._gold or Gold(MemorySource([]), self._documents)
        return Pairing(gold, [Run(source, run_name(source.path))], labels=self._labels)


def _likely_kind(source: FileSource) -> Kind | None:
    """What a file holds by its name and its first record: what it is called, if it is not about documents."""
    if meta_path(source.path).is_file():
        return "run"
    first = next(iter(source.entries()), None)
    if first is None or isinstance(first, Problem):
        return None
    if "text" in first.record and not any(layer in first.record for layer in LAYERS):
        return "document"
    return "gold" if "gold" in run_name(source.path).lower() else "run"


def kind_of(source: FileSource) -> Kind | None:
    """What a file holds, None if no record in it can be read."""
    if meta_path(source.path).is_file():
        return "run"
    named: Kind = "gold" if "gold" in run_name(source.path).lower() else "run"
    kind: Kind | None = None
    for entry in source.entries():
        if isinstance(entry, Problem):
            continue
        record = entry.record
        if "text" in record and not any(layer in record for layer in LAYERS):
            return "document"
        if record.get("annotated") is not None:
            return "gold"
        kind = kind or named
        if record.get("failure") is not None or _predicted(record):
            kind = "run"
    return kind


def _predicted(record: Record) -> bool:
    """Whether some part of a record is as only an extractor makes it: scored, or known by its text alone."""
    parts: list[Any] = [record.get(layer) for layer in LAYERS]
    while parts:
        part = parts.pop()
        if isinstance(part, list):
            parts += part
        elif isinstance(part, dict):
            if part.get("score") is not None or ("text" in part and part.get("start") is None):
                return True
            parts += part.values()
    return False


def _of_corpus(path: str) -> list[Problem]:
    """Documents and gold, then each pass as a run."""
    from sayso.data.corpus import load

    corpus = load(path)
    found: list[Problem] = []
    for runs in ([], *([run] for run in corpus.passes.values())):
        pairing = Pairing(corpus.gold, runs)
        found += [] if pairing.is_plain() else _told(pairing)
    return found


def _told(pairing: Pairing) -> list[Problem]:
    try:
        for _ in pairing:
            pass
    except DataError as error:
        return list(error.problems)
    return []


def _alone(source: FileSource, kind: Kind | None) -> list[Problem]:
    """What can be told of a file without any other."""
    problems: list[Problem] = []
    with Stream(source, kind or "annotations", problems) as stream:
        run = RunSide(stream)
        for found in stream:
            if kind != "document":
                run.see(found)
                problems += check_content(found.record, None, found.where, sound=found.sound)
        if kind == "run":
            problems += run.uneven_layers()
    return problems
