"""The adapted door of the six scorers of whole quotes: the small corpus of the harbour, and its conventions."""

import pytest

import harbour
from sayso.errors import MeasureError
from sayso.presets import Pair, ScorerError, spelled
from sayso.presets.quotes.documents import quotes_of

NAMES = {
    "citron": ("content_exact", "f1"),
    "gender-gap-tracker": ("quotes_0.3", "f1"),
    "gernews-2024": ("f1_joint",),
    "qsample": ("content_strict", "f1"),
    "gepade": ("strict", "roles", "f1"),
    "adaq": ("quotes", "f1"),
}


def gold():
    """The harbour's gold with cue and source on every quote."""
    records = harbour.gold()
    for record, cue, source in zip(records, ("said", "according to"), ("Ann Lee", "Bo Ray"), strict=True):
        quote = record["quotes"][0]
        quote["cue"] = harbour.span(record["doc_id"], cue)
        quote["source"] = harbour.span(record["doc_id"], source)
    return records


def pairs(predicted):
    return [
        Pair(one["doc_id"], harbour.TEXTS[one["doc_id"]], one, other)
        for one, other in zip(gold(), predicted, strict=True)
    ]


def scored(spelling, predicted):
    preset, conventions = spelled(spelling)
    return preset.adapted(pairs(predicted), conventions)


def deep(numbers, path):
    for name in path:
        numbers = numbers[name]
    return numbers


@pytest.mark.parametrize("name", NAMES)
def test_gold_against_itself_is_perfect(name):
    assert deep(scored(name, gold()), NAMES[name]) == (100.0 if name == "gender-gap-tracker" else 1.0)


@pytest.mark.parametrize("name", NAMES)
def test_the_headline_is_one_of_the_numbers(name):
    assert spelled(name)[0].headline == ".".join(NAMES[name])


def test_a_failed_document_has_no_predictions():
    predicted = [gold()[0], None]
    # One of two gold quotes is found.
    assert scored("citron", predicted)["content_exact"]["recall"] == 0.5
    assert scored("gepade", predicted)["strict"]["cue_counts"] == {"tp": 1, "fp": 1, "fn": 0}
    assert scored("gernews-2024", predicted)["rec_msg"] == 0.5
    assert scored("qsample", predicted)["content_strict"]["recall"] == 0.5
    assert scored("adaq", predicted)["quotes"]["recall"] == 0.5
    assert scored("gender-gap-tracker", predicted)["quotes_0.3"]["recall"] == 50.0


def with_content(start, end):
    """The gold of the harbour, its quote's content from and to other places."""
    records = gold()
    quote = records[0]["quotes"][0]
    quote["content"] = [{"start": start, "end": end}]
    return records


# Gold is [15, 32): We will not wait. with its stop; the marks stand at 14 and 32.
@pytest.mark.parametrize(
    ("spelling", "start", "end", "right"),
    [
        ("citron", 14, 33, 1),
        ("citron(marks=in)", 14, 33, 2),
        ("citron(marks=in)", 15, 33, 2),
        ("citron(marks=out)", 14, 33, 2),
        ("citron", 15, 31, 1),
        ("citron(stops=out)", 15, 31, 2),
        ("citron(marks=out,stops=out)", 14, 31, 2),
        ("citron(tokens=space)", 15, 31, 2),
        ("citron(tokens=characters)", 15, 31, 1),
    ],
)
def test_conventions_move_the_edges_of_contents(spelling, start, end, right):
    assert scored(spelling, with_content(start, end))["content_exact"]["tp"] == right


def moved(text, spelling, *spans):
    record = {"quotes": [{"id": "q1", "content": [{"start": start, "end": end} for start, end in spans]}]}
    return [one.content for one in quotes_of(text, record, spelled(spelling)[1])]


def test_a_leading_that_and_split_quotes():
    text = "She said that nets, she said, tear."
    assert moved(text, "citron(that=out)", (9, 18)) == [((14, 18),)]
    assert moved(text, "citron", (9, 18), (30, 34)) == [((9, 18), (30, 34))]
    assert moved(text, "citron(parts=apart)", (9, 18), (30, 34)) == [((9, 18),), ((30, 34),)]


def test_a_content_of_marks_alone_stays():
    assert moved('He said "".', "citron(marks=out)", (8, 10)) == [((8, 10),)]


