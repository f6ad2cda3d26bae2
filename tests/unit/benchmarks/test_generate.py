"""The generator of synthetic corpora: its size, its sameness, and that what it makes is valid."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.data.checks import check_content, check_shape
from sayso.errors import Where

FILE = Path(__file__).resolve().parents[3] / "benchmarks" / "generate.py"


@pytest.fixture(scope="module")
def generate():
    sys.path.insert(0, str(FILE.parent))
    try:
        import generate as module
    finally:
        sys.path.remove(str(FILE.parent))
    return module


def written(out, *options):
    subprocess.run([sys.executable, str(FILE), "--out", str(out), *options], check=True, timeout=120)
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.mark.parametrize("density", [1, 4])
def test_a_document_has_the_measure_of_a_news_article(generate, density):
    document, gold = generate.records(generate.Order(density=density, runs=0), 3)

    assert 2500 * density < len(document["text"]) < 3200 * density
    assert len(gold["entities"]) == 16 * density
    assert sum(len(entity["mentions"]) for entity in gold["entities"]) == 60 * density
    assert len(gold["quotes"]) == 15 * density
    assert sum("parent" in quote for quote in gold["quotes"]) == 2 * density
    assert len(gold["events"]) == 30 * density
    assert sum(len(event["arguments"]) for event in gold["events"]) == 80 * density
    assert len(gold["stances"]) == 15 * density


@pytest.mark.parametrize("order", [{}, {"long": True}, {"density": 4}, {"seed": 5, "runs": 3}])
def test_everything_keeps_the_contract(generate, order):
    for number in range(1, 30 // order.get("density", 1)):
        document, *records = generate.records(generate.Order(**order), number)
        problems = check_shape(document, "document", Where())
        for kind, record in zip(["gold", "run", "run", "run"], records, strict=False):
            problems += check_shape(record, kind, Where())
            problems += check_content(record, document["text"], Where())
        assert problems == []


def test_a_document_is_the_same_in_every_corpus_of_one_seed(generate):
    document, gold, first = generate.lines(generate.Order(), 17)
    more = generate.lines(generate.Order(runs=3), 17)
    longer = generate.lines(generate.Order(long=True), 17)

    assert more[:3] == [document, gold, first]
    assert (longer[0], longer[2]) == (document, first)
    assert longer[1] != gold
    assert generate.lines(generate.Order(seed=8), 17)[0] != document


def test_a_long_quote_is_as_long_as_the_text(generate):
    document, gold, _ = generate.records(generate.Order(long=True), 1)

    (span,) = gold["quotes"][-1]["content"]
    assert span["end"] - span["start"] > 0.99 * len(document["text"])


def test_runs_get_some_of_it_wrong_and_each_more_than_the_one_before(generate):
    found = [0, 0, 0]
    for number in range(1, 40):
        _, gold, *runs = generate.records(generate.Order(runs=3), number)
        right = {event["trigger"]["start"]: event["type"] for event in gold["events"]}
        for run, record in enumerate(runs):
            found[run] += sum(right.get(event["trigger"]["start"]) == event["type"] for event in record["events"])
    assert 39 * 30 > found[0] > found[1] > found[2] > 39 * 10


def test_the_same_order_writes_the_same_bytes(tmp_path):
    once = written(tmp_path / "once", "--documents", "40", "--runs", "2", "--check")
    again = written(tmp_path / "again", "--documents", "40", "--runs", "2")
    fewer = written(tmp_path / "fewer", "--documents", "5", "--runs", "1")

    assert once == again
    assert list(once) == ["corpus.toml", "documents.jsonl", "gold.jsonl", "run-1.jsonl", "run-2.jsonl"]
    assert once["gold.jsonl"].splitlines()[:5] == fewer["gold.jsonl"].splitlines()
    assert json.loads(once["documents.jsonl"].splitlines()[16])["doc_id"] == "syn-000017"


def test_an_order_out_of_range_is_refused(tmp_path):
    done = subprocess.run(
        [sys.executable, str(FILE), "--out", str(tmp_path), "--documents", "0"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--documents and --density are at least 1, --runs at least 0" in done.stderr
