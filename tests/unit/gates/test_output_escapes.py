"""Text of strangers stays text: in Markdown, and for eyes that can't see what is unseen."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sayso.gates.outputs.escapes import code, text
from sayso.gates.outputs.visible import line, shortened, visible

NASTY = st.text(st.sampled_from(list("a1 .:/|`*_~[]()<>&#!@$^\\+-=\"'\n\t\u202e\u200b\x1b\x00é長")), max_size=20)


class Reader(HTMLParser):
    """What a browser would show of a page, cell by cell, and the elements it has."""

    def __init__(self):
        super().__init__()
        self.cells = []
        self.elements = set()

    def handle_starttag(self, tag, _):
        self.elements.add(tag)
        if tag in {"td", "th", "p", "li"}:
            self.cells.append("")

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data


def page(markdown):
    """Markdown read by another program."""
    reader = Reader()
    reader.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))
    reader.close()
    return reader


def cells(markdown):
    """The cells of a table's second row, and the elements in which they stand."""
    found = page(f"| a | b |\n| --- | --- |\n| {markdown} | end |\n")
    return [cell.strip("\n") for cell in found.cells[2:]], found.elements - {
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }


@given(NASTY | st.text(max_size=20))
@example("x | y")
@example("`a` | b")
@example("\\| <script>alert(1)</script>")
@example("[click](https://harbour.example)")
@example("&lt;b&gt; &#65;")
@example("**bold** _and_ ~~gone~~ @bo #1")
def test_a_cell_shows_the_text_and_nothing_else(written):
    assert cells(text(written)) == ([line(written).strip(), "end"], set())
    found, elements = cells(code(written))
    assert found == [line(written).strip(), "end"]
    assert elements <= {"code"}


@given(NASTY)
def test_a_list_item_shows_the_text_and_nothing_else(written):
    found = page(f"- {text(written)}\n")

    assert "".join(found.cells).strip() == line(written)
    assert found.elements == {"ul", "li"}


@given(NASTY)
def test_no_bare_address_is_left_for_github_to_link(written):
    for found in (text(f"{written}https://harbour.example"), text(f"{written} WWW.harbour.example")):
        assert "://" not in found
        assert "www." not in found.lower()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain words, 3-4: so", "plain words, 3-4: so"),
        ("a|b", "a&#124;b"),
        ("- item", "&#45; item"),
        ("1. item", "&#49;. item"),
        ("two\nlines", "two lines"),
        ("evil\u202etxt", "evil&#92;u202etxt"),
    ],
)
def test_text_in_markdown_word_for_word(written, shown):
    assert text(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("quotes.F@overlap(0.5)", "`quotes.F@overlap(0.5)`"),
        ("stances.F(by=polarity)", "`stances.F(by=polarity)`"),
        ("a`b", "<code>a&#96;b</code>"),
        ("a|b", "<code>a&#124;b</code>"),
    ],
)
def test_code_in_markdown_word_for_word(written, shown):
    assert code(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\u202eb", r"a\u202eb"),
        ("a\u2066b\u2069", r"a\u2066b\u2069"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x00\x7f\x85", r"\x00\x7f\x85"),
        ("\ud800", r"\ud800"),
        ("\uffff\U0001ffff", r"\uffff\U0001ffff"),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("za\u200cr\u200dhonest \u00ad", "za\u200cr\u200dhonest \u00ad"),
        ("年 é 👩\u200d🚒", "年 é 👩\u200d🚒"),
    ],
)
def test_what_is_unseen_is_spelled_out(written, shown):
    assert visible(written) == shown


@given(st.text(st.characters()))
def test_visible_text_can_be_written_and_is_not_changed_again(written):
    shown = visible(written)

    shown.encode()
    assert visible(shown) == shown


def test_a_text_on_one_line_loses_its_white_space_alone():
    assert line(" a \r\n\t b\u2028c ") == "a b c"


@given(st.text(), st.integers(1, 20))
def test_a_shortened_text_is_no_longer_than_said(written, longest):
    shown = shortened(written, longest)

    assert len(shown) <= longest
    assert shown == line(written) or shown.endswith("…")
