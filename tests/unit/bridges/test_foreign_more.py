"""More gold that Sayso did not make: layers and attributes by document, odd labels, odd characters, crowds of items.

Invented look-alikes of public corpora; beside them `test_foreign_gold` has a novel, event news and attitudes.
"""

import json
import math

import pytest
from sklearn.metrics import classification_report

import sayso


@pytest.fixture
def scored(tmp_path):
    """Scores a run against a gold file with its documents: `{doc_id: (text, gold, run)}`, all written as files."""

    def score(documents, *measures, **options):
        sides = [
            [{"doc_id": doc_id, "text": text} for doc_id, (text, _, _) in documents.items()],
            [{"format": "sayso/1", "doc_id": doc_id, **gold} for doc_id, (_, gold, _) in documents.items()],
            [
                {"format": "sayso/1", "doc_id": doc_id, **run}
                for doc_id, (_, _, run) in reversed(documents.items())
                if run is not None
            ],
        ]
        paths = [tmp_path / f"{name}.jsonl" for name in ("documents", "gold", "run")]
        for path, records in zip(paths, sides, strict=True):
            path.write_bytes(b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in records))
        corpus = sayso.load(paths[1], documents=paths[0])
        run = sayso.read_run(paths[2])
        return sayso.score(gold=corpus.gold, predicted=run, measures=measures or None, **options)

    return score


def values(result):
    return {value.measure: value.value for value in result.values}


def near(expected):
    return {
        measure: value if value is None else pytest.approx(value, rel=0, abs=1e-12)
        for measure, value in expected.items()
    }


