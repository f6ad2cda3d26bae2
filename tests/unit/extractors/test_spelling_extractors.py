"""Spellings of extractors: what is read, what is refused, and that spelling and reading are inverse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UsageError
from sayso.extractors.spelling import Spelling, parse, spell

_FORM = 'an extractor is spelled name, name(option=value, other="text"), module:object or path/file.py:object'
_VALUES = "expected a word, a number, a quoted string, True, False, None, or a list of these"  # the end of a message


@pytest.mark.parametrize(
    ("text", "name", "options"),
    [
        ("pattern", "pattern", {}),
        (" pattern ( ) ", "pattern", {}),
        ("pattern(cues=extra)", "pattern", {"cues": "extra"}),
        ("a(n=2, x=-1.5, b=True)", "a", {"n": 2, "x": -1.5, "b": True}),
        ("a(b=true, c=false, d=none, e=null, f=None)", "a", {"b": True, "c": False, "d": None, "e": None, "f": None}),
        ("a(b=\"x, (y)\", c='it\\'s')", "a", {"b": "x, (y)", "c": "it's"}),
        ('a(b=[1, "two", [3]], c=(4, 5))', "a", {"b": [1, "two", [3]], "c": (4, 5)}),
        ("a(n=007, m=1-2, path=dir/en-core.toml)", "a", {"n": "007", "m": "1-2", "path": "dir/en-core.toml"}),
        ('a(pattern="\\d")', "a", {"pattern": "\\d"}),
        ("package.module:Mine.Inner(n=2)", "package.module:Mine.Inner", {"n": 2}),
        ("my (dir)/file.py:Mine(n=2)", "my (dir)/file.py:Mine", {"n": 2}),
        ('file.py:Mine(other="b.py:c(d)")', "file.py:Mine", {"other": "b.py:c(d)"}),
        ('a(other="b.py:c(d)")', "a", {"other": "b.py:c(d)"}),
        ("C:\\dir\\file.py:Mine", "C:\\dir\\file.py:Mine", {}),
    ],
)
def test_a_spelling_is_taken_apart(text, name, options):
    read = parse(text)

    assert (read.name, dict(read.options)) == (name, options)
    assert parse(str(read)) == read


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"'' is not an extractor; {_FORM}"),
        ("a(", f"'a(' is not an extractor; {_FORM}"),
        ("(n=1)", f"'(n=1)' is not an extractor; {_FORM}"),
        ("a(n=1)b", f"'a(n=1)b' is not an extractor; {_FORM}"),
        ("a(extra)", f"'a(extra)': found 'extra', expected option=value; {_FORM}"),
        ("a(n=1,)", f"'a(n=1,)': found '', expected option=value; {_FORM}"),
        ("a(n=1, n=2)", "'a(n=1, n=2)': option 'n' is given twice; give it once"),
        ("a(n=)", f"'a(n=)': '' is not a value; {_VALUES}"),
        ("a(n=two words)", f"'a(n=two words)': 'two words' is not a value; {_VALUES}"),
        ("a(n={1: 2})", f"'a(n={{1: 2}})': '{{1: 2}}' is not a value; {_VALUES}"),
        ("a(n=[{1}])", f"'a(n=[{{1}}])': '[{{1}}]' is not a value; {_VALUES}"),
        ("a(n=1e999)", f"'a(n=1e999)': '1e999' is not a value; {_VALUES}"),
        ("a(n=b'x')", f"'a(n=b'x')': \"b'x'\" is not a value; {_VALUES}".replace("'a(n=b'x')'", "\"a(n=b'x')\"")),
        ("a(n=print())", f"'a(n=print())': 'print()' is not a value; {_VALUES}"),
        ('a(n="open)', "'a(n=\"open)': the quotation mark before 'open' is never closed; close it"),
    ],
)
def test_what_is_no_spelling_is_refused(text, message):
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert str(caught.value) == message


def test_options_are_spelled_in_alphabetical_order_words_bare_and_text_in_marks():
    spelling = spell("a", {"z": "word", "b": "two words", "c": "true", "d": "1", "e": 1, "f": True, "g": 'say "x"'})

    assert str(spelling) == 'a(b="two words", c="true", d="1", e=1, f=True, g="say \\"x\\"", z=word)'


_SIMPLE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_VALUE = st.recursive(_SIMPLE, lambda inner: st.lists(inner) | st.lists(inner).map(tuple), max_leaves=6)
_NAME = st.from_regex(r"[a-z_][a-z0-9_]*", fullmatch=True)


@given(name=_NAME, options=st.dictionaries(_NAME, _VALUE, max_size=4))
def test_reading_what_was_spelled_is_the_identity(name, options):
    spelling = spell(name, options)

    read = parse(str(spelling))
    assert read == spelling
    assert repr(read) == repr(spelling)  # True is not 1, (1,) not [1], -0.0 not 0.0


@given(text=st.text(alphabet="ab()[]{}=,\"'\\1.:-e ", max_size=14))
def test_any_text_is_read_or_refused(text):
    try:
        read = parse(text)
    except UsageError:
        return
    assert isinstance(read, Spelling)
    assert parse(str(read)) == read


def test_deep_nesting_is_refused():
    with pytest.raises(UsageError, match="is not a value"):
        parse(f"a(n={'[' * 5000}{']' * 5000})")
