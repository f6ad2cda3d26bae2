"""Verdicts made by hand for tests of outputs: one of each end, and one full of what strangers may write."""

from decimal import Decimal

from sayso.gates import Item, Outcome, Rule, Verdict

SIGNATURE = "corpus:abc123|documents:2|missing:error|sayso:0.1.0"
NASTY = 'a|b`c <script>alert("1")</script> & 100%, x: y\r\n::error::z \u202eevil\x1b[31m\x00 ]]> www.harbour.example'


def rule(measure="quotes.F@exact", name=None, **more):
    return Rule(measure=measure, name=name or measure, **more)


def item(item_id="q1", text="We will not wait.", **more):
    told = {"doc_id": "harbour", "layer": "quotes", "spans": ((15, 32),), "file": "gold.jsonl", "line": 1}
    return Item(item_id=item_id, text=text, **{**told, "error": "missed", **more})


def outcome(status="passed", **more):
    told = {
        "rule": rule(min=Decimal("0.8")),
        "run": "base",
        "slice": None,
        "found": 0.9,
        "expected": "at least .800",
        "margin": 0.1,
        "message": "found .900, expected at least .800: .100 above",
    }
    return Outcome(status=status, **{**told, **more})


def failed(*items, **more):
    below = {"found": 0.78, "margin": -0.02, "message": "found .780, expected at least .800: .020 too low"}
    return outcome("failed", items=items, **{**below, **more})


def verdict(*outcomes, **more):
    return Verdict(outcomes or (outcome(),), more.pop("signature", SIGNATURE), **more)


def passed():
    return verdict()


def lost():
    other = rule("speakers.F", min=Decimal("0.5"))
    return verdict(failed(item(), item(None, "Soon.", error="spurious", line=2, doc_id="market")), outcome(rule=other))


def sliced():
    by = rule("quotes.F@exact", "quotes.F@exact by kind", min=Decimal("0.8"), by=("kind",))
    return verdict(
        outcome(rule=by, slice="kind=direct"),
        failed(item(), rule=by, slice="kind=indirect", run="other"),
    )


def reported():
    told = rule(informational=True, min=Decimal("0.8"))
    below = {"found": 0.78, "margin": -0.02, "message": "found .780, expected at least .800: .020 too low"}
    return verdict(outcome("informational", rule=told, **below), outcome(rule=rule("speakers.F")))


def unevaluated():
    reason = "cannot be evaluated: there is no baseline base.json"
    more = {"found": None, "margin": None, "expected": "", "message": reason}
    return verdict(outcome("not evaluated", **more), outcome(rule=rule("speakers.F")))


def nothing():
    more = {"found": None, "margin": None, "expected": "gold items", "message": "nothing to score: gold has no stance"}
    return verdict(outcome("nothing to score", **more))


def broken():
    return verdict(failures={"base": {"market": "ValueError: no idea"}})


def forgiven():
    return verdict(
        outcome(rule=rule(allow_failures=True)),
        failures={"base": {"market": "ValueError: no idea"}},
        notes=("base.json was not there, and has been written from run 'base'",),
    )


def nasty():
    own = rule(name=NASTY)
    return verdict(
        failed(item(NASTY, NASTY, doc_id=NASTY, file="a:b,c%.jsonl"), rule=own, run=NASTY, slice=f"tag={NASTY}"),
        signature=f"corpus:{NASTY}",
        notes=(NASTY,),
        failures={NASTY: {NASTY: NASTY}},
    )


ALL = {made.__name__: made for made in (passed, lost, sliced, reported, unevaluated, nothing, broken, forgiven, nasty)}
