"""Results: how values are looked up, shown and taken apart, and how scoring refuses."""

import json

import pytest
from sklearn.metrics import classification_report, f1_score

import sayso
from sayso.data.sources import FileSource, Gold, MemorySource, Run
from sayso.errors import DataError, MeasureError, NothingToScore, UsageError
from sayso.evaluate import score
from sayso.evaluate.errors import error_classes

TEXT = "“We sail,” said Orla Finn. “We stay,” said Ned Quill. Finn frowned."


def quote(start, end, kind, **more):
    return {"id": f"q{start}", "content": [{"start": start, "end": end}], "kind": kind, **more}


def record(doc_id, **layers):
    return {"format": "sayso/1", "doc_id": doc_id, **layers}


def gold_of(*records, annotated=None, labels=None, name="gold"):
    documents = [{"doc_id": one["doc_id"], "text": TEXT} for one in records]
    return Gold(MemorySource(records), MemorySource(documents, name="documents"), annotated, labels or {}, name)


def run_of(*records, name="run"):
    return Run(MemorySource(records, name=name), name)


GOLD = gold_of(record("d1", quotes=[quote(1, 8, "direct"), quote(28, 35, "direct"), quote(54, 66, "indirect")]))
RUN = run_of(record("d1", quotes=[quote(1, 8, "direct"), quote(28, 35, "mixed"), quote(45, 50, "direct")]))


def test_values_are_looked_up_by_any_spelling():
    result = score(gold=GOLD, predicted=RUN, measures=["quotes.F", "quotes.P"])
    assert result["quotes.F"].value == 2 / 3
    assert result["quotes.F@overlap(.5)"] is result["run", "quotes.F"]
    assert dict(result["quotes.P"].counts) == {"matched": 2, "gold": 3, "predicted": 3, "documents": 1, "left_out": 0}


def test_a_measure_that_was_not_computed_is_told():
    result = score(gold=GOLD, predicted=RUN, measures=["quotes.F"])
    with pytest.raises(MeasureError) as error:
        _ = result["quotes.R"]
    assert str(error.value) == (
        "no value of 'quotes.R@overlap(0.5)' for run 'run'; runs: run; computed: quotes.F@overlap(0.5)"
    )


def test_with_several_runs_one_has_to_be_named():
    other = run_of(record("d1", quotes=[]), name="other")
    result = score(gold=GOLD, predicted=[RUN, other], measures=["quotes.F"])
    assert (result["run", "quotes.F"].value, result["other", "quotes.F"].value) == (2 / 3, 0.0)
    with pytest.raises(MeasureError, match=r"there are 2 runs; name one, as in result\['run', 'quotes.F'\]"):
        _ = result["quotes.F"]


def test_a_result_is_readable_where_it_stands():
    result = score(gold=GOLD, predicted=RUN, measures=["quotes.F", "events.F"])
    assert repr(result) == (
        "Result(1 run(s), 1 document(s))\n  run\n    quotes.F@overlap(0.5)  0.667\n    events.F@exact         –"
    )


def test_json_has_no_nan_and_says_what_was_computed():
    result = score(gold=GOLD, predicted=RUN, measures=["quotes.F", "events.F"])
    found = json.loads(json.dumps(result.to_dict(errors=True), allow_nan=False))
    assert [one["value"] for one in found["results"]] == [2 / 3, None]
    assert found["signature"]["text"] == str(result.signature)
    assert found["results"][1]["undefined_documents"] == 1
    assert str(result.signature).startswith(f"corpus:{result.signature.corpus}|documents:1|missing:error|on:all|")
    assert str(result.signature).endswith("|sayso:0.1.0")
    assert "sayso:" not in result.signature.compared()


def test_a_frame_has_a_row_a_value():
    frame = score(gold=GOLD, predicted=RUN, measures=["quotes.F", "quotes.kind.accuracy"]).to_frame()
    assert frame["measure"].tolist() == ["quotes.F@overlap(0.5)", "quotes.kind.accuracy@overlap(0.5)"]
    assert frame["value"].tolist() == [2 / 3, 1 / 2]


