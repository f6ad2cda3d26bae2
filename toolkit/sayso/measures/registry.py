"""The registry of measures: what a family file declares, and how a spelling finds it.

A *line* is what is counted (`quotes.attribution`); a *statistic* turns its counters into a number (`F`). Each family file of
this folder declares its lines with `@line`, and nothing else has to be touched: the folder is read, the laws run over the
registry, lists and explanations are made from the docstrings.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sayso.errors import MeasureError
from sayso.matching.attributes import COLUMNS
from sayso.matching.criterion import EXACT, OVERLAP, SPAN_CRITERIA, Criterion

from sayso.measures.statistics import MACRO, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sayso.matching.scene import Scene

# For each name and statistic the line it belongs to: `quotes.kind` has an F and, over other pairs, an accuracy.
LINES: dict[tuple[str, str], Line] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a spelling asks of a line, defaults filled in.

    `only` restricts both sides to items with a label, as (attribute, text).
    """

    criterion: Criterion = EXACT
    align: Criterion = OVERLAP
    trigger: Criterion = EXACT
    attached: bool = True
    singletons: bool = True
    only: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is counted under one name.

    Attributes:
        name: Layer and aspect, as in `quotes.attribution`.
        find: From a scene and options to what the line saw.
        kind: Which counters that makes, and the statistics over them.
        needs: Layers and annotated attributes (`layer.attribute`) without which it is undefined for a document.
        also: What some options need besides.
        default: The criterion where none is spelled; None if the line takes none.
        criteria: Names of the criteria it takes.
        parameters: Names of the parameters it takes besides those of its statistics.
        items: The kind of items, whose labels may restrict it; None if they may not.
        averages: Averages over labels that it names itself: for each the attribute and the labels.
        symmetric: Whether exchanging gold and predicted exchanges P and R.
        doc: Its docstring.
    """

    name: str
    find: Callable[[Scene, Options], Any]
    kind: Kind
    needs: tuple[str, ...]
    also: Callable[[Options], tuple[str, ...]] = lambda _options: ()
    default: Criterion | None = None
    criteria: tuple[str, ...] = SPAN_CRITERIA
    parameters: tuple[str, ...] = ()
    items: str | None = None
    averages: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    symmetric: bool = True
    doc: str = ""

    def layers(self, options: Options) -> tuple[str, ...]:
        """The layers that both sides must have."""
        return tuple(name for name in (*self.needs, *self.also(options)) if "." not in name)

    def attributes(self, options: Options) -> tuple[str, ...]:
        """The attributes that must be annotated in gold."""
        label = () if options.only is None else (COLUMNS[self.items or ""][options.only[0]][0],)
        return (*(name for name in (*self.needs, *self.also(options)) if "." in name), *label)

    @property
    def statistics(self) -> tuple[str, ...]:
        """Names of the statistics it has."""
        macro = (MACRO,) if self.kind.macro and self.items else ()
        return (*self.kind.statistics, *macro, *self.averages)


def line(name: str, **declared: Any) -> Callable[[Callable[[Scene, Options], Any]], Callable[[Scene, Options], Any]]:  # noqa: ANN401
    """Register the decorated function as a line; `declared` are the attributes of `Line`."""

    def register(find: Callable[[Scene, Options], Any]) -> Callable[[Scene, Options], Any]:
        declaration = Line(name=name, find=find, doc=find.__doc__ or "", **declared)
        for statistic in declaration.statistics:
            key = (name, statistic)
            if key in LINES:
                msg = f"measure {name}.{statistic} is registered twice, by {LINES[key].find.__module__} and {find.__module__}"
                raise MeasureError(msg)
            LINES[key] = declaration
        return find

    return register


def lines() -> Mapping[tuple[str, str], Line]:
    """All lines by (name, statistic), those of the families' folder."""
    import sayso.measures.families as folder

    for module in pkgutil.iter_modules(folder.__path__):
        importlib.import_module(f"{folder.__name__}.{module.name}")
    return LINES
