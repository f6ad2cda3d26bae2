"""The GitHub action and the pre-commit hooks, carried out: their own words, run as GitHub and pre-commit run them."""

import os
import subprocess
import sys

import pytest
import yaml
from forges import ACTION, BIN, FILES, HOOKS, ROOT, Runner, hook

from harbour import corpus, environment, gold, record, write

RULES = '[[gate]]\nmeasure = "quotes.F@exact"\nmin = 0.8\n'
FOUND = "found .667, expected at least .800: .133 too low"


@pytest.fixture
def place(tmp_path):
    """A project: a corpus, a perfect run, one that lost a quote, and rules."""
    folder = tmp_path / "project"
    folder.mkdir()
    corpus(folder / "corpus")
    write(folder / "run.jsonl", gold())
    worse = gold()
    worse[0]["quotes"] = []
    write(folder / "worse.jsonl", worse)
    write(folder / "bad.jsonl", [record("harbour", quotes=[{"id": "q"}]), record("market", quotes=[])])
    (folder / "sayso.toml").write_text(RULES, encoding="utf-8")
    return folder


def test_the_action_passes_a_good_run(place):
    runner = Runner(place, {"gold": "corpus", "runs": "run.jsonl\n"})
    done = runner.run()

    assert done.returncode == 0, done.stderr
    assert runner.said("GITHUB_OUTPUT") == "status=0\n"
    assert "::error" not in done.stdout
    assert runner.said("GITHUB_STEP_SUMMARY").startswith("## Sayso gate: 1 rule passed\n")


def test_the_action_installs_its_own_checkout_and_leaves_the_python_of_the_job(place):
    runner = Runner(place, {"gold": "corpus", "runs": "run.jsonl"})
    runner.run()
    asked = (runner.temp / "asked").read_text(encoding="utf-8").splitlines()

    assert asked == ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(ROOT)]
    assert (ROOT / "pyproject.toml").is_file()
    assert runner.said("GITHUB_PATH") == f"{runner.temp}/sayso-gate/bin\n"


def test_the_action_fails_a_worse_run_and_points_at_the_item(place):
    runner = Runner(place, {"gold": "corpus", "runs": "run.jsonl\nworse.jsonl"})
    done = runner.run()

    assert done.returncode == 1, done.stderr
    assert runner.said("GITHUB_OUTPUT") == "status=1\n"
    assert [line for line in done.stdout.splitlines() if line.startswith("::")] == [
        f"::error title=quotes.F@exact::worse: {FOUND}",
        "::error file=corpus/gold.jsonl,line=1,title=quotes.F@exact::"
        "worse: quotes q1 in harbour 15–32, missed: We will not wait.",
    ]
    assert "| quotes q1 | missed | harbour | 15–32 | We will not wait. |" in runner.said("GITHUB_STEP_SUMMARY")


@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({"runs": "bad.jsonl"}, 3),
        ({"runs": "absent.jsonl"}, 2),
        ({"runs": "run.jsonl", "config": "absent.toml"}, 2),
        ({"runs": "run.jsonl", "args": "--nonsense"}, 2),
        ({"runs": "run.jsonl", "args": "--level 'unmatched"}, 2),
        ({"runs": "\n"}, 2),
        ({"runs": "worse.jsonl\n--exit-zero"}, 2),
        ({"runs": "run.jsonl", "args": " \n"}, 0),
    ],
    ids=str,
)
def test_the_action_keeps_the_status_of_the_gate(place, inputs, status):
    done = Runner(place, {"gold": "corpus", **inputs}).run()

    assert done.returncode == status, done.stderr


