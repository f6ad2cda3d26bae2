"""What a measure is, in words: made from the docstrings of its line and its statistic."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.measures.measure import Measure, parse
from sayso.measures.statistics import MACRO

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELD = re.compile(r"^(Formula|Range|Undefined|Shape|Source):\s*(.*(?:\n(?![A-Z]\w*:).+)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Description:
    """A measure explained.

    Attributes:
        name: Its canonical spelling.
        summary: What is counted, then what the statistic says of it.
        formula, range, undefined, shape, source: As its docstrings give them.
        needs: Layers and annotated attributes without which it is undefined for a document.
        criteria: The criteria it takes; none if it compares no spans.
        parameters: The parameters it takes.
    """

    name: str
    summary: str
    formula: str
    range: str
    undefined: str
    shape: str
    source: str
    needs: tuple[str, ...]
    criteria: tuple[str, ...]
    parameters: tuple[str, ...]


def describe(text: str | Measure) -> Description:
    """The description of a measure.

    Raises:
        MeasureError: There is no such measure.
    """
    measure = parse(text)
    line, options = measure.line, measure.request.options
    statistic = inspect.cleandoc(line.kind.statistics[measure.base].doc)
    fields = dict(_FIELD.findall(statistic))
    return Description(
        name=str(measure),
        summary=f"{_first_line(line.doc)} {_average(measure)}{_first_line(statistic)}",
        formula=_formula(measure, fields),
        range=fields["Range"],
        undefined=fields["Undefined"],
        shape=fields["Shape"],
        source=fields["Source"],
        needs=(*line.layers(options), *line.attributes(options)),
        criteria=() if line.default is None else line.criteria,
        parameters=tuple(sorted(measure.takes())),
    )


def _first_line(doc: str) -> str:
    return inspect.cleandoc(doc).split("\n", 1)[0]


def _average(measure: Measure) -> str:
    if measure.by is None:
        return ""
    labels = "the labels of the corpus" if measure.labels is None else " and ".join(measure.labels)
    return f"Mean over {labels} (by {measure.by}). "


def _formula(measure: Measure, fields: Mapping[str, str]) -> str:
    if measure.by is None:
        return fields["Formula"]
    name = MACRO if measure.labels is None else measure.statistic
    return f"{name} = mean over labels of F among the items of each label; F = {fields['Formula']}"
