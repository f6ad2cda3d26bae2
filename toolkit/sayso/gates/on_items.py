"""Conditions on single gold items: how many of those that the baseline found may be lost, which must be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.evaluate.unknown import unknown
from sayso.gates.facts import CannotTell
from sayso.gates.spelling import counted
from sayso.gates.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sayso.gates.facts import Facts
    from sayso.gates.findings import Sighting

_SHOWN = 3


def lost_items(facts: Facts) -> Told:
    """At most `max_lost_items` of the gold items that the baseline found are missed now."""
    most = facts.rule.max_lost_items or 0
    if facts.lost is None:
        raise CannotTell(
            f"max_lost_items: {facts.called} does not tell which gold items were found, or their ids have changed "
            "since; bless again"
        )
    lost = len(facts.lost)
    how = f"{lost - most:,} too many" if lost > most else f"{most - lost:,} to spare" if lost < most else "as allowed"
    words = f"lost {counted(lost, 'gold item')} that the baseline found, expected at most {most:,}: {how}"
    return Told(f"at most {counted(most, 'lost item')}", holds=lost <= most, words=words, items=tuple(facts.lost))


def must_find(facts: Facts) -> Told | None:
    """Each gold item of `must_find` is found; in a slice each that is in it, which may be none."""
    whole = facts.find()
    known = _by_name([*whole.found, *whole.missed])
    wanted = [_item(name, known) for name in facts.rule.must_find]
    missed = {one.name for one in facts.findings.missed}
    here = [one for one in wanted if one.name in missed or one in facts.findings.found]
    gone = tuple(one for one in here if one.name in missed)
    if not here:
        return None
    expected = f"{', '.join(one.name for one in here)} found"
    if not gone:
        return Told(expected, holds=True, words=f"expected {expected}: so {'is it' if len(here) == 1 else 'are they'}")
    words = f"expected {expected}: missed {', '.join(one.name for one in gone)}"
    return Told(expected, holds=False, words=words, items=gone)


def _by_name(items: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    known: dict[str, list[Sighting]] = {}
    for one in items:
        known.setdefault(one.name, []).append(one)
        known.setdefault(str(one.item_id), []).append(one)
    return known


def _item(name: str, known: Mapping[str, list[Sighting]]) -> Sighting:
    found = known.get(name, [])
    if not found:
        raise CannotTell(f"must_find: {unknown('gold item', name, sorted(known))}")
    if len(found) > 1:
        named = ", ".join(repr(one.name) for one in found[:_SHOWN])
        raise CannotTell(f"must_find: {name!r} is an item of {len(found)} documents; name one, as in {named}")
    return found[0]
