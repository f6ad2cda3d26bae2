"""Every form of a verdict by its name."""

import pytest
from sample_verdicts import ALL, lost

from sayso.errors import UsageError
from sayso.gates.outputs import KINDS, render, write


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_a_file_holds_what_is_rendered(tmp_path, kind, made):
    path = tmp_path / "out"
    write(made(), path, kind)

    assert path.read_bytes() == render(made(), kind).encode()


def test_an_unknown_kind_is_refused():
    with pytest.raises(UsageError, match=r"^found the kind 'xml', expected one of junit, gitlab, badge,"):
        render(lost(), "xml")


def test_a_path_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(UsageError, match="cannot be written: No such file or directory"):
        write(lost(), tmp_path / "absent" / "out.xml", "junit")
