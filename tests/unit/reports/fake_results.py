"""Results made by hand for tests of reports: two small runs with whole and undefined values."""

from sayso.evaluate import Result, Unpaired, Value
from sayso.evaluate.errors import ErrorClass
from sayso.evaluate.overlap import Combined, Overlap
from sayso.evaluate.phenomena import Census
from sayso.evaluate.reading import Tallied
from sayso.measures import HEADLINES
from sayso.signature import Signature

DETECTION = ("matched", "gold", "predicted")


def detection(run, measure, value, *counts, undefined=0):
    return Value(run, measure, value, dict(zip(DETECTION, counts, strict=True)), undefined)


def judged(run, measure, value, agreeing, considered):
    return Value(run, measure, value, {"agreeing": agreeing, "considered": considered}, 0)


def missed(run, text, *, side="missed", doc_id="harbour", spans=((3, 9),), label="direct", note="Ann Lee", **more):
    error, instead = more.get("error", side), more.get("instead", "")
    return Unpaired(run, doc_id, "quotes", side, spans, text, label, note, error, instead)


def result(values, errors=(), *, runs=None, documents=1, failures=None, left_out=0, classes=None, analysis=None):
    runs = tuple(dict.fromkeys(value.run for value in values)) if runs is None else runs
    signature = Signature(corpus="abc123", documents=documents, unicode="15.0.0", version="0.1.0")
    found = {
        "errors": tuple(errors),
        "classes": classes or {run: {} for run in runs},
        **empty(runs),
        **(analysis or {}),
    }
    again = lambda what, **_: found[what]  # noqa: E731 - what stands for another reading
    return Result(signature, runs, tuple(values), (), failures or {}, left_out, again, Tallied((), (), {}, {}))


def empty(runs):
    """Nothing counted: no sentence to say, no overlap to show."""
    nothing = Combined(0, 0, 0)
    overlaps = {layer: Overlap(layer, "", (), tuple(runs), (), nothing, nothing) for layer in HEADLINES}
    return {
        "censuses": {run: Census(run) for run in runs},
        "overlaps": overlaps,
        "seen": (),
        "error counts": {},
    }


def two_runs(**more):
    values = [
        detection("quiet", "quotes.P@overlap(0.5)", 3 / 4, 3, 5, 4),
        detection("quiet", "quotes.F@overlap(0.5)", 6 / 9, 3, 5, 4),
        judged("quiet", "quotes.kind.accuracy@overlap(0.5)", 2 / 3, 2, 3),
        detection("quiet", "stances.F", None, 0, 0, 0),
        detection("loud", "quotes.P@overlap(0.5)", 4 / 8, 4, 5, 8),
        detection("loud", "quotes.F@overlap(0.5)", 8 / 13, 4, 5, 8),
        judged("loud", "quotes.kind.accuracy@overlap(0.5)", 3 / 4, 3, 4),
        detection("loud", "stances.F", 0.0, 0, 0, 2),
    ]
    errors = [
        missed("quiet", "We will\nnot wait"),
        missed("quiet", "another year", error="speaker", instead="Bo"),
        missed("loud", "a | pipe", side="spurious", spans=((1, 2), (5, 8)), label="", note=""),
    ]
    classes = {
        "quiet": {"quotes": {"missed": ErrorClass(0, 1, 0, 0.25), "speaker": ErrorClass(1, 0, 0, 0.125)}},
        "loud": {"quotes": {"spurious": ErrorClass(0, 0, 1, None), "missed": ErrorClass(0, 0, 0, 0.0)}},
    }
    return result(values, errors, classes=classes, **more)


def one_run():
    values = [
        detection("quiet", "quotes.F@exact", 6 / 9, 3, 5, 4),
        detection("quiet", "speakers.F", None, 0, 0, 0),
        judged("quiet", "quotes.kind.accuracy@overlap(0.5)", None, 0, 0),
        Value("quiet", "stances.MacroF(by=polarity)", 0.25, {"labels": 2}, 0),
    ]
    return result(values)
