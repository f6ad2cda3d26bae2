"""From passes to gold: open cases, decisions on them, and the gold of the article from the log of its adjudication."""

import json
import re

import pytest

from sayso import load, score
from sayso.agreement import adjudicated, open_cases
from sayso.agreement.decisions import write_cases
from sayso.data.bundled import folder
from sayso.data.sources import Gold, MemorySource, Run
from sayso.errors import DataError, UsageError

CORPUS = load()
PASSES = [CORPUS.passes["annotator-a"], CORPUS.passes["annotator-b"]]
CASES = open_cases(CORPUS, PASSES)
LOG = list(map(json.loads, (folder() / "annotations" / "adjudication.jsonl").read_text(encoding="utf-8").splitlines()))
A, B = "annotator-a", "annotator-b"

TEXT = 'Ann Lee told Bo Ray: "We will not wait." The harbour board protested, said Cy Moe.'


def span(said):
    start = TEXT.index(said)
    return {"start": start, "end": start + len(said)}


def entity(number, name, *said, **more):
    return {"id": f"e{number}", "name": name, "mentions": [{"span": span(one)} for one in said], **more}


def quote(**more):
    return {"id": "q1", "content": [span("We will not wait.")], "kind": "direct", **more}


def record(**layers):
    return {"format": "sayso/1", "doc_id": "harbour", **layers}


def harbour(*records):
    """A corpus of one document, and passes a, b, … of it."""
    corpus = load([record(text=TEXT)], documents=[{"doc_id": "harbour", "text": TEXT}])
    return corpus, [Run(MemorySource([one], name=name), name) for one, name in zip(records, "abcd", strict=False)]


def decided(cases, choose):
    return [{**case.to_dict(), "decision": choose(case)} for case in cases]


def run_of(records, name="decided"):
    return Run(MemorySource(list(records), name=name), name)


class TestArticle:
    @pytest.mark.parametrize("name", [A, B])
    def test_whoever_is_always_right_is_the_gold(self, name):
        """Every case decided for one pass gives that pass again: nothing is left to tell them apart."""
        records = adjudicated(CORPUS, PASSES, decided(CASES, lambda _: name))
        gold = Gold(CORPUS.passes[name].source, CORPUS.documents, CORPUS.annotated, CORPUS.labels)
        result = score(gold=gold, predicted=run_of(records))

        assert {value.value for value in result.values} == {1.0}
        assert result.errors == ()

    def test_the_log_of_the_adjudication_makes_the_stored_gold(self):
        """58 open cases answered from the log, and four lines for what the passes had otherwise: gold, item by item."""
        records = adjudicated(CORPUS, PASSES, [*decided(CASES, from_the_log), *BESIDE])
        stored = list(CORPUS.gold.source)

        assert [canonical(one) for one in records] == [canonical(one) for one in stored]

    def test_the_order_of_passes_changes_ids_alone(self):
        records = adjudicated(CORPUS, PASSES, decided(CASES, lambda _: B))
        others = open_cases(CORPUS, PASSES[::-1])

        assert len(others) == len(CASES)
        (again,) = adjudicated(CORPUS, PASSES[::-1], decided(others, lambda _: B))
        assert canonical(again) == canonical(records[0])


def from_the_log(case):
    """What the log says of a case: the pass that gold follows, or gold's own value where it follows none."""
    for line in LOG:
        if concerns(line, case):
            if line["gold"] in (line["a"], line["b"]):
                return A if line["gold"] == line["a"] else B
            where = {name: line["where"][name] for name in ("start", "end")}
            return {"value": [where]} if case.field == "evidence" else {"value": line["gold"].partition(": ")[2]}
    raise AssertionError(case)


