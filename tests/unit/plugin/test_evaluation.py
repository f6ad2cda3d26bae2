"""Assertions on runs: what holds, what fails and with which words, and what is an error instead."""

import pytest

import sayso
from harbour import corpus, documents, gold, record, write
from sayso.data.sources import MemorySource
from sayso.gates.gate import bless
from sayso.testing import Evaluator

Failed = pytest.fail.Exception


@pytest.fixture
def place(tmp_path, monkeypatch):
    corpus(tmp_path / "corpus")
    write(tmp_path / "run.jsonl", gold())
    worse = gold()
    worse[0]["quotes"] = []
    write(tmp_path / "worse.jsonl", worse)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def baseline(place):
    """What the perfect run is worth, in whole and by kind."""
    rules = [{"measure": "quotes.F@exact", "by": "kind", "max_drop": 0}, {"measure": "speakers.F", "max_drop": 0}]
    own = sayso.load("corpus").gold
    bless(gold=own, predicted=sayso.read_run("run.jsonl"), rules=rules, baseline="base.json")
    return "base.json"


def test_a_score_that_is_reached(place, sayso_eval):
    good = sayso_eval("corpus", "run.jsonl")

    good.assert_score("quotes.F@exact", min=1)
    good.assert_score("quotes.R", min=0.5, by="kind", must_find=["harbour:q1"])


def test_a_score_that_is_not_reached_word_for_word(place, sayso_eval):
    # One of two quotes found and nothing else: F = 2 · 1 / (2 + 1).
    with pytest.raises(Failed) as failed:
        sayso_eval("corpus", "worse.jsonl").assert_score("quotes.F@exact", min=0.8)

    assert str(failed.value).startswith(
        "quotes.F@exact, run worse: found .667, expected at least .800: .133 too low\n"
        "\n"
        "item  layer   class   document  characters  text\n"
        "q1    quotes  missed  harbour   15–32       We will not wait.\n"
        "\n"
        "corpus:"
    )


def test_slices_are_told_apart(place, sayso_eval):
    with pytest.raises(Failed) as failed:
        sayso_eval("corpus", "worse.jsonl").assert_score("quotes.R", min=0.5, by="kind")

    (head, *_) = str(failed.value).splitlines()
    assert head.startswith("quotes.R@overlap(0.5) by kind [kind=direct], run worse: found .000")


def test_no_regression(baseline, sayso_eval):
    sayso_eval("corpus", "run.jsonl").assert_no_regression(baseline)


def test_a_regression_names_the_items_that_were_lost(baseline, sayso_eval):
    worse = sayso_eval("corpus", "worse.jsonl")

    with pytest.raises(Failed) as failed:
        worse.assert_no_regression(baseline)
    said = str(failed.value)
    assert "quotes.F@exact, run worse: found .667, " in said
    assert "quotes.F@exact by kind [kind=direct], run worse: found .000, " in said
    assert said.count("q1    quotes  missed  harbour   15–32       We will not wait.\n") == 2


def test_a_drop_that_is_allowed(baseline, sayso_eval):
    worse = sayso_eval("corpus", "worse.jsonl")

    worse.assert_no_regression(baseline, max_drop=1)
    with pytest.raises(Failed):
        worse.assert_no_regression(baseline, max_drop=0.3)
    with pytest.raises(Failed):
        worse.assert_no_regression(baseline, max_drop=1, max_lost_items=0)


def test_some_measures_of_a_baseline(baseline, sayso_eval):
    worse = sayso_eval("corpus", "worse.jsonl")

    with pytest.raises(Failed):
        worse.assert_no_regression(baseline, measures=["quotes.F@exact"])
    with pytest.raises(sayso.UsageError) as refused:
        worse.assert_no_regression(baseline, measures=["stances.F", "quotes.F@exact"])
    assert str(refused.value) == "base.json: found no stances.F; it has quotes.F@exact, speakers.F"


def test_a_significant_drop_needs_documents(baseline, sayso_eval):
    with pytest.raises(sayso.UsageError, match="cannot be evaluated"):
        sayso_eval("corpus", "worse.jsonl").assert_no_regression(baseline, significant=True)


def test_a_baseline_on_some_documents_is_compared_on_these(place, sayso_eval):
    texts = documents()
    texts[0]["meta"] = {"split": "test"}
    write(place / "corpus" / "documents.jsonl", texts)
    rules = [{"measure": "quotes.F@exact", "where": ["split=test"], "max_drop": 0}]
    own = sayso.load("corpus").gold
    bless(gold=own, predicted=sayso.read_run("run.jsonl"), rules=rules, baseline="base.json")

    sayso_eval("corpus", "run.jsonl").assert_no_regression("base.json")
    with pytest.raises(Failed, match=r"^quotes.F@exact where split=test, run worse: found .000"):
        sayso_eval("corpus", "worse.jsonl").assert_no_regression("base.json")


