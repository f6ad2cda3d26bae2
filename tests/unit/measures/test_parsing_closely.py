"""What a spelling asks for, parameter by parameter, and every way in which it may be no measure."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import MeasureError
from sayso.matching.attributes import COLUMNS
from sayso.matching.criterion import EXACT, OVERLAP, Criterion
from sayso.measures import names, parse
from sayso.measures.registry import lines
from sayso.measures.spelling import Spelling, take_apart

LIST = "`sayso list measures` shows all"
FORM = 'expected parameters as in (beta=2,kind=direct) or (kind="two words")'


def told(text):
    with pytest.raises(MeasureError) as error:
        parse(text)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ships.F", f"unknown measure 'ships.F'; did you mean speakers.F, stances.F? {LIST}"),
        ("speakers.x", f"unknown measure 'speakers.x'; did you mean speakers.R, speakers.P, speakers.F? {LIST}"),
        (
            "speakers.and_all_that_they_have_said",
            "unknown measure 'speakers.and_all_that_they_have_said'; "
            f"there are speakers.P, speakers.R, speakers.F; {LIST}",
        ),
    ],
)
def test_an_unknown_name_is_answered_with_those_like_it(text, message):
    assert told(text) == message


@pytest.mark.parametrize("text", ["xyzw", "F"])
def test_where_nothing_is_like_it_eight_measures_are_shown(text):
    begin, end = f"unknown measure {text!r}; there are ", f", …; {LIST}"
    message = told(text)
    assert message.startswith(begin)
    assert message.endswith(end)
    shown = message.removeprefix(begin).removesuffix(end).split(", ")
    assert len(shown) == 8
    known = {".".join(key) for key in lines()}
    assert set(shown) <= known


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("quotes.F(beta=abc)", "beta is a decimal above 0, found 'abc'; for precision alone use P"),
        ("quotes.F(beta=-1)", "beta is a decimal above 0, found '-1'; for precision alone use P"),
        ('quotes.F(beta="1/2")', "beta is a decimal above 0, found '1/2'; for precision alone use P"),
        ('quotes.F(beta="1/0")', "beta is a decimal above 0, found '1/0'; for precision alone use P"),
        ("quotes.P(beta=2)", "quotes.P has no parameter 'beta'; it takes average, kind"),
        ("quotes.F(zzz=1)", "quotes.F has no parameter 'zzz'; it takes average, beta, kind"),
        ("quotes.F(bata=1)", "quotes.F has no parameter 'bata'; did you mean beta? it takes average, beta, kind"),
        (
            "quotes.MacroF(by=colour)",
            "MacroF wants by=ATTRIBUTE, over whose labels it averages, one of kind; found 'colour'",
        ),
        (
            "stances.MacroF",
            "MacroF wants by=ATTRIBUTE, over whose labels it averages, one of polarity, strength, expression; "
            "found nothing",
        ),
        ("quotes.MacroF(by=kind,kind=direct)", "quotes.MacroF has no parameter 'kind'; it takes average, beta, by"),
        (
            "stances.FavourAgainst(by=polarity)",
            "stances.FavourAgainst has no parameter 'by'; it takes align, average, trigger",
        ),
        (
            "stances.FavourAgainst(polarity=support)",
            "stances.FavourAgainst has no parameter 'polarity'; it takes align, average, trigger",
        ),
        ("events.roles.F(attached=maybe)", "attached is true or false, found 'maybe'"),
        ("entities.B3(singletons=no)", "singletons is true or false, found 'no'"),
        ("entities.F(attached=true)", "entities.F has no parameter 'attached'; it takes align, average, beta"),
        ("quotes.F(average=median)", "average is pooled or documents, found 'median'"),
        (
            "stances.F(trigger=head)",
            "trigger=head compares no such spans; take exact, trimmed, overlap(t) or text",
        ),
        (
            "stances.F(trigger=entity)",
            "trigger=entity compares no such spans; take exact, trimmed, overlap(t) or text",
        ),
        (
            "stances.F(polarity=a,strength=b,expression=c)",
            "restricted by polarity and strength and expression; a measure takes one label, "
            "use slices for combinations",
        ),
        (
            "quotes.attribution.F@entity",
            "quotes.attribution does not take @entity; it takes exact, trimmed, overlap, head, text",
        ),
        ("stances.F@exact", "stances compares no spans and takes no criterion; leave out @exact"),
        ("quotes.F(beta=1/2)", f"found 'beta=1/2', {FORM}"),
        ("quotes.F(kind=two words)", f"found 'kind=two words', {FORM}"),
        ("quotes.F(beta=2,kind=two words)", f"found 'kind=two words', {FORM}"),
        ("quotes.F(kind=direct,)", f"found 'kind=direct,', {FORM}"),
        ('quotes.F(kind="\\x")', '"\\x" is not a JSON string'),
        ("quotes.F(kind=a,kind=b)", "parameter 'kind' is given twice; give it once"),
    ],
)
def test_what_is_wrong_is_told_with_the_spelling(text, message):
    assert told(text) == f"{text!r}: {message}"


@pytest.mark.parametrize("text", ["quotes..F", "", "quotes.F)", "quotes.F(", "@exact", "quotes F", ".F", "quotes."])
def test_what_has_not_even_the_form_is_told_the_form(text):
    assert told(text) == (
        f"{text!r} is not a measure; the form of a measure is "
        "layer[.aspect].statistic[(parameters)][@criterion], as in quotes.F@overlap(0.5)"
    )


def test_an_unknown_criterion_is_told_by_the_criteria():
    assert told("quotes.F@strict").startswith("unknown criterion 'strict'; there are exact, trimmed, overlap,")
    assert told("speakers.F(align=strict)").startswith("unknown criterion 'strict'; there are exact, trimmed, overlap,")


def test_defaults_stand_in_the_options_and_not_in_the_spelling():
    measure = parse("stances.F")
    options = measure.request.options
    assert (options.criterion, options.align, options.trigger) == (EXACT, OVERLAP, EXACT)
    assert (options.attached, options.singletons, options.only) == (True, True, None)
    assert (measure.statistic, measure.beta, measure.average) == ("F", Fraction(1), "pooled")
    assert (measure.by, measure.labels, measure.strict, measure.base) == (None, None, False, "F")
    assert (measure.layer, measure.request.name) == ("stances", ("stances", "detection"))
    assert str(parse("stances.F(align=overlap(0.5),average=pooled,beta=1,trigger=exact)")) == "stances.F"
    assert str(parse("entities.B3(singletons=true)")) == "entities.B3@exact"
    assert str(parse("events.roles.F(attached=true)@exact")) == "events.roles.F@exact"


def test_every_parameter_reaches_the_options():
    measure = parse("stances.F(align=trimmed,average=documents,beta=2,polarity=support,trigger=overlap(0.3))")
    options = measure.request.options
    assert options.align == Criterion("trimmed")
    assert options.trigger == Criterion("overlap", Fraction(3, 10))
    assert options.only == ("polarity", "support")
    assert (measure.average, measure.beta) == ("documents", Fraction(2))
    assert parse("events.roles.F(attached=false)@head").request.options.attached is False
    assert parse("entities.B3.R(singletons=false)@overlap(0.4)").request.options.singletons is False
    assert parse("entities.B3.R@overlap(0.4)").request.options.criterion == Criterion("overlap", Fraction(2, 5))


def test_averages_over_labels():
    free, named = parse("events.MacroF(beta=2,by=type)@exact"), parse("stances.FavourAgainst")
    assert (free.by, free.labels, free.strict, free.base, free.beta) == ("type", None, False, "F", 2)
    assert (named.by, named.labels, named.strict, named.base) == ("polarity", ("support", "oppose"), True, "F")
    assert str(free) == "events.MacroF(beta=2,by=type)@exact"
    assert str(named) == "stances.FavourAgainst"


def test_a_request_can_be_restricted_to_a_label_and_set_free_again():
    request = parse("events.roles.F(attached=false)@head").request
    only = request.only("role", "actor")
    assert only.options.only == ("role", "actor")
    assert (only.options.attached, only.options.criterion, only.name) == (False, Criterion("head"), request.name)
    assert only != request
    assert only.without_label() == request


@given(st.decimals(min_value="0.001", max_value=1000, places=9).filter(lambda beta: beta != 1))
def test_beta_is_spelled_in_full(beta):
    """Measures with different betas are different, and spelled so: no digit is rounded away."""
    measure = parse(f"quotes.F(beta={beta})")
    assert measure.beta == Fraction(beta)
    assert parse(str(measure)).beta == Fraction(beta)


@pytest.mark.parametrize(
    ("spelled", "canonical"), [("2.50", "2.5"), (".5", "0.5"), ("1e3", "1000"), ("1e-7", "0.0000001"), ("20", "20")]
)
def test_beta_is_spelled_as_its_shortest_decimal(spelled, canonical):
    assert str(parse(f"quotes.F(beta={spelled})")) == f"quotes.F(beta={canonical})@overlap(0.5)"


def test_a_spelling_is_taken_apart_and_put_together():
    taken = take_apart('  a.b.C(x=1, y = "two (words)",z=overlap(0.3))@overlap(0.5) ')
    assert taken == Spelling(("a", "b", "C"), (("x", "1"), ("y", "two (words)"), ("z", "overlap(0.3)")), "overlap(0.5)")
    assert str(taken) == 'a.b.C(x=1,y="two (words)",z=overlap(0.3))@overlap(0.5)'
    assert str(Spelling(("a", "F"), (("z", "ü"), ("b", "1")))) == 'a.F(b=1,z="ü")'
    assert str(take_apart("a.F()")) == "a.F"


def test_all_measures_are_listed_by_their_spelling():
    """At their defaults; averages over labels by each attribute that the items have."""
    found = names()
    assert found == [str(parse(name)) for name in found]
    assert len(found) == len(set(found))
    assert {"quotes.F@overlap(0.5)", "entities.B3@exact", "entities.CoNLL@exact", "stances.FavourAgainst"} <= set(found)
    macro = {name for name in found if "MacroF" in name and name.startswith(("stances.M", "mentions.M"))}
    assert macro == {
        "mentions.MacroF(by=form)@exact",
        "mentions.MacroF(by=type)@exact",
        "stances.MacroF(by=expression)",
        "stances.MacroF(by=polarity)",
        "stances.MacroF(by=strength)",
    }
    expected = sum(len(COLUMNS[line.items]) if statistic == "MacroF" else 1 for (_, statistic), line in lines().items())
    assert len(found) == expected
