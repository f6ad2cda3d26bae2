"""Sayso's own coreference measures, of entities and of events, against the numbers of the official scorers.

Every cluster becomes an entity, and in other measures a `coref` label of events, over text of numbered words. An
official 0 may stand for nothing over nothing, where Sayso's value is undefined: the counts decide which it is.
"""

import json

import pytest

from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score

FOLDER = "coref"
REPEATED = ["coref-edge-dup-eleven", "coref-edge-dup-same-cluster", "coref-edge-dup-spurious"]

REFERENCE, LEA = "conll_reference_perl_v8.01", "lea_perl_v8.01_5525e30"
COVAL, COVAL_DROPS = "coval_87071a6", "coval_87071a6_remove_singletons"
COREFUD = "corefud_scorer_4fd7b0e_conll_exact_keep_singletons"
COREFUD_DROPS = "corefud_scorer_4fd7b0e_conll_exact_DEFAULT_drop_singletons"
NELEVAL = "neleval_3.1.1_numpy1.23.5_whole_corpus"
# What each scorer defines as we do. coval's CEAFm divides by clusters; neleval's pairs are no BLANC.
KEEPING = {
    REFERENCE: ("muc", "bcub", "ceafm", "ceafe", "blanc"),
    LEA: ("lea",),
    COVAL: ("muc", "bcub", "ceafe", "lea", "conll_avg_F1"),
    COREFUD: ("muc", "bcub", "ceafm", "ceafe", "blanc", "lea"),
    NELEVAL: ("muc", "bcub", "ceafm", "ceafe"),
}
DROPPING = {
    COVAL_DROPS: ("muc", "bcub", "ceafe", "lea", "conll_avg_F1"),
    COREFUD_DROPS: ("muc", "bcub", "ceafm", "ceafe", "blanc", "lea"),
}
OURS = {
    "muc": "MUC",
    "bcub": "B3",
    "ceafm": "CEAFm",
    "ceafe": "CEAFe",
    "blanc": "BLANC",
    "lea": "LEA",
    "conll_avg_F1": "CoNLL",
}
RATIO = ("r_num", "r_den", "p_num", "p_den")
LINKS = ("c_both", "c_gold", "c_both", "c_pred", "n_both", "n_gold", "n_both", "n_pred")
# On whole words without heads these admit the same pairs.
CRITERIA = {"entities": ("exact", "trimmed", "overlap(1)", "head"), "events": ("exact", "trimmed", "overlap(1)")}


def cases(folder):
    for path in sorted(folder.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            yield f"{path.stem}-{case['id']}", case


def mentions(document, side):
    return [tuple(mention) for cluster in document[side] or () for mention in cluster]


def repeats(case):
    """Whether a mention stands twice on one side of a document."""
    sides = [mentions(document, side) for document in case["documents"] for side in ("key", "response")]
    return any(len(set(one)) < len(one) for one in sides)


class Words:
    """A text of numbered words, and where they stand in it."""

    def __init__(self, document):
        last = max((end for side in ("key", "response") for _, end in mentions(document, side)), default=0)
        words = [f"w{n}" for n in range(max(last + 1, document.get("n_tokens") or 1))]
        self.text = " ".join(words)
        self._starts = [0]
        for word in words:
            self._starts.append(self._starts[-1] + len(word) + 1)

    def span(self, mention):
        """Both words included here, half open there."""
        start, end = mention
        return {"start": self._starts[start], "end": self._starts[end + 1] - 1}


def record(doc_id, words, clusters):
    spans = [[words.span(mention) for mention in cluster] for cluster in clusters]
    entities = [
        {"id": f"e{n}", "mentions": [{"span": span} for span in cluster]} for n, cluster in enumerate(spans) if cluster
    ]
    events = [
        {"id": f"v{n}-{k}", "trigger": span, "coref": str(n)}
        for n, cluster in enumerate(spans)
        for k, span in enumerate(cluster)
    ]
    return {"format": "sayso/1", "doc_id": doc_id, "entities": entities, "events": events}


def gold_and_run(case):
    """What is absent from a file is absent here; a document more than gold has shows that the run tried."""
    documents, gold = [{"doc_id": "more", "text": "w0"}], []
    run = [record("more", Words({"key": None, "response": None}), [])]
    for number, document in enumerate(case["documents"]):
        doc_id, words = f"d{number}", Words(document)
        documents.append({"doc_id": doc_id, "text": words.text})
        for side, records in (("key", gold), ("response", run)):
            if document[side] is not None:
                records.append(record(doc_id, words, document[side]))
    corpus = Gold(MemorySource(gold, name="gold"), MemorySource(documents, name="documents"), ("events.coref",))
    return corpus, Run(MemorySource(run, name="run"), "run")


def spelling(layer, name, statistic, criterion, *, drops):
    parameters = "(singletons=false)" if drops else ""
    return f"{layer}.{OURS[name]}.{statistic}{parameters}@{criterion}"


def statistics(name):
    return ("F",) if name == "conll_avg_F1" else ("P", "R", "F")


def scored(case, scorers, *, drops):
    """Our values, as a function of layer, measure, statistic and criterion."""
    names = sorted({name for chosen in scorers.values() for name in chosen})
    wanted = [
        spelling(layer, name, statistic, criterion, drops=drops)
        for layer, criteria in CRITERIA.items()
        for criterion in criteria
        for name in names
        for statistic in statistics(name)
    ]
    gold, run = gold_and_run(case)
    result = score(gold=gold, predicted=run, measures=wanted, missing="empty")
    return lambda *asked: result[spelling(*asked, drops=drops)]


def nothing(counts, statistic, name):
    """Whether the counts leave nothing to divide by, of the kinds of link that gold has (BLANC)."""
    if name == "conll_avg_F1":
        parts = [{key[4:]: counts[f"{one:<4}{key[4:]}"] for key in ("    r_den", "    p_den")} for one in ()]
        return any(nothing(part, "F", "") for part in parts)
    if name != "blanc":
        return not any(counts[f"{side}_den"] for side in ("p", "r") if statistic in (side.upper(), "F"))
    kinds = [kind for kind in "cn" if counts[f"{kind}_gold"]] or ["c", "n"]
    sides = {"P": ("pred",), "R": ("gold",), "F": ("pred", "gold")}[statistic]
    return not any(counts[f"{kind}_{side}"] for kind in kinds for side in sides)
