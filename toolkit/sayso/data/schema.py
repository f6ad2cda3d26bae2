"""JSON Schema of each record type, generated from the contract's table of fields.

A schema accepts whatever the checks accept, and refuses every problem whose code is of level *shape*, but for spelling:
a key that stands twice, `NaN` and the point of `1.0` are gone before a schema sees the record. Problems of level
*content* need the text or other records, so no schema can see them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sayso.data.fields import ATTRIBUTES, FORMAT, GOLD_ONLY, LAYERS, OBJECTS, RUN_ONLY
from sayso.data.output_schemas import OUTPUTS
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.data.fields import Field

Kind = Literal["document", "gold", "run", "result", "comparison", "errors"]
Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLES = {
    "document": "A document of a corpus",
    "gold": "Gold annotations of a document",
    "run": "What an extractor predicted for a document, or that it failed",
    "result": "What scoring found",
    "comparison": "What comparing found",
    "errors": "What was missed and what is spurious",
}
_NULL = {"type": "null"}
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}


def schema(kind: Kind) -> Schema:
    """The JSON Schema of a document, a gold record, a run's record, a result, a comparison, or errors; draft 2020-12.

    Raises:
        UsageError: There is no such type.
    """
    if kind not in _TITLES:
        raise UsageError(f"there is no schema of {kind!r}; known are {', '.join(_TITLES)}")
    head = {"$schema": DIALECT, "title": _TITLES[kind]}
    if kind in OUTPUTS:
        return head | OUTPUTS[kind]()
    root = "document" if kind == "document" else "annotations"
    reached = _reached(root, _withheld(kind))
    definitions = {name: _object(name, kind) for name in reached if name != root}
    return head | _object(root, kind) | ({"$defs": definitions} if definitions else {})


def _withheld(kind: str) -> frozenset[str]:
    """Fields that this kind of record does not have."""
    return {"gold": RUN_ONLY, "run": GOLD_ONLY}.get(kind, frozenset())


def _reached(root: str, withheld: frozenset[str]) -> list[str]:
    """The objects that a record of this kind can hold, itself first."""
    found = [root]
    for name in found:
        inner = (field.of for key, field in OBJECTS[name].items() if key not in withheld)
        found += [of for of in dict.fromkeys(inner) if of in OBJECTS and of not in found]
    return found


def _object(name: str, kind: Kind) -> Schema:
    fields = OBJECTS[name]
    withheld = _withheld(kind)
    # Null is no value, so a field that this kind of record does not have may still be null.
    properties = {key: _NULL if key in withheld else _value(field) for key, field in fields.items()}
    if name == "annotations":
        properties["format"] = {"const": FORMAT}
        if kind == "gold":
            properties["annotated"] = {"type": ["array", "null"], "items": {"enum": sorted(ATTRIBUTES)}}
    required = [key for key, field in fields.items() if field.required]
    made = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return made | _together(name, kind)


def _value(field: Field) -> Schema:
    """A value, or null where the field is optional."""
    if field.kind == "free":
        return {}
    if field.kind == "object":
        named = {"$ref": f"#/$defs/{field.of}"}
        return named if field.required else {"anyOf": [named, _NULL]}
    kinds: dict[str, Schema] = {
        "string": _TEXT,
        "offset": _COUNT,
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "list": {"type": "array", "items": _element(field)},
    }
    made = kinds[field.kind]
    if field.kind == "list" and field.required:
        made = made | {"minItems": 1}
    return made if field.required else made | {"type": [made["type"], "null"]}


def _element(field: Field) -> Schema:
    return _TEXT if field.of == "string" else {"$ref": f"#/$defs/{field.of}"}


def _together(name: str, kind: Kind) -> Schema:
    """What fields of one object demand of each other."""
    if name == "span":
        placed = {"required": ["start", "end"], "properties": {"start": _COUNT, "end": _COUNT}}
        bare = {
            "required": ["text"],
            "properties": {"text": _TEXT, "start": _NULL, "end": _NULL},
        }
        return {"allOf": [placed]} if kind == "gold" else {"anyOf": [placed, bare]}
    if name == "target":
        given = {key: {"required": [key], "not": {"properties": {key: _NULL}}} for key in OBJECTS["target"]}
        return {"oneOf": list(given.values())}
    if name == "annotations" and kind == "run":
        failed = {"required": ["failure"], "not": {"properties": {"failure": _NULL}}}
        return {"if": failed, "then": {"properties": dict.fromkeys(LAYERS, _NULL)}}
    return {}
