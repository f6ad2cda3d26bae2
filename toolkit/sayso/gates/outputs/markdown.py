"""A summary in Markdown: the rules with what they found, the items that were lost, and what was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.gates.outputs.escapes import code, text
from sayso.gates.outputs.telling import characters, failures_told, is_below, numbers, standing
from sayso.gates.outputs.visible import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sayso.gates.outcome import Item, Outcome, Verdict

ITEMS = 20
"""How many items of an outcome are listed."""

_LONGEST = 200
_SIGNS = {"passed": "✓", "failed": "✗", "informational": "·", "not evaluated": "?", "nothing to score": "∅"}


def markdown(verdict: Verdict) -> str:
    """The summary, ending in a newline."""
    return "\n".join(_lines(verdict)) + "\n"


def _lines(verdict: Verdict) -> Iterator[str]:
    yield f"## Sayso gate: {standing(verdict).words}"
    yield ""
    yield from _rules(verdict)
    for outcome in verdict.outcomes:
        if outcome.status not in {"passed", "informational"} or outcome.items:
            yield from _details(outcome)
    remarks = [*(failures_told(run, failed) for run, failed in verdict.failures.items() if failed), *verdict.notes]
    if remarks:
        yield ""
        yield from (f"- {text(remark)}" for remark in remarks)
    for signature in verdict.signature.splitlines():
        yield from ("", f"Signature: {code(signature)}")
    yield ""


def _rules(verdict: Verdict) -> Iterator[str]:
    several = len({outcome.run for outcome in verdict.outcomes}) > 1
    sliced = any(outcome.slice is not None for outcome in verdict.outcomes)
    heads = ["", "rule", *(["run"] if several else []), *(["slice"] if sliced else [])]
    yield _row([*heads, "found", "expected", "margin"])
    yield _row([*(":---" for _ in heads), "---:", ":---", "---:"])
    for outcome in verdict.outcomes:
        found, margin = numbers(outcome)
        run = [code(outcome.run)] if several else []
        part = [code(outcome.slice or "")] if sliced else []
        yield _row([_sign(outcome), code(outcome.rule.name), *run, *part, found, text(outcome.expected), margin])


def _sign(outcome: Outcome) -> str:
    status = f"{outcome.status}, below" if is_below(outcome) else outcome.status
    written = f"{_SIGNS[outcome.status]} {status}"
    return f"**{written}**" if outcome.status == "failed" else written


def _details(outcome: Outcome) -> Iterator[str]:
    within = "" if outcome.slice is None else f" in {code(outcome.slice)}"
    yield from ("", f"### {code(outcome.rule.name)}{within}: {code(outcome.run)}", "", text(outcome.message))
    if outcome.items:
        yield ""
        yield _row(["item", "class", "document", "characters", "text"])
        yield _row(":---" for _ in range(5))
        yield from (_item(item) for item in outcome.items[:ITEMS])
        if len(outcome.items) > ITEMS:
            yield from ("", f"… and {len(outcome.items) - ITEMS:,} more")


def _item(item: Item) -> str:
    name = item.layer if item.item_id is None else f"{item.layer} {item.item_id}"
    place = (text(item.error), text(item.doc_id), characters(item))
    return _row([text(name), *place, text(shortened(item.text, _LONGEST))])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
