"""Make a synthetic corpus of any size: documents, gold, and runs that get some of it wrong.

    python benchmarks/generate.py --documents 10000 --runs 2 --out corpus-10000

A document has the measure of a news article: about 2,850 characters in 30 sentences, 16 entities with 60 mentions, 15
quotes of which 2 are nested, 30 events with 80 arguments, 15 stances. `--density 4` makes it four times as long, with
four times the items. The words are invented syllables. Each document draws from a generator of its own, seeded by
(seed, number), and each run of it from another: document 17 is the same in every corpus of one seed, and so is its
gold, whatever else is made.
"""

from __future__ import annotations

import argparse
import functools
import gc
import hashlib
import json
import multiprocessing
import random
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synthetic.author import Author
from synthetic.reader import Reader

if TYPE_CHECKING:
    from synthetic.page import Item

WORSE = 0.3
"""By how much more often each run errs than the one before, as a share of the first."""

_NESTED = {tuple, list, dict}
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

CORPUS = """\
name = "synthetic"
documents = "documents.jsonl"
gold = "gold.jsonl"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to make: see `--help`."""

    seed: int = 7
    density: int = 1
    runs: int = 1
    long: bool = False


def records(order: Order, number: int) -> list[Item]:
    """The document `number`, its gold, and its record in each run."""
    author = Author(order.seed, number, order.density)
    text, starts, ends = author.page.set()
    head = {"format": "sayso/1", "doc_id": f"syn-{number:06d}"}
    head["text_sha256"] = hashlib.sha256(text.encode()).hexdigest()

    def placed(value: Any) -> Any:  # noqa: ANN401 - a record with ranges of words, at any depth
        if type(value) is tuple:
            start, end = starts[value[0]], ends[value[1] - 1]
            return {"start": start, "end": end, "text": text[start:end]}
        if type(value) is list:
            return [placed(item) for item in value]
        if type(value) is dict:
            return {
                name: placed(item) if type(item) in _NESTED else item
                for name, item in value.items()
                if item is not None
            }
        return value

    gold = author.gold
    if order.long:
        whole = {"id": "q0", "content": [(0, len(starts))], "kind": "direct", "speakers": ["e1"]}
        gold = gold | {"quotes": [*gold["quotes"], whole]}
    runs = []
    for run in range(1, order.runs + 1):
        chance = random.Random(f"{order.seed}/{number}/{run}")
        runs.append(Reader(author, chance, 1 + WORSE * (run - 1)).layers)
    document = {"doc_id": head["doc_id"], "text": text, "title": f"Synthetic {number}", "language": "und"}
    return [document, *(head | placed(layers) for layers in (gold, *runs))]


def lines(order: Order, number: int) -> list[str]:
    """The same as lines of JSON."""
    gc.set_threshold(100_000)  # a document makes thousands of objects, and hardly a cycle
    return [_encode(record) + "\n" for record in records(order, number)]


def write(order: Order, documents: int, out: Path) -> None:
    """Write a corpus of so many documents, its runs beside it."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "corpus.toml").write_text(CORPUS, encoding="utf-8", newline="\n")
    names = ("documents", "gold", *(f"run-{run}" for run in range(1, order.runs + 1)))
    with ExitStack() as open_files, multiprocessing.Pool() as pool:
        files = [
            open_files.enter_context((out / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
            for name in names
        ]
        for made in pool.imap(functools.partial(lines, order), range(1, documents + 1), chunksize=16):
            for file, line in zip(files, made, strict=True):
                file.write(line)


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--density", type=int, default=1, help="multiplies length and items of a document")
    parser.add_argument("--runs", type=int, default=1, help="each worse than the one before")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--long", action="store_true", help="one more gold quote in each document, as long as its text")
    parser.add_argument("--out", type=Path, required=True, help="a folder")
    parser.add_argument("--check", action="store_true", help="validate what was written")
    asked = parser.parse_args()
    if min(asked.documents, asked.density) < 1 or asked.runs < 0:
        parser.error("--documents and --density are at least 1, --runs at least 0")
    order = Order(seed=asked.seed, density=asked.density, runs=asked.runs, long=asked.long)
    write(order, asked.documents, asked.out)
    if asked.check:
        check(asked.out)


def check(out: Path) -> None:
    """Hold everything that was written against the contract.

    Raises:
        DataError: It breaks the contract.
    """
    from sayso.data.corpus import load
    from sayso.data.pairing import rows
    from sayso.data.sources import read_run

    for _ in rows(load(out).gold, [read_run(path) for path in sorted(out.glob("run-*.jsonl"))]):
        pass


if __name__ == "__main__":
    main()
