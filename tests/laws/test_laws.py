"""The laws of every registered measure (measures.md §9): what no order, no id, no batch and no copy may change."""

import copy
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score
from sayso.measures import names, parse
from strategies import LAYERS, cases

NAMES = names()
DETECTION = [name for name in NAMES if parse(name).line.kind.name == "detection" and parse(name).by is None]
CRITERIA = ["exact", "trimmed", "overlap(0)", "overlap(0.5)", "overlap(1)", "head", "text"]
VARIANTS = [
    *NAMES,
    *(f"quotes.F@{criterion}" for criterion in CRITERIA),
    *(f"mentions.F@{criterion}" for criterion in CRITERIA),
    *(f"events.roles.F@{criterion}" for criterion in [*CRITERIA, "entity"]),
    *(f"{name}(average=documents)" for name in ("quotes.F", "stances.F", "entities.B3")),
    "quotes.MacroF(average=documents,by=kind)",
    "events.roles.F(attached=false)",
    "stances.F(align=exact,trigger=overlap(0.5))",
    "entities.LEA(singletons=false)",
]


def gold_of(case, records=None, documents=None):
    return Gold(
        MemorySource(case.gold if records is None else records, name="gold"),
        MemorySource(case.documents if documents is None else documents, name="documents"),
        case.annotated,
        case.labels,
    )


def run_of(records, name="run"):
    return Run(MemorySource(records, name=name), name)


def scored(case, measures=VARIANTS, *, gold=None, run=None, documents=None, **options):
    return score(
        gold=gold_of(case, gold, documents),
        predicted=run_of(case.run if run is None else run),
        measures=measures,
        missing="empty",
        **options,
    )


def as_bytes(result):
    return json.dumps(result.to_dict(errors=True), sort_keys=True)


@given(case=cases(), characters=st.integers(1, 40))
def test_no_size_of_batch_changes_a_bit(case, characters):
    assert as_bytes(scored(case, characters=characters)) == as_bytes(scored(case))


@given(case=cases(), data=st.data())
def test_no_order_of_documents_or_items_and_no_id_changes_a_bit(case, data):
    shuffled = {
        name: [renamed(data, one) for one in data.draw(st.permutations(getattr(case, name)))]
        for name in ("gold", "run")
    }
    documents = data.draw(st.permutations(case.documents))
    assert as_bytes(scored(case, documents=documents, **shuffled)) == as_bytes(scored(case))


def renamed(data, record):
    """A record with its items in another order and under other ids."""
    other = copy.deepcopy(record)
    names = {}
    for layer in LAYERS:
        items = other.get(layer)
        if items is None:
            continue
        fresh = data.draw(st.permutations(range(len(items))))
        for item, number in zip(items, fresh, strict=True):
            names[layer, item["id"]] = item["id"] = f"{layer}-{number}"
        other[layer] = data.draw(st.permutations(items))
    for entity in other.get("entities") or ():
        entity["mentions"] = data.draw(st.permutations(entity["mentions"]))
    for quote in other.get("quotes") or ():
        quote["speakers"] = [names["entities", one] for one in reversed(quote.get("speakers") or [])]
        quote["parent"] = names.get(("quotes", quote.get("parent")))
        quote["content"] = data.draw(st.permutations(quote["content"]))
    for event in other.get("events") or ():
        event["coref"] = event.get("coref") and f"other-{event['coref']}"
        for argument in event.get("arguments") or ():
            argument["entity"] = names.get(("entities", argument.get("entity")))
    for stance in other.get("stances") or ():
        stance["holder"] = names["entities", stance["holder"]]
        target = stance["target"]
        for layer, key in (("entities", "entity"), ("events", "event")):
            if key in target:
                target[key] = names[layer, target[key]]
    return other


