"""The rows of the table: what is measured, what it should be, and what it is."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from speed import ours
from speed.peers import CHEAPEST, USUAL, Peer
from speed.timing import Ratio, race, ratio, slope
from speed.workload import BENCHMARKS, Corpora, decode_both, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MICRO = 1e6


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    documents: int = 1_000
    sizes: tuple[int, ...] = (100, 1_000, 10_000)
    densities: tuple[tuple[int, int], ...] = ((1, 500), (4, 125), (16, 32))
    repeat: int = 5
    resamples: int = 10_000
    starts: int = 9


@dataclass(frozen=True)
class Row:
    """A row: what, at most how much (None: told for its own sake), and what was measured."""

    what: str
    target: float | None
    measured: Ratio
    at_least: bool = False
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the target is met, by the median."""
        if self.target is None:
            return True
        return self.measured.median >= self.target if self.at_least else self.measured.median <= self.target


@dataclass
class Bench:
    """One run of the benchmark.

    Attributes:
        curves: For the plots: by what grows and by task, sizes and microseconds a document.
        words: What is to be said beside the table.
    """

    corpora: Corpora
    effort: Effort
    peers: Mapping[str, Peer]
    curves: dict[str, dict[str, list[tuple[float, float]]]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """Every row, as it is measured."""
        for part in (
            self.agreement,
            self.whole,
            self.parts,
            self.layers,
            self.slopes,
            self.memory,
            self.resampling,
            self.cores,
            self.sameness,
            self.start_up,
        ):
            print(f"{part.__name__} …", file=sys.stderr, flush=True)
            yield from part()

    # The numbers are the same

    def agreement(self) -> Iterator[Row]:
        """Sayso's number and each peer's on the same layer.

        Raises:
            SystemExit: They differ.
        """
        few = min(self.effort.documents, 100)
        for peer in self.peers.values():
            if peer.equal is None:
                continue
            folder = self.corpora.flat(few) if peer.flat else self.corpora.of(few)
            theirs = peer.score(peer.convert(decoded(folder)))
            mine = ours.value(ours.tallying(ours.columns(folder), ours.only(peer.equal)), peer.equal)
            if abs(theirs - mine) > 1e-9:  # noqa: PLR2004 - rounding of sums in another order
                raise SystemExit(f"{peer.name} gives {theirs:.12f} on {peer.layer}, {peer.equal} is {mine:.12f}")
            self.words.append(f"{peer.name}: {theirs:.6f}, as `{peer.equal}`")
        yield from ()

    # From files to numbers

    def whole(self) -> Iterator[Row]:
        """All of it, over the floor and over the peers that cover the same layers together."""
        for density, documents in ((1, self.effort.documents), *self.effort.densities[1:]):
            yield from self._over_floor_and_peers(self.corpora.of(documents, density=density), density)
        density, documents = self.effort.densities[-1]
        folder = self.corpora.of(documents, density=density, long=True)
        times = race({"floor": lambda: decode_both(folder), "all": lambda: ours.numbers(folder)}, self.effort.repeat)
        yield Row(f"… density {density}, with a quote as long as the text", 2.0, ratio(times, "all", "floor"))
        folder = self.corpora.shuffled(self.effort.documents)
        tasks = {
            "floor": lambda: decode_both(folder, "run-shuffled"),
            "all": lambda: ours.numbers(folder, "run-shuffled"),
        }
        times = race(tasks, self.effort.repeat)
        yield Row("… the run in another order than gold", None, ratio(times, "all", "floor"))

    def _over_floor_and_peers(self, folder: Path, density: int) -> Iterator[Row]:
        names = {"cheapest": CHEAPEST, "usual": USUAL} if density == 1 else {"cheapest": CHEAPEST}
        tasks: dict[str, Callable[[], object]] = {
            "floor": lambda: decode_both(folder),
            "all": lambda: ours.numbers(folder),
        }
        times = race(tasks, self.effort.repeat)
        told = "files to all default measures, texts and digests checked" if density == 1 else "…"
        yield Row(f"{told}, density {density}, ÷ `json.loads` of both files", 2.0, ratio(times, "all", "floor"))
        for name, members in names.items():
            chain = [self.peers[one] for one in members if one in self.peers]
            times = race({"all": tasks["all"], "peers": lambda chain=chain: _together(folder, chain)}, 3)
            target = {"cheapest": 1 / 4 if density == 1 else 1 / 5, "usual": 1 / 6}[name]
            yield Row(f"… ÷ {name} peers together, density {density}", target, ratio(times, "all", "peers"))

    def parts(self) -> Iterator[Row]:
        """Where the time goes, and what counting takes of it."""
        folder = self.corpora.of(self.effort.documents)
        tasks = {"floor": lambda: decode_both(folder), **ours.steps(folder)}
        times = race(tasks, self.effort.repeat)
        for step in list(tasks)[1:]:
            yield Row(f"{step}, ÷ `json.loads` of both files", None, ratio(times, step, "floor"))
        batches = ours.columns(folder)
        times = race({"read": lambda: ours.read(folder), "tally": lambda: ours.tallying(batches)}, self.effort.repeat)
        yield Row("columns to tallies, all layers, ÷ reading them", 0.5, ratio(times, "tally", "read"))

    # Layer by layer, from columns

    def layers(self) -> Iterator[Row]:
        """One layer's measures from columns, over a peer's from what it takes."""
        folder = self.corpora.of(self.effort.documents)
        batches, docs = ours.columns(folder), decoded(folder)
        wanted = (
            ("exact F1 of mentions from columns, ÷ Python sets ready made", ("mentions.F@exact",), "Python sets", 1.2),
            (
                "F1 of quotes by overlap, best assignment, from columns, ÷ nervaluate",
                ("quotes.F@overlap(0.5)",),
                "nervaluate, overlap",
                1 / 15,
            ),
            (
                "MUC, B³, CEAFe and LEA from columns, ÷ coval",
                ("entities.CoNLL@exact", "entities.LEA@exact"),
                "coval",
                1 / 8,
            ),
        )
        for what, names, name, target in wanted:
            if name not in self.peers:
                continue
            peer, measures = self.peers[name], ours.only(*names)
            native = peer.convert(docs)
            tasks: dict[str, Callable[[], object]] = {
                "ours": lambda measures=measures: ours.tallying(batches, measures),
                "theirs": lambda peer=peer, native=native: peer.score(native),
            }
            race(tasks, 1)  # whatever is imported when it is needed
            yield Row(what, target, ratio(race(tasks, self.effort.repeat), "ours", "theirs"))

    # Growth

    def slopes(self) -> Iterator[Row]:
        """How the cost grows with documents, and with items in a document."""
        sizes = self.effort.sizes
        times = [self._sized("documents", size, self.corpora.of(size), size) for size in sizes]
        yield Row(f"slope in documents, {sizes[0]:,} to {sizes[-1]:,}", 1.05, slope(sizes, times))
        for long in (False, True):
            found = []
            for density, documents in self.effort.densities:
                folder = self.corpora.of(documents, density=density, long=long)
                seconds = self._sized("items" if not long else "", density, folder, documents)
                found.append([one / documents for one in seconds])
            densities = [float(density) for density, _ in self.effort.densities]
            told = ", a quote as long as the text in each" if long else ""
            yield Row(f"slope in items, density 1 to {densities[-1]:.0f}{told}", 1.15, slope(densities, found))

    def _sized(self, axis: str, size: float, folder: Path, documents: int) -> list[float]:
        """Seconds of all rounds; on the way a point of each curve."""
        repeat = self.effort.repeat if documents <= self.effort.documents else 2
        tasks: dict[str, Callable[[], object]] = {
            "Sayso, files to all default measures": lambda: ours.numbers(folder),
            "json.loads of both files": lambda: decode_both(folder),
        }
        found = race(tasks, repeat)
        if axis and documents <= self.effort.documents:
            docs = decoded(folder)
            for peer in self.peers.values():
                native = peer.convert(docs)
                found |= race({f"{peer.name} ({peer.layer}, score alone)": lambda p=peer, n=native: p.score(n)}, 1)
        if axis:
            for name, seconds in found.items():
                point = size, min(seconds) / documents * MICRO
                self.curves.setdefault(axis, {}).setdefault(name, []).append(point)
        seconds = found["Sayso, files to all default measures"]
        return (seconds * self.effort.repeat)[: self.effort.repeat]

    # Memory

    def memory(self) -> Iterator[Row]:
        """Megabytes above the imports in a process of its own, apart from the tallies; bytes of a counter."""
        for size in (self.effort.sizes[-2], self.effort.sizes[-1]):
            found = child("memory", str(self.corpora.of(size)))
            row = f"peak memory above imports, {size:,} documents, without the tallies, MB"
            yield Row(row, 100, Ratio((found["megabytes"],)), note=f"tallies {found['tallies']:.1f} MB")
        yield Row("bytes of a counter and document in the tallies", 8, Ratio((found["bytes"],)))

    # Statistics

    def resampling(self) -> Iterator[Row]:
        """Intervals of all default measures, over the bare product and over `scipy.stats.bootstrap`."""
        import numpy as np
        import scipy.stats

        made = importlib.import_module("resampling")
        from sayso.uncertainty import Settings, intervals

        documents, resamples = self.effort.documents, self.effort.resamples
        run, settings = made.corpus(documents, 1), Settings(resamples=resamples)
        columns = np.concatenate([one.columns for one in run], axis=1)
        weights = np.ones((resamples, documents))
        counts = tuple(columns[:, place] for place in range(3))
        few = max(resamples // 20, 10)

        def f1(hits: Any, golds: Any, found: Any, axis: int = -1) -> Any:  # noqa: ANN401 - arrays of any shape
            return 2 * hits.sum(axis) / (golds.sum(axis) + found.sum(axis) + 1)

        tasks: dict[str, Callable[[], object]] = {
            "product": lambda: weights @ columns,
            "intervals": lambda: intervals(run, settings),
            "scipy": lambda: scipy.stats.bootstrap(
                counts, f1, paired=True, vectorized=True, n_resamples=few, method="percentile", batch=100
            ),
        }
        race(tasks, 1)
        times = race(tasks, self.effort.repeat)
        shape = f"{resamples:,} resamples × {documents:,} documents × {columns.shape[1]} counters"
        yield Row(f"intervals of {len(run)} measures, {shape}, ÷ the product", 4, ratio(times, "intervals", "product"))
        share = few / (resamples * len(run))
        scaled = [one / share for one in times["scipy"]]
        over = ratio({**times, "scipy": scaled}, "intervals", "scipy")
        yield Row("the same ÷ `scipy.stats.bootstrap`, a resample and measure", 1 / 50, over)

    # Processes

    def cores(self) -> Iterator[Row]:
        """Speed-up by processes that are already running, as a share of their number."""
        import sayso

        count = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 4)
        folder = self.corpora.of(self.effort.sizes[-1])
        if count == 1:
            self.words.append("one core: speed-up by processes is not measured")
            return

        def scored(**how: Any) -> None:  # noqa: ANN401 - options of score
            run = sayso.read_run(folder / "run-1.jsonl")
            sayso.score(gold=sayso.load(folder).gold, predicted=run, resamples=1, **how)

        with ProcessPoolExecutor(count) as pool:
            list(pool.map(time.sleep, [0.2] * count))
            scored(executor=pool)
            tasks: dict[str, Callable[[], object]] = {
                "one": lambda: scored(jobs=1),
                "running": lambda: scored(executor=pool),
                "started": lambda: scored(jobs=count),
            }
            times = race(tasks, 3, time.perf_counter)
        for name, target, told in (("running", 0.75, "already running"), ("started", 0.7, "with their start")):
            share = Ratio(tuple(one / count for one in ratio(times, "one", name).values))
            size = self.effort.sizes[-1]
            target = target if name == "running" or size >= 100_000 else None  # noqa: PLR2004, PLW2901
            yield Row(f"speed-up by {count} processes {told}, of {count}", target, share, at_least=True)

    def sameness(self) -> Iterator[Row]:
        """The same bytes whatever the batches and processes.

        Raises:
            SystemExit: They differ.
        """
        import sayso

        folder = self.corpora.of(self.effort.sizes[0])
        documents = self.effort.sizes[0]
        length = sum(len(document["text"]) for document, _, _ in decoded(folder)) // documents

        def told(**how: Any) -> str:  # noqa: ANN401
            run = sayso.read_run(folder / "run-1.jsonl")
            result = sayso.score(gold=sayso.load(folder).gold, predicted=run, resamples=200, **how)
            return json.dumps(result.to_dict(), sort_keys=True)

        usual = told(jobs=1)
        ways: Sequence[tuple[str, dict[str, Any]]] = (
            *((f"batches of about {n}", {"characters": n * length, "jobs": 1}) for n in (1, 7, 64)),
            ("one batch", {"characters": 10**12, "jobs": 1}),
            ("two processes", {"jobs": 2}),
        )
        for name, how in ways:
            if told(**how) != usual:
                raise SystemExit(f"{name}: the result has other bytes")
        self.words.append(f"the same bytes: {', '.join(name for name, _ in ways)}")
        yield from ()

    # Start

    def start_up(self) -> Iterator[Row]:
        """Commands from the shell, over an empty Python."""
        corpus = str(self.corpora.of(1))
        run = str(Path(corpus) / "run-1.jsonl")
        with tempfile.TemporaryDirectory() as folder:
            commands = {
                "empty": ["-c", "pass"],
                "`import sayso`": ["-c", "import sayso"],
                "`sayso --help`": ["-m", "sayso", "--help"],
                "`sayso score` of one document": ["-m", "sayso", "score", corpus, run],
            }
            tasks = {name: lambda words=words: _started(words, folder) for name, words in commands.items()}
            race(tasks, 2, time.perf_counter)  # bytecode is written, files are cached
            times = race(tasks, self.effort.starts, time.perf_counter)
        for name, target in zip(list(commands)[1:], (3, 20, 80), strict=True):
            yield Row(f"{name}, ÷ `python -c pass`", target, ratio(times, name, "empty"))


def _together(folder: Path, chain: Sequence[Peer]) -> None:
    docs = decoded(folder)
    for peer in chain:
        peer.score(peer.convert(docs))


def _started(words: Sequence[str], cache: str) -> None:
    """A Python of its own, whose bytecode is kept, as it is for whoever has installed the package."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = cache
    subprocess.run([sys.executable, *words], check=True, capture_output=True, env=environment)


def child(what: str, folder: str) -> dict[str, float]:
    """A measurement in a process of its own."""
    command = [sys.executable, "-m", "speed", "--child", what, folder]
    environment = os.environ | {"PYTHONPATH": str(BENCHMARKS)}
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
