"""`sayso gate` as a process: every status that it can end with, and what it says on the way."""

import json
import shutil
import subprocess
import sys

import pytest

from harbour import corpus, environment, gold, record, run, span, write

RULES = """
[[gate]]
measure = "quotes.F@exact"
min = 0.8

[[gate]]
measure = "quotes.R@exact"
baseline = "base.json"
max_drop = 0.01
max_lost_items = 0
must_find = ["harbour:q1"]
by = "kind"
"""
NOTHING = '[[gate]]\nmeasure = "stances.F"\nmin = 0.5\n'


@pytest.fixture(scope="module")
def blessed(tmp_path_factory):
    """A corpus, a perfect run, one that lost a quote, one that failed on half of the documents; rules, a baseline."""
    folder = tmp_path_factory.mktemp("blessed")
    corpus(folder / "corpus")
    write(folder / "run.jsonl", gold())
    lost = gold()
    lost[0]["quotes"] = []
    write(folder / "lost.jsonl", lost)
    failure = {"class": "ValueError", "message": "no idea"}
    write(folder / "half.jsonl", [gold()[0], record("market", failure=failure)])
    (folder / "sayso.toml").write_text(RULES)
    done = run("gate", "corpus", "run.jsonl", "--bless", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def place(blessed, tmp_path):
    """A copy of it."""
    return shutil.copytree(blessed, tmp_path / "place")


def test_0_identical_runs(place):
    done = run("gate", "corpus", "run.jsonl", cwd=place)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:4] == [
        "passed  quotes.F@exact",
        "    found 1.000, expected at least .800: .200 to spare",
        "passed  quotes.R@exact by kind [kind=direct]",
        "    found 1.000, expected no more than .010 below 1.000: .010 to spare; lost 0 gold items that the baseline "
        "found, expected at most 0: as allowed; expected harbour:q1 found: so is it",
    ]
    assert done.stdout.splitlines()[-2] == "the gate is passed: 3 passed"


def test_1_a_planted_regression_names_the_item(place):
    done = run("gate", "corpus", "lost.jsonl", cwd=place)

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[:7] == [
        "FAILED  quotes.F@exact",
        "    found .667, expected at least .800: .133 too low",
        "      missed  quotes harbour:q1  corpus/gold.jsonl:1  “We will not wait.”",
        "FAILED  quotes.R@exact by kind [kind=direct]",
        "    found .000, expected no more than .010 below 1.000: .990 too low; lost 1 gold item that the baseline "
        "found, expected at most 0: 1 too many; expected harbour:q1 found: missed harbour:q1",
        "      missed  quotes harbour:q1  corpus/gold.jsonl:1  “We will not wait.”",
        "passed  quotes.R@exact by kind [kind=indirect]",
    ]


@pytest.mark.parametrize(
    ("rules", "predicted", "said"),
    [
        (
            RULES.replace("quotes.F", "quotes.G"),
            "lost.jsonl",
            "sayso.toml: [[gate]] 1: measure: unknown measure 'quotes.G@exact'; ",
        ),
        (
            RULES.replace("min", "mim"),
            "lost.jsonl",
            "sayso.toml: [[gate]] 1: unknown key 'mim'; did you mean 'min'?",
        ),
        (RULES.replace('"base.json"', '"absent.json"'), "lost.jsonl", "there is no baseline absent.json; "),
        (RULES.replace('"base.json"', '"run.jsonl"'), "run.jsonl", "run.jsonl: is no baseline in the format "),
        (RULES.replace("harbour:q1", "harbour:q9"), "lost.jsonl", "must_find: unknown gold item 'harbour:q9'; did you"),
        (RULES.replace('by = "kind"', "significant = true"), "lost.jsonl", "2/2^2 = 0.5"),
        (RULES.replace("min = 0.8", 'min = 0.8\non = "lower"'), "run.jsonl", "on = 'lower' needs an interval of the "),
        ("", "run.jsonl", "sayso.toml: no [[gate]] table"),
        ("[[gate]", "run.jsonl", "sayso.toml: is not TOML in UTF-8: "),
        (NOTHING.replace("min = 0.5", ""), "run.jsonl", "rule 'stances.F': nothing to check; "),
    ],
    ids=range(10),
)
def test_2_what_cannot_be_evaluated(place, rules, predicted, said):
    """Though other rules pass or fail, and though only a report was asked for."""
    (place / "sayso.toml").write_text(rules)

    done = run("gate", "corpus", predicted, "--exit-zero", cwd=place)
    assert said in done.stdout + done.stderr
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_2_the_floor_is_named(place):
    (place / "sayso.toml").write_text(RULES.replace('by = "kind"', "significant = true"))

    done = run("gate", "corpus", "run.jsonl", cwd=place)
    assert done.returncode == 2
    assert (
        "cannot be evaluated: significant = true needs more documents: of 2 documents no p can be below 2/2^2 = 0.5, "
        "and significant is 0.05 or less" in done.stdout
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["absent.jsonl"], "absent.jsonl: there is no such file"),
        (["run.jsonl", "--config", "absent.toml"], "absent.toml: cannot be read"),
        (["run.jsonl", "run.jsonl"], "two runs are named 'run'"),
        (["run.jsonl", "--junit", "absent/x.xml"], "absent/x.xml: cannot be written"),
        (["run.jsonl", "--level", "2"], "level=2.0: expected a number between 0 and 1"),
        (["run.jsonl", "lost.jsonl", "--bless"], "base.json: a baseline is of one run, and there are 2; give one"),
        (["run.jsonl", "--format", "csv"], "csv"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else None,
)
def test_2_usage(place, arguments, said):
    done = run("gate", "corpus", *arguments, cwd=place)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("more", [[], ["--exit-zero"], ["--bless"]], ids=" ".join)
