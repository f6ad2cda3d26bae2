"""Whether an answer is a record of the contract: if not, the extractor failed on this document.

A run that breaks the contract could not be scored; found here, it costs one document and is told with its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sayso.data.checks import check_content, check_shape
from sayso.data.jsonl import dumped
from sayso.data.strict import decode
from sayso.errors import Problem, Where
from sayso.extractors.failing import INVALID, failure
from sayso.extractors.protocol import LAYERS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sayso.extractors.protocol import Document, Record

_NOWHERE = Where()
_SHOWN = 3


class Answer(NamedTuple):
    """A verified record as a run has it.

    Attributes:
        doc_id: The document.
        line: The record as a line, without its line feed.
        failure: Class and message, if it is one.
    """

    doc_id: str
    line: str
    failure: dict[str, str] | None

    @classmethod
    def of(cls, record: Record) -> Answer:
        """That of a record."""
        return cls(record["doc_id"], dumped(record), record.get("failure"))


def verified(answer: str, document: Document, layers: Collection[str]) -> Record:
    """The record of an answer, or the failure that it is: nothing is repaired.

    Args:
        answer: What the extractor said, as JSON.
        document: What it was asked about.
        layers: The layers that it declares; its records have exactly these.
    """
    doc_id = document["doc_id"]
    record = decode(answer.encode("utf-8"), _NOWHERE)
    if isinstance(record, Problem):
        return failure(doc_id, INVALID, _told([record]))
    problems = check_shape(record, "run", _NOWHERE)
    if problems:
        return failure(doc_id, INVALID, _told(problems))
    objection = _objection(record, doc_id, layers)
    if objection:
        return failure(doc_id, INVALID, objection)
    problems = check_content(record, document["text"], _NOWHERE)
    return failure(doc_id, INVALID, _told(problems)) if problems else record


def _objection(record: Record, doc_id: str, layers: Collection[str]) -> str | None:
    """What only the runner can see: whether the record answers the question, and holds what was promised."""
    if record["doc_id"] != doc_id:
        return f"found doc_id {record['doc_id']!r}, expected {doc_id!r}"
    if record.get("failure") is not None:
        return None
    present = [layer for layer in LAYERS if record.get(layer) is not None]
    declared = [layer for layer in LAYERS if layer in layers]
    if present == declared:
        return None
    found = ", ".join(present) or "no layer"
    return f"found {found}, expected the layers that the extractor declares: {', '.join(declared)}"


def _told(problems: Sequence[Problem]) -> str:
    """The first problems in a line each, without a file: there is none yet."""
    shown = [
        f"{problem.code}{f' at {problem.where.path}' if problem.where.path else ''}: "
        f"found {problem.found}, expected {problem.expected}"
        for problem in problems[:_SHOWN]
    ]
    more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
    return "\n".join([*shown, *more])
