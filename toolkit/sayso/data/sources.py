"""Where records come from: files and memory, read as often as needed, one record after the other."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, overload, runtime_checkable

from sayso.data import jsonl, spooling
from sayso.data.checks import check_shape
from sayso.data.codes import problem
from sayso.data.minimal import minimal
from sayso.data.packing import unpacked_name
from sayso.data.strict import Refused
from sayso.data.urls import Url, local, place_of
from sayso.data.values import faults_of_value
from sayso.errors import DataError, Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from sayso.data.checks.shape import Kind
    from sayso.data.urls import Place

Record: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record where it stands; `place` finds it again in its source without its being kept."""

    where: Where
    record: Record
    place: int


@runtime_checkable
class Source(Protocol):
    """A collection of records that can be read again and again."""

    @property
    def name(self) -> str:
        """What to call it in messages: its path, if it is a file."""
        ...

    @property
    def path(self) -> Place | None:
        """Its file, if it is one."""
        ...

    def entries(self) -> Iterator[Entry | Problem]:
        """Its records in order, with problems in place of each that cannot be read."""
        ...

    def reopened(self) -> contextlib.AbstractContextManager[Callable[[Entry], Record]]:
        """A function that reads the record of an entry again; `record` of the entry need not be kept."""
        ...

    def __iter__(self) -> Iterator[Record]:
        """Its records in order, all of good shape."""
        ...

    def __len__(self) -> int:
        """How many records it has."""
        ...


class FileSource:
    """Records of a JSON Lines file, plain, `.gz` or `.zst`, by its path or its URL.

    Raises:
        UsageError: There is no such file, it is a folder, or it may not be read.
    """

    part: jsonl.Part | None = None

    def __init__(self, path: str | Place, *, name: str | None = None) -> None:
        """Take a path, and what messages call it, if not by that; nothing is read yet."""
        self.path = jsonl.checked_path(path)
        self.name = name or str(self.path if isinstance(self.path, Url) else path)
        self._count: int | None = None

    def entries(self) -> Iterator[Entry | Problem]:
        """Records with their lines; problems of single lines in their place."""
        for found in jsonl.read(self.path, self.name, self.part):
            if isinstance(found, Problem):
                yield found
            else:
                line, record = found
                yield Entry(Where(self.name, line.number), record, line.offset)

    @contextlib.contextmanager
    def reopened(self) -> Iterator[Callable[[Entry], Record]]:
        """A function that reads the line of an entry again."""
        with jsonl.reopened(self.path) as file:

            def again(entry: Entry) -> Record:
                try:
                    return jsonl.read_at(file, entry.place)
                except Refused:
                    raise UsageError(f"{entry.where}: the file was changed while it was read; start again") from None

            yield again

    def lines(self) -> Iterator[jsonl.Line | Problem]:
        """Its lines, not decoded."""
        return jsonl.lines(self.path, self.name, self.part)

    @contextlib.contextmanager
    def reread(self) -> Iterator[Callable[[int, int], bytes]]:
        """A function that reads so many bytes again that begin at one."""
        with jsonl.reopened(self.path) as file:
            yield lambda offset, size: jsonl.bytes_at(file, offset, size)

    def __iter__(self) -> Iterator[Record]:
        """Records in order, all of good shape.

        Raises:
            DataError: A line is no record; all such lines are told.
        """
        return records_of(self.entries())

    def __len__(self) -> int:
        """How many lines the file has."""
        if self._count is None:
            self._count = sum(1 for line in self.lines() if isinstance(line, jsonl.Line))
        return self._count

    def __repr__(self) -> str:
        return f"FileSource({self.name!r})"


def source_at(path: str | Place) -> FileSource:
    """Records of a file, or of standard input where the path is `-`: that is kept in a temporary file.

    Raises:
        UsageError: There is no such file, or standard input was taken before.
    """
    if not spooling.is_stdin(path):
        return FileSource(path)
    kept = spooling.spooled()
    source = FileSource(kept, name=spooling.NAME)
    spooling.removed_with(kept, source)
    return source


