"""Names that are not there: the error that says which ones are."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 8


def unknown(what: str, name: str, known: Sequence[str]) -> UsageError:
    """The error for a name that is none of the known ones, with those it may have been meant for."""
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    listed = ", ".join(repr(one) for one in close or known[:_SHOWN])
    more = ", …" if not close and len(known) > _SHOWN else ""
    offer = f"did you mean {' or '.join(repr(one) for one in close)}?" if close else f"there are {listed}{more}"
    return UsageError(f"unknown {what} {name!r}; {offer}")


def no_such_field(name: str) -> UsageError:
    """The error for a field by which items are to be parted and that no document has."""
    return UsageError(f"no document has a field {name!r} to slice by; it may be misspelt, or stand elsewhere in `meta`")
