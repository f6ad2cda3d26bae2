"""coref.json: clusters of token spans by document, under every scorer that was run on them."""

from parity.harness import Case, error_name, raised
from sayso.presets import find

# Percentages cut off after two decimals.
PRINTED = "_printed_percent"
# How a preset calls measures where its name for them is another; and each key of `official` with its preset, what that
# is called with, and such names.
NELEVAL = {"bcub": "b_cubed", "ceafm": "mention_ceaf", "ceafe": "entity_ceaf", "cs_bcub": "cs_b_cubed"}
COVAL = {"ceafm_AS_CODED_BUG": "ceafm"}
SCORERS = {
    "conll_reference_perl_v8.01": ("conll-8.01", {}, {}),
    "lea_perl_v8.01_5525e30": ("lea-5525e30", {}, {}),
    "coval_87071a6": ("coval-87071a6", {"singletons": True}, COVAL),
    "coval_87071a6_remove_singletons": ("coval-87071a6", {"singletons": False}, COVAL),
    "corefud_scorer_4fd7b0e_conll_exact_keep_singletons": ("corefud-4fd7b0e", {"singletons": True}, {}),
    "corefud_scorer_4fd7b0e_conll_exact_DEFAULT_drop_singletons": ("corefud-4fd7b0e", {"singletons": False}, {}),
    "neleval_3.1.1_numpy1.23.5_whole_corpus": ("neleval-3.1.1-coref", {}, NELEVAL),
    "metametric_0.2.1_coref_suite_macro": ("metametric-0.2.1-coref", {}, {}),
}


# By which part of a case's name or path a number is known to be of which preset.
OF_PRESET = {
    "conll_reference": ["conll-8.01"],
    "lea_perl": ["lea-5525e30"],
    "coval": ["coval-87071a6"],
    "corefud": ["corefud-4fd7b0e"],
    "neleval": ["neleval-3.1.1-coref"],
    "metametric": ["metametric-0.2.1-coref"],
}


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            yield Case(f"{case['id']}:{scorer}", stated(official), lambda case=case, scorer=scorer: got(case, scorer))


def stated(official):
    """The official numbers, errors by their name alone."""
    if not isinstance(official, dict):
        return official
    if "error" in official:
        return {"error": error_name(official["error"])}
    return {name: stated(value) for name, value in official.items()}


def got(case, scorer):
    preset, options, names = SCORERS[scorer.removesuffix(PRINTED)]
    official = case["official"][scorer]
    found = scored(find(preset).native, case, options)
    if "error" in found:
        # Printed one measure a call, so that each of them stops.
        return dict.fromkeys(official, found) if PRINTED in scorer and "error" not in official else found
    if PRINTED in scorer:
        return {name: numbers["printed"] for name, numbers in found.items() if "printed" in numbers}
    renamed = {name: found[names.get(name, name)] for name in official if name != "conll_avg_F1"}
    return {**renamed, "conll_avg_F1": found["conll"]["F1"]} if "conll" in found else renamed


@raised
def scored(native, case, options):
    return native(side(case, "key"), side(case, "response"), **options)


def side(case, name):
    """The clusters of one side; a document that its file lacks is not there."""
    return {
        document["doc_id"]: [[tuple(mention) for mention in cluster] for cluster in document[name]]
        for document in case["documents"]
        if document[name] is not None
    }
