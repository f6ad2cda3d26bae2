"""Checks of content on columns, made while these are read: what `checks.content` tells, without saying what."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sayso.data.arrow import integers, places, present
from sayso.data.columnar.doubt import vouch
from sayso.data.columnar.texts import Texts, bounds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from sayso.data.interning import Coded
    from sayso.data.keys import Bools, Ints


class Documents(Protocol):
    """Texts that spans are held against."""

    length: Ints

    def check(self, document: Ints, start: Ints, end: Ints, text: pa.StringArray, given: Bools) -> None:
        """As of `Texts`."""
        ...


class Content:
    """Holds what is read against the documents' texts and against itself; each method raises `Doubt`."""

    def __init__(self, texts: Sequence[str], labels: Sequence[Mapping[str, frozenset[str]]]) -> None:
        """Take the documents' texts, and for each side the label sets that hold there."""
        self._strings = texts
        self._texts: Documents = Texts(texts, len(labels))
        self._labels = labels

    def digests(self, records: pa.StructArray) -> None:
        """Texts have the digests that records give; a row a document, side after side."""
        given = records.field("text_sha256")
        if given.null_count == len(given):
            return
        actual = [hashlib.sha256(text.encode()).hexdigest() for text in self._strings]
        found = given.to_pylist()
        vouch(sure=all(one is None or one == actual[row % len(actual)] for row, one in enumerate(found)))

    def fragments(self, doc: Ints, counts: Ints, fragments: tuple[Ints, Ints, pa.StringArray], grounded: Bools) -> None:
        """Fragments of items lie in their documents, say what stands there, and those of one item share no character.

        Args:
            doc: The document of each item, counted through all sides.
            counts: How many fragments each item has.
            fragments: Start, end and text of each fragment.
            grounded: Which fragments have offsets; the others are texts alone.
        """
        start, end, text = fragments
        several = np.any(counts != 1)
        owner = np.repeat(np.arange(len(counts)), counts) if several else np.arange(0)
        document = doc[owner] if several else doc
        inside = (start >= 0) & (start < end) & (end <= self._texts.length[document])
        if not grounded.all():
            vouch(sure=np.all(np.diff(bounds(text))[~grounded] > 0))
            inside |= ~grounded
        vouch(sure=inside.all())
        if len(text) > text.null_count:
            self._texts.check(document, start, end, text, grounded & present(text))
        if several:
            one_of_many = np.flatnonzero((counts > 1)[owner] & grounded)
            self._apart(owner[one_of_many], start[one_of_many], end[one_of_many])

    @staticmethod
    def _apart(owner: Ints, start: Ints, end: Ints) -> None:
        order = np.lexsort((start, owner))
        owner, start, end = owner[order], start[order], end[order]
        vouch(sure=not np.any((owner[1:] == owner[:-1]) & (start[1:] < end[:-1])))

    @staticmethod
    def heads(span: pa.StructArray, head: pa.StructArray) -> None:
        """Heads lie within their mentions, where both have a place."""
        if head.null_count == len(head):
            return
        low, high, inner_low, inner_high = (
            integers(one.field(key)) for one in (span, head) for key in ("start", "end")
        )
        placed = (low >= 0) & (inner_low >= 0)
        vouch(sure=np.all(((low <= inner_low) & (inner_high <= high)) | ~placed))

    @staticmethod
    def ids(known: Ints, wanted: Ints, place: Ints) -> None:
        """Ids are different within a layer of a document, and references lead to what they name.

        Args:
            known: The sorted keys (document, id) of a layer.
            wanted: Those of references to it.
            place: Where each of these is among the known, if it is.
        """
        vouch(sure=not np.any(known[1:] == known[:-1]))
        vouch(sure=len(known) or not len(wanted))
        vouch(sure=np.array_equal(known[place], wanted))

    @staticmethod
    def ancestors(parent: Ints) -> None:
        """Parents (rows, -1 for none) end at a quote without one: their 2ᵏ-th ancestors do for k large enough."""
        above = np.append(parent, -1)
        for _ in range(len(parent).bit_length() + 1):
            if np.all(above < 0):
                return
            above = above[above]
        vouch(sure=False)

    @staticmethod
    def something(entity: pa.StructArray, mentions: Ints) -> None:
        """Each entity has a mention, a name, or a Wikidata id."""
        bare = places(np.flatnonzero(mentions == 0))
        names, ids = (entity.field(key).take(bare).to_pylist() for key in ("name", "wikidata"))
        vouch(sure=all((name and name.strip()) or wikidata for name, wikidata in zip(names, ids, strict=True)))

    def labels(self, name: str, column: Coded, doc: Ints) -> None:
        """Labels are of the sets that hold on their sides.

        Args:
            name: The attribute, as `layer.attribute`.
            column: Its labels.
            doc: The document of each item, counted through all sides.
        """
        for side, labels in enumerate(self._labels):
            allowed = labels.get(name)
            if allowed is not None and not allowed.issuperset(column.texts):
                low, high = np.searchsorted(doc, [side * len(self._strings), (side + 1) * len(self._strings)])
                codes = np.unique(column.codes[low:high]).tolist()
                vouch(sure=allowed.issuperset(column.texts[code] for code in codes if code >= 0))
