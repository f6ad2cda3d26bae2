"""Renderers: one report in five dialects."""

import csv
import io
import json
import math

import pytest
from fake_results import detection, missed, one_run, result, two_runs
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sayso.errors import UsageError
from sayso.reports import ENDINGS, Cell, Column, Report, Table, build, ending_of, render, save, write
from sayso.reports.markdown import markdown
from sayso.reports.notebook import html
from sayso.reports.structured import structured
from sayso.reports.terminal import terminal
from sayso.reports.text import text, width
from sayso.reports.writing import PICTURES

PLAIN = """\
Two runs
========

Quotes
------
measure                            quiet    loud
quotes.P@overlap(0.5)              0.750*  0.500
quotes.F@overlap(0.5)              0.667*  0.615
quotes.kind.accuracy@overlap(0.5)  0.667   0.750*

counts                             gold  quiet  loud
quotes@overlap(0.5)                   5    3/4   4/8
quotes.kind.accuracy@overlap(0.5)          2/3   3/4
counts: matched/predicted; of an accuracy agreeing/considered

Stances
-------
measure    quiet   loud
stances.F      –  0.000

counts   gold  quiet  loud
stances     0    0/0   0/2
counts: matched/predicted; of an accuracy agreeing/considered

Errors by class
---------------
items   class        quiet  loud
quotes  missed    1 +0.250
quotes  speaker   2 +0.125
quotes  spurious             1 –
each: items in the class, missed and spurious, and what F would gain were it mended

Quotes: missed and spurious items
---------------------------------
run    side      class     characters  label   text              note
quiet  missed    missed    3–9         direct  We will not wait  Ann Lee
loud   spurious  spurious  1–2 5–8             a | pipe
… and 1 more missed of quiet

* best of its row
– undefined: not attempted, not annotated, or nothing over nothing

"""


def simple(*cells, numeric=False):
    return Report(
        title="T",
        tables=(Table(title="", columns=(Column("c", numeric=numeric),), rows=tuple((cell,) for cell in cells)),),
        signature="",
    )


def test_plain_text_to_the_last_character():
    report = build(two_runs(), title="Two runs", errors=1)

    assert text(report) == PLAIN + report.signature + "\n"


def test_a_report_without_signs_notes_or_signature_ends_after_its_tables():
    assert text(simple(Cell("x"))) == "T\n=\n\nc\nx\n"
    assert markdown(simple(Cell("x"))) == "# T\n\n| c |\n| :--- |\n| x |\n"
    assert next(str(piece) for piece in terminal(simple(Cell("x")))) == "T"
    assert len(list(terminal(simple(Cell("x"))))) == 3


def test_plain_text_shortens_what_is_very_long():
    assert f"\n{'x' * 79}…\n" in text(simple(Cell("x" * 101)))


@pytest.mark.parametrize(
    ("written", "columns"),
    [("abc", 3), ("新闻", 4), ("e\u0301", 1), ("a\u200bb", 2), ("", 0)],
)
def test_width_is_counted_in_columns_of_the_screen(written, columns):
    assert width(written) == columns


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=1, max_size=5))
def test_every_row_of_numbers_ends_in_the_same_column(words):
    words = [f"{word}." for word in words]  # so that nothing is stripped from an end
    lines = text(simple(*map(Cell, words), numeric=True)).split("\n")[3:-1]

    assert len({width(line) for line in lines}) == 1


def test_markdown_escapes_what_it_would_read_as_markup():
    assert r"| a \| \*b\* \<i\> \`c\` |" in markdown(simple(Cell("a | *b* <i> `c`")))
    assert "| **0.5** |" in markdown(simple(Cell("0.5", "best")))


def test_markdown_sets_numbers_to_the_right_and_explains_signs():
    written = markdown(build(two_runs(), errors=1))

    assert "| measure | quiet | loud |\n| :--- | ---: | ---: |\n" in written
    assert "- **bold**: best of its row\n- – undefined: not attempted" in written
    assert "… and 1 more missed of quiet  \n" in written
    assert written.endswith(f"`{build(two_runs()).signature}`\n")


