"""GitLab code quality: what its documentation asks for, stable from one pipeline to the next."""

import json
from dataclasses import replace

import jsonschema
import pytest
from sample_verdicts import ALL, failed, item, lost, outcome, rule, unevaluated, verdict

from sayso.gates.outputs import render
from sayso.gates.outputs.gitlab import gitlab

# "Code Quality report format", GitLab Docs.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    # Relative to the repository, without ./ before it.
                    "path": {"type": "string", "pattern": "^(?!\\.?/).+"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def entries(found, **more):
    return json.loads(gitlab(found, **more))


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_a_report_has_the_shape_that_gitlab_reads(made):
    found = entries(made())

    jsonschema.validate(found, SCHEMA)
    assert len({entry["fingerprint"] for entry in found}) == len(found)


def test_an_entry_for_the_rule_and_for_each_item_at_its_line():
    found = entries(lost())

    assert [(entry["severity"], entry["location"]) for entry in found] == [
        ("major", {"path": "sayso.toml", "lines": {"begin": 1}}),
        ("major", {"path": "gold.jsonl", "lines": {"begin": 1}}),
        ("major", {"path": "gold.jsonl", "lines": {"begin": 2}}),
    ]
    assert [entry["description"] for entry in found] == [
        "base: quotes.F@exact: found .780, expected at least .800: .020 too low",
        "base: quotes.F@exact: quotes q1 in harbour 15–32, missed: We will not wait.",
        "base: quotes.F@exact: quotes in market 15–32, spurious: Soon.",
    ]
    assert {entry["check_name"] for entry in found} == {"sayso: quotes.F@exact"}


@pytest.mark.parametrize(
    ("made", "severities"),
    [
        ("passed", []),
        ("forgiven", []),
        ("reported", ["info"]),
        ("unevaluated", ["critical"]),
        ("nothing", ["critical"]),
        ("broken", ["critical"]),
    ],
)
def test_how_severe_an_entry_is(made, severities):
    assert [entry["severity"] for entry in entries(ALL[made]())] == severities


def test_no_entry_is_an_empty_list():
    assert render(ALL["passed"](), "gitlab") == "[]\n"


def test_the_file_of_the_rules_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    for rules in ("pyproject.toml", tmp_path / "pyproject.toml", "./pyproject.toml"):
        (entry,) = json.loads(render(unevaluated(), "gitlab", rules=rules))
        assert entry["location"]["path"] == "pyproject.toml"


def test_files_are_told_from_the_root_of_the_checkout(tmp_path, monkeypatch):
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path / "news")

    def paths():
        return [entry["location"]["path"] for entry in entries(lost())]

    assert paths() == ["sayso.toml", "gold.jsonl", "gold.jsonl"]
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    assert paths() == ["news/sayso.toml", "news/gold.jsonl", "news/gold.jsonl"]


def test_an_item_that_stands_outside_has_no_entry_of_its_own(tmp_path):
    for file in (None, str(tmp_path / "elsewhere" / "gold.jsonl")):
        found = entries(verdict(failed(item(file=file))), root=tmp_path / "here")
        assert [entry["location"]["path"] for entry in found] == ["sayso.toml"]


def fingerprints(found):
    return [entry["fingerprint"] for entry in entries(found)]


def test_a_fingerprint_outlives_other_lines_and_other_numbers():
    before = verdict(failed(item(line=1)))
    after = verdict(failed(item(line=7), found=0.7, message="found .700, expected at least .800: .100 too low"))

    assert fingerprints(before) == fingerprints(after)


def test_a_fingerprint_is_of_one_rule_run_slice_and_item():
    one = verdict(failed(item()))
    others = [
        verdict(failed(item(), rule=rule("quotes.F@exact", "another"))),
        verdict(failed(item(), run="other")),
        verdict(failed(item(), slice="kind=direct")),
        verdict(failed(item("q2"))),
        verdict(failed(item(doc_id="market"))),
    ]
    found = [fingerprints(each)[1] for each in (one, *others)]

    assert len(set(found)) == len(found)


def test_equal_items_have_fingerprints_of_their_own():
    twin = item(None, "Soon.", error="spurious")
    found = fingerprints(verdict(failed(twin, replace(twin))))

    assert len(set(found)) == 3


def test_the_bytes_are_the_same_again():
    assert render(lost(), "gitlab") == render(lost(), "gitlab")
    assert entries(verdict(outcome())) == []
