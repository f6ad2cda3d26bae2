"""How it works: where the time goes, statistics, processes, the same bytes everywhere, start, progress, the report."""

from __future__ import annotations

import importlib
import importlib.util
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from speed import ours
from speed.bench import HUGE, Row
from speed.timing import Ratio, race, ratio
from speed.workload import BENCHMARKS, decode_both, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speed.bench import Bench

    Tasks = dict[str, Callable[[], object]]

_MODULES = ("sayso.evaluate.shards", "sayso.evaluate.loaded")
"""What a process has loaded that is ready to read."""
_SHOWN = 16 * 2**20
"""From so many bytes of files on, progress is shown."""


def parts(bench: Bench) -> Iterator[Row]:
    """Where the time goes, and what counting takes of it."""
    folder = bench.corpora.of(bench.effort.documents)
    tasks: Tasks = {"floor": lambda: decode_both(folder), **ours.steps(folder)}
    times = race(tasks, min(bench.effort.repeat, 3))
    for step in list(tasks)[1:]:
        yield Row(f"{step}, ÷ `json.loads` of both files", None, ratio(times, step, "floor"))
    batches = ours.columns(folder)
    tasks = {"read": lambda: ours.read(folder), "tally": lambda: ours.tallying(batches)}
    times = race(tasks, bench.effort.repeat)
    why = "The target is of a prototype with 40 counters; the default measures have more, with alignments of their own."
    yield Row("columns to tallies, all layers, ÷ reading them", 0.5, ratio(times, "tally", "read"), why=why)


def resampling(bench: Bench) -> Iterator[Row]:
    """Intervals (jackknife, percentile and BCa), over the bare product and over `scipy.stats.bootstrap`."""
    import numpy as np
    import scipy.stats

    made = importlib.import_module("resampling")
    from sayso.uncertainty import Settings, intervals

    documents, resamples = bench.effort.documents, bench.effort.resamples
    settings, few = Settings(resamples=resamples), max(resamples // 20, 10)
    weights = np.ones((resamples, documents))
    runs = {"the default": made.corpus(documents, 1), "of F": made.fractions(documents, _MEASURES)}
    shape = f"{resamples:,} resamples × {documents:,} documents"
    why = "Sayso draws weights, sorts, and makes jackknife and BCa too; scipy here makes percentiles alone."
    for name, run in runs.items():
        columns = np.concatenate([one.columns for one in run], axis=1)
        counts = tuple(columns[:, place] for place in range(3))
        tasks: Tasks = {
            "product": lambda columns=columns: weights @ columns,
            "intervals": lambda run=run: intervals(run, settings),
            "scipy": lambda counts=counts: _by_scipy(scipy.stats.bootstrap, counts, few),
        }
        race(tasks, 1)
        times = race(tasks, bench.effort.repeat)
        told = f"intervals of {len(run)} measures, {name}, {shape} × {columns.shape[1]} counters"
        yield Row(f"{told}, ÷ the product", 4, ratio(times, "intervals", "product"), why=why)
        scaled = [one * resamples * len(run) / few for one in times["scipy"]]
        over = ratio({**times, "scipy": scaled}, "intervals", "scipy")
        target = 1 / 50 if len(run) == _MEASURES else None
        yield Row("… ÷ percentiles of `scipy.stats.bootstrap`, a resample and measure", target, over, why=why)


_MEASURES = 50


def _by_scipy(bootstrap: Any, counts: tuple[Any, ...], resamples: int) -> None:  # noqa: ANN401 - as the package has it
    """Percentiles of one F1 from three counters, as scipy is asked for them."""

    def f1(hits: Any, golds: Any, found: Any, axis: int = -1) -> Any:  # noqa: ANN401 - arrays of any shape
        return 2 * hits.sum(axis) / (golds.sum(axis) + found.sum(axis) + 1)

    bootstrap(counts, f1, paired=True, vectorized=True, n_resamples=resamples, method="percentile", batch=100)


# Processes


def cores(bench: Bench) -> Iterator[Row]:
    """Speed-up by processes, already running and with their start, as a share of their number."""
    import sayso
    from sayso.evaluate.processes import Processes

    count = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 4)
    if count == 1:
        bench.say("one core: speed-up by processes is not measured")
        return
    size = bench.effort.sizes[-1]
    folder, warm = bench.corpora.of(size), bench.corpora.of(bench.effort.sizes[0])

    def scored(folder: Path = folder, **how: Any) -> None:  # noqa: ANN401 - options of score
        run = sayso.read_run(folder / "run-1.jsonl")
        sayso.score(gold=sayso.load(folder).gold, predicted=run, resamples=1, **how)

    with Processes(count - 1, modules=_MODULES) as others:  # this process reads, too
        others.start()
        scored(warm, executor=others)
        tasks: Tasks = {
            "one": lambda: scored(jobs=1),
            "running": lambda: scored(executor=others),
            "started": lambda: scored(jobs=count),
        }
        times = race(tasks, 1 if size >= HUGE else 3, time.perf_counter)
    wanted = {"running": 0.75, "started": 0.7 if size >= HUGE else None}
    why = "Processes share the machine's memory and caches; what is left is the start and the adding up of tallies."
    for name, told in (("running", "already running"), ("started", "with their start")):
        share = Ratio(tuple(one / count for one in ratio(times, "one", name).values))
        what = f"speed-up by {count} processes {told}, {size:,} documents, of {count}"
        yield Row(what, wanted[name], share, at_least=True, why=why)


