"""What `sayso explain` says of a preset: whose number it is, how it is made, and what is known to be wrong with it."""

import inspect
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sayso.command.options import TextOrJson

if TYPE_CHECKING:
    from sayso.presets import Preset


def say_preset(name: str, format: TextOrJson) -> None:  # noqa: A002 - the option's name
    """Print the explanation of a preset."""
    from sayso.command.printing import say, say_json
    from sayso.presets import spelled

    preset, _ = spelled(name)
    if format is TextOrJson.JSON:
        say_json(_data(preset))
    else:
        say(_text(preset))


def _data(preset: "Preset") -> dict[str, Any]:
    from sayso.presets.proof import proofs

    return {
        "name": preset.name,
        "scorer": preset.scorer,
        "version": preset.version,
        "layer": preset.layer,
        "unit": preset.unit,
        "source": preset.source,
        "headline": preset.headline,
        "definition": inspect.cleandoc(preset.definition),
        "differs": preset.differs,
        "defects": [asdict(defect) for defect in preset.defects],
        "conventions": {
            key: {"default": value, "choices": list(preset.choices.get(key, ()))}
            for key, value in preset.conventions.items()
        },
        "vectors": preset.vectors,
        "proof": asdict(proofs()[preset.name]),
    }


def _text(preset: "Preset") -> str:
    from sayso.presets.proof import proofs

    proof = f"tests/parity/vectors/{preset.vectors}: {proofs()[preset.name].summary}"
    parts = [
        f"{preset.name}: {preset.summary}",
        inspect.cleandoc(preset.definition),
        f"Printed:  {preset.headline}\nFrom:     {preset.source}\nProof:    {proof}",
        f"Sayso's own\n  {preset.differs}",
    ]
    known = "\n".join(f"  - {defect.what}\n    {defect.example}" for defect in preset.defects)
    parts.append(f"Known defects\n{known}")
    if preset.conventions:
        parts.append("Conventions, set as in name(key=value)\n" + "\n".join(map(_convention, _listed(preset))))
    return "\n\n".join(parts)


def _listed(preset: "Preset") -> list[tuple[str, str, tuple[str, ...]]]:
    return [(key, value, preset.choices.get(key, ())) for key, value in preset.conventions.items()]


def _convention(one: tuple[str, str, tuple[str, ...]]) -> str:
    key, default, choices = one
    return f"  {key}={default}" + (f"  ({', '.join(choices)})" if choices else "")
