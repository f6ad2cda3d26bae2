"""How the number of one document came about: items, pairs, what was left over and why, the counts, the sum.

>>> from sayso.data.corpus import load
>>> corpus = load()
>>> walk = explain(
...     gold=corpus.gold, predicted=corpus.passes["annotator-b"], measure="speakers.F", doc_id="rutte-air-defence"
... )
>>> walk.steps[0].formula
'2 · {matched} / ({gold} + {predicted})'
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.data.rows import rows_of
from sayso.errors import NothingToScore, UsageError
from sayso.evaluate.batches import work_of
from sayso.evaluate.cluster_workings import coreference_workings
from sayso.evaluate.clusters import clusters_of, shared_of
from sayso.evaluate.job import Job
from sayso.evaluate.judged import judged_pairs, unjudged
from sayso.evaluate.leftovers import entity_ties, leftovers
from sayso.evaluate.over_documents import over_documents
from sayso.evaluate.steps import mean_step, steps
from sayso.evaluate.things import KINDS, closeness_of, kind_of, listed
from sayso.evaluate.unknown import unknown
from sayso.evaluate.walk import Pair, Walk
from sayso.evaluate.workings import evidence_workings
from sayso.matching.attributes import COLUMNS, column
from sayso.matching.chains import Chains
from sayso.matching.match import Judgement
from sayso.measures import parse
from sayso.measures.averages import by_document, mean, number
from sayso.measures.describing import describe
from sayso.measures.spelling import Spelling, take_apart
from sayso.measures.tallying import tally
from sayso.tallies.evidence import Evidenced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data.pairing import Labels, Missing
    from sayso.data.rows import Row
    from sayso.data.sources import Gold, Run
    from sayso.matching.match import Match
    from sayso.matching.scene import Scene
    from sayso.measures import Measure


def explain(
    *,
    gold: Gold,
    predicted: Run,
    measure: str | Measure,
    doc_id: str | None = None,
    missing: Missing = "error",
    labels: Labels = "closed",
) -> Walk:
    """The working-out of a measure for one document, or of a mean over documents for all of them.

    Args:
        gold: A corpus's gold.
        predicted: A run.
        measure: A measure.
        doc_id: The document; may be left out where there is only one, and for a mean over documents, which then is
            told document by document.
        missing: Whether a gold document that the run lacks is an `error` or counts as `empty`.
        labels: Whether a label outside a declared set is an error (`closed`) or never matches (`open`).

    Raises:
        UsageError: There is no such document, or none is named where there are several.
        MeasureError: There is no such measure.
        DataError: Gold or the run breaks the contract, in any document.
        NothingToScore: There is no gold document.
    """
    wanted = parse(measure)
    job = Job(gold=gold, runs=[predicted], missing=missing, labels=labels)
    ids, seen = _read(job, wanted)
    if doc_id is None and len(ids) > 1 and wanted.average == "documents":
        return over_documents(Job(gold=gold, runs=[predicted], missing=missing, labels=labels), wanted)
    named = _document(gold.name, doc_id, ids)
    row = next(row for row in job.rows() if row.doc_id == named)
    scene = work_of(rows_of([row]), gold.annotated, job.assumed).scenes[0]
    teller = _Teller(scene, predicted.name, named, frozenset(job.attempted[0]))
    walk = teller.walk(wanted) if wanted.by is None else teller.average(wanted, _labels(gold, wanted, seen))
    return replace(walk, notes=(*_record_notes(predicted.name, row), *walk.notes))


def _read(job: Job, measure: Measure) -> tuple[list[str], set[str]]:
    """The documents' ids, and the labels that gold has anywhere, if the measure averages over them."""
    ids: list[str] = []
    seen: set[str] = set()
    for work in job.work():
        ids += work.doc_ids
        if measure.by is not None:
            owner, name = _attribute(measure).split(".")
            texts = work.scenes[0].labels[_attribute(measure)].texts
            codes = np.unique(column(work.scenes[0].gold, owner, name)).tolist()
            seen |= {texts[code] for code in codes if code >= 0}
    return ids, seen


def _attribute(measure: Measure) -> str:
    return COLUMNS[measure.line.items or ""][measure.by or ""][0]


def _labels(gold: Gold, measure: Measure, seen: set[str]) -> Sequence[str]:
    """The labels to average over: the measure's own, the declared ones, or those that occur in gold."""
    return sorted(measure.labels or gold.labels.get(_attribute(measure)) or seen)


def _document(name: str, doc_id: str | None, ids: Sequence[str]) -> str:
    if not ids:
        msg = f"gold {name!r} has no documents to score"
        raise NothingToScore(msg)
    if doc_id is None:
        if len(ids) > 1:
            msg = f"gold {name!r} has {len(ids):,} documents; name one (doc_id, or --doc), as in {ids[0]!r}"
            raise UsageError(msg)
        return ids[0]
    if doc_id not in ids:
        raise unknown("document", doc_id, ids)
    return doc_id


def _record_notes(run: str, row: Row) -> Iterator[str]:
    record = row.predicted[0]
    if record is None:
        yield f"{run} has no record of this document, counted as nothing found"
    elif record.get("failure") is not None:
        failure = record["failure"]
        yield f"{run} failed on this document, counted as nothing found: {failure['class']}: {failure['message']}"


