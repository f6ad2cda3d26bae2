"""The fast reader is sure of what is plain, doubts what is not, and never decodes what it need not."""

import json

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.data.columnar import sides
from sayso.data.columnar.content import Content
from sayso.data.columnar.doubt import Doubt
from sayso.data.columnar.ids import Ids
from sayso.data.columnar.lines import Lines, glanced
from sayso.data.columnar.parsing import parsed
from sayso.data.columnar.shape import check_shape
from sayso.data.columnar.texts import Texts
from sayso.data.pairing import Pairing
from sayso.data.sources import FileSource, Gold, MemorySource, read_run
from sayso.data.strict import Refused, loads, text_of
from sayso.errors import UsageError

HEAD = '{"format":"sayso/1","doc_id":"d"'
NAMES = ("ash", "birch", "cedar", "dogwood")


def line(rest="", head=HEAD):
    return f"{head}{rest}}}".encode("utf-8", "surrogatepass")


def is_sure(*lines):
    try:
        parsed(lines)
    except Doubt:
        return False
    return True


def is_record(raw):
    try:
        loads(text_of(raw))
    except Refused:
        return False
    return True


@pytest.mark.parametrize(
    "raw",
    [
        line() + line(),
        line() + b" x",
        b"\xef\xbb\xbf" + line(),
        b" " + line(),
        line() + b" ",
        line() + b"\r\r",
        b"{\r" + line()[1:],
        b"null",
        b"[]",
        b"",
        line(',"entities":[{"id":"a","id":"b"}]'),
        line(',"entities":[{"id":"a","\\u0069d":"b"}]'),
        line(',"entities":null,"entities":[]'),
        line(',"stance":[]'),
        line(',"stance":null'),
        line(',"quotes":[{"id":"q","content":[{"start":1.0,"end":5}]}]'),
        line(',"quotes":[{"id":"q","content":[{"start":true,"end":5}]}]'),
        line(',"quotes":[{"id":"q","content":[{"start":"1","end":5}]}]'),
        line(',"quotes":[{"id":"q","content":[{"start":99999999999999999999,"end":5}]}]'),
        line(',"entities":[{"id":"\\ud800"}]'),
        line(',"entities":[{"id":"\\udc00"}]'),
        line(',"entities":[{"id":"\ud800"}]'),
        line(',"entities":[{"id":"a\tb"}]'),
        line()[:-1],
        line() + b"}",
        b'{"doc_id":"\xff"}',
        b'{"doc_id":"\\n\xff"}',
    ],
)
def test_what_is_no_plain_record_is_doubted(raw):
    assert not is_sure(raw)
    assert not is_sure(line(), raw)


@pytest.mark.parametrize("pair", [(b'{"annotated":["a"', b'"b"]}'), (b'{"entities":[{}', b"{}]}"), (line()[:-1], b"}")])
def test_an_object_over_two_lines_is_doubted(pair):
    assert not is_sure(*pair)
    assert not is_sure(line() + line(), *pair)


@pytest.mark.parametrize(
    "raw",
    [
        line(),
        line() + b"\r",
        line(',"entities":[{"id":"\\ud83d\\ude00\\u0000\\/é","score":-0.0}]'),
        line(',"quotes":[{"id":"q","content":[{"start":-0,"end":5}]}]'),
        b'{ "doc_id" :\t"d" , "f\\u006frmat": "sayso/1"}',
    ],
)
def test_odd_spellings_of_a_record_are_read_as_they_are(raw):
    (found,) = parsed([raw]).to_pylist()
    record = loads(text_of(raw))

    assert {name: found[name] for name in record if name in {"format", "doc_id"}} == {
        name: record[name] for name in record if name in {"format", "doc_id"}
    }
    assert is_record(raw)


