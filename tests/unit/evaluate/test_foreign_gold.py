"""Gold that Sayso did not make: novels, event news and attitudes between names, each after its own fashion.

The corpora are invented look-alikes of public ones. They have no corpus.toml, few attributes, labels of their own and
CRLF in the text; they come as a gold file with its documents, and give numbers, or errors that say what to do.
"""

import json
from fractions import Fraction

import pytest

import sayso
from sayso.command import process

HEAD = {"format": "sayso/1", "doc_id": "d1"}


class Text(str):
    """A text that knows where its words are."""

    __slots__ = ()

    def span(self, said, nth=0):
        start = -1
        for _ in range(nth + 1):
            start = self.index(said, start + 1)
        return {"start": start, "end": start + len(said), "text": said}

    def mention(self, said, nth=0):
        return {"span": self.span(said, nth)}


class Corpus:
    """A gold file with its documents and one run, as files."""

    def __init__(self, folder, text, gold, run, *, end="\n"):
        self.gold, self.documents, self.run = (folder / f"{name}.jsonl" for name in ("gold", "documents", "run"))
        for path, record in (
            (self.gold, {**HEAD, **gold}),
            (self.documents, {"doc_id": "d1", "text": str(text)}),
            (self.run, {**HEAD, **run}),
        ):
            path.write_bytes((json.dumps(record, ensure_ascii=False) + end).encode())

    def score(self, *measures):
        """In Python: the gold file is loaded with its documents."""
        corpus = sayso.load(self.gold, documents=self.documents)
        return sayso.score(gold=corpus.gold, predicted=sayso.read_run(self.run), measures=measures or None)


@pytest.fixture
def corpus_of(tmp_path):
    def make(text, gold, run, **options):
        return Corpus(tmp_path, text, gold, run, **options)

    return make


@pytest.fixture
def command(monkeypatch, capsys):
    """`sayso score` here; status, standard output, standard error."""
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def call(corpus, *options):
        arguments = ["score", corpus.gold, corpus.run, "--documents", corpus.documents, *options]
        status = process.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def same(found, expected):
    """A value and a fraction worked out by hand; None for undefined."""
    return found is None if expected is None else found == pytest.approx(float(Fraction(expected)), rel=0, abs=1e-12)


NOVEL = Text(
    "Miss Orla Finn kept the mill at Dunmoor.\r\n\r\nShe never left it; her brother Ned Finn did. So the mill stood."
)
NOVEL_GOLD = {
    "entities": [
        {
            "id": "T1",
            "type": "PER",
            "mentions": [NOVEL.mention("Miss Orla Finn"), NOVEL.mention("She"), NOVEL.mention("her")],
        },
        {
            "id": "T2",
            "type": "FAC",
            "mentions": [NOVEL.mention("the mill at Dunmoor"), NOVEL.mention("the mill", 1)],
        },
        {"id": "T3", "type": "GPE", "mentions": [NOVEL.mention("Dunmoor")]},
        {"id": "T4", "type": "PER", "mentions": [NOVEL.mention("her brother Ned Finn")]},
    ]
}
NOVEL_RUN = {
    "entities": [
        {"id": "a", "type": "PER", "mentions": [NOVEL.mention("Miss Orla Finn"), NOVEL.mention("She")]},
        {"id": "b", "type": "FAC", "mentions": [NOVEL.mention("the mill at Dunmoor")]},
        {"id": "c", "type": "LOC", "mentions": [NOVEL.mention("Dunmoor")]},
        {"id": "d", "type": "PER", "mentions": [NOVEL.mention("Ned Finn"), NOVEL.mention("her")]},
    ]
}
NOVEL_VALUES = [
    pytest.param("mentions.P@exact", "5/6", id="P: all but Ned Finn, 5 of 6"),
    pytest.param("mentions.R@exact", "5/7", id="R: 5 of 7"),
    pytest.param("mentions.F@overlap(0.5)", "10/13", id="Ned Finn is 8 of 20 characters, 0.4: still 5 of 6 and 7"),
    pytest.param("mentions.F@overlap(0.4)", "12/13", id="at 0.4 it pairs: 6 of 6 and 7"),
    pytest.param("mentions.typed.F@exact", "8/13", id="Dunmoor is GPE, not LOC: 4 of 6 and 7"),
    pytest.param("mentions.F(type=FAC)@exact", "2/3", id="FAC: 1 of 1 and 2"),
    pytest.param("entities.F", "3/4", id="T1-a, T2-b, T3-c; T4 shares no mention with d"),
    pytest.param("entities.type.accuracy", "2/3", id="of the three pairs T3-c differs"),
    pytest.param("entities.MUC.R@exact", "1/3", id="MUC R: T1 in two parts 1 of 2, T2 0 of 1"),
    pytest.param("entities.MUC.P@exact", "1/2", id="MUC P: a 1 of 1, d 0 of 1"),
    pytest.param("entities.B3.R@exact", "19/42", id="B3 R: (2/3 + 2/3 + 1/3 + 1/2 + 0 + 1 + 0)/7"),
    pytest.param("entities.B3.P@exact", "3/4", id="B3 P: (1 + 1 + 1 + 1 + 0 + 1/2)/6"),
    pytest.param("entities.CEAFe@exact", "37/60", id="CEAFe: (4/5 + 2/3 + 1)/4 on both sides"),
    pytest.param("quotes.F", None, id="nobody looked for quotes"),
    pytest.param("speakers.F", None, id="nor for speakers"),
    pytest.param("mentions.linked.F", None, id="no Wikidata ids: not annotated"),
]

