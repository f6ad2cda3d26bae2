"""What a measure is, in words: made from the docstrings of its line and its statistic.

Both have fields, as in `Range: 0 to 1`. A statistic says Formula, Range, Undefined, Shape and Source; a line says what
is Counted, and works an Example that ends in numbers. Where both say something, the line is the more special.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.measures.measure import Measure, parse
from sayso.measures.statistics import MACRO

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = ("Formula", "Counted", "Range", "Undefined", "Shape", "Source", "Example")
_FIELD = re.compile(rf"^({'|'.join(_NAMES)}):\s*(.*(?:\n(?![A-Z]\w*:).+)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Description:
    """A measure explained.

    Attributes:
        name: Its canonical spelling.
        summary: What is counted, then what the statistic says of it.
        counted: What goes into its counters; '' where the line does not say.
        formula, range, undefined, shape, source: As its docstrings give them; '' for what they do not.
        example: A worked example at the defaults, for each statistic of the line; '' where the line has none.
        needs: Layers and annotated attributes without which it is undefined for a document.
        criteria: The criteria it takes; none if it compares no spans.
        parameters: The parameters it takes.
    """

    name: str
    summary: str
    counted: str
    formula: str
    range: str
    undefined: str
    shape: str
    source: str
    example: str
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
    fields = dict.fromkeys(_NAMES, "") | _fields(statistic) | _fields(inspect.cleandoc(line.doc))
    return Description(
        name=str(measure),
        summary=f"{_first_line(line.doc)} {_average(measure)}{_first_line(statistic)}",
        counted=fields["Counted"],
        formula=_formula(measure, fields),
        range=fields["Range"],
        undefined=_undefined(measure, fields),
        shape=fields["Shape"],
        source=fields["Source"],
        example=fields["Example"],
        needs=(*line.layers(options), *line.attributes(options)),
        criteria=() if line.default is None else line.criteria,
        parameters=tuple(sorted(measure.takes())),
    )


def _fields(doc: str) -> dict[str, str]:
    return {name: " ".join(words.split()) for name, words in _FIELD.findall(doc)}


def _first_line(doc: str) -> str:
    return inspect.cleandoc(doc).split("\n", 1)[0]


def _average(measure: Measure) -> str:
    if measure.by is None:
        return ""
    labels = "the labels of the corpus" if measure.labels is None else " and ".join(measure.labels)
    return f"Mean over {labels} (by {measure.by}). "


def _formula(measure: Measure, fields: Mapping[str, str]) -> str:
    formula = fields["Formula"]
    if measure.by is not None:
        name = MACRO if measure.labels is None else measure.statistic
        formula = f"{name} = mean over labels of F among the items of each label; F = {formula}"
    return f"mean over the documents where it is defined; {formula}" if measure.average == "documents" else formula


def _undefined(measure: Measure, fields: Mapping[str, str]) -> str:
    undefined = fields["Undefined"]
    if measure.by is not None:
        undefined = f"where F is undefined for {'some' if measure.strict else 'every'} label: {undefined}"
    return f"where every document is: {undefined}" if measure.average == "documents" else undefined
