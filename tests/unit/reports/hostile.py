"""A small corpus in which every field is hostile, and the page made of it."""

from dataclasses import replace

import sayso
from harbour import record, write
from sayso.evaluate import score

SCRIPT = "</script><script>window.hurt = 1</script>"
IMAGE = "<img src=x onerror='window.hurt = 1'>"
ENDS = "<!-- ]]> --> {{ 7 * 7 }} \u2028 &lt;"
TURNED = "\u202etxt\u2066.exe"
QUOTED = "\" ' ` onfocus=window.hurt=1"
EVIL = (SCRIPT, IMAGE, ENDS, TURNED, QUOTED)
# Wide, combining and joined characters before everything that is annotated.
TEXT = (
    f"👩‍👩‍👧 Zoë\u0301 Lee said: “We will {SCRIPT} wait, as Bo {IMAGE} put it.” 𝔘𝔫𝔦𝔬𝔫 members {QUOTED} "
    f"protested {TURNED}.\nBo {ENDS} agreed with the 漢字 board.\r\nThe end."
)
OTHER = "Ann Lee spoke. Nobody heard her."
DOC = f"{IMAGE}/../{SCRIPT}"


def span(said, text=TEXT):
    start = text.index(said)
    return {"start": start, "end": start + len(said)}


def gold():
    people = [
        {
            "id": f"e1{QUOTED}",
            "name": SCRIPT,
            "type": IMAGE,
            "wikidata": "Q1",
            "mentions": [{"span": span("Zoë\u0301 Lee"), "form": ENDS}, {"span": span("𝔘𝔫𝔦𝔬𝔫")}],
        },
        {"id": "e2", "name": TURNED, "type": QUOTED, "mentions": [{"span": span("Bo")}, {"span": span("漢字 board")}]},
        {"id": "e3", "name": "members", "mentions": [{"span": span("members")}]},
    ]
    whole = f"We will {SCRIPT} wait, as Bo {IMAGE} put it."
    quotes = [
        {
            "id": "q1",
            "content": [span(whole)],
            "kind": ENDS,
            "cue": span("said"),
            "source": span("Zoë\u0301 Lee"),
            "speakers": [f"e1{QUOTED}"],
        },
        {"id": f"q2{SCRIPT}", "content": [span("wait")], "kind": QUOTED, "speakers": ["e2"], "parent": "q1"},
    ]
    events = [
        {
            "id": "v1",
            "trigger": span("protested"),
            "type": SCRIPT,
            "modality": TURNED,
            "arguments": [{"role": IMAGE, "span": span("members"), "entity": "e3"}],
        },
        {
            "id": "v2",
            "trigger": span("agreed"),
            "type": "agree",
            "arguments": [{"role": "x", "span": span("漢字 board")}],
        },
    ]
    stances = [
        {"id": "s1", "holder": "e2", "target": {"event": "v2"}, "polarity": ENDS, "evidence": [span("agreed with")]},
        {"id": "s2", "holder": "e3", "target": {"span": span("board")}, "polarity": "oppose", "strength": QUOTED},
        {"id": "s3", "holder": "e3", "target": {"entity": "e2"}, "polarity": "support"},
    ]
    heard = {
        "id": "e1",
        "name": "Ann Lee",
        "mentions": [{"span": span("Ann Lee", OTHER)}, {"span": span("her", OTHER)}],
    }
    return [
        record(DOC, entities=people, quotes=quotes, events=events, stances=stances),
        record("plain", entities=[heard], quotes=[], events=[], stances=[]),
    ]


def wrong():
    """Another speaker, a wrong boundary, a duplicate, words without a place, and two layers of which half is missed."""
    first, second = gold()
    people = first["entities"]
    people[0]["mentions"][1]["span"] = span("𝔘𝔫𝔦𝔬𝔫 members")
    people[1]["mentions"].append({"span": {"text": SCRIPT}})
    first["quotes"][0]["speakers"] = ["e2"]
    first["quotes"][1]["content"] = [{"text": ENDS}]
    first["quotes"].append({**first["quotes"][0], "id": "q9", "parent": None})
    first["events"] = first["events"][:1]
    first["events"][0]["arguments"][0]["role"] = TURNED
    first["stances"] = [{**first["stances"][1], "polarity": SCRIPT}]
    return [first, {**second, "entities": []}]


def failed():
    first, second = gold()
    return [record(first["doc_id"], failure={"class": SCRIPT, "message": IMAGE}), second]


def result(folder, *, names=(SCRIPT, "right", f"failed {TURNED}"), **options):
    """Three runs: wrong ones, gold's own, and one that failed."""
    write(folder / "gold.jsonl", gold())
    write(
        folder / "documents.jsonl",
        [{"doc_id": DOC, "text": TEXT, "title": ENDS}, {"doc_id": "plain", "text": OTHER, "title": IMAGE}],
    )
    runs = []
    for name, records in zip(names, (wrong(), gold(), failed()), strict=False):
        path = write(folder / f"run-{len(runs)}.jsonl", records)
        runs.append(replace(sayso.read_run(path), name=name))
    corpus = sayso.load(folder / "gold.jsonl", documents=folder / "documents.jsonl")
    return score(gold=corpus.gold, predicted=runs, **options)
