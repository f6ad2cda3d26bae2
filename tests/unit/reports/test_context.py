"""Items in context: some words around, the item between marks, one line."""

import pytest

from sayso.reports.context import in_context

TEXT = (
    "The board met on Monday.\nIt said,\tafter three long hours of talk, that nobody would wait any more for the ferry."
)


def shown(*said, text=TEXT):
    spans = [(text.index(one), text.index(one) + len(one)) for one in said]
    return "".join(piece.text for piece in in_context(text, spans))


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (["The board"], "[The board] met on Monday. It said, after three …"),
        (["the ferry."], "… that nobody would wait any more for [the ferry.]"),
        (
            ["three long"],
            "The board met on Monday. It said, after [three long] hours of talk, that nobody would wait …",
        ),
        (
            ["It", "that"],
            "The board met on Monday. [It] said, after three long hours of talk, [that] nobody would wait any more "
            "for the …",
        ),
    ],
)
def test_words_around_are_whole_and_white_space_is_one_space(said, line):
    assert shown(*said) == line


def test_of_a_long_item_the_middle_is_left_out():
    text = "ab " * 100
    assert shown(text.rstrip(), text=text) == f"[{'ab ' * 36}ab … {'ab ' * 19}ab]"


def test_a_text_without_spaces_is_cut_anywhere():
    text = "x" * 100 + "item" + "y" * 100
    assert shown("item", text=text) == f"… {'x' * 40}[item]{'y' * 40} …"
