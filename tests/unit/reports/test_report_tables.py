"""Tables of values and of unpaired items: what stands where, and what is marked."""

import pytest
from fake_results import detection, judged, missed, one_run, result, two_runs

from sayso.evaluate import Value
from sayso.reports import build
from sayso.uncertainty import Interval


def table(report, heading):
    """The first table whose first column has a heading."""
    return next(table for table in report.tables if table.columns[0].heading == heading)


def texts(table):
    return [tuple(cell.text for cell in row) for row in table.rows]


def tones(table):
    return [tuple(cell.tone for cell in row) for row in table.rows]


def test_several_runs_stand_side_by_side_with_the_best_of_each_row_marked():
    quotes = table(build(two_runs()), "measure")

    assert [column.heading for column in quotes.columns] == ["measure", "quiet", "loud"]
    assert texts(quotes) == [
        ("quotes.P@overlap(0.5)", "0.750", "0.500"),
        ("quotes.F@overlap(0.5)", "0.667", "0.615"),
        ("quotes.kind.accuracy@overlap(0.5)", "0.667", "0.750"),
    ]
    assert tones(quotes) == [("", "best", ""), ("", "best", ""), ("", "", "best")]


def test_counts_stand_beneath_once_for_measures_that_share_them():
    counts = table(build(two_runs()), "counts")

    assert texts(counts) == [
        ("quotes@overlap(0.5)", "5", "3/4", "4/8"),
        ("quotes.kind.accuracy@overlap(0.5)", "", "2/3", "3/4"),
    ]


def test_undefined_is_a_dash_and_never_the_best():
    stances = next(table for table in build(two_runs()).tables if table.title == "Stances")

    assert texts(stances) == [("stances.F", "–", "0.000")]
    assert tones(stances) == [("", "", "")]


def test_equal_values_are_not_marked():
    values = [detection(run, "quotes.F@exact", 0.5, 1, 2, 2) for run in ("one", "other")]

    assert tones(table(build(result(values)), "measure")) == [("", "", "")]


def test_a_reference_run_is_named_and_never_marked_as_best():
    values = [detection(run, "quotes.F@exact", f, 1, 2, 2) for run, f in (("a", 0.2), ("b", 0.4), ("twin", 0.9))]
    report = build(result(values), references={"twin": "the ceiling", "absent": "not here"})

    assert tones(table(report, "measure")) == [("", "", "best", "")]
    assert report.notes == ("For orientation, never marked as best: twin is the ceiling.",)


def test_of_a_single_run_precision_and_recall_stand_beside_f():
    """3 of 4 predicted and 3 of 5 gold items: P 3/4 and R 3/5 come from the counts of F."""
    tables = build(one_run()).tables

    assert texts(tables[0]) == [("quotes@exact", "0.750", "0.600", "0.667", "3", "5", "4")]
    assert texts(tables[1]) == [("quotes.kind.accuracy@overlap(0.5)", "–", "0 of 0 agree")]
    assert texts(tables[2]) == [("speakers", "–", "–", "–", "0", "0", "0")]
    assert texts(tables[3]) == [("stances.MacroF(by=polarity)", "0.250", "labels 2")]
    assert [table.title for table in tables] == ["Quotes", "", "Speakers and entities", "Stances"]


def test_a_beta_of_its_own_keeps_its_row():
    values = [
        detection("r", "quotes.F@exact", 6 / 9, 3, 5, 4),
        detection("r", "quotes.F(beta=2)@exact", 5 / 8, 3, 5, 4),
    ]

    assert [row[0] for row in texts(build(result(values)).tables[0])] == ["quotes@exact", "quotes(beta=2)@exact"]


def test_a_mean_over_documents_says_over_how_many():
    value = Value("r", "quotes.F(average=documents)@exact", 0.5, {"documents": 3, "left_out": 1}, 1)

    assert texts(build(result([value], documents=4)).tables[0])[0][2] == "documents 3"


def test_sums_of_fractions_are_shown_with_two_decimals():
    value = Value("r", "entities.CEAFe@exact", 0.5, {"similarity": 2.5, "gold": 5}, 0)

    assert texts(build(result([value])).tables[0])[0][2] == "similarity 2.50, gold 5"


def test_numerators_stand_over_their_denominators():
    counts = {"r_num": 4.5, "r_den": 8, "p_num": 4.5, "p_den": 6, "documents": 1, "left_out": 0}
    value = Value("r", "entities.LEA@exact", 9 / 14, counts, 0)

    assert texts(build(result([value])).tables[0])[0][2] == "r 4.50/8, p 4.50/6"


def test_a_measure_that_only_one_run_has_is_a_dash_for_the_other():
    values = [detection("a", "quotes.F@exact", 0.5, 1, 2, 2), judged("b", "quotes.kind.accuracy@exact", 1.0, 2, 2)]
    report = build(result(values))

    assert texts(table(report, "measure")) == [
        ("quotes.F@exact", "0.500", "–"),
        ("quotes.kind.accuracy@exact", "–", "1.000"),
    ]
    assert texts(table(report, "counts"))[0] == ("quotes@exact", "2", "1/2", "–")


