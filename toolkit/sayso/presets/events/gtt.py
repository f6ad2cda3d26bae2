"""GTT's scores of templates: entities of roles under the mapping of templates that suits the predictions best."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from sayso.presets.events.fillers import MUC_ROLES, with_micro
from sayso.presets.events.mapping import best_mapping
from sayso.presets.events.templates import CHOICES, CONVENTIONS, TYPE, both, both_sides, roles_of, with_all_roles
from sayso.presets.preset import Defect, Preset, ScorerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.presets.events.templates import Side, Template
    from sayso.presets.preset import Conventions, Numbers, Pair


def gtt(gold: Side, predicted: Side, roles: Sequence[str] = MUC_ROLES) -> dict[str, dict[str, float]]:
    """Template filling: micro precision, recall and F1 of types and of the entities in each role.

    In each document predicted templates are mapped to gold ones, each to one or none, so that F1 over all roles is
    highest there; of equal ones the first mapping, gold's templates in their order and none last, the last prediction
    changing fastest. Under a mapped pair the type counts, a predicted entity is right if a gold entity of its role has
    all its mentions, and a gold entity is found if it is such a one: not one to one. Pairs whose types disagree count
    nothing; types agree if gold's contains the predicted one as a string. Strings are normalised as for CEAF-REE.

    Args:
        gold: For each document its templates; a template has an `incident_type` and for each role a list of entities,
            each a list of strings.
        predicted: Likewise; documents that gold lacks are passed over.
        roles: The roles there are, in the order of the report.

    Returns:
        For `incident_type`, each role and `micro_avg`: `p_num`, `p_den`, `r_num`, `r_den`, `p`, `r` and `f1`, nothing
        over nothing being 0.

    Raises:
        ScorerError: The predictions lack a document; a template lacks its type, has another role, or lacks a role that
            the one it is compared with fills (all KeyError). A gold type is None (TypeError).

    Source:     xinyadu/gtt eval.py at d829ed8 (MIT); Du, Rush and Cardie, Template filling with generative
        transformers, NAACL 2021
    """
    return with_micro(_rows(gold, predicted, roles))


def _rows(gold: Side, predicted: Side, roles: Sequence[str]) -> dict[str, list[int]]:
    """The counts p_num, p_den, r_num and r_den of the type and of each role."""
    rows = {name: [0, 0, 0, 0] for name in (TYPE, *roles)}
    for of_gold, of_predicted in both(gold, predicted):
        if not all(TYPE in template for template in of_predicted):
            raise ScorerError("KeyError", f"a predicted template is without {TYPE!r}")
        sides = [_Read(one, roles) for one in of_predicted], [_Read(one, roles) for one in of_gold]
        for side, templates in zip((1, 3), sides, strict=True):
            for template in templates:
                for name, count in template.sizes.items():
                    rows[name][side] += count
        for name, right, found in _mapped(*sides):
            rows[name][0] += right
            rows[name][2] += found
    return rows


class _Read:
    """A template as it is compared.

    Attributes:
        template: The template.
        roles: The entities of each role, normalised, as sets.
        sizes: How many items it has of each name.
    """

    def __init__(self, template: Template, roles: Sequence[str]) -> None:
        self.template = template
        self.roles = {role: [frozenset(entity) for entity in entities] for role, entities in roles_of(template)}
        for role, entities in self.roles.items():
            if entities and role not in roles:
                raise ScorerError("KeyError", f"{role!r} is none of the roles {', '.join(roles)}")
        filled = {role: len(entities) for role, entities in self.roles.items() if entities}
        self.sizes = ({TYPE: 1} if TYPE in template else {}) | filled


def _mapped(predicted: Sequence[_Read], gold: Sequence[_Read]) -> Iterator[tuple[str, int, int]]:
    """What each mapped pair of a document gains: a name, how many predictions are right, how much of gold is found."""
    gains = [[_gains(one, other) for other in gold] for one in predicted]
    totals = np.zeros((2, len(predicted), len(gold)), dtype=np.int64)
    for g, p in np.ndindex(len(gold), len(predicted)):
        totals[:, p, g] = [sum(gain[1] for gain in gains[p][g]), sum(gain[2] for gain in gains[p][g])]
    sizes = (sum(sum(template.sizes.values()) for template in side) for side in (predicted, gold))
    for place, option in enumerate(best_mapping(totals[0], totals[1], *sizes)):
        if option is not None:
            yield from gains[place][option]


def _gains(predicted: _Read, gold: _Read) -> list[tuple[str, int, int]]:
    if not _agree(predicted.template, gold.template):
        return []
    found: list[tuple[str, int, int]] = [(TYPE, 1, 1)]
    for role in dict.fromkeys([*predicted.roles, *gold.roles]):
        both_filled = [read.roles.get(role) for read in (predicted, gold)]
        if None in both_filled and any(both_filled):
            raise ScorerError("KeyError", f"{role!r} is filled in one template and not there in the other")
        mine, theirs = (entities or [] for entities in both_filled)
        right = sum(any(entity <= other for other in theirs) for entity in mine)
        found.append((role, right, sum(any(entity <= other for entity in mine) for other in theirs)))
    return found


def _agree(predicted: Template, gold: Template) -> bool:
    if TYPE not in gold:
        raise ScorerError("KeyError", f"a gold template is without {TYPE!r}")
    if gold[TYPE] is None:
        raise ScorerError("TypeError", f"argument of type 'NoneType' is not iterable: a gold {TYPE} is None")
    return predicted[TYPE] is not None and predicted[TYPE] in gold[TYPE]


def _given(pairs: Sequence[Pair], conventions: Conventions) -> Counter[tuple[str, int]]:
    """The counts of each name by their place; of each role that there is, though they be 0."""
    rows = _rows(*with_all_roles(*both_sides(pairs, conventions)))
    return Counter({(name, place): count for name, row in rows.items() for place, count in enumerate(row)})


def _scored(counts: Counter[tuple[str, int]], _conventions: Conventions) -> Numbers:
    roles = sorted({name for name, _ in counts} - {TYPE})
    return with_micro({name: [counts[name, place] for place in range(4)] for name in (TYPE, *roles)})


PRESETS = (
    Preset(
        name="gtt",
        scorer="GTT eval.py",
        version="d829ed8",
        layer="events",
        unit="templates of strings",
        source=(
            "xinyadu/gtt eval.py at d829ed8; MIT; Du, Rush and Cardie, Template filling with generative transformers, "
            "NAACL 2021"
        ),
        differs=(
            "Sayso pairs events one to one on their triggers and their arguments one to one by place "
            "(events.roles.F@exact); here the mapping of templates is the one that gives the highest F1, places don't "
            "count, and within a template several predictions may be right by one entity."
        ),
        defects=(
            Defect(
                what="Within a template entities are not paired one to one.",
                example="Gold Target [[Ann Lee, the mayor]], predicted [[Ann Lee], [the mayor]]: P 2 of 2, R 1 of 1.",
            ),
            Defect(
                what="A type is right if it is any part of gold's, as a string.",
                example="Gold bombing, predicted bomb, or nothing at all: incident_type P and R 1.",
            ),
            Defect(
                what="A predicted entity without mentions is part of every gold one.",
                example="Gold Target [[pier]], predicted [[]]: P 1 of 1, R 1 of 1.",
            ),
            Defect(
                what="All mappings are tried, so that time grows with (gold + 1) to the power of the predictions.",
                example="Ten templates on either side: 11^10, 26 billion mappings. Here they are searched.",
            ),
            Defect(
                what="Of mappings with one F1 the first stands, so the rows of roles hang on the templates' order.",
                example=(
                    "Predicted attack with Target [[a]] and Weapon [[b]]; gold attack with Target [[a]], attack with "
                    "Weapon [[b]]: Target 1 and Weapon 0, and the reverse if gold's two are exchanged."
                ),
            ),
        ),
        native=gtt,
        given=_given,
        scored=_scored,
        conventions=CONVENTIONS,
        choices=CHOICES,
        vectors="events/template_gtt_ceafrme.json",
        headline="micro_avg.f1",
    ),
)
