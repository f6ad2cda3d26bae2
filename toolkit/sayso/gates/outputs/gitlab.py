"""GitLab code quality: an entry for each failed rule, and one for each item behind it, at its line.

Fingerprints hold no line number and no text of a message, so that an entry stays the same entry when lines move.
Source: "Code Quality report format", GitLab Docs.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from sayso.gates.outputs.places import checkout, within
from sayso.gates.outputs.telling import called, failures_told, is_below, told
from sayso.gates.outputs.visible import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sayso.gates.outcome import Item, Outcome, Verdict

RULES = "sayso.toml"
_SEVERITIES = {"failed": "major", "not evaluated": "critical", "nothing to score": "critical"}
_LONGEST = 500


def gitlab(verdict: Verdict, *, rules: str = RULES, root: Path | None = None) -> str:
    """The verdict as a code quality report, ending in a newline; an empty list if everything passed.

    Args:
        verdict: The verdict.
        rules: The file in which the rules stand; what has no place of its own is shown there.
        root: The folder of the checkout.
    """
    root = root or checkout()
    entries = [*_of_rules(verdict, within(rules, root) or RULES), *_of_items(verdict, root)]
    seen: Counter[str] = Counter()
    for entry in entries:
        # Entries that nothing tells apart are counted; GitLab shows one for each fingerprint.
        plain = entry["fingerprint"]
        seen[plain] += 1
        entry["fingerprint"] = _digest(plain, str(seen[plain]))
    return json.dumps(entries, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _of_rules(verdict: Verdict, rules: str) -> Iterator[dict[str, Any]]:
    for outcome in verdict.outcomes:
        severity = "info" if is_below(outcome) else _SEVERITIES.get(outcome.status)
        if severity:
            message = f"{outcome.run}: {called(outcome)}: {outcome.message}"
            yield _entry(message, severity, (rules, None), _identity(outcome), check=outcome.rule.measure)
    for run, failed in verdict.refused_failures.items():
        yield _entry(failures_told(run, failed), "critical", (rules, None), (run, "extractor"), check="extractor")


def _of_items(verdict: Verdict, root: Path) -> Iterator[dict[str, Any]]:
    for outcome in verdict.outcomes:
        for item in outcome.items if outcome.status == "failed" else ():
            file = within(item.file, root)
            if file is not None:
                message = f"{outcome.run}: {called(outcome)}: {told(item)}"
                identity = (*_identity(outcome), *_item(item))
                yield _entry(message, "major", (file, item.line), identity, check=outcome.rule.measure)


def _identity(outcome: Outcome) -> tuple[str, ...]:
    return outcome.rule.name, outcome.run, outcome.slice or ""


def _item(item: Item) -> tuple[str, ...]:
    spans = " ".join(f"{start}-{end}" for start, end in item.spans)
    return item.doc_id, item.layer, item.item_id or "", spans, "" if item.item_id else item.text


def _entry(
    message: str, severity: str, place: tuple[str, int | None], identity: tuple[str, ...], *, check: str
) -> dict[str, Any]:
    path, number = place
    return {
        "description": shortened(message, _LONGEST),
        "check_name": f"sayso: {check}",
        "fingerprint": _digest(*identity),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": number or 1}},
    }


def _digest(*parts: str) -> str:
    told_apart = json.dumps(parts)
    return hashlib.blake2b(told_apart.encode(), digest_size=16).hexdigest()
