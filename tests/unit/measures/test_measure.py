"""Measures as words that round-trip, and what is said of words that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import MeasureError
from sayso.matching.attributes import COLUMNS
from sayso.measures import DEFAULT, HEADLINES, describe, names, parse, parse_all
from sayso.measures.spelling import Spelling, take_apart

NAMES = names()


@pytest.mark.parametrize("name", NAMES)
def test_the_canonical_spelling_of_each_measure_round_trips(name):
    assert str(parse(name)) == name
    assert parse(parse(name)) == parse(name)
    assert hash(parse(name)) == hash(parse(name))


@pytest.mark.parametrize("name", NAMES)
def test_each_measure_is_described_in_full(name):
    described = describe(name)
    for part in (described.summary, described.formula, described.range, described.undefined, described.source):
        assert part
    assert described.name == name


@st.composite
def spellings(draw):
    """Any measure with any parameters that it takes."""
    measure = parse(draw(st.sampled_from(NAMES)))
    line, base = measure.line, str(measure).split("@")[0].split("(")[0]
    parameters = {} if measure.by is None or measure.strict else {"by": measure.by}
    for name in measure.takes():
        if not draw(st.booleans()):
            continue
        if name == "average":
            parameters[name] = draw(st.sampled_from(["pooled", "documents"]))
        elif name == "beta":
            parameters[name] = draw(st.sampled_from(["1", "2", "0.5", "3.25"]))
        elif name in {"align", "trigger"}:
            parameters[name] = draw(st.sampled_from(["exact", "overlap(0.3)", "overlap(0.5)", "trimmed"]))
        elif name in {"attached", "singletons"}:
            parameters[name] = draw(st.sampled_from(["true", "false"]))
        elif name in COLUMNS.get(line.items or "", ()) and not set(parameters) & set(COLUMNS[line.items]):
            parameters[name] = draw(st.text(min_size=1, max_size=6))
    criterion = None
    if line.default is not None:
        criterion = draw(
            st.sampled_from([None, *line.criteria, *(["overlap(0.35)"] if "overlap" in line.criteria else [])])
        )
    return str(Spelling((base,), tuple(parameters.items()), criterion))


@given(spellings())
def test_parsing_the_spelling_of_a_measure_is_the_identity(text):
    measure = parse(text)
    again = parse(str(measure))
    assert again == measure
    assert again.request == measure.request
    assert (again.beta, again.average, again.by, again.statistic) == (
        measure.beta,
        measure.average,
        measure.by,
        measure.statistic,
    )


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("quotes.F", "quotes.F@overlap(0.5)"),
        ("quotes.F(beta=1)@overlap(.50)", "quotes.F@overlap(0.5)"),
        ("quotes.F(kind=direct,beta=2)", "quotes.F(beta=2,kind=direct)@overlap(0.5)"),
        ('quotes.F(kind="two words")', 'quotes.F(kind="two words")@overlap(0.5)'),
        ("entities.CoNLL", "entities.CoNLL@exact"),
        ("entities.B3.F", "entities.B3@exact"),
        ("entities.B3.R(singletons=false)", "entities.B3.R(singletons=false)@exact"),
        ("stances.F(trigger=overlap)", "stances.F(trigger=overlap(0.5))"),
        ("events.roles.F(attached=false)@entity", "events.roles.F(attached=false)@entity"),
        ("quotes.kind.accuracy", "quotes.kind.accuracy@overlap(0.5)"),
        ("quotes.kind.F", "quotes.kind.F@overlap(0.5)"),
    ],
)
def test_canonical_spellings(text, canonical):
    assert str(parse(text)) == canonical


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "quotes.G",
            "unknown measure 'quotes.G'; did you mean quotes.R, quotes.P, quotes.F? `sayso list measures` shows all",
        ),
        (
            "quote.F",
            "unknown measure 'quote.F'; did you mean quotes.F, quotes.R, quotes.P? `sayso list measures` shows all",
        ),
        (
            "quotes.F@@exact",
            "'quotes.F@@exact' is not a measure; the form of a measure is "
            "layer[.aspect].statistic[(parameters)][@criterion], as in quotes.F@overlap(0.5)",
        ),
        ("events.F@head", "'events.F@head': events does not take @head; it takes exact, trimmed, overlap, text"),
        (
            "entities.F@exact",
            "'entities.F@exact': entities compares no spans and takes no criterion; leave out @exact",
        ),
        ("quotes.F(beta=0)", "'quotes.F(beta=0)': beta is a decimal above 0, found '0'; for precision alone use P"),
        (
            "quotes.F(average=micro)",
            "'quotes.F(average=micro)': average is pooled or documents, found 'micro'",
        ),
        (
            "quotes.F(kid=direct)",
            "'quotes.F(kid=direct)': quotes.F has no parameter 'kid'; did you mean kind? it takes average, beta, kind",
        ),
        (
            "quotes.MacroF",
            "'quotes.MacroF': MacroF wants by=ATTRIBUTE, over whose labels it averages, one of kind; found nothing",
        ),
        (
            "mentions.F(form=name,type=person)",
            "'mentions.F(form=name,type=person)': restricted by form and type; a measure takes one label, "
            "use slices for combinations",
        ),
        ("quotes.F(beta=2,beta=3)", "'quotes.F(beta=2,beta=3)': parameter 'beta' is given twice; give it once"),
        (
            "quotes.F(beta)",
            "'quotes.F(beta)': found 'beta', expected parameters as in (beta=2,kind=direct) or (kind=\"two words\")",
        ),
        (
            "speakers.F(align=entity)",
            "'speakers.F(align=entity)': align=entity compares no such spans; take exact, trimmed, overlap(t) or text",
        ),
    ],
)
def test_what_is_no_measure_is_told(text, message):
    with pytest.raises(MeasureError) as error:
        parse(text)
    assert str(error.value) == message


def test_a_measure_named_twice_is_computed_once():
    assert len(parse_all(["quotes.F", "quotes.F@overlap(0.5)"])) == 1


@pytest.mark.parametrize("spelling", [*DEFAULT, *(name for chain in HEADLINES.values() for name in chain)])
def test_defaults_are_canonical(spelling):
    assert str(parse(spelling)) == spelling


def test_a_quoted_value_that_is_no_json_is_told():
    with pytest.raises(MeasureError, match="is not a JSON string"):
        take_apart('quotes.F(kind="\\x")')