def concerns(line, case):
    """Whether a line of the log is about a case, by its place and by its words."""
    start, said = line["where"]["start"], f"{line['a']} | {line['b']}"
    if case.layer == "stances":
        told = [line[side].partition("evidence: ")[2] for side in "ab"]
        evidence = (
            [" + ".join(one["text"] for one in reading) for reading in case.readings.values()]
            if case.field == "evidence"
            else ["", ""]
        )
        gone = [case.field is None and reading is None for reading in case.readings.values()]
        same = told == evidence and gone == [line[side] == "none" for side in "ab"]
        return line["layer"] == "stances" and same and any(first <= start < end for first, end in case.spans)
    if case.layer == "arguments":
        trigger = next(one for one in EVENTS.values() if one["id"] == case.item.partition(".")[0])["trigger"]
        return (trigger["start"] == start and any(f"[{first}]" in said for first, _ in case.spans)) or (
            trigger["start"] == start and "time today" in said and case.spans[0][0] == 318
        )
    words = {"name": "entity name", "modality": "modality", "coref": "coref"}.get(case.field, "mention|event coop")
    return case.spans[0][0] == start and re.search(words, said) is not None


EVENTS = {event["trigger"]["start"]: event for one in PASSES[0] for event in one["events"]}


def event_at(start):
    return EVENTS[start]["id"]


def stance_of(text):
    return next(stance["id"] for one in PASSES[0] for stance in one["stances"] if stance["evidence"][0]["text"] == text)


def beside(layer, item, field, value):
    return {"doc_id": "rutte-air-defence", "layer": layer, "item": item, "field": field, "decision": {"value": value}}


BESIDE = [
    beside("entities", "e9", "name", "foreign ministers"),
    beside("arguments", "v35.arguments[1]", "span", {"start": 2883, "end": 2985}),
    beside("stances", "s13", "evidence", [{"start": 2095, "end": 2099}]),
    beside("stances", "s19", "target", {"event": "v32"}),
]
"""Where gold departs from what both passes had, or from the one that had it; the log has each of these lines."""


def canonical(one):
    """A record without what stands for nothing: the order of arguments, and what labels of coreference are called."""
    chains = {}
    events = []
    for event in one["events"]:
        coref = event.get("coref") and chains.setdefault(event["coref"], event["id"])
        arguments = sorted(event.get("arguments", []), key=lambda part: (part["span"]["start"], part["role"]))
        events.append({**event, "coref": coref, "arguments": arguments})
    return without_none({**one, "events": events})


def without_none(value):
    if isinstance(value, dict):
        return {name: without_none(part) for name, part in value.items() if part not in (None, [])}
    return [without_none(part) for part in value] if isinstance(value, list) else value


class TestCases:
    def test_a_field_that_differs_is_one_case_with_the_text_around_it(self):
        first, second = record(quotes=[quote()]), record(quotes=[quote(kind="mixed")])
        (case,) = open_cases(*harbour(first, second))

        assert case.to_dict() == {
            "doc_id": "harbour",
            "layer": "quotes",
            "item": "q1",
            "field": "kind",
            "about": "“We will not wait.” · direct",
            "text": 'Ann Lee told Bo Ray: "[We will not wait.]" The harbour board protested, said Cy Moe.',
            "words": {"a": "direct", "b": "mixed"},
            "readings": {"a": "direct", "b": "mixed"},
            "spans": [[22, 39]],
            "decision": None,
        }

    def test_an_item_of_one_pass_alone_is_open_as_a_whole(self):
        (case,) = open_cases(*harbour(record(quotes=[quote()]), record(quotes=[])))

        assert (case.layer, case.item, case.field) == ("quotes", "q1", None)
        assert case.words == {"a": "“We will not wait.” · direct", "b": "none"}

    def test_a_pass_that_did_not_attempt_a_layer_has_no_say_in_it(self):
        assert open_cases(*harbour(record(quotes=[quote()]), record(events=[]))) == ()

    def test_entities_are_one_under_different_ids_and_speakers_are_told_by_the_common_one(self):
        first = record(entities=[entity(1, "Ann Lee", "Ann Lee")], quotes=[quote(speakers=["e1"])])
        second = record(
            entities=[entity(1, "Bo Ray", "Bo Ray"), entity(2, "Ann", "Ann Lee")], quotes=[quote(speakers=["e2"])]
        )
        cases = open_cases(*harbour(first, second))

        # Ann Lee is e1 under both; Bo Ray, whom a has not, gets a free id. So the speakers are no case.
        assert [(case.layer, case.item, case.field) for case in cases] == [
            ("entities", "e1", "name"),
            ("mentions", "e2.mentions[0]", None),
        ]

    def test_a_boundary_is_a_field_and_no_second_item(self):
        wider = {"start": 21, "end": 40}
        (case,) = open_cases(*harbour(record(quotes=[quote()]), record(quotes=[quote(content=[wider])])))

        assert case.field == "content"
        assert case.words == {"a": "“We will not wait.”", "b": '“"We will not wait."”'}

    def test_what_three_passes_differ_in_has_three_readings(self):
        kinds = [record(quotes=[quote(kind=kind)]) for kind in ("direct", "mixed", "direct")]
        (case,) = open_cases(*harbour(*kinds))

        assert case.readings == {"a": "direct", "b": "mixed", "c": "direct"}

    def test_labels_of_coreference_are_matched_by_their_events(self):
        def event(number, said, coref):
            return {"id": f"v{number}", "trigger": span(said), "coref": coref}

        first = record(events=[event(1, "told", "x"), event(2, "protested", "x"), event(3, "said", "x")])
        second = record(events=[event(1, "told", "y"), event(2, "protested", "y"), event(3, "said", "x")])
        (case,) = open_cases(*harbour(first, second))

        # y shares two events with x and becomes x; b's own x shares one and is another chain.
        assert (case.item, case.field, case.readings) == ("v3", "coref", {"a": "x", "b": "x-2"})


