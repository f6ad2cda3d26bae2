"""What any item may carry besides its own attributes: tags for slices, and a score in runs.

They take no part in matching. They tell equal items apart only where nothing else does, so that a slice or a curve
does not depend on the order in which equal items were written.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.arrow import integers, present
from sayso.data.interning import Coded, sorted_codes

if TYPE_CHECKING:
    import pyarrow as pa

    from sayso.data.keys import Ints

# A score as an integer: positive floating point numbers order like the integers that have their bits.
_NONE = -1
_UNSIGNED = 2**63 - 1


def tag_sets(array: pa.ListArray) -> Coded:
    """Each item's set of tags as one label: its tags sorted, as a JSON list; no value for none."""
    if array.null_count == len(array):
        return Coded(np.full(len(array), _NONE, dtype=np.int64), ())
    codes: dict[str, int] = {}
    found = [
        codes.setdefault(json.dumps(sorted(set(tags)), ensure_ascii=False), len(codes)) if tags else _NONE
        for tags in array.to_pylist()
    ]
    return sorted_codes(list(codes), np.array(found, dtype=np.int64))


def members(tag_set: str) -> list[str]:
    """The tags of a label made by `tag_sets`."""
    tags: list[str] = json.loads(tag_set)
    return tags


def scores(array: pa.DoubleArray) -> Ints:
    """Each item's score as an integer of the same order, -1 for none."""
    if array.null_count == len(array):
        return np.full(len(array), _NONE, dtype=np.int64)
    # Without the sign bit: -0.0 is 0.
    found = integers(array.view("int64"))
    return np.where(present(array), found & _UNSIGNED, _NONE)


def score_values(codes: Ints) -> np.typing.NDArray[np.float64]:
    """The scores of such integers; nan for none."""
    return np.where(codes < 0, np.nan, np.maximum(codes, 0).view(np.float64))
