"""JSON to be read by programs and looked at by people.

Characters that a terminal would obey and that JSON would let through stand as JSON's own escapes, so that whoever reads
the text gets them back and whoever looks at it is not fooled.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sayso.data.visible import UNSEEN

if TYPE_CHECKING:
    import re


def json_text(value: Any, *, ascii_only: bool = False) -> str:  # noqa: ANN401 - whatever JSON can hold
    """A value as JSON, indented, without a newline at its end.

    Args:
        value: The value, without NaN.
        ascii_only: Escape whatever is not ASCII.

    Raises:
        ValueError: There is a NaN or an infinity in it.
    """
    written = json.dumps(value, ensure_ascii=ascii_only, allow_nan=False, indent=2)
    # Outside of strings JSON is ASCII without controls, so each of these stands in a string.
    return UNSEEN.sub(_escaped, written)


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