def sameness(bench: Bench) -> Iterator[Row]:
    """The same bytes whatever the batches, processes and cluster; no row.

    Raises:
        SystemExit: They differ.
    """
    seed, documents = bench.corpora.seed, bench.effort.sizes[0]
    chosen = ((seed, 1, documents), (seed + 1, 3, max(2, documents // 3)), (seed + 2, 2, max(2, documents // 2)))
    folders = [bench.corpora.others(one).of(count, density=density) for one, density, count in chosen]
    usual = [_told(folder, jobs=1) for folder in folders]

    def compare(name: str, **how: Any) -> None:  # noqa: ANN401 - options of score
        for folder, bytes_, (one, density, _) in zip(folders, usual, chosen, strict=True):
            if _told(folder, **_characters(folder, how)) != bytes_:
                raise SystemExit(f"{name}: the result has other bytes (seed {one}, density {density})")

    for batch in (1, 7, 64, None):
        compare(f"batches of {batch or 'all'} documents", batch=batch, jobs=1)
    for jobs in (1, 2, 4):
        compare(f"{jobs} processes", jobs=jobs)
    told = "batches of about 1, 7, 64 and all documents; 1, 2 and 4 processes"
    if importlib.util.find_spec("distributed") is None:
        bench.say("distributed is not installed: Dask is left out")
    else:
        for workers in (1, 3):
            with _cluster(workers) as client:
                compare(f"Dask with {workers} workers", executor=client)
        told += "; Dask with 1 and with 3 workers in processes of their own"
    these = ", ".join(f"seed {one} density {density}" for one, density, _ in chosen)
    bench.agreed.append(f"the same bytes ({these}): {told}")
    yield from ()


def _told(folder: Path, **how: Any) -> str:  # noqa: ANN401
    import sayso

    run = sayso.read_run(folder / "run-1.jsonl")
    result = sayso.score(gold=sayso.load(folder).gold, predicted=run, resamples=200, **how)
    return json.dumps(result.to_dict(), sort_keys=True)


def _characters(folder: Path, how: dict[str, Any]) -> dict[str, Any]:
    """Options of score for batches of so many documents."""
    if "batch" not in how:
        return how
    lengths = [len(document["text"]) for document, _, _ in decoded(folder)]
    rest = {name: value for name, value in how.items() if name != "batch"}
    return {**rest, "characters": 10**12 if how["batch"] is None else how["batch"] * sum(lengths) // len(lengths)}


def _cluster(workers: int) -> Any:  # noqa: ANN401 - a client that ends its cluster with itself
    from distributed import Client

    return Client(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        silence_logs=logging.ERROR,
    )


# From the shell


def start_up(bench: Bench) -> Iterator[Row]:
    """Commands from the shell, over an empty Python."""
    corpus = str(bench.corpora.of(1))
    run = str(Path(corpus) / "run-1.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "empty": ["-c", "pass"],
            "`import sayso`": ["-c", "import sayso"],
            "`sayso --help`": ["-m", "sayso", "--help"],
            "`sayso score` of one document": ["-m", "sayso", "score", corpus, run],
        }
        tasks: Tasks = {name: lambda words=words: _started(words, folder) for name, words in commands.items()}
        race(tasks, 2, time.perf_counter)  # bytecode is written, files are cached
        times = race(tasks, bench.effort.starts, time.perf_counter)
    for name, target in zip(list(commands)[1:], (3, 20, 80), strict=True):
        why = "Nearly all of it is imports."
        yield Row(f"{name}, ÷ `python -c pass`", target, ratio(times, name, "empty"), why=why)


def _started(words: list[str], cache: str) -> None:
    """A Python of its own, whose bytecode is kept, as it is for whoever has installed the package."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = cache
    subprocess.run([sys.executable, *words], check=True, capture_output=True, env=environment)


def progress(bench: Bench) -> Iterator[Row]:
    """Seconds until a terminal shows the first line of progress."""
    size = bench.effort.sizes[-1]
    folder = bench.corpora.of(size)
    if sum((folder / name).stat().st_size for name in ("gold.jsonl", "run-1.jsonl")) < _SHOWN:
        bench.say("no progress is shown for a corpus so small")
        return
    if importlib.util.find_spec("pty") is None:
        bench.say("there are no terminals to be had here: progress is not measured")
        return
    found = Ratio(tuple(_first_line(folder) for _ in range(4))[1:])  # the first writes bytecode
    why = "It is the start of Python and the imports of scoring; a busy machine shows here at once."
    yield Row(f"first line of progress of `sayso score`, {size:,} documents, seconds", 1.0, found, why=why)


def _first_line(folder: Path) -> float:
    import pty

    ours_, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | {"TERM": "xterm"}
    command = [sys.executable, "-m", "sayso", "score", str(folder), str(folder / "run-1.jsonl")]
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment) as process:
        os.close(theirs)
        seen = b""
        while b"reading" not in seen and (more := _read(ours_)):
            seen += more
        seconds = time.perf_counter() - begin
        process.terminate()
        while _read(ours_):  # what is left, so that whoever writes it can end
            pass
    os.close(ours_)
    if b"reading" not in seen:
        raise SystemExit("`sayso score` showed no progress")
    return seconds


def _read(terminal: int) -> bytes:
    """What a terminal is shown next; Linux says by an error that nobody writes any more."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


# The report


def report(bench: Bench) -> Iterator[Row]:
    """The HTML report of a corpus with three runs, by `page.py`, in a process of its own."""
    folder = bench.corpora.of(bench.effort.documents, runs=3)
    command = [sys.executable, str(BENCHMARKS / "page.py"), "--corpus", str(folder), "--runs", "3", "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    what = f"HTML report of {bench.effort.documents:,} documents × 3 runs"
    why = "The page has every text and every item of gold and runs, packed; packing takes most of it."
    yield Row(f"{what}, ÷ scoring them", 10, Ratio((found["writing"] / found["scoring"],)), why=why)
    yield Row("… its size, MB", 20, Ratio((found["size"],)), why=why)
    yield Row("… memory above that of scoring, MB", None, Ratio((found["memory"],)))
    if "paint" not in found:
        bench.say("no Chromium and playwright: the report was not opened in a browser")
        return
    yield Row("… first paint, ÷ a bare page of the same size", None, Ratio((found["paint"],)))
    yield Row("… change of a filter, ÷ a change of the bare page", None, Ratio((found["filter"],)))
    yield Row("… next document, ÷ a change of the bare page", None, Ratio((found["next"],)))
