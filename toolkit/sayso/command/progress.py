"""Progress: a bar where someone looks at the terminal, a line a run elsewhere; always on standard error."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any

from sayso.command.printing import console, remark, shows_progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.bench import Told
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
