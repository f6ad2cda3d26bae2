"""Tables: Parquet and `datasets` have the values of JSON Lines of the same content, and the same faults."""

import contextlib
import dataclasses
import json

import datasets
import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from harbour import documents, gold, record, span, write
from sayso.data.cells import Cells
from sayso.data.columnar.casting import as_records
from sayso.data.columnar.doubt import Doubt
from sayso.data.columnar.passing import Passage
from sayso.data.corpus import load
from sayso.data.dataset import from_dataset, to_dataset
from sayso.data.joined import without_nulls
from sayso.data.pairing import Pairing
from sayso.data.sources import FileSource, Gold, MemorySource, Run, read_run
from sayso.data.tables import write_parquet
from sayso.errors import DataError, UsageError
from strategies import cases

ANY = {"missing": "empty", "labels": "open"}


def told(gold, runs, characters=200, **options):
    """Every row, or every problem without its file and line; and whether columns were sure of it."""
    pairing = Pairing(gold, runs, **options)
    try:
        found = [
            (row.doc_id, row.document, without_nulls(row.gold), tuple(map(without_nulls, row.predicted)))
            for rows in pairing.batches(characters)
            for row in rows.rows
        ]
    except DataError as error:
        return [(one.code, one.where.path, one.where.doc_id, one.found) for one in error.problems], False
    passage = pairing.passage()
    with contextlib.suppress(Doubt):
        for _ in passage.batches(characters):
            pass
        return found, True
    return found, False


def in_files(case, folder):
    paths = [write(folder / f"{name}.jsonl", getattr(case, name)) for name in ("documents", "gold", "run")]
    given = Gold(FileSource(paths[1]), FileSource(paths[0]), case.annotated, case.labels)
    return given, [read_run(paths[2])]


@pytest.mark.slow
@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(case=cases(), data=st.data())
def test_tables_have_the_values_of_the_lines_that_they_were_made_from(case, data, tmp_path_factory):
    """In any order of the rows, in batches of any size."""
    assume(case.run)  # a file without a line is refused, a table without a row is a run without records
    folder = tmp_path_factory.mktemp("tables")
    theirs, runs = in_files(case, folder)
    expected, _ = told(theirs, runs, **ANY)
    order = data.draw(st.permutations(case.run))
    write_parquet(Run(MemorySource(order), "run"), folder / "run.parquet")
    corpus = load(case.gold, documents=case.documents)
    own = Gold(corpus.gold.source, corpus.gold.documents, case.annotated, case.labels)
    write_parquet(type(corpus)(corpus.name, corpus.documents, own), folder / "gold.parquet")
    found = load(folder / "gold.parquet").gold
    run = read_run(folder / "run.parquet")

    rows, sure = told(found, [run], data.draw(st.sampled_from((1, 60, 10_000))), **ANY)

    # A corpus of one table is in the order of its documents.
    places = {doc_id: number for number, (doc_id, *_) in enumerate(rows)}
    assert sure
    assert rows == sorted(expected, key=lambda row: places[row[0]])
    table = to_dataset(Run(MemorySource(order), "run"))
    assert told(found, [from_dataset(table)], **ANY) == (rows, True)


def test_scores_and_digests_do_not_tell_tables_from_lines():
    corpus = load()
    table = from_dataset(corpus.to_dataset())
    run = corpus.passes["annotator-b"]
    found = [
        next(Pairing(given.gold, [one]).batches(10**9)).batch()
        for given, one in ((corpus, run), (table, from_dataset(to_dataset(run))))
    ]
    sides = [side for batch in found for side in batch.sides]
    for name in ("mentions", "quotes", "events", "arguments", "stances"):
        for side, other in zip(sides[:2], sides[2:], strict=True):
            for column, same in zip(vars_of(getattr(side, name)), vars_of(getattr(other, name)), strict=True):
                assert np.array_equal(column, same)


def vars_of(layer):
    return [getattr(layer, field.name) for field in dataclasses.fields(layer)]


