"""Every key of a rule on a corpus of lists, with the arithmetic by hand.

Ten documents have four quotes each. A run that misses m of 40 and finds s too many has F = 2(40 − m)/(80 − m + s).
"""

import pytest
from gated import EXACT, corpus, outcomes, run, verdict

from sayso.data.sources import MemorySource, Run
from sayso.errors import UsageError
from sayso.gates.baseline import Baseline


def one(gold, predicted, rule, **options):
    (outcome,) = outcomes(gold, predicted, rule, **options)
    return outcome


LOST = {(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)}


@pytest.mark.parametrize(
    ("rule", "status", "message", "margin"),
    [
        # F = 64/72 = .888…
        ({"min": 0.8}, "passed", "found .889, expected at least .800: .089 to spare", 64 / 72 - 0.8),
        ({"min": 0.89}, "failed", "found .889, expected at least .890: .001 too low", 64 / 72 - 0.89),
        (
            {"measure": "quotes.R@exact", "min": 0.8},
            "passed",
            "found .800, expected at least .800: just reached",
            0,
        ),
        (
            {"measure": "quotes.R@exact", "min": 0.8000001},
            "failed",
            "found .8000000, expected at least .8000001: .0000001 too low",
            -1e-7,
        ),
        (
            {"min": 0.89, "informational": True},
            "informational",
            "found .889, expected at least .890: .001 too low",
            None,
        ),
        ({"informational": True}, "informational", "the value is .889", None),
    ],
    ids=str,
)
def test_min(rule, status, message, margin):
    outcome = one(corpus(10), run(10, lost=LOST), rule)

    assert (outcome.status, outcome.message) == (status, message)
    if margin is not None:
        assert outcome.margin == pytest.approx(margin, abs=1e-12)


@pytest.mark.parametrize(
    ("lost", "most", "status", "message"),
    [
        # R = 36/40 against 38/40.
        (4, 0.05, "passed", "found .900, expected no more than .050 below .950: just reached"),
        (4, 0.06, "passed", "found .900, expected no more than .060 below .950: .010 to spare"),
        (4, 0.04, "failed", "found .900, expected no more than .040 below .950: .010 too low"),
        (4, 0, "failed", "found .900, expected no less than .950: .050 too low"),
        (0, 0, "passed", "found 1.000, expected no less than .950: .050 to spare"),
        (2, 0, "passed", "found .950, expected no less than .950: just reached"),
    ],
)
def test_max_drop(lost, most, status, message):
    gold, places = corpus(10), [(number, place) for number in range(10) for place in range(4)]
    before, now = run(10, lost=places[:2], name="before"), run(10, lost=places[:lost])

    outcome = one(gold, now, {"measure": "quotes.R@exact", "max_drop": most}, baseline=before)
    assert (outcome.status, outcome.message) == (status, message)


def test_identical_runs_differ_by_nothing():
    gold, same = corpus(10), run(10, lost=LOST, spurious={4})
    rules = [
        {"max_drop": 0},
        {"significant": True},
        {"max_lost_items": 0},
        {"per_document": {"max_drop": 0}},
        {"max_drop": 0, "by": "kind"},
    ]

    found = outcomes(gold, same, *rules, baseline=same)
    assert {outcome.status for outcome in found} == {"passed"}
    # F = 2 · 32/(40 + 33) = 64/73 for both.
    assert found[1].message == (
        "found .877, the same as the baseline's .877 (p = 1.0000, exact sign-flip, 10 documents: not significant), "
        "expected no significant drop below .877"
    )


def test_a_baseline_alone_allows_no_drop():
    gold, before = corpus(10), run(10)

    assert one(gold, before, {}, baseline=before).expected == "no less than 1.000"
    assert one(gold, run(10, lost={(0, 0)}), {}, baseline=before).status == "failed"
    assert one(gold, run(10, lost={(0, 0)}), {"min": 0.5}, baseline=before).status == "passed"