def span(text, said, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(said, start + 1)
    return {"start": start, "end": start + len(said), "text": said}


def event(text, number, said, kind=None, *arguments):
    found = {"id": f"T{number}", "trigger": span(text, said), "arguments": list(arguments)}
    return found if kind is None else {**found, "type": kind}


def mention(text, said, nth=0):
    return {"span": span(text, said, nth)}


STRIKE = "Dockers struck at Dunmoor.\r\nPolice shot two men."


def test_triggers_alone_are_scored_as_triggers(scored):
    """Two of three found, one of three wrong; whatever needs types, roles or entities is undefined."""
    gold = {"events": [event(STRIKE, n, said) for n, said in enumerate(["struck", "shot"])]}
    run = {"events": [event(STRIKE, n, said, "x") for n, said in enumerate(["struck", "shot", "Police"])]}
    result = scored(
        {"d1": (STRIKE, gold, run)},
        *("events.P", "events.R", "events.typed.F", "events.type.accuracy", "events.roles.F"),
        *("events.roles.F(attached=false)", "events.CoNLL", "events.polarity.accuracy"),
    )
    assert [value.value for value in result.values] == [2 / 3, 1.0, *[None] * 6]
    assert result["events.typed.F"].undefined_documents == 1


def test_quotes_and_cues_alone(scored):
    """Content 1 of 1 and 1, the cue as well; nobody said who speaks or of what kind it is."""
    text = "“Go,” she said."
    quote = {"id": "1", "content": [span(text, "Go")], "cue": span(text, "said")}
    result = scored(
        {"d1": (text, {"quotes": [quote]}, {"quotes": [{**quote, "kind": "direct"}]})},
        *("quotes.F@exact", "quotes.cue.F", "quotes.attribution.F", "quotes.speaker.accuracy"),
        *("quotes.kind.accuracy", "quotes.kind.F", "quotes.source.F", "quotes.nesting.F"),
    )
    assert [value.value for value in result.values] == [1.0, 1.0, *[None] * 6]


def test_each_document_may_have_its_own_layers_and_attributes(scored):
    """Types in d1 alone, where one of two is right; of d2 only the trigger counts, d3 has no events at all."""
    events = [event(STRIKE, 1, "struck", "Strike"), event(STRIKE, 2, "shot", "Attack")]
    told = [event(STRIKE, 1, "struck", "Strike"), event(STRIKE, 2, "shot", "Strike")]
    gold = {
        "d1": {"events": events, "annotated": ["events.type"]},
        "d2": {"events": events[:1], "annotated": ["events.arguments"]},
        "d3": {"entities": [{"id": "a", "mentions": [mention(STRIKE, "Police")]}]},
    }
    documents = {doc_id: (STRIKE, own, {"events": told, "entities": []}) for doc_id, own in gold.items()}
    result = scored(documents, "events.F", "events.typed.F", "mentions.R")
    assert [value.value for value in result.values] == [6 / 7, 1 / 2, 0.0]
    assert [value.undefined_documents for value in result.values] == [1, 2, 2]


ODD = [
    "Attack (air)@night",
    'say "no"',
    "a, b",
    "x=1",
    "Нападение",
    " ",
    "1",
    "null",
    "a\\b",
    "type=aid",
    "é",
    "e\u0301",
]
CORPUS_OF_ODD = "w " * len(ODD)


def odd(labels):
    return {
        "events": [
            {"id": str(n), "trigger": {"start": 2 * n, "end": 2 * n + 1}, "type": label}
            for n, label in enumerate(labels)
        ]
    }


@pytest.mark.parametrize("label", ODD)
def test_any_text_is_a_label(scored, label):
    """The run gives this label to its own event and to the next: 1 of 2 and 1; all labels but one are right."""
    place = ODD.index(label)
    told = [label if n == (place + 1) % len(ODD) else other for n, other in enumerate(ODD)]
    measure = f"events.typed.F(type={json.dumps(label)})"
    result = scored({"d1": (CORPUS_OF_ODD, odd(ODD), odd(told))}, measure, "events.typed.F")
    assert [value.value for value in result.values] == [2 / 3, (len(ODD) - 1) / len(ODD)]
    assert sayso.parse(result.values[0].measure) == sayso.parse(measure)


def test_odd_labels_in_averages_and_in_a_report(scored):
    """All but one label is right: it is missed, and its item goes to another, whose F is 2/3."""
    told = [*ODD[:-1], ODD[0]]
    result = scored({"d1": (CORPUS_OF_ODD, odd(ODD), odd(told))}, "events.typed.MacroF(by=type)")
    report = classification_report(*result.labels("events.type"), output_dict=True, zero_division=math.nan)
    assert result["events.typed.MacroF(by=type)"].value == pytest.approx((len(ODD) - 2 + 2 / 3) / len(ODD))
    assert result["events.typed.MacroF(by=type)"].value == pytest.approx(report["macro avg"]["f1-score"])


MARKS = "Ada\rmet Bo.\r\nCy\u2028sang\x85low.\t\ufeffDi \u200fהלך\x0c Ed\x00 👩‍🚀 naps."


@pytest.mark.parametrize("said", ["Bo", "sang", "low", "Di", "הלך", "Ed", "👩‍🚀", "naps"])
def test_offsets_are_code_points_whatever_stands_before(scored, said):
    gold = {"entities": [{"id": "1", "mentions": [mention(MARKS, said)]}]}
    wrong = {"start": MARKS.index(said) + 1, "end": MARKS.index(said) + 1 + len(said)}
    moved = {"entities": [{"id": "1", "mentions": [{"span": wrong}]}]}
    assert scored({"d1": (MARKS, gold, gold)}, "mentions.F@exact").values[0].value == 1.0
    assert scored({"d1": (MARKS, gold, moved)}, "mentions.F@exact").values[0].value == 0.0


def test_a_file_with_a_byte_order_mark_is_refused(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"format": "sayso/1", "doc_id": "d1"}\n', encoding="utf-8-sig")
    with pytest.raises(sayso.DataError, match="found     a byte order mark"):
        list(sayso.read_run(path))


HOUSE = "The owner of the house by the river sold it."


def test_one_span_of_two_entities_and_crossing_spans(scored):
    """The crossing spans are found; the repeated one once: 3 of 3 and 4, with types 2 of 3 and 4."""
    gold = {
        "entities": [
            {"id": "1", "type": "PER", "mentions": [mention(HOUSE, "The owner of the house")]},
            {"id": "2", "type": "FAC", "mentions": [mention(HOUSE, "the house by the river"), mention(HOUSE, "it")]},
            {"id": "3", "type": "LOC", "mentions": [mention(HOUSE, "it")]},
        ]
    }
    run = {
        "entities": [
            {"id": "a", "type": "PER", "mentions": [mention(HOUSE, "The owner of the house")]},
            {"id": "b", "type": "LOC", "mentions": [mention(HOUSE, "the house by the river"), mention(HOUSE, "it")]},
        ]
    }
    expected = {"mentions.F@exact": 6 / 7, "mentions.typed.F@exact": 4 / 7, "entities.F": 4 / 5}
    assert values(scored({"d1": (HOUSE, gold, run)}, *expected)) == near(expected)


def test_entities_without_mentions_speak_act_and_hold(scored):
    """By Wikidata or by name alone: the speaker, the actor and the holder correspond, the target does not."""
    text = "Go."
    one, other = {"start": 0, "end": 2}, {"start": 2, "end": 3}

    def side(prefix, *entities):
        ids = [f"{prefix}{n}" for n in range(len(entities))]
        return {
            "entities": [{"id": name, **entity} for name, entity in zip(ids, entities, strict=True)],
            "quotes": [{"id": "q", "content": [one], "speakers": [ids[0]]}],
            "events": [{"id": "v", "trigger": one, "arguments": [{"role": "actor", "span": other, "entity": ids[1]}]}],
            "stances": [{"id": "s", "holder": ids[1], "target": {"entity": ids[2]}, "polarity": "-1"}],
        }

    gold = side("g", {"wikidata": "Q1"}, {"name": "The  Dunmoor Post"}, {"name": "Finn", "wikidata": "Q2"})
    run = side("p", {"wikidata": "Q1", "name": "x"}, {"name": "the dunmoor post"}, {"name": "Finn", "wikidata": "Q3"})
    expected = {
        "entities.F": 2 / 3,
        "speakers.F": 1.0,
        "quotes.attribution.F@overlap(0.5)": 1.0,
        "events.roles.F@entity": 1.0,
        "stances.F": 0.0,
        "stances.F(polarity=-1)": 0.0,
        "mentions.F@exact": None,
        "entities.LEA@exact": None,
    }
    assert values(scored({"d1": (text, gold, run)}, *expected)) == near(expected)


def test_an_opinion_told_many_times_over(scored):
    """Gold has the pair twice, once for each polarity; the run twice with one and once the other way round.

    F: pos is found once, its copy is spurious, neg is missed: 1 of 3 and 2. Without polarity both are: 2 of 3 and 2.
    """

    def attitudes(*told):
        return {
            "entities": [{"id": "1", "name": "Finn"}, {"id": "2", "name": "Quill"}],
            "stances": [
                {"id": str(n), "holder": holder, "target": {"entity": target}, "polarity": polarity}
                for n, (holder, target, polarity) in enumerate(told)
            ],
        }

    gold = attitudes(("1", "2", "pos"), ("1", "2", "neg"))
    run = attitudes(("1", "2", "pos"), ("1", "2", "pos"), ("2", "1", "neg"))
    expected = {"stances.F": 2 / 5, "stances.pairs.F": 4 / 5, "stances.MacroF(by=polarity)": 1 / 3}
    result = scored({"d1": ("Finn likes Quill.", gold, run)}, *expected)
    assert values(result) == near(expected)
    counted = {
        name: (one.pairs, one.gold, one.predicted) for name, one in result.error_classes["run"]["stances"].items()
    }
    assert counted == {"duplicate": (0, 0, 1), "missed": (0, 1, 0), "spurious": (0, 0, 1)}


CROWD = 3000


def alone(first):
    """An entity for each of so many words, from one of them on."""
    return {
        "entities": [
            {"id": str(n), "mentions": [{"span": {"start": 4 * place, "end": 4 * place + 3}}]}
            for n, place in enumerate(range(first, first + CROWD))
        ]
    }


def test_thousands_of_singletons_in_one_document(scored):
    """2500 of 3000 are shared. No link of coreference anywhere; of the others 2500·2499 over 3000·2999."""
    expected = {
        "mentions.F@exact": 5 / 6,
        "entities.F": 5 / 6,
        "entities.MUC@exact": None,
        "entities.CoNLL@exact": None,
        "entities.B3@exact": 5 / 6,
        "entities.CEAFe@exact": 5 / 6,
        "entities.LEA@exact": 5 / 6,
        "entities.BLANC@exact": 2500 * 2499 / (3000 * 2999),
        "entities.B3(singletons=false)@exact": None,
    }
    result = scored({"d1": ("Ada " * (CROWD + 500), alone(0), alone(500))}, *expected)
    assert values(result) == near(expected)
    counted = result.error_classes["run"]["mentions"]
    assert {name: (one.gold, one.predicted) for name, one in counted.items()} == {
        "missed": (500, 0),
        "spurious": (0, 500),
    }


def busy(count, *, roles):
    """Events with one argument for each role, all of their own words."""
    return {
        "events": [
            {
                "id": str(n),
                "trigger": {"start": 16 * n, "end": 16 * n + 3},
                "type": f"type {n % 7}",
                "arguments": [
                    {"role": role, "span": {"start": 16 * n + 4 * place, "end": 16 * n + 4 * place + 3}}
                    for place, role in enumerate(roles, 1)
                ],
            }
            for n in range(count)
        ]
    }


def test_a_thousand_events_with_thousands_of_arguments(scored):
    """All triggers; of three arguments each all are found, and two have their role."""
    gold, run = busy(1000, roles=["Agent", "Victim", "Place"]), busy(1000, roles=["Agent", "Victim", "Time"])
    expected = {
        "events.typed.MacroF(by=type)@exact": 1.0,
        "events.arguments.F@exact": 1.0,
        "events.roles.F@exact": 2 / 3,
        "events.roles.F(attached=false)@exact": 2 / 3,
        "events.roles.F(role=Place)@exact": 0.0,
        "events.roles.MacroF(by=role)@exact": 2 / 3,
    }
    assert values(scored({"d1": ("Ada " * 4000, gold, run)}, *expected)) == near(expected)


def test_hundreds_of_short_documents_some_of_them_unanswered(scored):
    """Of 300 one-event documents the run has those that 3 does not divide: 200 of 200 and 300."""
    one = {"events": [{"id": "1", "trigger": {"start": 0, "end": 3}}]}
    documents = {f"wire/{n:03} №{n}": ("Ada paid.\r\n", one, one if n % 3 else None) for n in range(300)}
    expected = {"events.F@exact": 4 / 5, "events.P(average=documents)@exact": 1.0}
    result = scored(documents, *expected, missing="empty")
    assert values(result) == near(expected)
    assert result["events.P(average=documents)@exact"].counts["documents"] == 200
    with pytest.raises(sayso.DataError, match=r"E603 .*\n.*found     no record for gold document 'wire/000 №0'"):
        scored(documents, *expected)
