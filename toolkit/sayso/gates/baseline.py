"""A baseline: what a run was worth when somebody blessed it, in a file that is small, sorted and diffable.

One value a line, then one document a line: what the document adds to the sums behind the value, and which gold items
were found in it. So a reader of a diff sees what changed where, and blessing the same run twice gives the same bytes.
Intervals are not kept: they follow from the documents, whatever the level, the number of resamples and the seed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sayso.signature import Signature

FORMAT = "sayso-baseline/1"
# What numbers of a baseline depend on besides their measures and documents.
COMPARED = ("missing", "on", "labels", "entities", "unicode", "definitions")


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which value: the conditions on documents as the signature spells them ('' for none), measure and slice."""

    where: str
    measure: str
    by: str = ""
    slice: str = ""

    def __str__(self) -> str:
        """The value in words."""
        within = f" in {self.by}={self.slice}" if self.by else ""
        return f"{self.measure}{within}{f' where {self.where}' if self.where else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value of a baseline.

    Attributes:
        corpus: Digest of the documents that it was computed on.
        value: The value, None if it is undefined.
        counts: The counts behind it.
        rows: For each document that adds anything its row of columns (`Result.summed`).
        columns: How many columns there are.
        found: For each document the ids of the gold items that were found; None where items were not looked at.
        items: Digest of all gold items with their ids; '' where items were not looked at.
    """

    corpus: str
    value: float | None
    counts: Mapping[str, int | float]
    rows: Mapping[str, tuple[int | float, ...]]
    columns: int
    found: Mapping[str, tuple[str, ...]] | None = None
    items: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A saved run: its values, and under which policies and definitions they were computed.

    Attributes:
        run: The run's name.
        policy: What the signature compares, by name.
        version: The package's version; not compared.
        entries: The values.
    """

    run: str
    policy: Mapping[str, str | int]
    version: str
    entries: Mapping[Key, Entry] = field(default_factory=dict)

    def text(self) -> str:
        """The content of its file."""
        head = {"format": FORMAT, "run": self.run, "signature": dict(self.policy), "sayso": self.version}
        lines = [f"{json.dumps(name)}: {_dumped(value)}," for name, value in head.items()]
        values = ",\n".join("".join(_entry_lines(key, entry)) for key, entry in sorted(self.entries.items()))
        return "\n".join(["{", *lines, '"values": [', values, "]", "}", ""])

    def mismatch(self, policy: Mapping[str, str | int]) -> str | None:
        """How its policies and definitions differ from others; None if they do not."""
        different = [
            f"{name} was {self.policy.get(name, 'not told')} and is {policy[name]}"
            for name in COMPARED
            if self.policy.get(name) != policy[name]
        ]
        return "; ".join(different) or None

    def differs(self, other: Baseline) -> str | None:
        """How another baseline differs in what numbers have to have in common to be compared; None if it does not."""
        wrong = self.mismatch(other.policy)
        corpora = {key.where: entry.corpus for key, entry in self.entries.items()}
        for key, entry in other.entries.items():
            if wrong is None and corpora.get(key.where, entry.corpus) != entry.corpus:
                wrong = f"corpus was {corpora[key.where]} and is {entry.corpus}"
        return wrong


def policy_of(signature: Signature) -> dict[str, str | int]:
    """What of a signature a baseline is compared by; the corpus is compared value by value."""
    return {name: getattr(signature, name) for name in sorted(COMPARED)}


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file.

    Raises:
        UsageError: The file cannot be read, or is no baseline.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        text = ""
    try:
        return _of_json(json.loads(text, parse_constant=_refused))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(
            f"{path}: is no baseline in the format {FORMAT}; `sayso gate --bless` writes one, and a run (JSON Lines) "
            "is none"
        ) from None


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Write a baseline, whole or not at all.

    Raises:
        UsageError: The file cannot be written.
    """
    from sayso.data.placing import put

    put(path, baseline.text())


def _entry_lines(key: Key, entry: Entry) -> Iterator[str]:
    slice_ = {"by": key.by, "slice": key.slice} if key.by else {}
    where = {"where": key.where} if key.where else {}
    items = {} if entry.found is None else {"items": entry.items}
    head = {
        "measure": key.measure,
        **slice_,
        **where,
        "value": entry.value,
        "counts": dict(entry.counts),
        "columns": entry.columns,
        "corpus": entry.corpus,
        **items,
    }
    yield f'{_dumped(head)[:-1]}, "documents": {{'
    found = entry.found or {}
    names = sorted({*entry.rows, *found})
    yield ",".join(f"\n{_dumped(name)}: {_dumped(_row(entry, name))}" for name in names)
    yield "\n}}"


def _row(entry: Entry, doc_id: str) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if doc_id in entry.rows:
        row["adds"] = list(entry.rows[doc_id])
    if entry.found and doc_id in entry.found:
        row["found"] = list(entry.found[doc_id])
    return row


def _of_json(content: Any) -> Baseline:  # noqa: ANN401 - whatever a file holds
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    entries = dict(map(_entry_of, content["values"]))
    policy = content["signature"]
    return Baseline(run=str(content["run"]), policy=dict(policy), version=str(content["sayso"]), entries=entries)


def _entry_of(told: Mapping[str, Any]) -> tuple[Key, Entry]:
    key = Key(told.get("where", ""), told["measure"], told.get("by", ""), told.get("slice", ""))
    documents: Mapping[str, Any] = told["documents"]
    width = int(told["columns"])
    value = told["value"]
    found = {doc_id: tuple(row["found"]) for doc_id, row in documents.items() if "found" in row}
    return key, Entry(
        corpus=str(told["corpus"]),
        value=None if value is None else float(value),
        counts=dict(told["counts"]),
        rows={doc_id: _numbers(row["adds"], width) for doc_id, row in documents.items() if "adds" in row},
        columns=width,
        found=found if "items" in told else None,
        items=str(told.get("items", "")),
    )


def _numbers(row: Iterable[Any], width: int) -> tuple[int | float, ...]:
    numbers = tuple(row)
    if len(numbers) != width or not all(isinstance(one, int | float) for one in numbers):
        raise ValueError(numbers)
    return numbers


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _refused(constant: str) -> float:
    raise ValueError(constant)
