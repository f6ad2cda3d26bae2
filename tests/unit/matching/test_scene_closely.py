"""Alignments of a scene where several predictions lie on the same characters: what they agree in decides."""

from types import SimpleNamespace

import pytest

from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score
from sayso.matching.scene import Scene

#       01234567890123456789012345678
TEXT = "We wait, said Ann; Bo waited."
ANN, BO = (14, 17), (19, 21)
ENTITIES = [
    {"id": name, "mentions": [{"span": {"start": span[0], "end": span[1]}}]}
    for name, span in (("ann", ANN), ("bo", BO))
]


def quote(number, kind, *speakers, at=(0, 7)):
    content = [{"start": at[0], "end": at[1]}]
    return {"id": f"q{number}", "content": content, "kind": kind, "speakers": list(speakers)}


def event(number, kind, at=(22, 28)):
    return {"id": f"v{number}", "trigger": {"start": at[0], "end": at[1]}, "type": kind}


def scored(measure, gold, predicted, annotated=("quotes.kind", "quotes.speakers", "events.type")):
    head = {"format": "sayso/1", "doc_id": "d"}
    corpus = Gold(
        MemorySource([{**head, "entities": ENTITIES, **gold}], name="gold"),
        MemorySource([{"doc_id": "d", "text": TEXT}], name="documents"),
        annotated,
    )
    run = Run(MemorySource([{**head, "entities": ENTITIES, **predicted}], name="run"), "run")
    return score(gold=corpus, predicted=run, measures=[measure], labels="open")


def paired(gold, predicted, **options):
    """The kinds of quotes that pair."""
    result = scored("quotes.kind.accuracy@exact", {"quotes": gold}, {"quotes": predicted}, **options)
    return list(zip(*result.labels("quotes.kind@exact"), strict=True))


GOLD = [quote(1, "direct", "ann")]
OF_KIND, OF_SPEAKER = quote(2, "direct", "bo"), quote(3, "indirect", "ann")


@pytest.mark.parametrize("predicted", [[OF_KIND, OF_SPEAKER], [OF_SPEAKER, OF_KIND]])
def test_of_twin_quotes_the_one_of_the_right_speaker_pairs_before_the_one_of_the_right_kind(predicted):
    assert paired(GOLD, predicted) == [("direct", "indirect")]


@pytest.mark.parametrize("predicted", [[OF_KIND, OF_SPEAKER], [OF_SPEAKER, OF_KIND]])
def test_speakers_do_not_decide_where_they_are_not_annotated(predicted):
    assert paired(GOLD, predicted, annotated=("quotes.kind",)) == [("direct", "direct")]


def test_the_right_kind_decides_among_speakers_that_are_all_wrong():
    assert paired(GOLD, [quote(2, "indirect", "bo"), quote(3, "direct", "bo")]) == [("direct", "direct")]
    assert paired(GOLD, [quote(2, "direct", "bo"), quote(3, "indirect", "bo")]) == [("direct", "direct")]


def test_a_restricted_measure_matches_among_its_own_items():
    """Two direct and one indirect quote on each side; the direct ones are the second and the third."""
    quotes = [quote(1, "indirect"), quote(2, "direct", at=(9, 13)), quote(3, "direct", at=(19, 28))]
    result = scored("quotes.F(kind=direct)@overlap(0.5)", {"quotes": quotes}, {"quotes": quotes})
    (value,) = result.values
    assert value.value == 1
    assert value.counts["matched"] == value.counts["gold"] == value.counts["predicted"] == 2


@pytest.mark.parametrize("predicted", [[event(1, "wait"), event(2, "go")], [event(1, "go"), event(2, "wait")]])
def test_of_twin_events_the_one_of_the_right_type_pairs(predicted):
    result = scored("events.type.accuracy@exact", {"events": [event(1, "wait")]}, {"events": predicted})
    assert result.labels("events.type@exact") == (["wait"], ["wait"])


def test_what_is_kept_is_made_once_and_not_for_another_run():
    batch = SimpleNamespace(sides=("gold", "first", "second"), labels={"a.b": "codes"})
    scene = Scene(batch, 1, "space", {"a.b": "flags"})
    assert (scene.gold, scene.predicted, scene.labels) == ("gold", "first", {"a.b": "codes"})
    made = [scene.keep("key", lambda: [1]), scene.keep("key", lambda: [2])]
    assert made[0] is made[1]
    other = scene.beside("second")
    assert (other.gold, other.predicted, other.space, other.annotated) == ("gold", "second", "space", {"a.b": "flags"})
    assert other.keep("key", lambda: [3]) == [3]
    assert scene.predicted == "first"
    assert scene.keep("key", lambda: [4]) is made[0]
