"""Quotation marks of every family, apostrophes among them, quotations over several paragraphs, and lost marks."""

import pytest

from sayso.extractors.patterns.marks import chained, quotations
from sayso.extractors.patterns.reading import paragraph_spans, read


def found(text):
    return [text[q.start : q.end] for q in quotations(text, paragraph_spans(text))]


@pytest.mark.parametrize(
    "text",
    [
        "“We stay,” said Karr.",
        '"We stay," said Karr.',
        "‘We stay,’ said Karr.",
        "'We stay,' said Karr.",
        "„We stay,“ said Karr.",
        "„We stay,” said Karr.",
        "”We stay,” said Karr.",
        "«We stay,» said Karr.",
        "»We stay,« said Karr.",
        "‹We stay,› said Karr.",
        "›We stay,‹ said Karr.",
        "‚We stay,‘ said Karr.",
        "`We stay,' said Karr.",
        "「We stay,」 said Karr.",
        '“We stay," said Karr.',
    ],
)
def test_every_family_of_marks_is_read(text):
    assert found(text) == ["We stay,"]


def test_typewriters_marks_are_double_marks():
    assert [part.strip("'`") for part in found("``We stay,'' said Karr. ''We leave,'' said Voss.")] == [
        "We stay,",
        "We leave,",
    ]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        pytest.param(
            "‘The allies’ support matters,’ he said.", ["The allies’ support matters,"], id="possessive inside"
        ),
        pytest.param("'It's the drivers' fault,' it said.", ["It's the drivers' fault,"], id="straight ones too"),
        pytest.param("The drivers’ union said ‘no’ and left.", ["no"], id="possessive before"),
        pytest.param("The drivers’ union met the pilots’ union.", [], id="possessives alone"),
        pytest.param(
            "‘We back our allies’ and left.", ["We back our allies"], id="a plural closes where nothing else does"
        ),
        pytest.param("‘I read it in the ’90s,’ he said.", ["I read it in the ’90s,"], id="elision inside"),
        pytest.param("'Tis the '90s, rock 'n' roll.", [], id="elisions alone"),
        pytest.param("Don't, won't, O'Brien's 6' fence.", [], id="no mark at all"),
    ],
)
def test_apostrophes_are_told_from_marks(text, inside):
    assert found(text) == inside


def test_quotations_nest_by_depth():
    text = "“He told me ‘go home’ and I went,” she said."
    assert [(text[q.start : q.end], q.depth) for q in quotations(text, paragraph_spans(text))] == [
        ("He told me ‘go home’ and I went,", 0),
        ("go home", 1),
    ]


def test_a_reopened_mark_continues_the_paragraph_before():
    text = "“One.\n\n“Two.\n\n“Three,” said Karr."
    pieces = quotations(text, paragraph_spans(text))
    assert [(text[q.start : q.end], q.continued) for q in pieces] == [
        ("One.", True),
        ("Two.", True),
        ("Three,", False),
    ]
    assert chained(pieces) == {pieces[0].start: pieces[1].start, pieces[1].start: pieces[2].start}


def test_a_lost_closing_mark_costs_its_paragraph_alone():
    assert found("“We stay, said Karr.\n“We leave,” said Voss.")[-1] == "We leave,"
    assert found("“We stay, said Karr.\nNobody left.") == ["We stay, said Karr."]


def test_a_lost_opening_mark_is_taken_to_have_stood_first():
    assert found("We stay,” said Karr.") == ["We stay,"]


def test_nothing_stands_between_marks_alone():
    assert found('“” ‘’ "" «» “ ”') == []


def test_lines_broken_in_mid_sentence_are_one_paragraph():
    text = "The bridge\r\nis safe.\r\n\r\nNobody left."
    assert [text[start:end] for start, end in paragraph_spans(text)] == ["The bridge\r\nis safe.", "Nobody left."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "Mr. Voss met J. Karr. Nobody left.", ["Mr. Voss met J. Karr.", "Nobody left."], id="titles, initials"
        ),
        pytest.param("“Why?” Karr asked. He left.", ["“Why?” Karr asked.", "He left."], id="question in marks"),
        pytest.param(
            "“We go.” Voss stayed at home all day.", ["“We go.”", "Voss stayed at home all day."], id="stop in marks"
        ),
        pytest.param("The U.S. left. It rained.", ["The U.S. left.", "It rained."], id="abbreviation"),
        pytest.param("ARVALE (Nordic Press) – It rained.", ["ARVALE (Nordic Press) –", "It rained."], id="dateline"),
    ],
)
def test_sentences_end_where_they_end(text, sentences):
    reading = read(text)
    assert [text[slice(*reading.span(f.first, f.last))] for f in reading.frames if f.depth == 0] == sentences


def test_a_sentence_in_marks_is_read_at_its_own_depth():
    text = "“We stay. They leave,” she said."
    reading = read(text)
    assert [(text[slice(*reading.span(f.first, f.last))], f.depth) for f in reading.frames] == [
        ("“We stay. They leave,” she said.", 0),
        ("We stay.", 1),
        ("They leave,", 1),
    ]