@pytest.mark.parametrize("gold", [True, False])
@pytest.mark.parametrize(
    "rest",
    [
        ',"entities":[null]',
        ',"entities":[{}]',
        ',"entities":[{"id":null}]',
        ',"entities":[{"id":"e","tags":[null]}]',
        ',"entities":[{"id":"e","score":NaN}]',
        ',"entities":[{"id":"e","score":Infinity}]',
        ',"entities":[{"id":"e","score":1.5}]',
        ',"entities":[{"id":"e","score":-0.5}]',
        ',"entities":[{"id":"e","mentions":[{"form":"name"}]}]',
        ',"entities":[{"id":"e","mentions":[{"span":{}}]}]',
        ',"entities":[{"id":"e","mentions":[{"span":{"start":0,"end":1},"head":{}}]}]',
        ',"quotes":[{"id":"q"}]',
        ',"quotes":[{"id":"q","content":null}]',
        ',"quotes":[{"id":"q","content":[]}]',
        ',"quotes":[{"id":"q","content":[null]}]',
        ',"quotes":[{"id":"q","content":[{"start":0}]}]',
        ',"quotes":[{"id":"q","content":[{"end":0,"text":"x"}]}]',
        ',"quotes":[{"id":"q","content":[{"text":null}]}]',
        ',"quotes":[{"id":"q","content":[{"start":0,"end":1}],"speakers":[null]}]',
        ',"stances":[{"id":"s","holder":"e","polarity":"x","target":{}}]',
        ',"stances":[{"id":"s","holder":"e","polarity":"x","target":null}]',
        ',"stances":[{"id":"s","holder":"e","polarity":"x","target":{"event":"v","entity":"e"}}]',
        ',"failure":{}',
        ',"failure":{"class":"x"}',
        ',"failure":{"class":"x","message":"y"},"quotes":[]',
        ',"annotated":["colour"]',
        ',"annotated":[null]',
    ],
)
def test_what_has_not_its_shape_is_doubted(rest, gold):
    records = parsed([line(), line(rest)])

    with pytest.raises(Doubt):
        check_shape(records, ["d", "d"], gold=gold)


@pytest.mark.parametrize(
    ("rest", "gold"),
    [
        (',"entities":[{"id":"e","score":0.5}]', True),
        (',"failure":{"class":"x","message":"y"}', True),
        (',"quotes":[{"id":"q","content":[{"text":"x"}]}]', True),
        (',"annotated":["quotes.cue"]', False),
        (',"annotated":[]', False),
    ],
)
def test_what_belongs_to_the_other_side_is_doubted(rest, gold):
    records = parsed([line(rest)])

    check_shape(records, ["d"], gold=not gold)
    with pytest.raises(Doubt):
        check_shape(records, ["d"], gold=gold)


def test_a_record_of_another_document_or_format_is_doubted():
    with pytest.raises(Doubt):
        check_shape(parsed([line()]), ["e"], gold=True)
    with pytest.raises(Doubt):
        check_shape(parsed([line(head='{"format":"sayso/2","doc_id":"d"')]), ["d"], gold=True)
    with pytest.raises(Doubt):
        check_shape(parsed([b'{"doc_id":"d"}']), ["d"], gold=True)


words = st.text(st.sampled_from("ab é“”🚢\u0301\n"), min_size=1, max_size=30)


@given(data=st.data(), texts=st.lists(words, min_size=1, max_size=3))
def test_texts_are_compared_to_the_last_byte(data, texts):
    document, start, end, said = [], [], [], []
    for _ in range(data.draw(st.integers(1, 5))):
        which = data.draw(st.integers(0, len(texts) - 1))
        low = data.draw(st.integers(0, len(texts[which]) - 1))
        high = data.draw(st.integers(low + 1, len(texts[which])))
        document.append(which)
        start.append(low)
        end.append(high)
        said.append(data.draw(st.sampled_from([texts[which][low:high], None]) | words))
    columns = [np.array(one, dtype=np.int64) for one in (document, start, end)]
    given_ = np.array([one is not None for one in said])
    right = all(s is None or texts[d][a:b] == s for d, a, b, s in zip(document, start, end, said, strict=True))
    array = pa.array(["skipped", *said], type=pa.string())[1:]

    if right:
        Texts(texts).check(*columns, array, given_)
    else:
        with pytest.raises(Doubt):
            Texts(texts).check(*columns, array, given_)


@given(st.lists(st.integers(-1, 7), max_size=8))
def test_ancestors_end_or_go_in_a_circle(parents):
    parent = np.array([min(one, len(parents) - 1) for one in parents], dtype=np.int64)

    def ends(row):
        seen = set()
        while row >= 0 and row not in seen:
            seen.add(row)
            row = int(parent[row])
        return row < 0

    if all(ends(row) for row in range(len(parent))):
        Content.ancestors(parent)
    else:
        with pytest.raises(Doubt):
            Content.ancestors(parent)


@pytest.mark.parametrize(
    ("raw", "doc_id"),
    [
        (b'{"format":"sayso/1","doc_id":"d"}', "d"),
        (b'{"text":"\\"doc_id\\":\\"x\\"","doc_id" : "d"}', "d"),
        (b'{"doc_id":"\\u00e9\\"\\\\"}', 'é"\\'),
        ('{"doc_id":"é"}'.encode(), "é"),
    ],
)
def test_a_glance_tells_the_document(raw, doc_id):
    assert glanced(raw) == doc_id