def test_labels_of_pairs_under_a_criterion_and_of_what_has_no_partner():
    result = score(gold=GOLD, predicted=RUN, measures=["quotes.F"])

    assert result.labels("quotes.kind@exact") == (["direct", "direct"], ["direct", "mixed"])
    assert result.labels("quotes.kind", unpaired="-") == (
        ["direct", "direct", "indirect", "-"],
        ["direct", "mixed", "-", "direct"],
    )


@pytest.mark.parametrize("name", ["quotes.speaker", "quotes.source"])
def test_what_agrees_or_not_has_no_labels(name):
    result = score(gold=GOLD, predicted=RUN, measures=["quotes.F"])
    with pytest.raises(MeasureError) as error:
        result.labels(name)
    assert str(error.value) == f"{name!r} has no labels, only pairs that agree or not; of quotes: quotes.kind"


def test_labels_of_pairs_feed_scikit_learn():
    result = score(gold=GOLD, predicted=RUN, measures=["quotes.kind.accuracy"])
    gold, predicted = result.labels("quotes.kind")
    assert (gold, predicted) == (["direct", "direct"], ["direct", "mixed"])
    assert "direct" in classification_report(gold, predicted, zero_division=0)
    assert f1_score(gold, predicted, average="micro") == result["quotes.kind.accuracy"].value


def test_errors_are_listed_with_their_class_and_what_was_there_instead():
    result = score(gold=GOLD, predicted=RUN, measures=["quotes.F"])
    listed = [(one.layer, one.side, one.error, one.text) for one in result.errors]
    assert listed == [
        ("quotes", "missed", "missed", "Finn frowned"),
        ("quotes", "spurious", "spurious", "d Qui"),
    ]


def test_a_wrong_type_is_listed_on_both_sides_with_its_partner():
    def event(label):
        return {"id": "v1", "trigger": {"start": 4, "end": 8}, "type": label}

    result = score(
        gold=gold_of(record("d1", events=[event("move")])),
        predicted=run_of(record("d1", events=[event("rest")])),
        measures=["events.F"],
    )
    assert [(one.side, one.error, one.label, one.instead) for one in result.errors] == [
        ("missed", "type", "move", "sail · rest"),
        ("spurious", "type", "rest", "sail · move"),
    ]
    assert result.error_classes["run"]["events"]["type"].gain == 1.0


def test_mending_every_class_would_make_f_one():
    """2 of 3 and 3 quotes: F 4/6; missed: 6/7 - 4/6 more; spurious: 4/5 - 4/6 more."""
    classes = error_classes(gold=GOLD, predicted=RUN)["quotes"]
    assert classes["missed"].gain == pytest.approx(6 / 7 - 4 / 6)
    assert classes["spurious"].gain == pytest.approx(4 / 5 - 4 / 6)
    matched = 2 + sum(one.pairs + one.gold for one in classes.values())
    total = 3 + 3 + sum(one.gold - one.predicted for one in classes.values())
    assert 2 * matched / total == 1


def test_two_runs_of_one_name_are_refused():
    with pytest.raises(UsageError, match="two runs are named 'run'; runs are told apart by name, so rename one"):
        score(gold=GOLD, predicted=[RUN, RUN])


def test_no_run_is_refused():
    with pytest.raises(UsageError, match="no run was given; give at least one"):
        score(gold=GOLD, predicted=[])


def test_no_measure_is_refused():
    with pytest.raises(MeasureError, match="no measure was named"):
        score(gold=GOLD, predicted=RUN, measures=[])


def test_documents_common_to_no_run_are_nothing_to_score():
    empty = run_of(record("d2", quotes=[]))
    gold = Gold(GOLD.source, MemorySource([{"doc_id": "d1", "text": TEXT}, {"doc_id": "d2", "text": TEXT}]))
    with pytest.raises(NothingToScore, match="gold 'gold' has no documents to score"):
        score(gold=gold, predicted=empty, on="common")


def test_common_documents_leave_the_others_out_and_say_so():
    gold = gold_of(record("d1", quotes=[quote(1, 8, "direct")]), record("d2", quotes=[quote(1, 8, "direct")]))
    result = score(gold=gold, predicted=run_of(record("d2", quotes=[])), measures=["quotes.R"], on="common")
    assert (result["quotes.R"].value, result.left_out, result.signature.documents) == (0.0, 1, 1)


