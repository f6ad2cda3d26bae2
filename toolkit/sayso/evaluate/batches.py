"""Rows of records in batches of bounded size, as scenes.

A batch is as many documents as have a given number of characters together, so that a few long documents make
as large a batch as many short ones. No number depends on where batches end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.data.annotated import annotated, seen
from sayso.data.arrow import layers_of
from sayso.data.canonical import batch_of
from sayso.data.choosing import field_of
from sayso.data.digest import document_digests
from sayso.matching.candidates import Space
from sayso.matching.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sayso.data.columns import Batch
    from sayso.data.pairing import Row
    from sayso.data.sources import Record

# About 64 news articles: enough to drown the cost of a call, little enough for the processor's caches.
CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Work:
    """A batch ready to be scored: its documents' ids, one scene for each run, and what was learnt on the way.

    `fields` are values of fields of the documents, for those that were asked for.
    """

    doc_ids: tuple[str, ...]
    scenes: tuple[Scene, ...]
    digests: tuple[bytes, ...]
    seen: frozenset[str]
    listless: bool
    fields: Mapping[str, Sequence[str | None]]


def batches(rows: Iterable[Row], characters: int) -> Iterator[list[Row]]:
    """Cut rows into batches of at least so many characters of text, but for the last."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row.document["text"])
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def work_of(
    rows: Sequence[Row], declared: Collection[str] | None, assumed: Collection[str], fields: Collection[str] = ()
) -> Work:
    """The scenes of a batch.

    Args:
        rows: Checked rows.
        declared: The attributes that the corpus declares as annotated, None if it declares none.
        assumed: The attributes seen so far, which count where nothing is declared.
        fields: Fields of documents whose values are wanted.
    """
    batch = _columns(rows)
    own = [row.gold.get("annotated") for row in rows]
    here = seen(batch.sides[0])
    flags = annotated(own, declared, frozenset(assumed) | here)
    space = Space(batch.spans, batch.texts, batch.span_texts)
    doc_ids = tuple(row.doc_id for row in rows)
    scenes = tuple(Scene(batch, side, space, flags) for side in range(1, len(batch.sides)))
    digests = tuple(document_digests(batch, doc_ids, own))
    listless = declared is None and any(listed is None for listed in own)
    values = {name: [field_of(row.document, name) for row in rows] for name in fields}
    return Work(doc_ids, scenes, digests, here, listless, values)


def _columns(rows: Sequence[Row]) -> Batch:
    runs = range(len(rows[0].predicted))
    sides = [layers_of([row.gold for row in rows])]
    sides += [layers_of([answered(row.predicted[run]) for row in rows]) for run in runs]
    return batch_of([row.document["text"] for row in rows], sides)


def answered(record: Record | None) -> dict[str, Any] | None:
    """A run's record with its layers; None where it failed or is missing, which counts as nothing found."""
    return None if record is None or record.get("failure") is not None else record
