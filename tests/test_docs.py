"""The pages do what they say: Python snippets run, commands exist with their options, links lead somewhere."""

import doctest
import importlib
import json
import pkgutil
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sayso
from sayso.command.application import app
from sayso.data.codes import CODES

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "corpus" / "README.md",
    *sorted((ROOT / "toolkit" / "docs").glob("*.md")),
]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)\)")


def blocks(language):
    for page in PAGES:
        for number, found in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1):
            if found[1] == language:
                yield pytest.param(page, found[2], id=f"{page.relative_to(ROOT)}:{number}")


@pytest.mark.parametrize(("page", "code"), list(blocks("python")))
def test_a_python_snippet_runs(page, code, monkeypatch, tmp_path):
    for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.chdir(ROOT)
    exec(compile(code, str(page), "exec"), {"__name__": "snippet"})  # noqa: S102 - our own pages


@pytest.mark.parametrize(("page", "code"), list(blocks("json")))
def test_a_json_snippet_is_a_valid_record(page, code):
    from sayso.data.checks import check_shape
    from sayso.errors import Where

    assert check_shape(json.loads(code), "gold", Where(str(page))) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page}: {target}"


def commands():
    """The commands of the pages, by name, with the options that they use."""
    for page in PAGES:
        for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
            for line in found[2].splitlines() if found[1] == "sh" else ():
                words = shlex.split(line, comments=True)
                if words[:1] == ["sayso"]:
                    yield pytest.param(words, id=" ".join(words))


@pytest.mark.parametrize("words", list(commands()))
def test_a_command_of_the_pages_exists_with_its_options(words):
    done = CliRunner().invoke(app, [words[1], "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    for word in words[2:]:
        if word.startswith("-"):
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", done.output), word


def test_the_first_extractor_of_the_readme_works(tmp_path):
    (code,) = [block.values[1] for block in blocks("python") if "class Mine" in block.values[1]]
    (tmp_path / "mine.py").write_text(code, encoding="utf-8")
    run = tmp_path / "mine.jsonl"
    for words in (
        ["extract", f"{tmp_path / 'mine.py'}:Mine", "bundled", "-o", str(run)],
        ["score", "bundled", str(run), "-m", "quotes.F(kind=direct)@overlap(0.8)"],
    ):
        subprocess.run([sys.executable, "-m", "sayso", *words], capture_output=True, check=True)


MODULES = sorted(
    module.name for module in pkgutil.walk_packages(sayso.__path__, "sayso.") if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["sayso", *MODULES])
def test_the_examples_of_a_module_are_true(name):
    module = importlib.import_module(name)
    assert module.__doc__, f"{name} opens with no chapter"
    assert doctest.testmod(module).failed == 0


def test_every_code_says_what_it_means_and_how_to_mend_it():
    for code in CODES.values():
        assert code.meaning
        assert code.mend
