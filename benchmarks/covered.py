"""What is defined, and what holds each definition: the table of the manual, made from the registry and the tests.

    python benchmarks/covered.py [--check]

For every line of the registry: where the definitions say what it is, the module that computes it, the laws that run
over it, the worked examples. It stops if a name of the definitions is not registered, or a registered one is not
defined. Writes toolkit/docs/coverage.md; `--check` says whether that is up to date and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
DEFINITIONS = ROOT / "toolkit" / "docs" / "measures.md"
PAGE = ROOT / "toolkit" / "docs" / "coverage.md"
TESTS = ROOT / "tests"

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sayso.measures.registry import Line

    Key = tuple[str, str]

LAWS = {
    "B": "no size of a batch, no order of documents or items and no id changes a bit; the corpus twice has the same "
    "value; gold against itself is 1 where defined; 0 to 1; nothing against nothing is undefined (test_laws.py)",
    "S": "the counts of shards add up to those of the whole; JSON Lines and gzip give the same bits (test_lines.py)",
    "W": "further wrong items raise neither P nor F and lower no recall (test_lines.py)",
    "R": "a further right item lowers no recall (test_lines.py)",
    "X": "gold and predicted exchanged: P and R exchange, F or accuracy stay, by every criterion without sides "
    "(test_declared.py; test_laws.py on random corpora where no alignment is used)",
    "x": "it declares that it is not symmetric, and a worked example shows it (test_declared.py)",
    "O": "an independent scorer, written from the definitions alone, gives the same values and counts on random "
    "corpora (test_against_oracle.py)",
    "V": "values and counts are those of the vectors in tests/parity/vectors/sayso, made by another independent scorer "
    "(test_sayso_vectors.py)",
    "C": "values and counts are those of official coreference scorers (test_coref_vectors.py)",
    "L": "slices are those of the independent scorer, and add up to the whole (test_slices.py)",
}


@dataclass(frozen=True)
class Row:
    """A line of the registry with all that is known of it."""

    name: str
    statistics: tuple[str, ...]
    defined: str
    module: str
    laws: str
    golden: tuple[str, ...]


# The definitions


def section(number: int) -> str:
    """A section of the definitions."""
    text = DEFINITIONS.read_text(encoding="utf-8")
    return text.partition(f"\n## {number} ")[2].partition("\n## ")[0]


def spelled(text: str) -> Iterator[str]:
    """Names of measures in backticks: criteria left out, alternatives apart, `.P` standing behind what came before."""
    before = ""
    for found in re.findall(r"`([^`]+)`", text):
        name = found.split("@")[0]
        if re.fullmatch(r"\.[PRF]", name):
            name = f"{before.rpartition('.')[0]}{name}"
        if re.fullmatch(r"[a-z]+(\.[a-z]+)*\.([A-Z][A-Za-z0-9|…]*|accuracy)(\([^)]*\))?", name):
            yield from alternatives(name)
            before = name


def alternatives(name: str) -> Iterator[str]:
    """`entities.MUC|B3` as two names; `MUC…CoNLL` are all coreference measures."""
    from sayso.measures.chained import COREFERENCE

    layer, _, rest = name.partition(".")
    names = list(COREFERENCE) if "…" in rest else rest.split("|")
    return (f"{layer}.{one}" for one in names)


def defined() -> dict[Key, str]:
    """For each line and statistic that section 5 names where it does so."""
    places: dict[Key, str] = {}
    for place, part in parts():
        for name in spelled(part):
            places.setdefault(key(name), place)
    return places


def parts() -> Iterator[tuple[str, str]]:
    """The rows of the table of section 5, and its paragraphs by their opening words."""
    for block in section(5).split("\n\n"):
        if block.startswith("|"):
            yield from (("§5, table", row.split("|")[1]) for row in block.replace("\\|", " ").splitlines())
        elif opening := re.match(r"\*\*(.+?)\*\*", block):
            yield f"§5, {opening[1]}", block


def key(spelling: str) -> Key:
    """Line and statistic of a spelling."""
    from sayso.measures import parse

    measure = parse(spelling)
    return measure.line.name, measure.statistic


def default_set() -> list[str]:
    """The measures of section 7, spelled in full."""
    found: list[str] = []
    for item in re.split(r"[,;]\s*", section(7).partition("\n")[2].strip().removesuffix(".")):
        name, _, criterion = item.replace(" ", "").partition("@")
        if name.startswith("."):
            name = f"{found[-1].partition('@')[0].rpartition('.')[0]}{name}"
        found.append(f"{name}@{criterion}" if criterion else name)
    return found


# The tests


def laws() -> dict[str, set[tuple[str, str]]]:
    """For each letter the lines and kinds that its law runs over."""
    for folder in (TESTS, TESTS / "laws", TESTS / "parity"):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    import test_against_oracle as against_oracle
    import test_coref_vectors as coref_vectors
    import test_declared as declared
    import test_laws as general
    import test_lines as of_lines
    import test_slices as slices

    vectors = [path for path in (TESTS / "parity" / "vectors" / "sayso").glob("*.json") if path.name != "errors.json"]
    cases = [case for path in vectors for case in json.loads(path.read_text(encoding="utf-8"))["cases"]]
    coreference = [f"{layer}.{name}" for layer in coref_vectors.CRITERIA for name in coref_vectors.OURS.values()]
    kept = {spelling for spelling, symmetric in symmetries(declared.KINDS) if symmetric}
    return {
        "B": kinds(general.VARIANTS),
        "S": kinds(of_lines.POOLED),
        "W": kinds(of_lines.DETECTION),
        "R": kinds(of_lines.FREE),
        "X": kinds(kept),
        "x": kinds(spelling for spelling, symmetric in symmetries(declared.KINDS) if not symmetric),
        "O": kinds(against_oracle.MEASURES),
        "V": kinds(measure for case in cases for measure in case["expected"]),
        "C": kinds(coreference),
        "L": kinds(measure for measure, _ in slices.CASES),
    }


def symmetries(keys: Iterable[Key]) -> Iterator[tuple[str, bool]]:
    """Spellings of lines, and whether they declare to be symmetric."""
    from sayso.measures.registry import lines

    for name, statistic in keys:
        yield f"{name}.{statistic}", lines()[name, statistic].symmetric


def kinds(spellings: Iterable[str]) -> set[tuple[str, str]]:
    """The lines of some spellings: name and kind, for `quotes.kind` is a detection and an accuracy."""
    from sayso.measures import parse

    return {(line.name, line.kind.name) for line in (parse(one).line for one in set(spellings))}


def examples() -> dict[tuple[str, str], set[str]]:
    """For each line the folders that work it by hand."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in sorted((TESTS / "golden").glob("*/expected.json")):
        for kind in kinds(json.loads(path.read_text(encoding="utf-8"))):
            found.setdefault(kind, set()).add(path.parent.name)
    return found