NEWS = Text(
    "A bomb exploded outside the Corvale ministry on Friday.\r\n"
    "The blast wounded two guards. Police detained Ivo Brand.\r\n"
)
EXPLODE, INJURE = "Conflict.Attack.DetonateExplode", "Life.Injure.Unspecified"
DETAIN = "Justice.ArrestJailDetain.Unspecified"


def participant(number, said, kind="PER", **more):
    return {"id": f"doc1-T{number}", "type": kind, "mentions": [NEWS.mention(said)], **more}


def takes_part(role, said, number):
    return {"role": role, "span": NEWS.span(said), "entity": f"doc1-T{number}"}


def happening(number, trigger, kind, *arguments, coref=None):
    return {
        "id": f"doc1-E{number}",
        "trigger": NEWS.span(trigger),
        "type": kind,
        "coref": coref,
        "arguments": list(arguments),
    }


NEWS_GOLD = {
    "entities": [
        participant(1, "A bomb", "WEA"),
        participant(2, "the Corvale ministry", "FAC"),
        participant(3, "two guards"),
        {"id": "doc1-T4", "name": "Police", "type": "ORG"},
        participant(5, "Ivo Brand"),
    ],
    "events": [
        happening(
            1,
            "exploded",
            EXPLODE,
            takes_part("ExplosiveDevice", "A bomb", 1),
            takes_part("Target", "the Corvale ministry", 2),
            coref="doc1-C1",
        ),
        happening(2, "blast", EXPLODE, coref="doc1-C1"),
        happening(3, "wounded", INJURE, takes_part("Victim", "two guards", 3)),
        happening(4, "detained", DETAIN, takes_part("Jailer", "Police", 4), takes_part("Detainee", "Ivo Brand", 5)),
    ],
}
NEWS_RUN = {
    "entities": [
        participant(1, "bomb", "WEA"),
        participant(2, "the Corvale ministry", "FAC"),
        participant(3, "two guards"),
        {"id": "doc1-T4", "name": " police", "type": "ORG", "mentions": []},
        participant(5, "Ivo Brand"),
    ],
    "events": [
        happening(
            1,
            "exploded",
            EXPLODE,
            takes_part("ExplosiveDevice", "bomb", 1),
            takes_part("Target", "the Corvale ministry", 2),
            coref="1",
        ),
        happening(2, "blast", "Conflict.Attack.Unspecified", coref="1"),
        happening(3, "wounded", INJURE, takes_part("Victim", "two guards", 3)),
        happening(4, "detained", DETAIN, takes_part("Place", "Police", 4), takes_part("Detainee", "Ivo Brand", 5)),
        happening(5, "Friday", "Movement.Transportation.Unspecified"),
    ],
}
NEWS_VALUES = [
    pytest.param("events.P@exact", "4/5", id="Friday is no trigger: 4 of 5"),
    pytest.param("events.F@exact", "8/9", id="4 of 5 and 4"),
    pytest.param("events.typed.F@exact", "2/3", id="blast has another type: 3 of 5 and 4"),
    pytest.param("events.type.accuracy@exact", "3/4", id="3 of the 4 pairs"),
    pytest.param(f"events.typed.F(type={EXPLODE})@exact", "2/3", id="a dotted label, bare: 1 of 1 and 2"),
    pytest.param(f'events.typed.F(type="{EXPLODE}")@exact', "2/3", id="a dotted label, quoted: 1 of 1 and 2"),
    pytest.param("events.typed.MacroF(by=type)@exact", "8/9", id="(2/3 + 1 + 1)/3, the labels of gold alone"),
    pytest.param("events.arguments.F@exact", "4/5", id="all but the bomb: 4 of 5 and 5"),
    pytest.param("events.roles.F@exact", "3/5", id="Police is no place: 3 of 5 and 5"),
    pytest.param("events.roles.F@overlap(0.5)", "4/5", id="bomb is 4 of 6 characters: 4 of 5 and 5"),
    pytest.param("events.roles.F(role=Jailer)@exact", "0", id="a role that the run never gives: 0 of 0 and 1"),
    pytest.param(
        "events.arguments.F@entity", "1", id="Police by its name alone, the bomb by its mention: 5 of 5 and 5"
    ),
    pytest.param("events.roles.F@entity", "4/5", id="but Police in another role: 4 of 5 and 5"),
    pytest.param("entities.F", "1", id="four by mentions, Police by name: 5 of 5 and 5"),
    pytest.param("mentions.F@exact", "3/4", id="Police has no mention on either side: 3 of 4 and 4"),
    pytest.param("events.MUC@exact", "1", id="one link in gold, the same in the run"),
    pytest.param("events.B3@exact", "8/9", id="R 4/4, P 4/5"),
    pytest.param("events.CEAFe@exact", "6/7", id="three clusters equal, of 3 and 4"),
    pytest.param("events.CoNLL@exact", "173/189", id="(1 + 8/9 + 6/7)/3"),
    pytest.param("events.polarity.accuracy@exact", None, id="polarity is not annotated"),
    pytest.param("events.modality.accuracy@exact", None, id="nor modality"),
    pytest.param("stances.F", None, id="nobody looked for stances"),
]