FAULTS = {
    "E103 beyond the text": lambda one: one["quotes"][0]["content"][0].update(end=10_000, text=None),
    "E203 no content": lambda one: one["quotes"][0].update(content=[]),
    "E202 unknown": lambda one: one.update(colour="red"),
    "E202 unknown within": lambda one: one["entities"][0].update(colour="red"),
    "E201 an offset that is a fraction": lambda one: one["quotes"][0]["content"][0].update(start=0.5),
    "E302 a speaker that is not there": lambda one: one["quotes"][0].update(speakers=["e9"]),
    "E303 ids": lambda one: one["entities"].append(one["entities"][0]),
    "another text": lambda one: one["quotes"][0]["content"][0].update(text="something else"),
    "another document": lambda one: one.update(doc_id="nowhere"),
    "no document": lambda one: one.update(doc_id=None),
    "a number as a document": lambda one: one.update(doc_id=None, format=None),
    "a layer less": lambda one: one.update(events=None),
    "a score": lambda one: one["quotes"][0].update(score=1.5),
    "no number": lambda one: one["quotes"][0].update(score=float("nan")),
    "a null item": lambda one: one["quotes"].append(None),
    "an empty span": lambda one: one["entities"][0]["mentions"].append({"span": None}),
    "another format": lambda one: one.update(format="sayso/2"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_in_a_run_is_told_as_it_is_of_a_file(name, tmp_path):
    """Of NaN alone a file tells that it is no JSON, so that is compared with records in memory."""
    wrong = [json.loads(json.dumps(one)) for one in gold()]
    FAULTS[name](wrong[0])
    given = Gold(MemorySource(gold()), MemorySource(documents()))
    in_memory = Run(MemorySource([without_nulls(one) for one in wrong]), "run")
    pyarrow.parquet.write_table(pa.Table.from_pylist(wrong), tmp_path / "run.parquet")

    expected, _ = told(given, [in_memory])
    found, _ = told(given, [read_run(tmp_path / "run.parquet")])

    assert expected
    assert found == _read_back(expected, name)


def _read_back(problems, name):
    # Arrow has one type for a column: the other fractions and numbers beside a wrong one change as well.
    return problems if name != "E201 an offset that is a fraction" else ANYTHING


class _Anything:
    def __eq__(self, other):
        return bool(other) and all(code == "E201" for code, *_ in other)

    __hash__ = None


ANYTHING = _Anything()


@pytest.mark.parametrize(
    "spell",
    [
        pytest.param(lambda table: table.cast(_wide(table.schema)), id="wide lists and strings"),
        pytest.param(lambda table: pa.concat_tables([table.slice(1), table.slice(0, 1)]).slice(0, 2), id="slices"),
        pytest.param(
            lambda table: table.set_column(0, "format", table.column("format").dictionary_encode()), id="a dictionary"
        ),
        pytest.param(lambda table: table.append_column("more", pa.nulls(len(table))), id="a column of nulls"),
        pytest.param(
            lambda table: table.append_column("failure", pa.array([{"class": None, "message": None}] * len(table))),
            id="structs of nulls",
        ),
    ],
)
def test_other_spellings_of_the_same_values_are_plain_too(spell, tmp_path):
    whole = pa.Table.from_pylist(gold())
    pyarrow.parquet.write_table(spell(whole), tmp_path / "run.parquet")
    given = Gold(MemorySource(gold()), MemorySource(documents()))
    rows, sure = told(given, [read_run(tmp_path / "run.parquet")])
    assert sure
    assert [row[3][0] for row in rows] == gold()


def _wide(schema):
    def wide(kind):
        if pa.types.is_list(kind):
            return pa.large_list(wide(kind.value_type))
        if pa.types.is_struct(kind):
            return pa.struct([(field.name, wide(field.type)) for field in kind])
        return pa.large_string() if pa.types.is_string(kind) else pa.int32() if pa.types.is_integer(kind) else kind

    return pa.schema([(field.name, wide(field.type)) for field in schema])


def test_values_beneath_nulls_are_none():
    """Arrow may keep anything where a list or a struct is null; what is null is null."""
    spans = pa.StructArray.from_arrays(
        [pa.array([1, 2]), pa.array([2, 3])], names=["start", "end"], mask=pa.array([False, True])
    )
    quotes = pa.StructArray.from_arrays([pa.array(["q", "r"]), spans], names=["id", "cue"])
    lists = pa.ListArray.from_arrays(pa.array([0, 1, 2], pa.int32()), quotes, mask=pa.array([False, True]))
    rows = pa.StructArray.from_arrays([pa.array(["a", "b"]), lists], names=["doc_id", "quotes"])
    found = as_records(rows)
    assert [without_nulls(one) for one in found.to_pylist()] == [
        {"doc_id": "a", "quotes": [{"id": "q", "cue": {"start": 1, "end": 2}}]},
        {"doc_id": "b"},
    ]
    assert len(found.field("quotes").values) == 1


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(pa.array([[1]], pa.list_(pa.int8(), 1)), id="a list of fixed length of numbers"),
        pytest.param(pa.array(["x"]), id="a string for a list"),
        pytest.param(pa.array([{}], pa.struct([])), id="a struct without fields"),
        pytest.param(pa.array([[{"id": 2**63}]], pa.list_(pa.struct([("id", pa.uint64())]))), id="numbers for strings"),
    ],
)
def test_other_types_are_in_doubt(column):
    with pytest.raises(Doubt):
        as_records(pa.StructArray.from_arrays([pa.array(["a"]), column], names=["doc_id", "quotes"]))


