"""A corpus or a run as a typed table of `datasets`, and back: nothing lost, absent and null the same."""

import datasets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import harbour
import sayso
import strategies
from sayso.data.bundled import folder
from sayso.data.fields import OBJECTS
from sayso.data.joined import without_nulls

ANNOTATIONS = [folder() / "annotations" / "gold.jsonl", *(folder() / "annotations" / "passes").glob("*.jsonl")]

# What may differ from one record to the next: layers, failures, spans without place, scores, tags.
RUN = [
    harbour.record("a", quotes=[], events=[]),
    harbour.record("b", failure={"class": "Overrun", "message": "took 3 s"}),
    harbour.record(
        "c",
        quotes=[{"id": "q", "content": [{"text": "“Wait 🙂”"}], "cue": {"start": 3, "end": 4}, "score": 0.25}],
        events=[{"id": "v", "trigger": {"start": 0, "end": 2}, "tags": ["x", "y"], "arguments": []}],
    ),
]


@pytest.fixture(autouse=True)
def _offline(monkeypatch):
    monkeypatch.setattr(datasets.config, "HF_DATASETS_OFFLINE", True, raising=False)


def small(**more):
    """The harbour corpus in memory."""
    documents = sayso.MemorySource(harbour.documents())
    return sayso.Corpus("small", documents, sayso.Gold(sayso.MemorySource(harbour.gold()), documents, **more))


def run(records, **more):
    return sayso.Run(sayso.MemorySource(records), "mira", **more)


def back(of):
    return sayso.from_dataset(sayso.to_dataset(of))


def told(corpus):
    """All that a corpus is but its passes."""
    return list(corpus.documents), list(corpus.gold), corpus.name, corpus.annotated, corpus.labels


def loaded(path, table, tmp_path):
    """A JSON Lines file as `datasets` itself reads it."""
    return datasets.load_dataset(
        "json", data_files=str(path), features=sayso.features(table), split="train", cache_dir=str(tmp_path / "cache")
    )


def test_a_corpus_comes_back_with_its_name_its_attributes_and_its_label_sets():
    corpus = small(annotated=("quotes.kind",), labels={"quotes.kind": ("direct", "indirect")})
    assert told(back(corpus)) == told(corpus)
    assert told(sayso.load(corpus.to_dataset())) == told(corpus)


def test_to_declare_nothing_is_not_to_declare_an_empty_list():
    assert back(small(annotated=())).annotated == ()
    assert back(small()).annotated is None


def test_a_run_comes_back_with_its_name_and_its_facts():
    found = back(run(RUN, meta={"extractor": "mira", "seconds": 1.5, "passes": [1, None]}))
    assert list(found) == RUN
    assert (found.name, found.meta) == ("mira", {"extractor": "mira", "seconds": 1.5, "passes": [1, None]})


def test_the_bundled_passes_are_tables_of_their_own():
    for name, one in sayso.load().passes.items():
        found = back(one)
        assert (found.name, list(found)) == (name, [without_nulls(record) for record in one])


def test_null_is_absent_at_every_depth_and_an_empty_list_is_not():
    quote = {"id": "q", "content": [{"start": 0, "end": 2, "text": None}], "cue": None, "speakers": [], "parent": None}
    assert list(back(run([harbour.record("a", entities=None, quotes=[quote], events=[])]))) == [
        harbour.record("a", quotes=[{"id": "q", "content": [{"start": 0, "end": 2}], "speakers": []}], events=[])
    ]


def test_gold_comes_in_the_order_of_its_documents():
    documents = sayso.MemorySource(harbour.documents())
    corpus = sayso.Corpus("small", documents, sayso.Gold(sayso.MemorySource(harbour.gold()[::-1]), documents))
    assert list(back(corpus).gold) == harbour.gold()


def test_what_others_wrote_about_a_table_is_passed_over():
    for about in ("The harbour, in two reports.", '{"sayso": {"labels": 3}}', '{"sayso": 1}', "[]", "{}"):
        table = small().to_dataset()
        table.info.description = about
        assert told(sayso.load(table)) == (harbour.documents(), harbour.gold(), "dataset", None, {})


def test_rows_that_were_chosen_and_formatted_are_those_of_the_table():
    table = small().to_dataset()
    found = sayso.load(table.select([1]).with_format("pandas", columns=["text"]))
    assert (list(found.documents), list(found.gold)) == (harbour.documents()[1:], harbour.gold()[1:])


