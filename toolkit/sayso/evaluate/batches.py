"""Batches of rows as scenes.

A batch is as many documents as have a given number of characters together, so that a few long documents make
as large a batch as many short ones. No number depends on where batches end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.data.annotated import annotated, seen
from sayso.data.choosing import field_of
from sayso.data.digest import document_digests
from sayso.matching.candidates import Space
from sayso.matching.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sayso.data.rows import Rows
    from sayso.data.sources import Record

# About 200 news articles: enough to drown the cost of a call, little enough for a hundred megabytes.
CHARACTERS = 600_000


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


def work_of(
    rows: Rows, declared: Collection[str] | None, assumed: Collection[str], fields: Collection[str] = ()
) -> Work:
    """The scenes of a batch.

    Args:
        rows: Checked rows.
        declared: The attributes that the corpus declares as annotated, None if it declares none.
        assumed: The attributes seen so far, which count where nothing is declared.
        fields: Fields of documents whose values are wanted.
    """
    batch = rows.batch()
    own = rows.declared()
    here = seen(batch.sides[0])
    flags = annotated(own, declared, frozenset(assumed) | here)
    space = Space(batch.spans, batch.texts, batch.span_texts)
    doc_ids = tuple(row.doc_id for row in rows.rows)
    scenes = tuple(Scene(batch, side, space, flags) for side in range(1, len(batch.sides)))
    digests = tuple(document_digests(batch, doc_ids, own))
    listless = declared is None and any(listed is None for listed in own)
    values = {name: [field_of(row.document, name) for row in rows.rows] for name in fields}
    return Work(doc_ids, scenes, digests, here, listless, values)


def answered(record: Record | None) -> dict[str, Any] | None:
    """A run's record with its layers; None where it failed or is missing, which counts as nothing found."""
    return None if record is None or record.get("failure") is not None else record