def test_the_action_passes_every_input_on(place):
    (place / "my rules").mkdir()
    drop = '[[gate]]\nmeasure = "quotes.F@exact"\nmax_drop = 0.01\n'
    (place / "my rules" / "drop.toml").write_text(drop, encoding="utf-8")
    same = {"gold": "../corpus", "config": "drop.toml", "baseline": "base.json", "working-directory": "my rules"}
    blessed = Runner(place, {**same, "runs": "../run.jsonl", "args": "--bless"}).run()
    assert (blessed.returncode, blessed.stdout.splitlines()[0]) == (0, "base.json is written"), blessed.stderr

    (place.parent / "temp").rename(place.parent / "before")
    runner = Runner(place, {**same, "runs": "../worse.jsonl", "args": "--junit 'the report.xml' --exit-zero"})
    done = runner.run()

    assert done.returncode == 0, done.stderr
    assert "expected no more than .010 below 1.000" in done.stdout
    assert 'failures="1"' in (place / "my rules" / "the report.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["gold", "runs", "config", "baseline", "args"])
def test_an_input_is_never_code(place, name):
    inputs = {"gold": "corpus", "runs": "run.jsonl", name: "$(touch hit)`touch hit`;touch hit\n'; touch hit; '"}
    Runner(place, inputs).run()

    assert not (place / "hit").exists()
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])


def test_python_is_set_up_only_if_asked():
    first = ACTION["runs"]["steps"][0]

    assert (first["uses"], first["if"]) == ("actions/setup-python@v5", "inputs.python-version != ''")
    assert first["with"] == {"python-version": "${{ inputs.python-version }}"}


def git(place, *arguments):
    name = ["-c", "user.name=Ann Lee", "-c", "user.email=ann@harbour.example", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *name, *arguments], cwd=place, check=True, capture_output=True, env=environment())


def test_the_hook_validates_files(place):
    good = hook(place, "sayso-validate", *FILES)
    bad = hook(place, "sayso-validate", "bad.jsonl", *FILES)

    assert (good.returncode, good.stdout) == (0, "4 files: no problem found\n")
    assert bad.returncode == 3
    assert "bad.jsonl:1: E203 at $.quotes[0]" in bad.stdout


def test_the_hook_validates_against_a_corpus(place):
    write(place / "strange.jsonl", [record("elsewhere", quotes=[])])
    done = hook(place, "sayso-validate", "strange.jsonl", args=["--corpus", "corpus"])

    assert done.returncode == 3
    assert "'elsewhere'" in done.stdout


def test_the_hook_judges_a_run(place):
    good = hook(place, "sayso-gate", "run.jsonl", args=["corpus", "run.jsonl"])
    worse = hook(place, "sayso-gate", "worse.jsonl", args=["corpus", "worse.jsonl", "--config", "sayso.toml"])

    assert good.returncode == 0, good.stderr
    assert worse.returncode == 1
    assert FOUND in worse.stdout


@pytest.mark.parametrize("name", HOOKS)
def test_other_files_wake_no_hook(place, name):
    assert hook(place, name, "README.md", "notes.json", "corpus/gold.jsonl.bak") is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "args", "status"),
    [
        ("sayso-validate", [], 0),
        ("sayso-validate", ["--corpus", "corpus"], 0),
        ("sayso-gate", ["corpus", "run.jsonl"], 0),
        ("sayso-gate", ["corpus", "worse.jsonl"], 1),
    ],
    ids=str,
)
def test_pre_commit_itself_runs_the_hooks(place, name, args, status):
    """With pre-commit, on a clone; of the definitions only the language is another, so that nothing is installed."""
    (place / "bad.jsonl").unlink()
    hooks = place.parent / "hooks"
    hooks.mkdir()
    own = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (hooks / ".pre-commit-hooks.yaml").write_text(own.replace("language: python", "language: system"), encoding="utf-8")
    told = {"repo": str(hooks), "rev": "v1", "hooks": [{"id": name, "args": args}]}
    (place / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [told]}), encoding="utf-8")
    for folder in (hooks, place):
        git(folder, "init")
        git(folder, "add", ".")
        git(folder, "commit", "-m", "All")
    git(hooks, "tag", "v1")

    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"],
        cwd=place,
        env=environment(
            PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}", PRE_COMMIT_HOME=str(place.parent / "pre-commit")
        ),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )

    assert done.returncode == status, done.stdout + done.stderr
    assert f"- hook id: {name}" in done.stdout
