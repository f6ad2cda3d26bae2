"""Gold and runs come together by document, in any order, or not at all."""

import json

import pytest

from sayso.data.joinedsource import JoinedSource
from sayso.data.pairing import Pairing, rows
from sayso.data.sources import FileSource, Gold, MemorySource, Run, read_run
from sayso.errors import DataError, UsageError

NAMES = ("ash", "birch", "cedar", "dogwood")


def document(name):
    return {"doc_id": name, "text": f"The {name} was felled."}


def record(name, **layers):
    return {"format": "sayso/1", "doc_id": name} | (layers or {"quotes": []})


def gold_of(names=NAMES, records=None, documents=NAMES, **options):
    source = MemorySource(records or [record(name) for name in names], name="gold.jsonl")
    return Gold(source, MemorySource(map(document, documents), name="documents.jsonl"), **options)


def run_of(names, name="run", **layers):
    return Run(MemorySource([record(one, **layers) for one in names], name=f"{name}.jsonl"), name)


def told(gold, runs, **options):
    with pytest.raises(DataError) as caught:
        list(rows(gold, runs, **options))
    return [(problem.code, str(problem.where), problem.where.doc_id) for problem in caught.value.problems]


def write(path, records):
    opener = __import__("gzip").open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in records)
    return path


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz"])
@pytest.mark.parametrize("orders", [(NAMES, NAMES, NAMES), (NAMES[::-1], NAMES, NAMES[2:] + NAMES[:2])])
def test_rows_come_in_the_order_of_gold_whatever_the_order_of_the_files(orders, ending, tmp_path):
    of_gold, of_documents, of_run = orders
    files = {
        "gold": [record(name) for name in of_gold],
        "documents": [document(name) for name in of_documents],
        "run": [record(name, quotes=[], events=[]) for name in of_run],
    }
    paths = {name: write(tmp_path / f"{name}.{ending}", records) for name, records in files.items()}
    gold = Gold(FileSource(paths["gold"]), FileSource(paths["documents"]))

    found = list(rows(gold, [read_run(paths["run"]), run_of(of_run)]))

    assert [row.doc_id for row in found] == list(of_gold)
    for row in found:
        assert row.document == document(row.doc_id)
        assert row.gold == record(row.doc_id)
        assert row.predicted == (record(row.doc_id, quotes=[], events=[]), record(row.doc_id))


def test_documents_without_gold_are_not_rows():
    assert [row.doc_id for row in rows(gold_of(["birch"]), [run_of(NAMES)])] == ["birch"]


def test_a_gold_document_absent_from_a_run_is_a_problem():
    assert told(gold_of(), [run_of(NAMES), run_of(NAMES[:3], "short")]) == [("E603", "short.jsonl", "dogwood")]


def test_missing_empty_gives_none():
    found = list(rows(gold_of(), [run_of(NAMES[:3])], missing="empty"))

    assert [row.predicted[0] is None for row in found] == [False, False, False, True]


def test_on_common_leaves_out_and_counts_what_some_run_lacks():
    pairing = Pairing(gold_of(), [run_of(["birch", "cedar"]), run_of(["ash", "birch"])], on="common")

    assert [row.doc_id for row in pairing] == ["birch"]
    assert pairing.left_out == 3
    assert len(list(pairing)) == 1
    assert pairing.left_out == 3


def test_failures_are_answers_and_need_no_layers():
    failure = {"format": "sayso/1", "doc_id": "birch", "failure": {"class": "ValueError", "message": "no words"}}
    run = Run(MemorySource([record("ash"), failure]), "run")

    assert [row.predicted for row in rows(gold_of(["ash", "birch"]), [run], on="common")] == [
        (record("ash"),),
        (failure,),
    ]


def test_documents_absent_from_the_corpus_are_problems_of_whoever_names_them():
    gold = gold_of(["ash", "elm"], documents=["ash"])

    assert told(gold, [run_of(["ash", "elm", "fir"]), run_of(["elm", "ash", "fir"], "other")]) == [
        ("E602", "gold.jsonl:2", "elm"),
        ("E602", "other.jsonl:3", "fir"),
        ("E602", "run.jsonl:3", "fir"),
    ]


def test_records_of_documents_without_gold_are_checked_against_their_text_in_every_run():
    wrong = [{"id": "q1", "content": [{"start": 0, "end": 3, "text": "An "}]}]
    gold = gold_of(["ash"])
    runs = [Run(MemorySource([record("ash"), record("birch", quotes=wrong)], name=name), name) for name in "ab"]

    assert told(gold, runs) == [("E305", "a:2", "birch"), ("E305", "b:2", "birch")]


def test_a_document_twice_is_a_problem_in_every_kind_of_file():
    gold = gold_of(["ash", "ash"], documents=["ash", "birch", "ash"])

    assert told(gold, [run_of(["ash", "birch", "birch"])]) == [
        ("E601", "documents.jsonl:3", "ash"),
        ("E601", "gold.jsonl:2", "ash"),
        ("E601", "run.jsonl:3", "birch"),
    ]