@pytest.mark.parametrize("raw", [b"{}", b'{"doc_id":3}', b'{"doc_id":"\xff"}', b'{"doc_id":"\\x"}', b'{"doc_id":"d'])
def test_where_a_glance_does_not_tell_there_is_doubt(raw):
    with pytest.raises(Doubt):
        glanced(raw)


def write(path, records):
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def record(name, **layers):
    return {"format": "sayso/1", "doc_id": name, "quotes": [], **layers}


def corpus(folder, names=NAMES):
    documents = write(
        folder / "documents.jsonl", [{"doc_id": name, "text": f"The {name} was felled."} for name in names]
    )
    gold = write(folder / "gold.jsonl", [record(name) for name in names])
    return Gold(FileSource(gold), FileSource(documents))


def test_lines_come_in_any_order(tmp_path):
    path = write(tmp_path / "run.jsonl", [record(name) for name in NAMES])
    with Lines(FileSource(path), Ids().of_file()) as lines:
        assert json.loads(lines.take("cedar"))["doc_id"] == "cedar"
        assert json.loads(lines.take("ash"))["doc_id"] == "ash"
        assert lines.take("ash") is None
        assert lines.take("elm") is None
        assert [doc_id for doc_id, _ in lines] == ["birch", "dogwood"]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = write(tmp_path / "run.jsonl", [record(name) for name in NAMES])
    with Lines(FileSource(path), Ids().of_file()) as lines:
        lines.take("dogwood")
        write(path, [record(name) for name in NAMES[::-1]])
        with pytest.raises(UsageError, match=r"run\.jsonl:1: the file was changed while it was read; start again"):
            lines.take("ash")


def test_a_document_twice_is_doubted(tmp_path):
    path = write(tmp_path / "run.jsonl", [record("ash"), record("ash")])
    with Lines(FileSource(path), Ids().of_file()) as lines, pytest.raises(Doubt):
        list(lines)


@pytest.fixture
def decoded(monkeypatch):
    """What the strict reader was asked for."""
    asked = []

    def noted(text):
        asked.append(text)
        return loads(text)

    monkeypatch.setattr(sides, "loads", noted)
    return asked


def test_plain_files_are_not_decoded(tmp_path, decoded):
    gold = corpus(tmp_path)
    run = read_run(write(tmp_path / "run.jsonl", [record(name) for name in NAMES]))

    (rows,) = Pairing(gold, [run]).batches(1000)

    assert decoded == []
    assert [row.doc_id for row in rows.rows] == list(NAMES)
    assert rows.rows[1].gold == record("birch")
    assert rows.rows[1].predicted == (record("birch"),)


def test_a_batch_that_is_oddly_spelled_is_decoded_and_no_other(tmp_path, decoded):
    gold = corpus(tmp_path)
    odd = "".join(" " * (name == "birch") + json.dumps(record(name)) + "\n" for name in NAMES)
    (tmp_path / "run.jsonl").write_text(odd, encoding="utf-8")

    found = list(Pairing(gold, [read_run(tmp_path / "run.jsonl")]).batches(1))

    assert [row.doc_id for rows in found for row in rows.rows] == list(NAMES)
    assert [json.loads(text)["doc_id"] for text in decoded] == ["birch", "birch"]  # gold and run
    assert found[1].rows[0].predicted == (record("birch"),)


def test_records_in_memory_go_with_files(tmp_path, decoded):
    gold = corpus(tmp_path)
    run = read_run(write(tmp_path / "run.jsonl", [record(name) for name in NAMES]))
    held = Gold(MemorySource([record(name) for name in NAMES]), gold.documents)

    (rows,) = Pairing(held, [run]).batches(1000)

    assert decoded == []
    assert rows.rows[3].gold == record("dogwood")


def test_some_rows_of_a_batch_are_a_batch(tmp_path):
    gold = corpus(tmp_path)
    failure = {"class": "ValueError", "message": "no words"}
    records = [record("ash"), {"format": "sayso/1", "doc_id": "birch", "failure": failure}]
    run = read_run(write(tmp_path / "run.jsonl", records))
    (rows,) = Pairing(gold, [run], missing="empty").batches(1000)

    some = rows.only([1, 3])

    assert rows.only(range(4)) is rows
    assert [row.doc_id for row in some.rows] == ["birch", "dogwood"]
    assert some.failures(0) == {"birch": "ValueError: no words"}
    assert (some.attempted(0), rows.attempted(0)) == (set(), {"quotes"})
    assert some.batch().texts == ("The birch was felled.", "The dogwood was felled.")
    assert some.rows[1].predicted == (None,)