def test_a_drop_in_every_document_is_significant_from_six_documents_on():
    """Six documents that all lose one quote: of 2⁶ patterns two are as large, p = 2/64 = .03125."""
    lost = {(number, 0) for number in range(6)}

    outcome = one(corpus(6), run(6, lost=lost), {"measure": "quotes.R@exact", "significant": True}, baseline=run(6))
    assert outcome.status == "failed"
    assert outcome.message == (
        "found .750, .250 below the baseline's 1.000 (p = .0312, exact sign-flip, 6 documents: significant at .05), "
        "expected no significant drop below 1.000"
    )
    assert len(outcome.items) == 6


def test_a_drop_in_one_document_is_not_significant():
    outcome = one(corpus(6), run(6, lost={(0, 0)}), {"significant": True}, baseline=run(6))

    assert outcome.status == "passed"
    assert "p = 1.0000" in outcome.message


def test_a_significant_drop_that_is_allowed():
    lost = {(number, 0) for number in range(6)}
    rule = {"measure": "quotes.R@exact", "significant": True}

    assert one(corpus(6), run(6, lost=lost), {**rule, "max_drop": 0.25}, baseline=run(6)).status == "passed"
    failed = one(corpus(6), run(6, lost=lost), {**rule, "max_drop": 0.2}, baseline=run(6))
    assert failed.status == "failed"
    assert failed.expected == "no significant drop of more than .200 below 1.000"


def test_a_significant_gain_passes():
    lost = {(number, 0) for number in range(6)}

    outcome = one(corpus(6), run(6), {"significant": True}, baseline=run(6, lost=lost))
    assert outcome.status == "passed"
    assert "above the baseline's" in outcome.message


@pytest.mark.parametrize(
    ("documents", "floor"), [(1, "2/2^1 = 1"), (2, "2/2^2 = 0.5"), (5, "2/2^5 = 0.0625")], ids=lambda value: str(value)
)
@pytest.mark.parametrize("same", [True, False])
def test_where_no_p_can_reach_the_level_a_significant_drop_cannot_be_looked_for(documents, floor, same):
    """Not even where nothing dropped: such a rule could never fail."""
    lost = set() if same else {(number, 0) for number in range(documents)}

    found = verdict(corpus(documents), run(documents, lost=lost), {"significant": True}, baseline=run(documents))
    assert found.exit_status == 2
    many = f"{documents} document{'' if documents == 1 else 's'}"
    assert found.outcomes[0].message == (
        f"cannot be evaluated: significant = true needs more documents: of {many} no p can be below {floor}, and "
        "significant is 0.05 or less"
    )


def test_too_few_resamples_reach_no_level_either():
    lost = {(number, 0) for number in range(20)}
    rule = {"measure": "quotes.R@exact", "significant": True}

    few = one(corpus(20), run(20, lost=lost), rule, baseline=run(20), resamples=10)
    assert few.message == (
        "cannot be evaluated: significant = true needs more resamples: of 10 no p can be below 1/11 = 0.0909, and "
        "significant is 0.05 or less"
    )
    many = one(corpus(20), run(20, lost=lost), rule, baseline=run(20), resamples=20_000)
    assert many.status == "failed"
    assert "p < .0001, approximate randomisation, 20 documents: significant at .05" in many.message


def test_the_level_decides_what_is_significant():
    lost = {(number, 0) for number in range(5)}
    options = {"baseline": run(5), "level": 0.9}

    assert one(corpus(5), run(5, lost=lost), {"significant": True}, **options).status == "failed"


def test_the_lower_end_of_the_interval():
    gold, predicted = corpus(10), run(10, lost=LOST)
    value, lower = outcomes(gold, predicted, {"min": 0.8}, {"min": 0.8, "on": "lower"})

    assert value.status == "passed"
    assert lower.status == "failed"
    assert lower.found < 0.8 < value.found
    assert lower.message.startswith(f"found {lower.found:.3f}".replace("0.", ".", 1))
    assert " as the lower end of the 95 % interval, expected at least .800: " in lower.message


def test_the_lower_end_of_an_interval_that_there_is_not():
    found = verdict(corpus(1), run(1), {"min": 0.8, "on": "lower"})

    assert found.exit_status == 2
    assert found.outcomes[0].message == (
        "cannot be evaluated: on = 'lower' needs an interval of the value, and there is none (one document: how the "
        "value varies between documents cannot be told)"
    )


