"""Checks where they are delicate: what touches, what is shared, what hides behind something else."""

import hashlib
import json
import unicodedata

import pytest

from sayso.data.checks import CODES, check_content, check_shape
from sayso.data.checks.paths import path_text, spelled
from sayso.data.sources import Gold, MemorySource, Run
from sayso.data.strict import decode
from sayso.errors import Problem, Where

HERE = Where("records", 1)
TEXT = "The ash, the oak.\r\nBoth 🌳 were felled."


def record(**fields):
    return {"format": "sayso/1", "doc_id": "ash", **fields}


def quote(*content, **fields):
    return {"id": "q1", "content": [{"start": start, "end": end} for start, end in content], **fields}


def told(checked, text=TEXT, **options):
    return [f"{problem.code} {problem.where.path}" for problem in check_content(checked, text, HERE, **options)]


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        pytest.param([(0, 3), (3, 7)], [], id="touching is fine"),
        pytest.param([(9, 12), (0, 3)], [], id="any order is fine"),
        pytest.param([(0, 3), (0, 3)], ["E307 $.quotes[0].content[1]"], id="the same characters twice"),
        pytest.param(
            [(0, 9), (1, 2), (4, 5)],
            ["E307 $.quotes[0].content[1]", "E307 $.quotes[0].content[2]"],
            id="both in the first",
        ),
        pytest.param(
            [(5, 9), (0, 6)], ["E307 $.quotes[0].content[0]"], id="the later in the text is the one that overlaps"
        ),
    ],
)
def test_fragments_share_no_character(content, problems):
    assert told(record(quotes=[quote(*content)])) == problems


def test_spans_may_reach_the_end_and_be_shared_by_items():
    whole = {"start": 0, "end": len(TEXT), "text": TEXT}

    assert told(record(quotes=[quote(cue=whole, source=whole), quote(id="q2")])) == []


def test_without_a_text_only_what_needs_none_is_told():
    spans = [{"start": 0, "end": 10**9, "text": "x"}, {"start": 4, "end": 4}]

    assert told(
        record(text_sha256="0", events=[{"id": str(n), "trigger": span} for n, span in enumerate(spans)]), None
    ) == ["E303 $.events[1].trigger"]


def test_every_span_of_a_record_is_looked_at():
    far = {"start": 90, "end": 99}
    near = {"start": 0, "end": 3}
    checked = record(
        entities=[{"id": "e", "mentions": [{"span": far}, {"span": near, "head": far}]}],
        quotes=[{"id": "q", "content": [near, far], "cue": far, "source": far}],
        events=[{"id": "v", "trigger": far, "arguments": [{"role": "actor", "span": far}]}],
        stances=[{"id": "s", "holder": "e", "polarity": "oppose", "target": {"span": far}, "evidence": [far]}],
    )

    assert told(checked) == [
        f"E304 $.{path}"
        for path in (
            *("entities[0].mentions[0].span", "entities[0].mentions[1].head"),
            *("quotes[0].content[1]", "quotes[0].cue", "quotes[0].source"),
            *("events[0].trigger", "events[0].arguments[0].span"),
            *("stances[0].target.span", "stances[0].evidence[0]"),
        )
    ]


@pytest.mark.parametrize(
    ("given", "start", "way_out"),
    [
        pytest.param("were", 27, "look like UTF-16 code units", id="26 and one character of two units before"),
        pytest.param("were", 29, "look like bytes of UTF-8", id="26 and one character of four bytes before"),
        pytest.param("Both", 18, "were CRLF and became LF", id="19 less one line end of two characters"),
        pytest.param("ash", 5, "look like code points from 1, end inclusive", id="4 counted from 1"),
        pytest.param("oak", 15, "That text stands from 13 to 16.", id="13, two off"),
        pytest.param("The", 2, "That text stands from 0 to 3.", id="0, two off: case counts"),
        pytest.param("elm", 2, CODES["E305"].mend, id="nowhere"),
    ],
)
def test_a_text_that_differs_says_what_the_offsets_seem_to_count(given, start, way_out):
    # "from 1, end inclusive" has the start one too high and the end as it is.
    span = {"start": start, "end": start + len(given) - (start == 5), "text": given}

    (problem,) = check_content(record(quotes=[{"id": "q", "content": [span]}]), TEXT, HERE)

    assert way_out in problem.mend


