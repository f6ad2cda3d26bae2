"""The proof by simulation: how often tests find differences that are not there, and intervals hold the truth.

    python benchmarks/simulation.py [--quick] [--replicates 8000] [--jobs 1] [--seed 1] [--page PAGE]

Samples corpora of 1 to 200 documents from populations of which the truth is known, and asks the package's own
functions, the same with items in the place of documents, and sacreBLEU's tests. Prints tables with their Monte Carlo
errors and what holds and what does not; a full run writes them into the page, a quick one only where --page says so.
The same seed prints the same tables, with any number of jobs. A full run takes a core a quarter of an hour
(OMP_NUM_THREADS=1 keeps it at one core).
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulating.planning import studies
from simulating.tables import BEGIN, END, HARD_TABLES, MAIN_TABLES, Table, study_lines, verdicts
from simulating.trials import Cell, Effort, hard_cells, main_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from simulating.claims import Rates
    from simulating.planning import Study
    from simulating.trials import Results, Rule

    Found = tuple[tuple[str, int], Rates]

PAGE = Path(__file__).resolve().parents[1] / "toolkit" / "docs" / "statistics.md"
QUICK = Effort(corpora=400, resamples=399)


def simulate(effort: Effort, jobs: int = 1) -> Results:
    """Rates of every cell, of all populations."""
    work = [(cell, rules, effort) for cell, rules in main_cells()]
    work += [(cell, rules, effort.halved()) for cell, rules in hard_cells()]
    if jobs == 1:
        return dict(_told(map(_one, work), len(work)))
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        return dict(_told(pool.imap(_one, work), len(work)))


def _told(found: Iterable[Found], many: int) -> Iterator[Found]:
    """Says on standard error what is done."""
    for number, one in enumerate(found, 1):
        (name, documents), _ = one
        print(f"{number}/{many}: {name}, {documents} documents", file=sys.stderr)
        yield one


def _one(work: tuple[Cell, Sequence[Rule], Effort]) -> Found:
    cell, rules, effort = work
    return (cell.name, cell.documents), cell.run(rules, effort)


def page(results: Results, planned: Sequence[Study]) -> str:
    """Everything that a run found, in Markdown."""
    parts = [*_section(MAIN_TABLES, results), *_section(HARD_TABLES, results), "\n".join(study_lines(planned))]
    return "\n\n".join(parts) + "\n"


def _section(tables: Sequence[Table], results: Results) -> Iterator[str]:
    for table in tables:
        yield "\n".join(table.lines(results))
        found = "\n".join(verdicts(table, results))
        if found:
            yield found


def write(path: Path, tables: str) -> None:
    """Puts tables between the marks of a page."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Simulate, print, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few corpora: a look, not a proof")
    parser.add_argument("--replicates", type=int, help="corpora of each population and size")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--page", type=Path, help="where the tables are written")
    options = parser.parse_args()
    usual = QUICK if options.quick else Effort()
    effort = Effort(options.replicates or usual.corpora, usual.resamples, options.seed)
    tables = page(simulate(effort, options.jobs), list(studies(effort)))
    print(tables)
    where = options.page or (None if options.quick else PAGE)
    if where:
        write(where, tables)


if __name__ == "__main__":
    main()
