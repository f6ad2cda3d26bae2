"""A real LaTeX sets the fragments without an error, where there is one."""

import re
import shutil
import subprocess

import pytest
import strangers
from fake_results import two_runs

import sayso
from sayso.reports import build, render
from sayso.reports.comparison import rendered
from sayso.reports.report import Cell, Column, Report, Table

ENGINE = shutil.which("pdflatex")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        ENGINE is None, reason="there is no pdflatex (Debian: texlive-latex-recommended, texlive-science)"
    ),
]


def document(fragment):
    """The document that the fragment's own comment says to set it with."""
    lines = re.findall(r"^%   (\\.*)$", fragment, re.MULTILINE)
    assert lines[0] == r"\documentclass{article}"
    return "\n".join(lines).replace("THIS-FILE", "fragment")


def compiled(folder, fragment):
    (folder / "fragment.tex").write_text(fragment, encoding="utf-8")
    (folder / "paper.tex").write_text(document(fragment), encoding="utf-8")
    command = [ENGINE, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "paper.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    log = (folder / "paper.log").read_text(encoding="latin-1")
    assert done.returncode == 0, log[-2000:]
    assert (folder / "paper.pdf").stat().st_size > 1000
    return log


def test_a_report_is_set_without_an_error_or_a_letter_that_is_missing(tmp_path):
    log = compiled(tmp_path, render(build(two_runs(), errors=None), "tex"))

    assert "Missing character" not in log
    assert "undefined" not in log


def test_what_strangers_wrote_is_set_without_an_error(tmp_path):
    corpus, runs = strangers.corpus(tmp_path / "corpus")
    scored = sayso.score(gold=corpus.gold, predicted=runs, by=["kind", "tag"])
    compared = sayso.compare(gold=corpus.gold, baseline=runs[0], predicted=runs[1])

    for name, fragment in {
        "score": render(build(scored, title=strangers.NASTY, errors=None), "tex"),
        "compare": rendered(compared, "tex", flips=None),
    }.items():
        (tmp_path / name).mkdir()
        compiled(tmp_path / name, fragment)


def test_a_table_that_is_too_wide_wraps_its_last_column(tmp_path):
    headings = ("by", "value", *("spurious",) * 7, "classes")
    columns = tuple(Column(heading, numeric=heading == "spurious") for heading in headings)
    row = ("expression", "implied", *("+0.123",) * 7, "boundary 1, missed 3, spur 2")
    table = Table(title="Costs", columns=columns, rows=(tuple(map(Cell, row)),))
    fragment = render(Report(title="Costs", tables=(table,), signature="s"), "tex")
    wide = re.findall(r"Overfull \\hbox \((\d+)", compiled(tmp_path, fragment))

    assert r"\raggedright\arraybackslash}p{" in fragment
    assert all(int(points) < 30 for points in wide)