def test_unpaired_items_are_listed_with_their_text_on_one_line():
    items = next(table for table in build(two_runs()).tables if table.title == "Quotes: missed and spurious items")

    assert [column.heading for column in items.columns] == [
        *("run", "side", "class", "characters", "label", "text", "note")
    ]
    assert texts(items) == [
        ("quiet", "missed", "missed", "3–9", "direct", "We will not wait", "Ann Lee"),
        ("quiet", "missed", "speaker", "3–9", "direct", "another year", "Ann Lee; instead Bo"),
        ("loud", "spurious", "spurious", "1–2 5–8", "", "a | pipe", ""),
    ]


def test_items_of_a_reference_are_listed_only_if_somebody_asks():
    bound = {"loud": "a bound"}
    unasked = build(two_runs(), references=bound).tables[-1]
    asked = build(two_runs(), references=bound, errors=5).tables[-1]

    assert {row[0].text for row in unasked.rows} == {"quiet"}
    assert {row[0].text for row in asked.rows} == {"quiet", "loud"}


def test_error_classes_stand_before_the_items_with_what_each_costs():
    """Of a pair both items are in the class: one pair is two items."""
    classes = next(table for table in build(two_runs()).tables if table.title == "Errors by class")

    assert texts(classes) == [
        ("quotes", "missed", "1 +0.250", ""),
        ("quotes", "speaker", "2 +0.125", ""),
        ("quotes", "spurious", "", "1 –"),
    ]


def test_a_limit_counts_what_it_hides_by_run_and_side():
    items = build(two_runs(), errors=1).tables[-1]

    assert len(items.rows) == 2
    assert items.remarks == ("… and 1 more missed of quiet",)


def test_of_a_single_run_no_run_is_named():
    values = [detection("only", "quotes.F@exact", 0.0, 0, 2, 0)]
    errors = [missed("only", "one"), missed("only", "two", doc_id="market")]
    items = build(result(values, errors), errors=1).tables[-1]

    assert [column.heading for column in items.columns][:4] == ["side", "class", "document", "characters"]
    assert items.remarks == ("… and 1 more missed",)


@pytest.mark.parametrize(
    ("documents", "errors", "listed", "in_json"),
    [
        pytest.param(1, "some", True, False, id="few documents: listed, but JSON has numbers alone"),
        pytest.param(51, "some", False, False, id="a large corpus is not read a second time unasked"),
        pytest.param(51, 3, True, True, id="asked for a number"),
        pytest.param(51, None, True, True, id="asked for all"),
        pytest.param(1, 0, False, False, id="asked for none"),
    ],
)
def test_items_are_listed_when_there_are_few_documents_or_somebody_asks(documents, errors, listed, in_json):
    report = build(two_runs(documents=documents), errors=errors)

    assert any("missed and spurious" in table.title for table in report.tables) is listed
    assert ("errors" in report.data) is in_json


def test_notes_tell_failures_what_was_left_out_and_partly_undefined_values():
    values = [
        detection("r", "quotes.F@exact", 0.5, 1, 2, 2, undefined=1),
        detection("r", "quotes.kind.F@exact", 0.5, 1, 2, 2, undefined=1),
        detection("r", "stances.F", None, 0, 0, 0, undefined=4),
    ]
    failed = {f"d{number}": "Late: over 1 s" for number in range(4)}
    report = build(result(values, documents=4, failures={"r": failed, "s": {}}, left_out=2), notes=["Said first."])

    assert report.notes == (
        "Said first.",
        (
            "r failed on 4 documents, counted as nothing found "
            "(d0: Late: over 1 s; d1: Late: over 1 s; d2: Late: over 1 s; and 1 more)."
        ),
        "2 gold documents left out, because some run lacks them (--on common).",
        "r: 1 document left out where the measure is undefined (quotes.F@exact, quotes.kind.F@exact).",
    )


def test_numbers_hold_every_value_and_count_in_full():
    numbers = build(one_run()).numbers

    assert [(number.quantity, number.number) for number in numbers[:5]] == [
        ("value", 6 / 9),
        ("matched", 3),
        ("gold", 5),
        ("predicted", 4),
        ("undefined_documents", 0),
    ]


def test_an_interval_gives_two_numbers():
    interval = Interval(0.95, 0.4, 0.6, "jackknife", 0.05, 9, None, None)
    value = Value("r", "quotes.F@exact", 0.5, {}, 0, None, lambda: interval)

    found = {number.quantity: number.number for number in build(result([value])).numbers}
    assert (found["interval_low"], found["interval_high"]) == (0.4, 0.6)


def test_a_count_of_a_preset_stays_whole():
    values = [Value("r", "citron:total_gold", 376, {}), Value("r", "citron:quote_exact.f1", 1.0, {})]

    (values_table,) = [one for one in build(result(values)).tables if one.title == "citron"]
    assert [row[1].text for row in values_table.rows] == ["376", "1.000"]