def test_the_lower_end_of_a_drop():
    """The drop itself is allowed, and that it is no larger is not shown."""
    gold, before, now = corpus(10), run(10, name="before"), run(10, lost=LOST)
    rules = [{"max_drop": 0.12}, {"max_drop": 0.12, "on": "lower"}, {"max_drop": 0.5, "on": "lower"}]

    value, lower, wide = outcomes(gold, now, *rules, baseline=before)
    assert [outcome.status for outcome in (value, lower, wide)] == ["passed", "failed", "passed"]
    assert lower.message.startswith("found .889, of which the 95 % interval of the difference reaches down to -.")
    same = one(gold, before, {"max_drop": 0.12, "on": "lower"}, baseline=before)
    assert same.status == "not evaluated"
    assert "every document gives the same difference" in same.message


def test_every_document_by_itself():
    """Document d03 has F = 2 · 1/(4 + 1) = .4 and hides in a mean of .97."""
    lost = {(3, 0), (3, 1), (3, 2)}
    good, bad = outcomes(corpus(10), run(10, lost=lost), {"per_document": 0.4}, {"per_document": 0.5})

    assert good.status == "passed"
    assert good.message == "expected every document at least .400: true of 10 of 10"
    assert bad.status == "failed"
    assert bad.message == "expected every document at least .500: not true of 1 of 10 (d03 .400)"
    assert [item.item_id for item in bad.items] == ["q0", "q1", "q2"]


def test_a_document_that_is_undefined_though_gold_has_items_fails():
    """Nothing is predicted in d02, so precision there is nothing over nothing; gold has nothing at all in d10."""
    gold, lost = corpus(10), {(2, place) for place in range(4)}
    rule = {"measure": "quotes.P@exact", "per_document": 0.5}

    outcome = one(gold, run(10, lost=lost), rule)
    assert outcome.message == "expected every document at least .500: not true of 1 of 10 (d02 undefined)"
    assert one(gold, run(10, lost=lost), {**rule, "allow_undefined": True}).status == "passed"


def test_drops_of_single_documents():
    before, now = run(10, lost={(1, 0)}, name="before"), run(10, lost={(3, 0), (3, 1)})
    rule = {"measure": "quotes.R@exact", "per_document": {"max_drop": 0.5}}

    assert one(corpus(10), now, rule, baseline=before).status == "passed"
    outcome = one(corpus(10), now, {**rule, "per_document": {"max_drop": 0.25}}, baseline=before)
    assert outcome.message == (
        "expected no document more than .250 below its baseline: not true of 1 of 10 (d03 .500 from 1.000)"
    )


def test_lost_items_count_even_where_the_value_rises():
    before, now = run(10, lost={(0, 0), (0, 1)}, name="before"), run(10, lost={(5, 2)})
    rules = [{"max_drop": 0}, {"max_lost_items": 0}, {"max_lost_items": 1}, {"max_lost_items": 3}]

    value, none, some, more = outcomes(corpus(10), now, *rules, baseline=before)
    assert [outcome.status for outcome in (value, none, some, more)] == ["passed", "failed", "passed", "passed"]
    assert none.message == "lost 1 gold item that the baseline found, expected at most 0: 1 too many"
    assert some.message == "lost 1 gold item that the baseline found, expected at most 1: as allowed"
    assert more.message == "lost 1 gold item that the baseline found, expected at most 3: 2 to spare"
    (item,) = none.items
    assert (item.doc_id, item.item_id, item.text, item.error, item.file) == ("d05", "q2", "Crocus", "missed", None)


@pytest.mark.parametrize(
    ("wanted", "status", "message"),
    [
        (["d05:q1"], "passed", "expected d05:q1 found: so is it"),
        ("d05:q2", "failed", "expected d05:q2 found: missed d05:q2"),
        (["d05:q2", "d00:q0"], "failed", "expected d05:q2, d00:q0 found: missed d05:q2"),
        (
            ["q2"],
            "not evaluated",
            "cannot be evaluated: must_find: 'q2' is an item of 10 documents; name one, as in 'd00:q2', 'd01:q2', "
            "'d02:q2'",
        ),
        (
            ["d5:q2"],
            "not evaluated",
            "cannot be evaluated: must_find: unknown gold item 'd5:q2'; did you mean 'd05:q2' or ",
        ),
    ],
)
def test_items_that_must_be_found(wanted, status, message):
    outcome = one(corpus(10), run(10, lost={(5, 2)}), {"must_find": wanted})

    assert outcome.status == status
    assert outcome.message.startswith(message)


