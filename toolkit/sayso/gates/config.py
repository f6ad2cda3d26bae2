"""The rules of a gate from where they are written: `sayso.toml`, `pyproject.toml`, or dictionaries in Python.

    [[gate]]                                        # in pyproject.toml: [[tool.sayso.gate]]
    measure = "quotes.attribution.F@overlap(0.5)"
    min = 0.8
    baseline = "base.json"                          # relative to this file
    max_drop = 0.01

What is not known is refused, all of it at once: a misspelt key would otherwise be a rule that is silently not in force.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, ValidationError
from pydantic_core import PydanticCustomError

from sayso.errors import MeasureError, UsageError
from sayso.gates.rule import PerDocument, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

OWN, SHARED = "sayso.toml", "pyproject.toml"


def _decimal(value: object) -> Decimal | None:
    """A number as the decimal that it was written as."""
    if value is None:
        return None
    if not isinstance(value, bool) and isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if number.is_finite() and 0 <= number <= 1:
            return number
    raise _wrong(value, "a number from 0 to 1")


def _texts(value: object) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) and one for one in listed):
        raise _wrong(value, "a text or a list of texts")
    return tuple(dict.fromkeys(listed))


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(value, "true or false")
    return value


def _measure(value: str) -> str:
    from sayso.measures import parse

    try:
        return str(parse(value))
    except MeasureError as error:
        raise PydanticCustomError("told", "{told}", {"told": str(error)}) from None


def _where(value: tuple[str, ...]) -> tuple[str, ...]:
    from sayso.data.choosing import chosen

    try:
        chosen(value)
    except UsageError as error:
        raise PydanticCustomError("told", "{told}", {"told": str(error)}) from None
    return value


def _documents(value: object) -> object:
    return value if isinstance(value, Mapping) else {"min": value}


def _wrong(value: object, expected: str) -> PydanticCustomError:
    shown = str(value) if isinstance(value, Decimal) else repr(value)
    return PydanticCustomError("told", "found {found}, expected {expected}", {"found": shown, "expected": expected})


Share = Annotated[Decimal | None, PlainValidator(_decimal)]
Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[str, ...], PlainValidator(_texts)]
Truth = Annotated[bool, PlainValidator(_truth)]


class _Documents(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    min: Share = None
    max_drop: Share = None


class _Table(BaseModel):
    """A rule as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    measure: Annotated[Text, AfterValidator(_measure)]
    name: Text | None = None
    min: Share = None
    baseline: Text | Path | None = None
    max_drop: Share = None
    informational: Truth = False
    significant: Truth = False
    on: Literal["value", "lower"] = "value"
    by: Texts = ()
    where: Annotated[Texts, AfterValidator(_where)] = ()
    per_document: Annotated[_Documents, BeforeValidator(_documents)] | None = None
    max_lost_items: Annotated[int, Field(ge=0)] | None = None
    must_find: Texts = ()
    allow_undefined: Truth = False
    allow_failures: Truth = False


class _File(BaseModel):
    """A file of rules."""

    gate: list[_Table]


def read(path: Path | None = None, *, folder: Path | None = None) -> tuple[Path, tuple[Rule, ...]]:
    """The file that holds the rules, and the rules.

    Args:
        path: The file; by default `sayso.toml` here, else `pyproject.toml` here if it has a table `tool.sayso`.
        folder: Where `here` is, the working directory by default.

    Raises:
        UsageError: There is no file, it is no TOML, or has keys or values that do not belong; all of these at once.
    """
    file, content = _found(path, folder or Path())
    tables = content.get("gate")
    strange = [f"{file}: {_unknown(key, _File)}" for key in content if key not in _File.model_fields]
    if strange:
        raise UsageError("\n".join(strange))
    if not isinstance(tables, list) or not tables:
        raise UsageError(f"{file}: no [[gate]] table; write one for every rule, with at least a measure and a min")
    return file, rules_of(tables, place=f"{file}: [[gate]]", folder=file.parent)


