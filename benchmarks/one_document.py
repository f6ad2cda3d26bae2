"""One huge document: the time and memory that its score takes, at several sizes and in several shapes.

    python benchmarks/one_document.py [--megabytes 1 5 50] [--shapes plain tangled …]

Makes documents (see generate.py) of which gold and run together have so many megabytes; 50 are about 200,000 items a
side. Each is scored with all default measures in a process of its own. `plain` is a long article with one quote as long
as its text. The other shapes are hard to match: in `tangled` two of five mentions are given to some other entity, so
that thousands of entities hang together; in `windows` quotes overlap in one chain from end to end; in `twins` all
events are of one cluster and there twice, and an entity that has all mentions is there twice; in `covering` a thousand
quotes cover the whole text. Prints seconds of the processor, their ratio to `json.loads` of both files, and megabytes
above the imports.
"""

from __future__ import annotations

import argparse
import copy
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import generate
from synthetic import reader

if TYPE_CHECKING:
    from collections.abc import Callable

    Item = dict[str, Any]

DENSITY = 18.2
"""So many times the items of an article make a megabyte of gold and run."""
TANGLED = 0.4
WINDOW = 12
COVERING = 1_000
MEGABYTE = 1024


def plain(_text: str, _gold: Item, _run: Item) -> None:
    """As generated."""


def windows(text: str, gold: Item, run: Item) -> None:
    """Quotes of twelve words, each beginning a word after the one before, those of the run a word later."""
    begins = [0, *(place + 1 for place, character in enumerate(text) if character == " ")]
    for record, shift in ((gold, 0), (run, 1)):
        count = min(len(record["quotes"]), len(begins) - WINDOW - shift - 1)
        places = [(begins[i + shift], begins[i + shift + WINDOW] - 1) for i in range(count)]
        _replace_quotes(record, places)


def covering(text: str, gold: Item, run: Item) -> None:
    """Quotes that cover all of the text but for its last characters."""
    for record in (gold, run):
        _replace_quotes(record, [(0, len(text) - cut) for cut in range(min(len(record["quotes"]), COVERING))])


def twins(_text: str, gold: Item, run: Item) -> None:
    """All events in one cluster, each twice; two further entities with all mentions."""
    for record in (gold, run):
        events = [{**event, "coref": "one"} for event in record["events"]]
        record["events"] = events + [{**copy.deepcopy(event), "id": f"{event['id']}-twin"} for event in events]
        every = {**record["entities"][0], "mentions": [m for one in record["entities"] for m in one["mentions"]]}
        record["entities"] += [{**copy.deepcopy(every), "id": f"every-{number}"} for number in (1, 2)]


SHAPES: dict[str, Callable[[str, Item, Item], None]] = {
    "plain": plain,
    "tangled": plain,
    "windows": windows,
    "covering": covering,
    "twins": twins,
}


def _replace_quotes(record: Item, places: list[tuple[int, int]]) -> None:
    """Other quotes, by place and without their texts; stances lose what they said of the old ones."""
    record["quotes"] = [
        {"id": f"q{number}", "content": [{"start": start, "end": end}], "kind": "direct", "speakers": ["e1"]}
        for number, (start, end) in enumerate(places)
    ]
    for stance in record["stances"]:
        stance.pop("quote", None)


def made(folder: Path, megabytes: float, shape: str, seed: int = 7) -> Path:
    """A corpus of one document."""
    usual = reader.ERRORS["move"]
    reader.ERRORS["move"] = TANGLED if shape == "tangled" else usual
    try:
        order = generate.Order(seed=seed, density=max(1, round(megabytes * DENSITY)), long=shape == "plain")
        document, gold, run = generate.records(order, 1)
    finally:
        reader.ERRORS["move"] = usual
    SHAPES[shape](document["text"], gold, run)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "corpus.toml").write_text(generate.CORPUS, encoding="utf-8")
    for name, record in (("documents", document), ("gold", gold), ("run-1", run)):
        (folder / f"{name}.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def measure(folder: Path) -> dict[str, float]:
    """Score the corpus in a folder: seconds, those of `json.loads`, megabytes above the imports, items of gold."""
    import sayso

    def scored(corpus: Path) -> sayso.Result:
        return sayso.score(gold=sayso.load(corpus).gold, predicted=sayso.read_run(corpus / "run-1.jsonl"), jobs=1)

    with tempfile.TemporaryDirectory() as small:
        scored(made(Path(small), 0, "plain"))  # loads what is loaded when it is needed
    before = peak()
    begin = time.process_time()
    result = scored(folder)
    seconds, memory = time.process_time() - begin, peak() - before
    begin = time.process_time()
    records = [json.loads((folder / name).read_bytes()) for name in ("gold.jsonl", "run-1.jsonl")]
    decoding = time.process_time() - begin
    counts = {"items": items(records[0]), "undefined": sum(value.value is None for value in result.values)}
    return {"seconds": seconds, "decoding": decoding, "memory": memory, **counts}


def items(record: Item) -> int:
    """Entities, mentions, quotes, events, arguments and stances of a record."""
    inner = sum(len(entity["mentions"]) for entity in record["entities"])
    inner += sum(len(event["arguments"]) for event in record["events"])
    return inner + sum(len(record[layer]) for layer in ("entities", "quotes", "events", "stances"))


def peak() -> float:
    """The most memory this program has had, in megabytes; where Linux tells it, without that of who started it."""
    status = Path("/proc/self/status")
    if status.exists():
        told = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        return int(told["VmHWM"].split()[0]) / MEGABYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def in_a_process_of_its_own(folder: Path) -> dict[str, float]:
    """`measure`, so that memory is this document's alone."""
    command = [sys.executable, __file__, "--measure", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Make each document, score it, print a row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[1, 5, 50], help="of gold and run together")
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure)))
        return
    print(f"{'shape':10} {'MB':>6} {'items':>8} {'seconds':>8} {'/ decode':>9} {'memory MB':>10}")
    for shape in asked.shapes:
        for megabytes in asked.megabytes:
            with tempfile.TemporaryDirectory() as name:
                folder = made(Path(name), megabytes, shape, asked.seed)
                size = sum((folder / file).stat().st_size for file in ("gold.jsonl", "run-1.jsonl")) / 1e6
                found = in_a_process_of_its_own(folder)
            told = f"{found['items']:>8,.0f} {found['seconds']:>8.1f} {found['seconds'] / found['decoding']:>9.1f}"
            print(f"{shape:10} {size:>6.1f} {told} {found['memory']:>10.0f}", flush=True)


if __name__ == "__main__":
    main()
