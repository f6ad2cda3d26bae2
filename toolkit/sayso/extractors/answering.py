"""One question, one answer: a document goes in, JSON of a record or of a failure comes out.

The same here and in a worker process, so that a run with a time limit has the bytes of a run without. An answer is JSON
as soon as it is there: what JSON cannot carry is the extractor's failure, not the writer's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sayso.errors import ExtractorError
from sayso.extractors.failing import INVALID, failure, raised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.extractors.protocol import Annotator, Document, Extractor


def prepare(extractor: Extractor | Annotator) -> None:
    """Let an extractor load what it needs.

    Raises:
        ExtractorError: It cannot start.
    """
    try:
        getattr(extractor, "prepare", _nothing)()
    except ExtractorError:
        raise
    except Exception as error:
        raise ExtractorError(f"{extractor.name} cannot start: {type(error).__name__}: {error}") from error


def batch_size(extractor: Extractor | Annotator) -> int:
    """How many documents an extractor takes at once."""
    several = callable(getattr(extractor, "extract", None))
    return max(1, int(getattr(extractor, "batch", 1))) if several else 1


def ask(extractor: Extractor | Annotator, documents: Sequence[Document]) -> list[str]:
    """The answers to some documents, each as JSON in ASCII.

    Several are given to the extractor at once; where that fails, one by one, so that a failure is that of one document.

    Raises:
        ExtractorError: The extractor says that it cannot start.
    """
    if len(documents) > 1:
        together = _together(extractor, documents)
        if together is not None:
            return together
    return [_alone(extractor, document) for document in documents]


def _together(extractor: Any, documents: Sequence[Document]) -> list[str] | None:  # noqa: ANN401 - it has `extract`
    """The answers of one call of `extract`; None if it raised, or did not answer each document in turn."""
    try:
        records = list(extractor.extract([dict(document) for document in documents]))
        asked = [document["doc_id"] for document in documents]
        if [record["doc_id"] for record in records] != asked:
            return None
    except ExtractorError:
        raise
    except Exception:  # noqa: BLE001 - one by one, each document is told its own
        return None
    return [_encoded(doc_id, record) for doc_id, record in zip(asked, records, strict=True)]


def _alone(extractor: Any, document: Document) -> str:  # noqa: ANN401 - it has `annotate` or `extract`
    doc_id = document["doc_id"]
    try:
        record = _annotated(extractor, dict(document))
    except ExtractorError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an extractor may raise anything; the run goes on
        return json.dumps(raised(doc_id, error))
    return _encoded(doc_id, record)


def _annotated(extractor: Any, document: Document) -> object:  # noqa: ANN401 - it has `annotate` or `extract`
    if callable(getattr(extractor, "annotate", None)):
        record: object = extractor.annotate(document)
        return record
    records = list(extractor.extract([document]))
    return records[0] if len(records) == 1 else records


def _encoded(doc_id: str, record: object) -> str:
    try:
        return json.dumps(record, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        return json.dumps(failure(doc_id, INVALID, f"it is not JSON: {error}"))


def _nothing() -> None:
    """What an extractor that loads nothing does to prepare."""
