"""Who is compared with whom: runs told apart, groups of seeds put together, the baseline among them or beside them.

Names tell runs apart in every output. Two files of one name in different folders keep as much of their paths as it
takes; one file given twice is one run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.data.sources import Run
from sayso.errors import UsageError
from sayso.evaluate.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.data.urls import Place


@dataclass(frozen=True, slots=True)
class Contestant:
    """What is compared: a run, or a group of runs that differ in their seed alone.

    Attributes:
        name: The run's name or the group's.
        runs: Names of its runs; of a run its own.
    """

    name: str
    runs: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        """Whether it stands for several seeds."""
        return self.runs != (self.name,)


@dataclass(frozen=True, slots=True)
class Field:
    """All that take part.

    Attributes:
        runs: Every run once, names distinct.
        baseline: What the others are compared with.
        contestants: The others, in the order given; the baseline itself only where nothing else was given.
    """

    runs: tuple[Run, ...]
    baseline: Contestant
    contestants: tuple[Contestant, ...]


def field_of(baseline: Run | str, runs: Sequence[Run], groups: Mapping[str, Sequence[str]]) -> Field:
    """Sort out who takes part.

    Args:
        baseline: A run, which may be one of `runs`, or the name of a run or group.
        runs: The runs that are compared with it, singly or in groups.
        groups: For each group the names of its runs.

    Raises:
        UsageError: Something is none of the runs, stands in two places, or nothing is left to compare.
    """
    named = told_apart(list(runs) if isinstance(baseline, str) else [baseline, *runs])
    every = tuple(_once(named))
    names = [run.name for run in every]
    own = [] if isinstance(baseline, str) else [named[0].name]
    teams = {name: Contestant(name, _members(name, members, names)) for name, members in groups.items()}
    _check_groups(teams.values(), names, own)
    first = teams.get(baseline) if isinstance(baseline, str) else Contestant(own[0], (own[0],))
    if first is None:
        first = _named(str(baseline), names, teams)
    given = [run.name for run in (named[1:] if own else named)]
    others = tuple(other for other in _in_order(given, teams) if other != first)
    if not others and first.name not in given:
        msg = "nothing to compare with the baseline; give a run or a group besides it"
        raise UsageError(msg)
    # The baseline alone is compared with itself: nothing differs, and the output says so.
    return Field(every, first, others or (first,))


def _named(name: str, names: Sequence[str], teams: Mapping[str, Contestant]) -> Contestant:
    if name not in names:
        raise unknown("baseline", name, (*names, *teams))
    owner = next((team.name for team in teams.values() if name in team.runs), None)
    if owner is not None:
        msg = f"the baseline {name!r} is one seed of the group {owner!r}; compare with the group, or take it out there"
        raise UsageError(msg)
    return Contestant(name, (name,))


def _members(group: str, members: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    for member in members:
        if member not in names:
            raise unknown(f"run of group {group!r}:", member, names)
    twice = sorted({member for member in members if list(members).count(member) > 1})
    if twice:
        msg = f"group {group!r} has run {twice[0]!r} twice; name each of its runs once"
        raise UsageError(msg)
    if len(members) < 2:  # noqa: PLR2004 - one run has no spread
        msg = f"group {group!r} has {len(members)} run; a group needs 2 or more, and a single run needs no group"
        raise UsageError(msg)
    return tuple(members)


def _check_groups(teams: Iterable[Contestant], names: Sequence[str], baseline: Sequence[str]) -> None:
    owners: dict[str, str] = {}
    for team in teams:
        if team.name in names:
            msg = f"a group and a run are both named {team.name!r}; give the group another name"
            raise UsageError(msg)
        for member in team.runs:
            if member in baseline:
                msg = f"the baseline {member!r} is one seed of the group {team.name!r}; take it out there"
                raise UsageError(msg)
            if member in owners:
                msg = f"run {member!r} is in the groups {owners[member]!r} and {team.name!r}; leave it in one"
                raise UsageError(msg)
            owners[member] = team.name


def _in_order(given: Sequence[str], teams: Mapping[str, Contestant]) -> Iterator[Contestant]:
    """Runs and groups, each where its first run stands."""
    owner = {member: team for team in teams.values() for member in team.runs}
    found = (owner.get(name, Contestant(name, (name,))) for name in given)
    return iter(dict.fromkeys(found))


def _once(runs: Iterable[Run]) -> Iterator[Run]:
    seen: set[str] = set()
    for run in runs:
        if run.name not in seen:
            seen.add(run.name)
            yield run


def told_apart(runs: Sequence[Run]) -> list[Run]:
    """The runs, equal names only where the run is the same."""
    for run in runs:
        if not isinstance(run, Run):
            msg = f"found a {type(run).__name__}, expected a run; saved numbers have no documents to compare by"
            raise UsageError(msg)
    found = [replace(run, name=_longer(run, runs)) for run in runs]
    for number, run in enumerate(found):
        for other in found[:number]:
            if run.name == other.name and not _same(run, other):
                msg = f"two runs are named {run.name!r}; runs are told apart by name, so rename one"
                raise UsageError(msg)
    return found


def _longer(run: Run, runs: Iterable[Run]) -> str:
    """Its name; with so many folders before it as it takes to tell it from others of this name."""
    path = _resolved(run)
    rivals = [_resolved(other) for other in runs if other.name == run.name and not _same(other, run)]
    known = [rival for rival in rivals if rival is not None]
    if path is None or not known:
        return run.name
    folders = path.parent.parts
    for count in range(1, len(folders)):
        if all(rival.parent.parts[-count:] != folders[-count:] for rival in known):
            return "/".join((*folders[-count:], run.name))
    return str(path)


def _same(run: Run, other: Run) -> bool:
    if run.source is other.source:
        return True
    path = _resolved(run)
    return path is not None and path == _resolved(other)


def _resolved(run: Run) -> Place | None:
    return None if run.source.path is None else run.source.path.resolve()
