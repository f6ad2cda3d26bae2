"""A preset with its conventions as one types it: `citron(marks=in)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.errors import MeasureError
from sayso.measures.spelling import take_apart
from sayso.presets.preset import Conventions
from sayso.presets.registry import find

if TYPE_CHECKING:
    from sayso.presets.preset import Preset


def spelled(text: str) -> tuple[Preset, Conventions]:
    """The preset of a spelling and the conventions it sets, defaults filled in.

    Raises:
        MeasureError: There is no such preset, convention or choice.
    """
    name, bracket, rest = text.partition("(")
    preset = find(name.strip())
    given = dict(take_apart(f"{preset.layer}.F({rest}").parameters) if bracket else {}
    for key, value in given.items():
        if key not in preset.conventions:
            known = ", ".join(preset.conventions) or "none"
            msg = f"preset {preset.name} has no convention {key!r}; it has {known}"
            raise MeasureError(msg)
        choices = preset.choices.get(key)
        if choices is not None and value not in choices:
            msg = f"preset {preset.name}: {key} is {' or '.join(choices)}, found {value!r}"
            raise MeasureError(msg)
    return preset, Conventions({**preset.conventions, **given})
