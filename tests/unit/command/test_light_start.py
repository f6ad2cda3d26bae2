"""`sayso --help` and `import sayso` start at once: nothing heavy is loaded."""

import subprocess
import sys

import pytest

HEAVY = (
    "numpy",
    "scipy",
    "pandas",
    "pyarrow",
    "sklearn",
    "datasets",
    "spacy",
    "dask",
    "textacy",
    "jsonlines",
    "jinja2",
)
# Some versions of typer read the arguments of a command with pydantic; the start of all commands has to do without.
HEAVIER = (*HEAVY, "pydantic", "rich")
CODE = """
import sys
from sayso.__main__ import main
sys.argv = {arguments!r}
try:
    main()
except SystemExit as end:
    assert end.code == 0, end.code
print(*sorted(set({heavy!r}) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        *([name, "--help"] for name in ("bench", "extract", "score", "validate", "show", "list")),
    ],
    ids=" ".join,
)
def test_help_loads_nothing_heavy(arguments):
    heavy = HEAVY if len(arguments) > 1 else HEAVIER
    code = CODE.format(arguments=["sayso", *arguments], heavy=heavy)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "\n")
    assert done.stdout


def test_import_loads_nothing_heavy():
    code = f"import sys, sayso; print(*sorted(set({HEAVIER!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "\n"
