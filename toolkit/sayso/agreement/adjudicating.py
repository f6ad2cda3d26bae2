"""Adjudication: from passes to their open cases, and from a decision on each to the gold.

>>> from sayso.data.corpus import load
>>> corpus = load()
>>> passes = list(corpus.passes.values())
>>> cases = open_cases(corpus, passes)
>>> lines = [{**case.to_dict(), "decision": "annotator-b"} for case in cases]
>>> (record,) = adjudicated(corpus, passes, lines)
>>> len(record["entities"]), len(record["events"])  # as annotator B has them
(16, 43)
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sayso.agreement.cases import cases_of
from sayso.agreement.deciding import Decided
from sayso.agreement.decisions import called, read_decisions, refuse
from sayso.agreement.golden import golden
from sayso.agreement.union import Union
from sayso.data.fields import FORMAT
from sayso.data.minimal import minimal
from sayso.data.pairing import Pairing
from sayso.data.sources import Gold, MemorySource
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sayso.agreement.cases import Case
    from sayso.data.corpus import Corpus
    from sayso.data.sources import Record, Run, Source


def open_cases(corpus: Corpus, passes: Sequence[Run]) -> tuple[Case, ...]:
    """What passes do not agree on, item by item, with each one's reading.

    Args:
        corpus: Documents and label sets.
        passes: Two or more over the same documents. Items have the ids of the first pass that has them.

    Raises:
        UsageError: Fewer than two passes, two of one name, or documents that some pass lacks.
        DataError: A pass is not as gold must be; all problems are told.
    """
    documents = _documents(corpus, passes)
    return tuple(case for one, records in documents for case in _open(one, Union(one["text"], records)))


def adjudicated(
    corpus: Corpus, passes: Sequence[Run], decisions: str | Path | Iterable[Mapping[str, Any]]
) -> tuple[Record, ...]:
    """Gold: what the passes agree on, and what was decided on each open case.

    Args:
        corpus: Documents and label sets.
        passes: The same passes in the same order as for `open_cases`.
        decisions: Cases with a `decision` each, a file of them or lines as `Case.to_dict` gives them: the name of the
            pass that is right, `none`, or `{"value": …}`.

    Returns:
        A gold record a document, items in reading order with ids that follow it.

    Raises:
        UsageError: A case is undecided, a decision is none, or what is decided contradicts itself; all are told.
        DataError: A pass, or the gold that was decided, breaks the contract.
    """
    made = read_decisions(decisions)
    faults, records, seen = [], [], set()
    for document, found in _documents(corpus, passes):
        union = Union(document["text"], found)
        decided = Decided(union, document["doc_id"], list(_open(document, union)), made)
        faults += decided.faults
        seen.add(document["doc_id"])
        if not decided.faults:
            layers = frozenset().union(
                *union.layers.values(), (layer for layer, items in decided.items.items() if items)
            )
            records.append(_record(document, list(found.values()), golden(decided.items, layers)))
    strangers = [one for one in made.values() if one.case[0] not in seen]
    faults += [f"{one.where}: {called(one.case)}, which the passes do not have" for one in strangers]
    refuse(faults)
    _check(corpus, MemorySource(records, name="the gold that was decided"))
    return tuple(records)


def _open(document: Record, union: Union) -> Iterator[Case]:
    return cases_of(document["doc_id"], document["text"], union)


def _documents(corpus: Corpus, passes: Sequence[Run]) -> Iterator[tuple[Record, dict[str, Record]]]:
    """The documents with the record of each pass."""
    names = [one.name for one in passes]
    if len(names) < 2:  # noqa: PLR2004 - what one pass says is not open
        raise UsageError(f"{len(names)} pass leaves nothing open; name two or more")
    reserved = sorted({name for name in names if names.count(name) > 1} | {"none"} & set(names))
    if reserved:
        raise UsageError(f"a pass is called {reserved[0]!r}, which would not tell decisions apart; rename its file")
    for one in passes:
        _check(corpus, one.source)
    records = {one.name: {record["doc_id"]: record for record in one.source} for one in passes}
    every = set().union(*records.values())
    lacking = [(name, doc_id) for name, found in records.items() for doc_id in sorted(every - found.keys())]
    if lacking:
        name, doc_id = lacking[0]
        raise UsageError(
            f"pass {name} lacks document {doc_id!r}, which another pass has; adjudicate passes over the same documents"
        )
    for document in corpus.documents:
        if document["doc_id"] in every:
            yield document, {name: found[document["doc_id"]] for name, found in records.items()}


def _check(corpus: Corpus, source: Source) -> None:
    """Whether records are as gold must be.

    Raises:
        DataError: They are not; all problems are told.
    """
    for _ in Pairing(Gold(source, corpus.documents, corpus.annotated, corpus.labels), []):
        pass


def _record(document: Record, passes: Sequence[Record], layers: Record) -> Record:
    record: Record = {"format": FORMAT, "doc_id": document["doc_id"]}
    if any(one.get("text_sha256") for one in passes):
        record["text_sha256"] = hashlib.sha256(document["text"].encode()).hexdigest()
    declared = [one["annotated"] for one in passes if one.get("annotated") is not None]
    if declared:
        record["annotated"] = list(dict.fromkeys(name for names in declared for name in names))
    return minimal({**record, **layers}, "annotations")
