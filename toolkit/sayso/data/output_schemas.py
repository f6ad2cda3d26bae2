"""JSON Schema of what comes out: results of scoring, comparisons and errors, as `-o` and `--format json` write them.

All carry `schema_version`, which is raised when a program that reads the old shape would misread the new one. Fields
may be added without that, so a reader ignores those that it doesn't know; what has a name here keeps its meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": ["number", "null"]}
_SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_REASON: Schema = {"type": ["string", "null"]}
_SPANS: Schema = {
    "type": "array",
    "items": {"type": "array", "prefixItems": [_COUNT, _COUNT], "minItems": 2, "maxItems": 2},
}
_ENDS: Schema = {"type": ["array", "null"], "items": {"type": "number"}, "minItems": 2, "maxItems": 2}


def _object(properties: Schema, *, optional: tuple[str, ...] = (), null: bool = False) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": ["object", "null"] if null else "object", "properties": properties, "required": required}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _by_name(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


_SIGNATURE = _object(
    {
        "text": _TEXT,
        "corpus": _TEXT,
        "documents": _COUNT,
        "level": {"type": "number"},
        "resamples": _COUNT,
        "seed": _COUNT,
        "definitions": _COUNT,
        "version": _TEXT,
    },
    optional=("corpus", "documents", "level", "resamples", "seed", "definitions", "version"),
)
_BOOTSTRAP = _object(
    {
        "resamples": _COUNT,
        "seed": _COUNT,
        "undefined": _COUNT,
        "percentile": _ENDS,
        "bca": _ENDS,
        "reason": _REASON,
    },
    null=True,
)
_INTERVAL = _object(
    {
        "level": {"type": "number"},
        "low": _NUMBER,
        "high": _NUMBER,
        "method": _TEXT,
        "error": _NUMBER,
        "documents": _COUNT,
        "reason": _REASON,
        "bootstrap": _BOOTSTRAP,
    },
    null=True,
)
_FAILURES = _by_name(_by_name(_TEXT))
_ITEM: Schema = {
    "run": _TEXT,
    "doc_id": _TEXT,
    "layer": _TEXT,
    "spans": _SPANS,
    "text": _TEXT,
    "label": _TEXT,
    "note": _TEXT,
    "error": _TEXT,
    "instead": _TEXT,
}
_UNPAIRED = _object(
    {**_ITEM, "side": {"enum": ["missed", "spurious"]}, "instead_spans": _SPANS}, optional=("instead_spans",)
)


def result() -> Schema:
    """What scoring found."""
    value = _object(
        {
            "run": _TEXT,
            "measure": _TEXT,
            "value": _NUMBER,
            "counts": _by_name({"type": "number"}),
            "by": _TEXT,
            "slice": {"type": ["string", "null"]},
            "interval": _INTERVAL,
            "undefined_documents": _COUNT,
        },
        optional=("by", "slice"),
    )
    sentence = _object({"run": _TEXT, "layer": _TEXT, "text": _TEXT})
    return _object(
        {
            "schema_version": {"const": 1},
            "signature": _SIGNATURE,
            "results": _list(value),
            "slices": _list(value),
            "failures": _FAILURES,
            "left_out": _COUNT,
            "errors": _list(_UNPAIRED),
            "sentences": _list(sentence),
            "overlap": _list({"type": "object"}),
        },
        optional=("slices", "failures", "left_out", "errors", "sentences", "overlap"),
    )


def comparison() -> Schema:
    """What comparing found."""
    return _object(
        {
            "schema_version": {"const": 1},
            "signature": _SIGNATURE,
            "baseline": _TEXT,
            "runs": _list(_TEXT),
            "headline": _list(_TEXT),
            "tests": _COUNT,
            "comparisons": _list(_compared()),
            "conclusions": _by_name(_TEXT),
            "groups": _by_name(_list(_TEXT)),
            "seeds": _by_name(_list(_seeds())),
            "flips": _list(_flip()),
            "failures": _FAILURES,
            "left_out": _COUNT,
        }
    )


def _compared() -> Schema:
    within = _object({"gained": _COUNT, "lost": _COUNT, "p": _SHARE}, null=True)
    return _object(
        {
            "baseline": _TEXT,
            "run": _TEXT,
            "measure": _TEXT,
            "headline": {"type": "boolean"},
            "values": _object({"baseline": _NUMBER, "run": _NUMBER}),
            "difference": _NUMBER,
            "interval": _INTERVAL,
            "p": _SHARE,
            "p_holm": _SHARE,
            "p_bootstrap": _SHARE,
            "method": {"type": ["string", "null"]},
            "resamples": {"type": ["integer", "null"], "minimum": 0},
            "floor": _SHARE,
            "detectable": _NUMBER,
            "documents": _COUNT,
            "wins": _COUNT,
            "losses": _COUNT,
            "ties": _COUNT,
            "within_article": within,
            "over_seeds": _ENDS,
            "reason": _REASON,
        }
    )


def _seeds() -> Schema:
    values = ("mean", "spread", "low", "high", "sd_documents", "sd_seeds", "sd_rest", "error_documents", "error_seeds")
    return _object({"measure": _TEXT, "values": _list(_NUMBER), **dict.fromkeys(values, _NUMBER), "reason": _REASON})


def _flip() -> Schema:
    change = {"enum": ["gained", "lost", "came", "went"]}
    return _object({"baseline": _TEXT, **_ITEM, "change": change, "item": {"type": ["string", "null"]}})


def errors() -> Schema:
    """Errors of runs item by item, what costs most (`--by`), and confusion of labels (`--confusion`)."""
    pairs = {"pairs": _COUNT, "gold": _COUNT, "predicted": _COUNT}
    return _object(
        {
            "schema_version": {"const": 1},
            "signature": _SIGNATURE,
            "classes": _list(_object({"run": _TEXT, "layer": _TEXT, "class": _TEXT, **pairs, "gain": _NUMBER})),
            "errors": _list(_UNPAIRED),
            "failures": _FAILURES,
            "left_out": _COUNT,
            "phenomena": _list(_phenomenon()),
            "confusion": _list(_confusion()),
        },
        optional=("classes", "errors", "failures", "left_out", "phenomena", "confusion"),
    )


def _phenomenon() -> Schema:
    counts = _object(dict.fromkeys(("gold", "matched", "pairs", "missed", "spurious"), _COUNT))
    return _object(
        {
            "run": _TEXT,
            "layer": _TEXT,
            "by": _TEXT,
            "slice": {"type": ["string", "null"]},
            "counts": counts,
            "gain": _NUMBER,
            "recall": _SHARE,
            "recall_of_rest": _SHARE,
            "classes": _by_name(_COUNT),
        }
    )


def _confusion() -> Schema:
    labels = _list({"type": ["string", "null"]})
    return _object(
        {
            "run": _TEXT,
            "measure": _TEXT,
            "gold": labels,
            "predicted": labels,
            "pairs": _list(_list(_COUNT)),
            "missed": _list(_COUNT),
            "spurious": _list(_COUNT),
        }
    )


OUTPUTS: dict[str, Callable[[], Schema]] = {"result": result, "comparison": comparison, "errors": errors}
"""The schemas of outputs, by kind."""
