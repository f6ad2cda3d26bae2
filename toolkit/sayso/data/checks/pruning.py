"""What is sound of a record that is not: so that its other problems can be told in the same go.

Whatever has the wrong shape is cut out with as little around it as possible: an optional field, else the item that
cannot be without it. Paths found in what is left are given back their old numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.data.fields import LAYERS, OBJECTS

if TYPE_CHECKING:
    from sayso.data.checks.paths import Path
    from sayso.data.fields import Field

_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "offset": (int,), "score": (int, float)}


class _Kept(list[Any]):
    """The sound items of a list, and the numbers they had."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[int] = []

    def keep(self, number: int, item: Any) -> None:  # noqa: ANN401 - any JSON value
        self.append(item)
        self.numbers.append(number)


class Pruned:
    """The sound part of a record.

    Attributes:
        record: What is left of it.
        ids: By layer, the ids of items that were cut out, to which others may still refer.
    """

    def __init__(self, record: dict[str, Any]) -> None:
        """Take an object of any shape."""
        self.record: dict[str, Any] = _fields(record, "annotations")
        self.ids: dict[str, set[str]] = {}
        for layer in LAYERS:
            given = record.get(layer)
            items = given if isinstance(given, list) else []
            named = (item.get("id") for item in items if isinstance(item, dict))
            self.ids[layer] = {name for name in named if isinstance(name, str)}

    def restored(self, path: Path) -> Path:
        """A path with the numbers that its items had in the whole record."""
        steps: list[str | int] = []
        while path is not None:
            step, path = path
            steps.append(step)
        value: Any = self.record
        old: Path = None
        for step in reversed(steps):
            if isinstance(value, _Kept) and isinstance(step, int):
                old, value = (value.numbers[step], old), value[step]
            else:
                old, value = (step, old), value.get(step) if isinstance(value, dict) else None
        return old


def _fields(value: dict[str, Any], name: str) -> dict[str, Any]:
    """The sound fields of an object."""
    given = ((key, field, value.get(key)) for key, field in OBJECTS[name].items())
    sound = ((key, _sound(inner, field)) for key, field, inner in given if inner is not None)
    return {key: inner for key, inner in sound if inner is not None}


def _object(value: Any, name: str) -> dict[str, Any] | None:  # noqa: ANN401 - any JSON value
    """The sound part of an object, None if it cannot be without what is not sound."""
    if type(value) is not dict:
        return None
    found = _fields(value, name)
    if any(field.required and found.get(key) is None for key, field in OBJECTS[name].items()):
        return None
    if name == "span" and (("start" in found) != ("end" in found) or not found):
        return None
    if name == "target" and len(found) != 1:
        return None
    return found


def _sound(value: Any, field: Field) -> Any:  # noqa: ANN401 - any JSON value
    if field.kind == "object":
        return _object(value, field.of or "")
    if field.kind == "list":
        return _list(value, field) if type(value) is list else None
    if type(value) not in _TYPES.get(field.kind, ()) or (field.kind == "offset" and value < 0):
        return None
    return value


def _list(value: list[Any], field: Field) -> _Kept | None:
    kept = _Kept()
    for number, item in enumerate(value):
        sound = (item if type(item) is str else None) if field.of == "string" else _object(item, field.of or "")
        if sound is not None:
            kept.keep(number, sound)
    # An item of which a fragment is lost is another item.
    whole = not field.required or (kept and len(kept) == len(value))
    return kept if whole else None
