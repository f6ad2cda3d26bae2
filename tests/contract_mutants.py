"""Records and files with something changed in them: values that no field takes, bytes that no line has."""

import json

from hypothesis import strategies as st

# What a parser may take for something else, or a reader for nothing.
TOKENS = [
    *(b"null", b"true", b"NaN", b"Infinity", b"-0", b"1.0", b"1e2", b"01", b"99999999999999999999", b"-1", b"0"),
    *(b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b",", b":", b"{}", b"}{", b"}\n{", b"[]", b",,", b'""', b'":"'),
    *(b"\n", b"\r", b"\r\n", b"\t", b"\x00", b"\x0b", b"\x1e", b"\x7f", b" ", b"\xef\xbb\xbf", b"\xff", b"\xc3"),
    *(b"\xed\xa0\x80", b"\\ud800", b"\\udc00", b"\\ud83d\\ude00", b"\\u0000", b"\\u0041", b"//", b"#", b"\xc2\xa0"),
    *(b'"doc_id":"x",', b'"doc_id":', b'"id":"x",', b'"start":0,', b'"score":0.5,', b'"quotes":[],', b'"quotes":null,'),
]
SCALARS = [None, True, False, 0, 1, -1, 5, 10**30, 0.0, 1.0, 0.5, 1.5, -0.0, "", "x", " ", "e0", "é", "\ud800", "\x00"]
NESTED = [[], {}, [None], [[]], [{}], ["x"], {"start": 0, "end": 1}, {"text": ""}, {"text": "x"}, {"event": None}]
VALUES = st.sampled_from([*SCALARS, "sayso/1", *NESTED])
KEYS = st.sampled_from(["start", "end", "text", "id", "score", "tags", "failure", "annotated", "quotes", "doc_id", "x"])


@st.composite
def dumped(draw, record):
    """A record as JSON in one of its spellings."""
    line = json.dumps(
        record,
        ensure_ascii=draw(st.booleans()),
        sort_keys=draw(st.booleans()),
        separators=draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,", ":\t")])),
    )
    return line.encode("utf-8", "surrogatepass") + draw(st.sampled_from([b"", b"", b"\r", b" "]))


def bytes_changed(data, whole):
    """A file of which something was lost, doubled or overwritten, once or twice."""
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(whole)))
        end = min(len(whole), at + data.draw(st.sampled_from([0, 0, 1, 1, 2, 5, 30])))
        new = data.draw(st.sampled_from([b"", *TOKENS]) | st.just(whole[at:end] * 2))
        whole = whole[:at] + new + whole[end:]
    return whole


def value_changed(data, records):
    """Change something in one of several records: a value, a key, the order or number of items, an offset."""
    places = [(records, number) for number in range(len(records))]
    for holder, key in places:
        inner = holder[key]
        if isinstance(inner, dict):
            places += [(inner, name) for name in inner]
        elif isinstance(inner, list):
            places += [(inner, number) for number in range(len(inner))]
    holder, key = data.draw(st.sampled_from(places))
    value = holder[key]
    what = data.draw(st.sampled_from(["value", "value", "drop", "double", "add", "shift", "swap"]))
    if what == "value":
        holder[key] = data.draw(VALUES)
    elif what == "drop":
        del holder[key]
    elif what == "double" and isinstance(holder, list):
        holder.append(json.loads(json.dumps(value)))
    elif what == "add" and isinstance(value, dict):
        value[data.draw(KEYS)] = data.draw(VALUES)
    elif what == "shift" and type(value) is int:
        holder[key] = value + data.draw(st.sampled_from([-2, -1, 1, 2, 1000]))
    elif what == "swap":
        other_holder, other = data.draw(st.sampled_from(places))
        holder[key] = json.loads(json.dumps(other_holder[other]))
