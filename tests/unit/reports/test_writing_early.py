"""What cannot be written is told before the work, not after it."""

import os

import pytest

from sayso.errors import UsageError
from sayso.reports.writing import ending_of


def test_a_folder_that_is_not_there_is_told_with_the_ending(tmp_path):
    path = tmp_path / "absent" / "report.md"
    with pytest.raises(UsageError) as error:
        ending_of(path)
    assert str(error.value) == f"{path}: cannot be written: No such file or directory"
    assert ending_of(f"{tmp_path / 'absent'}/") == "/"  # a folder of pages is made


def test_so_is_a_folder_that_is_closed(tmp_path, monkeypatch):
    """The superuser may write anywhere: access is told to be refused."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match=r"report\.md: cannot be written: Permission denied$"):
        ending_of(tmp_path / "report.md")