def test_a_table_in_another_order_is_read_from_a_file_that_is_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("sayso.data.parquet.ROWS", 3)
    numbers = np.random.Generator(np.random.PCG64(5)).permutation(20).tolist()
    texts = [{"doc_id": f"d{number}", "text": f"Text {number}."} for number in range(20)]
    said = [
        record(f"d{number}", quotes=[{"id": "q", "content": [{"start": 0, "end": 4, "text": "Text"}]}])
        for number in range(20)
    ]
    write_parquet(Run(MemorySource([said[number] for number in numbers]), "run"), tmp_path / "run.parquet")
    given = Gold(MemorySource(said), MemorySource(texts))
    run = read_run(tmp_path / "run.parquet")
    rows, sure = told(given, [run], 30)
    assert sure
    assert [row[3][0] for row in rows] == said
    assert [row.predicted[0] for row in Pairing(given, [run])] == said  # by the strict reader too
    assert not list((tmp_path / "temporary").iterdir())


def test_missing_records_and_failures_beside_those_of_a_table():
    answers = [gold()[1], record("harbour", failure={"class": "Overrun", "message": "3 s"})]
    given = Gold(MemorySource(gold()), MemorySource(documents()))
    run = from_dataset(to_dataset(Run(MemorySource(answers), "run")))
    rows, sure = told(given, [run])
    assert sure
    assert [row[3][0] for row in rows] == answers[::-1]
    run = from_dataset(to_dataset(Run(MemorySource(answers[:1]), "run")))
    rows, sure = told(given, [run], missing="empty")
    assert sure
    assert [row[3][0] for row in rows] == [None, gold()[1]]
    assert told(given, [run])[0] == [("E603", None, "harbour", "no record for gold document 'harbour'")]


def test_documents_twice_and_without_annotations_in_one_table():
    both = [{**one, **other} for one, other in zip(documents(), gold(), strict=True)]
    bare = {"doc_id": "bare", "text": "Nothing was said.", "meta": json.dumps({"n": [1, None]})}
    corpus = from_dataset(datasets.Dataset.from_list([{**both[0], "meta": None}, both[1], bare]))
    assert (len(corpus.documents), len(corpus.gold.source), len(corpus.gold)) == (3, 2, 2)
    assert [one.record["doc_id"] for one in corpus.gold.source.entries()] == ["harbour", "market"]
    assert list(corpus.documents)[-1] == {**bare, "meta": {"n": [1, None]}}
    assert told(corpus.gold, [])[1]
    twice = from_dataset(datasets.Dataset.from_list([*both, both[0]]))
    problems, _ = told(twice.gold, [])
    assert {code for code, *_ in problems} == {"E601"}
    assert repr(twice.gold.source) == "TableSource('dataset')"


def test_a_string_that_is_no_utf_8_is_told(tmp_path):
    data = pa.array([b"a\xff", b"b"], pa.binary()).view(pa.string())
    table = pa.table({"doc_id": data, "format": ["sayso/1"] * 2, "quotes": pa.array([[], []], pa.list_(pa.null()))})
    pyarrow.parquet.write_table(table, tmp_path / "run.parquet")
    run = read_run(tmp_path / "run.parquet")
    with pytest.raises(UsageError, match=r"run\.parquet: row 1 has a string that is no UTF-8"):
        list(run)
    given = Gold(MemorySource(gold()), MemorySource(documents()))
    with pytest.raises(UsageError, match=r"run\.parquet: row 1 has a string that is no UTF-8"):
        told(given, [run])


def test_a_cell_is_decoded_when_somebody_asks():
    rows = pa.table({"doc_id": ["a", "b"], "meta": ["{", '{"x": 1}'], "title": [None, "T"]}).to_batches()[0]
    structs = rows.to_struct_array()
    assert Cells(structs, 0).record() == {"doc_id": "a", "meta": "{"}
    assert Cells(structs, 1).record() == {"doc_id": "b", "meta": {"x": 1}, "title": "T"}


def test_no_python_object_is_made_of_a_record_that_is_only_counted(monkeypatch):
    given = from_dataset(to_dataset(load([{**one, **other} for one, other in zip(documents(), gold(), strict=True)])))
    run = from_dataset(to_dataset(Run(MemorySource(gold()), "run")))
    monkeypatch.setattr(Cells, "record", lambda _: pytest.fail("decoded"))
    labels = ({}, {})
    passage = Passage(given.gold, [run], labels=labels, common=False, complete=True)
    assert sum(len(rows.rows) for rows in passage.batches(10)) == 2
    assert span("market", "Bo Ray")["start"] > 0