def test_3_invalid_data(place, more):
    (place / "bad.jsonl").write_text((place / "lost.jsonl").read_text().splitlines()[0] + '\n{"doc_id": "mark\n')
    before = (place / "base.json").read_bytes()

    done = run("gate", "corpus", "bad.jsonl", *more, cwd=place)
    assert done.returncode == 3
    assert "bad.jsonl:2: E" in done.stderr
    assert done.stdout == ""
    assert (place / "base.json").read_bytes() == before


def test_3_a_run_that_lacks_a_document(place):
    write(place / "short.jsonl", gold()[:1])

    assert run("gate", "corpus", "short.jsonl", cwd=place).returncode == 3


@pytest.mark.parametrize("more", [[], ["--exit-zero"]], ids=["plain", "exit-zero"])
def test_4_half_of_the_documents_failed(place, more):
    done = run("gate", "corpus", "half.jsonl", *more, cwd=place)

    assert done.returncode == 4
    assert (
        "the extractor of half failed on 1 document (market: ValueError: no idea); allow_failures = true judges it all "
        "the same\nthe gate is not passed, since documents failed: " in done.stdout
    )


def test_4_failures_are_not_blessed(place):
    before = (place / "base.json").read_bytes()

    done = run("gate", "corpus", "half.jsonl", "--bless", cwd=place)
    assert done.returncode == 4
    assert "base.json: not written, since run 'half' failed on 1 document" in done.stderr
    assert (place / "base.json").read_bytes() == before


def test_failures_that_are_allowed_leave_the_rules_to_decide(place):
    rule = '[[gate]]\nmeasure = "quotes.R@exact"\nallow_failures = true\nmin = '
    for least, status in ((0.5, 0), (0.6, 1)):
        (place / "sayso.toml").write_text(f"{rule}{least}\n")
        assert run("gate", "corpus", "half.jsonl", cwd=place).returncode == status


@pytest.mark.parametrize("more", [[], ["--exit-zero"]], ids=["plain", "exit-zero"])
@pytest.mark.parametrize("rules", [NOTHING, RULES + NOTHING], ids=["alone", "among others"])
def test_5_nothing_to_score(place, rules, more):
    (place / "sayso.toml").write_text(rules)

    done = run("gate", "corpus", "lost.jsonl", *more, cwd=place)
    assert done.returncode == 5
    assert "nothing to score: gold has no item that stances.F counts" in done.stdout


BROKEN = """
import sayso.gates.scores
def broken(**_): raise ZeroDivisionError("division by zero")
sayso.gates.scores.score = broken
from sayso.__main__ import main
main()
"""


def test_70_an_internal_error(place):
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, "gate", "corpus", "run.jsonl", "--exit-zero"],
        capture_output=True,
        text=True,
        cwd=place,
        env=environment(),
        check=False,
    )

    assert done.returncode == 70
    assert "sayso: internal error: ZeroDivisionError: division by zero\n    in sayso/gates/scores.py:" in done.stderr


def test_exit_zero_reports_what_failed_all_the_same(place):
    plain, zero = (
        run("gate", "corpus", "lost.jsonl", cwd=place),
        run("gate", "corpus", "lost.jsonl", "--exit-zero", cwd=place),
    )

    assert (plain.returncode, zero.returncode) == (1, 0)
    assert plain.stdout == zero.stdout