def test_an_item_is_found_by_the_rules_own_measure():
    """With one character too many the quote is found by overlap, and not exactly."""
    gold = corpus(1)
    (record,) = run(1)
    record["quotes"][0]["content"][0]["end"] += 1
    wide = Run(MemorySource([record]), "wide")
    found = [one(gold, wide, {"measure": f"quotes.F@{at}", "must_find": "q0"}) for at in ("overlap(0.5)", "exact")]
    assert [outcome.status for outcome in found] == ["passed", "failed"]


def test_a_slice_is_judged_by_itself():
    """Direct quotes stand at even places: 20 of them, of which 12 are lost."""
    lost = {(number, place) for number in range(6) for place in (0, 2)}
    gold, predicted = corpus(10), run(10, lost=lost)

    direct, indirect = outcomes(gold, predicted, {"measure": "quotes.R@exact", "min": 0.5, "by": "kind"})
    assert (direct.slice, direct.status, direct.found) == ("kind=direct", "failed", 0.4)
    assert {item.item_id for item in direct.items} == {"q0", "q2"}
    assert (indirect.slice, indirect.status, indirect.found) == ("kind=indirect", "passed", 1)
    only = one(gold, predicted, {"measure": "quotes.R@exact", "min": 0.5, "by": "kind=indirect"})
    assert (only.slice, only.status) == ("kind=indirect", "passed")


@pytest.mark.parametrize("by", ["kind", "doc.half"])
def test_slices_have_everything_that_wholes_have(by):
    gold = corpus(20, half=lambda number: "first" if number < 10 else "second")
    lost = {(number, 0) for number in range(6)}
    rule = {
        "measure": "quotes.R@exact",
        "by": by,
        "max_drop": 0.2,
        "significant": True,
        "per_document": {"min": 0.5, "max_drop": 0.5},
        "max_lost_items": 5,
        "must_find": ["d00:q0"],
    }

    first, second = outcomes(gold, run(20, lost=lost), rule, baseline=run(20))
    assert (first.status, second.status) == ("failed", "passed")
    assert first.message.count(";") == 4
    assert "lost 6 gold items" in first.message
    assert "missed d00:q0" in first.message
    assert "d00" not in second.message
    assert len(first.items) == 6


def test_a_slice_with_nothing_in_gold():
    found = verdict(corpus(2), run(2), {"min": 0.5, "by": "kind=dirct"}, {"min": 0.5, "by": "kind=odd"})

    assert found.exit_status == 5
    assert [outcome.message for outcome in found.outcomes] == [
        "nothing to score: gold has no item with kind=dirct; did you mean 'direct'?",
        "nothing to score: gold has no item with kind=odd; there is direct, indirect",
    ]


def test_a_kind_that_only_a_run_has_is_no_slice():
    gold = corpus(2)
    records = list(run(2))
    records[0]["quotes"][0]["kind"] = "mixed"
    found = outcomes(gold, Run(MemorySource(records), "run"), {"min": 0, "by": "kind"})
    assert [outcome.slice for outcome in found] == ["kind=direct", "kind=indirect"]


def test_conditions_on_documents():
    gold = corpus(10, split=lambda number: "test" if number < 5 else "train")
    lost = {(number, place) for number in range(5, 10) for place in range(4)}
    rules = [{"min": 0.9}, {"min": 0.9, "where": "split=test"}, {"min": 0.9, "where": ["split=dev"]}]

    whole, test, none = outcomes(gold, run(10, lost=lost), *rules)
    assert (whole.status, test.status, none.status) == ("failed", "passed", "nothing to score")
    assert none.message == ("nothing to score: no document of gold 'records' has split=dev; split is test, train")


def test_a_value_that_is_undefined_though_gold_has_items():
    lost = {(number, place) for number in range(2) for place in range(4)}
    rule = {"measure": "quotes.P@exact", "min": 0.5}

    outcome = one(corpus(2), run(2, lost=lost), rule)
    assert (outcome.status, outcome.found) == ("failed", None)
    assert outcome.message == "the value is undefined though gold has items"
    allowed = one(corpus(2), run(2, lost=lost), {**rule, "allow_undefined": True})
    assert allowed.status == "passed"
    assert allowed.message == "the value is undefined, which the rule allows"


