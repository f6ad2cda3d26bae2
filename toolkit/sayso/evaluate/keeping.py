"""Tallies kept in a folder (`data.shelf`), so that what has not changed need not be read again.

An entry holds what one reading of gold and runs gathers, and the numbers of presets: JSON, with arrays as the
compressed bytes that they have in memory. Values are computed from it, and intervals drawn, as from what was just read.
"""

from __future__ import annotations

import base64
import json
import warnings
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.data.shelf import Entries, limit
from sayso.data.sources import FileSource
from sayso.data.tablesource import TableSource
from sayso.errors import UsageError
from sayso.evaluate.reading import empty
from sayso.evaluate.slices import SliceParts
from sayso.evaluate.table import TableParts
from sayso.evaluate.unchanged import key_of, known_measures, state_of
from sayso.evaluate.value import Value
from sayso.tallies.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sayso.data.urls import Place
    from sayso.evaluate.job import Job
    from sayso.evaluate.reading import Gathered, Tallied
    from sayso.measures import Measure, Request
    from sayso.measures.slicing import Cut

_KINDS = ("<i8", "<f8", "|b1")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be computed: measures, by what they are cut, and presets by their spellings."""

    measures: Sequence[Measure]
    cuts: Sequence[Cut]
    presets: Sequence[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was computed: tallies, the numbers of presets, and what is to be said of these."""

    tallied: Tallied
    values: Sequence[Value] = ()
    remarks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The same as it is kept: what a reading gathered, in the order of gold."""

    gathered: Gathered
    values: Sequence[Value]
    remarks: Sequence[str]


def found(folder: str | Path | None, job: Job, asked: Asked, *, make: Callable[[Kept | None], Found]) -> Found:
    """What a job finds: from a folder if nothing that it depends on has changed, or else made and kept there.

    What is not in files alone, or counted by code that no version is known of, is made whatever there is.

    Args:
        folder: The folder; None for none.
        job: What to read; where nothing is read it learns what it would have learnt.
        asked: What is computed.
        make: Computes it, from what was kept if that is given.

    Raises:
        UsageError: The folder is none and cannot be made, or the limit is no number.
    """
    if folder is None:
        return make(None)
    entries = Entries(Path(folder), limit=limit())
    files = _files(job)
    if files is None or not known_measures(asked.measures):
        return make(None)
    before = state_of(files)
    key = key_of(job.gold.name, job.gold, job.runs, _options(job, asked), files)
    body = entries.get(key)
    there = None if body is None else _unpacked(body, job, asked)
    if there is not None:
        return make(there)
    made = make(None)
    # Who changes a file meanwhile gets a result that belongs to neither content.
    if state_of(files) == before:
        try:
            entries.keep(key, _packed(made, job, asked))
        except UsageError as error:
            warnings.warn(f"nothing was kept: {error}", stacklevel=3)
    return made


def _files(job: Job) -> list[Place | None] | None:
    """The files of gold, documents and runs, None for nothing at all; None if not all are whole files."""
    sources = [job.gold.source, job.gold.documents, *(run.source for run in job.runs)]
    # What else has a path may be a part of the file, or read in a way of its own.
    if all(type(one) in {FileSource, TableSource} if one.path is not None else not len(one) for one in sources):
        return [one.path for one in sources]
    return None


def _options(job: Job, asked: Asked) -> dict[str, Any]:
    """Every option that changes a tally; intervals are drawn anew."""
    return {
        "kept": "tallies",
        "measures": [str(one) for one in asked.measures],
        "by": [[str(one.measure), one.by] for one in asked.cuts],
        "preset": list(asked.presets),
        "missing": job.missing,
        "on": job.on,
        "labels": job.labels,
        "where": str(job.where),
    }


def _packed(made: Found, job: Job, asked: Asked) -> bytes:
    tallied = made.tallied
    doc_ids = [""] * len(tallied.documents)
    for row, doc_id in zip(tallied.order.tolist(), tallied.documents, strict=True):
        doc_ids[row] = doc_id
    requests = _requests(asked.measures)
    whole = {
        "tables": [_table(tallied.tables[run.name].parts(), requests) for run in job.runs],
        "slices": [_slices(tallied.slices[run.name].parts()) for run in job.runs],
        "digests": base64.b64encode(bytes(tallied.digests)).decode(),
        "doc_ids": doc_ids,
        "presets": [[value.run, value.measure, value.value] for value in made.values],
        "remarks": list(made.remarks),
        "assumed": sorted(job.assumed),
        "attempted": [sorted(layers) for layers in job.attempted],
        "failures": job.failures,
        "left_out": job.left_out,
        "passed_over": {name: list(values) for name, values in job.passed_over.items()},
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _unpacked(body: bytes, job: Job, asked: Asked) -> Kept | None:
    """What was kept, and the job as after the reading; None if it is none of this version."""
    try:
        whole = json.loads(body)
        gathered = empty(job, asked.measures, asked.cuts)
        requests = _requests(asked.measures)
        for table, parts in zip(gathered.tables, whole["tables"], strict=True):
            table.extend(_table_parts(parts, requests))
        for slices, parts in zip(gathered.slices, whole["slices"], strict=True):
            slices.extend(_slice_parts(parts))
        gathered.digests = bytearray(base64.b64decode(whole["digests"]))
        gathered.doc_ids = list(whole["doc_ids"])
        values = [Value(run, name, value, {}) for run, name, value in whole["presets"]]
        there = Kept(gathered, values, list(whole["remarks"]))
        learnt = {
            "assumed": frozenset(whole["assumed"]),
            "attempted": [set(layers) for layers in whole["attempted"]],
            "failures": [dict(failed) for failed in whole["failures"]],
            "left_out": whole["left_out"],
            "passed_over": {name: set(values) for name, values in whole["passed_over"].items()},
        }
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, zlib.error):
        return None
    for name, value in learnt.items():
        setattr(job, name, value)
    return there


def _requests(measures: Sequence[Measure]) -> list[Request]:
    return list(dict.fromkeys(measure.request for measure in measures))


def _table(parts: TableParts, requests: Sequence[Request]) -> dict[str, Any]:
    """What a table has counted; a request by its number, and the label that it is restricted to."""
    places = {request: place for place, request in reversed(list(enumerate(requests)))}
    counted = []
    for name, options, tallies in parts.counted:
        place = next(
            place
            for request, place in places.items()
            if request.name == name and replace(request.options, only=options.only) == options
        )
        counted.append([place, options.only, _batches(tallies)])
    return {
        "batches": parts.batches,
        "counted": counted,
        "blank": [{str(batch): _array(flags) for batch, flags in blank.items()} for blank in parts.blank],
        "labels": [sorted(labels) for labels in parts.labels],
    }


def _table_parts(kept: Mapping[str, Any], requests: Sequence[Request]) -> TableParts:
    counted = []
    for place, only, tallies in kept["counted"]:
        request = requests[place]
        label = None if only is None else (only[0], only[1])
        counted.append((request.name, replace(request.options, only=label), _tallies(tallies)))
    blank = [{int(batch): _array_of(flags) for batch, flags in one.items()} for one in kept["blank"]]
    return TableParts(kept["batches"], counted, blank, [set(labels) for labels in kept["labels"]])


def _slices(parts: SliceParts) -> dict[str, Any]:
    return {
        "found": [[[value, _batches(tallies)] for value, tallies in one.items()] for one in parts.found],
        "flags": [[_array(flags) for flags in one] for one in parts.flags],
        "fields": {name: list(values) for name, values in parts.fields.items()},
    }


def _slice_parts(kept: Mapping[str, Any]) -> SliceParts:
    found = [{value: _tallies(tallies) for value, tallies in one} for one in kept["found"]]
    flags = [[_array_of(flags) for flags in one] for one in kept["flags"]]
    return SliceParts(found, flags, kept["fields"])


def _batches(tallies: Mapping[int, Tally]) -> dict[str, Any]:
    return {
        str(batch): [list(one.counters), _array(one.rows), _array(one.defined), list(one.fractions)]
        for batch, one in tallies.items()
    }


def _tallies(kept: Mapping[str, Any]) -> dict[int, Tally]:
    return {
        int(batch): Tally(tuple(counters), _array_of(rows), _array_of(defined), tuple(fractions))
        for batch, (counters, rows, defined, fractions) in kept.items()
    }


def _array(array: np.ndarray[Any, Any]) -> list[Any]:
    """An array as its kind, its shape, and its bytes."""
    packed = zlib.compress(np.ascontiguousarray(array).tobytes(), 1)
    return [array.dtype.str, list(array.shape), base64.b64encode(packed).decode()]


def _array_of(kept: Sequence[Any]) -> np.ndarray[Any, Any]:
    kind, shape, packed = kept
    data = zlib.decompress(base64.b64decode(packed))
    if kind not in _KINDS:
        msg = f"arrays of {kind} are none of tallies"
        raise ValueError(msg)
    return np.frombuffer(bytearray(data), dtype=kind).reshape(shape)
