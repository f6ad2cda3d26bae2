"""CoNLL reference scorer 8.01: MUC, B³, CEAFm, CEAFe, BLANC, mentions, and the mean that shared tasks rank by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.entities.adapted import CHOICES, CONVENTIONS, both_sides, without_counts
from sayso.presets.entities.clusters import from_both, from_gold, held, shares, size
from sayso.presets.entities.corpus import Corpus, in_order, mean_f1, mentions, prf, with_counts
from sayso.presets.entities.pairs import meeting, pairs_with, repeated, without
from sayso.presets.entities.reading import by_reference
from sayso.presets.preset import Conventions, Defect, Preset

if TYPE_CHECKING:
    from sayso.presets.entities.clusters import Document, Side
    from sayso.presets.preset import Numbers


def conll_reference(gold: Side, predicted: Side) -> dict[str, dict[str, Any]]:
    """Coreference of a corpus by five measures: numerators and denominators summed over documents, then divided.

    MUC counts links, B³ mentions, CEAFm mentions and CEAFe clusters under their best assignment, BLANC links of both
    kinds. Mentions are the same if first and last token are. Singletons count. Nothing over nothing is 0; BLANC is the
    mean over both kinds of link, or that of the one kind which gold has.

    A predicted mention that stands twice is dropped after the first time if gold has it, and counts twice if not. A
    gold mention that stands twice counts twice in the denominators and belongs to its last cluster. Clusters are taken
    in the order in which they begin.

    Args:
        gold: The clusters of each document; a cluster lists mentions, a mention is (first, last) token.
        predicted: Likewise. A document that is missing has no clusters; one that gold lacks is passed over.

    Returns:
        For `mentions`, `muc`, `bcub`, `ceafm`, `ceafe` and `blanc`: `R`, `P`, `F1`; `counts`, that is numerator and
        denominator of R and of P, of BLANC those four for links of coreference and then for the others; and `printed`,
        R, P and F1 in percent as the scorer prints them, cut off after two decimals. For `conll` the mean `F1` of MUC,
        B³ and CEAFe, which the scorer itself leaves to its users.

    Raises:
        ScorerError: More than ten predicted mentions repeat one that gold has (`exit 1`).

    Source:     conll/reference-coreference-scorers 8.01 at f49f3f8; Pradhan et al. (2014); BLANC: Luo et al. (2014)
    """
    corpus = by_reference(gold, predicted)
    links = _links(corpus)
    found = with_counts(
        {
            "mentions": mentions(corpus),
            "muc": corpus.tally("MUC", from_both),
            "bcub": _b3(corpus),
            "ceafm": corpus.tally("CEAFm", held),
            "ceafe": corpus.tally("CEAFe", held),
        }
    )
    found["blanc"] = {**prf(links, "BLANC"), "counts": [links[place] for place in (0, 1, 0, 2, 3, 4, 3, 5)]}
    for numbers in found.values():
        numbers["printed"] = {part: printed(numbers[part]) for part in ("R", "P", "F1")}
    return {**found, "conll": mean_f1(found)}


def printed(value: float) -> float:
    """A share in percent as the scorer prints it: cut off after two decimals, not rounded."""
    return int(value * 10000) / 100


def _b3(corpus: Corpus) -> list[float]:
    """Counters of B³, added up mention by mention; the denominators count a repeated mention as often as it stands."""
    found = [list(shares(one)) for one in corpus.documents]
    return [
        in_order(in_order(of_gold for of_gold, _ in one) for one in found),
        sum(size(one.gold) for one in corpus.documents),
        in_order(in_order(of_predicted for _, of_predicted in one) for one in found),
        sum(size(one.predicted) for one in corpus.documents),
    ]


def _links(corpus: Corpus) -> list[float]:
    """The six counts of links of BLANC: those of coreference, shared, of gold and predicted; likewise the others."""
    rows = [Corpus(one for one in corpus.documents if not one.repeats).tally("BLANC", from_gold)]
    rows += [_links_of_repeated(one) for one in corpus.documents if one.repeats]
    return [in_order(column) for column in zip(*rows, strict=True)]


def _links_of_repeated(one: Document) -> list[float]:
    """The same where mentions repeat: every pair is a link once of each kind, and may be one of both."""
    some = repeated(one)
    counts = Corpus([without(one, some)]).tally("BLANC", from_gold)
    gold, predicted = meeting(one.gold), meeting(one.predicted)
    for pair in pairs_with(one, some):
        for kind, (ours, theirs) in enumerate(zip(gold(*pair), predicted(*pair), strict=True)):
            for place, there in enumerate((ours and theirs, ours, theirs)):
                counts[3 * kind + place] += there
    return counts


def _scored(sides: tuple[Side, Side], _conventions: Conventions) -> Numbers:
    return without_counts(conll_reference(*sides))


PRESETS = (
    Preset(
        name="conll-8.01",
        scorer="CoNLL reference scorer",
        version="8.01 (f49f3f8)",
        layer="entities",
        unit="clusters",
        source=(
            "conll/reference-coreference-scorers 8.01 at f49f3f8, CC BY-SA 4.0; Pradhan et al., Scoring coreference "
            "partitions of predicted mentions: a reference implementation, ACL 2014"
        ),
        differs=(
            "entities.MUC, .B3, .CEAFm, .CEAFe, .BLANC and .CoNLL count the same of proper clusters; but Sayso leaves "
            "nothing over nothing undefined, where this is 0, rounds percentages, which are cut off here, and keeps "
            "repeated mentions in all denominators."
        ),
        defects=(
            Defect(
                what="Printed percentages are cut off after two decimals, on a binary fraction.",
                example="57 of 100 mentions found: recall .57 is printed as 56.99; 2/3 as 66.66.",
            ),
            Defect(
                what="Nothing over nothing is 0, so perfect singletons spoil MUC and with it the mean.",
                example="Gold {a}, {b}; predicted {a}, {b}: B³, CEAF and BLANC 1, MUC 0, mean 2/3.",
            ),
            Defect(
                what="A repeated predicted mention is dropped if gold has it and inflates denominators if not.",
                example=(
                    "Gold {a, b}, {c, d}: predicted {a, b, b}, {c, d} has 1 throughout, but {a, b, x, x}, {c, d} has a "
                    "precision of 2/4 in MUC and 3/6 in B³."
                ),
            ),
            Defect(
                what="With more than ten repeated mentions it refuses, and `all` adds them up over its five measures.",
                example="Three repeated mentions: each measure alone is printed, `all` stops at the fourth.",
            ),
            Defect(
                what="A repeated gold mention can push a share above 1.",
                example="Gold {a, b, b}, {c, d}; predicted {a, b}, {c, d}: CEAFm P 5/4, CEAFe R and P 2.2/2.",
            ),
            Defect(
                what="Sums run in the order of a hash, so the last digit may differ from run to run.",
                example="B³'s numerator 20.3015873015873 comes out as …297 or …304 of the same two files.",
            ),
        ),
        native=conll_reference,
        given=both_sides,
        scored=_scored,
        conventions=CONVENTIONS,
        choices=CHOICES,
        vectors="coref/coref.json",
        headline="conll.F1",
    ),
)