def test_a_layer_that_a_run_does_not_attempt_is_undefined():
    records = [{"format": "sayso/1", "doc_id": "d00", "events": []}]
    outcome = one(corpus(1), Run(MemorySource(records), "run"), {"min": 0})

    assert (outcome.status, outcome.message) == ("failed", "the value is undefined though gold has items")
    assert [item.item_id for item in outcome.items] == ["q0", "q1", "q2", "q3"]


@pytest.mark.parametrize("predicted", [run(2, places=()), run(2, places=(0,))], ids=["nothing", "spurious"])
def test_no_gold_item_at_all(predicted):
    """Spurious items make F 0, which is defined, and says nothing of gold that is not there."""
    found = verdict(corpus(2, places=()), predicted, {"min": 0})

    assert found.exit_status == 5
    assert found.outcomes[0].message == "nothing to score: gold has no item that quotes.F@exact counts"
    assert verdict(corpus(2, places=()), predicted, {"informational": True}).exit_status == 0


def test_a_layer_that_gold_does_not_have():
    found = verdict(corpus(2), run(2), {"measure": "entities.CoNLL", "min": 0.1}, {"measure": "stances.F", "min": 0.1})

    assert {outcome.status for outcome in found.outcomes} == {"nothing to score"}


def test_spurious_items_are_listed_where_they_lowered_the_value():
    gold, before, now = corpus(4), run(4, spurious={0}, name="before"), run(4, spurious={0, 2})

    outcome = one(gold, now, {"measure": "quotes.P@exact", "max_drop": 0}, baseline=before)
    (item,) = outcome.items
    assert (outcome.status, item.doc_id, item.item_id, item.text) == ("failed", "d02", None, "An")
    assert len(one(gold, now, {"measure": "quotes.P@exact", "min": 1}).items) == 2
    assert one(gold, now, {"measure": "quotes.F@exact", "min": 1}).items[0].error == "split"


def test_several_runs_are_judged_each():
    found = outcomes(corpus(2), [run(2), run(2, lost={(0, 0)}, name="other")], {"min": 1}, {"min": 0.5})

    assert [(outcome.run, outcome.status) for outcome in found] == [
        ("run", "passed"),
        ("other", "failed"),
        ("run", "passed"),
        ("other", "passed"),
    ]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            {},
            "nothing to check; give it min, baseline, max_drop, per_document, max_lost_items or must_find, or "
            "informational = true",
        ),
        (
            {"max_drop": 0.1},
            "no baseline to compare with; name one in the rule (baseline = FILE) or with --baseline FILE",
        ),
        (
            {"on": "lower", "must_find": "q0"},
            "on = 'lower' says how min and max_drop are looked at, and it has neither",
        ),
    ],
)
def test_rules_that_cannot_be_meant(rule, said):
    with pytest.raises(UsageError) as raised:
        outcomes(corpus(1), run(1), rule)
    assert str(raised.value) == f"rule {EXACT!r}: {said}"


def test_no_run():
    with pytest.raises(UsageError, match="no run was given; give at least one"):
        outcomes(corpus(1), [], {"min": 0.5})


def test_a_baseline_that_had_no_value():
    """Precision of a run that found nothing is undefined, and nothing can be said of a drop from there."""
    everything = {(number, place) for number in range(2) for place in range(4)}
    rule = {"measure": "quotes.P@exact", "max_drop": 0}
    nothing = run(2, lost=everything, name="nothing")

    outcome = one(corpus(2), run(2), rule, baseline=nothing)
    assert outcome.message == ("cannot be evaluated: the baseline has no value, so nothing can be said of a drop")
    assert one(corpus(2), run(2), {**rule, "allow_undefined": True}, baseline=nothing).status == "passed"


def test_a_baseline_in_memory():
    nothing = Baseline(run="x", policy={}, version="0", entries={})

    outcome = one(corpus(2), run(2), {"max_drop": 0}, baseline=nothing)
    assert outcome.status == "not evaluated"
