"""From the facts to an outcome: every condition of a rule looked at, and what is said of all of them together."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from sayso.gates.conditions import conditions, needs_baseline
from sayso.gates.facts import CannotTell
from sayso.gates.outcome import Item, Outcome
from sayso.gates.scores import NOTHING, part_name
from sayso.gates.spelling import exact, spelled
from sayso.measures import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.gates.facts import Facts
    from sayso.gates.findings import Sighting
    from sayso.gates.outcome import Status
    from sayso.gates.rule import Rule
    from sayso.gates.told import Told

    Classes = Mapping[tuple[object, ...], str]


def judged(facts: Facts) -> Outcome:
    """The outcome of a rule for one run in one slice."""
    if not facts.scores.has_gold(facts.rule.measure, facts.run, facts.part):
        return nothing(facts.rule, facts.run, part_name(facts.part), _no_items(facts))
    try:
        looked_at = [condition(facts) for condition in conditions(facts)]
    except CannotTell as reason:
        return _outcome(facts, "not evaluated", (), f"cannot be evaluated: {reason}")
    found = [told for told in looked_at if told is not None]
    remark = _remark(facts)
    if not found:
        return _outcome(facts, "informational" if _undecided(facts) else "passed", (), remark or _only_value(facts))
    failed = [told for told in found if not told.holds]
    ordered = [*failed, *(told for told in found if told.holds)]
    message = "; ".join([*(told.words for told in ordered), *([remark] if remark else [])])
    return _outcome(facts, "failed" if failed else "passed", ordered, message, _items(facts, failed))


def nothing(rule: Rule, run: str, part: str | None, reason: str) -> Outcome:
    """The outcome of a rule that gold has nothing for."""
    status: Status = "informational" if rule.informational else "nothing to score"
    return Outcome(rule, run, part, status, None, "gold items", None, f"nothing to score: {reason}")


def _outcome(
    facts: Facts, status: Status, found: Sequence[Told], message: str, items: tuple[Item, ...] = ()
) -> Outcome:
    compared = [told.found for told in found if told.found is not None]
    margins = [told.margin for told in found if told.margin is not None]
    value = None if facts.value is None else facts.value.value
    return Outcome(
        rule=facts.rule,
        run=facts.run,
        slice=part_name(facts.part),
        status="informational" if facts.rule.informational else status,
        found=compared[0] if compared else value,
        expected=" and ".join(told.expected for told in found),
        margin=float(min(margins)) if margins else None,
        message=message,
        items=items,
    )


def _undecided(facts: Facts) -> bool:
    """Whether all that the rule asks for is a comparison with a baseline that is not there."""
    return needs_baseline(facts.rule) and not facts.compares


def _remark(facts: Facts) -> str:
    """What is to be known besides the conditions."""
    remarks = []
    value = None if facts.value is None else facts.value.value
    if value is None and facts.rule.allow_undefined:
        remarks.append("the value is undefined, which the rule allows")
    if _undecided(facts):
        remarks.append(f"not compared: {facts.lacking}")
    return "; ".join(remarks)


def _only_value(facts: Facts) -> str:
    value = None if facts.value is None else facts.value.value
    return "the value is undefined" if value is None else f"the value is {spelled(exact(value))}"


def _no_items(facts: Facts) -> str:
    if facts.part is None:
        return f"gold has no item that {facts.rule.measure} counts"
    occurring = facts.scores.occurring(facts.rule.measure, facts.run, facts.part[0])
    wanted = facts.part[1] or NOTHING
    close = difflib.get_close_matches(wanted, occurring, n=1)
    offer = f"did you mean {close[0]!r}?" if close and wanted not in occurring else f"there is {', '.join(occurring)}"
    return f"gold has no item with {part_name(facts.part)}; {offer if occurring else 'nor with another'}"


def _items(facts: Facts, failed: Iterable[Told]) -> tuple[Item, ...]:
    """The items behind a failure: those that a condition names, and else those that could have lowered the value."""
    told = list(failed)
    if not told:
        return ()
    named = [one for condition in told for one in condition.items]
    if not all(condition.items for condition in told):
        named += _suspects(facts)
    classes = _classes(facts)
    return tuple(_item(one, classes) for one in dict.fromkeys(named))


def _suspects(facts: Facts) -> list[Sighting]:
    """Items lost against a baseline and spurious ones of documents that changed; without one all that are wrong."""
    statistic = parse(facts.rule.measure).statistic
    missed = [] if statistic == "P" else facts.findings.missed
    spurious = [] if statistic == "R" else facts.findings.spurious
    if needs_baseline(facts.rule) and facts.compares:
        changed = facts.changed
        lost = [one for one in facts.lost or () if statistic != "P"]
        worse = [*lost, *(one for one in spurious if one.doc_id in changed)]
        if worse:
            return worse
    return [*missed, *spurious]


def _classes(facts: Facts) -> Classes:
    """The error class of each item that the run's headline errors have."""
    return {
        (one.side == "missed", one.doc_id, one.layer, one.spans, one.text, one.label, one.note): one.error
        for one in facts.scores.result.errors
        if one.run == facts.run
    }


def _item(one: Sighting, classes: Classes) -> Item:
    missed = one.item_id is not None
    error = classes.get((missed, one.doc_id, one.layer, one.spans, one.text, one.label, one.note))
    return Item(
        doc_id=one.doc_id,
        layer=one.layer,
        item_id=one.item_id,
        spans=one.spans,
        text=one.text,
        file=one.file,
        line=one.line,
        error=error or ("missed" if missed else "spurious"),
    )
