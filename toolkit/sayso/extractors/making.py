"""From a spelling to an extractor, and from an extractor to its spelling.

Options are held against what the class takes before it is called: an unknown one is an error that names those that
exist, never something silently without effect.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from sayso.errors import ExtractorError, SaysoError, UsageError
from sayso.extractors import registry
from sayso.extractors.locating import locate, place_of
from sayso.extractors.protocol import LAYERS, Annotator, Extractor
from sayso.extractors.spelling import Spelling, parse, spell

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAKEN = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def resolve(spelling: str) -> Extractor | Annotator:
    """The extractor of a spelling: `pattern`, `spacy(model=en_core_web_lg)`, `module:Mine`, `mine.py:Mine(n=2)`.

    Raises:
        UsageError: There is no such extractor, or it does not take these options or values.
        ExtractorError: It cannot be loaded or made: it raises, or needs what is not installed.
    """
    asked = parse(spelling)
    factory = locate(asked.name) if ":" in asked.name else registry.named(asked.name)
    return make(factory, asked)


def make(factory: Any, asked: Spelling) -> Extractor | Annotator:  # noqa: ANN401 - whatever stood at the place
    """The extractor that a class or function makes with the options of a spelling, or an extractor as it stands.

    Raises:
        UsageError: The options do not fit, or what comes out is no extractor.
        ExtractorError: It raises.
    """
    options = dict(asked.options)
    if not inspect.isclass(factory) and is_extractor(factory):
        if options:
            raise UsageError(f"{asked.name} is made already and takes no options; name its class to give some")
        made = factory
    elif callable(factory):
        _check_options(factory, asked)
        made = _called(factory, options, asked)
    else:
        made = factory
    if not is_extractor(made):
        raise UsageError(f"{asked} is no extractor: {_lacking(made)}")
    if unkept := [name for name in options if not hasattr(made, name)]:
        raise UsageError(
            f"{asked} does not keep its option {unkept[0]!r} as an attribute of that name; it has to, "
            "so that a run can say what made it"
        )
    extractor: Extractor | Annotator = made
    return extractor


def is_extractor(thing: object) -> bool:
    """Whether a thing has what an extractor needs: a name, layers, and `annotate` or `extract`."""
    return not _lacking(thing)


def parameters(extractor: Extractor | Annotator) -> dict[str, Any]:
    """The options of an extractor as they are in force, defaults included, read from its attributes."""
    return {name: getattr(extractor, name) for name in _options(type(extractor)) if hasattr(extractor, name)}


def spelling_of(extractor: Extractor | Annotator) -> str:
    """The spelling that makes this extractor again, options at their defaults left out."""
    kind = type(extractor)
    options = _options(kind)
    given = {
        name: sorted(value) if isinstance(value, set | frozenset) else value
        for name, value in parameters(extractor).items()
        if not _is_default(name, value, options[name].default)
    }
    return str(spell(registry.name_of(kind) or place_of(kind), given))


def _is_default(name: str, value: object, default: object) -> bool:
    """Whether an option is at its default; an option `layers` without one means all of them."""
    if name == "layers" and default is None:
        return isinstance(value, Collection) and set(value) == set(LAYERS)
    return type(value) is type(default) and bool(value == default)


def _options(factory: Any) -> Mapping[str, inspect.Parameter]:  # noqa: ANN401 - a class or a function
    try:
        taken = inspect.signature(factory).parameters
    except (TypeError, ValueError):  # some classes in C have no signature
        return {}
    return {name: parameter for name, parameter in taken.items() if parameter.kind in _TAKEN}


def _check_options(factory: Any, asked: Spelling) -> None:  # noqa: ANN401 - a class or a function
    known = _options(factory)
    given = dict(asked.options)
    unknown = next((name for name in given if name not in known), None)
    if unknown is not None:
        close = difflib.get_close_matches(unknown, known, n=1)
        meant = f"did you mean {close[0]!r}? It" if close else "it"
        raise UsageError(f"{asked.name} has no option {unknown!r}; {meant} takes {', '.join(known) or 'no options'}")
    for name, parameter in known.items():
        if parameter.default is inspect.Parameter.empty and name not in given:
            raise UsageError(f"{asked.name} needs the option {name!r}, as in {asked.name}({name}=…)")


def _called(factory: Any, options: Mapping[str, Any], asked: Spelling) -> Any:  # noqa: ANN401 - whatever it makes
    try:
        return factory(**options)
    except SaysoError:
        raise
    except (TypeError, ValueError) as error:
        raise UsageError(f"{asked} does not take these options: {error}") from error
    except ModuleNotFoundError as error:
        raise ExtractorError(f"{asked} cannot start: it needs {error.name}, which is not installed") from error
    except Exception as error:
        raise ExtractorError(f"{asked} cannot start: {type(error).__name__}: {error}") from error


def _lacking(thing: object) -> str:
    """What keeps a thing from being an extractor; empty if nothing does."""
    if not isinstance(getattr(thing, "name", None), str):
        return f"{type(thing).__name__} has no name"
    layers = getattr(thing, "layers", None)
    if not isinstance(layers, frozenset | set | tuple | list) or not layers or not set(layers) <= set(LAYERS):
        return f"its layers are {layers!r}, expected some of {', '.join(LAYERS)}"
    if not (callable(getattr(thing, "annotate", None)) or callable(getattr(thing, "extract", None))):
        return "it has neither annotate nor extract"
    return ""
