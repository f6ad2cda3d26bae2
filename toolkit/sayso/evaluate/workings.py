"""How counters that are sums came about: what each line adds, and the totals. Here those of evidence, pair by pair.

Other counters are numbers of items or pairs, which a working-out lists anyway. In a sum of shares every line says what
it looks at and what it adds, as an exact fraction.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sayso.evaluate.walk import Addend, Term, Working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.evaluate.walk import Pair
    from sayso.tallies.evidence import Evidenced


def whole(counter: str, count: int, formula: str = "") -> Addend:
    """A whole number that is added to a counter, with the arithmetic behind it, if there is any."""
    return Addend(counter, formula or str(count), Fraction(count))


def working(title: str, terms: Sequence[Term], counters: Sequence[str]) -> Working:
    """Terms with the total of each counter."""
    totals = []
    for counter in counters:
        added = [one.value for term in terms for one in term.adds if one.counter == counter]
        formula = " + ".join(map(str, added)) or "0"
        totals.append(Addend(counter, formula, sum(added, Fraction(0))))
    return Working(title, tuple(terms), tuple(totals))


def evidence_workings(found: Evidenced, pairs: Sequence[Pair]) -> tuple[Working, ...]:
    """The working of evidence-weighted stances: what each pair adds to recall and to precision."""
    numbers = zip(found.shared.tolist(), found.gold.tolist(), found.predicted.tolist(), strict=True)
    terms = [
        Term(f"{pair.gold} – {pair.predicted}", pair.remark, (_share("r_num", s, g, p), _share("p_num", s, p, g)))
        for pair, (s, g, p) in zip(pairs, numbers, strict=True)
    ]
    gold, predicted = len(found.match.gold_row), len(found.match.predicted_row)
    stances = (whole("r_den", gold), whole("p_den", predicted))
    title = "Evidence found: of each pair the share of gold's characters, and of the predicted ones"
    sizes = Working("Stances: in gold, and predicted", (), stances)
    return working(title, terms, ("r_num", "p_num")), sizes


def _share(counter: str, shared: int, own: int, other: int) -> Addend:
    if own:
        return Addend(counter, f"{shared}/{own}", Fraction(shared, own))
    # No evidence on either side agrees; on one side it gains nothing.
    return whole(counter, 0 if other else 1)
