"""What holds for every record: checks, schema and typed view agree, and nothing is lost in a file."""

import copy
import json
import random

import jsonschema
import pytest
from contract_records import annotations, documents, failures, json_values, words
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sayso.data.checks import check_content, check_shape
from sayso.data.minimal import minimal
from sayso.data.pairing import rows
from sayso.data.records import Annotations, Document
from sayso.data.schema import schema
from sayso.data.sources import FileSource, Gold, MemorySource, Run, read_run, write_run
from sayso.data.validate import validate
from sayso.errors import SaysoError, Where

HERE = Where("records", 1)
VALIDATORS = {kind: jsonschema.Draft202012Validator(schema(kind)) for kind in ("document", "gold", "run")}
pairs = {
    side: documents().flatmap(
        lambda document, gold=gold: st.tuples(st.just(document), annotations(document, gold=gold))
    )
    for side, gold in (("gold", True), ("run", False))
}


@pytest.mark.parametrize("kind", ["gold", "run"])
@given(data=st.data())
def test_what_keeps_the_contract_passes_everywhere(kind, data):
    document, record = data.draw(pairs[kind])

    assert check_shape(document, "document", HERE) == []
    assert check_shape(record, kind, HERE) == []
    assert check_content(record, document["text"], HERE) == []
    VALIDATORS["document"].validate(document)
    VALIDATORS[kind].validate(record)


@given(data=st.data())
def test_the_typed_view_gives_back_the_record(data):
    document, record = data.draw(st.one_of(*pairs.values()))

    typed = Annotations.model_validate(record)

    assert minimal(typed.record(), "annotations") == minimal(record, "annotations")
    assert minimal(Document.model_validate(document).record(), "document") == minimal(document, "document")


@given(data=st.data())
def test_what_is_written_is_what_is_read(data, tmp_path_factory):
    document, record = data.draw(pairs["run"])
    failure = data.draw(failures) | {"doc_id": document["doc_id"] + "'s other"}
    ending = data.draw(st.sampled_from(("jsonl", "jsonl.gz")))
    path = tmp_path_factory.mktemp("run") / f"out.{ending}"

    assert write_run(path, [record, failure]) == 2
    first = path.read_bytes()
    write_run(path, list(read_run(path)))

    assert list(read_run(path)) == [minimal(record, "annotations"), failure]
    assert path.read_bytes() == first
    assert len(read_run(path)) == 2


def places(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in inner:
        yield from places(part, (*path, step))


def changed(record, data):
    """The record with one part replaced, taken out, or added."""
    record = copy.deepcopy(record)
    *before, last = data.draw(st.sampled_from([path for path in places(record) if path]))
    holder = record
    for step in before:
        holder = holder[step]
    change = data.draw(st.sampled_from(("replace", "delete", "add")))
    if change == "replace":
        holder[last] = data.draw(json_values | st.sampled_from(([], {}, -1, 1.5, "sayso/2", [None], [""])))
    elif change == "delete":
        del holder[last]
    elif isinstance(holder, dict):
        name = data.draw(st.sampled_from(("score", "failure", "annotated", "entity", "text", "colour")) | words)
        holder[name] = data.draw(json_values | st.just({"class": "x", "message": "y"}))
    return record


def spells_a_whole_number_with_a_point(value):
    if isinstance(value, (dict, list)):
        return any(map(spells_a_whole_number_with_a_point, value.values() if isinstance(value, dict) else value))
    return isinstance(value, float) and value.is_integer()


@pytest.mark.parametrize("kind", ["document", "gold", "run"])
@given(data=st.data())
def test_schema_and_checks_refuse_the_same(kind, data):
    document, record = data.draw(pairs["gold" if kind == "gold" else "run"])
    record = changed(document if kind == "document" else record, data)

    told = check_shape(record, kind, HERE)

    if not spells_a_whole_number_with_a_point(record):
        assert VALIDATORS[kind].is_valid(record) == (not told), [str(problem) for problem in told]


@given(data=st.data())
def test_typed_view_and_checks_refuse_the_same(data):
    record = changed(data.draw(pairs["run"])[1], data)
    told = [problem for problem in check_shape(record, "annotations", HERE) if problem.code != "E207"]
    # Who builds a record in Python need not say its format.
    told = [problem for problem in told if problem.found != "no 'format'"]

    try:
        Annotations.model_validate(record)
    except ValidationError:
        assert told
    else:
        assert not told


@given(data=st.data())
def test_a_broken_record_has_its_other_problems_told_too(data):
    """What is sound of a record is checked as it would be alone: never a traceback, and every path leads somewhere."""
    document, record = data.draw(pairs["run"])
    record = changed(changed(record, data), data)
    told = check_content(record, document["text"], HERE, sound=False)

    known = {json.dumps(["$", *path]) for path in places(record)}
    for problem in told:
        steps = problem.where.path.replace("[", ".[").split(".")[1:]
        path = ["$", *(int(step[1:-1]) if step.startswith("[") else step for step in steps)]
        assert json.dumps(path) in known or problem.code == "E306"


@given(data=st.data())
def test_no_bytes_end_in_a_traceback(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    document, record = data.draw(pairs["run"])
    lines = {
        "documents.jsonl": json.dumps(document).encode() + b"\n",
        "run.jsonl": json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n",
    }
    chance = random.Random(data.draw(st.integers(0, 2**32)))  # noqa: S311 - not for secrets
    for name, line in lines.items():
        raw = bytearray(line * data.draw(st.integers(0, 2)))
        for _ in range(data.draw(st.integers(0, 4))):
            at = chance.randrange(len(raw) + 1)
            raw[at : at + chance.choice((0, 1, 1, 5))] = chance.choice(
                (b"", b"\r", b"\xff", b"{", b'"', b"\n", b"NaN", b"1e999", b"0")
            )
        (folder / name).write_bytes(raw)
    paths = [folder / name for name in lines]

    problems = validate(paths)

    assert all(str(problem) for problem in problems)
    for path in paths:
        try:
            list(FileSource(path))
        except SaysoError:
            assert problems


@given(data=st.data())
def test_no_object_in_memory_ends_in_a_traceback(data):
    odd = st.sampled_from((b"bytes", {1, 2}, (1, 2), float("nan"), "\ud83d", {1: 2}, object, 2**70, [[]] * 3))
    document, record = data.draw(pairs["gold"])
    records = [changed(record, data), data.draw(odd | json_values), {**record, data.draw(words): data.draw(odd)}]
    gold = Gold(MemorySource(records, name="gold"), MemorySource([document, data.draw(odd)], name="documents"))

    with pytest.raises(SaysoError):
        list(rows(gold, [Run(MemorySource(records), "run")]))