LETTER = Text("Союз рыбаков Заречья хвалит мэра Орлова.\r\nОрлов бранит компанию «Тихий док»; та бранит его.\r\n")


def attitude(number, holder, target, polarity):
    return {"id": str(number), "holder": holder, "target": {"entity": target}, "polarity": polarity}


LETTER_GOLD = {
    "entities": [
        {"id": "1", "name": "Союз рыбаков Заречья"},
        {"id": "2", "name": "Орлов"},
        {"id": "3", "name": "Тихий док"},
    ],
    "stances": [attitude(1, "1", "2", "pos"), attitude(2, "2", "3", "neg"), attitude(3, "3", "2", "neg")],
}
LETTER_RUN = {
    "entities": [
        {"id": "u", "name": "союз\u00a0рыбаков  заречья"},
        {"id": "o", "name": "ОРЛОВ"},
        {"id": "d", "name": "Тихий Док"},
        {"id": "z", "name": "Заречье"},
    ],
    "stances": [attitude(1, "u", "o", "pos"), attitude(2, "o", "d", "pos"), attitude(3, "z", "o", "neg")],
}
LETTER_VALUES = [
    pytest.param("entities.F", "6/7", id="by names, case and spaces aside: 3 of 4 and 3"),
    pytest.param("stances.F", "1/3", id="the union for Orlov: 1 of 3 and 3"),
    pytest.param("stances.pairs.F", "2/3", id="and Orlov to the dock, polarity aside: 2 of 3 and 3"),
    pytest.param("stances.polarity.accuracy", "1/2", id="of the two pairs one"),
    pytest.param("stances.F(polarity=pos)", "2/3", id="pos: 1 of 2 and 1"),
    pytest.param("stances.F(polarity=neg)", "0", id="neg: 0 of 1 and 2"),
    pytest.param("stances.MacroF(by=polarity)", "1/3", id="(2/3 + 0)/2"),
    pytest.param("stances.FavourAgainst", None, id="no label is support or oppose"),
    pytest.param("stances.evidence.F", None, id="evidence is not annotated"),
    pytest.param("stances.strength.accuracy", None, id="nor strength"),
    pytest.param("mentions.F", None, id="no mentions anywhere: nothing over nothing"),
    pytest.param("entities.CoNLL", None, id="entities without mentions are no clusters"),
    pytest.param("quotes.F", None, id="nobody looked for quotes"),
]