@given(case=cases())
def test_the_corpus_twice_has_the_same_values(case):
    def twice(records):
        return [*records, *({**one, "doc_id": f"{one['doc_id']}-again"} for one in records)]

    doubled = scored(case, gold=twice(case.gold), run=twice(case.run), documents=twice(case.documents))
    for one, other in zip(scored(case).values, doubled.values, strict=True):
        if one.value is None:
            assert other.value is None, one.measure
        else:
            assert math.isclose(one.value, other.value, abs_tol=1e-12), one.measure


@given(case=cases())
def test_gold_against_itself_is_one_where_it_is_defined(case):
    result = scored(case, run=full(case.gold))
    for value in result.values:
        assert value.value in {None, 1.0}, value
    assert list(result.errors) == []


def full(gold):
    """Gold as a run, which has the same layers everywhere: none where gold has none in some document."""
    has = [layer for layer in LAYERS if all(one.get(layer) is not None for one in gold)]
    records = []
    for one in gold:
        kept = {name: value for name, value in one.items() if name not in LAYERS or name in has}
        records.append(kept)
    return [closed(one) for one in records]


def closed(record):
    """A record without references to layers that it does not have."""
    other = copy.deepcopy(record)
    entities = {one["id"] for one in other.get("entities") or ()}
    events = {one["id"] for one in other.get("events") or ()}
    if not entities and "entities" not in other:
        for quote in other.get("quotes") or ():
            quote["speakers"] = None
        for event in other.get("events") or ():
            for argument in event.get("arguments") or ():
                argument["entity"] = None
        other.pop("stances", None)
    if "stances" in other and "events" not in other:
        other["stances"] = [
            one for one in other["stances"] if "event" not in one["target"] or one["target"]["event"] in events
        ]
    return other


@given(case=cases())
def test_values_are_within_their_range(case):
    for value in scored(case).values:
        assert value.value is None or 0 <= value.value <= 1 + 1e-12, value


@given(case=cases(failures=False))
def test_empty_against_empty_is_undefined(case):
    empty = [
        {"format": "sayso/1", "doc_id": one["doc_id"], **{layer: [] for layer in LAYERS}} for one in case.documents
    ]
    assert {value.value for value in scored(case, gold=empty, run=empty).values} == {None}


SYMMETRIC = sorted(
    {
        (f"{parse(name).line.name}", criterion)
        for name in DETECTION
        if parse(name).line.symmetric and "align" not in parse(name).line.parameters
        for criterion in (["exact", "trimmed", "overlap(0.5)", "text"] if parse(name).line.default else [None])
    },
    key=str,
)


@settings(max_examples=40)
@given(case=cases(failures=False))
def test_exchanging_gold_and_predicted_exchanges_precision_and_recall(case):
    """For the measures that declare it, by every criterion that has no sides."""
    run = grounded(case.run)
    everything = tuple(sorted({*cases_annotated()}))
    case = type(case)(case.documents, full(case.gold), full(run), everything, {})
    has = set(LAYERS) & set(case.gold[0]) & set(case.run[0])
    spelled = [(line, "" if criterion is None else f"@{criterion}") for line, criterion in SYMMETRIC]
    spelled = [
        (line, at)
        for line, at in spelled
        if set(parse(f"{line}.P{at}").line.layers(parse(f"{line}.P{at}").request.options)) <= has
    ]
    if not spelled:
        return
    there = scored(case, [f"{line}.{one}{at}" for line, at in spelled for one in "PR"])
    back = scored(case, [f"{line}.{one}{at}" for line, at in spelled for one in "RP"], gold=case.run, run=case.gold)
    for one, other in zip(there.values, back.values, strict=True):
        assert one.value == other.value, (one, other)


def cases_annotated():
    from sayso.data.annotated import ATTRIBUTES

    return ATTRIBUTES


def grounded(records):
    """Records without text-only spans, which gold may not have."""
    kept = []
    for record in records:
        one = copy.deepcopy(record)
        one["entities"] = [
            {**e, "mentions": [m for m in e["mentions"] if "start" in m["span"]]} for e in one.get("entities") or ()
        ]
        one["quotes"] = [
            {**q, "source": q["source"] if "start" in (q.get("source") or {}) else None, "parent": None}
            for q in one.get("quotes") or ()
            if "start" in q["content"][0]
        ]
        one["events"] = [
            {**v, "arguments": [a for a in v.get("arguments") or () if "start" in a["span"]]}
            for v in one.get("events") or ()
            if "start" in v["trigger"]
        ]
        one["stances"] = []
        kept.append(one)
    return kept


