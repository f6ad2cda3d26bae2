"""One Parquet file holds a corpus or a run, and gives it back."""

import pytest
from hypothesis import HealthCheck, given, settings

import harbour
import sayso
import strategies
from sayso.data.bundled import folder
from sayso.data.joined import without_nulls
from sayso.data.tables import read_parquet, write_parquet
from sayso.errors import UsageError

# What a null, an empty list and a missing field may do at each depth, in one run.
RUN = [
    {"format": "sayso/1", "doc_id": "a", "entities": [], "quotes": []},
    {"format": "sayso/1", "doc_id": "b", "failure": {"class": "Overrun", "message": "took 3 s"}},
    {
        "format": "sayso/1",
        "doc_id": "c",
        "entities": [
            {"id": "e", "name": "Bo Ray", "mentions": [{"span": {"text": "Bo"}, "score": 0.25}], "tags": ["x"]}
        ],
        "quotes": [{"id": "q", "content": [{"start": 0, "end": 2}], "speakers": [], "cue": {"start": 3, "end": 4}}],
    },
]


def there_and_back(of, folder_):
    write_parquet(of, folder_ / "table.parquet")
    return read_parquet(folder_ / "table.parquet")


def test_the_bundled_corpus(tmp_path):
    corpus = sayso.load()
    write_parquet(corpus, tmp_path / "article.parquet")
    found = sayso.load(tmp_path / "article.parquet")
    assert list(found.documents) == list(corpus.documents)
    assert list(found.gold) == [without_nulls(record) for record in corpus.gold]
    assert (found.name, found.annotated, found.labels) == (corpus.name, corpus.annotated, corpus.labels)


def test_scores_do_not_tell_parquet_from_json(tmp_path):
    corpus = sayso.load()
    found = there_and_back(corpus, tmp_path)
    results = [
        sayso.score(gold=one.gold, predicted=corpus.passes["annotator-b"]).to_dict(errors=True)
        for one in (corpus, found)
    ]
    assert results[0] == results[1]


def test_a_run_with_its_name_and_its_facts(tmp_path):
    run = sayso.Run(sayso.MemorySource(RUN), "mira", {"extractor": "mira(cues=extra)", "seconds": 1.5})
    found = there_and_back(run, tmp_path)
    assert list(found) == RUN
    assert (found.name, found.meta) == (run.name, run.meta)


def test_a_run_without_facts_still_has_none(tmp_path):
    assert there_and_back(sayso.Run(sayso.MemorySource(RUN), "mira"), tmp_path).meta is None


def test_nothing_at_all(tmp_path):
    assert list(there_and_back(sayso.Run(sayso.MemorySource([]), "none"), tmp_path)) == []
    found = there_and_back(sayso.load([]), tmp_path)
    assert (list(found.documents), list(found.gold)) == ([], [])


def test_free_json_of_a_document_comes_back_as_it_was(tmp_path):
    metas = [{"a": [1, None, {"b": None}], "c": 1.5}, {}, [], "text", "12", 0, False, None]
    texts = [{"doc_id": str(number), "text": "A b.", "meta": meta} for number, meta in enumerate(metas)]
    found = there_and_back(sayso.load(texts), tmp_path)
    assert [document.get("meta") for document in found.documents] == metas


