"""The recipes of the page on CI, each carried out as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from forges import ACTION, BIN, FILES, HOOKS, Runner, hook

from harbour import corpus, environment, gold, run, write

PAGE = Path(__file__).parents[3] / "toolkit" / "docs" / "ci.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
GITHUB, GITLAB, PRE_COMMIT = (yaml.safe_load(text) for language, text in BLOCKS if language == "yaml")


def block(language):
    (found,) = (text for name, text in BLOCKS if name == language)
    return found


@pytest.fixture(scope="module")
def blessed(tmp_path_factory):
    """A project as the page supposes it, its baseline blessed as the page says."""
    folder = tmp_path_factory.mktemp("page") / "project"
    folder.mkdir()
    corpus(folder / "corpus")
    write(folder / "run.jsonl", gold())
    (folder / "sayso.toml").write_text(block("toml"), encoding="utf-8")
    for line in block("sh").splitlines():
        words = line.partition("#")[0].split()
        assert words[0] == "sayso"
        done = run(*words[1:], cwd=folder, GITHUB_ACTIONS="")
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def place(blessed, tmp_path):
    return shutil.copytree(blessed, tmp_path / "project")


def worsen(place):
    worse = gold()
    worse[0]["quotes"] = []
    worse[0]["entities"] = []
    write(place / "run.jsonl", worse)


def test_github(place):
    (own,) = [step for step in GITHUB["jobs"]["gate"]["steps"] if "sayso" in step["uses"]]
    assert set(own["with"]) <= set(ACTION["inputs"])
    assert Runner(place, own["with"]).run().returncode == 0

    worsen(place)
    (place.parent / "temp").rename(place.parent / "before")
    done = Runner(place, own["with"]).run()
    assert done.returncode == 1, done.stderr
    assert "::error file=corpus/gold.jsonl,line=1,title=speakers.F::run: entities e1 in harbour" in done.stdout
    assert 'failures="2"' in (place / "gate.xml").read_text(encoding="utf-8")


def test_every_input_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")

    for name in ACTION["inputs"]:
        assert f"`{name}`" in text or f"\n          {name}: " in text, name


def test_gitlab(place):
    worsen(place)
    install, judge = GITLAB["gate"]["script"]
    assert install == "pip install sayso"
    done = run(*judge.split()[1:], cwd=place)

    assert done.returncode == 1, done.stderr
    for report in GITLAB["gate"]["artifacts"]["reports"].values():
        assert (place / report).stat().st_size > 100


def test_pre_commit(place):
    (told,) = PRE_COMMIT["repos"]
    assert {each["id"] for each in told["hooks"]} == set(HOOKS)
    for each in told["hooks"]:
        done = hook(place, each["id"], *FILES, args=each["args"])
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("worse", [False, True], ids=["good", "worse"])
def test_pytest(place, worse):
    if worse:
        worsen(place)
    (place / "pytest.ini").write_text(block("ini"), encoding="utf-8")
    asked = "\n\ndef test_settings(sayso_eval):\n    sayso_eval().assert_score('events.F', min=0.8)\n"
    (place / "test_runs.py").write_text(block("python") + asked, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=place,
        env=environment(PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}"),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )

    assert ("3 failed, 1 passed" if worse else "4 passed") in done.stdout, done.stdout
