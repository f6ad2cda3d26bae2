"""What a bench compares: a TOML file that names a corpus, the extractors, and, if not the usual ones, the measures.

    title = "Extractors on the bundled article"
    corpus = "../corpus"                            # relative to this file; or "bundled"
    documents = "texts.jsonl"                       # only where the corpus is a gold file
    measures = ["quotes.F@overlap", "speakers.F"]   # optional
    timeout = 60                                    # optional; seconds that a document may take
    note = "Developed on these documents."          # optional; printed below the tables

    [[extractors]]
    extractor = "passes(name=annotator-b)"
    name = "annotator-b"                            # optional; what the run is called
    reference = "the agreement ceiling"             # optional; shown for orientation, never marked as best

What it does not know it refuses: a misspelt key would otherwise be a setting that is silently not in force.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sayso.data.urls import is_url
from sayso.errors import MeasureError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

_UNSAFE = re.compile(r"[^\w.=,()@+-]+")


class Contestant(BaseModel):
    """An extractor in the bench: its spelling, what its run is called, and what it is there for if not to win."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    extractor: str = Field(min_length=1)
    name: str = ""
    reference: str | None = None

    @property
    def run(self) -> str:
        """The run's name, which is also its file's."""
        return _UNSAFE.sub("-", self.name or self.extractor).strip(".-") or "run"


class Config(BaseModel):
    """A bench, as its file says."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: str = "Extractors side by side"
    corpus: str = "bundled"
    documents: str | None = None
    extractors: list[Contestant] = Field(min_length=1)
    measures: list[str] | None = Field(default=None, min_length=1)
    timeout: float | None = Field(default=None, gt=0)
    note: str | None = Field(default=None, min_length=1)


def read(path: Path) -> Config:
    """The checked content of a bench's configuration, its corpus as a path that can be opened from here.

    Raises:
        UsageError: The file cannot be read, is no TOML, or has keys or values that do not belong; all of these at once.
    """
    try:
        with path.open("rb") as stream:
            content = tomllib.load(stream)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not TOML in UTF-8: {error}") from None
    try:
        config = Config.model_validate(content)
    except ValidationError as error:
        problems = [_told(problem) for problem in error.errors(include_url=False)]
    else:
        problems = [*_names(config), *_measures(config)]
    if problems:
        raise UsageError("\n".join(f"{path}: {problem}" for problem in problems))
    return config.model_copy(update=_from_here(config, path.parent))


def _from_here(config: Config, folder: Path) -> dict[str, str]:
    """The paths of a configuration, which are relative to it, as paths that can be opened from here."""
    paths = {"corpus": config.corpus, "documents": config.documents}
    given = {name: path for name, path in paths.items() if path and path != "bundled" and not is_url(path)}
    return {name: str(folder / path) for name, path in given.items()}


def _told(problem: ErrorDetails) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return _unknown(place, Contestant if place.startswith("extractors.") else Config)
    if problem["type"] == "missing":
        return f"the key {place!r} is missing"
    return f"{place}: found {problem['input']!r}; {problem['msg'].lower()}"


def _unknown(place: str, model: type[BaseModel]) -> str:
    known: Any = model.model_fields
    close = difflib.get_close_matches(place.rpartition(".")[2], known, n=1)
    return f"unknown key {place!r}; " + (f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}")


def _names(config: Config) -> Iterator[str]:
    # Compared without case: on some file systems the runs would be the same file.
    names = [contestant.run.casefold() for contestant in config.extractors]
    for contestant in config.extractors:
        if names.count(contestant.run.casefold()) > 1:
            yield f"two runs are named {contestant.run!r}; give one of them another name"
            return


def _measures(config: Config) -> Iterator[str]:
    from sayso.measures import parse

    for measure in config.measures or ():
        try:
            parse(measure)
        except MeasureError as error:
            yield f"measures: {error}"
