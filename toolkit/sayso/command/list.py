"""`sayso list`: what there is, by name."""

import inspect
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer

from sayso.command.options import PlainFormat, TextOrJson


class Listed(StrEnum):
    """What can be listed."""

    MEASURES = "measures"
    PRESETS = "presets"
    EXTRACTORS = "extractors"
    FORMATS = "formats"
    CHECKS = "checks"


EXAMPLES = """
sayso list measures
sayso list presets
sayso list checks --format json
"""


def list_(
    what: Annotated[Listed, typer.Argument(metavar="measures|presets|extractors|formats|checks", help="What to list.")],
    *,
    format: PlainFormat = TextOrJson.TEXT,  # noqa: A002 - the option's name
) -> None:
    """List all measures, presets, extractors, formats or checks."""
    from sayso.command.printing import say, say_json

    rows = {
        Listed.MEASURES: _measures,
        Listed.PRESETS: _presets,
        Listed.EXTRACTORS: _extractors,
        Listed.FORMATS: _formats,
        Listed.CHECKS: _checks,
    }[what]()
    if format is TextOrJson.JSON:
        say_json(rows)
        return
    width = max(len(row["name"]) for row in rows)
    say("\n".join(f"{row['name']:<{width}}  {row['summary']}".rstrip() for row in rows))


def _first_line(documentation: str | None) -> str:
    return inspect.cleandoc(documentation or "").partition("\n")[0]


def _measures() -> list[dict[str, Any]]:
    from sayso.measures import names, parse

    measures = map(parse, names())
    return [{"name": str(measure), "summary": _first_line(measure.line.doc)} for measure in measures]


def _presets() -> list[dict[str, Any]]:
    from sayso.presets import presets
    from sayso.presets.proof import proofs

    return [
        {
            "name": one.name,
            "summary": f"{one.summary}; {proofs()[one.name].summary}",
            "scorer": one.scorer,
            "version": one.version,
            "layer": one.layer,
            "unit": one.unit,
            "headline": one.headline,
            "vectors": one.vectors,
            "proof": asdict(proofs()[one.name]),
            "known_defects": len(one.defects),
            "conventions": dict(one.conventions),
        }
        for one in presets().values()
    ]


def _extractors() -> list[dict[str, Any]]:
    from sayso.extractors import available

    return [
        {
            "name": one.name,
            "summary": f"cannot run here: {one.missing}" if one.missing else f"{one.summary} ({', '.join(one.layers)})",
            "layers": list(one.layers),
            "runs": one.runs,
        }
        for one in available()
    ]


def _formats() -> list[dict[str, Any]]:
    import importlib
    import pkgutil

    import sayso.formats as folder

    rows = [
        {
            "name": "sayso/1",
            "summary": "JSON Lines (.jsonl, .jsonl.gz, .jsonl.zst), a document a line: read and written.",
        }
    ]
    for module in pkgutil.iter_modules(folder.__path__):
        loaded = importlib.import_module(f"{folder.__name__}.{module.name}")
        rows.append({"name": module.name, "summary": _first_line(loaded.__doc__)})
    return rows


def _checks() -> list[dict[str, Any]]:
    from sayso.data.codes import CODES

    return [{"name": name, "summary": f"{code.title} ({code.level})"} for name, code in sorted(CODES.items())]
