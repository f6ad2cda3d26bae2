"""Mutation testing: do the tests notice when a line of the matching, the tallies or the measures is changed?

    python benchmarks/mutants.py [--workers 1] [--only 'sayso.matching.solver.*' ...] [--page toolkit/docs/mutants.md]

Lays a copy of the package and its tests out in build/mutants, lets mutmut (settings: pyproject.toml) run there, and
prints the numbers by module. Every survivor must be one that mutants.toml explains, and at least 95 of 100 mutants must
be killed; else the exit status is 1. What was tested stays in build/mutants: a second run looks at changed functions
alone. `--page` writes the tables of the manual.
"""

from __future__ import annotations

import argparse
import json
import os
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
MEMORY = 6 * 2**30  # a mutant that asks for more than this is told that there is none
# What mutmut notes down: exit codes of pytest and of the signals that end a run.
KILLED, SURVIVED, NOT_RUN, NO_TESTS = (1, 3), 0, None, 33
BEGIN = "<!-- made by benchmarks/mutants.py -->"


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed: the function, the lines it lost and those it got."""

    function: str
    was: str
    becomes: str

    @property
    def module(self) -> str:
        """The module, as in `matching.solver`."""
        return ".".join(self.function.split(".")[: 3 if "families" in self.function else 2])


def lay_out() -> None:
    """The package as src/sayso, where mutmut looks for it, beside its tests and what they read."""
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("src", *COPIED):
        shutil.rmtree(WORK / name, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "toolkit" / "sayso", WORK / "src" / "sayso", ignore=ignored)
    for name in COPIED:
        shutil.copytree(ROOT / name, WORK / name, ignore=ignored)
    shutil.copy2(ROOT / "pyproject.toml", WORK)


def run(workers: int, only: list[str]) -> int:
    """Run mutmut; its exit status."""
    python_path = os.pathsep.join(["benchmarks", *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "CI": "1", "HYPOTHESIS_PROFILE": "mutants", "PYTHONPATH": python_path}
    return subprocess.run(
        [Path(sys.executable).with_name("mutmut"), "run", "--max-children", str(workers), *only],
        cwd=WORK,
        env={**environment, "PYTHONPATH": str(WORK / "benchmarks")},
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),  # noqa: PLW1509 - one thread
    ).returncode
