"""From lines to columns, refusing whatever Arrow's JSON reader would let pass.

That reader takes two objects on one line, an object over two lines, a byte order mark, a lone carriage return, NaN and
Infinity, null among the items of a list, bytes that are no UTF-8; a file whose first line is `null` ends the process.
It does find duplicate keys, unknown fields, values of another type, and 1.0 for an integer, at any depth.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from sayso.data.arrow import layers_of_buffer
from sayso.data.columnar.doubt import Doubt, vouch

if TYPE_CHECKING:
    from collections.abc import Sequence

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # half of a character beyond U+FFFF, as an escape


def parsed(lines: Sequence[bytes]) -> pa.StructArray:
    """Lines without line feeds, at least one, as one struct array with the fields of a record, a row a line.

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
        if not buffer.isascii():
            _check_utf8(buffer)
        records = layers_of_buffer(buffer)
        if b"\\u" in buffer and _HALF.search(buffer):
            records.validate(full=True)
    except pa.ArrowException:
        raise Doubt from None
    vouch(sure=len(records) == len(lines))
    return records


def _check_utf8(buffer: bytes) -> None:
    """Have Arrow look at bytes as one text; it builds no string of it, as `decode` would."""
    bounds = pa.py_buffer(np.array([0, len(buffer)], dtype=np.int64))
    pa.Array.from_buffers(pa.large_string(), 1, [None, bounds, pa.py_buffer(buffer)]).validate(full=True)
