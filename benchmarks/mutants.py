"""Mutation testing: do the tests notice when a line of the matching, the tallies or the measures is changed?

    python benchmarks/mutants.py [--workers 1] [--share 0.25] [--only GLOB ...] [--page FILE]

Lays a copy of the package and its tests out in build/mutants, lets mutmut (settings: pyproject.toml) run there, and
prints the numbers by module. Every survivor must be one that mutants.toml explains, and at least 95 of 100 mutants must
be killed; else the exit status is 1. What was tested stays in build/mutants: a second run looks at changed functions
alone. `--page` writes the tables of the manual.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "mutants"
COPIED = ("tests", "corpus", "annotations", "benchmarks")
LEAST = 0.95
SEED = 1
MEMORY = 6 * 2**30  # a mutant that asks for more than this is told that there is none
# Exit codes that mutmut notes down: of pytest, and of the signal that ends a run which takes too long.
SURVIVED, NOT_RUN = 0, None
HANGS = (36, 24, 152, -24)
NO_TESTS = (5, 33)
ABOUT = 12  # characters that are shown on either side of a change, and the rest of their words
BEGIN, END = "<!-- made by benchmarks/mutants.py -->", "<!-- end -->"


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed: its function, the lines it lost and those it got."""

    function: str
    was: str
    becomes: str

    @property
    def module(self) -> str:
        """The module, as in `matching.solver`."""
        return self.function.rpartition(".")[0]


@dataclass
class Tested:
    """A module: how many mutants met which fate, and those that survived."""

    fates: Counter[str]
    survivors: list[Survivor]


def lay_out() -> None:
    """The package as src/sayso, where mutmut looks for it, beside its tests and what they read."""
    WORK.mkdir(parents=True, exist_ok=True)
    ignored = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        shutil.rmtree(WORK / name, ignore_errors=True)
        shutil.copytree(ROOT / name, WORK / name, ignore=ignored)
    shutil.rmtree(WORK / "src", ignore_errors=True)
    shutil.copytree(ROOT / "toolkit" / "sayso", WORK / "src" / "sayso", ignore=ignored)
    shutil.copy2(ROOT / "pyproject.toml", WORK)


def run(workers: int, only: list[str]) -> int:
    """Run mutmut; its exit status."""
    return subprocess.run(
        [Path(sys.executable).with_name("mutmut"), "run", "--max-children", str(workers), *only],
        cwd=WORK,
        env={**os.environ, "CI": "1", "HYPOTHESIS_PROFILE": "mutants", "PYTHONPATH": str(WORK / "benchmarks")},
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    ).returncode


def drawn(share: float) -> list[str]:
    """Names of a share of each module's mutants: the same ones every time, and a larger share has them too."""
    from mutmut.configuration import config
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    os.chdir(WORK)
    names = []
    for path in sorted(Path("src/sayso").rglob("*.py")):
        if config().should_mutate(path):
            made = mutate_file_contents(str(path), path.read_text(encoding="utf-8")).mutant_names
            of_module = sorted(get_mutant_name(path, name) for name in made)
            random.Random(SEED).shuffle(of_module)
            names += of_module[: math.ceil(share * len(of_module))]
    return names


