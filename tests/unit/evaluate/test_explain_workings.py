"""What a working-out prints is enough to work the number out again, line by line."""

import re
from dataclasses import asdict
from fractions import Fraction

import pytest
from town import BACKS, FINN, TOWN, entity, gold_of, record, run_of, stance, walk

import sayso
from arithmetic import worked_out
from sayso.evaluate.explaining import explain
from sayso.measures import names, parse
from sayso.reports.sums import plain

COUNTER = r"(?:\w+\.)?[rpcn]_(?:num|den|both|gold|pred)"
ADDED = re.compile(rf"; ({COUNTER}) ([^;]+)")
TOTAL = re.compile(rf"^  ({COUNTER}) +(= .+)$")
VARIANTS = [
    *(name for name in names() if parse(name).by is None),
    "entities.CoNLL(singletons=false)",
    "entities.BLANC(beta=2,singletons=false)",
    "events.BLANC(singletons=false)",
    "entities.B3@overlap(0.5)",
    "stances.evidence.F(beta=2,trigger=overlap(0.4))",
]


def blocks_of(page):
    return [block.splitlines() for block in page.rstrip("\n").split("\n\n")]


def counted(page):
    """The counters of a page, added up from its lines."""
    found = {}
    for heading, *told in blocks_of(page)[1:-1]:
        if heading.startswith(("Gold ", "Predicted ")):
            found[heading.split(" ", 1)[0].lower()] = len(told)
        elif heading == "Pairs":
            found |= {
                "matched": len(told),
                "considered": len(told),
                "agreeing": sum("  right  " in one for one in told),
            }
        else:
            found |= worked(told)
    return found


def worked(told):
    """What the lines of a working add to each counter, which must be what its total says."""
    added, totals = {}, {}
    for text in told:
        for counter, chain in ADDED.findall(text):
            added[counter] = added.get(counter, 0) + equal(chain.split(" = "))
        for counter, chain in TOTAL.findall(text):
            totals[counter] = equal(chain.removeprefix("= ").split(" = "))
    assert all(totals[counter] == value for counter, value in added.items())
    return totals


def equal(chain):
    """The value of the first term; the others are the same, the last perhaps rounded."""
    first, *others = map(worked_out, chain)
    assert all(abs(float(first) - float(other)) < 0.0005001 for other in others), chain
    return first


def quotient(top, bottom):
    return None if bottom == 0 else Fraction(top) / Fraction(bottom)


def harmonic(precision, recall, beta):
    if precision is None and recall is None:
        return None
    if not precision or not recall:
        return Fraction(0)
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def statistic(name, counts, beta, ends=("r_num", "r_den", "p_num", "p_den")):
    top, bottom, other_top, other_bottom = (counts[end] for end in ends)
    recall, precision = quotient(top, bottom), quotient(other_top, other_bottom)
    return {"R": recall, "P": precision, "F": harmonic(precision, recall, beta)}[name]


def from_counts(measure, counts):
    kind, name, beta = measure.line.kind.name, measure.statistic, measure.beta
    if kind == "accuracy":
        return quotient(counts.get("agreeing", 0), counts.get("considered", 0))
    if kind == "detection":
        matched = counts.get("matched", 0)
        return statistic(name, {**counts, "matched": matched}, beta, ("matched", "gold", "matched", "predicted"))
    if kind == "BLANC":
        kinds = [letter for letter in "cn" if counts[f"{letter}_gold"]] or ["c", "n"]
        ends = ("both", "gold", "both", "pred")
        found = [statistic(name, counts, beta, [f"{letter}_{end}" for end in ends]) for letter in kinds]
        return None if set(found) <= {None} else sum(one or 0 for one in found) / len(found)
    if kind == "CoNLL":
        parts = [{n.split(".")[1]: c for n, c in counts.items() if n.startswith(p)} for p in ("MUC", "B3", "CEAFe")]
        return sum(statistic("F", part, beta) for part in parts) / 3
    return statistic(name, counts, beta)


@pytest.mark.parametrize("measure", VARIANTS)
def test_the_number_can_be_worked_out_again_from_the_printed_lines(measure):
    found = walk(measure)
    if found.undefined:
        assert found.counts == {}
        return
    counts = counted(plain(found))
    for name, count in found.counts.items():
        assert counts.get(name, 0) == pytest.approx(count, abs=1e-12), name
    again = from_counts(parse(measure), counts)
    if again is None:
        assert found.value is None
    else:
        assert found.value == pytest.approx(float(again), abs=1e-12)
        assert plain(found).rstrip().endswith(f"= {float(again):.3f}")


def test_the_lines_of_a_working_say_what_each_cluster_adds():
    recall, precision = walk("entities.MUC").workings
    assert recall.title == "Recall: gold clusters, and the parts into which the other side cuts them"
    assert [(term.name, term.words, [asdict(one) for one in term.adds]) for term in recall.terms[:2]] == [
        (
            "G1",
            "2 members in 2 parts (1 in P1, 1 nowhere)",
            [
                {"counter": "r_num", "formula": "2 − 2", "value": 0},
                {"counter": "r_den", "formula": "2 − 1", "value": 1},
            ],
        ),
        (
            "G2",
            "3 members in 2 parts (1 in P1, 2 in P2)",
            [
                {"counter": "r_num", "formula": "3 − 2", "value": 1},
                {"counter": "r_den", "formula": "3 − 1", "value": 2},
            ],
        ),
    ]
    assert [(one.counter, one.formula, one.value) for one in precision.totals] == [
        ("p_num", "0 + 1 + 0 + 0", 1),
        ("p_den", "1 + 1 + 0 + 0", 2),
    ]


