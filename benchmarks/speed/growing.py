"""How cost grows: with documents, with items in a document; and what memory they need."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from speed import ours
from speed.bench import HUGE, MICRO, Row
from speed.comparing import ALL_LAYERS, FLOOR, SAYSO, together_curve
from speed.timing import Ratio, race, slope
from speed.workload import BENCHMARKS, decode_both, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from speed.bench import Bench

_ROUNDS = 3
_ABOUT = 1_000
"""Of a corpus with fewer documents a round takes the least of several times, so that all rounds are as exact."""
_MOST = 10
_SMALL = "A corpus of a hundred documents is two batches: what a batch costs whatever is in it shows there."
_KEPT = "A batch takes some 60 MB; ids of documents and places in the heap that nothing fits into come to it."


def slopes(bench: Bench) -> Iterator[Row]:
    """How the cost grows with documents, and with items in a document."""
    sizes = bench.effort.sizes
    folders = {size: bench.corpora.of(size) for size in sizes}
    times = _raced(bench, "documents", folders, {size: size for size in sizes})
    yield Row(f"slope in documents, {sizes[0]:,} to {sizes[-1]:,}", 1.05, slope(sizes, times), why=_SMALL)
    for long in (False, True):
        folders = {d: bench.corpora.of(count, density=d, long=long) for d, count in bench.effort.densities}
        counts = dict(bench.effort.densities)
        times = _raced(bench, "" if long else "items", folders, counts)
        densities = [float(density) for density in folders]
        each = [[one / counts[int(d)] for one in found] for d, found in zip(densities, times, strict=True)]
        told = ", a quote as long as the text in each" if long else ""
        what = f"slope in items, density {densities[0]:.0f} to {densities[-1]:.0f}{told}"
        yield Row(
            what, 1.15, slope(densities, each), why="Coreference and alignment of entities grow faster than items."
        )


def _raced(bench: Bench, axis: str, folders: Mapping[int, Path], count: Mapping[int, int]) -> list[list[float]]:
    """Seconds of Sayso by size and round; on the way the points of all curves.

    Args:
        bench: The run.
        axis: What grows; empty if there is no curve of it.
        folders: Corpora by size.
        count: How many documents they have.
    """
    tasks: dict[str, Callable[[], object]] = {}
    times: dict[str, int] = {}
    for size, folder in folders.items():
        tasks[f"{size}"] = lambda folder=folder: ours.numbers(folder)
        articles = count[size] * (1 if axis == "documents" else size)
        times[f"{size}"] = max(1, min(_MOST, 2 * _ABOUT // articles))
    often = {name: task for name, task in tasks.items() if count[int(name)] < HUGE}
    race(dict(list(often.items())[:1]), 1)  # whatever is loaded when it is needed
    found = race(often, _ROUNDS, times=times)
    for name in tasks.keys() - often.keys():
        found[name] = race({name: tasks[name]}, 1)[name] * _ROUNDS
    if axis:
        for size, folder in folders.items():
            bench.point(axis, ALL_LAYERS, SAYSO, (size, min(found[f"{size}"]) / count[size] * MICRO))
            floor = race({"floor": lambda folder=folder: decode_both(folder)}, 1 if count[size] >= HUGE else 2)["floor"]
            bench.point(axis, ALL_LAYERS, FLOOR, (size, min(floor) / count[size] * MICRO))
            if count[size] <= bench.effort.documents:
                _peers(bench, axis, size, folder, count[size])
    return [found[f"{size}"] for size in folders]


def _peers(bench: Bench, axis: str, size: int, folder: Path, count: int) -> None:
    """Points of the curves of single layers: each peer, and Sayso from columns; and of all layers together."""
    docs, batches = decoded(folder), ours.columns(folder)
    layers = dict.fromkeys(peer.layer for peer in bench.peers.values())
    for layer in layers:
        tasks: dict[str, Callable[[], object]] = {
            "Sayso, from columns": lambda layer=layer: ours.tallying(batches, ours.only(*ours.LAYERS[layer]))
        }
        for peer in bench.peers.values():
            if peer.layer == layer and bench.affordable(peer, docs):
                native = peer.convert(docs)
                tasks[peer.name] = lambda peer=peer, native=native: peer.score(native)
        race({"Sayso": tasks["Sayso, from columns"]}, 1)
        for name, seconds in race(tasks, 2 if count <= _ABOUT // 2 else 1).items():
            bench.point(axis, layer, name, (size, min(seconds) / count * MICRO))
    if axis == "documents":
        together_curve(bench, axis, size, folder, count)


# Memory


def memory(bench: Bench) -> Iterator[Row]:
    """Megabytes above the imports in a process of its own, apart from the tallies; bytes of a counter."""
    found: dict[str, float] = {}
    for size in dict.fromkeys(sorted((bench.effort.documents, *bench.effort.sizes[-2:]))):
        found = child("memory", str(bench.corpora.of(size)))
        row = f"peak memory above imports, {size:,} documents, without the tallies, MB"
        yield Row(row, 100, Ratio((found["megabytes"],)), note=f"tallies {found['tallies']:.1f} MB", why=_KEPT)
    yield Row("bytes of a counter and document in the tallies", 8, Ratio((found["bytes"],)))


def child(what: str, folder: str) -> dict[str, float]:
    """A measurement in a process of its own."""
    command = [sys.executable, "-m", "speed", "--child", what, folder]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(BENCHMARKS), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def peak_memory(folder: Path) -> dict[str, float]:
    """Megabytes of scoring a corpus above those of scoring one document, apart from the tallies."""
    one_document = importlib.import_module("one_document")
    with tempfile.TemporaryDirectory() as small:
        ours.numbers(one_document.made(Path(small), 0, "plain"))
    before = one_document.peak()
    (table,) = ours.tallied(ours.job(folder), ours.EVERY, []).tables.values()
    megabytes = one_document.peak() - before
    tallies = [tally for _, _, batches in table.parts().counted for tally in batches.values()]
    size = sum(tally.rows.nbytes for tally in tallies)
    cells = sum(tally.rows.size for tally in tallies)
    return {"megabytes": megabytes - size / 1e6, "tallies": size / 1e6, "bytes": size / cells}