def test_spans_without_offsets_are_left_out():
    record = {"quotes": [{"id": "q1", "content": [{"text": "nets"}]}]}
    assert quotes_of("nets", record, spelled("citron")[1])[0].content == ()


def test_the_speaker_is_named_or_first_mentioned():
    mention = {"span": {"start": 0, "end": 3, "text": "She"}}
    record = {
        "entities": [{"id": "e1", "mentions": [mention]}],
        "quotes": [{"id": "q1", "content": [{"start": 4, "end": 8}], "speakers": ["e1"]}],
    }
    assert quotes_of("She left", record, spelled("citron")[1])[0].speaker == "She"


def without_cues():
    records = gold()
    for record in records:
        del record["quotes"][0]["cue"]
    return records


def test_what_stops_the_original_stops_the_preset():
    with pytest.raises(ScorerError) as error:
        scored("citron", without_cues())
    assert str(error.value) == "TypeError: a quote has no cue; the original reads start and end of every cue"
    with pytest.raises(ScorerError) as error:
        scored("gepade(missing=stop)", without_cues())
    assert error.value.original == "KeyError"


def test_a_prediction_without_cue_is_floating_unless_told_otherwise():
    bare = without_cues()
    bare[0]["quotes"][0].pop("source")
    assert scored("gender-gap-tracker", [*bare[:1], gold()[1]])["speaker_accuracy_0.3"] == 50.0
    speakerless = gold()
    speakerless[0]["quotes"][0].pop("speakers")
    preset, conventions = spelled("gender-gap-tracker")
    blank = [
        Pair(one.doc_id, one.text, gold, one.predicted)
        for one, gold in zip(pairs([bare[0], gold()[1]]), speakerless, strict=True)
    ]
    assert preset.adapted(blank, conventions)["speaker_accuracy_0.3"] == 100.0
    assert preset.adapted(blank, spelled("gender-gap-tracker(floating=none)")[1])["speaker_accuracy_0.3"] == 50.0


def test_kinds_become_types():
    records = gold()
    records[0]["quotes"][0]["kind"] = "free indirect"
    records[1]["quotes"][0]["kind"] = None
    assert scored("gernews-2024", records)["f1_form"] == 0.0
    with pytest.raises(ScorerError) as error:
        records[0]["quotes"][0]["kind"] = "hearsay"
        scored("gernews-2024", records)
    assert str(error.value) == (
        "KeyError: 'Hearsay' is none of Direct, Indirect, FreeIndirect, IndirectFreeIndirect, Reported"
    )


def nested():
    """The harbour's quote and one within it, in gold and predicted."""
    records = gold()
    inner = {**records[0]["quotes"][0], "id": "q2", "content": [{"start": 18, "end": 31}]}
    inner["cue"] = {"start": 0, "end": 3}
    records[0]["quotes"].append(inner)
    return [Pair(one["doc_id"], harbour.TEXTS[one["doc_id"]], one, one) for one in records]


def test_nested_quotes_leave_what_stops_the_original_undefined():
    preset, conventions = spelled("qsample")
    got = preset.adapted(nested(), conventions)
    assert got["content_strict"]["f1"] == 1.0
    assert got["content_partial"]["f1"] is None
    with pytest.raises(ScorerError, match="Error: Too many spans"):
        preset.adapted(nested(), spelled("qsample(stopping=all)")[1])
    adaq, conventions = spelled("adaq")
    assert adaq.adapted(nested(), conventions)["tokens_content"] is None
    assert adaq.adapted(nested(), conventions)["quotes"]["f1"] == 1.0


def test_an_apostrophe_between_letters_is_no_mark():
    text = "He said ‘we don’t’ once."
    record = {"quotes": [{"id": "q1", "content": [{"start": 8, "end": 18}]}]}
    inside = {"quotes": [{"id": "q1", "content": [{"start": 9, "end": 17}]}]}
    preset, conventions = spelled("qsample")
    got = preset.adapted([Pair("d", text, record, inside)], conventions)
    assert (got["content_strict_direct"]["gold"], got["content_strict_indirect"]["predicted"]) == (1, 1)


def test_a_choice_that_there_is_not():
    with pytest.raises(MeasureError, match="preset citron: marks is kept or in or out, found 'some'"):
        spelled("citron(marks=some)")
