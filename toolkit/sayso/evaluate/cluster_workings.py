"""How the counters of coreference add up: cluster by cluster, as on paper.

Each measure has a way of its own to look at the same clusters; what a line says is what one would write down for it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluate.clusters import names_of
from sayso.evaluate.walk import Addend, Term, Working
from sayso.evaluate.workings import whole, working
from sayso.matching.assignment import heaviest
from sayso.tallies.coreference import CONLL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sayso.matching.chains import Chains

    # Names of the clusters on the other side that meet a cluster, with how many members they share.
    Met = Sequence[tuple[str, int]]


def coreference_workings(name: str, chains: Chains) -> tuple[Working, ...]:
    """The working of a coreference measure; of the CoNLL average those of its three parts."""
    if name == "CoNLL":
        return tuple(made for part in CONLL for made in _MADE[part](chains, f"{part}."))
    return tuple(_MADE[name](chains, "")) if name in _MADE else ()


def _by_side(chains: Chains) -> Iterator[tuple[str, str, list[tuple[str, int, Met]]]]:
    """For each side the name and letter of what it makes, and its clusters: name, size, what they meet."""
    names = names_of(chains.gold, "G"), names_of(chains.predicted, "P")
    for words, letter, own, other in (("Recall: gold", "r", 0, 1), ("Precision: predicted", "p", 1, 0)):
        sides, places = (chains.gold, chains.predicted), (chains.g.tolist(), chains.p.tolist())
        met: dict[int, list[tuple[str, int]]] = {row: [] for row in names[own]}
        for one, another, shared in zip(places[own], places[other], chains.shared.tolist(), strict=True):
            met[one].append((names[other][another], shared))
        yield words, letter, [(name, int(sides[own].size[row]), met[row]) for row, name in names[own].items()]


def _members(size: int) -> str:
    return f"{size} member{'' if size == 1 else 's'}"


def _where(size: int, met: Met) -> str:
    """Where the members of a cluster are on the other side: `2 in P2, 1 nowhere`."""
    alone = size - sum(shared for _, shared in met)
    parts = [f"{shared} in {name}" for name, shared in met] + ([f"{alone} nowhere"] if alone else [])
    return ", ".join(parts)


def _muc(chains: Chains, of: str) -> Iterator[Working]:
    title = "clusters, and the parts into which the other side cuts them"
    for words, letter, clusters in _by_side(chains):
        terms = []
        for name, size, met in clusters:
            parts = len(met) + size - sum(shared for _, shared in met)
            about = f"{_members(size)} in {parts} part{'' if parts == 1 else 's'} ({_where(size, met)})"
            adds = (
                whole(f"{of}{letter}_num", size - parts, f"{size} − {parts}"),
                whole(f"{of}{letter}_den", size - 1, f"{size} − 1"),
            )
            terms.append(Term(name, about, adds))
        yield working(_titled(of, words, title), terms, (f"{of}{letter}_num", f"{of}{letter}_den"))


def _titled(of: str, words: str, title: str) -> str:
    return f"{of.replace('.', ', ')}{words[0].lower() if of else words[0]}{words[1:]} {title}"


def _sides(chains: Chains, of: str, title: str, adding: Callable[[int, Met], tuple[str, Addend]]) -> Iterator[Working]:
    """A working where each cluster adds a sum of shares to the numerator and its size to the denominator."""
    for words, letter, clusters in _by_side(chains):
        terms = []
        for name, size, met in clusters:
            about, added = adding(size, met)
            adds = (Addend(f"{of}{letter}_num", added.formula, added.value), whole(f"{of}{letter}_den", size))
            terms.append(Term(name, f"{_members(size)}: {about}", adds))
        yield working(_titled(of, words, title), terms, (f"{of}{letter}_num", f"{of}{letter}_den"))


def _b3(chains: Chains, of: str) -> Iterator[Working]:
    def adding(size: int, met: Met) -> tuple[str, Addend]:
        formula = " + ".join(f"{shared} · {shared}/{size}" for _, shared in met) or "0"
        return _where(size, met), Addend("", formula, Fraction(sum(shared**2 for _, shared in met), size))

    yield from _sides(chains, of, "clusters, and for each member the share of its cluster that is with it", adding)


def _lea(chains: Chains, of: str) -> Iterator[Working]:
    # Whether a cluster of one mention is one on the other side too.
    single = {
        name
        for part, letter in ((chains.gold, "G"), (chains.predicted, "P"))
        for row, name in names_of(part, letter).items()
        if part.size[row] == 1
    }

    def adding(size: int, met: Met) -> tuple[str, Addend]:
        if size == 1:
            kept = any(name in single for name, _ in met)
            where = "alone there too" if kept else "not alone there"
            return f"{_where(size, met)}{f', {where}' if met else ''}; its link to itself", whole("", int(kept))
        links, common = size * (size - 1) // 2, [shared * (shared - 1) // 2 for _, shared in met]
        added = " + ".join(map(str, common))
        share = f"({added})/{links}" if len(common) > 1 else f"{added or 0}/{links}"
        words = f"{_where(size, met)}; {links} link{'' if links == 1 else 's'}"
        return words, Addend("", f"{size} · {share}", Fraction(size * sum(common), links))

    yield from _sides(chains, of, "clusters, their size times the share of their links that the other side has", adding)


def _aligned(chains: Chains, of: str, similar: Sequence[tuple[str, str, Fraction]]) -> Iterator[Term]:
    """All pairs of clusters that share members; those of the best assignment add their similarity to both sides."""
    weight = np.array([float(value) for _, _, value in similar])
    best = set(heaviest(chains.g, chains.p, weight).tolist())
    names = names_of(chains.gold, "G"), names_of(chains.predicted, "P")
    for place, (g, p) in enumerate(zip(chains.g.tolist(), chains.p.tolist(), strict=True)):
        words, formula, value = similar[place]
        adds = tuple(Addend(f"{of}{letter}_num", formula, value) for letter in "rp") if place in best else ()
        told = "aligned" if adds else f"similarity {formula}, not aligned"
        yield Term(f"{names[0][g]} – {names[1][p]}", f"{words}, {told}", adds)


def _ceafm(chains: Chains, of: str) -> Iterator[Working]:
    similar = [(f"{count} shared", str(count), Fraction(count)) for count in chains.shared.tolist()]
    title = _titled(of, "Similarity of clusters:", "shared members, the sum over aligned pairs as large as can be")
    yield working(title, list(_aligned(chains, of, similar)), (f"{of}r_num", f"{of}p_num"))
    totals = []
    for letter, part in (("r", chains.gold), ("p", chains.predicted)):
        sizes = part.size[part.size > 0].tolist()
        totals.append(whole(f"{of}{letter}_den", sum(sizes), " + ".join(map(str, sizes))))
    yield Working(_titled(of, "Members:", "in gold, and predicted"), (), tuple(totals))


def _ceafe(chains: Chains, of: str) -> Iterator[Working]:
    sizes = chains.gold.size[chains.g].tolist(), chains.predicted.size[chains.p].tolist()
    similar = [
        (f"{shared} shared of {g} and {p}", f"2 · {shared} / ({g} + {p})", Fraction(2 * shared, g + p))
        for shared, g, p in zip(chains.shared.tolist(), *sizes, strict=True)
    ]
    title = "twice the shared members by the sum of sizes, the sum over aligned pairs as large as can be"
    terms = list(_aligned(chains, of, similar))
    yield working(_titled(of, "Similarity of clusters:", title), terms, (f"{of}r_num", f"{of}p_num"))
    counts = [int((part.size > 0).sum()) for part in (chains.gold, chains.predicted)]
    totals = (whole(f"{of}r_den", counts[0]), whole(f"{of}p_den", counts[1]))
    yield Working(_titled(of, "Clusters:", "in gold, and predicted"), (), totals)


def _blanc(chains: Chains, of: str) -> Iterator[Working]:
    names = names_of(chains.gold, "G"), names_of(chains.predicted, "P")
    terms = [
        Term(f"{names[0][g]} ∩ {names[1][p]}", f"{shared} shared", (_links(f"{of}c_both", shared),))
        for g, p, shared in zip(chains.g.tolist(), chains.p.tolist(), chains.shared.tolist(), strict=True)
    ]
    found = {}
    for counter, part, own in (("c_gold", chains.gold, names[0]), ("c_pred", chains.predicted, names[1])):
        terms += [
            Term(name, _members(int(part.size[row])), (_links(f"{of}{counter}", int(part.size[row])),))
            for row, name in own.items()
        ]
        found[counter] = int((part.size * (part.size - 1) // 2).sum())
    counters = [f"{of}{counter}" for counter in ("c_both", "c_gold", "c_pred")]
    links = working(_titled(of, "Links", "of coreference: pairs of members of a cluster"), terms, counters)
    yield links
    others = tuple(_others(chains, of, int(links.totals[0].value), found))
    counters = [f"{of}{counter}" for counter in ("n_both", "n_gold", "n_pred")]
    yield working(_titled(of, "Other links:", "pairs of members that are in no cluster together"), others, counters)


def _links(counter: str, count: int) -> Addend:
    """The pairs among so many members."""
    return whole(counter, count * (count - 1) // 2, f"{count} · {count - 1} / 2" if count > 1 else "")


def _others(chains: Chains, of: str, both: int, coreferent: Mapping[str, int]) -> Iterator[Term]:
    shared = int(chains.shared.sum())
    within = []
    for side, part in ((chains.g, chains.gold), (chains.p, chains.predicted)):
        own = np.bincount(side, chains.shared, minlength=len(part.size)).astype(np.int64)
        within.append(int((own * (own - 1) // 2).sum()))
    every = shared * (shared - 1) // 2
    words = f"{shared} shared members have {every} links; in a gold cluster {within[0]}, in a predicted one {within[1]}"
    formula = f"{every} − {within[0]} − {within[1]} + {both}"
    number = every - within[0] - within[1] + both
    yield Term("both", f"{words}, in both {both}", (whole(f"{of}n_both", number, formula),))
    for name, counter, part in (("gold", "gold", chains.gold), ("predicted", "pred", chains.predicted)):
        members = int(part.size.sum())
        every, inside = members * (members - 1) // 2, coreferent[f"c_{counter}"]
        words = f"{_members(members)} have {every} links; of coreference {inside}"
        yield Term(name, words, (whole(f"{of}n_{counter}", every - inside, f"{every} − {inside}"),))


_MADE: Mapping[str, Callable[[Chains, str], Iterator[Working]]] = {
    "MUC": _muc,
    "B3": _b3,
    "CEAFm": _ceafm,
    "CEAFe": _ceafe,
    "LEA": _lea,
    "BLANC": _blanc,
}
