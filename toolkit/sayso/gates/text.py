"""A verdict in plain words: every rule with what it found and expected, the items behind a failure, the end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso.gates.outputs.telling import called, failures_told
from sayso.gates.outputs.visible import line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.gates.book import Blessed
    from sayso.gates.outcome import Item, Outcome, Status, Verdict

SHOWN = 10
_LONGEST = 80
_ENDS = {
    0: "the gate is passed",
    1: "the gate is not passed",
    2: "the gate could not be evaluated",
    4: "the gate is not passed, since documents failed",
    5: "the gate has nothing to score",
}


def text(verdict: Verdict, *, limit: int | None = SHOWN) -> str:
    """A verdict as text.

    Args:
        verdict: The verdict.
        limit: How many items to list for each rule; None for all.
    """
    return "\n".join(_lines(verdict, limit)) + "\n"


def blessed_text(blessed: Sequence[Blessed]) -> str:
    """What was blessed, and how it differs from what was there."""
    return "\n".join(_blessed_lines(blessed)) + "\n"


def _lines(verdict: Verdict, limit: int | None) -> Iterator[str]:
    many = len({outcome.run for outcome in verdict.outcomes}) > 1
    for outcome in verdict.outcomes:
        yield _head(outcome, many_runs=many)
        yield f"    {line(outcome.message)}"
        yield from _items(outcome.items, limit)
    yield ""
    yield from (line(note) for note in verdict.notes)
    yield from _failures(verdict)
    yield f"{_ENDS[verdict.exit_status]}: {_summary(verdict)}"
    yield from (line(part) for part in verdict.signature.splitlines())


def _head(outcome: Outcome, *, many_runs: bool) -> str:
    status = outcome.status.upper() if outcome.status == "failed" else outcome.status
    return f"{status}  {line(called(outcome))}" + (f"  {line(outcome.run)}" if many_runs else "")


def _items(items: Sequence[Item], limit: int | None) -> Iterator[str]:
    shown = items if limit is None else items[:limit]
    for item in shown:
        name = item.doc_id if item.item_id is None else f"{item.doc_id}:{item.item_id}"
        place = [] if item.file is None else [f"{item.file}:{item.line}"]
        parts = [item.error, f"{item.layer} {name}", *place, f"“{shortened(item.text, _LONGEST)}”"]
        yield f"      {'  '.join(map(line, parts))}"
    if len(items) > len(shown):
        yield f"      … and {len(items) - len(shown):,} more; --all-items lists them"


def _failures(verdict: Verdict) -> Iterator[str]:
    for run, failed in verdict.failures.items():
        refused = run in verdict.refused_failures
        yield failures_told(run, failed) + ("; allow_failures = true judges it all the same" if refused else "")


def _summary(verdict: Verdict) -> str:
    counts = Counter(outcome.status for outcome in verdict.outcomes)
    order: tuple[Status, ...] = ("failed", "not evaluated", "nothing to score", "passed", "informational")
    return ", ".join(f"{counts[status]:,} {status}" for status in order if counts[status])


def _blessed_lines(blessed: Iterable[Blessed]) -> Iterator[str]:
    for one in blessed:
        if one.same:
            yield f"{one.path} is as it was"
            continue
        yield f"{one.path} is written"
        yield from (f"    {line(change)}" for change in one.changes)
