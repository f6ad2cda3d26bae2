"""Parquet is shared out by its row groups, alone and beside lines: the same bytes as one process gives."""

import itertools

import pyarrow as pa
import pyarrow.parquet
import pytest

from harbour import run as sayso
from sayso.command.progress import scoring
from sayso.data import parquet
from sayso.data.corpus import Corpus, load
from sayso.data.groups import row_groups
from sayso.data.jsonl import Part
from sayso.data.parquet import ParquetTable
from sayso.data.parts import file_of, part_at, parts_in_step, size_of
from sayso.data.sources import FileSource, Gold, MemorySource, Run, read_run
from sayso.data.tables import write_parquet
from sayso.data.tablesource import TableSource
from sayso.data.urls import Url
from sayso.errors import UsageError
from sayso.evaluate import score
from sharing import FEW, Here, corpus, files, told


def grouped(path, size):
    """A table written again with row groups of so many rows."""
    pa.parquet.write_table(pa.parquet.read_table(path), path, row_group_size=size)
    return path


def tables(folder, case, groups=(3, 4)):
    """A case as files and as tables: gold with its documents, and the run."""
    gold, (run,) = files(folder, case)
    write_parquet(Corpus("gold", gold.documents, gold), folder / "gold.parquet")
    write_parquet(run, folder / "run-0.parquet")
    grouped(folder / "gold.parquet", groups[0])
    grouped(folder / "run-0.parquet", groups[1])
    return gold, run


def carried(folder, gold, how):
    """Gold, its documents and the run, each from lines or from a table."""
    table = load(folder / "gold.parquet").gold
    source, documents = (table.source, table.documents) if how[0] == "table" else (gold.source, gold.documents)
    if how[1] == "table":
        documents = table.documents
    elif how[0] == "table":
        documents = gold.documents
    run = read_run(folder / f"run-0.{'parquet' if how[2] == 'table' else 'jsonl'}")
    return Gold(source, documents, gold.annotated, gold.labels), [run]


def test_tables_are_shared_out(tmp_path):
    gold, run = tables(tmp_path, corpus(range(8)), (2, 3))
    there, runs = carried(tmp_path, gold, ("table", "table", "table"))
    here = Here()

    assert told(there, runs, FEW[:1], jobs=3, executor=here) == told(gold, [run], FEW[:1], jobs=1)
    assert here.helped and len(here.shards) == 3


@pytest.mark.slow
@pytest.mark.parametrize("how", list(itertools.product(("table", "lines"), repeat=3)))
def test_any_of_the_files_may_be_a_table(tmp_path, how):
    gold, run = tables(tmp_path, corpus(range(24)))
    there, runs = carried(tmp_path, gold, how)
    here = Here()

    alone = told(gold, [run], jobs=1)
    for workers in (2, 5):
        assert told(there, runs, jobs=workers, executor=here) == alone
    assert here.helped
    assert len(here.shards) >= 2 + 4


@pytest.mark.slow
@pytest.mark.parametrize("groups", [(1, 1), (1, 7), (5, 2), (11, 13)])
def test_row_groups_need_not_be_those_of_gold(tmp_path, groups):
    gold, run = tables(tmp_path, corpus(range(24)), groups)
    there, runs = carried(tmp_path, gold, ("table", "table", "table"))
    here = Here()

    assert told(there, runs, jobs=6, executor=here) == told(gold, [run], jobs=1)
    assert here.helped
    assert 2 <= len(here.shards) <= 24 // max(groups) + 1


@pytest.mark.slow
@pytest.mark.parametrize("how", [("table", "table", "lines"), ("lines", "lines", "table"), ("table", "table", "table")])
def test_tables_at_urls_are_shared_too(tmp_path, how):
    gold, run = tables(tmp_path, corpus(range(24)))
    base, here = f"file://{tmp_path}", Here()
    there = load(f"{base}/gold.parquet").gold if how[0] == "table" else gold
    there = Gold(there.source, there.documents, gold.annotated, gold.labels)
    runs = [read_run(f"{base}/run-0.{'parquet' if how[2] == 'table' else 'jsonl'}")]

    assert told(there, runs, jobs=4, executor=here) == told(gold, [run], jobs=1)
    assert here.helped and len(here.shards) >= 4