@pytest.mark.parametrize(
    ("other", "way_out"),
    [
        (TEXT.replace("\r\n", "\n"), "has LF line ends where the document has CRLF"),
        (TEXT + "\n", "has a further line end after the document's last character"),
        (f" {TEXT}", CODES["E306"].mend),
    ],
)
def test_a_digest_that_differs_says_how_the_texts_differ(other, way_out):
    (problem,) = check_content(record(text_sha256=hashlib.sha256(other.encode()).hexdigest()), TEXT, HERE)

    assert way_out in problem.mend


def test_a_digest_is_of_the_text_as_it_is_and_in_lower_case():
    composed, taken_apart = (unicodedata.normalize(form, "Café") for form in ("NFC", "NFD"))
    digest = hashlib.sha256(composed.encode()).hexdigest()

    assert told(record(text_sha256=digest), composed) == []
    (problem,) = check_content(record(text_sha256=digest), taken_apart, HERE)
    assert "is in Unicode's form NFC" in problem.mend
    (problem,) = check_content(record(text_sha256=digest.upper()), composed, HERE)
    assert problem.mend == "Write the digest in lower case."


def test_labels_are_looked_up_wherever_they_stand():
    names = ("entities.type", "mentions.form", "quotes.kind", "events.type", "events.polarity", "events.modality")
    names += ("arguments.role", "stances.polarity", "stances.strength", "stances.expression")
    span = {"start": 0, "end": 3}
    odd = dict.fromkeys(("type", "kind", "polarity", "modality", "strength", "expression"), "odd")
    checked = record(
        entities=[{"id": "e", "type": "odd", "mentions": [{"span": span, "form": "odd"}, {"span": span}]}],
        quotes=[quote((0, 3), kind="odd"), quote((0, 3), id="q2", kind=None)],
        events=[
            {"id": "v", "trigger": span, "arguments": [{"role": "odd", "span": span}]}
            | {name: odd[name] for name in ("type", "polarity", "modality")}
        ],
        stances=[
            {"id": "s", "holder": "e", "target": {"entity": "e"}}
            | {name: odd[name] for name in ("polarity", "strength", "expression")}
        ],
    )

    assert len(told(checked, labels={name: frozenset({"even"}) for name in names})) == len(names)
    assert told(checked, labels={name: frozenset({"even", "odd"}) for name in names}) == []
    assert told(checked, labels={"quotes.kind": frozenset({"even"})}) == ["E501 $.quotes[0].kind"]
    assert told(checked, labels={}) == told(checked) == []


@pytest.mark.parametrize("layer", ["entities", "quotes", "events", "stances"])
def test_ids_are_unique_within_a_layer_and_free_between_layers(layer):
    span = {"start": 0, "end": 3}
    items = {
        "entities": {"id": "x", "name": "Ash"},
        "quotes": {"id": "x", "content": [span]},
        "events": {"id": "x", "trigger": span},
        "stances": {"id": "x", "holder": "x", "target": {"event": "x"}, "polarity": "oppose", "quote": "x"},
    }

    assert told(record(**{name: [item] for name, item in items.items()})) == []
    doubled = {name: [item] * (2 if name == layer else 1) for name, item in items.items()}
    assert told(record(**doubled)) == [f"E401 $.{layer}[1].id"]


def test_an_entity_is_something():
    wikidata = {"id": "a", "wikidata": "Q42"}
    mentioned = {"id": "b", "name": " ", "mentions": [{"span": {"start": 0, "end": 3}}]}

    assert told(record(entities=[wikidata, mentioned, {"id": "c", "name": "Ash"}])) == []
    assert told(record(entities=[{"id": "a"}, {"id": "b", "name": "\u2003", "mentions": []}])) == [
        "E404 $.entities[0]",
        "E404 $.entities[1]",
    ]


def test_long_chains_of_quotes_are_fine_and_long_circles_are_told():
    quotes = [quote((0, 3), id=f"q{n}", parent=f"q{n + 1}") for n in range(3000)]

    assert told(record(quotes=[*quotes, quote((0, 3), id="q3000")])) == []
    circle = [one | {"parent": "q0"} if one["id"] == "q9" else one for one in quotes[:10]]
    assert len(told(record(quotes=circle))) == 10


