"""Decisions on open cases: the file of cases filled in, read back line by line.

A line decides by the name of the pass that is right, by `none`, or by a value of its own, `{"value": …}`. Lines that
were added for what no case asks, an item that all passes overlooked or a field in which all were wrong, decide by
their value alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sayso.agreement.union import natural
from sayso.data import jsonl
from sayso.errors import DataError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sayso.agreement.cases import Case

Key: TypeAlias = tuple[str, str, str, str | None]

NONE = "none"
"""What decides that there is no such item, or that a field has no value."""
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Decision:
    """A line that was filled in.

    Attributes:
        where: Its file and line.
        case: What it decides on: document, kind of item, item and field.
        readings: The readings it was made on; None in a line that was added.
        made: A pass's name, `none`, or an object with a value; None while it is open.
    """

    where: str
    case: Key
    readings: Mapping[str, Any] | None
    made: Any


def write_cases(path: str | Path, cases: Iterable[Case]) -> int:
    """Write open cases as a file to fill in, a line each; returns how many.

    Raises:
        UsageError: It cannot be written, or holds decisions already.
        DataError: There is such a file, and it is none of open cases.
    """
    path = Path(path)
    if path.is_file() and any(one.made is not None for one in read_decisions(path).values()):
        raise UsageError(f"{path}: holds decisions, which would be lost; write to another file, or delete it")
    return jsonl.write(path, (case.to_dict() for case in cases))


def read_decisions(source: str | Path | Iterable[Mapping[str, Any]]) -> dict[Key, Decision]:
    """Decisions from a file, or from lines in memory, by what they decide on.

    Raises:
        UsageError: There is no such file, a line is about no item, or two are about the same.
        DataError: A line is no JSON object.
    """
    lines = _of_file(Path(source)) if isinstance(source, str | Path) else _of_memory(source)
    found: dict[Key, Decision] = {}
    faults = []
    for where, line in lines:
        key = _key(line)
        if key is None:
            faults.append(
                f"{where}: found a line without doc_id, layer and item; expected one that --adjudicate wrote, filled in"
            )
        elif key in found:
            faults.append(f"{where}: found a second decision on {called(key)}; delete one of both")
        else:
            found[key] = Decision(where, key, line.get("readings"), line.get("decision"))
    refuse(faults)
    return found


def _of_file(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    problems: list[Problem] = []
    for found in jsonl.read(jsonl.checked_path(path)):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            yield f"{path}:{found[0].number}", found[1]
    # A file without lines decides nothing, which is right where passes agree on everything.
    if any(one.code != "E113" for one in problems):
        raise DataError(problems)


def _of_memory(lines: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(lines, 1):
        yield f"decisions:{number}", line


def _key(line: Mapping[str, Any]) -> Key | None:
    doc_id, layer, item, field = (line.get(name) for name in ("doc_id", "layer", "item", "field"))
    if isinstance(doc_id, str) and isinstance(layer, str) and isinstance(item, str) and isinstance(field, str | None):
        return doc_id, layer, item, field
    return None


def called(key: Key) -> str:
    """A case in words."""
    doc_id, layer, item, field = key
    return f"{layer} {item}{f', {field},' if field else ''} of document {doc_id!r}"


def refuse(faults: Iterable[str]) -> None:
    """Tell all faults at once.

    Raises:
        UsageError: There is one.
    """
    listed = sorted(faults, key=natural)
    if listed:
        head = f"{len(listed)} problem{'' if len(listed) == 1 else 's'} in the decisions; no gold was made"
        more = [f"… and {len(listed) - _SHOWN:,} more"] if len(listed) > _SHOWN else []
        raise UsageError("\n".join([head, *listed[:_SHOWN], *more]))