class MemorySource:
    """Records held in memory; they are checked like those of a file, and told by their number from 1."""

    path = None

    def __init__(self, records: Iterable[Record], *, name: str = "records") -> None:
        """Keep the records as they are."""
        self.name = name
        self._records: tuple[Record, ...] = tuple(records)

    def entries(self) -> Iterator[Entry | Problem]:
        """Records with their numbers from 1 in place of lines."""
        for place, record in enumerate(self._records):
            where = Where(self.name, place + 1)
            problems = checked_in_memory(record, where)
            if problems:
                yield from problems
            else:
                yield Entry(where, record, place)

    @contextlib.contextmanager
    def reopened(self) -> Iterator[Callable[[Entry], Record]]:
        """A function that gives the record of an entry."""
        yield lambda entry: self._records[entry.place]

    def __iter__(self) -> Iterator[Record]:
        """Records in order, all of good shape.

        Raises:
            DataError: Something among them is no record; all problems are told.
        """
        return records_of(self.entries())

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._records)

    def __repr__(self) -> str:
        return f"MemorySource({self.name!r}, {len(self)} records)"


def checked_in_memory(record: Any, where: Where) -> list[Problem]:  # noqa: ANN401 - whatever was given
    """Why something in memory could not stand in a file, whose records have passed the parser."""
    if type(record) is not dict:
        return [problem(where, "E105", f"a {type(record).__name__}", "a dict, as decoded from a JSON object")]
    try:
        jsonl.dumped(record).encode()
    except (TypeError, ValueError, RecursionError):
        return Refused(*faults_of_value(record)).problems(where)
    return []


def records_of(entries: Iterator[Entry | Problem]) -> Iterator[Record]:
    """Records of good shape, as long as there is no problem; then all problems, raised."""
    problems: list[Problem] = []
    for entry in entries:
        if isinstance(entry, Problem):
            problems.append(entry)
            continue
        kind: Kind = "document" if "text" in entry.record else "annotations"
        problems += check_shape(entry.record, kind, entry.where)
        if not problems:
            yield entry.record
    if problems:
        raise DataError(problems)


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


def run_name(path: Place) -> str:
    """What a run in a file is called: the file's name without its endings."""
    name = unpacked_name(path.name)
    for ending in (".jsonl", ".json", ".parquet"):
        name = name.removesuffix(ending)
    return name


@overload
def meta_path(path: Path) -> Path: ...
@overload
def meta_path(path: Place) -> Place: ...
def meta_path(path: Place) -> Place:
    """Where the facts about a run stand: `NAME.meta.json` beside `NAME.jsonl`."""
    return path.with_name(f"{run_name(path)}.meta.json")


def read_run(path: str | Place, *, name: str | None = None) -> Run:
    """A run in a file; its name is the file's, and facts about it come from `NAME.meta.json` if that is there.

    The file is named by its path or its URL, as in `s3://bucket/run.jsonl`; `-` is standard input, named `stdin`. Its
    records are read, and checked, when they are used; a `.parquet` file's at once.

    Raises:
        UsageError: There is no such file, the facts beside it are no JSON object, or Parquet holds no run.
    """
    if place_of(path).suffix == ".parquet":
        return _of_parquet(place_of(path), name)
    source = source_at(path)
    facts = meta_path(source.path)
    return Run(source, name or run_name(source.path), _meta(facts) if facts.is_file() else None)


def _of_parquet(path: Place, name: str | None) -> Run:
    from sayso.data.tables import read_parquet

    found = read_parquet(path)
    if not isinstance(found, Run):
        raise UsageError(f"{path}: found a corpus, expected a run; a table with texts is gold, not a prediction")
    return Run(found.source, name or run_name(path), found.meta)


def _meta(path: Place) -> Mapping[str, Any]:
    way_out = "expected the facts about a run as one JSON object; delete the file to go without"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; {way_out}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path}: found something else than JSON, {way_out}") from None
    if not isinstance(found, dict):
        raise UsageError(f"{path}: found JSON that is no object, {way_out}")
    return found


def write_run(path: str | Path, records: Iterable[Record], *, meta: Mapping[str, Any] | None = None) -> int:
    """Write a run, and facts about it beside it; returns the number of records.

    Keys stand in the contract's order, fields without value are left out, and the file appears when it is whole: the
    same records make the same bytes.

    Raises:
        UsageError: The folder is not there, or nothing can be written in it.
        DataError: A record has not the shape of a run's; nothing is written.
    """
    path = local(path)
    count = jsonl.write(path, (_checked(number, record, str(path)) for number, record in enumerate(records, 1)))
    if meta is not None:
        text = json.dumps(dict(meta), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
        with jsonl.replacing(meta_path(path)) as file:
            file.write(text.encode() + b"\n")
    return count


def _checked(number: int, record: Record, name: str) -> Record:
    where = Where(name, number)
    problems = checked_in_memory(record, where) or check_shape(record, "run", where)
    if problems:
        raise DataError(problems)
    return minimal(record, "annotations")
