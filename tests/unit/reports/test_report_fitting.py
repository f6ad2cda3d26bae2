"""Tables on terminals too narrow for them: whatever the width, every cell is there, whole, on lines that fit."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from sayso.reports.fitting import Piece, pieces
from sayso.reports.report import Cell, Column, Report, Table
from sayso.reports.terminal import terminal


def table(*rows, texts=(), numbers=(), after=()):
    columns = (*map(Column, texts), *(Column(name, numeric=True) for name in numbers), *map(Column, after))
    return Table(title="Title", columns=columns, rows=tuple(tuple(map(Cell, row)) for row in rows))


COSTS = table(
    ("form", "nominal", "20", "+0.005", "boundary 1, missed 3"),
    ("type", "漢字 o\u0301rga", "12", "+0.006", ""),
    texts=("by", "value"),
    numbers=("gold", "F +"),
    after=("classes",),
)
RUNS = table(
    ("quotes.attribution.F@exact", *["0.941"] * 6),
    texts=("measure",),
    numbers=[f"run-{number}" for number in range(6)],
)
ITEMS = table(
    ("pattern", "missed", "We will not wait for anybody.", "by the harbour board"),
    texts=("run", "side", "text", "note"),
)


def drawn(one, width):
    console = Console(width=width, file=io.StringIO(), color_system=None, legacy_windows=False)
    for piece in terminal(Report(title="T", tables=(one,), signature="")):
        console.print(piece)
    return console.file.getvalue()


def test_a_table_that_fits_is_one():
    # by 4, value 9 (two of its letters are wide, one has no width), gold 4, F + 6, classes 20, and four gaps of 2.
    assert list(pieces(COSTS, 51)) == [Piece((0, 1, 2, 3, 4), (4, 9, 4, 6, 20))]


def test_texts_wrap_between_words():
    # The longest word of the classes is boundary: 8 in place of 20.
    assert list(pieces(COSTS, 39)) == [Piece((0, 1, 2, 3, 4), (4, 9, 4, 6, 8))]


def test_what_comes_after_the_numbers_goes_beneath_the_row():
    assert list(pieces(COSTS, 38)) == [Piece((0, 1, 2, 3), (4, 9, 4, 6), (4,))]
    lines = [line.rstrip() for line in drawn(COSTS, 38).splitlines()]
    assert lines[-3:] == [
        "form  nominal      20  +0.005",
        "    boundary 1, missed 3",
        "type  漢字 o\u0301rga    12  +0.006",
    ]


def test_too_many_numbers_are_several_tables():
    # The measure 26, so that beside it two runs of 5 with their gaps have room in 40, three do not.
    assert [piece.columns for piece in pieces(RUNS, 40)] == [(0, 1, 2), (0, 3, 4), (0, 5, 6)]


def test_of_texts_alone_the_last_go_beneath():
    assert list(pieces(ITEMS, 33)) == [Piece((0, 1, 2), (7, 6, 16), (3,))]


@pytest.mark.parametrize("one", [COSTS, RUNS, ITEMS], ids=["costs", "runs", "items"])
@pytest.mark.parametrize("width", [33, 34, 38, 39, 51, 60, 80, 120])
def test_nothing_is_cut_off(one, width):
    lines = drawn(one, width).splitlines()
    assert max(map(cell_len, lines)) <= width
    words = {word for line in lines for word in line.split()}
    wanted = {word for row in one.rows for cell in row for word in cell.text.split()}
    headings = {word for column in one.columns for word in column.heading.split()}
    assert wanted <= words
    assert {word for word in headings if word not in {"classes", "text", "note"}} <= words
