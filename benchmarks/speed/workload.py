"""The corpora that are scored, made once and kept while the benchmark runs."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speed.timing import without_collector

BENCHMARKS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Corpora:
    """A folder of corpora of one seed."""

    root: Path
    seed: int = 7

    def of(self, documents: int, *, density: int = 1, long: bool = False, runs: int = 1) -> Path:
        """The corpus of so many documents, with one run or several; made by as many processes as there are cores."""
        folder = self.root / f"{self.seed}-{documents}-{density}-{runs}{'-long' if long else ''}"
        if not folder.exists():
            command = [sys.executable, str(BENCHMARKS / "generate.py"), "--out", str(folder), "--seed", str(self.seed)]
            command += ["--documents", str(documents), "--density", str(density), "--runs", str(runs)]
            subprocess.run([*command, *["--long"] * long], check=True, capture_output=True)
        return folder

    def others(self, seed: int) -> Corpora:
        """Corpora of another seed beside these."""
        return Corpora(self.root, seed)

    def shuffled(self, documents: int) -> Path:
        """The same with the run in another order than gold."""
        folder = self.of(documents)
        path = folder / "run-shuffled.jsonl"
        if not path.exists():
            lines = (folder / "run-1.jsonl").read_bytes().splitlines(keepends=True)
            random.Random(self.seed).shuffle(lines)
            path.write_bytes(b"".join(lines))
        return folder

    def flat(self, documents: int) -> Path:
        """The same without mentions that overlap others of their side, and with one event for a trigger.

        That is all that sets of spans and tags of words can say.
        """
        source, folder = self.of(documents), self.root / f"{self.seed}-{documents}-flat"
        if folder.exists():
            return folder
        folder.mkdir()
        for name in ("corpus.toml", "documents.jsonl"):
            (folder / name).write_bytes((source / name).read_bytes())
        for name in ("gold.jsonl", "run-1.jsonl"):
            records = _records(source / name)
            for record in records:
                _flatten(record["entities"])
                _tell_apart(record)
            (folder / name).write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        return folder


def _flatten(entities: list[dict[str, Any]]) -> None:
    mentions = [mention["span"] for entity in entities for mention in entity["mentions"]]
    kept: set[int] = set()
    end = 0
    for span in sorted(mentions, key=lambda one: (one["start"], one["end"])):
        if span["start"] >= end:
            kept.add(id(span))
            end = span["end"]
    for entity in entities:
        entity["mentions"] = [mention for mention in entity["mentions"] if id(mention["span"]) in kept]
        entity.setdefault("name", entity["id"])  # so that it may be without mentions


def _tell_apart(record: dict[str, Any]) -> None:
    """Keep the first event of each trigger, and of its arguments the first of each place and role."""
    kept: dict[tuple[int, int], dict[str, Any]] = {}
    for event in record["events"]:
        kept.setdefault((event["trigger"]["start"], event["trigger"]["end"]), event)
    record["events"] = list(kept.values())
    for event in record["events"]:
        told = {(one["span"]["start"], one["span"]["end"], one["role"]): one for one in reversed(event["arguments"])}
        event["arguments"] = list(reversed(told.values()))
    names = {event["id"] for event in record["events"]}
    record["stances"] = [one for one in record["stances"] if one["target"].get("event") in names | {None}]


def decoded(folder: Path) -> list[tuple[Any, Any, Any]]:
    """Document, gold and run of each document, as Python objects."""
    return beside(documents(folder), folder)


def documents(folder: Path) -> list[Any]:
    """The documents of a corpus, without what is said of them."""
    return _records(folder / "documents.jsonl")


def beside(texts: list[Any], folder: Path) -> list[tuple[Any, Any, Any]]:
    """Gold and run of each document, decoded and kept as a script does, beside the documents."""
    return list(zip(texts, _records(folder / "gold.jsonl"), _records(folder / "run-1.jsonl"), strict=True))


def _records(path: Path) -> list[Any]:
    with path.open("rb") as lines:
        return [json.loads(line) for line in lines]


def decode_both(folder: Path, run: str = "run-1") -> None:
    """The floor: `json.loads` of gold and run, nothing kept, Python's collector off."""
    with without_collector():
        for name in ("gold", run):
            with (folder / f"{name}.jsonl").open("rb") as lines:
                for line in lines:
                    json.loads(line)
