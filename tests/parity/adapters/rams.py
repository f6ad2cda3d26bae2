"""rams.json: documents around one trigger, by both forms of the scorer; the rows by distance as they are printed."""

from parity.harness import Case, error_name, raised
from sayso.presets import find
from sayso.presets.events.rams import Passage

# What the original prints with four decimals, and the rows with one.
DIGITS = {"P": 4, "R": 4, "F1": 4}
PRESETS = {
    "RAMS_1.0_scorer_as_distributed": "rams-as-distributed",
    "RAMS_1.0_scorer_with_P_R_corrected": "rams-corrected",
}
# How many arguments of each role an event may have in RAMS, for the type that the documents have; a type that the
# ontology lacks is not constrained, there as here.
ONTOLOGY = {"contact.discussion.meet": {"participant": 2, "place": 1}}


# By which part of a case's name or path a number is known to be of which preset.
OF_PRESET = {"as_distributed": ["rams-as-distributed"], "corrected": ["rams-corrected"]}


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer}", expected, lambda scorer=scorer, case=case: got(scorer, case))


@raised
def got(scorer, case):
    native = find(PRESETS[scorer.partition("(")[0]]).native
    passages = [passage(document) for document in case["documents"] if document["gold"] is not None]
    found = native(passages, ONTOLOGY if case["type_constrained_decoding"] else None)
    rows = [
        f"{distance} & {row['predicted']} & {row['P']:.1f} & {row['R']:.1f} & {row['F1']:.1f}"
        for distance, row in found["distance"].items()
    ]
    return {**found, "by_sentence_distance_rows": rows}


def passage(document):
    return Passage(
        sentences=document["sentence_lengths"],
        trigger=tuple(document["trigger"]),
        types=[document["type"]],
        gold=list(map(tuple, document["gold"])),
        predicted=list(map(tuple, document["pred"] or ())),
    )
