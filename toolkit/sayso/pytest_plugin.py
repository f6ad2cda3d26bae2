"""The pytest plug-in: the fixture `sayso_eval`, with which a test suite judges runs of an extractor.

    def test_quotes(sayso_eval):
        sayso_eval("corpus", "run.jsonl").assert_score("quotes.F@overlap(0.5)", min=0.8)

It loads with every pytest in whose environment Sayso is installed, so it imports nothing until the fixture is used,
and adds no option to the command line. Settings of the ini file, each with the prefix `sayso_`, stand in for arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sayso.testing import Evaluator

SETTINGS = {
    "sayso_gold": "Gold of `sayso_eval`: a corpus, a gold file, or `bundled`; relative to the ini file.",
    "sayso_run": "The run of `sayso_eval`; relative to the ini file.",
    "sayso_documents": "The documents, where `sayso_gold` is a gold file alone; relative to the ini file.",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings."""
    for name, told in SETTINGS.items():
        parser.addini(name, told, default="")


@pytest.fixture(scope="session")
def sayso_eval(pytestconfig: pytest.Config) -> Evaluator:
    """Runs judged against gold: `sayso_eval(gold, run)` has `assert_score` and `assert_no_regression`."""
    from sayso.testing import Evaluator

    folder = (pytestconfig.inipath or pytestconfig.rootpath / "pytest.ini").parent
    return Evaluator(folder, {name.removeprefix("sayso_"): str(pytestconfig.getini(name)) for name in SETTINGS})
