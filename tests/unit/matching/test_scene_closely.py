"""Alignments of a scene where several predictions lie on the same characters: what they agree in decides."""

import itertools
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
    measures = [measure] if isinstance(measure, str) else measure
    return score(gold=corpus, predicted=run, measures=measures, labels="open")


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


def test_nesting_restricted_by_a_label_pairs_among_its_own_items():
    """The second and the third quote are direct, the third within the first, which is not."""
    quotes = [quote(1, "indirect", at=(0, 18)), quote(2, "direct", at=(19, 28)), quote(3, "direct", at=(9, 13))]
    quotes[2]["parent"] = "q1"
    measure = "quotes.nesting.F(kind=direct)@overlap(0.5)"
    annotated = ("quotes.kind", "quotes.parent")
    result = scored(measure, {"quotes": quotes}, {"quotes": quotes}, annotated=annotated)
    assert (result[measure].value, result[measure].counts["matched"], result[measure].counts["gold"]) == (1, 1, 1)


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


def mention(name, *spans):
    return {"id": name, "mentions": [{"span": {"start": start, "end": end}} for start, end in spans]}


def test_a_speaker_whom_nobody_predicted_is_like_no_predicted_speaker():
    """Gold's Lu has no counterpart; the run says Ann, its first entity."""
    gold = {"entities": [*ENTITIES, mention("lu", (3, 7))], "quotes": [quote(1, "direct", "lu")]}
    said = {name: {"quotes": [quote(1, "direct", name)]} for name in ("ann", "bo")}
    for predicted in said.values():
        assert scored("quotes.attribution.F@exact", gold, predicted)["quotes.attribution.F@exact"].value == 0
    assert scored("quotes.attribution.F@exact", said["ann"], said["ann"])["quotes.attribution.F@exact"].value == 1


def test_each_alignment_of_entities_has_speakers_of_its_own():
    """ "Ann" is not "Ann;" exactly, but nearly."""
    measures = ["quotes.attribution.F(align=exact)@exact", "quotes.attribution.F@exact"]
    predicted = {"entities": [mention("ann", (14, 18))], "quotes": [quote(1, "direct", "ann")]}
    for order in (measures, measures[::-1]):
        result = scored(order, {"quotes": [quote(1, "direct", "ann")]}, predicted)
        assert [result[measure].value for measure in measures] == [0, 1]


def coreferent(number, coref, at):
    return {"id": f"v{number}", "trigger": {"start": at[0], "end": at[1]}, "coref": coref}


WAIT, SAID, WAITED = (3, 7), (9, 13), (22, 28)


def stance(target):
    return {"id": "s", "holder": "ann", "target": {"event": target}, "polarity": "support"}


@pytest.mark.parametrize(("target", "value"), [("v1", 1), ("v3", 1), ("v2", 0)])
def test_a_target_may_be_any_event_of_the_cluster_that_shares_most(target, value):
    """Gold: wait and waited are one, said another; the run alike. Gold's stance is towards waited."""
    events = [coreferent(1, "a", WAIT), coreferent(2, "b", SAID), coreferent(3, "a", WAITED)]
    sides = [{"events": events, "stances": [stance(event)]} for event in ("v3", target)]
    annotated = ("events.coref", "stances.polarity")
    assert scored("stances.F", *sides, annotated=annotated)["stances.F"].value == value


@pytest.mark.parametrize(
    ("clusters", "right"),
    [
        pytest.param("xyy", {"v2", "v3"}, id="wait alone, said with waited"),
        pytest.param("xyx", {"v1", "v2", "v3"}, id="said alone, wait with waited: said is right in any case"),
        pytest.param("xxy", {"v1", "v2"}, id="waited alone, wait with said"),
    ],
)
def test_clusters_of_events_pair_so_that_most_events_are_shared(clusters, right):
    """Gold has wait, said and waited in one cluster, and a stance towards said; the run has them in two."""
    gold = [coreferent(n, "a", at) for n, at in enumerate((WAIT, SAID, WAITED), start=1)]
    run = [coreferent(n, name, at) for n, (name, at) in enumerate(zip(clusters, (WAIT, SAID, WAITED), strict=True), 1)]
    for target in ("v1", "v2", "v3"):
        sides = {"events": gold, "stances": [stance("v2")]}, {"events": run, "stances": [stance(target)]}
        found = scored("stances.F", *sides, annotated=("events.coref", "stances.polarity"))["stances.F"]
        assert found.value == (target in right)


@pytest.mark.parametrize("polarities", list(itertools.permutations(["support", "oppose", "neutral"])))
def test_of_stances_of_one_holder_and_target_those_of_equal_polarity_pair(polarities):
    """Gold has x and y, the run y and z: y pairs with y, and of the two pairs one agrees, whatever their order."""
    x, y, z = polarities
    sides = ({"stances": [{**stance("v1"), "id": p, "polarity": p} for p in both]} for both in ((x, y), (y, z)))
    events = {"events": [event(1, "wait")]}
    found = scored("stances.polarity.accuracy", *({**events, **side} for side in sides), annotated=())
    assert found["stances.polarity.accuracy"].value == 1 / 2