def test_one_row_group_is_read_by_one_process(tmp_path):
    gold, run = tables(tmp_path, corpus(range(24)), (3, 1000))
    there, runs = carried(tmp_path, gold, ("table", "table", "table"))
    here = Here()

    assert told(there, runs, jobs=4, executor=here) == told(gold, [run], jobs=1)
    assert not here.shards


@pytest.mark.slow
def test_documents_without_gold_or_without_a_run_are_no_matter(tmp_path):
    case = corpus(range(24))
    del case.gold[:4], case.gold[8:11], case.run[:4], case.run[9], case.run[-1]
    gold, run = tables(tmp_path, case)
    here = Here()
    for options in ({"missing": "empty"}, {"on": "common"}, {"missing": "empty", "by": ["doc.source"]}):
        alone = told(gold, [run], jobs=1, **options)
        for how in (("table", "table", "table"), ("table", "table", "lines"), ("lines", "table", "table")):
            assert told(*carried(tmp_path, gold, how), jobs=5, executor=here, **options) == alone
    assert here.helped


@pytest.mark.slow
def test_items_are_read_again_by_all(tmp_path):
    gold, run = tables(tmp_path, corpus(range(24)))
    there, runs = carried(tmp_path, gold, ("table", "table", "table"))
    here, seen = Here(), []
    result = score(gold=there, predicted=runs, measures=FEW, executor=here, jobs=4, progress=seen.append)
    alone = score(gold=gold, predicted=[run], measures=FEW, jobs=1)

    assert (result.errors, result.error_counts) == (alone.errors, alone.error_counts)
    assert here.helped and len(here.shards) > 8
    assert {reading.size for reading in seen} == {0}  # rows have no lines
    assert seen[3].documents <= seen[-1].documents == 24
    with scoring(there, runs) as progress:
        assert progress is None


@pytest.mark.slow
def test_a_table_in_another_order_is_left_to_one_process(tmp_path):
    case = corpus(range(24))
    case.run.reverse()
    gold, run = tables(tmp_path, case)
    here = Here()

    for how in (("table", "table", "table"), ("lines", "lines", "table"), ("table", "table", "lines")):
        assert told(*carried(tmp_path, gold, how), jobs=4, executor=here) == told(gold, [run], jobs=1)
    assert not here.helped


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, 12, 23])
def test_what_is_wrong_is_told_by_one_process(tmp_path, place):
    case = corpus(range(24))
    case.run[place]["quotes"] = [{"id": "q1", "content": [{"start": 0, "end": 999}]}]
    gold, _ = tables(tmp_path, case)
    there, runs = carried(tmp_path, gold, ("table", "table", "table"))
    here = Here()

    alone = told(there, runs, jobs=1)
    assert "E303" in alone or "999" in alone
    assert told(there, runs, jobs=4, executor=here) == alone
    assert None in here.shards


@pytest.mark.slow
def test_ids_are_found_however_lines_spell_them(tmp_path):
    case = corpus(range(24))
    for records in (case.documents, case.gold, case.run):
        for record in records:
            record["doc_id"] = f"é “{record['doc_id']}”\t\\"
    gold, run = tables(tmp_path, case)
    escaped = (tmp_path / "gold.jsonl").read_bytes().decode().encode("ascii", "backslashreplace").decode()
    (tmp_path / "gold.jsonl").write_text(escaped.replace("\\xe9", "\\u00e9"))
    here = Here()

    alone = told(gold, [run], jobs=1)
    for how in (("table", "table", "table"), ("lines", "table", "table"), ("table", "table", "lines")):
        assert told(*carried(tmp_path, gold, how), jobs=4, executor=here) == alone
    assert here.helped and len(here.shards) >= 12


def test_what_names_no_document_is_not_cut(tmp_path):
    rows = [{"doc_id": f"d{number}", "format": "sayso/1"} for number in range(6)]
    for change in (
        [{**row, "doc_id": None} for row in rows],
        [{"format": "sayso/1"} for _ in rows],
        [{"doc_id": row["doc_id"]} for row in rows],
        [{**row, "doc_id": b"\xff"} for row in rows],
        [],
    ):
        table = pa.Table.from_pylist(change, schema=None if change else pa.schema([("doc_id", pa.string())]))
        if change and change[0].get("doc_id") == b"\xff":
            table = table.set_column(0, "doc_id", table["doc_id"].combine_chunks().view(pa.string()))
        path = tmp_path / "odd.parquet"
        pa.parquet.write_table(table, path, row_group_size=2)
        assert parts_in_step([path, path], 3) == [(Part(), Part())]
    path.write_bytes(b"PAR1 is not all")
    with pytest.raises(UsageError, match=r"odd.parquet: found no Parquet file that can be read \("):
        parts_in_step([path, path], 3)


