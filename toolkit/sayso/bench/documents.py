"""Documents that an extractor can be given: of good shape, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.errors import DataError

if TYPE_CHECKING:
    from sayso.data.sources import Source
    from sayso.errors import Problem


def checked(documents: Source) -> Source:
    """The documents, after one reading that found nothing wrong.

    Raises:
        DataError: Some of them break the contract; all problems are told.
    """
    from sayso.data.stream import Stream

    problems: list[Problem] = []
    for _ in Stream(documents, "document", problems):
        pass
    if problems:
        raise DataError(problems)
    return documents