def test_speakers_twice_and_empty_values_are_no_values():
    entity = {"id": "e", "name": "Ash", "mentions": None, "tags": []}
    checked = record(
        annotated=None,
        entities=[entity],
        quotes=[quote((0, 3), speakers=["e", "e"], parent=None, score=None), quote((0, 3), id="q2", speakers=[])],
        failure=None,
    )

    for kind in ("gold", "run", "annotations"):
        assert check_shape(checked, kind, HERE) == []
    assert told(checked) == []


def test_what_is_wrong_of_shape_hides_nothing_else():
    checked = record(
        entities=[
            {"id": 3},
            {"id": "e2", "colour": "red", "name": "Oak", "mentions": [{"span": {"start": 5, "end": 5}}]},
        ],
        quotes=[{"id": "q1"}, quote((9, 5), id="q2", parent="q1", speakers=["e9"])],
        events=[{"id": "v1", "trigger": {"start": 0, "end": "3"}, "arguments": 7}],
        stances=[{"id": "s1", "holder": "e2", "target": {"event": "v1"}, "polarity": "oppose", "score": 2}],
    )
    problems = [*check_shape(checked, "run", HERE), *check_content(checked, TEXT, HERE, sound=False)]

    assert sorted(f"{problem.code} {problem.where.path}" for problem in problems) == [
        "E201 $.entities[0].id",
        "E201 $.events[0].arguments",
        "E201 $.events[0].trigger.end",
        "E202 $.entities[1].colour",
        "E203 $.quotes[0]",
        "E208 $.stances[0].score",
        "E302 $.quotes[1].content[0]",
        "E303 $.entities[1].mentions[0].span",
        "E402 $.quotes[1].speakers[0]",
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (None, "$"),
        ((0, ("quotes", None)), "$.quotes[0]"),
        (("a b", ("meta", None)), '$.meta["a b"]'),
        (("\ud83d", None), r'$["\ud83d"]'),
        (("", None), '$[""]'),
    ],
)
def test_paths_are_spelled_so_that_they_can_be_searched_and_printed(path, text):
    assert path_text(path) == text


def test_values_are_spelled_as_json_and_shortly():
    assert spelled({"a": None}) == '{"a": null}'
    assert spelled("é" * 100) == '"' + "é" * 59 + "…"
    assert spelled({1, 2}) == "a set"


def test_decoding_gives_the_record_or_the_first_problem():
    assert decode(b'{"a": [1, "\\ud83c\\udf33"]}\r', HERE) == {"a": [1, "🌳"]}
    found = decode(b'{"a": NaN, "b": NaN}', HERE)
    assert isinstance(found, Problem)
    assert (found.code, found.where.path) == ("E107", "$.a")


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (b"", ["E110"]),
        (b" \t", ["E110"]),
        (b"\x1e{}", ["E103"]),
        (b"{} {", ["E103"]),
        (b"{}[", ["E103"]),
        (b"{}1", ["E104"]),
        (b'{"a": 1, "a": 2', ["E103"]),
        (b'{"a": 1, "a": 2, "a": 3, "b": {"c": 1, "c": 1}}', ["E106", "E106"]),
        (b'{"a": NaN, "a": -1e999}', ["E106", "E107", "E107"]),
        (b"[" * 100_000 + b"NaN", ["E108"]),
        (b'{"a": "\xed\xa0\xbd"}', ["E101"]),
        (b'{"a\\ud800": "\\udfff"}', ["E114", "E114"]),
        (b"1e5", ["E105"]),
        (b"true", ["E105"]),
        (b'"\\ud800"', ["E105"]),
    ],
)
def test_lines_that_are_no_records(line, codes, tmp_path):
    path = tmp_path / "run.jsonl"
    path.write_bytes(line + b"\n")
    from sayso.data.sources import FileSource

    assert [problem.code for problem in FileSource(path).entries()] == codes


def test_gold_and_runs_are_collections_of_their_records():
    records = [record(quotes=[])]
    source = MemorySource(records)
    gold = Gold(source, MemorySource([]))

    assert list(gold) == list(Run(source, "run")) == records
    assert len(gold) == len(Run(source, "run")) == 1


def test_codes_are_numbered_by_family_without_gaps():
    families = {}
    for code in CODES:
        families.setdefault(code[1], []).append(int(code[2:]))

    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in families.values())
    assert json.dumps(list(CODES)) == json.dumps(sorted(CODES))