def test_a_stream_of_rows_is_as_good_as_the_table():
    rows = small().to_dataset().to_iterable_dataset()
    corpus = sayso.load(rows)
    assert [without_nulls(record) for record in corpus.gold] == harbour.gold()
    result = sayso.score(gold=corpus.gold, predicted=run(harbour.gold()), measures=["quotes.F", "events.F"])
    assert [value.value for value in result.values] == [1.0, 1.0]


def test_all_splits_at_once_are_no_table():
    splits = datasets.DatasetDict({"train": small().to_dataset()})
    with pytest.raises(sayso.UsageError) as raised:
        sayso.load(splits)
    assert str(raised.value) == (
        "found a mapping of 'train', expected records or one table; choose a split, or give a list"
    )


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda path: path.stem)
def test_datasets_reads_annotations_from_json_with_nothing_lost(path, tmp_path):
    table = loaded(path, "annotations", tmp_path)
    assert table.features == sayso.features()
    assert list(sayso.from_dataset(table)) == [without_nulls(record) for record in sayso.read_run(path)]


def test_datasets_reads_records_that_differ_in_what_they_have(tmp_path):
    path = harbour.write(tmp_path / "run.jsonl", RUN)
    assert list(sayso.from_dataset(loaded(path, "annotations", tmp_path))) == RUN


def test_datasets_reads_the_bundled_documents(tmp_path):
    table = loaded(folder() / "corpus" / "documents.jsonl", "documents", tmp_path)
    assert list(sayso.from_dataset(table).documents) == list(sayso.load().documents)


def test_a_table_on_disk_keeps_what_it_is(tmp_path):
    small(annotated=("quotes.kind",)).to_dataset().save_to_disk(tmp_path / "small")
    assert told(sayso.load(datasets.load_from_disk(tmp_path / "small"))) == told(small(annotated=("quotes.kind",)))


METAS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text('a"\\🙂é1'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=25)
@given(case=strategies.cases(), meta=METAS)
def test_any_corpus_and_any_run_come_back(case, meta):
    texts = [{**document, "meta": meta} for document in case.documents]
    documents = sayso.MemorySource(texts)
    gold = sayso.Gold(sayso.MemorySource(case.gold), documents, case.annotated, case.labels)
    # Null within free JSON is a value and stays; as a whole it is none.
    expected = case.documents if meta is None else texts
    assert told(back(sayso.Corpus("any", documents, gold))) == (
        expected,
        [without_nulls(record) for record in case.gold],
        "any",
        case.annotated,
        case.labels,
    )
    assert list(back(run(case.run))) == [without_nulls(record) for record in case.run]


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("annotations", [*OBJECTS["annotations"]]),
        ("documents", [*OBJECTS["document"]]),
        (
            "corpus",
            [*OBJECTS["document"], *(name for name in OBJECTS["annotations"] if name not in ("doc_id", "failure"))],
        ),
    ],
)
def test_each_table_has_every_field_of_the_contract(table, columns):
    assert list(sayso.features(table)) == columns


def test_offsets_are_integers_and_free_json_is_text():
    found = sayso.features("corpus").arrow_schema
    quote = found.field("quotes").type.value_type
    span = {"start": "int64", "end": "int64", "text": "string"}
    assert {part.name: str(part.type) for part in quote.field("cue").type} == span
    assert {part.name: str(part.type) for part in quote.field("content").type.value_type} == span
    assert str(quote.field("score").type) == "double"
    assert str(found.field("meta").type) == "string"


def test_a_table_that_is_not_there():
    with pytest.raises(sayso.UsageError) as raised:
        sayso.features("gold")
    assert str(raised.value) == "there is no table 'gold'; features() knows annotations, documents, corpus"


def test_a_table_of_something_else():
    with pytest.raises(sayso.UsageError) as raised:
        sayso.from_dataset(datasets.Dataset.from_dict({"fish": ["cod"]}))
    assert str(raised.value) == (
        "dataset: neither a corpus (columns doc_id, text, …) nor a run (columns format, doc_id, layers …): "
        "its columns are fish"
    )


def test_facts_that_json_does_not_know():
    for fact, reason in (
        (folder(), f"Object of type {type(folder()).__name__} is not JSON serializable"),
        (float("nan"), "Out of range float values are not JSON compliant"),
    ):
        with pytest.raises(sayso.UsageError) as raised:
            sayso.to_dataset(run(RUN, meta={"fact": fact}))
        assert str(raised.value).startswith(f"mira: the facts about the run are no JSON ({reason}")
        assert str(raised.value).endswith("); give strings, finite numbers, lists and dicts")


def test_data_that_are_not_sound_make_no_table():
    corpus = sayso.load(harbour.gold(), documents=harbour.documents()[:1])
    with pytest.raises(sayso.DataError, match="E602"):
        corpus.to_dataset()
