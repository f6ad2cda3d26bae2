"""Comparing two runs: differences, tests and words at 1, 3, 8 and 25 documents, with the arithmetic stated."""

import json
import math

import pytest

import sayso
from quoted_corpora import gold_of, run_of
from sayso.errors import DataError, MeasureError, NothingToScore, UsageError

F = "quotes.F@overlap(0.5)"
RIGHT = "quotes.attribution.F@overlap(0.5)"

# Eight documents of two quotes: the baseline finds one in each, the run both but in the last.
BEFORE, AFTER = ["+-"] * 8, ["++"] * 7 + ["+-"]


def compared(before, after, **options):
    return sayso.compare(
        gold=gold_of(before), baseline=run_of(before, "old"), predicted=run_of(after, "new"), **options
    )


@pytest.fixture(scope="module")
def eight():
    return compared(BEFORE, AFTER, measures=[F])


def test_a_difference_is_run_less_baseline(eight):
    """Baseline 2·8/(16 + 8), run 2·15/(16 + 15)."""
    one = eight[F]

    assert one.values == (2 / 3, 30 / 31)
    assert one.difference == pytest.approx(30 / 31 - 2 / 3)
    assert (one.baseline, one.run, one.headline) == ("old", "new", True)
    assert one.interval.low < one.difference < one.interval.high


def test_documents_are_won_lost_and_tied(eight):
    assert (eight[F].wins, eight[F].losses, eight[F].ties) == (7, 0, 1)


def test_p_of_eight_documents_by_hand(eight):
    """Only all seven differing documents exchanged, or none, give so much: 2 · 2 of 2⁸ patterns, the eighth free."""
    assert eight[F].p == 4 / 256
    assert eight[F].p_holm == 4 / 256
    assert eight.tests == 1


def test_what_may_be_concluded_of_eight_documents(eight):
    one = eight[F]
    ends = f"[{one.interval.low:.3f}, {one.interval.high:.3f}]"

    assert eight.conclusions == {
        "new": f"On 8 documents new is better than old in {F}: 0.968 against 0.667, +0.301 {ends}, p = 0.016."
    }


def test_exchanging_the_runs_changes_the_sign_alone(eight):
    other = compared(AFTER, BEFORE, measures=[F])[F]

    assert other.difference == -eight[F].difference
    assert other.p == eight[F].p
    assert (other.wins, other.losses) == (0, 7)


def test_a_run_against_itself_differs_in_nothing():
    gold, run = gold_of(BEFORE), run_of(BEFORE, "old")
    comparison = sayso.compare(gold=gold, baseline=run, predicted=run, measures=[F])
    one = comparison[F]

    assert (one.difference, one.p, one.p_holm) == (0.0, 1.0, 1.0)
    assert (one.wins, one.losses, one.ties) == (0, 0, 8)
    assert comparison.flips == ()
    assert comparison.conclusions["old"] == f"{F} is the same in every document: 0.667."
    assert one.reason == "every document gives the same difference: how it varies between documents cannot be told"


def test_one_document_has_no_p_but_within_itself():
    """Of five quotes the run finds three that the baseline misses and misses one it finds: 2 · (1 + 4)/2⁴ = .625."""
    comparison = compared(["+----"], ["-+++-"], measures=[F, "quotes.kind.accuracy"])
    one = comparison[F]

    assert (one.p, one.p_holm, one.interval.low, one.detectable) == (None, None, None, None)
    assert (one.within.gained, one.within.lost, one.within.p) == (3, 1, 0.625)
    assert one.reason.startswith("one document: no p-value can be had from it")
    assert comparison["quotes.kind.accuracy"].within is None
    assert comparison.conclusions["new"] == (
        "One document says nothing of others: no interval, and no test but within this article. "
        f"{F}: 0.750 against 0.333, +0.417; 3 gold items gained, 1 lost, exact McNemar p = 0.625 within this article. "
        "quotes.kind.accuracy@overlap(0.5): 1.000 against 1.000, 0.000."
    )


def test_one_document_in_which_nothing_changed():
    comparison = compared(["+-"], ["+-"], measures=[F])

    assert comparison.conclusions["new"].endswith(f"{F} is the same, 0.667, with the same gold items found.")


def test_within_an_article_each_measure_counts_its_own_items():
    """The run finds the second quote with the wrong speaker: gained for quotes, not for attribution."""
    comparison = compared(["+-"], ["+x"], measures=[F, RIGHT])

    assert (comparison[F].within.gained, comparison[RIGHT].within.gained) == (1, 0)


def test_three_documents_can_show_nothing():
    comparison = compared(["+-"] * 3, ["++", "++", "+-"])
    paragraph = comparison.conclusions["new"]

    assert comparison[F].p == 4 / 8
    assert comparison.tests == 2
    assert paragraph.startswith(
        "On 3 documents no p can be under 0.250 (0.500 after Holm over 2 measures): "
        "no difference can be shown, however large. speakers.F is the same in every document: 1.000. "
        f"{RIGHT}: 0.909 against 0.667, +0.242 ["
    )
    assert paragraph.endswith(
        "events.roles.F@exact and stances.F cannot be compared: undefined for old and new. "
        "The other 33 measures are uncorrected: leads to follow, not findings."
    )


