"""Objects by place: `module:object` and `path/file.py:object`, the object with dots if it lies within another.

A file is imported under a name made from its path, once, so that a class in it is the same class each time, here and in
a worker process.
"""

from __future__ import annotations

import difflib
import hashlib
import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import ExtractorError, UsageError

if TYPE_CHECKING:
    from types import ModuleType

_PREFIX = "_sayso_file_"


def locate(place: str) -> Any:  # noqa: ANN401 - whatever stands there
    """The object at `module:object` or `path/file.py:object`.

    Raises:
        UsageError: There is no such module, file, or object in it.
        ExtractorError: The module cannot be imported: it raises, or needs a module that is not installed.
    """
    where, _, attribute = place.rpartition(":")
    if not where or not attribute:
        raise UsageError(f"{place!r}: expected module:object or path/file.py:object")
    return _within(_file(Path(where)) if where.endswith(".py") else _module(where), attribute, where)


def digest_at(place: str) -> str | None:
    """Digest of the file that an object comes from; None for one of an installed module.

    Raises:
        UsageError: There is no such file.
    """
    where = place.rpartition(":")[0]
    return hashlib.sha256(_python(Path(where)).read_bytes()).hexdigest() if where.endswith(".py") else None


def forget(place: str) -> None:
    """Have the file of an object imported anew when one of its objects is next located."""
    sys.modules.pop(_named(Path(place.rpartition(":")[0]).resolve()), None)


def place_of(factory: type) -> str:
    """Where a class can be located again: `module:object`, or `path/file.py:object` for one that came from a file."""
    module = sys.modules.get(factory.__module__)
    path = getattr(module, "__file__", None) if factory.__module__.startswith(_PREFIX) else None
    return f"{path or factory.__module__}:{factory.__qualname__}"


def _file(path: Path) -> ModuleType:
    path = path.resolve()
    name = _named(path)
    if name in sys.modules:
        return sys.modules[name]
    found = importlib.util.spec_from_file_location(name, _python(path))
    if found is None or found.loader is None:
        raise UsageError(f"{path}: cannot be imported as a Python file")
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module  # dataclasses look their module up while it is being run
    try:
        found.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise ExtractorError(f"{path} cannot be imported: {_told(error)}") from error
    return module


def _named(path: Path) -> str:
    """The name of the module that a file is imported as."""
    return _PREFIX + hashlib.sha256(str(path).encode()).hexdigest()[:12]


def _python(path: Path) -> Path:
    if not path.is_file():
        raise UsageError(f"{path}: {'is a folder' if path.is_dir() else 'no such file'}; expected a Python file")
    return path


def _module(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and (name == error.name or name.startswith(f"{error.name}.")):
            raise UsageError(
                f"there is no module {name!r}; expected an installed module, or a file as in path/file.py:object"
            ) from None
        raise ExtractorError(f"module {name!r} cannot be imported: {_told(error)}") from error
    except Exception as error:
        raise ExtractorError(f"module {name!r} cannot be imported: {_told(error)}") from error


def _within(found: Any, attribute: str, where: str) -> Any:  # noqa: ANN401 - whatever stands there
    for part in attribute.split("."):
        if not hasattr(found, part):
            public = [name for name in vars(found) if not name.startswith("_")]
            close = difflib.get_close_matches(part, public, n=1)
            way_out = f"; did you mean {close[0]!r}?" if close else ""
            raise UsageError(f"{where} has no object {attribute!r}{way_out}")
        found = getattr(found, part)
    return found


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
