"""Measures in words, put together from what their line and their statistic say of themselves."""

import pytest

from sayso.measures import describe, parse

F = "(1 + b²) · matched / (b² · gold + predicted), where b = `beta`"


def test_a_description_is_of_the_line_and_of_the_statistic():
    found = describe("quotes.P(kind=direct)")
    assert found.name == "quotes.P(kind=direct)@overlap(0.5)"
    assert found.summary == (
        "Quote detection: stretches of attributed speech, by content. "
        "Precision: how much of what was predicted is right."
    )
    assert found.formula == "matched / predicted"
    assert found.range == "0 to 1; higher is better"
    assert found.undefined == "where nothing is predicted"
    assert found.shape == "elementwise, the shape of the counters"
    assert found.source == "van Rijsbergen (1979), Information Retrieval, 2nd ed., ch. 7; measures.md §3"
    assert found.needs == ("quotes", "quotes.kind")
    assert found.criteria == ("exact", "trimmed", "overlap", "head", "text")
    assert found.parameters == ("average", "kind")


def test_a_source_of_two_lines_is_told_in_full():
    source = describe("quotes.kind.accuracy").source
    assert source.startswith("measures.md §5, Accuracy: a pair agrees only if every rival prediction does,")
    assert source.split()[-2:] == ["gains", "nothing"]


def test_a_measure_that_compares_no_spans_has_no_criteria():
    found = describe("stances.F")
    assert found.criteria == ()
    assert found.parameters == ("align", "average", "beta", "expression", "polarity", "strength", "trigger")


@pytest.mark.parametrize(
    ("name", "average", "formula"),
    [
        ("quotes.MacroF(by=kind)", "Mean over the labels of the corpus (by kind). ", "MacroF = mean"),
        ("stances.FavourAgainst", "Mean over support and oppose (by polarity). ", "FavourAgainst = mean"),
    ],
)
def test_an_average_over_labels_is_told_with_what_it_averages(name, average, formula):
    found = describe(parse(name))
    assert f". {average}Weighted harmonic mean of precision and recall." in found.summary
    assert found.formula == f"{formula} over labels of F among the items of each label; F = {F}"