def test_without_named_measures_holm_counts_the_headline_alone():
    comparison = compared(BEFORE, AFTER)

    assert comparison.headline == ("speakers.F", RIGHT, "events.roles.F@exact", "stances.F")
    assert [one.measure for one in comparison.comparisons[:4]] == list(comparison.headline)
    assert len(comparison.comparisons) == 37
    assert comparison[RIGHT].p_holm == 2 * comparison[RIGHT].p
    assert (comparison[F].headline, comparison[F].p_holm) == (False, None)
    assert comparison["stances.F"].reason == "undefined for old and new"
    assert comparison["stances.F"].p_holm is None


def test_twenty_five_documents_are_sampled_and_bootstrapped():
    comparison = compared(["+-"] * 25, ["++"] * 13 + ["+-"] * 12, measures=[F], resamples=500)
    one = comparison[F]

    assert one.paired.method == "approximate randomisation"
    assert one.p == 1 / 501
    assert one.interval.bootstrap.percentile is not None
    assert one.paired.p_bootstrap is not None
    assert comparison.conclusions["new"].startswith(f"On 25 documents new is better than old in {F}: 0.864 against")


def test_the_least_difference_stands_beside_what_is_not_shown():
    """One win, one loss of eight: every pattern gives as much or exactly as much."""
    comparison = compared(["+-", "++", *["+-"] * 6], ["++", "+-", *["+-"] * 6], measures=[F])
    one = comparison[F]

    assert (one.difference, one.p) == (0.0, 1.0)
    assert comparison.conclusions["new"] == (
        f"No difference is shown in {F}: 0.720 against 0.720, 0.000 [{one.interval.low:.3f}, {one.interval.high:.3f}], "
        f"p = 1.000; a difference under {one.detectable:.3f} could not have been seen reliably."
    )


def test_a_difference_that_holm_takes_away_says_so():
    """Seven documents, all won: p = 2/2⁷ for both; with six measures more that tie, Holm makes 8 · 2/2⁷."""
    tied = ["mentions.F@exact", "mentions.P@exact", "mentions.R@exact", "entities.F", "entities.LEA", "speakers.F"]
    comparison = compared(["+-"] * 7, ["++"] * 7, measures=[F, RIGHT, *tied])

    assert comparison[F].p_holm == 8 * 2 / 128
    assert f"No difference is shown in {F}: 1.000 against 0.667, +0.333" not in comparison.conclusions["new"]
    assert comparison.conclusions["new"].startswith(
        "On 7 documents no p can be under 0.016 (0.125 after Holm over 8 measures): no difference can be shown"
    )
    nine = compared(["+-"] * 9, ["++"] * 6 + ["+-"] * 3, measures=[F, RIGHT])
    assert (nine[F].p, nine[F].p_holm) == (1 / 32, 1 / 16)
    assert "p = 0.062 after Holm over 2 measures (0.031 before); a difference under" in nine.conclusions["new"]


def test_a_worse_run_is_called_worse():
    assert "new is worse than old" in compared(AFTER, BEFORE, measures=[F]).conclusions["new"]


def test_a_run_that_attempts_less_cannot_be_compared():
    silent = sayso.Run(
        sayso.MemorySource([{"format": "sayso/1", "doc_id": f"d0{n}", "entities": []} for n in (1, 2)], name="r"), "new"
    )
    words = ["+-", "++"]
    comparison = sayso.compare(gold=gold_of(words), baseline=run_of(words, "old"), predicted=silent, measures=[F])

    assert comparison[F].values == (6 / 7, None)
    assert comparison[F].reason == "undefined for new"
    assert comparison[F].p is None
    assert comparison.conclusions["new"] == f"{F} cannot be compared: undefined for new."
    assert comparison.flips == ()


def test_a_run_that_lacks_a_document_is_refused_or_compared_on_what_all_have():
    words = ["+-", "++", "-+"]
    runs = {"gold": gold_of(words), "baseline": run_of(words, "old"), "predicted": run_of(["++", "", "++"], "new")}
    with pytest.raises(DataError, match="no record for gold document 'd02'"):
        sayso.compare(**runs)
    common = sayso.compare(**runs, on="common", measures=[F])

    assert common.result.documents == ("d01", "d03")
    assert common.result.left_out == 1
    assert common.to_dict()["left_out"] == 1
    assert sayso.compare(**runs, missing="empty", measures=[F])[F].losses == 1


def test_documents_can_be_chosen():
    words = ["+-", "++"]
    with pytest.raises(NothingToScore):
        compared(words, words, where=["language=xx"])


