"""Where records come from: files and memory, read as often as needed, one record after the other."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from sayso.data import jsonl
from sayso.errors import DataError, Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record where it stands, and the way to have it again without keeping it."""

    where: Where
    record: Record
    again: Callable[[], Record]


@runtime_checkable
class Source(Protocol):
    """A collection of records that can be read again and again."""

    @property
    def name(self) -> str:
        """What to call it in messages."""
        ...

    @property
    def path(self) -> Path | None:
        """Its file, if it is one."""
        ...

    def entries(self) -> Iterator[Entry | Problem]:
        """Its records in order, with a problem in place of each that cannot be read."""
        ...

    def __iter__(self) -> Iterator[Record]:
        """Its records in order."""
        ...

    def __len__(self) -> int:
        """How many records it has."""
        ...


class FileSource:
    """Records of a JSON Lines file, plain or `.gz`.

    Raises:
        UsageError: There is no such file.
    """

    def __init__(self, path: str | Path) -> None:
        """Take a path; nothing is read yet."""
        self.path = jsonl.checked_path(path)
        self.name = str(path)
        self._count: int | None = None

    def entries(self) -> Iterator[Entry | Problem]:
        """Records with their lines; problems of single lines in their place."""
        for found in jsonl.read(self.path):
            if isinstance(found, Problem):
                yield found
            else:
                line, record = found
                yield Entry(Where(self.name, line.number), record, self._way_back(line, record))

    def _way_back(self, line: jsonl.Line, record: Record) -> Callable[[], Record]:
        """A plain file is read again at the line's place; a compressed one has no places, so its records are kept."""
        if jsonl.is_compressed(self.path):
            return functools.partial(_itself, record)
        return functools.partial(jsonl.read_at, self.path, jsonl.Line(line.number, line.offset, b""))

    def __iter__(self) -> Iterator[Record]:
        """Records in order.

        Raises:
            DataError: A line is no record.
        """
        return _records(self.entries())

    def __len__(self) -> int:
        """How many lines the file has."""
        if self._count is None:
            self._count = sum(1 for line in jsonl.lines(self.path) if isinstance(line, jsonl.Line))
        return self._count

    def __repr__(self) -> str:
        """How it was made."""
        return f"FileSource({self.name!r})"


class MemorySource:
    """Records held in memory."""

    path = None

    def __init__(self, records: Iterable[Record], *, name: str = "records") -> None:
        """Keep the records as they are."""
        self.name = name
        self._records: Sequence[Record] = tuple(records)

    def entries(self) -> Iterator[Entry | Problem]:
        """Records with their numbers from 1 in place of lines."""
        for number, record in enumerate(self._records, 1):
            where = Where(self.name, number)
            if not isinstance(record, dict):
                yield Problem(where, "E105", f"{type(record).__name__}", "a dict, as decoded from a JSON object")
            else:
                yield Entry(where, record, functools.partial(_itself, record))

    def __iter__(self) -> Iterator[Record]:
        """Records in order."""
        return _records(self.entries())

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._records)

    def __repr__(self) -> str:
        """Its name and size."""
        return f"MemorySource({self.name!r}, {len(self)} records)"


def _itself(record: Record) -> Record:
    return record


def _records(entries: Iterator[Entry | Problem]) -> Iterator[Record]:
    for entry in entries:
        if isinstance(entry, Problem):
            raise DataError([entry, *(other for other in entries if isinstance(other, Problem))])
        yield entry.record


@dataclass(frozen=True)
class Run:
    """What one extractor gave for a corpus.

    Attributes:
        source: Its records.
        name: What reports call it.
        meta: Facts about it (extractor, parameters, times), if known.
    """

    source: Source
    name: str
    meta: Mapping[str, Any] | None = None

    def __iter__(self) -> Iterator[Record]:
        """Its records in order."""
        return iter(self.source)

    def __len__(self) -> int:
        """How many records it has."""
        return len(self.source)


@dataclass(frozen=True)
class Gold:
    """Gold annotations with the documents they are about.

    Attributes:
        source: Gold records.
        documents: Documents; some may have no gold.
        annotated: The attributes that the corpus declares as annotated, None if it declares none.
        labels: Declared label sets by `layer.attribute`.
        name: What messages and reports call it.
    """

    source: Source
    documents: Source
    annotated: tuple[str, ...] | None = None
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = "gold"

    def __iter__(self) -> Iterator[Record]:
        """Its records in order."""
        return iter(self.source)

    def __len__(self) -> int:
        """How many records it has."""
        return len(self.source)


def run_name(path: Path) -> str:
    """What a run in a file is called: the file's name without its endings."""
    name = path.name
    for ending in (".gz", ".jsonl", ".json", ".parquet"):
        name = name.removesuffix(ending)
    return name


def meta_path(path: Path) -> Path:
    """Where the facts about a run stand: `NAME.meta.json` beside `NAME.jsonl`."""
    return path.with_name(f"{run_name(path)}.meta.json")


def read_run(path: str | Path, *, name: str | None = None) -> Run:
    """A run in a file; its name is the file's, and facts about it come from `NAME.meta.json` if that is there.

    Raises:
        UsageError: There is no such file.
    """
    source = FileSource(path)
    facts = meta_path(source.path)
    return Run(source, name or run_name(source.path), _meta(facts) if facts.is_file() else None)


def _meta(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        msg = f"{path}: found {error}, expected the facts about a run as one JSON object; delete the file to go without"
        raise UsageError(msg) from None
    return found if isinstance(found, dict) else {}


def write_run(path: str | Path, records: Iterable[Record], *, meta: Mapping[str, Any] | None = None) -> int:
    """Write a run, and facts about it beside it; returns the number of records.

    Raises:
        UsageError: The folder is not there.
    """
    path = Path(path)
    count = jsonl.write(path, records)
    if meta is not None:
        meta_path(path).write_text(
            json.dumps(dict(meta), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
    return count