def test_csv_has_one_number_a_row_and_nothing_where_it_is_undefined():
    rows = list(csv.DictReader(io.StringIO(render(build(one_run()), "csv"))))

    assert rows[0] == {"run": "quiet", "measure": "quotes.F@exact", "quantity": "value", "number": repr(6 / 9)}
    assert rows[1]["number"] == "3"
    assert [row["number"] for row in rows if row["measure"] == "speakers.F" and row["quantity"] == "value"] == [""]


def test_csv_quotes_spellings_with_commas():
    value = detection("r", "quotes.F(average=documents,beta=2)@exact", 0.5, 1, 2, 2)

    assert '"quotes.F(average=documents,beta=2)@exact",value,0.5\n' in render(build(result([value])), "csv")


def test_json_is_the_result_with_null_for_undefined():
    written = json.loads(structured(build(one_run())))

    assert written["results"][1]["value"] is None
    whole = {**one_run().to_dict(), "sentences": [], "overlap": []}
    assert written == json.loads(json.dumps(whole))


def test_json_never_has_nan():
    broken = Report(title="", tables=(), signature="", data={"value": math.nan})

    with pytest.raises(ValueError, match="Out of range float values are not JSON compliant"):
        structured(broken)


def test_a_terminal_gets_colours_and_a_star():
    screen = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=100, _environ={})
    for piece in terminal(build(two_runs(), errors=1, title="Two runs")):
        screen.print(piece)
    shown = screen.file.getvalue()

    assert "\x1b[1;32m0.750*\x1b[0m" in shown
    assert "\x1b[31mmissed" in shown
    assert "* best of its row" in shown


def test_a_terminal_wraps_at_its_width():
    screen = Console(file=io.StringIO(), width=40, color_system=None)
    for piece in terminal(build(result([detection("r", "quotes.F@exact", 0.0, 0, 1, 0)], [missed("r", "word " * 40)]))):
        screen.print(piece)

    assert max(map(len, screen.file.getvalue().splitlines())) <= 40


def test_a_notebook_gets_small_tables_with_everything_escaped():
    values = [detection("a<b", "quotes.F@exact", 0.5, 1, 2, 2), detection("b", "quotes.F@exact", 0.25, 1, 2, 6)]
    written = html(result(values, failures={"b": {"d": "<Late>"}}))

    assert '<th style="text-align:right">a&lt;b</th>' in written
    assert '<td style="text-align:right"><b>0.500</b></td>' in written
    assert "&lt;Late&gt;" in written
    assert written.count("<table>") == written.count("</table>") == 2
    assert one_run()._repr_html_() == html(one_run())


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_a_file_has_what_its_ending_says(tmp_path, ending):
    path = tmp_path / f"report{ending.upper()}"
    write(build(two_runs()), path)

    assert path.read_text(encoding="utf-8") == ENDINGS[ending](build(two_runs()))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_save_takes_a_result(tmp_path):
    save(one_run(), str(tmp_path / "a.csv"))
    one_run().save(tmp_path / "b.csv")

    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.parametrize(("name", "found"), [("report.xlsx", "the ending '.xlsx'"), ("report", "no ending")])
def test_an_unknown_ending_is_told_with_the_list(tmp_path, name, found):
    path = tmp_path / name

    with pytest.raises(UsageError) as error:
        ending_of(path)
    assert str(error.value) == (
        f"{path}: found {found}, expected one of {', '.join((*ENDINGS, *PICTURES))}; the ending of a file chooses its "
        "format"
    )


def test_a_path_that_cannot_be_written_is_told(tmp_path):
    path = tmp_path / "absent" / "report.md"
    with pytest.raises(UsageError) as error:
        write(build(one_run()), path)
    assert str(error.value) == f"{path}: cannot be written: No such file or directory"

    folder = tmp_path / "folder.md"
    folder.mkdir()
    with pytest.raises(UsageError) as error:
        write(build(one_run()), folder)
    assert str(error.value) == f"{folder}: cannot be written: Is a directory"
    assert [file.name for file in tmp_path.iterdir()] == ["folder.md"]


def test_an_interrupted_writer_leaves_no_rest(tmp_path, monkeypatch):
    def interrupted(*_paths):
        raise KeyboardInterrupt

    monkeypatch.setattr("sayso.reports.writing.os.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(build(one_run()), tmp_path / "report.md")
    assert list(tmp_path.iterdir()) == []
