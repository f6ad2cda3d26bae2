"""Gold told in another way: with every item's id as a tag, or as a run that found all of it.

Scoring forgets ids, since no number may depend on them; tags stay beside the items. A gate needs ids to say which items
a run lost, and a perfect run to know whether gold has anything that a measure could count.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sayso.data.sources import Run, records_of
from sayso.data.urls import is_file
from sayso.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from sayso.data.sources import Entry, Gold, Record, Source
    from sayso.data.urls import Url

    Place = tuple[str | None, int | None]

# A private character that no honest tag begins with, and that sorts after those of honest tags.
_MARK = "\U0010fffd"
_WITHIN = {"entities": "mentions", "events": "arguments"}
_LAYERS = ("entities", "quotes", "events", "stances")


@dataclass(eq=False)
class Retold:
    """The records of a source, each changed as it is read.

    Attributes:
        source: The source.
        change: What becomes of a record of good shape.
        places: For each document read so far the file and line of its record, none in memory.
    """

    source: Source
    change: Callable[[Record], Record]
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.source.name

    @property
    def path(self) -> Path | Url | None:
        """Its file, if it is one."""
        return self.source.path

    def entries(self) -> Iterator[Entry | Problem]:
        """Its records in order, changed."""
        for entry in self.source.entries():
            if isinstance(entry, Problem):
                yield entry
                continue
            where = entry.where
            in_file = where.file is not None and is_file(where.file)
            self.places[entry.record["doc_id"]] = (where.file, where.line) if in_file else (None, None)
            yield replace(entry, record=self.change(entry.record))

    @contextlib.contextmanager
    def reopened(self) -> Iterator[Callable[[Entry], Record]]:
        """A function that reads the record of an entry again, and changes it again."""
        with self.source.reopened() as again:
            yield lambda entry: self.change(again(entry))

    def __iter__(self) -> Iterator[Record]:
        """Its records in order, changed."""
        return records_of(self.entries())

    def __len__(self) -> int:
        """How many records it has."""
        return len(self.source)


def with_ids(gold: Gold) -> tuple[Gold, Mapping[str, Place]]:
    """Gold whose items have their ids among their tags, and where its records stand, known once they were read."""
    retold = Retold(gold.source, _tagged)
    return replace(gold, source=retold), retold.places


def id_of(tags: Collection[str]) -> str:
    """The id among the tags of an item of `with_ids`.

    An item without an id of its own is named by its place in what has one: `e1.mentions[0]`, `v2.arguments[1]`.
    """
    return next(tag for tag in tags if is_id(tag)).removeprefix(_MARK)


def is_id(tag: str | None) -> bool:
    """Whether a tag of an item of `with_ids` is its id."""
    return tag is not None and tag.startswith(_MARK)


def perfect(gold: Gold, names: Collection[str]) -> Run:
    """Gold as a run, named as none of the others is."""
    name = "gold"
    while name in names:
        name += "+"
    return Run(Retold(gold.source, _as_run), name)


def _as_run(record: Record) -> Record:
    # What gold says of itself is nothing that a run may say.
    return {key: value for key, value in record.items() if key != "annotated"}


def _tagged(record: Record) -> Record:
    tagged = {
        layer: [_tagged_item(layer, item) for item in record[layer]]
        for layer in _LAYERS
        if record.get(layer) is not None
    }
    return {**record, **tagged}


def _tagged_item(layer: str, item: Mapping[str, Any]) -> dict[str, Any]:
    tagged = _with_tag(item, item["id"])
    inner = _WITHIN.get(layer)
    if inner is not None and item.get(inner):
        tagged[inner] = [_with_tag(part, f"{item['id']}.{inner}[{number}]") for number, part in enumerate(item[inner])]
    return tagged


def _with_tag(item: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {**item, "tags": [*(item.get("tags") or ()), _MARK + name]}
