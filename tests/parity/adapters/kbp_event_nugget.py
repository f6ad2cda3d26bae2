"""kbp_event_nugget.json: documents of event nuggets with clusters, and what EvmEval 1.8 prints of them."""

from parity.harness import Case, error_name, raised
from sayso.presets import find
from sayso.presets.events.evmeval import Nuggets
from sayso.presets.events.nuggets import Nugget

# Everything is printed with two decimals.
DIGITS = dict.fromkeys(
    ("P", "R", "F1", "muc", "bcub", "ceafm", "ceafe", "blanc", "coref_average(muc,bcub,ceafe,blanc)"), 2
)


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer}", expected, lambda case=case: got(case))


@raised
def got(case):
    documents = [document(one) for one in case["documents"] if one["gold"] is not None]
    coreference = any("gold_coref" in one for one in case["documents"])
    found = find("evmeval-1.8").native(documents, coreference=coreference)
    coref = found.get("coref")
    if coref is None:
        return found
    return {**found, "coref_F1_percent_truncated": coref, "coref_average(muc,bcub,ceafe,blanc)": coref["average"]}


def document(one):
    gold, predicted = ([nugget(row) for row in one[side] or ()] for side in ("gold", "sys"))
    return Nuggets(one["doc_id"], gold, predicted, one.get("gold_coref") or (), one.get("sys_coref") or ())


def nugget(row):
    return Nugget(row["id"], [tuple(span) for span in row["spans"]], row["type"], row["realis"])
