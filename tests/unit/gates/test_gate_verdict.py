"""The verdict: which status comes before which, what JSON holds, what is printed."""

import json
from itertools import combinations

import pytest
from gated import EXACT, corpus, run, verdict

from sayso.gates.outcome import Item, Outcome, Verdict
from sayso.gates.rule import Rule
from sayso.gates.text import text

STATUS = {
    "not evaluated": 2,
    "documents failed": 4,
    "nothing to score": 5,
    "failed": 1,
    "passed": 0,
    "informational": 0,
}
ORDER = list(STATUS)


def outcome(status, **rule):
    return Outcome(Rule(measure=EXACT, name=EXACT, **rule), "run", None, status, 0.5, "at least .600", -0.1, "said")


def built(statuses):
    outcomes = tuple(outcome(status) for status in statuses if status != "documents failed")
    failures = {"run": {"d00": "ValueError: no idea"}} if "documents failed" in statuses else {}
    return Verdict(outcomes or (outcome("passed"),), "signature", failures)


@pytest.mark.parametrize("statuses", [pair for size in (1, 2, 3, 6) for pair in combinations(ORDER, size)], ids=str)
def test_what_could_not_be_evaluated_comes_before_what_failed(statuses):
    found = built(statuses)

    first = min(statuses, key=ORDER.index)
    assert found.exit_status == STATUS[first]
    assert found.passed is (STATUS[first] == 0)


def test_failures_that_every_rule_allows_decide_nothing():
    failures = {"run": {"d00": "ValueError: no idea"}, "other": {}}
    allowed, strict = outcome("passed", allow_failures=True), outcome("passed")

    assert Verdict((allowed,), "", failures).exit_status == 0
    assert Verdict((allowed, strict), "", failures).exit_status == 4
    assert Verdict((allowed, strict), "", failures).refused_failures == {"run": failures["run"]}


def test_half_of_the_documents_failed():
    """What failed counts as found nothing, F = 2 · 8/(16 + 8) = 2/3; the status says that this is no regression."""
    found = verdict(corpus(4), run(4, failed={1, 3}), {"min": 0.7}, {"min": 0.5})

    assert [one.status for one in found.outcomes] == ["failed", "passed"]
    assert found.outcomes[0].found == 2 / 3
    assert found.exit_status == 4
    assert found.failures == {"run": {"d01": "ValueError: no idea", "d03": "ValueError: no idea"}}
    allowed = verdict(corpus(4), run(4, failed={1, 3}), {"min": 0.5, "allow_failures": True})
    assert allowed.exit_status == 0


def test_json_is_json():
    found = verdict(corpus(2), run(2, lost={(0, 0)}), {"min": 1, "by": "kind"}, {"informational": True})

    content = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert content["schema_version"] == 1
    assert (content["passed"], content["exit_status"]) == (False, 1)
    assert content["signature"].startswith("corpus:")
    assert content["failures"] == {}
    assert content["outcomes"][0] == {
        "rule": "quotes.F@exact by kind",
        "measure": "quotes.F@exact",
        "run": "run",
        "slice": "kind=direct",
        "where": [],
        "status": "failed",
        "found": pytest.approx(6 / 7),
        "expected": "at least 1.000",
        "margin": pytest.approx(-1 / 7),
        "message": "found .857, expected at least 1.000: .143 too low",
        "items": [
            {
                "doc_id": "d00",
                "layer": "quotes",
                "item_id": "q0",
                "spans": [[0, 7]],
                "text": "Anemone",
                "file": None,
                "line": None,
                "error": "missed",
            }
        ],
    }


def test_the_text_word_for_word():
    found = verdict(
        corpus(3), run(3, lost={(0, 0), (1, 1)}, failed={2}), {"min": 1}, {"min": 0.4}, {"min": 0, "where": "a=b"}
    )

    *lines, signature, last = text(found, limit=2).split("\n")
    assert last == ""
    assert signature == found.signature
    assert lines == [
        "FAILED  quotes.F@exact",
        "    found .667, expected at least 1.000: .333 too low",
        "      missed  quotes d00:q0  “Anemone”",
        "      missed  quotes d01:q1  “Begonia”",
        "      … and 4 more; --all-items lists them",
        "passed  quotes.F@exact (2)",
        "    found .667, expected at least .400: .267 to spare",
        "nothing to score  quotes.F@exact where a=b",
        "    nothing to score: no document of gold 'records' has a=b; a is (none)",
        "",
        "the extractor of run failed on 1 document (d02: ValueError: no idea); allow_failures = true judges it all the "
        "same",
        "the gate is not passed, since documents failed: 1 failed, 1 nothing to score, 1 passed",
    ]
    assert "more; --all-items" not in text(found, limit=None)


@pytest.mark.parametrize(
    ("statuses", "end"),
    [
        (["passed"], "the gate is passed: 1 passed"),
        (["failed", "passed"], "the gate is not passed: 1 failed, 1 passed"),
        (["not evaluated", "failed"], "the gate could not be evaluated: 1 failed, 1 not evaluated"),
        (["nothing to score"], "the gate has nothing to score: 1 nothing to score"),
    ],
)
def test_the_end_says_how_the_gate_went(statuses, end):
    assert text(built(statuses)).splitlines()[-2] == end


def test_what_strangers_wrote_rules_no_terminal():
    item = Item("d\x1b[31m", "quotes", "q\u202e", ((0, 1),), "red\x1b[0m\nand green", "a\x07.jsonl", 3, "missed")
    bad = Outcome(Rule(measure=EXACT, name="r\x1b"), "run\x1b", None, "failed", None, "", None, "m\x1b", (item,))

    shown = text(Verdict((bad, bad), "s\x1b", {"run\x1b": {"d": "\x1b"}}, ("n\x1b",)))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown
    assert "“red\\x1b[0m and green”" in shown
    assert r"a\x07.jsonl:3" in shown


def test_runs_are_named_where_there_are_several():
    shown = text(verdict(corpus(1), [run(1), run(1, name="other")], {"min": 0.5}))

    assert shown.splitlines()[0] == "passed  quotes.F@exact  run"
    assert shown.splitlines()[2] == "passed  quotes.F@exact  other"
