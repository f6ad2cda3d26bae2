"""Presets against their originals: both are given the same entities, and both are timed."""

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


def test_every_preset_that_has_a_race_finds_what_its_original_finds(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "presets", raising=False)
    import presets as benchmark

    found = {race.name: (race.ours(), race.theirs()) for race in benchmark.races(4, 3)}

    ours, theirs = found["nervaluate-1.2.1"]
    assert ours["overall"]["strict"]["f1"] == pytest.approx(theirs["overall"]["strict"].f1)
    ours, theirs = found["spacy-3.8.18-ner"]
    assert ours["f"] == pytest.approx(theirs["ents_f"])
    ours, theirs = found["spacy-3.8.18-spans"]
    assert ours["f"] == pytest.approx(theirs["x_f"])
    assert 0 < ours["f"] < 1
    sys.modules.pop("presets")


def test_both_sides_are_timed(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "presets", raising=False)
    import presets as benchmark

    calls = []
    times = benchmark.ratio(benchmark.Race("x", lambda: calls.append("ours"), lambda: calls.append("theirs")), 2)
    assert calls == ["ours", "theirs"] * 2
    assert all(time >= 0 for time in times)
    sys.modules.pop("presets")