CORPORA = {
    "novel": (NOVEL, NOVEL_GOLD, NOVEL_RUN),
    "news": (NEWS, NEWS_GOLD, NEWS_RUN),
    "letter": (LETTER, LETTER_GOLD, LETTER_RUN),
}
VALUES = {"novel": NOVEL_VALUES, "news": NEWS_VALUES, "letter": LETTER_VALUES}


@pytest.mark.parametrize(("measure", "expected"), NOVEL_VALUES)
def test_a_novel_with_nested_mentions_and_no_quotes(corpus_of, measure, expected):
    assert same(corpus_of(*CORPORA["novel"]).score(measure)[measure].value, expected)


@pytest.mark.parametrize(("measure", "expected"), NEWS_VALUES)
def test_event_news_with_dotted_types(corpus_of, measure, expected):
    assert same(corpus_of(*CORPORA["news"]).score(measure)[measure].value, expected)


@pytest.mark.parametrize(("measure", "expected"), LETTER_VALUES)
def test_attitudes_between_names_in_cyrillic(corpus_of, measure, expected):
    assert same(corpus_of(*CORPORA["letter"]).score(measure)[measure].value, expected)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lines end in LF", "lines end in CRLF"])
@pytest.mark.parametrize("name", CORPORA)
def test_the_command_line_gives_the_same_numbers(corpus_of, command, name, end):
    corpus = corpus_of(*CORPORA[name], end=end)
    measures = [one.values[0] for one in VALUES[name]]
    options = [word for measure in measures for word in ("-m", measure)]

    status, out, err = command(corpus, *options, "--format", "json")

    assert (status, err) == (0, "")
    found = {value["measure"]: value["value"] for value in json.loads(out)["results"]}
    assert found == {value.measure: value.value for value in corpus.score(*measures).values}


@pytest.mark.parametrize("name", CORPORA)
def test_the_default_set_prints_a_table_and_lists_errors_in_their_text(corpus_of, command, name):
    status, out, err = command(corpus_of(*CORPORA[name]), "--all-errors")

    assert (status, err) == (0, "")
    assert out.startswith("run against gold gold\n")
    assert "\r" not in out


@pytest.mark.parametrize("name", CORPORA)
def test_gold_against_itself_is_one_or_undefined(corpus_of, name):
    text, gold, _ = CORPORA[name]
    assert {value.value for value in corpus_of(text, gold, gold).score().values} == {1.0, None}


def test_a_label_of_another_scheme_is_wrong_but_no_error(corpus_of):
    """The three entity pairs stay; none has an equal type, so 0 of 3, and 0 of 6 and 7 mentions."""
    renamed = [{**one, "type": "person"} for one in NOVEL_RUN["entities"]]
    result = corpus_of(NOVEL, NOVEL_GOLD, {"entities": renamed}).score("entities.type.accuracy", "mentions.typed.F")
    assert [value.value for value in result.values] == [0.0, 0.0]


def test_a_run_with_no_types_is_scored_on_the_types_of_gold(corpus_of):
    """A type that gold has and the run has not differs; mentions without types are found all the same, 5 of 6 and 7."""
    bare = [{name: value for name, value in one.items() if name != "type"} for one in NOVEL_RUN["entities"]]
    result = corpus_of(NOVEL, NOVEL_GOLD, {"entities": bare}).score("mentions.typed.F", "mentions.F")
    assert [value.value for value in result.values] == [0.0, 10 / 13]


def test_offsets_count_both_characters_of_a_line_end(corpus_of):
    start = NOVEL.span("She")["start"]
    assert start == len("Miss Orla Finn kept the mill at Dunmoor.") + len("\r\n\r\n")
    corpus = corpus_of(NOVEL, NOVEL_GOLD, NOVEL_RUN)
    assert next(iter(sayso.load(corpus.gold, documents=corpus.documents).documents))["text"] == NOVEL


