"""What the same predictions score under every quote scorer: the table of the manual's page on presets.

    python benchmarks/scorers.py [--write]

Runs three extractors on the bundled article and prints the headline of every preset for quotes, Sayso's own measures
below. `--write` puts the table into toolkit/docs/presets.md.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import sayso
from sayso.presets import presets

PAGE = Path(__file__).parent.parent / "toolkit" / "docs" / "presets.md"
BEGIN, END = "<!-- made by benchmarks/scorers.py -->", "<!-- end -->"
EXTRACTORS = ("textacy", "pattern", "spacy")
OWN = ("quotes.F@exact", "quotes.F@trimmed", "quotes.F@overlap(0.5)", "quotes.attribution.F@overlap(0.5)")


def table(runs: list[sayso.Run]) -> str:
    """A row a scorer, a column a run."""
    names = [name for name, preset in presets().items() if preset.layer == "quotes"]
    result = sayso.score(gold=sayso.load().gold, predicted=runs, measures=OWN, preset=names)
    wanted = [f"{name}:{presets()[name].headline}" for name in names] + list(OWN)
    lines = [f"| number | {' | '.join(run.name for run in runs)} |", f"| --- |{' ---: |' * len(runs)}"]
    for measure in wanted:
        values = [result[run.name, measure].value for run in runs]
        cells = " | ".join("–" if value is None else f"{value:.3f}" for value in values)
        lines.append(f"| `{measure}` | {cells} |")
    return "\n".join([*lines, "", *_undefined(result, runs, wanted)])


def _undefined(result: sayso.Result, runs: list[sayso.Run], wanted: list[str]) -> list[str]:
    """Why cells are empty: the original stops, and then says why, or divides nothing by nothing."""
    stops = dict.fromkeys(remark.partition(" on ")[::2] for remark in result.remarks)
    lines = []
    for measure in wanted:
        empty = [run.name for run in runs if result[run.name, measure].value is None]
        reasons = {rest.partition(": ")[2] for name, rest in stops if name == measure.partition(":")[0]}
        if empty:
            why = "; ".join(sorted(reasons)) or "nothing over nothing, which it leaves undefined"
            lines.append(f"- `{measure}` of {', '.join(empty)}: {why}.")
    return ["A dash is where the original gives no number:", "", *lines] if lines else []


def _run(name: str, folder: Path) -> sayso.Run:
    path = folder / f"{name}.jsonl"
    subprocess.run([sys.executable, "-m", "sayso", "extract", name, "bundled", "-o", str(path)], check=True)
    return sayso.read_run(path)


def main() -> None:
    """Print the table, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="into the manual")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = table([_run(name, Path(folder)) for name in EXTRACTORS])
    print(made)
    if wanted.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{made}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