def test_a_measure_that_was_not_compared_is_told(eight):
    with pytest.raises(MeasureError) as error:
        _ = eight["quotes.R"]
    assert str(error.value) == (f"no comparison of 'quotes.R@overlap(0.5)' for run 'new'; runs: new; compared: {F}")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"level": 2}, "level"),
        ({"resamples": 0}, "resamples"),
        ({"seed": -1}, "seed"),
        ({"measures": []}, "no measure was named"),
        ({"measures": ["quots.F"]}, "quots"),
    ],
)
def test_settings_that_make_no_sense_are_refused(options, message):
    with pytest.raises(UsageError, match=message):
        compared(BEFORE, AFTER, **options)


def test_json_is_the_same_for_every_use_and_has_no_nan(eight):
    found = json.loads(json.dumps(eight.to_dict(), allow_nan=False))
    (one,) = found["comparisons"]

    assert found["schema_version"] == 1
    assert (found["signature"]["level"], found["signature"]["resamples"], found["signature"]["seed"]) == (
        0.95,
        10_000,
        1,
    )
    assert found["signature"]["documents"] == 8
    assert (found["baseline"], found["runs"], found["headline"], found["tests"]) == ("old", ["new"], [F], 1)
    assert one["values"] == {"baseline": 2 / 3, "run": 30 / 31}
    assert (one["p"], one["p_holm"], one["p_bootstrap"], one["method"]) == (4 / 256, 4 / 256, None, "exact sign-flip")
    assert (one["wins"], one["losses"], one["ties"], one["documents"]) == (7, 0, 1, 8)
    assert one["interval"]["low"] == eight[F].interval.low
    assert one["floor"] == 2 / 256
    assert one["reason"] is None
    assert one["within_article"] is None
    assert [flip["change"] for flip in found["flips"]] == ["gained"] * 7
    assert found["conclusions"] == dict(eight.conclusions)


def test_what_is_undefined_is_null_with_its_reason():
    (one,) = compared(["+-"], ["++"], measures=["stances.F"]).to_dict()["comparisons"]

    assert (one["values"], one["difference"], one["interval"]) == ({"baseline": None, "run": None}, None, None)
    assert one["reason"] == "undefined for old and new"


def test_a_frame_has_a_row_a_run_and_measure(eight):
    frame = eight.to_frame()

    assert frame["measure"].tolist() == [F]
    assert frame["difference"].tolist() == [pytest.approx(30 / 31 - 2 / 3)]
    assert {"low", "high", "p", "p_holm", "wins", "baseline_value", "run_value", "gained"} <= set(frame.columns)
    assert math.isnan(compared(["+-"], ["++"], measures=[F]).to_frame()["low"].astype(float)[0])


def test_a_comparison_is_readable_where_it_stands(eight):
    assert repr(eight) == f"Comparison(baseline old, 8 document(s))\n  new: {eight.conclusions['new']}"


def test_bits_do_not_depend_on_the_order_of_documents():
    gold = gold_of(BEFORE)
    turned = sayso.Gold(
        sayso.MemorySource(list(gold)[::-1], name="gold"),
        sayso.MemorySource(list(gold.documents)[::-1], name="documents"),
    )
    first, second = (
        sayso.compare(gold=one, baseline=run_of(BEFORE, "old"), predicted=run_of(AFTER, "new"), measures=[F]).to_dict(
            flips=0
        )
        for one in (gold, turned)
    )

    assert first == second


def with_quotes_in(count):
    """Eight documents, of which the first so many have quotes; the run finds one more in each of these."""
    gold = gold_of(BEFORE)
    records = [
        one if number < count else {name: value for name, value in one.items() if name != "quotes"}
        for number, one in enumerate(gold)
    ]
    return sayso.compare(
        gold=sayso.Gold(sayso.MemorySource(records, name="gold"), gold.documents),
        baseline=run_of(BEFORE, "old"),
        predicted=run_of(["++"] * 8, "new"),
        measures=["entities.F", F],
    )


def test_a_measure_of_few_of_the_documents_can_show_nothing():
    comparison = with_quotes_in(3)

    assert comparison.conclusions["new"] == (
        "entities.F is the same in every document: 1.000. "
        f"Nothing can be said of {F}: 1.000 against 0.667, +0.333, from 3 documents, where no p can be under 0.250."
    )


def test_a_measure_of_one_of_the_documents_has_no_p():
    comparison = with_quotes_in(1)

    assert comparison.tests == 1
    assert comparison.conclusions["new"] == (
        "entities.F is the same in every document: 1.000. "
        f"Nothing can be said of {F}: 1.000 against 0.667, +0.333; "
        "the measure is defined in 1 of 8 documents: no p-value can be had."
    )


def test_a_comparison_is_saved_as_its_ending_says(eight, tmp_path):
    eight.save(tmp_path / "compared.json")
    eight.save(str(tmp_path / "compared.txt"))

    assert json.loads((tmp_path / "compared.json").read_text(encoding="utf-8")) == eight.to_dict()
    assert (tmp_path / "compared.txt").read_text(encoding="utf-8").startswith("new against old on gold gold\n")
    with pytest.raises(UsageError, match=r"expected one of \.json, \.md, \.csv, "):
        eight.save(tmp_path / "compared.pdf")