ENTITY = {"id": "T1", "type": "PER"}
MENTION = {"span": {"start": 42, "end": 45, "text": "She"}}
REFUSED = [
    pytest.param(
        {"entities": [{**ENTITY, "mentions": [MENTION]}]},
        (
            "E305 at $.entities[0].mentions[0].span (document 'd1')",
            "'She'",
            "'\\r\\nS', which the document has from 42 to 45",
            "The offsets look like characters of a text whose line ends were CRLF and became LF; count Unicode code "
            "points of the document as it is.",
        ),
        id="offsets of a text with LF alone",
    ),
    pytest.param(
        {"entities": [ENTITY]},
        (
            "E404 at $.entities[0] (document 'd1')",
            "no mention, name or Wikidata id",
            "at least one of the three",
            "Give it one of the three, or leave it out.",
        ),
        id="an entity with a type alone",
    ),
    pytest.param(
        {"entities": [{**ENTITY, "id": 1}]},
        ("E201 at $.entities[0].id (document 'd1')", "1", "a string", "Write the type that is named."),
        id="a number as id",
    ),
    pytest.param(
        {"entities": [{"id": "2", "name": "Orlov"}], "stances": [attitude(9, "author", "2", "neg")]},
        (
            "E402 at $.stances[0].holder (document 'd1')",
            "id 'author'",
            "the id of an entity in this record, which has '2'",
            "Add the item, or correct the reference; ids are per document.",
        ),
        id="a holder who is no entity",
    ),
    pytest.param(
        {"events": [{"id": "E1", "type": EXPLODE}]},
        ("E203 at $.events[0] (document 'd1')", "no 'trigger'", "'trigger': a span object", "Give it a value."),
        id="an event without a trigger",
    ),
]


@pytest.mark.parametrize(("gold", "told"), REFUSED)
def test_what_the_contract_lacks_is_refused_with_place_and_way_out(corpus_of, gold, told):
    where, found, expected, mend = told
    corpus = corpus_of(NOVEL, gold, {"entities": []})
    with pytest.raises(sayso.DataError) as refusal:
        corpus.score()
    assert str(refusal.value) == (
        f"1 problem found; nothing was scored\n{corpus.gold}:1: {where}\n    found     {found}\n"
        f"    expected  {expected}\n    way out   {mend}\n"
        "`sayso explain CODE` says what a code means and how to mend it"
    )


def test_gold_without_its_documents_is_refused(corpus_of):
    with pytest.raises(sayso.UsageError, match="gold needs the documents it is about; add --documents FILE"):
        sayso.load(corpus_of(*CORPORA["novel"]).gold)


WORDS = 5000


