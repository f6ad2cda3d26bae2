"""The speed benchmark: its arithmetic, that peers agree with Sayso, its page, and one quick run of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks"


@pytest.fixture(scope="module")
def speed():
    """The package with its modules."""
    kept = os.environ.copy()
    sys.path.insert(0, str(FOLDER))
    try:
        import speed.page
        import speed.rows
    finally:
        sys.path.remove(str(FOLDER))
        os.environ.clear()
        os.environ.update(kept)
    return speed


@pytest.fixture(scope="module")
def corpora(speed, tmp_path_factory):
    return speed.workload.Corpora(tmp_path_factory.mktemp("corpora"))


def test_a_slope_is_the_exponent_of_growth(speed):
    """10 and 1,000 documents in 1 and 100 seconds: linear; in 1 and 10,000: quadratic."""
    found = speed.timing.slope([10, 1_000], [[1, 1], [100, 10_000]])
    assert found.values == pytest.approx((1, 2))
    assert found.median == pytest.approx(1.5)


def test_ratios_are_taken_round_by_round(speed):
    found = speed.timing.ratio({"a": [2, 9, 4], "b": [1, 3, 4]}, "a", "b")
    assert found.values == (2, 3, 1)
    assert str(found) == "2 (1 to 3)"
    assert [speed.timing.figures(value) for value in (1234.5, 0.06666, 1.5)] == ["1,234", "0.0667", "1.5"]


def test_tasks_are_raced_in_turn(speed):
    done = []
    times = speed.timing.race({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, 3)
    assert done == ["a", "b"] * 3
    assert [len(one) for one in times.values()] == [3, 3]


def test_rows_say_whether_their_targets_hold(speed):
    ratio, row = speed.timing.Ratio, speed.rows.Row
    rows = [
        row("fast", 2, ratio((1.0, 1.5, 3.0))),
        row("slow", 2, ratio((2.5,)), note="alas"),
        row("speed-up", 0.75, ratio((0.8,)), at_least=True),
        row("told", None, ratio((7.0,))),
    ]
    assert [one.holds for one in rows] == [True, False, True, True]
    assert speed.page.table(rows)[2:] == [
        "| fast | ≤ 2 | 1.5 (1 to 3) | holds |",
        "| slow | ≤ 2 | 2.5; alas | **missed** |",
        "| speed-up | ≥ 0.75 | 0.8 | holds |",
        "| told |  | 7 |  |",
    ]


def test_the_page_names_no_machine(speed):
    import platform

    text = speed.page.page([], ["sets: 0.5"], ["coval: not here"], 7, ["cost-documents.svg"])
    assert platform.node() not in text
    assert str(Path.home()) not in text
    assert text.startswith("# What Sayso costs\n")
    assert text.endswith("- coval: not here\n\n![microseconds a document, by documents](cost-documents.svg)\n")


def test_every_peer_that_scores_the_same_gives_the_same_number(speed, corpora):
    peers, skipped = speed.peers.available()
    assert skipped == [
        "coval: it is on no package index; give a checkout of ns-moosavi/coval with --coval",
    ]
    bench = speed.rows.Bench(corpora, speed.rows.Effort(documents=8), peers)
    assert list(bench.agreement()) == []
    assert len(bench.words) == 6


def test_a_peer_that_gives_another_number_stops_the_run(speed, corpora):
    peer = speed.peers.Peer("Wrong", "mentions", "builtins", lambda _: None, lambda _: 0.5, "mentions.F@exact")
    bench = speed.rows.Bench(corpora, speed.rows.Effort(documents=8), {"Wrong": peer})
    with pytest.raises(SystemExit, match=r"^Wrong gives 0\.500000000000 on mentions, mentions\.F@exact is 0\."):
        list(bench.agreement())


def test_what_is_not_installed_is_skipped_with_a_word(speed):
    assert speed.peers._why("seqeval") == "seqeval is not installed"
    assert not speed.peers._is_here("no_such_scorer", None)


@pytest.mark.slow
def test_a_quick_run_measures_every_row_and_writes_the_page(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
    command = [sys.executable, "-m", "speed", "--quick", "--folder", str(tmp_path), "--seed", "11"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=600)
    page = (tmp_path / "README.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")][2:]
    assert len(rows) == sum(line.startswith("| ") for line in done.stdout.splitlines())
    for what in ("json.loads", "cheapest peers", "slope in documents", "peak memory", "scipy", "sayso --help"):
        assert any(what in row for row in rows)
    assert "seed 11" in page
    assert "the same bytes: batches of about 1" in page
