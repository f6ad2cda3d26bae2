"""What lies behind the errors, for programs: phenomena and confusions in full, as JSON and as one number a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.measures import HEADLINES
from sayso.reports.report import Number
from sayso.reports.slices import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.evaluate import Result
    from sayso.evaluate.confusion import Confusion
    from sayso.evaluate.phenomena import Phenomenon

SCHEMA_VERSION = 1


def analysis_data(result: Result, parts: Sequence[Phenomenon], labels: Sequence[Confusion]) -> dict[str, Any]:
    """Signature, parts and confusions of labels as JSON has them."""
    return {
        "schema_version": SCHEMA_VERSION,
        "signature": result.signature.to_dict(),
        "phenomena": [one.to_dict() for one in parts],
        "confusion": [one.to_dict() for one in labels],
    }


def analysis_numbers(parts: Sequence[Phenomenon], labels: Sequence[Confusion]) -> Iterator[Number]:
    """The same as numbers: a part by its attribute and value, a pair of labels as `gold > predicted`."""
    for one in parts:
        told = one.to_dict()
        numbers = {**told["counts"], **{name: told[name] for name in ("gain", "recall", "recall_of_rest")}}
        for name, number in numbers.items():
            yield Number(one.run, HEADLINES[one.layer][0], name, number, (one.by, one.value))
    for found in labels:
        for label, row, missed in zip(found.gold, found.pairs, found.missed, strict=True):
            for other, count in zip(found.predicted, row, strict=True):
                slices = ("gold > predicted", f"{_said(label)} > {_said(other)}")
                yield Number(found.run, found.measure, "pairs", count, slices)
            yield Number(found.run, found.measure, "missed", missed, ("gold", label))
        for other, count in zip(found.predicted, found.spurious, strict=True):
            yield Number(found.run, found.measure, "spurious", count, ("predicted", other))


def _said(label: str | None) -> str:
    return NOTHING if label is None else label
