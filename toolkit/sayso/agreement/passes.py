"""Agreement between annotators' passes: what each layer is best told by.

Spans and structures by F between every two passes, the mean over pairs; labels by Krippendorff's α on the items that
were marked alike; the whole of spans and categories by α for unitizing and by γ, document by document.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.agreement.alpha import Alpha, Scale, alpha
from sayso.agreement.gamma import Gamma, gamma
from sayso.agreement.labelled import ATTRIBUTES, labelled
from sayso.agreement.marked import MARKED, marked
from sayso.agreement.unitizing import Unitized, alpha_u
from sayso.data.sources import Gold
from sayso.errors import UsageError
from sayso.evaluate import score

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from sayso.agreement.unitizing import Unit
    from sayso.data.corpus import Corpus
    from sayso.data.sources import Record, Run
    from sayso.evaluate import Result

# What the annotators' passes are compared by; all but those of label accuracy exchange the two passes freely.
MEASURES = (
    "mentions.F@exact",
    "mentions.F@overlap(0.5)",
    "mentions.typed.F@exact",
    "entities.CoNLL@exact",
    "speakers.F",
    "quotes.F@exact",
    "quotes.F@overlap(0.5)",
    "quotes.attribution.F@overlap(0.5)",
    "quotes.kind.accuracy@overlap(0.5)",
    "quotes.cue.F@exact",
    "events.F@exact",
    "events.typed.F@exact",
    "events.arguments.F@exact",
    "events.roles.F@exact",
    "events.polarity.accuracy@exact",
    "events.modality.accuracy@exact",
    "events.CoNLL@exact",
    "stances.F",
    "stances.pairs.F",
    "stances.polarity.accuracy",
    "stances.evidence.F",
)


@dataclass(frozen=True, slots=True)
class Mean:
    """A measure between every two passes.

    Attributes:
        measure: Its spelling.
        value: The mean over the pairs where it is defined, None if it is nowhere.
        pairs: The value of each pair, by the names of the two passes.
    """

    measure: str
    value: float | None
    pairs: Mapping[tuple[str, str], float | None]


@dataclass(frozen=True)
class Agreement:
    """How far passes agree.

    Attributes:
        passes: Their names.
        documents: How many documents all of them have.
        means: Measures between every two of them.
        labels: α of each attribute, over the items that passes marked alike.
        unitizing: αᵤ by kind of span, over all documents laid end to end.
        gammas: γ by kind of span, document by document.
        results: The result of each pair, the first as gold: its `errors` are the disagreements.
    """

    passes: tuple[str, ...]
    documents: int
    means: tuple[Mean, ...]
    labels: Mapping[str, Alpha]
    unitizing: Mapping[str, Unitized]
    gammas: Mapping[str, Gamma]
    results: Mapping[tuple[str, str], Result]


def agree(corpus: Corpus, passes: Sequence[Run], *, samples: int = 30, seed: int = 1) -> Agreement:
    """Agreement between passes over the documents of a corpus.

    Args:
        corpus: Documents, declared attributes and label sets.
        passes: Two or more, each with every document.
        samples: How many samples of chance γ draws.
        seed: Where its random numbers start.

    Raises:
        UsageError: Fewer than two passes.
        DataError: A pass breaks the contract, or lacks a document.
    """
    if len(passes) < 2:  # noqa: PLR2004 - agreement takes two
        msg = f"{len(passes)} pass cannot agree with itself; name two or more"
        raise UsageError(msg)
    results = {}
    for one, other in itertools.combinations(passes, 2):
        first = Gold(one.source, corpus.documents, corpus.annotated, corpus.labels, one.name)
        results[one.name, other.name] = score(gold=first, predicted=other, measures=MEASURES)
    records = [{record["doc_id"]: record for record in one.source} for one in passes]
    documents = [document for document in corpus.documents if all(document["doc_id"] in one for one in records)]
    names = [one.name for one in passes]
    begin = 0
    units: dict[str, list[list[Unit]]] = {kind: [] for kind in MARKED}
    for document in documents:
        for kind in MARKED:
            units[kind].append(
                [
                    unit
                    for name, by_id in zip(names, records, strict=True)
                    for unit in marked(by_id[document["doc_id"]], kind, name, begin)
                ]
            )
        begin += len(document["text"])
    whole = {kind: [unit for of_document in units[kind] for unit in of_document] for kind in MARKED}
    return Agreement(
        tuple(names),
        len(documents),
        tuple(_mean(measure, results) for measure in MEASURES),
        _labels(documents, records, corpus),
        {kind: alpha_u(whole[kind], names, 0, begin) for kind in MARKED if _apart(whole[kind])},
        {kind: gamma(units[kind], names, samples=samples, seed=seed) for kind in MARKED if whole[kind]},
        results,
    )


def _mean(measure: str, results: Mapping[tuple[str, str], Result]) -> Mean:
    pairs = {names: result[measure].value for names, result in results.items()}
    there = [value for value in pairs.values() if value is not None]
    return Mean(measure, sum(there) / len(there) if there else None, pairs)


def _labels(documents: Sequence[Record], records: Sequence[Mapping[str, Record]], corpus: Corpus) -> dict[str, Alpha]:
    found = {}
    for attribute in ATTRIBUTES:
        values = [
            {
                (document["doc_id"], key): label
                for document in documents
                for key, label in labelled(one[document["doc_id"]], attribute).items()
            }
            for one in records
        ]
        units = list(dict.fromkeys(unit for side in values for unit in side))
        ordered = attribute in _ORDERED and attribute in corpus.labels
        scale: Scale = "ordinal" if ordered else "nominal"
        domain = corpus.labels[attribute] if ordered else ()
        found[attribute] = alpha([[side.get(unit) for unit in units] for side in values], scale, domain=domain)
    return found


# Attributes whose declared labels are in order.
_ORDERED = frozenset({"stances.strength"})


def _apart(units: Sequence[Unit]) -> bool:
    """Whether no two units of one annotator and category overlap, as α for unitizing wants it."""
    last: dict[tuple[Hashable, Hashable], int] = {}
    for unit in sorted(units, key=lambda unit: (unit.start, unit.end)):
        key = (unit.annotator, unit.category)
        if unit.start < last.get(key, 0):
            return False
        last[key] = unit.end
    return bool(units)