def test_a_baseline_without_values_is_refused(place, sayso_eval):
    (place / "base.json").write_text(
        '{"format": "sayso-baseline/1", "run": "run", "signature": {}, "sayso": "0", "values": []}', encoding="utf-8"
    )

    with pytest.raises(sayso.UsageError, match=r"^base.json: found no value; it has none$"):
        sayso_eval("corpus", "run.jsonl").assert_no_regression("base.json")


def test_the_rules_of_a_file(place, sayso_eval):
    (place / "sayso.toml").write_text('[[gate]]\nmeasure = "quotes.F@exact"\nmin = 0.8\n', encoding="utf-8")

    sayso_eval("corpus", "run.jsonl").assert_gate()
    with pytest.raises(Failed, match=r"^quotes.F@exact, run worse: found .667"):
        sayso_eval("corpus", "worse.jsonl").assert_gate("sayso.toml")


def test_a_failed_document_is_no_lower_score(place, sayso_eval):
    failure = {"class": "ValueError", "message": "no idea"}
    write(place / "half.jsonl", [record("harbour", failure=failure), gold()[1]])
    half = sayso_eval("corpus", "half.jsonl")

    with pytest.raises(sayso.ExtractorError) as refused:
        half.assert_score("quotes.F@exact", min=0.1)
    assert str(refused.value) == "the extractor of half failed on 1 document (harbour: ValueError: no idea)"
    half.assert_score("quotes.F@exact", min=0.1, allow_failures=True)


def test_nothing_to_score_is_no_lower_score(place, sayso_eval):
    with pytest.raises(sayso.NothingToScore, match=r"^stances.F, run run: nothing to score: gold has no item that st"):
        sayso_eval("corpus", "run.jsonl").assert_score("stances.F", min=0.1)


def test_a_misspelt_key_is_told(place, sayso_eval):
    with pytest.raises(sayso.UsageError, match="unknown key 'must_finds'; did you mean 'must_find'"):
        sayso_eval("corpus", "run.jsonl").assert_score("quotes.F", min=0.1, must_finds=["q1"])


def test_invalid_data_is_told(place, sayso_eval):
    write(place / "bad.jsonl", [record("harbour", quotes=[{"id": "q"}]), record("market", quotes=[])])

    with pytest.raises(sayso.DataError):
        sayso_eval("corpus", "bad.jsonl").assert_score("quotes.F", min=0.1)


def test_what_is_in_memory_is_taken_as_it_is(place, sayso_eval):
    whole = sayso.load("corpus")
    run = sayso.Run(MemorySource(gold()), "memory")

    for given in (whole, whole.gold):
        assert sayso_eval(given, run).gold is whole.gold
    sayso_eval(whole, run).assert_score("quotes.F", min=1)


def test_how_gold_and_run_are_paired_is_passed_on(place, sayso_eval):
    write(place / "one.jsonl", gold()[:1])

    sayso_eval("corpus", "one.jsonl", on="common").assert_score("quotes.F", min=1)
    with pytest.raises(Failed):
        sayso_eval("corpus", "one.jsonl", missing="empty").assert_score("quotes.F", min=1)


def test_gold_alone_takes_its_documents(place, sayso_eval):
    alone = sayso_eval("corpus/gold.jsonl", "run.jsonl", documents="corpus/documents.jsonl")

    alone.assert_score("quotes.F", min=1)


def test_settings_stand_in_for_arguments(place):
    settings = {"gold": "corpus", "run": "run.jsonl", "documents": ""}

    Evaluator(place, settings)().assert_score("quotes.F", min=1)
    assert Evaluator(place, {**settings, "gold": "bundled"})().gold.name == "sayso"
    (place / "bundled").mkdir()
    (place / "bundled" / "corpus.toml").write_text('name = "own"\ndocuments = "../corpus/documents.jsonl"\n')
    assert Evaluator(place, {**settings, "gold": "bundled"})().gold.name == "own"


@pytest.mark.parametrize("name", ["gold", "run"])
def test_what_is_neither_given_nor_set_is_asked_for(place, name):
    settings = {"gold": "corpus", "run": "run.jsonl", name: ""}

    with pytest.raises(sayso.UsageError) as refused:
        Evaluator(place, settings)()
    assert str(refused.value) == f"sayso_eval: no {name}; give it, or set sayso_{name} in the ini file of pytest"


def test_many_lost_items_are_cut(tmp_path, sayso_eval):
    text = " ".join(f"word{number:02}" for number in range(30))
    quotes = [{"id": f"q{n}", "content": [{"start": 7 * n, "end": 7 * n + 6}]} for n in range(30)]
    whole = sayso.load([{**record("long", quotes=quotes), "text": text}])
    run = sayso.Run(MemorySource([record("long", quotes=[])]), "quiet")

    with pytest.raises(Failed) as failed:
        sayso_eval(whole, run).assert_score("quotes.F", min=0.5)
    assert str(failed.value).count(" missed ") == 20
    assert "\n… and 10 more\n" in str(failed.value)
