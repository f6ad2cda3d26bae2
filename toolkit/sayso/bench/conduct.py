"""The conductor of the bench: run or reuse, score, and lay down the results."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from sayso.bench import reuse
from sayso.bench.config import read
from sayso.bench.documents import checked
from sayso.errors import ExtractorError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sayso.bench.config import Config, Contestant
    from sayso.data.corpus import Corpus
    from sayso.data.sources import Run
    from sayso.extractors import Annotator, Extractor
    from sayso.extractors.running import Progress
    from sayso.reports import Report

WRITTEN = ("results.json", "results.csv", "report.md", "report.txt", "report.html")


@dataclass(frozen=True, slots=True)
class Told:
    """News of a run while the bench is under way.

    Attributes:
        run: Its name.
        what: `started`, `progress`, `made`, `reused`, `skipped` or `failed`.
        why: For what was skipped or failed, the reason.
        progress: How far it is, for `progress`.
    """

    run: str
    what: str
    why: str = ""
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """What came of a bench.

    Attributes:
        report: The report; also written to the folder.
        folder: Where everything lies.
        skipped: Extractors left out because something is not installed, with the reason.
        failed: Extractors that could not start or failed on every document, with the reason.
    """

    report: Report
    folder: Path
    skipped: dict[str, str]
    failed: dict[str, str]


@dataclass(slots=True)
class _Job:
    """A bench under way."""

    config: Config
    corpus: Corpus
    folder: Path
    fresh: bool
    tell: Callable[[Told], None]
    skipped: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def bundled() -> Path:
    """The configuration that comes with the package."""
    from sayso.data.bundled import folder

    return folder() / "benchmarks" / "bundled.toml"


def bench(
    path: Path | None = None,
    *,
    folder: Path,
    fresh: bool = False,
    errors: int | Literal["some"] | None = "some",
    tell: Callable[[Told], None] | None = None,
) -> Bench:
    """Run the configured extractors on a corpus, score them, and write runs, results and report.

    Args:
        path: The configuration; by default the bundled one.
        folder: Where to write `runs/`, `results.json`, `results.csv`, `report.md`, `report.txt` and
            `report.html`.
        fresh: Make every run anew; else those that still hold are kept.
        errors: How many missed and spurious items to list; see `sayso.reports.build`.
        tell: Is told how it goes.

    Raises:
        UsageError: The configuration or a path in it cannot be used, or the folder cannot be written.
        DataError: Corpus or a run breaks the contract.
        ExtractorError: No extractor could run at all.
        NothingToScore: The corpus has nothing to score.
    """
    from sayso.data.corpus import load

    config = read(path or bundled())
    corpus = load(config.corpus, documents=config.documents)
    checked(corpus.documents)
    job = _Job(config, corpus, folder, fresh, tell or _nobody)
    try:
        (folder / "runs").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from None
    runs = [run for contestant in config.extractors if (run := _run(job, contestant)) is not None]
    if not runs:
        reasons = "; ".join(f"{name}: {why}" for name, why in (job.skipped | job.failed).items())
        raise ExtractorError(f"no extractor of the bench could run ({reasons})")
    report = _report(job, runs, errors)
    return Bench(report, folder, job.skipped, job.failed)


def _run(job: _Job, contestant: Contestant) -> Run | None:
    """The run of a contestant, from before or made now; None if there can be none."""
    from sayso.data.sources import read_run

    name = contestant.run
    path = job.folder / "runs" / f"{name}.jsonl"
    if why := _lacking(contestant.extractor):
        job.skipped[name] = why
        job.tell(Told(name, "skipped", why))
        return None
    try:
        _made(job, contestant, path)
    except ExtractorError as error:
        job.failed[name] = str(error)
        job.tell(Told(name, "failed", str(error)))
        if not path.is_file():
            return None
    return replace(read_run(path), name=name)


def _lacking(spelling: str) -> str | None:
    """What an extractor needs and is not installed; None if it can run here."""
    from sayso.extractors import available
    from sayso.extractors.spelling import parse

    wanted = parse(spelling).name
    return next((one.missing for one in available() if one.name == wanted), None)


def _made(job: _Job, contestant: Contestant, path: Path) -> None:
    """See to it that a contestant's run lies at a path.

    Raises:
        ExtractorError: It cannot start (nothing lies there then), or failed on every document (its failures do).
    """
    from sayso.extractors import resolve
    from sayso.extractors.running import extract

    extractor: Extractor | Annotator = resolve(contestant.extractor)
    made_of = reuse.stamp(extractor, job.corpus.documents)
    if not job.fresh and reuse.holds(path, made_of):
        job.tell(Told(contestant.run, "reused"))
        return
    # What lies there is no longer true, and must not be taken for what comes now.
    path.unlink(missing_ok=True)
    resume = not job.fresh and reuse.may_go_on(path, made_of)
    reuse.begin(path, made_of)
    job.tell(Told(contestant.run, "started"))
    extract(
        extractor,
        job.corpus.documents,
        path,
        resume=resume,
        timeout=job.config.timeout,
        progress=lambda progress: job.tell(Told(contestant.run, "progress", progress=progress)),
    )
    reuse.finish(path, made_of)
    job.tell(Told(contestant.run, "made"))


def _report(job: _Job, runs: Sequence[Run], errors: int | Literal["some"] | None) -> Report:
    from sayso.evaluate import score
    from sayso.reports import build, write

    result = score(gold=job.corpus.gold, predicted=runs, measures=job.config.measures)
    report = build(
        result,
        title=job.config.title,
        errors=errors,
        references={one.run: one.reference for one in job.config.extractors if one.reference},
        notes=[
            *([job.config.note] if job.config.note else []),
            *(f"{name} is skipped: {why}." for name, why in job.skipped.items()),
        ]
        + [f"{name} could not be scored as meant: {why}." for name, why in job.failed.items()],
    )
    for name in WRITTEN:
        write(report, job.folder / name)
    return report


def _nobody(_: Told) -> None:
    """Who is told when nobody wants to know."""
