"""The pytest plug-in in test suites of its own, each run as a process: settings, failures, xdist, and its absence."""

import subprocess
import sys

import pytest

from harbour import corpus, environment, gold, write

HEAVY = ("numpy", "scipy", "pandas", "pyarrow", "sklearn", "datasets", "spacy", "pydantic", "jinja2", "typer", "rich")


@pytest.fixture
def place(tmp_path):
    """A project with a corpus, a perfect run, and one that lost a quote and made one up."""
    corpus(tmp_path / "corpus")
    write(tmp_path / "run.jsonl", gold())
    worse = gold()
    worse[0]["quotes"] = [{"id": "q9", "content": [{"start": 0, "end": 7}], "kind": "direct"}]
    write(tmp_path / "worse.jsonl", worse)
    return tmp_path


def pytest_run(place, code, *arguments, ini=""):
    """Run pytest on one module."""
    (place / "pytest.ini").write_text(f"[pytest]\n{ini}", encoding="utf-8")
    (place / "test_runs.py").write_text(code, encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-W", "error", *arguments]
    return subprocess.run(
        words, cwd=place, capture_output=True, encoding="utf-8", env=environment(), check=False, timeout=120
    )


SUITE = """
def test_good(sayso_eval):
    sayso_eval("corpus", "run.jsonl").assert_score("quotes.F@overlap(0.5)", min=0.8)

def test_bad(sayso_eval):
    sayso_eval("corpus", "worse.jsonl").assert_score("quotes.F@overlap(0.5)", min=0.8)
"""
TABLE = """\
quotes.F@overlap(0.5), run worse: found .500, expected at least .800: .300 too low

item  layer   class     document  characters  text
q1    quotes  missed    harbour   15–32       We will not wait.
      quotes  spurious  harbour   0–7         Ann Lee

corpus:"""


def test_a_failure_shows_the_table_of_the_lost_items_and_no_inside(place):
    done = pytest_run(place, SUITE)

    assert done.returncode == 1, done.stderr
    assert "1 failed, 1 passed" in done.stdout
    assert TABLE in done.stdout
    assert "evaluation.py" not in done.stdout


def test_it_works_with_xdist(place):
    done = pytest_run(place, SUITE, "-n", "2")

    assert done.returncode == 1, done.stderr
    assert "2 workers" in done.stdout
    assert "1 failed, 1 passed" in done.stdout
    assert TABLE in done.stdout


def test_settings_stand_in_for_arguments(place):
    code = "def test_good(sayso_eval):\n    sayso_eval().assert_score('quotes.F', min=1)\n"
    (place / "tests").mkdir()
    done = pytest_run(
        place, code, "--rootdir", "tests", ini="sayso_gold = corpus/gold.jsonl\nsayso_run = run.jsonl\n"
        "sayso_documents = corpus/documents.jsonl\n",
    )  # fmt: skip

    assert done.returncode == 0, done.stdout


def test_what_cannot_be_evaluated_is_an_error_of_its_own(place):
    code = "def test_typo(sayso_eval):\n    sayso_eval('corpus', 'run.jsonl').assert_score('quotes.G', min=0.8)\n"
    done = pytest_run(place, code)

    assert done.returncode == 1
    assert "sayso.errors.UsageError: rules 1: measure: unknown measure 'quotes.G'; did you mean" in done.stdout


def test_unused_it_imports_nothing_heavy_and_adds_no_option(place):
    code = (
        "import sys\n\n"
        "def test_nothing(pytestconfig):\n"
        "    assert pytestconfig.pluginmanager.has_plugin('sayso')\n"
        f"    assert not set({HEAVY!r}) & set(sys.modules)\n"
        "    assert {name for name in sys.modules if name.partition('.')[0] == 'sayso'} == "
        "{'sayso', 'sayso.pytest_plugin'}\n"
    )
    # Plug-ins of others may load what they like.
    only = ["-p", "no:hypothesispytest", "-p", "no:cov"]
    done = pytest_run(place, code, *only)
    helped = pytest_run(place, code, *only, "--help")

    assert done.returncode == 0, done.stdout
    assert "--sayso" not in helped.stdout
    assert "sayso_gold (string):" in helped.stdout


def test_its_name_can_be_switched_off(place):
    done = pytest_run(place, SUITE, "-p", "no:sayso")

    assert "fixture 'sayso_eval' not found" in done.stdout
