"""These tests are of outputs that ask where they run: for all of them, not in any forge's pipeline."""

import os

import pytest


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch):
    for name in os.environ:
        if name.startswith(("GITHUB_", "CI_")):
            monkeypatch.delenv(name)
