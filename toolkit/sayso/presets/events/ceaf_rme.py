"""CEAF-RME: templates aligned one to one by what their entities have in common, in two forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sayso.presets.events.fillers import of_counts
from sayso.presets.events.templates import CHOICES, CONVENTIONS, TYPE, both, both_sides, roles_of, with_all_roles
from sayso.presets.preset import Defect, Preset, ScorerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sayso.presets.events.templates import Side, Template
    from sayso.presets.preset import Conventions, Numbers, Pair

    # What is right of the predictions and what is found of gold, if two templates are aligned.
    Similarity = Callable[["_Read", "_Read"], tuple[float, float]]


class _Read(NamedTuple):
    """A template as it is compared: its type, the types that match it as gold, and its entities as (role, mention)."""

    type: str
    types: Sequence[str]
    entities: Sequence[Sequence[tuple[str, str]]]

    @property
    def mentions(self) -> int:
        """How many mentions it lists."""
        return sum(map(len, self.entities))


def ceaf_rme(gold: Side, predicted: Side) -> dict[str, dict[str, float]]:
    """Template extraction by the best one-to-one alignment of templates, as CEAF aligns clusters.

    Templates are aligned within a document so that the sum of their similarities is highest; templates of different
    types have none. `phi-subset`: how many predicted entities have a mention in some gold entity of their role; such a
    prediction stands for the first gold entity that has its first known mention, and recall counts the different ones.
    P is over predicted entities, R over gold ones. `phi-3`: entities of a role are paired one to one so that the
    mentions in common are most, and these are counted, over all mentions of either side. Everything is summed over
    documents. Mentions are normalised as for CEAF-REE.

    A gold type may be several, divided by `/`; of these it has the first under which most is right, added up over all
    predicted templates of the document. Under phi-3 gold's mentions are counted once for
    each of them, matched or not, unless nothing is predicted in the document.

    Args:
        gold: For each document its templates; a template has an `incident_type` and for each role a list of entities,
            each a list of strings.
        predicted: Likewise; documents that gold lacks are passed over.

    Returns:
        For `phi-subset` and `phi-3`: `p_num`, `p_den`, `r_num`, `r_den`, `P`, `R` and `F1`, nothing over nothing
        being 0.

    Raises:
        ScorerError: The predictions lack a document (KeyError), or a template has no type (AssertionError).

    Source:     wanmok/iterx src/iterx/metrics/muc/ceaf_rme.py at 65fd64c; Chen et al., Iterative document-level
        information extraction via imitation learning, EACL 2023
    """
    return _rows(_counts(gold, predicted))


def _counts(gold: Side, predicted: Side) -> NDArray[np.float64]:
    """The counts of all documents, as those of one."""
    totals = np.zeros((2, 4))
    for sides in both(gold, predicted):
        of_gold, of_predicted = ([_read(template) for template in side] for side in sides)
        totals += _of_document(of_gold, of_predicted)
    return totals


def _rows(counts: NDArray[np.float64]) -> dict[str, dict[str, float]]:
    return {name: _row(*row) for name, row in zip(("phi-subset", "phi-3"), counts.tolist(), strict=True)}


def _of_document(gold: Sequence[_Read], predicted: Sequence[_Read]) -> NDArray[np.float64]:
    """The counts p_num, p_den, r_num and r_den of a document, by phi-subset and by phi-3."""
    subset, phi3 = (_aligned(gold, predicted, similarity) for similarity in (_any_in_common, _mentions_in_common))
    entities = [sum(len(one.entities) for one in side) for side in (predicted, gold)]
    # Nothing to compare with, gold's types are not taken apart either.
    times = [len(one.types) if predicted else 1 for one in gold]
    mentions = sum(one.mentions for one in predicted), sum(map(mul, times, (one.mentions for one in gold)))
    rows = [
        [right, of_predicted, found, of_gold]
        for (right, found), (of_predicted, of_gold) in zip((subset, phi3), (entities, mentions), strict=True)
    ]
    return np.array(rows, dtype=np.float64)


def _row(*counts: float) -> dict[str, float]:
    renamed = {"p": "P", "r": "R", "f1": "F1"}
    return {renamed.get(name, name): value for name, value in of_counts(*counts).items()}


def _read(template: Template) -> _Read:
    if template.get(TYPE) is None:
        raise ScorerError("AssertionError", "Template type is None")
    kind = template[TYPE]
    types = [part.strip() for part in kind.split("/")] if "/" in kind else [kind]
    entities = [[(role, mention) for mention in entity] for role, listed in roles_of(template) for entity in listed]
    return _Read(kind, types, entities)


def _aligned(gold: Sequence[_Read], predicted: Sequence[_Read], similarity: Similarity) -> tuple[float, float]:
    """What is right and what is found under the alignment with the most that is right.

    Several alignments may have that and differ in what is found: the one that scipy takes for gold by predicted
    templates, those without entities left out of the predictions, as in the original.
    """
    from scipy.optimize import linear_sum_assignment

    kept = [one for one in predicted if one.entities]
    worth = np.zeros((2, len(gold), len(kept)))
    for g, template in enumerate(gold):
        for p, one in enumerate(kept):
            if one.type in template.types:
                worth[:, g, p] = similarity(template, one)
        chosen = _chosen(template, kept, worth[0, g].tolist())
        worth[:, g, [one.type != chosen for one in kept]] = 0
    rows, columns = linear_sum_assignment(-worth[0])
    right, found = worth[:, rows, columns].sum(axis=1).tolist()
    return right, found


def _chosen(gold: _Read, predicted: Sequence[_Read], right: Sequence[float]) -> str:
    """Of a gold template's types the first under which most is right, added up over all predicted templates."""
    most = dict.fromkeys(gold.types, 0.0)
    for one, count in zip(predicted, right, strict=True):
        if one.type in most:
            most[one.type] += count
    return max(most, key=lambda kind: most[kind])


