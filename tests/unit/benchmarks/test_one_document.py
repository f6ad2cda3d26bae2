"""One huge document: every shape keeps the contract, is scored, and costs memory for its pairs alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

FILE = Path(__file__).resolve().parents[3] / "benchmarks" / "one_document.py"
SHAPES = ("plain", "tangled", "windows", "covering", "twins")


@pytest.fixture(scope="module")
def one_document():
    sys.path.insert(0, str(FILE.parent))
    try:
        import one_document as module
    finally:
        sys.path.remove(str(FILE.parent))
    return module


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_a_document_that_can_be_scored(one_document, tmp_path, shape):
    folder = one_document.made(tmp_path, 0.1, shape)
    result = sayso.score(gold=sayso.load(folder).gold, predicted=sayso.read_run(folder / "run-1.jsonl"), jobs=1)
    assert set(one_document.SHAPES) == set(SHAPES)
    undefined = {value.measure for value in result.values if value.value is None}
    assert undefined <= {"quotes.cue.F@exact", "quotes.source.F@overlap(0.5)"}, "quotes that were replaced have no cues"
    assert one_document.items(json.loads((folder / "gold.jsonl").read_text(encoding="utf-8"))) > 400


def test_windows_chain_up(one_document, tmp_path):
    folder = one_document.made(tmp_path, 0.1, "windows")
    gold, run = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("gold.jsonl", "run-1.jsonl"))
    assert [quote["content"][0] for quote in gold["quotes"][1:4]] == [q["content"][0] for q in run["quotes"][:3]]


@pytest.mark.slow
def test_the_benchmark_prints_a_row_for_each_document():
    command = [sys.executable, str(FILE), "--megabytes", "0.1", "0.2", "--shapes", "plain", "tangled"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[0] == ["shape", "MB", "items", "seconds", "/", "decode", "memory", "MB"]
    assert [row[0] for row in rows[1:]] == ["plain", "plain", "tangled", "tangled"]
    assert all(float(row[-1]) < 200 for row in rows[1:])


@pytest.mark.slow
def test_thousands_of_tangled_entities_need_no_matrix_of_them(one_document, tmp_path):
    """Of 20 MB: a matrix of all pairs took 160 MB, and there were several of it; the document itself takes 180."""
    found = one_document.in_a_process_of_its_own(one_document.made(tmp_path, 20, "tangled"))
    assert found["items"] > 75_000
    assert found["undefined"] == 0
    assert found["memory"] < 350