# The page


def rows() -> list[Row]:
    """One row for each line, in the order of the registry."""
    from sayso.measures.registry import lines

    places, held, worked = defined(), laws(), examples()
    found: dict[tuple[str, str], Line] = {}
    for line in lines().values():
        found.setdefault((line.name, line.kind.name), line)
    return [
        Row(
            line.name,
            line.statistics,
            "; ".join(dict.fromkeys(places[line.name, one] for one in line.statistics if (line.name, one) in places)),
            line.find.__module__,
            "".join(letter for letter in LAWS if kind in held[letter]),
            tuple(sorted(worked.get(kind, ()))),
        )
        for kind, line in found.items()
    ]


def missing(table: list[Row]) -> Iterator[str]:
    """What is computed and not defined, held or worked; a name that nothing computes has stopped us before."""
    from sayso.measures import DEFAULT, parse

    wanted = [str(parse(one)) for one in default_set()]
    yield from (f"§7 and the default set differ in {one}" for one in sorted(set(wanted) ^ set(DEFAULT)))
    for row in table:
        for lacks, what in ((row.defined, "definition"), (row.laws, "law"), (row.golden, "worked example")):
            if not lacks:
                yield f"{row.name} ({', '.join(row.statistics)}) has no {what}"


def page() -> str:
    """The page of the manual.

    Raises:
        SystemExit: Something is missing.
    """
    table = rows()
    lacking = list(missing(table))
    if lacking:
        raise SystemExit("\n".join(lacking))
    return "\n".join([*opening(table), *measures(table), *defaults(table), ""])


def opening(table: list[Row]) -> list[str]:
    """What stands before the tables."""
    names = sum(len(row.statistics) for row in table)
    return [
        "# What is defined, and what holds it",
        "",
        "<!-- Made by benchmarks/covered.py; change that, or the tests, and run it again. -->",
        "",
        f"The registry has {len(table)} lines with {names} names; [the definitions](measures.md) define each of them,",
        "and name nothing else.",
        "",
        "## Laws",
        "",
        "| | what holds, and where it is tested |",
        "| --- | --- |",
        *(f"| {letter} | {words} |" for letter, words in LAWS.items()),
        "",
        "Besides, by layer: every unpaired item is in exactly one error class, and the classes add up; a further copy",
        "of a prediction raises nothing under `exact`; at every threshold a curve has the number of the run without",
        "the items below it.",
        "",
    ]


def measures(table: list[Row]) -> list[str]:
    """The table of all lines."""
    return [
        "## Measures",
        "",
        "Worked examples are folders of tests/golden: gold, a run, the expected numbers, and how each is worked out by",
        "hand.",
        "",
        "| measure | defined in | module | laws | worked in |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| `{row.name}` {' '.join(f'`.{one}`' for one in row.statistics)} | {row.defined} "
            f"| `{row.module.removeprefix('sayso.')}` | {row.laws} | {', '.join(row.golden)} |"
            for row in table
        ),
        "",
    ]


def defaults(table: list[Row]) -> list[str]:
    """The default set: each name, and the folders that work it, criterion and all."""
    from sayso.measures import parse

    worked: dict[str, list[str]] = {}
    for folder in sorted({name for row in table for name in row.golden}):
        expected = json.loads((TESTS / "golden" / folder / "expected.json").read_text(encoding="utf-8"))
        for spelling in expected:
            worked.setdefault(str(parse(spelling)), []).append(folder)
    return [
        "## The default set (§7)",
        "",
        "| measure | worked as it stands in |",
        "| --- | --- |",
        *(f"| `{name}` | {', '.join(worked.get(name, ['–']))} |" for name in map(str, map(parse, default_set()))),
    ]


def main() -> None:
    """Write the page, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the page is out of date")
    asked = parser.parse_args()
    made = page()
    if not asked.check:
        PAGE.write_text(made, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != made:
        raise SystemExit(f"{PAGE.relative_to(ROOT)} is out of date; run python benchmarks/covered.py")


if __name__ == "__main__":
    main()
