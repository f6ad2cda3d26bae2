"""Validation of files: all problems of all files in one go.

A file tells by its records what it is: documents have a text, annotations a format. Annotations are checked against the
    corpus that is named,
else by themselves as far as that goes: shape, ids, links, and spans without a text to hold them against.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sayso.data.checks import check_content
from sayso.data.pairing import Pairing, Stream
from sayso.data.sources import FileSource, Run, run_name
from sayso.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.data.corpus import Corpus
    from sayso.data.pairing import Labels

Kind = Literal["document", "gold", "run"]


def validate(paths: Iterable[str | Path], *, corpus: Corpus | None = None, labels: Labels = "closed") -> list[Problem]:
    """Every problem of some files, in order of place.

    Args:
        paths: Files of documents, gold or runs; folders of a corpus, or their corpus.toml; `bundled`.
        corpus: The corpus that runs belong to.
        labels: Whether labels of runs outside the corpus's sets are problems (`closed`).

    Raises:
        UsageError: A path is not there, or is no file.
    """
    problems: list[Problem] = []
    for path in paths:
        problems += _problems(path, corpus, labels)
    return sorted(dict.fromkeys(problems), key=_place)


def _problems(path: str | Path, corpus: Corpus | None, labels: Labels) -> list[Problem]:
    if str(path) == "bundled" or Path(path).is_dir() or Path(path).suffix == ".toml":
        from sayso.data.corpus import load

        return _of_corpus(load(path))
    source = FileSource(path)
    kind = kind_of(source)
    if corpus is not None and kind != "document":
        run = Run(source, run_name(source.path))
        return _told(Pairing(corpus.gold, [run], labels=labels))
    return _alone(source, kind)


def kind_of(source: FileSource) -> Kind:
    """What a file holds, by its first record that can be read; annotations are a run if any of them could not be gold."""
    kind: Kind | None = None
    for entry in source.entries():
        if isinstance(entry, Problem):
            continue
        if "text" in entry.record and "format" not in entry.record:
            return "document"
        kind = kind or "gold"
        if entry.record.get("failure") is not None:
            return "run"
    return kind or "gold"


def _of_corpus(corpus: Corpus) -> list[Problem]:
    """Documents and gold, then each pass as a run."""
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


def _alone(source: FileSource, kind: Kind) -> list[Problem]:
    problems: list[Problem] = []
    # By itself a file of annotations may be either; what only gold refuses is told when it is used as gold.
    stream = Stream(source, "run" if kind != "document" else kind, problems)
    for where, _, record in stream:
        if kind != "document":
            problems += check_content(record, None, where)
    return problems


def _place(problem: Problem) -> tuple[str, int, str, str]:
    where = problem.where
    return (where.file or "", where.line or 0, where.path or "", problem.code)
