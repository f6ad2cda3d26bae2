"""The shortest spelling of a record: keys in the contract's order, nothing that means the same as its absence.

Null is no value, and so is an empty list below the layers; an empty layer is a finding and stays.
"""

from __future__ import annotations

from typing import Any

from sayso.data.fields import LAYERS, OBJECTS


def minimal(record: dict[str, Any], name: str) -> dict[str, Any]:
    """A record of good shape in its shortest spelling.

    Args:
        record: A decoded object.
        name: Its type in the table of fields, such as `annotations` or `document`.
    """
    found: dict[str, Any] = {}
    for key, field in OBJECTS[name].items():
        value = record.get(key)
        if value is None:
            continue
        if field.kind == "object":
            value = minimal(value, field.of or "")
        elif field.kind == "list":
            if not value and key not in LAYERS and key != "annotated":
                continue
            value = value if field.of == "string" else [minimal(item, field.of or "") for item in value]
        found[key] = value
    return found