class TestDecisions:
    FIRST = record(
        entities=[entity(1, "Ann Lee", "Ann Lee"), entity(2, "Bo Ray", "Bo Ray")], quotes=[quote(speakers=["e1"])]
    )
    SECOND = record(
        entities=[entity(1, "Ann Lee", "Ann Lee"), entity(2, "Cy Moe", "Cy Moe")], quotes=[quote(speakers=["e2"])]
    )

    def gold(self, choices, *beside):
        corpus, passes = harbour(self.FIRST, self.SECOND)
        cases = open_cases(corpus, passes)
        named = {(case.layer, case.item): case for case in cases}
        assert set(named) == {("mentions", "e2.mentions[0]"), ("mentions", "e3.mentions[0]"), ("quotes", "q1")}
        lines = [{**case.to_dict(), "decision": choices.get(key)} for key, case in named.items()]
        return adjudicated(corpus, passes, [*lines, *beside])

    BO, CY, QUOTE = ("mentions", "e2.mentions[0]"), ("mentions", "e3.mentions[0]"), ("quotes", "q1")

    def test_an_entity_of_one_pass_and_a_speaker_of_the_other(self):
        (found,) = self.gold({self.BO: "a", self.CY: "b", self.QUOTE: "b"})

        assert [(one["id"], one["name"]) for one in found["entities"]] == [
            ("e1", "Ann Lee"),
            ("e2", "Bo Ray"),
            ("e3", "Cy Moe"),
        ]
        assert found["quotes"][0]["speakers"] == ["e3"]

    def test_ids_follow_the_text_when_an_entity_falls(self):
        (found,) = self.gold({self.BO: "none", self.CY: "b", self.QUOTE: "b"})

        assert [(one["id"], one["name"]) for one in found["entities"]] == [("e1", "Ann Lee"), ("e2", "Cy Moe")]
        assert found["quotes"][0]["speakers"] == ["e2"]

    def test_a_value_of_its_own(self):
        (found,) = self.gold({self.BO: "a", self.CY: "none", self.QUOTE: {"value": ["e1", "e2"]}})

        assert found["quotes"][0]["speakers"] == ["e1", "e2"]

    def test_a_speaker_whose_entity_was_taken_away_is_refused(self):
        with pytest.raises(UsageError) as caught:
            self.gold({self.BO: "a", self.CY: "a", self.QUOTE: "b"})

        assert str(caught.value) == (
            "1 problem in the decisions; no gold was made\n"
            "decisions:3: quotes q1, speakers, of document 'harbour' is e3 (Cy Moe), of which no mention was kept; "
            "decide one of both otherwise"
        )

    def test_an_undecided_case_is_refused_with_its_choices(self):
        with pytest.raises(UsageError) as caught:
            self.gold({self.BO: "a", self.CY: "b"})

        assert str(caught.value) == (
            "1 problem in the decisions; no gold was made\n"
            "decisions:3: quotes q1, speakers, of document 'harbour' is undecided; expected as its decision one of "
            '"a" (e1 (Ann Lee)), "b" (e3 (Cy Moe)), "none", {"value": …}'
        )

    @pytest.mark.parametrize(
        ("made", "told"),
        [
            pytest.param("c", "found the decision 'c'; expected as its decision one of", id="no such pass"),
            pytest.param(True, "found the decision True; expected as its decision one of", id="no text"),
            pytest.param({"value": "e1"}, "found speakers 'e1'; expected a list of texts", id="no list"),
            pytest.param({"value": ["e9"]}, "is e9, which is none of the entities; decide one", id="no such entity"),
        ],
    )
    def test_what_is_no_decision_is_refused(self, made, told):
        with pytest.raises(UsageError, match=re.escape(told)):
            self.gold({self.BO: "a", self.CY: "b", self.QUOTE: made})

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            pytest.param(
                ("spans", "x", None, "none"), "found the layer 'spans'; expected one of entities, ", id="layer"
            ),
            pytest.param(("quotes", "q1", "knd", "none"), "quotes have no field 'knd'; expected one of ", id="field"),
            pytest.param(("quotes", "q7", None, "none"), "no pass has quotes q7 of document 'harbour'", id="item"),
            pytest.param(("quotes", "q1", "content", "none"), "quotes q1 would be without content", id="needed"),
            pytest.param(
                ("quotes", "q1", "content", {"value": [{"start": 5, "end": 500}]}),
                'expected a list, each a span of the text, as {"start": 0, "end": 5}',
                id="span",
            ),
            pytest.param(
                ("quotes", "q7", None, {"value": 3}), "found the value 3; expected an object with", id="value"
            ),
            pytest.param(
                ("stances", "s1", None, {"value": {"holder": "e1", "polarity": "support", "target": {"quote": "q1"}}}),
                "found target {'quote': 'q1'}; expected {\"event\": id}",
                id="target",
            ),
            pytest.param(
                ("quotes", "q1", "speakers", "a"), "found a second decision on quotes q1, speakers,", id="twice"
            ),
        ],
    )
    def test_a_line_that_was_added_is_held_to_the_passes(self, line, told):
        with pytest.raises(UsageError, match=re.escape(told)):
            self.gold({self.BO: "a", self.CY: "b", self.QUOTE: "b"}, self.added(*line))

    def added(self, layer, item, field, decision):
        return {"doc_id": "harbour", "layer": layer, "item": item, "field": field, "decision": decision}

    def test_lines_may_add_what_all_passes_overlooked_and_take_away_what_all_have(self):
        event = {"trigger": span("protested"), "type": "protest"}
        argument = {"event": "v1", "role": "actor", "span": span("The harbour board")}
        stance = {"holder": "e1", "target": {"event": "v1"}, "polarity": "oppose", "evidence": [span("protested")]}
        (found,) = self.gold(
            {self.BO: "a", self.CY: "a", self.QUOTE: "a"},
            self.added("quotes", "q1", None, "none"),
            self.added("events", "v1", None, {"value": event}),
            self.added("arguments", "v1.arguments[0]", None, {"value": argument}),
            self.added("stances", "s1", None, {"value": stance}),
        )

        assert found["quotes"] == []
        assert [one["text"] for one in (found["events"][0]["trigger"], found["events"][0]["arguments"][0]["span"])] == [
            "protested",
            "The harbour board",
        ]
        assert found["stances"][0]["target"] == {"event": "v1"}

    def test_a_field_that_all_passes_have_wrong(self):
        (found,) = self.gold(
            {self.BO: "a", self.CY: "b", self.QUOTE: "b"}, self.added("quotes", "q1", "kind", {"value": "mixed"})
        )

        assert found["quotes"][0]["kind"] == "mixed"

    def test_an_unknown_document_and_a_line_about_nothing(self):
        corpus, passes = harbour(self.FIRST, self.FIRST)

        with pytest.raises(UsageError, match="events v1 of document 'market', which the passes do not have"):
            adjudicated(corpus, passes, [{"doc_id": "market", "layer": "events", "item": "v1", "decision": "a"}])
        with pytest.raises(UsageError, match="found a line without doc_id, layer and item"):
            adjudicated(corpus, passes, [{"decision": "a"}])

    def test_cases_of_other_passes_are_stale(self):
        corpus, passes = harbour(record(quotes=[quote()]), record(quotes=[quote(kind="mixed")]))
        lines = decided(open_cases(corpus, passes), lambda _: "a")
        corpus, passes = harbour(record(quotes=[quote()]), record(quotes=[quote(kind="indirect")]))

        with pytest.raises(UsageError, match="decided on other readings than these passes have; write the cases anew"):
            adjudicated(corpus, passes, lines)

    def test_gold_is_held_to_the_declared_labels_before_it_is_given(self):
        made = [{**case.to_dict(), "decision": A} for case in CASES if case.item != "v4"]
        cases = [case for case in CASES if case.item == "v4"]
        made += [{**case.to_dict(), "decision": {"value": "dreamt"} if case.field else A} for case in cases]

        with pytest.raises(DataError, match=r"(?s)the gold that was decided.*'dreamt'"):
            adjudicated(CORPUS, PASSES, made)


