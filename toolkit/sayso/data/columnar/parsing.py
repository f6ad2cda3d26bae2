"""From lines to columns, refusing whatever Arrow's JSON reader would let pass.

That reader takes two objects on one line, an object over two lines, a byte order mark, a lone carriage return, NaN and
Infinity, null among the items of a list, bytes that are no UTF-8; a file whose first line is `null` ends the process.
It does find duplicate keys, unknown fields, values of another type, and 1.0 for an integer, at any depth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from sayso.data.arrow import EXTRAS, layers_of_buffer
from sayso.data.columnar.doubt import Doubt, vouch

if TYPE_CHECKING:
    from collections.abc import Sequence


def parsed(lines: Sequence[bytes], *, extras: int = len(EXTRAS)) -> pa.StructArray:
    """Lines without line feeds, at least one, as one struct array with the fields of a record, a row a line.

    Args:
        lines: Lines.
        extras: How many of `EXTRAS` items may have.

    Raises:
        Doubt: Some line is not plainly one JSON object with the contract's fields and types.
    """
    # Where each line begins with a brace and ends with one, no object goes on over a line end: `}` and `{` follow each
    # other only between values, and a line feed in a string is refused. As many rows as lines then means one each.
    vouch(sure=all(line.startswith(b"{") and line.endswith((b"}", b"}\r")) for line in lines))
    buffer = b"\n".join(lines)
    if b"\r" in buffer:
        vouch(sure=buffer.count(b"\r") == sum(line.endswith(b"\r") for line in lines))
    try:
        records = layers_of_buffer(buffer, extras=extras)
        if b"\\" in buffer:
            records.validate(full=True)  # Strings that are no UTF-8, or have half of a surrogate pair.
        elif not buffer.isascii():
            _as_text(buffer).validate(full=True)
    except pa.ArrowException:
        raise Doubt from None
    vouch(sure=len(records) == len(lines))
    return records


def _as_text(buffer: bytes) -> pa.StringArray:
    """Bytes as one string, which is checked in half the time that the many take."""
    bounds = np.array([0, len(buffer)], dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(bounds), pa.py_buffer(buffer)])
