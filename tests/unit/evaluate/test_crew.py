"""The crew: how many processes read, and that asking for them loads nothing heavy."""

import os
import subprocess
import sys

import pytest

from harbour import environment
from sayso.command.tuning import tuned
from sayso.data.executors import BLAS, KEPT
from sayso.data.parts import size_of
from sayso.data.sources import MemorySource, Run
from sayso.evaluate import crew
from sharing import corpus, files

HEAVY = """
import sys
from sayso.command.cluster import workforce
from sayso.data.corpus import load
corpus = load()
with workforce(corpus.gold, [], jobs=None, dask=None) as helpers:
    print(helpers, [name for name in ("numpy", "scipy", "pyarrow") if name in sys.modules])
"""


def test_how_many_there_are_follows_from_cores_and_bytes(tmp_path, monkeypatch):
    gold, runs = files(tmp_path, corpus())
    size = size_of(crew.files_of(gold, runs))
    monkeypatch.setattr(crew, "cores", lambda: 4)
    monkeypatch.setattr(crew, "_FOR_ONE", size // 3)

    counts = [crew.wanted(gold, runs, jobs) for jobs in (None, 1, 9)]
    monkeypatch.setattr(crew, "LEAST", size)
    counts += [crew.wanted(gold, runs, jobs) for jobs in (None, 1, 9)]
    monkeypatch.setattr(crew, "_FOR_ONE", size // 8)
    counts.append(crew.wanted(gold, runs, None))

    assert counts == [1, 1, 9, 3, 1, 9, 4]
    assert crew.wanted(gold, [Run(MemorySource([]), "memory")], 9) == 1


def test_nobody_is_there_where_one_process_reads(tmp_path):
    gold, runs = files(tmp_path, corpus())

    with crew.crew(gold, runs, None) as helpers:
        assert helpers is None


def test_whoever_asks_for_a_crew_has_loaded_nothing_heavy():
    found = subprocess.run(
        [sys.executable, "-c", HEAVY], capture_output=True, encoding="utf-8", check=True, env=environment()
    )

    assert found.stdout == "None []\n"


@pytest.fixture
def variables(monkeypatch):
    """No variable of those that a command sets is there; what it sets is gone afterwards."""
    for name in (*BLAS, *KEPT):
        monkeypatch.setenv(name, "to be restored")
        monkeypatch.delenv(name)
    return monkeypatch


def test_a_command_computes_on_one_thread_unless_told_otherwise(variables):
    variables.setenv(BLAS[0], "3")

    tuned()

    assert {name: os.environ[name] for name in BLAS} == {**dict.fromkeys(BLAS, "1"), BLAS[0]: "3"}


def test_memory_is_kept_where_the_system_can(variables):
    said = []

    class Library:
        def mallopt(self, *option):
            said.append(option)

    variables.setenv("MALLOC_TOP_PAD_", "0")
    variables.setattr("sayso.command.tuning.ctypes.CDLL", lambda _: Library())
    tuned()
    variables.setattr("sayso.command.tuning.ctypes.CDLL", lambda _: object())
    tuned()

    assert said == [(-1, 2**30), (-3, 2**30)]
