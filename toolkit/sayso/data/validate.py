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
from sayso.data.sources import FileSource, Gold, MemorySource, Run, meta_path, run_name
from sayso.data.stream import Stream
from sayso.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sayso.data.corpus import Corpus
    from sayso.data.pairing import Labels
    from sayso.data.sources import Record, Source

Kind = Literal["document", "gold", "run"]


def validate(
    paths: Iterable[str | Path],
    *,
    documents: str | Path | Source | None = None,
    corpus: Corpus | None = None,
    labels: Labels = "closed",
) -> list[Problem]:
    """Every problem of some files, in order of place.

    Args:
        paths: Files of documents, gold or runs; folders of a corpus, or their corpus.toml; `bundled`. Documents and
            gold among them are what the others are held against, unless a corpus is given.
        documents: The documents that annotations are about.
        corpus: The corpus that runs belong to: its texts, gold and label sets.
        labels: Whether labels of runs outside the corpus's sets are problems (`closed`).

    Raises:
        UsageError: A path is not there, or is a folder without a corpus.
    """
    problems: list[Problem] = []
    files: list[tuple[FileSource, Kind | None]] = []
    for path in dict.fromkeys(map(str, paths)):
        if path == "bundled" or Path(path).is_dir() or Path(path).suffix == ".toml":
            problems += _of_corpus(path)
        else:
            source = FileSource(path)
            files.append((source, kind_of(source)))
    texts = FileSource(documents) if isinstance(documents, (str, Path)) else documents
    problems += _Files(files, texts, corpus, labels).problems()
    return list(DataError(dict.fromkeys(problems)).problems)


class _Files:
    """Files that are held against each other."""

    def __init__(
        self,
        files: list[tuple[FileSource, Kind | None]],
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
            if kind == "document" or kind is None or self._documents is None:
                found += _alone(source, kind)
            elif kind == "gold":
                found += _told(Pairing(Gold(source, self._documents, labels=self._declared), []))
            else:
                gold = self._gold or Gold(MemorySource([]), self._documents)
                run = Run(source, run_name(source.path))
                found += _told(Pairing(gold, [run], labels=self._labels))
        return found


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
    found = _told(Pairing(corpus.gold, []))
    for run in corpus.passes.values():
        found += _told(Pairing(corpus.gold, [run]))
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
