"""Arrow columns as numpy, without pandas."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data.arrow import integers, layers_of, lists, present
from sayso.data.interning import coded, normal_name, recoded

KINDS = [pa.int32(), pa.int64()]


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(values=st.lists(st.none() | st.integers(-5, 5)), skip=st.integers(0, 3))
def test_integers_are_read_with_their_nulls_also_from_a_slice(kind, values, skip):
    array = pa.array(values, type=kind)[skip:]
    assert integers(array).tolist() == [-1 if value is None else value for value in values[skip:]]
    assert present(array).tolist() == [value is not None for value in values[skip:]]


@given(values=st.lists(st.none() | st.lists(st.integers(0, 3), max_size=3)), skip=st.integers(0, 3))
def test_lists_are_bounds_and_values_also_from_a_slice(values, skip):
    first, inner = lists(pa.array(values, type=pa.list_(pa.int64()))[skip:])
    flat = integers(inner).tolist()
    found = [flat[a:b] for a, b in zip(first.tolist(), first.tolist()[1:], strict=False)]
    assert found == [value or [] for value in values[skip:]]


@given(values=st.lists(st.none() | st.text(max_size=3)))
def test_codes_follow_the_order_of_code_points(values):
    column = coded(pa.array(values, type=pa.string()))
    assert [None if code < 0 else column.texts[code] for code in column.codes.tolist()] == values
    assert list(column.texts) == sorted({value for value in values if value is not None})


def test_a_text_that_no_item_has_gets_a_code_that_no_item_has():
    column = coded(pa.array(["b", "a", None]))
    assert (column.code("a"), column.code("b"), column.code("z")) == (0, 1, 2)


def test_names_are_recoded_by_their_normal_form():
    column = recoded(coded(pa.array(["Ada  Moor", "ADA MOOR", " ", None])), normal_name)
    assert column.codes.tolist() == [0, 0, -1, -1]
    assert column.texts == ("ada moor",)


def test_a_record_that_failed_has_no_layer():
    rows = layers_of([{"quotes": []}, None])
    assert present(rows.field("quotes")).tolist() == [True, False]
    assert present(rows.field("entities")).tolist() == [False, False]
