"""The words that all outputs of a gate share: how it went, what an outcome is called, which items are behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sayso.gates.outputs.visible import line
from sayso.gates.spelling import counted, exact, size, spelled
from sayso.reports.report import UNDEFINED, Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.gates.outcome import Item, Outcome, Verdict

_DOCUMENTS = 5


class Standing(NamedTuple):
    """How a gate went: in a few words, and of which kind that is (`good`, `bad`, `unsure`, `nothing`)."""

    words: str
    kind: str


def standing(verdict: Verdict) -> Standing:
    """How a gate went as a whole, by its exit status; rules that are only reported decide nothing."""
    judged = list(dict.fromkeys(one.rule.name for one in verdict.outcomes if one.status != "informational"))
    if not judged:
        return Standing("no rule judged", "nothing")
    rules = counted(len(judged), "rule")
    if verdict.exit_status == 0:
        return Standing(f"{rules} passed", "good")
    if verdict.exit_status == 1:
        return Standing(f"{_with(verdict, 'failed')} of {rules} failed", "bad")
    if verdict.refused_failures and _with(verdict, "not evaluated") == 0:
        return Standing("extractor failed", "unsure")
    if verdict.exit_status == 5:  # noqa: PLR2004 - the status of nothing to score
        return Standing("nothing to score", "nothing")
    return Standing(f"{_with(verdict, 'not evaluated')} of {rules} not evaluated", "unsure")


def _with(verdict: Verdict, status: str) -> int:
    return len({one.rule.name for one in verdict.outcomes if one.status == status})


def called(outcome: Outcome) -> str:
    """An outcome by its rule and slice."""
    return outcome.rule.name if outcome.slice is None else f"{outcome.rule.name} [{outcome.slice}]"


def is_below(outcome: Outcome) -> bool:
    """Whether a rule that decides nothing would have failed."""
    return outcome.status == "informational" and outcome.margin is not None and outcome.margin < 0


def numbers(outcome: Outcome) -> tuple[str, str]:
    """What was found and by how much that exceeds what it had to reach, with digits enough to see the difference."""
    margin = "" if outcome.margin is None else size(exact(outcome.margin))
    digits = max(3, len(margin.partition(".")[2]))
    found = UNDEFINED if outcome.found is None else spelled(outcome.found, digits)
    sign = "" if outcome.margin is None else "−" if outcome.margin < 0 else "+"
    return found, f"{sign}{margin}"


def told(item: Item) -> str:
    """An item in one line: what it is, where it stands, what became of it, its text."""
    name = f"{item.layer} {item.item_id}" if item.item_id is not None else item.layer
    place = f" {characters(item)}" if item.spans else ""
    return line(f"{name} in {item.doc_id}{place}, {item.error}: {item.text}")


def characters(item: Item) -> str:
    """What an item covers, in code points, half open."""
    return " ".join(f"{start}–{end}" for start, end in item.spans)


def item_table(items: Sequence[Item], limit: int, *, title: str = "") -> Table:
    """The items behind an outcome as a table, at most `limit` of them."""
    rows = tuple(
        tuple(
            Cell(line(text))
            for text in (item.item_id or "", item.layer, item.error, item.doc_id, characters(item), item.text)
        )
        for item in items[:limit]
    )
    left = len(items) - len(rows)
    return Table(
        title=title,
        columns=tuple(map(Column, ("item", "layer", "class", "document", "characters", "text"))),
        rows=rows,
        remarks=(f"… and {left:,} more",) if left else (),
    )


def failures_told(run: str, failed: Mapping[str, str]) -> str:
    """The documents on which an extractor failed, in one line."""
    some = "; ".join(f"{doc_id}: {message}" for doc_id, message in sorted(failed.items())[:_DOCUMENTS])
    more = f"; and {len(failed) - _DOCUMENTS:,} more" if len(failed) > _DOCUMENTS else ""
    return line(f"the extractor of {run} failed on {counted(len(failed), 'document')} ({some}{more})")