def test_what_is_damaged_further_in_is_told(tmp_path):
    tables(tmp_path, corpus(range(24)))
    path = tmp_path / "run-0.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + b"\xff" * 3000 + whole[3004:])
    with (
        pytest.raises(UsageError, match=r"run-0.parquet: found no Parquet file that can be read \("),
        row_groups(path) as groups,
    ):
        groups.find(b'"d00"', 0, 0)


def test_a_part_has_its_rows_and_no_more(tmp_path, monkeypatch):
    records = [{"format": "sayso/1", "doc_id": f"d{number:02}", "quotes": []} for number in range(10)]
    path = tmp_path / "run.parquet"
    write_parquet(Run(MemorySource(records), "run"), path)
    for size, rows in ((1, 250), (3, 2), (4, 3), (99, 4)):
        monkeypatch.setattr(parquet, "ROWS", rows)
        grouped(path, size)
        table = ParquetTable(path)
        for begin, end in itertools.combinations_with_replacement((0, 1, 3, 8, 10), 2):
            part = ParquetTable(path, Part(begin, end))
            found = [doc_id for batch in part.batches(["doc_id"]) for doc_id in batch["doc_id"].to_pylist()]
            assert (len(part), found) == (end - begin, [one["doc_id"] for one in records[begin:end]])
        assert len(table) == sum(map(len, table.batches(["quotes"]))) == 10
        assert list(part_at(str(path), Part(3), "records")) == records[3:]
        assert parts_in_step([path, path], 4)[0][0].begin == 0


def test_only_files_of_the_right_name_are_read_in_parts(tmp_path):
    gold, run = tables(tmp_path, corpus(range(3)))
    table = load(tmp_path / "gold.parquet").gold
    other = tmp_path / "lines.parquet"
    other.write_bytes((tmp_path / "run-0.jsonl").read_bytes())
    renamed = (tmp_path / "gold.parquet").rename(tmp_path / "gold.table")

    assert file_of(run.source) == tmp_path / "run-0.jsonl"
    assert file_of(table.source) == file_of(table.documents) == tmp_path / "gold.parquet"
    assert file_of(FileSource(other)) is None
    assert file_of(TableSource(ParquetTable(renamed), "gold", name="x")) is None
    assert file_of(MemorySource([])) is None
    lines, rows = (tmp_path / f"run-0.{ending}" for ending in ("jsonl", "parquet"))
    assert size_of([lines, rows, rows]) == lines.stat().st_size + 5 * rows.stat().st_size
    assert size_of([Url(f"file://{rows}")]) == 5 * rows.stat().st_size
    assert gold.source.path == tmp_path / "gold.jsonl"


def test_what_is_written_has_row_groups_of_some_size(tmp_path, monkeypatch):
    case = corpus(range(24))
    gold, run = files(tmp_path, case)[0], files(tmp_path, case)[1][0]
    path = tmp_path / "run.parquet"

    def written(of):
        write_parquet(of, path)
        with ParquetTable(path).opened() as file:
            assert file.metadata.num_rows == 24
            return [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]

    assert written(run) == [24]
    monkeypatch.setattr("sayso.data.tables.BATCH", 4)
    assert written(run) == [24]
    monkeypatch.setattr(parquet, "GROUP", 1)
    assert written(run) == [1] * 24  # a row is the least
    monkeypatch.setattr(parquet, "GROUP", 2_000)
    sizes = written(Corpus("gold", gold.documents, gold))
    assert 2 < len(sizes) < 24 and sum(sizes) == 24
    assert list(load(path).documents) == list(gold.documents)


@pytest.mark.slow
def test_processes_read_row_groups(tmp_path):
    gold, run = tables(tmp_path, corpus(range(60)), (7, 9))
    there, runs = carried(tmp_path, gold, ("table", "table", "table"))

    assert told(there, runs, jobs=3) == told(gold, [run], jobs=1)
    shown = [
        sayso("score", tmp_path / "gold.parquet", tmp_path / "run-0.parquet", "-m", "quotes.F", "--jobs", jobs)
        for jobs in (1, 2)
    ]
    assert shown[0].returncode == shown[1].returncode == 0
    assert shown[0].stdout == shown[1].stdout
