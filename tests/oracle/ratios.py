"""From counters to values: undefined is None (definitions, sections 3 and 5)."""

from fractions import Fraction


def divided(above, below):
    return Fraction(above) / below if below else None


def detection(tally, statistic, beta):
    matched, gold, predicted = (tally[name] for name in ("matched", "gold", "predicted"))
    if statistic == "P":
        return divided(matched, predicted)
    if statistic == "R":
        return divided(matched, gold)
    return divided((1 + beta**2) * matched, beta**2 * gold + predicted)


def accuracy(tally, _statistic, _beta):
    return divided(tally["agreeing"], tally["considered"])


def of_two(tally, statistic, beta):
    """P and R with numerators of their own, and their F."""
    p, r = divided(tally["p_num"], tally["p_den"]), divided(tally["r_num"], tally["r_den"])
    return {"P": p, "R": r, "F": harmonic(p, r, beta)}[statistic]


def harmonic(p, r, beta):
    """0 if one of them is undefined or both are 0; undefined if both are undefined."""
    if p is None and r is None:
        return None
    if not p or not r:
        return Fraction(0)
    return (1 + beta**2) * p * r / (beta**2 * p + r)


def mean(values):
    return sum(values, Fraction(0)) / len(values) if values else None


def conll(tally, _statistic, beta):
    values = [
        of_two({name: tally[f"{one}.{name}"] for name in ("r_num", "r_den", "p_num", "p_den")}, "F", beta)
        for one in ("MUC", "B3", "CEAFe")
    ]
    return None if None in values else mean(values)


def blanc(tally, statistic, beta):
    """The mean over the two kinds of link; where the key has links of one kind only, only that one counts.

    A kind that counts is 0 where its value is undefined; the whole is undefined where that holds for all.
    """
    kinds = [kind for kind in "cn" if tally[f"{kind}_gold"]] or ["c", "n"]
    values = [
        of_two(
            {
                "r_num": tally[f"{kind}_both"],
                "r_den": tally[f"{kind}_gold"],
                "p_num": tally[f"{kind}_both"],
                "p_den": tally[f"{kind}_pred"],
            },
            statistic,
            beta,
        )
        for kind in kinds
    ]
    return None if all(one is None for one in values) else mean([one or Fraction(0) for one in values])
