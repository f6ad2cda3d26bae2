"""Progress: a bar where someone looks at the terminal, a line a run elsewhere; always on standard error."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any

from sayso.command.printing import console, remark, shows_progress
from sayso.data.packing import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sayso.bench import Told
    from sayso.data.sources import Gold, Run
    from sayso.evaluate.progress import Reading
    from sayso.extractors.running import Progress


class Watch:
    """Follows one run after another."""

    def __init__(self, bars: Any = None) -> None:  # noqa: ANN401 - rich's Progress, imported only where it is shown
        """Take the bars to draw, if any."""
        self._bars = bars
        self._tasks: dict[str, Any] = {}
        self._started: dict[str, float] = {}

    def run(self, name: str, progress: Progress) -> None:
        """A run went on."""
        if progress.note and progress.doc_id is None:
            remark(f"{name}: {progress.note}")
        if self._bars is None:
            return
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(name, total=progress.total, failed="")
        failed = f"{progress.failures:,} failed" if progress.failures else ""
        self._bars.update(self._tasks[name], completed=progress.done, failed=failed)

    def bench(self, told: Told) -> None:
        """A bench went on."""
        if told.progress is not None:
            self.run(told.run, told.progress)
        elif told.what == "started":
            self._started[told.run] = time.monotonic()
        elif told.what == "made":
            remark(f"{told.run}: made in {time.monotonic() - self._started[told.run]:.1f} s")
        else:
            remark(f"{told.run}: {told.what}{f': {told.why}' if told.why else ' from before'}")


@contextlib.contextmanager
def watching() -> Iterator[Watch]:
    """Something to tell progress to, for as long as the work lasts."""
    if not shows_progress():
        yield Watch()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}", style="red"),
    )
    with Progress(*columns, console=console(err=True), transient=True) as bars:
        yield Watch(bars)


LARGE = 16 * 2**20
"""From so many bytes of gold and runs on scoring shows a bar."""


@contextlib.contextmanager
def scoring(gold: Gold, runs: Sequence[Run]) -> Iterator[Callable[[Reading], None] | None]:
    """Something to tell the progress of a reading to, if files are large and someone looks at the terminal."""
    paths = [source.path for source in (gold.source, *(run.source for run in runs))]
    sizes = [0 if path is None else path.stat().st_size for path in paths]
    if not shows_progress() or sum(sizes) < LARGE:
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    # Of a compressed file, of a table, and of what some server sends, only the end tells how much there is.
    plain = sizes[0] > 0 and paths[0] is not None and paths[0].suffix not in {*ENDINGS, ".parquet"}
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(*columns, console=console(err=True), transient=True) as bars:
        task = bars.add_task("reading", total=sizes[0] if plain else None, rate="")
        yield _Rate(bars, task, sizes[0] if plain else None)


class _Rate:
    """Draws how far a reading has come, with documents a second."""

    def __init__(self, bars: Any, task: Any, total: int | None) -> None:  # noqa: ANN401 - rich's, imported where shown
        self._bars, self._task, self._total = bars, task, total
        self._last, self._since = 0, time.monotonic()

    def __call__(self, reading: Reading) -> None:
        if reading.documents <= self._last:  # Something is read once more.
            self._bars.reset(self._task)
            self._since = time.monotonic()
        self._last = reading.documents
        seconds = max(time.monotonic() - self._since, 1e-9)
        rate = f"{reading.documents:,} documents, {reading.documents / seconds:,.0f} a second"
        done = self._total is not None and reading.size >= self._total
        # After the last byte there are still intervals to draw.
        self._bars.update(self._task, completed=reading.size, rate=rate, description="reckoning" if done else "reading")
