"""The corpora that are scored, made once and kept while the benchmark runs."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Corpora:
    """A folder of corpora of one seed."""

    root: Path
    seed: int = 7

    def of(self, documents: int, *, density: int = 1, long: bool = False) -> Path:
        """The corpus of so many documents, with one run."""
        folder = self.root / f"{documents}-{density}{'-long' if long else ''}"
        if not folder.exists():
            command = [sys.executable, str(BENCHMARKS / "generate.py"), "--out", str(folder), "--seed", str(self.seed)]
            command += ["--documents", str(documents), "--density", str(density), *["--long"] * long]
            subprocess.run(command, check=True, capture_output=True)
        return folder

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
        """The same without mentions that overlap others of their side: all that tags of words can say."""
        source, folder = self.of(documents), self.root / f"{documents}-flat"
        folder.mkdir(exist_ok=True)
        for name in ("corpus.toml", "documents.jsonl"):
            (folder / name).write_bytes((source / name).read_bytes())
        for name in ("gold.jsonl", "run-1.jsonl"):
            records = _records(source / name)
            for record in records:
                _flatten(record["entities"])
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


def decoded(folder: Path) -> list[tuple[Any, Any, Any]]:
    """Document, gold and run of each document, as Python objects."""
    names = ("documents.jsonl", "gold.jsonl", "run-1.jsonl")
    return list(zip(*(_records(folder / name) for name in names), strict=True))


def _records(path: Path) -> list[Any]:
    with path.open("rb") as lines:
        return [json.loads(line) for line in lines]


def decode_both(folder: Path, run: str = "run-1") -> None:
    """The floor: `json.loads` of gold and run, nothing kept."""
    for name in ("gold", run):
        with (folder / f"{name}.jsonl").open("rb") as lines:
            for line in lines:
                json.loads(line)
