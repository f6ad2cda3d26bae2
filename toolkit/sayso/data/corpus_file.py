"""corpus.toml: the one file that says what belongs to a corpus.

It names the documents, the gold and the annotators' passes by paths relative to itself, lists the attributes that the
gold carries, and declares the label sets. What it does not know it refuses: a misspelt key would otherwise be a
setting that is silently not in force.
"""

from __future__ import annotations

import difflib
import tomllib
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sayso.data.fields import ATTRIBUTES, LABELLED, OPTIONAL
from sayso.data.urls import Url, is_url, said, shown
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pydantic_core import ErrorDetails

    from sayso.data.urls import Place


def _dotted(labels: Any) -> Any:  # noqa: ANN401 - whatever the TOML holds, before it is checked
    """Label sets under `layer.attribute`, also where TOML read an unquoted dot as a table within a table."""
    if not isinstance(labels, dict):
        return labels
    flat: dict[str, Any] = {}
    for name, value in labels.items():
        nested = {f"{name}.{attribute}": inner for attribute, inner in value.items()} if isinstance(value, dict) else {}
        flat |= nested or {name: value}
    return flat


class CorpusFile(BaseModel):
    """What corpus.toml holds. Paths are as written there, relative to the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str | None = None
    documents: str
    gold: str | None = None
    annotated: list[str] | None = None
    passes: dict[str, str] = Field(default_factory=dict)
    labels: Annotated[dict[str, list[str]], BeforeValidator(_dotted)] = Field(default_factory=dict)


def read(path: Place) -> CorpusFile:
    """The checked content of a corpus.toml.

    Raises:
        UsageError: The file is not there or not readable, is not TOML, lacks `documents`, or has a key, an attribute or
            a value that does not belong; all of these at once.
    """
    try:
        with path.open("rb") as stream:
            content = tomllib.load(stream)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not TOML in UTF-8: {error}") from None
    problems: list[str] = []
    try:
        corpus = CorpusFile.model_validate(content)
    except ValidationError as error:
        problems = [_told(problem) for problem in error.errors(include_url=False)]
    else:
        problems = [*_unknown_names(corpus), *(_outsiders(corpus) if isinstance(path, Url) else _urls(corpus))]
    if problems:
        raise UsageError("\n".join(f"{path}: {problem}" for problem in problems))
    return corpus


def _told(problem: ErrorDetails) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return _unknown("key", place, CorpusFile.model_fields)
    if problem["type"] == "missing":
        return f"the key {place!r} is missing; it names the file of documents, relative to this one"
    return f"{place}: found {problem['input']!r}; {problem['msg'].lower()}"


def _unknown_names(corpus: CorpusFile) -> Iterator[str]:
    for name in corpus.annotated or ():
        if name not in ATTRIBUTES:
            yield _unknown("attribute in annotated", name, OPTIONAL)
    for name, labels in corpus.labels.items():
        if name not in LABELLED:
            yield _unknown("attribute in labels", name, LABELLED)
        if len(set(labels)) < len(labels):
            yield f"labels.{name}: a label stands there twice"


def _named(corpus: CorpusFile) -> Iterator[tuple[str, str]]:
    """The keys that name a file, and what each names."""
    named = {"documents": corpus.documents, "gold": corpus.gold}
    named |= {f"passes.{name}": file for name, file in corpus.passes.items()}
    yield from ((key, file) for key, file in named.items() if file is not None)


def _outsiders(corpus: CorpusFile) -> Iterator[str]:
    """What a file from elsewhere may not name: whoever wrote it has no say in what is read beyond its folder."""
    for key, file in _named(corpus):
        steps = file.replace("\\", "/").split("/")
        if is_url(file) or ":" in file or "?" in file or ".." in steps or not steps[0]:
            yield f"{key}: found {said(file)!r}, expected the name of a file in the same folder or one within it"


def _urls(corpus: CorpusFile) -> Iterator[str]:
    for key, file in _named(corpus):
        if is_url(file):
            yield f"{key}: found the URL {shown(file)}, expected a path; a corpus at a URL is named by its own"


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    way_out = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"
    return f"unknown {kind} {name!r}; {way_out}"