def _any_in_common(gold: _Read, predicted: _Read) -> tuple[float, float]:
    """phi-subset: predictions that share a mention with gold, and the gold entities that they stand for."""
    holder: dict[tuple[str, str], int] = {}
    for number, entity in enumerate(gold.entities):
        for mention in entity:
            holder.setdefault(mention, number)
    found = [next((holder[mention] for mention in entity if mention in holder), None) for entity in predicted.entities]
    right = [number for number in found if number is not None]
    return len(right), len(set(right))


def _mentions_in_common(gold: _Read, predicted: _Read) -> tuple[float, float]:
    """phi-3: the most mentions in common if entities are paired one to one."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, entity in enumerate(gold.entities):
        for mention in set(entity):
            holders[mention].append(number)
    shared = Counter(
        (holder, number)
        for number, entity in enumerate(predicted.entities)
        for mention in entity
        for holder in holders.get(mention, ())
    )
    if len({g for g, _ in shared}) == len(shared) == len({p for _, p in shared}):
        return float(shared.total()), float(shared.total())
    from scipy.optimize import linear_sum_assignment

    common = np.zeros((len(gold.entities), len(predicted.entities)))
    for pair, count in shared.items():
        common[pair] = count
    most = float(common[linear_sum_assignment(common, maximize=True)].sum())
    return most, most


def _given(pairs: Sequence[Pair], conventions: Conventions) -> NDArray[np.float64]:
    """The counts, whole numbers; templates are those of a document, whatever others there are."""
    gold, predicted, _ = with_all_roles(*both_sides(pairs, conventions))
    return _counts(gold, predicted)


def _scored(counts: NDArray[np.float64], _conventions: Conventions) -> Numbers:
    return _rows(counts)


PRESETS = (
    Preset(
        name="ceaf-rme",
        scorer="IterX CEAF-RME",
        version="65fd64c",
        layer="events",
        unit="templates of strings",
        source=(
            "wanmok/iterx src/iterx/metrics/muc/ceaf_rme.py at 65fd64c; no licence file; Chen et al., Iterative "
            "document-level information extraction via imitation learning, EACL 2023"
        ),
        differs=(
            "Sayso pairs events one to one on their triggers and their arguments one to one by place "
            "(events.roles.F@exact); here strings decide which templates belong together, and places don't count."
        ),
        defects=(
            Defect(
                what="phi-subset asks for no subset: one mention in common is enough.",
                example="Gold Target [[pier, quay]], predicted [[pier, boat]]: P and R 1.",
            ),
            Defect(
                what="Under phi-subset entities are not paired one to one.",
                example="Gold Target [[pier, quay]], predicted [[pier], [quay]]: P 2 of 2, R 1 of 1.",
            ),
            Defect(
                what="Under phi-3 gold's mentions are counted for each of its alternative types, found or not.",
                example="Gold attack / bombing with [[Ann]], predicted bombing with [[Ann]]: R 1 of 2.",
            ),
            Defect(
                what="A mention that is predicted twice in an entity is right twice under phi-3.",
                example="Gold Target [[pier, quay]], predicted [[pier, pier]]: P 2 of 2, R 2 of 2.",
            ),
            Defect(
                what="Predicted types are not divided, so that gold's own alternatives match nothing.",
                example="Gold attack / bombing with [[Ann]], predicted the same: P and R 0.",
            ),
            Defect(
                what="Alternative types are chosen for each gold template by itself, which the alignment may regret.",
                example=(
                    "Gold a with [[pier]], a / b with [[pier]]; predicted a with [[pier]], b with [[pier]]: both gold "
                    "templates are a, so 1 of 2 is right."
                ),
            ),
            Defect(
                what="The type itself is not scored, and templates without entities are nothing.",
                example="Gold attack without roles, predicted bombing without roles: all counts 0.",
            ),
            Defect(
                what="Where alignments are equally good in precision, recall under phi-subset hangs on their order.",
                example=(
                    "Predictions that are right under either of two gold templates, one by one entity and one by two: "
                    "R counts 1 or 2, as templates are listed."
                ),
            ),
        ),
        native=ceaf_rme,
        given=_given,
        scored=_scored,
        conventions=CONVENTIONS,
        choices=CHOICES,
        vectors="events/template_gtt_ceafrme.json",
        headline="phi-3.F1",
    ),
)
