"""What reads documents once more is shared out as scoring is: parts that cost most, curves, presets, pages."""

import json

import numpy as np
import pytest

from sayso.errors import UsageError
from sayso.evaluate import score
from sayso.reports import build
from sayso.reports.html import chosen
from sayso.reports.html.page import render_html
from sharing import Here, corpus, files

PRESETS = ["citron", "coval-87071a6", "nervaluate-1.2.1", "gepade", "pdnc-booknlp", "quobert"]


def scored(number):
    """A corpus whose run has scores, and is wrong here and there."""
    case = corpus(range(number))
    for place, (gold, run) in enumerate(zip(case.gold, case.run, strict=True)):
        if place != 3:
            gold["quotes"][0]["kind"] = ("direct", "indirect")[place % 2]
        for quote in run["quotes"]:
            quote["score"] = (place * 7 % 10) / 10
    case.run[5]["quotes"] *= 2
    case.run[5]["quotes"][1] = {**case.run[5]["quotes"][1], "id": "q2", "content": [{"start": 0, "end": 6}]}
    return case


def both(tmp_path, case, *, runs=1, **options):
    """A result of this process alone, and one that others share; and who they are."""
    gold, read = files(tmp_path, case, runs=runs)
    executor = Here()
    options = {"measures": ["quotes.F"], "resamples": 50, **options}
    alone = score(gold=gold, predicted=read, jobs=1, **options)
    shared = score(gold=gold, predicted=read, jobs=4, executor=executor, **options)
    return alone, shared, executor


@pytest.mark.parametrize("by", [None, ("kind", "doc.source")])
def test_parts_that_cost_most(tmp_path, by):
    where = [] if by else ["source=s1"]
    alone, shared, executor = both(tmp_path, scored(12), runs=2, where=where)
    before = len(executor.shards)

    for run in alone.runs:
        assert shared.phenomena(by, run=run) == alone.phenomena(by, run=run) != ()
    assert shared.census(by)["run-0"].layers == alone.census(by)["run-0"].layers
    assert executor.helped
    assert len(executor.shards) == before + 4


def test_parts_by_a_field_that_no_shard_has(tmp_path):
    for result in both(tmp_path, scored(12))[:2]:
        with pytest.raises(UsageError, match=r"'?nowhere'?"):
            result.phenomena(["doc.nowhere"])


def test_curves(tmp_path):
    alone, shared, executor = both(tmp_path, scored(12), runs=2)
    before = len(executor.shards)

    for measure in ("quotes.F", "quotes.attribution.F@exact"):
        one, other = (result.curve(measure, run="run-1") for result in (alone, shared))
        assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in one.__slots__)
    assert executor.helped
    assert len(executor.shards) == before + 2 * 4


def test_overlaps_and_confusions(tmp_path):
    alone, shared, executor = both(tmp_path, scored(12), runs=2)
    before = len(executor.shards)

    assert shared.overlap("quotes") == alone.overlap("quotes")
    assert shared.confusion("quotes.kind", run="run-1") == alone.confusion("quotes.kind", run="run-1")
    assert executor.helped
    assert len(executor.shards) == before + 2 * 4


def test_a_curve_without_scores_is_refused_as_ever(tmp_path):
    for result in both(tmp_path, corpus())[:2]:
        with pytest.raises(UsageError, match="has a score, so there is nothing to draw a curve over"):
            result.curve("quotes.F")


def test_presets(tmp_path):
    alone, shared, executor = both(tmp_path, scored(12), runs=2, measures=None, preset=PRESETS)

    assert json.dumps(shared.to_dict()) == json.dumps(alone.to_dict())
    assert shared.remarks == alone.remarks != ()  # citron reads the cue of every quote
    assert executor.helped
    assert len(executor.shards) == 4 + 4


def test_the_first_document_that_stops_a_scorer_is_named(tmp_path):
    case = scored(12)
    for place in (9, 4):
        mention = {"span": {"text": f"Number {place}"}}
        case.run[place]["entities"] = [{**case.gold[place]["entities"][0], "mentions": [mention]}]
    alone, shared, executor = both(tmp_path, case, preset=["nervaluate-1.2.1", "quobert"])

    assert shared.remarks == alone.remarks
    assert shared.remarks[0].startswith(
        "nervaluate-1.2.1 on run-0: the original stops with KeyError: document 'd04': a span has no offsets"
    )
    assert shared["nervaluate-1.2.1:strict.f1"].value is None
    assert executor.helped


@pytest.mark.slow
def test_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(chosen, "PLAIN", 3)
    alone, shared, executor = both(tmp_path, scored(40), runs=2)
    before = len(executor.shards)
    pages = [render_html(build(result, title="Both", errors=0)) for result in (alone, shared)]
    read = len(executor.shards) - before
    monkeypatch.setattr(chosen, "DOCUMENTS", 30)
    some = [render_html(build(result, title="Both", errors=0)) for result in (alone, shared)]

    assert pages[0] == pages[1] != some[0] == some[1]
    assert executor.helped
    assert read >= 4
