"""Sayso beside what a user would run instead: the same numbers, then times from the files and layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speed import ours
from speed.bench import MICRO, Row
from speed.peers import TOGETHER, together
from speed.timing import race, ratio
from speed.workload import beside, decode_both, decoded, documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from speed.bench import Bench
    from speed.peer import Peer

    Tasks = dict[str, Callable[[], object]]

ALL_LAYERS = "all layers, from the files"
FLOOR, SAYSO = "json.loads of both files", "Sayso, all measures from the files"
_CLOSE = 1e-9
_ROUNDS = 3
_TOO_MUCH = "Reading with all checks and counting every default measure each have their part: see the steps below."
_PEERS = "Sayso counts all default measures here and checks every text, the peers what they can."


def agreement(bench: Bench) -> Iterator[Row]:
    """Sayso's number and each peer's on the same layer; no row.

    Raises:
        SystemExit: They differ.
    """
    few = min(bench.effort.documents, 100)
    for peer in bench.peers.values():
        folder = bench.corpora.flat(few) if peer.flat else bench.corpora.of(few)
        theirs = peer.score(peer.convert(decoded(folder)))
        if peer.equal is None:
            bench.agreed.append(
                f"{peer.name} ({peer.layer}): {theirs:.6f}, to be compared with no measure: {peer.differs}"
            )
            continue
        table = ours.tallying(ours.columns(folder), ours.only(peer.equal))
        mine = ours.value(table, peer.equal, mean=peer.mean)
        if abs(theirs - mine) > _CLOSE:
            raise SystemExit(f"{peer.name} gives {theirs:.12f} on {peer.layer}, {peer.equal} is {mine:.12f}")
        how = ", its mean over documents" if peer.mean else ""
        bench.agreed.append(f"{peer.name} ({peer.layer}): {theirs:.6f}, as `{peer.equal}`{how}")
    yield from ()


# From files to numbers


def whole(bench: Bench) -> Iterator[Row]:
    """All of it, over the floor and over the peers that cover the same layers together."""
    effort = bench.effort
    for density, _ in effort.densities:
        few = max(1, effort.documents // density)  # as many items in each: what is kept costs the peers the collector
        yield from _over_floor(bench, bench.corpora.of(few, density=density), density)
        yield from _over_peers(bench, bench.corpora.of(few, density=density), density, few)
    density, count = effort.densities[-1]
    folder = bench.corpora.of(count, density=density, long=True)
    tasks: Tasks = {"floor": lambda: decode_both(folder), "all": lambda: ours.numbers(folder)}
    times = race(tasks, effort.repeat)
    what = f"… density {density}, with a quote as long as the text, ÷ `json.loads`"
    yield Row(what, 2.0, ratio(times, "all", "floor"), why=_TOO_MUCH)
    folder = bench.corpora.shuffled(effort.documents)
    run = "run-shuffled"
    tasks = {"floor": lambda: decode_both(folder, run), "all": lambda: ours.numbers(folder, run)}
    yield Row(
        "… the run in another order than gold, ÷ `json.loads`", None, ratio(race(tasks, effort.repeat), "all", "floor")
    )


def _over_floor(bench: Bench, folder: Path, density: int) -> Iterator[Row]:
    tasks: Tasks = {"floor": lambda: decode_both(folder), "all": lambda: ours.numbers(folder)}
    race(tasks, 1)  # whatever is loaded when it is needed
    told = "files to all default measures, texts and digests checked" if density == 1 else "…"
    over = ratio(race(tasks, bench.effort.repeat), "all", "floor")
    yield Row(f"{told}, density {density}, ÷ `json.loads` of both files, nothing kept", 2.0, over, why=_TOO_MUCH)


def _over_peers(bench: Bench, folder: Path, density: int, count: int) -> Iterator[Row]:
    texts = documents(folder)
    docs = beside(texts, folder)
    tasks: Tasks = {"all": lambda: ours.numbers(folder)}
    for kind in TOGETHER:
        members = together(kind, bench.peers)
        affordable = [bench.affordable(peer, docs) for peer in members]
        if all(affordable):
            tasks[kind] = lambda members=members: _chain(texts, folder, members)
        bench.say(f"{kind} peers together: {', '.join(f'{peer.name} ({peer.layer})' for peer in members)}")
    del docs
    rounds = max(1, _ROUNDS - density // 4)  # the usual peers are quadratic in items
    times = race(tasks, rounds)
    for kind in [name for name in tasks if name != "all"]:
        target = 1 / 6 if kind == "usual" else 1 / 4 if density == 1 else 1 / 5
        what = f"… ÷ {kind} peers together, from the files, density {density}"
        yield Row(what, target, ratio(times, "all", kind), why=_PEERS)
        bench.point("items", ALL_LAYERS, f"{kind} peers together", (density, min(times[kind]) / count * MICRO))


def together_curve(bench: Bench, axis: str, size: int, folder: Path, count: int) -> None:
    """Points of the peers that cover all layers together."""
    texts = documents(folder)
    chains = {kind: together(kind, bench.peers) for kind in TOGETHER}
    tasks: Tasks = {kind: lambda members=members: _chain(texts, folder, members) for kind, members in chains.items()}
    for kind, seconds in race(tasks, 1).items():
        bench.point(axis, ALL_LAYERS, f"{kind} peers together", (size, min(seconds) / count * MICRO))


def _chain(texts: list[Any], folder: Path, members: Sequence[Peer]) -> None:
    """What a script does: decode gold and run once, keep them, and give each peer what it takes."""
    docs = beside(texts, folder)
    for peer in members:
        peer.score(peer.convert(docs))


# Layer by layer, from columns


def layers(bench: Bench) -> Iterator[Row]:
    """One layer's measures from columns, over a peer's from what it takes."""
    folder = bench.corpora.of(bench.effort.documents)
    batches, docs = ours.columns(folder), decoded(folder)
    for what, names, peer, target in _LAYERS:
        if peer not in bench.peers:
            continue
        one, measures = bench.peers[peer], ours.only(*names)
        native = one.convert(docs)
        tasks: Tasks = {
            "ours": lambda measures=measures: ours.tallying(batches, measures),
            "theirs": lambda one=one, native=native: one.score(native),
        }
        race(tasks, 1)
        times = race(tasks, bench.effort.repeat)
        yield Row(f"{what}, from columns, ÷ {peer}", target, ratio(times, "ours", "theirs"), why=_LAYER)


_LAYER = "Columns are sorted, packed and paired anew for each batch; what the peer takes is ready made and not counted."
_LAYERS: tuple[tuple[str, tuple[str, ...], str, float | None], ...] = (
    ("exact F1 of mentions", ("mentions.F@exact",), "Python sets", 1.2),
    ("F1 of quotes by overlap, best assignment", ("quotes.F@overlap(0.5)",), "nervaluate, overlap", 1 / 15),
    ("MUC, B³, CEAFe and LEA", ("entities.CoNLL@exact", "entities.LEA@exact"), "coval", 1 / 8),
    ("MUC, B³ and CEAFe", ("entities.CoNLL@exact",), "scorch", None),
    ("F1 of typed triggers", ("events.typed.F",), "nervaluate, triggers", None),
    ("F1 of typed triggers and of roles", ("events.typed.F", "events.roles.F"), "TextEE, six scores", None),
)
