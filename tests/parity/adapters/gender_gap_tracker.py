"""gender_gap_tracker.json: quotes of one span each, by document; a side may lack a document."""

from parity.harness import Case, raised
from sayso.presets import find
from sayso.presets.quotes.documents import Document, Quote
from sayso.presets.quotes.gender_gap_tracker import THRESHOLDS, in_common, independent, matched, printed, summed
from sayso.presets.tokens import Tokens


def cases(data):
    for case in data["cases"]:
        yield Case(case["id"], case["expected"], lambda case=case: got(case))


def got(case):
    of_id = {document["id"]: read(document, case) for document in case["documents"]}
    common = {name: document for name, document in of_id.items() if in_common([document])}
    report = raised(find("gender-gap-tracker").native)(of_id.values())
    found = {"independent_counts": independent(list(common.values())), "report_percent": report}
    if not common:
        return {"evaluate_quotes": report, **found}
    return {**{str(threshold): at(threshold, common) for threshold in THRESHOLDS}, **found}


def at(threshold, common):
    of_id = {name: matched(document, threshold) for name, document in common.items()}
    return {
        "documents": {name: counts(one) for name, one in of_id.items()},
        "printed_by_evaluate_quotes": raised(printed)(summed(list(of_id.values()))),
    }


def counts(one):
    pairs = [[gold, predicted, round(score, 2), *right] for gold, predicted, score, *right in one.pairs]
    found = {"tp": one.tp, "fn": one.fn, "fp": one.fp, "speaker_match": one.speakers, "verb_match": one.verbs}
    return {**found, "pairs": pairs}


def read(document, case):
    return Document(
        text=document["text"],
        tokens=Tokens([], []),
        gold=quotes(case["gold"].get(document["id"])),
        predicted=quotes(case["predicted"].get(document["id"])),
    )


def quotes(side):
    return None if side is None else [quote(one) for one in side]


def quote(one):
    return Quote(
        content=tuple(map(span, one["content"] or ())),
        cue=span(one.get("cue")),
        source=(span(one["source"]),) if one.get("source") else (),
        speaker=one.get("speaker"),
        kind=one.get("kind"),
        floating=bool(one.get("floating")),
    )


def span(one):
    return (one["start"], one["end"]) if one else None
