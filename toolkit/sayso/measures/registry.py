"""The registry of measures: what a family file declares, and how a spelling finds it.

A *line* is what is counted (`quotes.attribution`); a *statistic* turns its counters into a number (`F`). Each
family file of this folder declares its lines with `@line`, and nothing else has to be touched: the folder is
read, the laws run over the registry, lists and explanations are made from the docstrings.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import warnings
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from sayso.errors import MeasureError
from sayso.matching.attributes import COLUMNS
from sayso.matching.criterion import EXACT, OVERLAP, SPAN_CRITERIA, Criterion
from sayso.measures.statistics import MACRO, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sayso.matching.scene import Scene

    Find = Callable[["Scene", "Options"], Any]

# For each name and statistic the line it belongs to: `quotes.kind` has an F and, over other pairs, an
# accuracy.
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
        needs: Layers and annotated attributes (`layer.attribute`) without which it is undefined for a
            document.
        symmetric: Whether exchanging gold and predicted exchanges P and R and keeps F or accuracy, for criteria
            without sides and where no alignment is tied (measures.md §9). Every line says it.
        also: What some options need besides.
        default: The criterion where none is spelled; None if the line takes none.
        criteria: Names of the criteria it takes.
        parameters: Names of the parameters it takes besides those of its statistics.
        items: The kind of items, whose labels may restrict it; None if they may not.
        alone: The statistic that its name alone stands for, in canonical spellings too.
        averages: Averages over labels that it names itself: for each the attribute and the labels.
        doc: Its docstring.
    """

    name: str
    find: Callable[[Scene, Options], Any]
    kind: Kind
    needs: tuple[str, ...]
    symmetric: bool
    also: Callable[[Options], tuple[str, ...]] = lambda _options: ()
    default: Criterion | None = None
    criteria: tuple[str, ...] = SPAN_CRITERIA
    parameters: tuple[str, ...] = ()
    items: str | None = None
    alone: str | None = None
    averages: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
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


def line(name: str, **declared: Any) -> Callable[[Find], Find]:  # noqa: ANN401 - checked by `Line` itself
    """Register the decorated function as a line; `declared` are the attributes of `Line`, `doc` its own docstring."""

    def register(find: Find) -> Find:
        declaration = Line(**{"doc": find.__doc__ or "", **declared}, name=name, find=find)
        for statistic in declaration.statistics:
            key = (name, statistic)
            if key in LINES:
                others = f"{LINES[key].find.__module__} and {find.__module__}"
                msg = f"measure {name}.{statistic} is registered twice, by {others}; give one another name"
                raise MeasureError(msg)
            LINES[key] = declaration
        return find

    return register


def lines() -> Mapping[tuple[str, str], Line]:
    """All lines by (name, statistic): those of the families' folder and of plug-ins."""
    _load()
    return LINES


@functools.cache
def _load() -> None:
    import sayso.measures.families as folder

    names = [f"{folder.__name__}.{module.name}" for module in pkgutil.iter_modules(folder.__path__)]
    families = {name: number for number, name in enumerate(names)}
    for family in families:
        importlib.import_module(family)
    # A family that other code had imported before has registered before: the order must not depend on that.
    for key in sorted(LINES, key=lambda key: families.get(LINES[key].find.__module__, len(families))):
        LINES[key] = LINES.pop(key)
    for plugin in entry_points(group="sayso.measures"):
        try:
            plugin.load()
        except Exception as error:  # noqa: BLE001 - a plug-in may fail in any way, and must not hide the rest
            warnings.warn(f"measures of plug-in {plugin.name!r} are left out: {error}", stacklevel=2)