def test_a_layer_in_some_records_only_is_told_once_with_a_count():
    records = [record("ash", quotes=[], events=[]), record("birch"), record("cedar"), record("dogwood", quotes=[])]
    with pytest.raises(DataError) as caught:
        list(rows(gold_of(), [Run(MemorySource(records, name="run.jsonl"), "run")]))

    assert [str(problem) for problem in caught.value.problems] == [
        "run.jsonl:2: E604 at $.events (document 'birch')\n"
        "    found     no events in this record, nor in 2 more, but in that of line 1\n"
        "    expected  events in every record but the failures, or in none\n"
        "    way out   Write [] where the extractor looked and found nothing."
    ]


def test_gold_may_have_other_layers_in_each_record():
    records = [record("ash", quotes=[]), record("birch", events=[])]

    assert len(list(rows(gold_of(records=records), []))) == 2


def test_a_broken_record_is_there_though_it_is_broken():
    """No second problem says that its document is absent; and the other side is still checked."""
    broken = record("birch") | {"quote": []}
    odd = record("birch", quotes=[{"id": "q", "content": [{"start": 3, "end": 3}]}])
    gold = gold_of(records=[record("ash"), broken], documents=["ash", "birch"])
    runs = [Run(MemorySource([record("ash"), one], name="run.jsonl"), "run") for one in (odd, broken)]

    assert told(gold, runs[:1]) == [("E202", "gold.jsonl:2", "birch"), ("E303", "run.jsonl:2", "birch")]
    assert told(gold_of(["ash", "birch"]), runs[1:]) == [("E202", "run.jsonl:2", "birch")]


def test_no_row_comes_after_the_first_problem():
    gold = gold_of(records=[record("ash"), record("birch") | {"quote": []}, record("cedar")])
    seen = []
    with pytest.raises(DataError):
        for row in rows(gold, []):
            seen.append(row.doc_id)

    assert seen == ["ash"]


def test_where_a_line_cannot_be_read_no_document_is_called_absent(tmp_path):
    run = tmp_path / "run.jsonl"
    run.write_text(json.dumps(record("ash")) + "\n{\n", encoding="utf-8")

    assert told(gold_of(["ash", "birch"]), [read_run(run)]) == [("E103", f"{run}:2", None)]
    nameless = Run(MemorySource([record("ash"), {"format": "sayso/1"}], name="run.jsonl"), "run")
    assert told(gold_of(["ash", "birch"]), [nameless]) == [("E203", "run.jsonl:2", None)]
    documents = MemorySource([document("ash"), 3], name="documents.jsonl")
    assert told(Gold(gold_of(["ash", "birch"]).source, documents), []) == [("E105", "documents.jsonl:2", None)]


def test_labels_are_closed_unless_they_are_open_and_gold_is_always_held_to_them():
    spoken = [{"id": "q1", "content": [{"start": 0, "end": 3}], "kind": "spoken"}]
    direct = [spoken[0] | {"kind": "direct"}]
    labels = {"quotes.kind": ("direct", "indirect")}
    run = run_of(["ash"], quotes=spoken)
    gold = gold_of(records=[record("ash", quotes=direct)], labels=labels)

    assert told(gold, [run]) == [("E501", "run.jsonl:1", "ash")]
    assert len(list(rows(gold, [run], labels="open"))) == 1
    strange = gold_of(records=[record("ash", quotes=spoken)], labels=labels)
    assert told(strange, [], labels="open") == [("E501", "gold.jsonl:1", "ash")]


def test_all_problems_of_all_files_come_at_once():
    gold = gold_of(records=[record("ash", quotes=[{"id": "q"}]), record("birch", colour="red")])
    runs = [run_of(["ash", "oak"], "one"), run_of(["birch", "birch"], "two")]

    assert told(gold, runs) == [
        ("E203", "gold.jsonl:1", "ash"),
        ("E202", "gold.jsonl:2", "birch"),
        ("E603", "one.jsonl", "birch"),
        ("E602", "one.jsonl:2", "oak"),
        ("E603", "two.jsonl", "ash"),
        ("E601", "two.jsonl:2", "birch"),
    ]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = write(tmp_path / "run.jsonl", [record(name) for name in NAMES])
    stream = iter(rows(gold_of(["dogwood", "ash"]), [read_run(path)]))
    assert next(stream).doc_id == "dogwood"

    write(path, [record(name) for name in NAMES[::-1]])

    with pytest.raises(UsageError, match=r"run\.jsonl:1: the file was changed while it was read; start again"):
        next(stream)


def test_documents_may_be_spread_over_files(tmp_path):
    parts = [write(tmp_path / f"{name}.jsonl", [document(name)]) for name in NAMES]
    documents = JoinedSource([FileSource(part) for part in parts])
    gold = Gold(gold_of(NAMES[::-1]).source, documents)

    assert [row.document for row in rows(gold, [])] == [document(name) for name in NAMES[::-1]]
    assert len(documents) == len(list(documents)) == 4