def test_the_life_of_a_baseline(place):
    path = place / "base.json"
    first = path.read_bytes()
    again = run("gate", "corpus", "run.jsonl", "--bless", cwd=place)
    assert (again.returncode, again.stdout) == (0, "base.json is as it was\n")
    assert path.read_bytes() == first

    worse = run("gate", "corpus", "lost.jsonl", "--bless", cwd=place)
    assert worse.returncode == 0
    assert worse.stdout == (
        "base.json is written\n    quotes.R@exact: 1.000 → .500\n    quotes.R@exact in kind=direct: 1.000 → .000\n"
    )
    assert run("gate", "corpus", "run.jsonl", cwd=place).returncode == 0

    path.unlink()
    assert run("gate", "corpus", "run.jsonl", cwd=place).returncode == 2
    warned = run("gate", "corpus", "run.jsonl", "--baseline-missing", "warn", cwd=place)
    assert warned.returncode == 0
    assert "not compared: there is no baseline base.json" in warned.stdout
    made = run("gate", "corpus", "run.jsonl", "--baseline-missing", "create", cwd=place)
    assert made.returncode == 0
    assert "base.json was not there, and has been written from run 'run'" in made.stdout
    assert path.read_bytes() == first
    assert run("gate", "corpus", "lost.jsonl", cwd=place).returncode == 1


def test_a_baseline_of_other_gold_is_refused(place):
    other = gold()
    other[1]["quotes"][0]["content"] = [span("market", "The market")]
    write(place / "corpus" / "gold.jsonl", other)
    before = (place / "base.json").read_bytes()

    judged = run("gate", "corpus", "run.jsonl", cwd=place)
    assert judged.returncode == 2
    assert "base.json is not comparable: corpus was " in judged.stdout
    blessed = run("gate", "corpus", "run.jsonl", "--bless", cwd=place)
    assert blessed.returncode == 2
    assert "base.json: is a baseline of something else: corpus was " in blessed.stderr
    assert (place / "base.json").read_bytes() == before


def test_a_baseline_that_is_named_on_the_command_line(place):
    (place / "sayso.toml").write_text('[[gate]]\nmeasure = "quotes.F"\nmax_drop = 0.1\n')

    without = run("gate", "corpus", "run.jsonl", cwd=place)
    assert without.returncode == 2
    assert (
        "no baseline to compare with; name one in the rule (baseline = FILE) or with --baseline FILE" in without.stderr
    )
    assert run("gate", "corpus", "run.jsonl", "--baseline", "own.json", "--bless", cwd=place).returncode == 0
    assert run("gate", "corpus", "run.jsonl", "--baseline", "own.json", cwd=place).returncode == 0
    assert run("gate", "corpus", "lost.jsonl", "--baseline", "own.json", cwd=place).returncode == 1


def test_rules_of_pyproject_and_paths_beside_them(place):
    (place / "sub").mkdir()
    (place / "sayso.toml").unlink()
    (place / "pyproject.toml").write_text(RULES.replace("[[gate]]", "[[tool.sayso.gate]]"))

    assert run("gate", "corpus", "lost.jsonl", cwd=place).returncode == 1
    elsewhere = run("gate", "../corpus", "../run.jsonl", "--config", "../pyproject.toml", cwd=place / "sub")
    assert elsewhere.returncode == 0, elsewhere.stderr
    assert run("gate", "../corpus", "../run.jsonl", cwd=place / "sub").returncode == 2


def test_json(place):
    done = run("gate", "corpus", "lost.jsonl", "--format", "json", cwd=place)

    found = json.loads(done.stdout)
    assert (found["exit_status"], done.returncode) == (1, 1)
    assert [one["status"] for one in found["outcomes"]] == ["failed", "failed", "passed"]
    assert found["outcomes"][0]["items"][0]["file"] == "corpus/gold.jsonl"


def test_every_output_is_left(place):
    options = ["--junit", "gate.xml", "--gitlab", "gate.json", "--badge", "gate.svg", "--summary", "gate.md"]
    done = run("gate", "corpus", "lost.jsonl", *options, "--format", "md", cwd=place)

    assert done.returncode == 1
    assert (place / "gate.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert json.loads((place / "gate.json").read_text(encoding="utf-8"))
    assert (place / "gate.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (place / "gate.md").read_text(encoding="utf-8") == done.stdout
    assert "quotes q1" in done.stdout


def test_in_github_actions_annotations_and_a_summary(place):
    variables = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(place / "step.md"),
        "GITHUB_WORKSPACE": str(place),
    }
    done = run("gate", "corpus", "lost.jsonl", cwd=place, **variables)
    assert done.returncode == 1
    assert "\n::error file=corpus/gold.jsonl,line=1,title=quotes.F@exact::lost: quotes q1 in harbour " in done.stdout
    assert "quotes q1" in (place / "step.md").read_text(encoding="utf-8")

    done = run("gate", "corpus", "lost.jsonl", "--format", "json", cwd=place, **variables)
    assert json.loads(done.stdout)["exit_status"] == 1
    assert "::error file=corpus/gold.jsonl,line=1," in done.stderr
