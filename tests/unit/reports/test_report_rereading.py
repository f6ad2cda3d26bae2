"""Each rendering reads back to the same numbers, and the same result gives the same bytes."""

import json

import pytest
from fake_results import detection, one_run, result, two_runs
from hypothesis import given
from hypothesis import strategies as st
from rereading import latex_tables, markdown_tables, numbers

from sayso.reports import Cell, Column, Report, Table, build, render
from sayso.reports.writing import FORMATS

REPORTS = [pytest.param(one_run, id="one run"), pytest.param(two_runs, id="two runs")]


def cells(report):
    """The tables of a report as texts, headings first."""
    return [
        [[column.heading for column in table.columns], *([cell.text for cell in row] for row in table.rows)]
        for table in report.tables
    ]


@pytest.mark.parametrize("made", REPORTS)
def test_tables_of_latex_and_markdown_read_back_cell_by_cell(made):
    report = build(made(), errors=None)

    assert latex_tables(render(report, "tex")) == cells(report)
    assert markdown_tables(render(report, "md")) == cells(report)


@pytest.mark.parametrize("made", REPORTS)
@pytest.mark.parametrize(("kind", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_csv_and_tsv_have_every_number_in_full(made, kind, delimiter):
    report = build(made())
    expected = {(one.run, one.measure, one.quantity, "", ""): one.number for one in report.numbers}

    assert numbers(render(report, kind), delimiter) == expected


@pytest.mark.parametrize("made", REPORTS)
def test_json_has_the_numbers_of_the_csv(made):
    report = build(made())
    found = numbers(render(report, "csv"))

    for one in json.loads(render(report, "json"))["results"]:
        key = (one["run"], one["measure"])
        assert found[(*key, "value", "", "")] == one["value"]
        assert {name: found[(*key, name, "", "")] for name in one["counts"]} == one["counts"]


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_the_same_result_gives_the_same_bytes(kind):
    assert render(build(two_runs(), errors=None), kind) == render(build(two_runs(), errors=None), kind)


# Blanks at the ends and in rows are what no table keeps.
TEXTS = st.text(st.sampled_from(list("ab1.-+=|&%$#_{}~^\\<>`*[]()\"',!:/@é–")), max_size=12).map(str.strip)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_whatever_stands_in_a_cell_reads_back(rows):
    table = Table(
        title="texts",
        columns=(Column("a"), Column("b")),
        rows=tuple(tuple(map(Cell, row)) for row in rows),
    )
    report = Report(title="any", tables=(table,), signature="")
    expected = [[["a", "b"], *(list(row) for row in rows)]]

    assert latex_tables(render(report, "tex")) == expected
    assert markdown_tables(render(report, "md")) == expected


@given(st.floats(0, 1) | st.none(), st.integers(0, 10**9))
def test_a_number_reads_back_to_the_last_digit(value, matched):
    report = build(result([detection("r", "quotes.F@exact", value, matched, matched + 1, 7)]))

    found = numbers(render(report, "csv"))
    assert found["r", "quotes.F@exact", "value", "", ""] == value
    assert found["r", "quotes.F@exact", "matched", "", ""] == matched
    assert json.loads(render(report, "json"))["results"][0]["value"] == value