class _Teller:
    """Tells of one document what a line saw of it."""

    def __init__(self, scene: Scene, run: str, doc_id: str, tried: frozenset[str]) -> None:
        self._scene = scene
        self._run = run
        self._doc_id = doc_id
        self._tried = tried

    def walk(self, measure: Measure) -> Walk:
        """The working-out of a measure that is no average over labels."""
        found = tally(self._scene, measure.request)
        reason = self._undefined(measure)
        if reason:
            return self._begun(measure, undefined=reason, counts={})
        counts = found.document(0)
        value = number(by_document(measure, found)[0])
        walk = self._begun(measure, value=value, counts=counts, steps=steps(measure, counts))
        return replace(walk, **self._told(measure))

    def average(self, measure: Measure, labels: Sequence[str]) -> Walk:
        """An average over labels: the working-out for each, then the mean."""
        parts = {label: self.walk(_labelled(measure, label)) for label in labels}
        values = {label: part.value for label, part in parts.items()}
        known = [value for value in values.values() if value is not None]
        value = None if measure.strict and len(known) < len(values) else mean(known)
        reason = next((part.undefined for part in parts.values() if part.undefined), "")
        if reason:
            return self._begun(measure, undefined=reason, counts={})
        last = mean_step(measure.statistic, values, value)
        if measure.strict and value is None:
            last = replace(last, formula="", numbers={})
        counts = {"labels": len(known)}
        return self._begun(measure, value=value, counts=counts, steps=(last,), parts=tuple(parts.values()))

    def _begun(self, measure: Measure, **known: Any) -> Walk:  # noqa: ANN401 - fields of `Walk`
        kind = kind_of(measure.line)
        summary = describe(measure).summary
        return Walk(measure=str(measure), summary=summary, run=self._run, doc_id=self._doc_id, items=kind, **known)

    def _undefined(self, measure: Measure) -> str:
        """Why a measure is undefined here, whatever is found; '' if it is not."""
        options = measure.request.options
        for layer in measure.line.layers(options):
            if not self._scene.gold.has[layer][0]:
                return f"gold has no {layer} for this document"
            if layer not in self._tried:
                return f"{self._run} does not attempt {layer}"
        missing = [name for name in measure.line.attributes(options) if not self._scene.annotated[name][0]]
        return f"{missing[0]} is not annotated in this document" if missing else ""

    def _told(self, measure: Measure) -> dict[str, Any]:
        found = measure.line.find(self._scene, measure.request.options)
        if kind_of(measure.line) not in KINDS:
            return {"notes": ("its items are those of a plug-in, which are not listed",)}
        if isinstance(found, Chains):
            workings = coreference_workings(measure.line.kind.name, found)
            clusters = clusters_of(self._scene, found, measure.layer)
            return {"clusters": clusters, "shared": shared_of(found), "workings": workings}
        if isinstance(found, Judgement):
            return self._judged(measure, found)
        if isinstance(found, Evidenced):
            told = self._matched(measure, found.match)
            numbers = zip(found.shared.tolist(), found.gold.tolist(), found.predicted.tolist(), strict=True)
            pairs = zip(told["pairs"], numbers, strict=True)
            said = tuple(replace(pair, remark=_evidence(*three)) for pair, three in pairs)
            return {**told, "pairs": said, "workings": evidence_workings(found, said)}
        return self._matched(measure, found)

    def _matched(self, measure: Measure, found: Match) -> dict[str, Any]:
        kind = kind_of(measure.line)
        sides = (
            listed(self._scene, kind, found.gold_row, gold=True),
            listed(self._scene, kind, found.predicted_row, gold=False),
        )
        near = closeness_of(self._scene, *sides, found.g, found.p)
        ties = list(entity_ties(self._scene, measure)) if kind in {"entities", "speakers"} else []
        pairs = tuple(
            Pair(sides[0].things[g].name, sides[1].things[p].name, q, ties[found.gold_row[g]] if ties else "")
            for g, p, q in zip(found.g.tolist(), found.p.tolist(), near, strict=True)
        )
        left = leftovers(self._scene, measure, sides, pairs, self._tried)
        return {"gold": sides[0].things, "predicted": sides[1].things, "pairs": pairs, "left": left}

    def _judged(self, measure: Measure, found: Judgement) -> dict[str, Any]:
        kind = kind_of(measure.line)
        tables = [getattr(side, kind) for side in (self._scene.gold, self._scene.predicted)]
        sides = (
            listed(self._scene, kind, np.arange(len(tables[0])), gold=True),
            listed(self._scene, kind, np.arange(len(tables[1])), gold=False),
        )
        pairs = judged_pairs(self._scene, measure, found, sides)
        left = tuple(unjudged(self._scene, measure, found, sides))
        return {"gold": sides[0].things, "predicted": sides[1].things, "pairs": pairs, "left": left}


def _labelled(measure: Measure, label: str) -> Measure:
    """F of a measure among the items with a label."""
    taken = take_apart(str(measure))
    kept = {name: value for name, value in taken.parameters if name not in {"average", "by"}}
    parameters = tuple({**kept, measure.by or "": label}.items())
    return parse(str(Spelling((*measure.line.name.split("."), "F"), parameters, taken.criterion)))


def _evidence(shared: int, gold: int, predicted: int) -> str:
    if not gold and not predicted:
        return "neither has evidence: 1"
    return f"evidence: {shared} of {gold} characters of gold, of {predicted} predicted"
