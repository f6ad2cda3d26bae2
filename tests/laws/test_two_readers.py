"""The two doors of reading: what passes the fast one passes the strict one, with the same values, and the reverse.

Whole files are read both ways: such as keep the contract, such as break it in every way that has a code, and such as a
few bytes, or a few values, were changed in.
"""

import dataclasses
import gzip
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_mutants import bytes_changed, dumped, value_changed
from sayso.data.columnar.doubt import Doubt
from sayso.data.columnar.passing import Passage
from sayso.data.pairing import Pairing
from sayso.data.rows import rows_of
from sayso.data.sources import FileSource, Gold, read_run
from sayso.data.validate import kind_of
from sayso.errors import DataError
from strategies import cases

BROKEN = Path(__file__).parents[1] / "broken"
FILES = sorted(path.name for path in BROKEN.glob("E*.jsonl*"))
NAMES = ("documents", "gold", "run")


def strictly(gold, runs, options):
    """Every record, or every problem, by the strict reader."""
    pairing = Pairing(gold, runs, **options)
    try:
        rows = list(pairing)
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return [(row.doc_id, row.document, row.gold, row.predicted) for row in rows], pairing.left_out


def by_batches(gold, runs, options, characters):
    """The same by batches, whose columns must be those of the records."""
    pairing = Pairing(gold, runs, **options)
    records = []
    try:
        for rows in pairing.batches(characters):
            check_columns(rows)
            records += [(row.doc_id, row.document, row.gold, row.predicted) for row in rows.rows]
    except DataError as error:
        return [str(problem) for problem in error.problems]
    return records, pairing.left_out


def is_sure(gold, runs, options, characters):
    """Whether the fast reader has no doubt."""
    common = options.get("on") == "common"
    labels = {name: frozenset(texts) for name, texts in gold.labels.items()}
    passage = Passage(
        gold,
        runs,
        labels=(labels, labels if options.get("labels") != "open" else {}),
        common=common,
        complete=not common and options.get("missing") != "empty",
    )
    try:
        for _ in passage.batches(characters):
            pass
    except Doubt:
        return False
    return True


def check_columns(rows):
    if not rows.rows:
        return  # All were left out.
    other = rows_of(rows.rows)
    assert rows.declared() == other.declared()
    for run in range(len(rows.sides) - 1):
        assert rows.failures(run) == other.failures(run)
        assert rows.attempted(run) == other.attempted(run)
    check_same(rows.batch(), other.batch())


def check_same(one, other):
    """Equal columns, whatever they are bundled in."""
    assert type(one) is type(other)
    if isinstance(one, np.ndarray):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)
    elif dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            check_same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, dict):
        assert one.keys() == other.keys()
        for key, value in one.items():
            check_same(value, other[key])
    elif isinstance(one, tuple):
        assert len(one) == len(other)
        for pair in zip(one, other, strict=True):
            check_same(*pair)
    else:
        assert one == other


def check_doors(gold, runs, characters=1_000, **options):
    """Both doors let the same through; returns whether they do."""
    found = strictly(gold, runs, options)
    assert by_batches(gold, runs, options, characters) == found
    sound = isinstance(found, tuple)
    sure = is_sure(gold, runs, options, characters)
    assert sound or not sure, found
    return sound, sure


def opened(folder, ending, labels):
    documents, gold, run = (folder / f"{name}.{ending}" for name in NAMES)
    return Gold(FileSource(gold), FileSource(documents), None, labels), [read_run(run)]


def written(folder, parts, ending="jsonl"):
    for name, data in parts.items():
        (folder / f"{name}.{ending}").write_bytes(gzip.compress(data) if ending.endswith("gz") else data)


policies = st.fixed_dictionaries(
    {},
    optional={
        "missing": st.sampled_from(("error", "empty")),
        "on": st.sampled_from(("all", "common")),
        "labels": st.sampled_from(("closed", "open")),
    },
)


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@settings(max_examples=60)
@given(data=st.data(), case=cases(), policy=policies)
def test_files_that_keep_the_contract_pass_both_doors_with_equal_columns(data, case, policy, tmp_path_factory):
    """In any order, in any spelling of JSON, in batches of any size, plain and packed."""
    folder = tmp_path_factory.mktemp("files")
    parts = {}
    for name in NAMES:
        records = data.draw(st.permutations(getattr(case, name)))
        parts[name] = b"".join(data.draw(dumped(record)) + b"\n" for record in records)
    ending = data.draw(st.sampled_from(("jsonl", "jsonl.gz")))
    written(folder, parts, ending)
    gold, runs = opened(folder, ending, case.labels)
    characters = data.draw(st.sampled_from((1, 60, 10_000)))

    sound, sure = check_doors(gold, runs, characters, **{"missing": "empty", "labels": "open", **policy})

    assert sound == sure
    shutil.rmtree(folder)


@settings(max_examples=120)
@given(data=st.data(), case=cases(), policy=policies)
def test_a_changed_value_is_seen_by_both_doors(data, case, policy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    parts = {name: [json.loads(json.dumps(record)) for record in getattr(case, name)] for name in NAMES}
    for _ in range(data.draw(st.integers(1, 2))):
        name = data.draw(st.sampled_from([name for name in NAMES if parts[name]] * 1 + ["gold", "run"]))
        if parts[name]:
            value_changed(data, parts[name])
    written(folder, {name: b"".join(data.draw(dumped(one)) + b"\n" for one in parts[name]) for name in NAMES})

    check_doors(*opened(folder, "jsonl", case.labels), **{"missing": "empty", "labels": "open", **policy})
    shutil.rmtree(folder)


@settings(max_examples=150)
@given(data=st.data(), case=cases())
def test_changed_bytes_are_seen_by_both_doors(data, case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    ascii_only = data.draw(st.booleans())
    parts = {
        name: b"".join(json.dumps(one, ensure_ascii=ascii_only).encode() + b"\n" for one in getattr(case, name))
        for name in NAMES
    }
    name = data.draw(st.sampled_from(NAMES))
    parts[name] = bytes_changed(data, parts[name])
    written(folder, parts)

    check_doors(*opened(folder, "jsonl", case.labels), missing="empty", labels="open")
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", FILES)
def test_every_broken_file_is_refused_at_both_doors(name, monkeypatch):
    monkeypatch.chdir(BROKEN)
    labels = {"quotes.kind": ("direct", "indirect", "mixed"), "entities.type": ("person", "group")}
    documents, gold, runs = FileSource("good/documents.jsonl"), FileSource("good/gold.jsonl"), []
    kind = kind_of(FileSource(name)) or "run"
    if kind == "document":
        documents = FileSource(name)
    elif kind == "gold":
        gold = FileSource(name)
    else:
        runs = [read_run(name)]

    assert check_doors(Gold(gold, documents, None, labels), runs) == (False, False)


def test_the_good_files_pass_both_doors(monkeypatch):
    monkeypatch.chdir(BROKEN / "good")
    gold = Gold(FileSource("gold.jsonl"), FileSource("documents.jsonl"), None, {"quotes.kind": ("direct",)})

    assert check_doors(gold, [read_run("run.jsonl")] * 2) == (True, True)