@settings(max_examples=60)
@given(case=cases(failures=False), data=st.data())
def test_a_further_wrong_quote_never_raises_precision_or_f_and_a_right_one_never_lowers_recall(case, data):
    """Wrong: a text that no document has. Right: a missed gold quote, put into the run."""
    run = copy.deepcopy(case.run)
    if not run or any("quotes" not in one for one in run):
        return
    measures = [f"quotes.{one}@{criterion}" for one in "PRF" for criterion in ("exact", "overlap(0.5)", "trimmed")]
    before = scored(case, measures)
    place = data.draw(st.integers(0, len(run) - 1))
    run[place]["quotes"].append({"id": "wrong", "content": [{"text": "nobody said this"}]})
    wrong = scored(case, measures, run=run)
    for one, other in zip(before.values, wrong.values, strict=True):
        assert one.value is None or other.value <= one.value, (one, other)
    missed = [one for one in before.errors if one.layer == "quotes" and one.side == "missed" and one.spans]
    for item in missed[:1]:
        more = copy.deepcopy(case.run)
        target = next((one for one in more if one["doc_id"] == item.doc_id), None)
        if target is None:
            continue
        target["quotes"].append({"id": "right", "content": [{"start": a, "end": b} for a, b in item.spans]})
        right = scored(case, measures, run=more)
        for one, other in zip(before.values, right.values, strict=True):
            if ".R@" in one.measure and one.value is not None:
                assert other.value >= one.value, (one, other)


@settings(max_examples=60)
@given(case=cases(failures=False))
def test_a_further_copy_of_a_prediction_raises_nothing(case):
    """Under `exact`, where no two gold items share their characters."""
    run = copy.deepcopy(case.run)
    measures = [f"{line}.{one}@exact" for line in ("quotes", "events", "mentions") for one in "PRF"]
    for record in run:
        for layer in ("quotes", "events", "entities"):
            items = record.get(layer) or []
            record[layer] = (
                [*items, *({**one, "id": f"{one['id']}-copy"} for one in items)] if layer in record else None
            )
    for one in case.gold:
        for layer, span in (("quotes", "content"), ("events", "trigger")):
            if repeated([item[span] for item in one.get(layer) or ()]):
                return
        if repeated([mention["span"] for entity in one.get("entities") or () for mention in entity["mentions"]]):
            return
    before, after = scored(case, measures), scored(case, measures, run=run)
    for one, other in zip(before.values, after.values, strict=True):
        assert one.value is None or other.value <= one.value, (one, other)


def repeated(spans):
    def characters(span):
        pieces = span if isinstance(span, list) else [span]
        return frozenset(place for one in pieces for place in range(one["start"], one["end"]))

    covered = [characters(span) for span in spans]
    return len(set(covered)) < len(covered)


@given(case=cases())
def test_every_unpaired_item_is_in_exactly_one_class_and_mending_all_gives_one(case):
    result = scored(case, ["quotes.F"])
    for items, classes in result.error_classes["run"].items():
        listed = [one for one in result.errors if one.layer == items]
        pairs = sum(one.pairs for one in classes.values())
        gold, predicted = (sum(getattr(one, side) for one in classes.values()) for side in ("gold", "predicted"))
        assert pairs + gold == sum(one.side == "missed" for one in listed)
        assert pairs + predicted == sum(one.side == "spurious" for one in listed)


def test_every_measure_declares_its_symmetry_and_what_it_needs():
    for name in NAMES:
        line = parse(name).line
        assert isinstance(line.symmetric, bool)
        assert line.layers(parse(name).request.options), name


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_has_a_line_of_its_own_documentation(name):
    assert parse(name).line.doc.strip(), name
