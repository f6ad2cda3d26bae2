"""Sayso's own coreference measures, of entities and of events, against the numbers of the official scorers.

Every cluster becomes an entity, and in other measures a `coref` label of events, over text of numbered words. An
official 0 may stand for nothing over nothing, where Sayso's value is undefined: the counts decide which it is.
"""

import json
from pathlib import Path

import pytest

from parity.harness import all_cases
from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score

HERE = Path(__file__).parent / "vectors"
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
    """What is absent from a file is absent here; an empty document more counts nothing but shows both sides tried."""
    empty = record("more", Words({"key": None, "response": None}), [])
    documents, gold, run = [{"doc_id": "more", "text": "w0"}], [empty], [empty]
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
    """Whether the counts leave nothing to divide by: for BLANC of the kinds of link that gold has."""
    if name == "conll_avg_F1":
        parts = [{key: counts[f"{part}.{key}"] for key in RATIO} for part in ("MUC", "B3", "CEAFe")]
        return any(nothing(part, "F", "muc") for part in parts)
    if name == "blanc":
        kinds = [kind for kind in "cn" if counts[f"{kind}_gold"]] or ["c", "n"]
        sides = {"P": ("pred",), "R": ("gold",), "F": ("pred", "gold")}[statistic]
        return not any(counts[f"{kind}_{side}"] for kind in kinds for side in sides)
    return not any(counts[f"{side.lower()}_den"] for side in "PR" if statistic in (side, "F"))


def comparable(case, scorer, name, official, counts):
    """Whether a scorer defines a measure as the reference scorer does, and gave a number."""
    if "error" in official:
        return False
    if scorer == NELEVAL:  # it holds documents that gold lacks against the response
        return all(document["key"] is not None for document in case["documents"])
    if scorer in (COREFUD, COREFUD_DROPS) and name == "blanc":  # it takes the mean also where gold has one kind of link
        return counts["c_gold"] > 0 and counts["n_gold"] > 0
    return True


def equal(found, official, where):
    assert found == pytest.approx(official, rel=0, abs=1e-12), where


def hold(case, scorers, *, drops):
    """Every number and every count of the scorers; how many numbers they were."""
    ours = scored(case, scorers, drops=drops)
    compared = 0
    for scorer, names in scorers.items():
        for name in names:
            told = case["official"][scorer]
            official = told if "error" in told else {"F1": told[name]} if name == "conll_avg_F1" else told[name]
            if comparable(case, scorer, name, official, ours("entities", name, "F", "exact").counts):
                compared += sum(
                    hold_one(ours(layer, name, statistic, criterion), official, statistic, name)
                    for layer, criteria in CRITERIA.items()
                    for criterion in criteria
                    for statistic in statistics(name)
                )
    return compared


def hold_one(found, official, statistic, name):
    expected = official["F1" if statistic == "F" else statistic]
    where = (found.measure, found.counts, official)
    for key, count in zip(LINKS if name == "blanc" else RATIO, official.get("counts", ()), strict=False):
        equal(found.counts[key], count, where)
    if nothing(found.counts, statistic, name):
        assert found.value is None, where
        assert expected == 0 or name == "conll_avg_F1", where
    else:
        equal(found.value, expected, where)
    return 1


def pytest_generate_tests(metafunc):
    """The cases without repeated mentions, which every scorer treats in its own way: those are left to presets."""
    if "proper" in metafunc.fixturenames:
        folder = Path(metafunc.config.getoption("--vectors") or HERE) / FOLDER
        kept = {name: case for name, case in cases(folder) if not repeats(case)}
        metafunc.parametrize("proper", list(kept.values()), ids=list(kept))


@pytest.mark.parametrize("singletons", [True, False], ids=["with singletons", "without singletons"])
def test_every_number_and_every_count_is_that_of_the_official_scorers(proper, singletons):
    assert hold(proper, KEEPING if singletons else DROPPING, drops=not singletons) > 0


def test_presets_are_held_to_every_scorer_on_every_case_with_repeated_mentions(vectors_folder):
    run = {name for name, adapter, _ in all_cases(vectors_folder) if adapter is not None}
    left = [
        f"{FOLDER}/{path.stem}:{case['id']}:{scorer}"
        for path in sorted((vectors_folder / FOLDER).glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
        if repeats(case)
        for scorer in case["official"]
    ]
    assert left
    assert run.issuperset(left)


def test_a_repeated_mention_is_counted_every_time(vector):
    """Official scorers drop some of them, or refuse; here every mention is in a denominator."""
    gold, run = gold_and_run(vector)
    found = score(gold=gold, predicted=run, measures=["entities.B3@exact"], missing="empty")["entities.B3@exact"]
    kept = [document for document in vector["documents"] if document["key"] is not None]
    assert found.counts["r_den"] == sum(len(mentions(document, "key")) for document in kept)
    assert found.counts["p_den"] == sum(len(mentions(document, "response")) for document in kept)


def test_no_case_goes_unseen(vectors_folder, pytestconfig):
    everything = list(cases(vectors_folder / FOLDER))
    if pytestconfig.getoption("--vectors") is None:
        assert len(everything) == 38
        assert sorted(name for name, case in everything if repeats(case)) == REPEATED
