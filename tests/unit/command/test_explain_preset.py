"""`sayso explain PRESET` and `sayso list presets`: whose number it is, and what is wrong with it."""

import json

from typer.testing import CliRunner

from sayso.command.application import app
from sayso.presets import presets


def said(*words):
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def test_a_preset_is_explained_with_its_defects():
    out = said("explain", "fnc-1")

    assert out.startswith("fnc-1: Fake News Challenge scorer.py 29d473a: stances, by rows\n")
    assert "Proof:    tests/parity/vectors/stances/fnc1.json: 26 vectors, no difference\n" in out
    assert "Known defects\n  - Rows are zipped:" in out


def test_a_preset_is_explained_as_json():
    found = json.loads(said("explain", "citron", "--format", "json"))

    assert found["name"] == "citron"
    assert found["conventions"]["marks"]["default"] in found["conventions"]["marks"]["choices"]
    assert all(defect["example"] for defect in found["defects"])


def test_all_presets_are_listed():
    rows = json.loads(said("list", "presets", "--format", "json"))

    assert [row["name"] for row in rows] == list(presets())
    assert rows[0]["proof"]["cases"] == 35


def test_each_preset_is_listed_with_what_proves_it():
    out = said("list", "presets")

    assert "arguments of tokens; 5 vectors, equal to the 2 decimals printed\n" in out
    assert "clusters of mentions; 8 vectors, greatest difference 2e-16\n" in out