def novel_in_full(people, *, kept, joined):
    """A name a word; the words in turn go to so many people, `joined` of them at a time under one id."""
    mentions = {}
    for place in range(WORDS):
        if kept(place // people):
            mentions.setdefault(place % people // joined, []).append(
                {"span": {"start": 4 * place, "end": 4 * place + 3}}
            )
    return {"entities": [{"id": f"T{who}", "type": "PER", "mentions": found} for who, found in mentions.items()]}


def test_five_thousand_mentions_in_one_document(corpus_of):
    """50 people with 100 mentions each; the run misses 20 of each, and takes two people at a time for one.

    LEA R: of 4950 links of a person 3160 are found; P: of 12720 links of a run's person 2 times 3160 are right.
    """
    gold = novel_in_full(50, kept=lambda _: True, joined=1)
    run = novel_in_full(50, kept=lambda turn: turn % 5 != 4, joined=2)
    expected = {
        "mentions.P@exact": "1",
        "mentions.R@exact": "4000/5000",
        "entities.P": "25/25",
        "entities.R": "25/50",
        "entities.MUC.R@exact": "79/99",
        "entities.MUC.P@exact": "158/159",
        "entities.B3.R@exact": "16/25",
        "entities.B3.P@exact": "80/160",
        "entities.CEAFe.R@exact": "4/13",
        "entities.CEAFe.P@exact": "8/13",
        "entities.LEA.R@exact": "316/495",
        "entities.LEA.P@exact": "79/159",
    }
    result = corpus_of("Ada " * WORDS, gold, run).score(*expected)
    for measure, value in expected.items():
        assert same(result[measure].value, value), measure


CROWD = 1500


def on_the_same_characters(layer, span, attribute, labels):
    """A crowd of items of one place; the labels in turn."""
    value = [{"start": 0, "end": 3}] if span == "content" else {"start": 0, "end": 3}
    return {layer: [{"id": str(n), span: value, attribute: labels[n % len(labels)]} for n in range(CROWD)]}


@pytest.mark.parametrize(
    ("layer", "span", "attribute", "expected"),
    [
        pytest.param(
            "quotes",
            "content",
            "kind",
            {"quotes.F@exact": "1", "quotes.kind.F@exact": "5/6", "quotes.kind.accuracy@exact": "5/6"},
            id="quotes: of 750 x and 750 y, 1000 x and 500 y take 750 and 500, 1250 of 1500",
        ),
        pytest.param(
            "events",
            "trigger",
            "type",
            {"events.F@exact": "1", "events.typed.F@exact": "5/6", "events.type.accuracy@exact": "5/6"},
            id="events: of 750 x and 750 y, 1000 x and 500 y take 750 and 500, 1250 of 1500",
        ),
    ],
)
def test_a_crowd_of_items_on_the_same_characters(corpus_of, layer, span, attribute, expected):
    gold = on_the_same_characters(layer, span, attribute, "xy")
    run = on_the_same_characters(layer, span, attribute, "xxy")
    result = corpus_of("Ada is here.", gold, run).score(*expected)
    for measure, value in expected.items():
        assert same(result[measure].value, value), measure


def test_a_crowd_of_mentions_on_the_same_characters(corpus_of):
    """Three people in gold (500 mentions each) and two in the run (750 each), all of one place.

    M pairs all mentions, and as many as it can of aligned people: 500 + 500. The other 500 go to the 250 + 250
    that are left. MUC R: 499 + 499 + 498 of 3 times 499; P: 2 times 748 of 2 times 749.
    """
    sides = [
        {
            "entities": [
                {"id": str(who), "mentions": [{"span": {"start": 0, "end": 3}}] * (CROWD // people)}
                for who in range(people)
            ]
        }
        for people in (3, 2)
    ]
    result = corpus_of("Ada is here.", *sides).score(
        "mentions.F@exact", "entities.F", "entities.MUC.R@exact", "entities.MUC.P@exact"
    )
    expected = ["1", "4/5", "1496/1497", "748/749"]
    assert all(same(value.value, one) for value, one in zip(result.values, expected, strict=True))


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        pytest.param("exact", "202/603", id="exact: the whole and 100 words, 101 of 102 and 501"),
        pytest.param("overlap(0.5)", "202/603", id="overlap(0.5): no word is half of the whole"),
        pytest.param("overlap(0)", "204/603", id="overlap(0): the second whole takes a word, 102 of 102 and 501"),
    ],
)
def test_a_span_as_long_as_the_document_over_hundreds_of_others(corpus_of, criterion, expected):
    text = "Ada " * 500
    words = [{"id": str(n), "content": [{"start": 4 * n, "end": 4 * n + 3}]} for n in range(500)]
    whole = {"id": "whole", "content": [{"start": 0, "end": len(text)}]}
    nearly = {"id": "nearly", "content": [{"start": 0, "end": len(text) - 1}]}
    corpus = corpus_of(text, {"quotes": [*words, whole]}, {"quotes": [nearly, whole, *words[:100]]})
    measure = f"quotes.F@{criterion}"
    assert same(corpus.score(measure)[measure].value, expected)


def namesakes(count, *, first=None):
    """Entities of one name; with `first`, each with a mention, one word after the other from there."""
    made = [{"id": str(n), "name": "Ada"} for n in range(count)]
    if first is not None:
        for n, entity in enumerate(made, first):
            entity["mentions"] = [{"span": {"start": 4 * n, "end": 4 * n + 3}}]
    return made


def test_a_thousand_entities_with_the_same_name_alone(corpus_of):
    """800 of 800 and 1000 pair. Equal in all, they are twins: each stance is the first one's to itself, 1 of 1."""
    gold = {"entities": namesakes(1000), "stances": [attitude(1, "7", "9", "neg")]}
    run = {"entities": namesakes(800), "stances": [attitude(1, "700", "3", "neg")]}
    result = corpus_of("Ada is here.", gold, run).score("entities.F", "stances.F")
    assert [same(value.value, one) for value, one in zip(result.values, ["8/9", "1"], strict=True)] == [True, True]


def test_a_thousand_entities_with_the_same_name_and_mentions(corpus_of):
    """800 share their mention; the other 200 are aligned by name, but no mention of theirs is: B3 800 of 1000."""
    gold, run = {"entities": namesakes(1000, first=0)}, {"entities": namesakes(1000, first=200)}
    result = corpus_of("Ada " * 1200, gold, run).score("entities.F", "mentions.F@exact", "entities.B3@exact")
    assert all(same(value.value, one) for value, one in zip(result.values, ["1", "4/5", "4/5"], strict=True))
