"""The speed benchmark: its arithmetic, that peers agree with Sayso, its page, and one quick run of it."""

import argparse
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
        import speed.__main__
        import speed.comparing
        import speed.page
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
    ratio, row = speed.timing.Ratio, speed.bench.Row
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


def test_the_page_names_no_machine_and_says_what_is_missed_and_why(speed):
    import platform

    row = speed.bench.Row("slow", 2, speed.timing.Ratio((2.5,)), why="It is careful.")
    told = speed.page.Told([row], ["sets: 0.5"], ["one core"], ["coval: not here"], 7)
    text = speed.page.page(told, ["cost-documents.svg"])
    assert platform.node() not in text
    assert str(Path.home()) not in text
    assert text.startswith("# What Sayso costs\n")
    assert "Missed:\n\n- slow: 2.5. It is careful.\n\nWho was measured, and how:\n\n- one core\n" in text
    assert text.endswith("- coval: not here\n\n![microseconds a document, by documents](cost-documents.svg)\n")


def test_every_peer_that_scores_the_same_gives_the_same_number(speed, corpora):
    peers, skipped = speed.peers.available()
    assert sum("is on no package index" in word for word in skipped) == 2
    assert {"Python sets", "seqeval", "spaCy", "nervaluate", "Python sets, arguments"} <= peers.keys()
    bench = speed.bench.Bench(corpora, speed.bench.Effort(documents=8), peers)
    assert list(speed.comparing.agreement(bench)) == []
    assert len(bench.agreed) == len(peers)


def test_a_peer_has_an_equal_measure_or_a_reason_why_there_is_none(speed):
    assert all((peer.equal is None) == bool(peer.differs) for peer in speed.peers.PEERS)


def test_a_peer_that_gives_another_number_stops_the_run(speed, corpora):
    peer = speed.peer.Peer("Wrong", "mentions", "builtins", lambda _: None, lambda _: 0.5, "mentions.F@exact")
    bench = speed.bench.Bench(corpora, speed.bench.Effort(documents=8), {"Wrong": peer})
    with pytest.raises(SystemExit, match=r"^Wrong gives 0\.500000000000 on mentions, mentions\.F@exact is 0\."):
        list(speed.comparing.agreement(bench))


def test_what_is_not_here_is_skipped_with_a_word(speed, tmp_path):
    assert speed.peers.why("seqeval") == "seqeval is not installed"
    assert speed.peers.why("textee") == ("it is on no package index; give a checkout of ej0cl6/TextEE with --textee")
    assert not speed.peers.is_here("no_such_scorer", {})
    for name in ("coval", "textee"):
        with pytest.raises(SystemExit, match=r"expected a checkout of "):
            speed.peers.available({name: tmp_path})


def test_whoever_is_not_here_is_stood_in_for(speed):
    """Without checkouts coreference is scorch's, if it is installed, and events are nervaluate's."""
    here = {peer.name: peer for peer in speed.peers.PEERS if peer.needs not in speed.peers.CHECKOUTS}
    names = [peer.name for peer in speed.peers.together("cheapest", here)]
    others = ["scorch", "nervaluate, overlap", "nervaluate, triggers", "scikit-learn, polarity"]
    assert names == ["scikit-learn, integers", *others]
    every = {peer.name: peer for peer in speed.peers.PEERS}
    assert [peer.name for peer in speed.peers.together("usual", every)][:2] == ["nervaluate", "coval"]
    assert speed.peers.together("usual", {}) == ()


def test_old_names_are_put_back_for_neleval_alone(speed):
    import collections

    with speed.coreference._older():
        assert collections.Sequence is collections.abc.Sequence
    assert not hasattr(collections, "Sequence")


def test_only_the_floor_runs_without_the_collector(speed):
    import gc

    seen = []
    speed.timing.timed(lambda: seen.append(gc.isenabled()))
    with speed.timing.without_collector():
        seen.append(gc.isenabled())
    assert [*seen, gc.isenabled()] == [True, False, True]


def test_names_of_lines_are_moved_apart_as_little_as_need_be(speed):
    """The two at .5 move to .45 and .55; that at .1 stays."""
    assert speed.plots.spread([0.5, 0.1, 0.5], 0.1) == pytest.approx([0.45, 0.1, 0.55])


def test_densities_are_two_or_more_whole_numbers(speed):
    assert speed.__main__.densities("9,1,3") == [1, 3, 9]
    for wrong in ("4", "1,1", "1,x", "0,2", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="expected two or more different whole numbers"):
            speed.__main__.densities(wrong)


@pytest.mark.slow
def test_a_quick_run_measures_every_row_and_writes_the_page(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
    command = [sys.executable, "-m", "speed", "--quick", "--folder", str(tmp_path), "--seed", "11"]
    command += ["--densities", "1,3", "--only", "agreement", "whole", "slopes", "memory", "resampling", "start_up"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, timeout=600)
    page = (tmp_path / "README.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")][2:]
    assert len(rows) == sum(line.startswith("| ") for line in done.stdout.splitlines())
    for what in ("json.loads", "cheapest peers", "slope in documents", "peak memory", "scipy", "sayso --help"):
        assert any(what in row for row in rows)
    assert "seed 11" in page
    assert "cheapest peers together: scikit-learn, integers (mentions)" in page
    assert (tmp_path / "cost-items.svg").exists()