def test_a_table_of_other_makers_may_have_plain_text_as_meta(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet

    table = pa.table({"doc_id": ["a"], "text": ["A b."], "meta": ["page 3"]})
    pyarrow.parquet.write_table(table, tmp_path / "texts.parquet")
    corpus = sayso.load(tmp_path / "texts.parquet")
    assert list(corpus.documents) == [{"doc_id": "a", "text": "A b.", "meta": "page 3"}]
    assert (corpus.name, list(corpus.gold), corpus.annotated, corpus.labels) == ("texts", [], None, {})


def test_a_document_without_gold_stays_one(tmp_path):
    corpus = sayso.load(harbour.gold()[1:], documents=harbour.documents())
    found = there_and_back(corpus, tmp_path)
    assert list(found.documents) == harbour.documents()
    assert list(found.gold) == harbour.gold()[1:]


def test_more_records_than_one_batch_of_arrow(tmp_path):
    records = [{"format": "sayso/1", "doc_id": str(number), "quotes": []} for number in range(2_001)]
    assert list(there_and_back(sayso.Run(sayso.MemorySource(records), "long"), tmp_path)) == records


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(case=strategies.cases())
def test_any_corpus_and_any_run_come_back(case, tmp_path):
    documents = sayso.MemorySource(case.documents)
    gold = sayso.Gold(sayso.MemorySource(case.gold), documents, case.annotated, case.labels, "any")
    found = there_and_back(sayso.Corpus("any", documents, gold), tmp_path)
    assert list(found.documents) == case.documents
    assert list(found.gold) == [without_nulls(record) for record in case.gold]
    assert (found.name, found.annotated, found.labels) == ("any", case.annotated, case.labels)
    run = there_and_back(sayso.Run(sayso.MemorySource(case.run), "any"), tmp_path)
    assert list(run) == [without_nulls(record) for record in case.run]


def test_a_struct_of_nulls_is_null_and_an_empty_layer_is_not():
    span = {"start": None, "end": None, "text": None}
    record = {
        "cue": span,
        "target": {"event": "v", "span": span},
        "quotes": [],
        "text": None,
        "content": [{"start": 0}],
    }
    assert without_nulls(record) == {"target": {"event": "v"}, "quotes": [], "content": [{"start": 0}]}


def test_datasets_reads_the_file_with_its_types(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    from datasets import load_dataset

    path = tmp_path / "article.parquet"
    write_parquet(sayso.load(), path)
    table = load_dataset("parquet", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache"))
    assert table.features == sayso.features("corpus")
    assert list(sayso.load(table).gold) == [without_nulls(record) for record in sayso.load().gold]


def test_data_that_are_not_sound_leave_no_file(tmp_path):
    corpus = sayso.load(harbour.gold(), documents=harbour.documents()[:1])
    with pytest.raises(sayso.DataError, match="E602"):
        write_parquet(corpus, tmp_path / "table.parquet")
    assert list(tmp_path.iterdir()) == []


def test_an_offset_that_no_table_can_hold(tmp_path):
    beyond = [{"id": "q", "content": [{"start": 0, "end": 2**63}]}]
    run = sayso.Run(sayso.MemorySource([{"format": "sayso/1", "doc_id": "a", "quotes": beyond}]), "mira")
    with pytest.raises(sayso.UsageError) as raised:
        write_parquet(run, tmp_path / "table.parquet")
    assert str(raised.value) == "mira: an offset is past any text; `sayso validate` with the documents tells where"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path):
    path = tmp_path / "absent" / "table.parquet"
    with pytest.raises(sayso.UsageError) as raised:
        write_parquet(sayso.load(), path)
    assert str(raised.value) == f"{path}: there is no folder {path.parent}; create it first"


def test_a_file_that_is_no_parquet():
    path = folder() / "annotations" / "gold.jsonl"
    with pytest.raises(
        sayso.UsageError, match=r"gold\.jsonl: found no Parquet file that can be read \(.*\); write it again"
    ):
        read_parquet(path)


def test_a_file_that_is_damaged_further_in(tmp_path):
    path = tmp_path / "table.parquet"
    write_parquet(sayso.load(), path)
    sound = path.read_bytes()
    path.write_bytes(sound[:4] + b"\xff" * 1_996 + sound[2_000:])
    with pytest.raises(sayso.UsageError) as raised:
        list(read_parquet(path).documents)
    assert str(raised.value).startswith(f"{path}: found no Parquet file that can be read (")
    assert str(raised.value).endswith("); write it again")


def test_facts_that_others_wrote_in_a_file_are_passed_over(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet

    path = tmp_path / "texts.parquet"
    for theirs in (b"\xff", b"1.0", b'{"sayso": {"name": "t", "labels": 3}}'):
        table = pa.table({"doc_id": ["a"], "text": ["A b."]}).replace_schema_metadata({"sayso": theirs})
        pyarrow.parquet.write_table(table, path)
        corpus = sayso.load(path)
        assert (corpus.name, corpus.annotated, corpus.labels) == ("texts", None, {})


def test_a_table_of_something_else(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet

    path = tmp_path / "prices.parquet"
    pyarrow.parquet.write_table(pa.table({"fish": ["cod"], "price": [3]}), path)
    with pytest.raises(sayso.UsageError) as raised:
        read_parquet(path)
    assert str(raised.value) == (
        "prices: neither a corpus (columns doc_id, text, …) nor a run (columns format, doc_id, layers …): "
        "its columns are fish, price"
    )


def test_a_run_in_parquet_is_read_by_its_name(tmp_path):
    corpus = sayso.load()
    write_parquet(corpus.passes["annotator-b"], tmp_path / "second.parquet")
    run = sayso.read_run(tmp_path / "second.parquet")

    assert run.name == "second"
    result = sayso.score(gold=corpus.gold, predicted=run, measures=["quotes.F"])
    assert result["quotes.F"].value == 1.0


def test_a_corpus_in_parquet_is_no_run(tmp_path):
    write_parquet(sayso.load(), tmp_path / "gold.parquet")
    with pytest.raises(UsageError, match=r"gold\.parquet: found a corpus, expected a run; a table with texts is gold"):
        sayso.read_run(tmp_path / "gold.parquet")
