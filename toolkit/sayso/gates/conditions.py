"""Which conditions a rule is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.gates.on_documents import document_drops, document_values
from sayso.gates.on_items import lost_items, must_find
from sayso.gates.on_values import defined, drop, least, significant

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.gates.facts import Facts
    from sayso.gates.rule import Rule
    from sayso.gates.told import Told

    Condition = Callable[[Facts], Told | None]


def needs_baseline(rule: Rule) -> bool:
    """Whether some condition compares with a baseline."""
    per = rule.per_document
    drops = rule.max_drop is not None or (per is not None and per.max_drop is not None)
    return drops or rule.significant or rule.max_lost_items is not None


def has_condition(rule: Rule) -> bool:
    """Whether there is anything that could fail."""
    return rule.min is not None or rule.per_document is not None or bool(rule.must_find) or needs_baseline(rule)


def conditions(facts: Facts) -> list[Condition]:
    """The conditions of a rule that can be looked at: those on an undefined value are none, nor comparisons alone.

    Raises:
        CannotTell: A baseline is missing, or not comparable.
    """
    rule, per = facts.rule, facts.rule.per_document
    compares = needs_baseline(rule) and facts.compares
    has_value = facts.value is not None and facts.value.value is not None
    had_value = compares and (not rule.allow_undefined or (facts.entry is not None and facts.entry.value is not None))
    wanted: dict[Condition, bool] = {
        defined: not has_value and not rule.allow_undefined,
        least: has_value and rule.min is not None,
        drop: has_value and had_value and rule.max_drop is not None and not rule.significant,
        significant: has_value and had_value and rule.significant,
        document_values: per is not None and per.min is not None,
        document_drops: compares and per is not None and per.max_drop is not None,
        lost_items: compares and rule.max_lost_items is not None,
        must_find: bool(rule.must_find),
    }
    return [condition for condition, is_wanted in wanted.items() if is_wanted]
