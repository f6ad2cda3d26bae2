"""EvmEval 1.8, the scorer of TAC KBP event nuggets: partial credit for spans, types, realis, and coreference."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.entities.conll import conll_reference
from sayso.presets.events.nuggets import COMBINATIONS, Nugget, greedy, plain
from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.tokens import fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.events.nuggets import Mapped
    from sayso.presets.preset import Conventions, Numbers, Pair

PER_TYPE = "mention_type+realis_status"
COREFERENCE = "mention_type"
_MEASURES = ("muc", "bcub", "ceafm", "ceafe", "blanc")
_AVERAGED = ("muc", "bcub", "ceafe", "blanc")


class Nuggets(NamedTuple):
    """A document: both sides' nuggets in file order, and their clusters as lists of ids; single ones need none."""

    name: str
    gold: Sequence[Nugget]
    predicted: Sequence[Nugget]
    gold_clusters: Sequence[Sequence[str]] = ()
    predicted_clusters: Sequence[Sequence[str]] = ()


def evmeval(documents: Sequence[Nuggets], *, coreference: bool = True) -> dict[str, Numbers]:
    """Precision, recall and F1 of nuggets with partial credit, by span alone and with type, realis and both.

    Pairs of nuggets that share a character are taken by falling Dice of their characters, then by order of prediction
    and of gold, each nugget once; the Dice of a pair is its credit. With attributes, pairs that differ in one are
    skipped, but what gold has as `NOT_ANNOTATED` agrees with everything. Attributes are lower-cased and stripped of
    all but letters and digits. Micro: P = credit / predicted, R = credit / gold over all documents, where predictions
    in documents without gold nuggets are not counted. Macro: the means of P and R over documents with gold nuggets,
    documents without predictions having P = 0, and the F1 of those means.

    For coreference, nuggets that pair by type with a Dice of 1 are the same mention; all others are different ones.

    Args:
        documents: The gold documents with their predictions; predictions of other documents are passed over.
        coreference: Whether to score it.

    Returns:
        For `plain`, `mention_type`, `realis_status` and `mention_type+realis_status`: `micro` and `macro`, each with
        `P`, `R` and `F1` in percent, None for nothing over nothing. `per_type`: for each gold type `P`, `R`, `F1` as
        fractions, the credit taken under both attributes, with `gold` and `sys`, how many. `coref`: F1 of `muc`,
        `bcub`, `ceafm`, `ceafe` and `blanc` in percent as the CoNLL scorer prints them, and their `average` but CEAFm.

    Raises:
        ScorerError: An id is in two clusters of a side (`exit 1`).

    Source:     hunterhector/EvmEval scorer_v1.8.py at 9f60e17 (Apache-2.0); Liu, Mitamura and Hovy, EVENTS 2015
    """
    mapped = [greedy(one.gold, one.predicted) for one in documents]
    found: dict[str, Numbers] = {
        name: _averages(documents, [sum(score for _, score in one[name].values()) for one in mapped])
        for name in COMBINATIONS
    }
    found["per_type"] = _per_type(documents, [one[PER_TYPE] for one in mapped])
    if coreference:
        found["coref"] = _coreference(documents, [one[COREFERENCE] for one in mapped])
    return found


def _over(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    return _over(2 * precision * recall, precision + recall)


def _averages(documents: Sequence[Nuggets], credits_: Sequence[float]) -> Numbers:
    rows = [
        (100 * credit, len(one.gold), len(one.predicted))
        for one, credit in zip(documents, credits_, strict=True)
        if one.gold
    ]
    credit, gold, predicted = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0)
    precision, recall = _over(credit, predicted), _over(credit, gold)
    of_precision = _over(sum(credit / predicted for credit, _, predicted in rows if predicted), len(rows))
    of_recall = _over(sum(credit / gold for credit, gold, _ in rows), len(rows))
    return {
        "micro": {"P": precision, "R": recall, "F1": _f1(precision, recall)},
        "macro": {"P": of_precision, "R": of_recall, "F1": _f1(of_precision, of_recall)},
    }


def _per_type(documents: Sequence[Nuggets], mapped: Sequence[Mapped]) -> Numbers:
    credit: dict[str, float] = defaultdict(float)
    gold, predicted = Counter[str](), Counter[str]()
    for one, pairs in zip(documents, mapped, strict=True):
        gold.update(plain(nugget.type) for nugget in one.gold)
        predicted.update(plain(nugget.type) for nugget in one.predicted)
        for place, (_, score) in sorted(pairs.items()):
            credit[plain(one.gold[place].type)] += score
    found: dict[str, Numbers] = {}
    for name in sorted(gold):
        precision, recall = _over(credit[name], predicted[name]), _over(credit[name], gold[name])
        found[name] = {
            "P": precision or 0.0,
            "R": recall or 0.0,
            "F1": _f1(precision, recall) or 0.0,
            "gold": gold[name],
            "sys": predicted[name],
        }
    return found