@pytest.mark.parametrize(
    ("measure", "term"),
    [
        ("entities.B3", "G2: 3 members: 1 in P1, 2 in P2; r_num 1 · 1/3 + 2 · 2/3 = 5/3; r_den 3"),
        ("entities.CEAFm", "G2 – P1: 1 shared, similarity 1, not aligned"),
        ("entities.CEAFm", "G2 – P2: 2 shared, aligned; r_num 2; p_num 2"),
        ("entities.CEAFe", "G2 – P1: 1 shared of 3 and 2, similarity 2 · 1 / (3 + 2), not aligned"),
        ("entities.LEA", "G2: 3 members: 1 in P1, 2 in P2; 3 links; r_num 3 · (0 + 1)/3 = 1; r_den 3"),
        ("entities.LEA", "P3: 1 member: 1 nowhere; its link to itself; p_num 0; p_den 1"),
        ("entities.LEA", "P4: 1 member: 1 in G3, not alone there; its link to itself; p_num 0; p_den 1"),
        ("entities.BLANC", "G2 ∩ P2: 2 shared; c_both 2 · 1 / 2 = 1"),
        ("entities.BLANC", "gold: 7 members have 21 links; of coreference 5; n_gold 21 − 5 = 16"),
        (
            "stances.evidence.F",
            "g3 – p3: evidence: 5 of 5 characters of gold, of 11 predicted; r_num 5/5 = 1; p_num 5/11",
        ),
    ],
)
def test_a_line_of_the_working(measure, term):
    name, _, words = term.partition(": ")
    lines = [" ".join(one.split()) for one in plain(walk(measure)).splitlines()]
    assert f"{name} {words}" in lines


def test_evidence_on_no_side_agrees_and_on_one_gains_nothing():
    def side(name, *evidence):
        stances = [
            stance(f"s{number}", "e", {"entity": "e"}, polarity, evidence=found)
            for number, (polarity, found) in enumerate(evidence)
        ]
        return record(name, entities=[entity("e", FINN)], stances=stances)

    gold = gold_of(side("d", ("oppose", None), ("support", [BACKS]), ("none", None)), annotated=("stances.evidence",))
    run = run_of(side("d", ("oppose", None), ("support", None), ("none", [TOWN])))
    found = explain(gold=gold, predicted=run, measure="stances.evidence.F")
    assert [(term.words, [one.value for one in term.adds]) for term in found.workings[0].terms] == [
        ("evidence: 0 of 0 characters of gold, of 8 predicted", [0, 0]),
        ("neither has evidence: 1", [1, 1]),
        ("evidence: 0 of 5 characters of gold, of 0 predicted", [0, 0]),
    ]


def test_long_fractions_are_rounded_on_the_page_and_kept_in_full():
    many = gold_of(
        record(entities=[entity(f"e{size}", *(span_at(size, place) for place in range(size))) for size in range(1, 14)])
    )
    halved = run_of(
        record(
            entities=[
                entity(f"e{size}", *(span_at(size, place) for place in range((size + 1) // 2))) for size in range(1, 14)
            ]
        )
    )
    found = explain(gold=many, predicted=halved, measure="entities.B3")
    total = found.workings[0].totals[0]
    assert total.value.denominator > 10_000
    assert re.search(r"\n  r_num  = 1/?.* = \d+\.\d{3} = \d+\.\d{3}\n", plain(found)) is not None
    assert float(total.value) == pytest.approx(found.counts["r_num"], abs=1e-12)


def span_at(size, place):
    """A span of its own for each size and place."""
    start = size * (size - 1) // 2 + place
    return {"start": start, "end": start + 1}


def test_where_gold_has_no_links_both_kinds_count():
    gold = gold_of(record(entities=[entity("e1", FINN)]))
    run = run_of(record(entities=[entity("a", FINN, TOWN)]))
    found = explain(gold=gold, predicted=run, measure="entities.BLANC")
    assert (found.value, found.steps[-1].formula) == (0.0, "({coreference links: F} + {other links: F}) / 2")
    assert plain(found).endswith("= (0.000 + 0.000) / 2 = 0.000\n")
    nothing = explain(gold=gold, predicted=run_of(record(entities=[entity("a", FINN)])), measure="entities.BLANC")
    assert nothing.value is None
    assert plain(nothing).endswith("= (– + –) / 2 = –\n")


def test_breaks_in_names_do_not_break_lines():
    gold = gold_of(record(entities=[entity("e1", FINN, name="Orla\nFinn\u2028of Norra")]))
    page = plain(explain(gold=gold, predicted=run_of(record(entities=[])), measure="mentions.F"))
    assert "  g1  0–9  ‘Orla Finn’  Orla Finn of Norra\n" in page
    assert counted(page)["gold"] == 1


@pytest.mark.parametrize("measure", ["entities.CoNLL", "entities.LEA", "events.BLANC", "stances.evidence.F"])
def test_real_text_adds_up(measure):
    corpus = sayso.load()
    found = explain(gold=corpus.gold, predicted=corpus.passes["annotator-b"], measure=measure)
    counts = counted(plain(found))
    assert all(counts[name] == pytest.approx(count, abs=1e-9) for name, count in found.counts.items())
