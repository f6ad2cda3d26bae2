"""Plots that are asked for: what is wrong with the question is said before any work."""

import pytest
from typer.testing import CliRunner

from sayso.command.application import app
from sayso.errors import UsageError
from sayso.reports import Report
from sayso.reports.plots import OF_SCORE, canvas, check_kinds
from sayso.reports.writing import write


@pytest.mark.parametrize(
    ("kinds", "outputs", "message"),
    [
        (["pie"], ["x.svg"], "--plot pie: expected one of precision-recall, errors, slices, confusion"),
        (
            ["errors"],
            ["x.json"],
            "--plot errors needs a file to draw in; add -o FILE with a name that ends in .svg or .png",
        ),
    ],
)
def test_a_plot_needs_a_known_kind_and_a_file(kinds, outputs, message):
    with pytest.raises(UsageError) as error:
        check_kinds(kinds, OF_SCORE, outputs)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "words",
    [
        ["score", "none", "none.jsonl", "-o", "x.svg"],
        ["compare", "none", "a.jsonl", "b.jsonl", "-o", "x.png"],
        ["curve", "none", "none.jsonl", "-o", "x.SVG"],
        ["power", "--sd", "0.1", "-o", "x.svg"],
        ["errors", "none", "none.jsonl", "-o", "x.svg"],
    ],
    ids=lambda words: words[0],
)
def test_without_the_library_the_way_out_is_said_before_the_work(monkeypatch, words):
    monkeypatch.setattr(canvas, "find_spec", lambda _name: None)
    done = CliRunner().invoke(app, words)

    assert str(done.exception) == (
        "plots need matplotlib, which is not installed; pip install 'sayso[plots]' installs it"
    )
    assert done.exception.exit_status == 2


def test_a_report_without_plots_says_so(tmp_path):
    path = tmp_path / "x.svg"
    with pytest.raises(UsageError) as error:
        write(Report(title="", tables=(), signature=""), path)
    assert str(error.value) == f"{path}: this report has no plot; choose an ending for tables or text"