def test_a_missing_document_is_an_error_unless_it_counts_as_empty():
    gold = gold_of(record("d1", quotes=[quote(1, 8, "direct")]), record("d2", quotes=[quote(1, 8, "direct")]))
    run = run_of(record("d2", quotes=[quote(1, 8, "direct")]))
    with pytest.raises(DataError, match="E603"):
        score(gold=gold, predicted=run)
    assert score(gold=gold, predicted=run, measures=["quotes.R"], missing="empty")["quotes.R"].value == 1 / 2


def test_a_failure_counts_as_found_nothing_and_is_reported():
    gold = gold_of(record("d1", quotes=[quote(1, 8, "direct")]), record("d2", quotes=[quote(1, 8, "direct")]))
    failed = record("d1", failure={"class": "ValueError", "message": "no parse"})
    result = score(gold=gold, predicted=run_of(failed, record("d2", quotes=[])), measures=["quotes.R"])
    assert result["quotes.R"].counts["gold"] == 2
    assert result.failures == {"run": {"d1": "ValueError: no parse"}}


def test_an_attribute_that_a_later_batch_shows_counts_in_all():
    """Kinds are annotated, though only the second document has one: in the first, null equals null alone."""
    gold = gold_of(record("d1", quotes=[quote(1, 8, None)]), record("d2", quotes=[quote(1, 8, "direct")]))
    run = run_of(record("d1", quotes=[quote(1, 8, "mixed")]), record("d2", quotes=[quote(1, 8, "direct")]))
    results = [
        score(gold=gold, predicted=run, measures=["quotes.kind.F", "quotes.kind.accuracy"], characters=characters)
        for characters in (1, 10**6)
    ]
    assert results[0].to_dict(errors=True) == results[1].to_dict(errors=True)
    assert results[0]["quotes.kind.accuracy"].value == 1 / 2


def test_the_digest_changes_with_the_content_and_with_nothing_else():
    same = gold_of(record("d1", quotes=list(reversed(GOLD.source._records[0]["quotes"]))))
    other = gold_of(record("d1", quotes=[quote(1, 8, "direct")]))
    digests = [score(gold=gold, predicted=RUN, measures=["quotes.F"]).signature.corpus for gold in (GOLD, same, other)]
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize("door", ["records", "files"])
def test_a_layer_is_attempted_by_a_record_of_any_document(door, tmp_path):
    # measures.md §1: a run that attempts a layer and has no answer for a document has an empty list there.
    documents = [{"doc_id": doc_id, "text": TEXT} for doc_id in ("d1", "other")]
    gold = [record("d1", quotes=[quote(1, 8, "direct")])]
    run = [record("other", quotes=[])]

    def source(name, records):
        if door == "records":
            return MemorySource(records, name=name)
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
        return FileSource(path)

    both = Gold(source("gold", gold), source("documents", documents))
    result = score(gold=both, predicted=Run(source("run", run), "run"), measures=["quotes.F"], missing="empty")

    assert result["quotes.F"].value == 0.0
    assert result["quotes.F"].undefined_documents == 0


def test_what_is_about_items_is_read_once_and_then_kept():
    corpus = sayso.load()
    result = sayso.score(gold=corpus.gold, predicted=corpus.passes["annotator-b"], measures=["quotes.F"])
    read, again = [], result._again
    object.__setattr__(result, "_again", lambda what, **options: read.append(what) or again(what, **options))
    readings = (
        lambda: result.errors,
        lambda: result.error_classes,
        lambda: result.error_counts,
        lambda: result.overlap("quotes"),
        lambda: result.census(["kind"]),
        lambda: result.confusion("quotes.kind"),
    )
    first = [reading() for reading in readings]

    assert all(one is reading() for one, reading in zip(first, readings, strict=True))
    assert read == ["errors", "classes", "error counts", "overlaps", "censuses", "confusion"]
    assert result.confusion("events.type") is not result.confusion("quotes.kind")