def _coreference(documents: Sequence[Nuggets], mapped: Sequence[Mapped]) -> Numbers:
    gold: dict[str, list[list[tuple[int, int]]]] = {}
    predicted: dict[str, list[list[tuple[int, int]]]] = {}
    for one, pairs in zip(documents, mapped, strict=True):
        same = {place: of_gold for of_gold, (place, score) in pairs.items() if score >= 1}
        places = {place: same.get(place, len(one.gold) + place) for place in range(len(one.predicted))}
        gold[one.name] = _clusters(one.name, one.gold, one.gold_clusters, range(len(one.gold)))
        predicted[one.name] = _clusters(one.name, one.predicted, one.predicted_clusters, list(places.values()))
    numbers = conll_reference(gold, predicted)
    printed: dict[str, float] = {name: numbers[name]["printed"]["F1"] for name in _MEASURES}
    return {**printed, "average": sum(printed[name] for name in _AVERAGED) / len(_AVERAGED)}


def _clusters(
    name: str, nuggets: Sequence[Nugget], clusters: Sequence[Sequence[str]], places: Sequence[int]
) -> list[list[tuple[int, int]]]:
    """The clusters of a side as mentions at places, nuggets in no cluster by themselves."""
    cluster_of: dict[str, int] = {}
    for number, ids in enumerate(clusters):
        for id_ in ids:
            if cluster_of.setdefault(id_, number) != number:
                reason = f"document {name}: nugget {id_} is in two clusters; the original wants them merged"
                raise ScorerError("exit 1", reason)
    together: dict[object, list[tuple[int, int]]] = defaultdict(list)
    for nugget, place in zip(nuggets, places, strict=True):
        together[cluster_of.get(nugget.id, (place,))].append((place, place))
    return list(together.values())


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> list[Nuggets]:
    return [
        Nuggets(
            pair.doc_id,
            gold=_nuggets(pair.gold, "NOT_ANNOTATED"),
            predicted=_nuggets(pair.predicted, ""),
            gold_clusters=_chains(pair.gold),
            predicted_clusters=_chains(pair.predicted),
        )
        for pair in pairs
    ]


def _scored(documents: Sequence[Nuggets], _conventions: Conventions) -> Numbers:
    return evmeval(documents)


def _nuggets(record: Record | None, without: str) -> list[Nugget]:
    """A nugget for each event whose trigger has offsets, its realis being the modality."""
    found: list[Nugget] = []
    for event in (record or {}).get("events") or []:
        spans = tuple(fragments(event["trigger"]))
        if spans:
            kind, modality = (event.get(name) or without for name in ("type", "modality"))
            found.append(Nugget(event["id"], spans, kind, modality))
    return found


def _chains(record: Mapping[str, Iterable[Record] | None] | None) -> list[list[str]]:
    chains: dict[str, list[str]] = defaultdict(list)
    for event in (record or {}).get("events") or []:
        if event.get("coref") is not None:
            chains[event["coref"]].append(event["id"])
    return list(chains.values())


PRESETS = (
    Preset(
        name="evmeval-1.8",
        scorer="EvmEval (TAC KBP event nuggets)",
        version="1.8 (9f60e17)",
        layer="events",
        unit="nuggets by shared characters, and clusters",
        source="hunterhector/EvmEval scorer_v1.8.py at 9f60e17; Apache-2.0; character mode",
        differs=(
            "Sayso pairs triggers so that most pair (events.F@overlap(0.5)), gives no credit in parts, counts every "
            "prediction, and scores coreference on the mentions themselves (events.CoNLL@exact)."
        ),
        defects=(
            Defect(
                what="Predictions in documents without gold nuggets cost no precision.",
                example="A perfect document and one without gold and with three predictions: micro P 100, not 50.",
            ),
            Defect(
                what="Nuggets are paired greedily, not for the greatest credit.",
                example=(
                    "Gold [0, 4), [4, 8); predicted [1, 7), [0, 1): the first takes [0, 4) with 6/10 and leaves the "
                    "second nothing, credit .6; the other way it is 6/10 + 2/5 = 1."
                ),
            ),
            Defect(
                what="The table by type takes its credit where realis agrees too.",
                example="One gold Attack, Other, predicted Attack, Actual: mention_type 100, per_type attack 0.",
            ),
            Defect(
                what="What is not annotated in gold agrees with anything, and 0/0 is printed as nan.",
                example="Gold realis NOT_ANNOTATED, predicted Generic: realis_status 100.",
            ),
            Defect(
                what="Coreference reads F1 from printed numbers, cut off after two decimals.",
                example="MUC 0, B³ .80, CEAFe 2/3, BLANC .80: the mean of 0, 80, 66.66 and 80 is 56.665, not 56.667.",
            ),
        ),
        native=evmeval,
        given=_given,
        scored=_scored,
        vectors="events/kbp_event_nugget.json",
        headline="mention_type+realis_status.micro.F1",
    ),
)
