"""spacy.json: entities as [start, end, label, link] of documents of forty tokens, by four calls of spaCy's Scorer."""

import functools

from parity.harness import Case, error_name, raised
from sayso.presets.spans import spacy
from sayso.presets.spans.labelled import Span

SCORER = "spaCy_3.8.18"
CALLS = {
    "score_spans_labeled_allow_overlap": functools.partial(spacy.score_spans, labeled=True, overlap=True),
    "score_spans_labeled_no_overlap": functools.partial(spacy.score_spans, labeled=True, overlap=False),
    "score_spans_unlabeled_allow_overlap": functools.partial(spacy.score_spans, labeled=False, overlap=True),
    "get_ner_prf": spacy.get_ner_prf,
    "score_links": spacy.score_links,
}


# By which part of a case's name or path a number is known to be of which preset.
OF_PRESET = {
    "score_spans": ["spacy-3.8.18-spans"],
    "get_ner_prf": ["spacy-3.8.18-ner"],
    "score_links": ["spacy-3.8.18-links"],
    ".error": ["spacy-3.8.18-ner", "spacy-3.8.18-links"],
}


def cases(data):
    for case in data:
        expected = official_of(case["official"][SCORER])
        yield Case(case["id"], {SCORER: expected}, lambda case=case: {SCORER: got(case)})


def official_of(value):
    """Errors by their names; what a figure is called is no number."""
    if not isinstance(value, dict):
        return value
    if "error" in value:
        return {"error": error_name(value["error"])}
    return {name: official_of(one) for name, one in value.items() if name != "nel_score_desc"}


def got(case):
    """Ours call by call; where documents could not be made at all, their error alone."""
    sides = [[[Span(*span) for span in one[side]] for one in case["documents"]] for side in ("gold", "pred")]
    if "error" in case["official"][SCORER]:
        return raised(spacy.get_ner_prf)(*sides)
    return {name: raised(call)(*sides) for name, call in CALLS.items()}