def rules_of(tables: Iterable[Any], *, place: str = "rules", folder: Path | None = None) -> tuple[Rule, ...]:
    """Rules of tables or dictionaries, or of rules, which are checked likewise.

    Args:
        tables: One for each rule.
        place: What messages call the list of them.
        folder: What the paths of baselines are relative to.

    Raises:
        UsageError: There is none, or some have keys or values that do not belong; all of these are told.
    """
    rules: list[tuple[Rule, bool]] = []
    problems: list[str] = []
    for number, table in enumerate(tables, 1):
        checked = _checked(asdict(table) if isinstance(table, Rule) else table)
        if isinstance(checked, _Table):
            rules.append((_rule(checked, folder or Path()), checked.name is not None))
        else:
            problems += [f"{place} {number}: {problem}" for problem in checked]
    if problems:
        raise UsageError("\n".join(problems))
    if not rules:
        raise UsageError(f"{place}: no rule; give at least one, as in {{'measure': 'quotes.F', 'min': 0.8}}")
    return _named(rules, place)


def _found(path: Path | None, folder: Path) -> tuple[Path, Mapping[str, Any]]:
    if path is None:
        own, shared = folder / OWN, folder / SHARED
        if own.is_file():
            return own, _toml(own)
        content = _toml(shared).get("tool", {}) if shared.is_file() else {}
        if isinstance(content, dict) and isinstance(content.get("sayso"), dict):
            return shared, content["sayso"]
        raise UsageError(
            f"no rules: there is no {OWN} here and no [tool.sayso] in {SHARED}; write one, or name one with --config"
        )
    content = _toml(path)
    if path.name == SHARED:
        content = content.get("tool", {}).get("sayso", {})
    return path, content


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream, parse_float=Decimal)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not TOML in UTF-8: {error}") from None


def _checked(table: object) -> _Table | list[str]:
    if not isinstance(table, Mapping):
        return [f"found {table!r}, expected a table of keys and values"]
    try:
        checked = _Table.model_validate(dict(table))
    except ValidationError as error:
        return [_told(problem) for problem in error.errors(include_url=False)]
    problems = list(_clashing(checked))
    return problems or checked


def _told(problem: ErrorDetails) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return _unknown(place, _Documents if place.startswith("per_document.") else _Table)
    if problem["type"] == "missing":
        return f"the key {place!r} is missing"
    if problem["type"] == "told":
        return f"{place}: {problem['msg']}"
    expected = problem["msg"].removeprefix("Input should be ")
    return f"{place}: found {problem['input']!r}, expected {expected[0].lower()}{expected[1:]}"


def _unknown(place: str, model: type[BaseModel]) -> str:
    known = list(model.model_fields)
    close = difflib.get_close_matches(place.rpartition(".")[2], known, n=1)
    return f"unknown key {place!r}; " + (f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}")


def _clashing(table: _Table) -> Iterator[str]:
    """What keys that are fine by themselves say together that cannot be carried out."""
    from sayso.measures import parse
    from sayso.measures.slicing import cut

    for attribute in table.by:
        try:
            cut(parse(table.measure), attribute.partition("=")[0])
        except MeasureError as error:
            yield f"by: {error}"
    if table.significant and table.on == "lower":
        yield (
            "significant: a drop that has to be shown, and a lower end that has to be reached (on = 'lower'), ask for "
            "opposite proofs; write two rules"
        )


def _rule(table: _Table, folder: Path) -> Rule:
    """The rule of a table; one that has no name is called by its measure and by what of the corpus it looks at."""
    by = f" by {', '.join(table.by)}" if table.by else ""
    where = f" where {', '.join(table.where)}" if table.where else ""
    documents = table.per_document
    own = {name: getattr(table, name) for name in _Table.model_fields}
    own |= {
        "name": table.name or f"{table.measure}{by}{where}",
        "baseline": None if table.baseline is None else folder / table.baseline,
        "per_document": None if documents is None else PerDocument(min=documents.min, max_drop=documents.max_drop),
    }
    return Rule(**own)


def _named(rules: Sequence[tuple[Rule, bool]], place: str) -> tuple[Rule, ...]:
    """The rules, names distinct: of two that are called by their measure the second is numbered."""
    counts: dict[str, int] = {}
    found = []
    for rule, given in rules:
        count = counts[rule.name] = counts.get(rule.name, 0) + 1
        if count > 1 and given:
            raise UsageError(f"{place}: two rules are named {rule.name!r}; give one of them another name")
        found.append(rule if count == 1 else replace(rule, name=f"{rule.name} ({count})"))
    return tuple(found)