def tested() -> dict[str, Tested]:
    """What came of the mutants of each module."""
    os.chdir(WORK)
    source = Path("src/sayso")
    found = {}
    for path in sorted((Path("mutants") / source).rglob("*.py.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        if codes:
            file = source / path.relative_to(Path("mutants") / source).with_suffix("")
            module = ".".join(file.relative_to(source).with_suffix("").parts)
            survivors = [survivor(module, key, file) for key, code in codes.items() if code in (SURVIVED, *NO_TESTS)]
            found[module] = Tested(Counter(map(fate, codes.values())), survivors)
    return found


def fate(code: int | None) -> str:
    """What an exit code of the tests means for the mutant."""
    if code is NOT_RUN:
        return "not run"
    if code == SURVIVED or code in NO_TESTS:
        return "survived"
    return "hung" if code in HANGS else "killed"


def survivor(module: str, key: str, file: Path) -> Survivor:
    """A mutant by its name."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = get_diff_for_mutant(key, path=file).splitlines()[3:]
    was, becomes = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    name = key.rpartition(".")[2].partition("__mutmut_")[0]
    return Survivor(f"{module}.{name.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}", was, becomes)


def reasons() -> list[dict[str, str]]:
    """Why survivors are no holes: one entry a kind of change."""
    return tomllib.loads((ROOT / "benchmarks" / "mutants.toml").read_text(encoding="utf-8"))["equivalent"]


def why(one: Survivor, known: list[dict[str, str]]) -> str | None:
    """The reason given for a survivor: by function (a pattern), and by what the change takes and puts there."""
    for reason in known:
        there = re.fullmatch(reason.get("function", ".*"), one.function)
        if there and changed(one, reason["was"], reason["becomes"]):
            return reason["why"]
    return None


def changed(one: Survivor, was: str, becomes: str) -> bool:
    """Whether putting `becomes` in one place of `was` makes the mutant of the line."""
    places = [found.start() for found in re.finditer(re.escape(was), one.was)]
    return any(one.was[:at] + becomes + one.was[at + len(was) :] == one.becomes for at in places)


def table(found: dict[str, Tested]) -> list[str]:
    """Numbers by module, and in all."""
    total: Counter[str] = Counter()
    lines = ["| module | mutants | killed | of these hung | survived | not run |", "|---|--:|--:|--:|--:|--:|"]
    for module, one in found.items():
        total += one.fates
        lines.append(row(f"`{module}`", one.fates))
    return [*lines, row("all", total)]


def row(name: str, fates: Counter[str]) -> str:
    """A row of the table."""
    numbers = (fates.total(), fates["killed"] + fates["hung"], fates["hung"], fates["survived"], fates["not run"])
    return f"| {name} | {' | '.join(map(str, numbers))} |"


def listed(survivors: list[Survivor], known: list[dict[str, str]]) -> list[str]:
    """Survivors in the words of the manual, by reason."""
    by_reason: dict[str, list[Survivor]] = {}
    for one in survivors:
        by_reason.setdefault(why(one, known) or "Not explained.", []).append(one)
    lines = []
    for reason, ones in sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0])):
        lines += ["", f"**{reason}** ({len(ones)})", ""]
        lines += [f"- `{one.function}`: ``{shown(one)}``" for one in ones]
    return lines


def shown(one: Survivor) -> str:
    """What changed, with a few words about it."""
    start = alike(one.was, one.becomes)
    end = alike(one.was[start:][::-1], one.becomes[start:][::-1])
    low = one.was.rfind(" ", 0, max(start - ABOUT, 0)) + 1
    more = one.was.find(" ", len(one.was) - end + ABOUT)
    tail = one.was[len(one.was) - end : None if more < 0 else more]
    before, after = one.was[low : len(one.was) - end], one.becomes[low : len(one.becomes) - end]
    return f"{before}{tail} → {after}{tail}"


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def main() -> int:
    """Run, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[], metavar="GLOB", help="names of mutants, as sayso.matching.*")
    parser.add_argument("--share", type=float, help="of each module only a share, as 0.25, always the same")
    parser.add_argument("--page", type=Path, help="a page whose tables are written anew")
    parser.add_argument("--no-run", action="store_true", help="tell of the last run alone")
    options = parser.parse_args()
    page = options.page and options.page.resolve()
    if not options.no_run:
        lay_out()
        if run(options.workers, drawn(options.share) if options.share else options.only):
            return 1
    found, known = tested(), reasons()
    survivors = [one for module in found.values() for one in module.survivors]
    tables = "\n".join(["", *table(found), *listed(survivors, known), ""])
    print(tables)
    if page:
        head, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
        page.write_text(f"{head}{BEGIN}\n{tables}{END}{rest.partition(END)[2]}", encoding="utf-8")
    fates = sum((one.fates for one in found.values()), Counter())
    run_ones = fates.total() - fates["not run"]
    share = (fates["killed"] + fates["hung"]) / run_ones if run_ones else 0
    unexplained = [one for one in survivors if why(one, known) is None]
    print(f"{share:.1%} of {run_ones} mutants killed; {len(unexplained)} of {len(survivors)} survivors not explained")
    return int(share < LEAST or bool(unexplained))


if __name__ == "__main__":
    sys.exit(main())
