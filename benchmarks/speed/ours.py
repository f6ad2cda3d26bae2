"""What Sayso does, step by step, on one core: from files to numbers, and from columns to numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sayso
from sayso.data.pairing import Pairing
from sayso.evaluate.batches import CHARACTERS
from sayso.evaluate.job import Job
from sayso.evaluate.reading import tallied
from sayso.evaluate.table import Table
from sayso.measures import DEFAULT, parse_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sayso.evaluate.batches import Work
    from sayso.matching.scene import Scene
    from sayso.measures import Measure

EVERY = parse_all(DEFAULT)
LAYERS = {
    "mentions": ("mentions.typed.F@exact",),
    "coreference": ("entities.CoNLL@exact", "entities.LEA@exact"),
    "quotes": ("quotes.F@overlap(0.5)",),
    "events": ("events.typed.F", "events.roles.F"),
    "stances": ("stances.F",),
}
"""The measures that are put beside the peers of each layer."""
ALL_LAYERS = {"entities", "quotes", "events", "stances"}


def job(folder: Path, run: str = "run-1", characters: int = CHARACTERS) -> Job:
    """A reading of gold and run."""
    return Job(gold=sayso.load(folder).gold, runs=[sayso.read_run(folder / f"{run}.jsonl")], characters=characters)


def numbers(folder: Path, run: str = "run-1", characters: int = CHARACTERS) -> dict[str, float | None]:
    """From files to all default measures, with all checks, without intervals."""
    (table,) = tallied(job(folder, run, characters), EVERY, []).tables.values()
    return {str(measure): table.value(measure)[0] for measure in EVERY}


def steps(folder: Path) -> dict[str, Callable[[], object]]:
    """Each step by name, each with all before it: where the time goes."""

    def pairing() -> Pairing:
        return Pairing(sayso.load(folder).gold, [sayso.read_run(folder / "run-1.jsonl")])

    return {
        "checked, by columns": lambda: _pass(pairing().batches(CHARACTERS)),
        "and put in order": lambda: _pass(rows.batch() for rows in pairing().batches(CHARACTERS)),
        "and made ready to score": lambda: read(folder),
        "and tallied: all default measures": lambda: numbers(folder),
    }


def read(folder: Path) -> None:
    """From files to columns that are ready to be scored, nothing kept."""
    _pass(job(folder).work())


def _pass(items: object) -> None:
    for _ in items:  # type: ignore[attr-defined]  # whatever can be read
        pass


def columns(folder: Path) -> list[Work]:
    """All batches of a corpus, ready to be scored."""
    return list(job(folder).work())


def tallying(batches: Sequence[Work], measures: Sequence[Measure] = EVERY) -> Table:
    """From columns to tallies, in scenes where nothing is aligned yet."""
    table = Table(measures, {})
    for work in batches:
        scene: Scene = work.scenes[0]
        table.add(scene.beside(scene.predicted))
    table.attempted = ALL_LAYERS
    return table


def only(*names: str) -> tuple[Measure, ...]:
    """Some measures."""
    return parse_all(names)


def value(table: Table, name: str, *, mean: bool = False) -> float:
    """A measure's value; or the mean of its values in the documents where it has one.

    Raises:
        SystemExit: It is undefined.
    """
    import numpy as np

    (measure,) = parse_all([name])
    found = table.value(measure)[0]
    if mean:
        values = table.summed(measure, np.arange(len(table.tally(measure.request)))).by_document()
        found = float(np.nanmean(values))
    if found is None:
        raise SystemExit(f"{name} is undefined on the benchmark's corpus")
    return found