class TestPasses:
    def test_passes_of_one_name_or_one_alone_are_refused(self):
        corpus, (one, other) = harbour(record(quotes=[]), record(quotes=[]))

        with pytest.raises(UsageError, match="1 pass leaves nothing open; name two or more"):
            open_cases(corpus, [one])
        with pytest.raises(UsageError, match="a pass is called 'a', which would not tell decisions apart"):
            open_cases(corpus, [one, Run(other.source, "a")])
        with pytest.raises(UsageError, match="a pass is called 'none'"):
            open_cases(corpus, [one, Run(other.source, "none")])

    def test_a_document_that_one_pass_lacks_is_refused(self):
        corpus, (one, _) = harbour(record(quotes=[]), record(quotes=[]))

        with pytest.raises(UsageError, match="pass b lacks document 'harbour', which another pass has"):
            open_cases(corpus, [one, Run(MemorySource([], name="b"), "b")])

    def test_a_span_without_offsets_is_refused_as_in_gold(self):
        corpus, passes = harbour(record(quotes=[]), record(quotes=[quote(content=[{"text": "We will not wait."}])]))

        with pytest.raises(DataError):
            open_cases(corpus, passes)


class TestFile:
    def test_a_file_filled_in_is_read_as_its_lines_are(self, tmp_path):
        path = tmp_path / "open.jsonl"
        assert write_cases(path, CASES) == len(CASES) == 58
        path.write_text(
            path.read_text(encoding="utf-8").replace('"decision":null', f'"decision":"{B}"'), encoding="utf-8"
        )

        assert adjudicated(CORPUS, PASSES, path) == adjudicated(CORPUS, PASSES, decided(CASES, lambda _: B))

    def test_decisions_are_not_written_over(self, tmp_path):
        path = tmp_path / "open.jsonl"
        path.write_text(json.dumps({**CASES[0].to_dict(), "decision": A}) + "\n", encoding="utf-8")

        with pytest.raises(
            UsageError, match="holds decisions, which would be lost; write to another file, or delete it"
        ):
            write_cases(path, CASES)

    def test_passes_that_agree_leave_an_empty_file_which_decides_nothing(self, tmp_path):
        corpus, passes = harbour(record(quotes=[quote()]), record(quotes=[quote()]))
        path = tmp_path / "open.jsonl"

        assert write_cases(path, open_cases(corpus, passes)) == 0
        assert len(adjudicated(corpus, passes, path)) == 1

    def test_a_line_that_is_no_json_is_told(self, tmp_path):
        path = tmp_path / "open.jsonl"
        path.write_text('{"doc_id": \n', encoding="utf-8")

        with pytest.raises(DataError):
            adjudicated(CORPUS, PASSES, path)
