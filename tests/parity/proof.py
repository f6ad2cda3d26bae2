"""What the official results prove, preset by preset: the table that the package carries.

    PYTHONPATH=tests python -m parity.proof

Runs every case, and writes toolkit/sayso/presets/proof.json and the table of the manual's page on presets, unless some
number differs. An adapter whose file holds the results of several presets says in `OF_PRESET` by which part of a case's
name and path its numbers are known.
"""

import json
import math
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

from parity.harness import all_cases, differences, leaves
from sayso.presets import presets
from sayso.presets.proof import Proof

HERE = Path(__file__).parent
VECTORS = HERE / "vectors"
ROOT = HERE.parent.parent
TABLE = ROOT / "toolkit" / "sayso" / "presets" / "proof.json"
PAGE = ROOT / "toolkit" / "docs" / "presets.md"
BEGIN, END = "<!-- made by tests/parity/proof.py -->", "<!-- end of proof -->"


class _Seen:
    """What was seen of a preset so far."""

    def __init__(self):
        self.cases = set()
        self.numbers = 0
        self.greatest = None
        self.digits = None

    def add(self, case, expected, got, digits):
        self.cases.add(case)
        self.numbers += 1
        if isinstance(expected, (int, float)) and not isinstance(expected, bool):
            if digits is None:
                self.greatest = max(self.greatest or 0.0, difference(expected, got))
            else:
                self.digits = max(self.digits or 0, digits)

    def proof(self):
        return Proof(len(self.cases), self.numbers, self.greatest, self.digits)


def difference(expected, got):
    """The relative difference, the absolute one from 0, to one digit."""
    found = abs(expected - got) / (abs(expected) or 1.0)
    return float(f"{found:.0e}") if math.isfinite(found) else found


def measured(folder=VECTORS):
    """The proof of each preset by its name; cases that differ raise."""
    of_file = defaultdict(list)
    for name, preset in presets().items():
        of_file[preset.vectors.removesuffix(".json")].append(name)
    seen = defaultdict(_Seen)
    for name, adapter, case in all_cases(folder):
        file, _, of_case = name.partition(":")
        if file not in of_file:
            continue
        got = case.got()
        wrong = list(differences(case.expected, got, adapter))
        if wrong:
            msg = f"{name}: {wrong[0]}"
            raise SystemExit(msg)
        for path, expected, ours, digits in leaves(case.expected, got, adapter):
            for preset in _of(adapter, f"{of_case}{path}", of_file[file]):
                seen[preset].add(of_case.partition(":")[0], expected, ours, digits)
    return {name: seen[name].proof() for name in presets()}


def _of(adapter, where, names):
    """The presets that a number belongs to."""
    marked = getattr(adapter, "OF_PRESET", None)
    if marked is None:
        return names
    return next((preset for mark, preset in marked.items() if mark in where), ())


def main():
    """Write the table into the package and into the manual."""
    found = measured()
    rows = [f'  "{name}": {json.dumps(asdict(proof))}' for name, proof in found.items()]
    TABLE.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{page(found)}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def page(found):
    """The table of the manual."""
    head = ["| preset | scorer | vectors | numbers | greatest difference |", "| --- | --- | ---: | ---: | --- |"]
    rows = [f"| {' | '.join(_cells(presets()[name], proof))} |" for name, proof in found.items()]
    return "\n".join([*head, *rows])


def _cells(preset, proof):
    scorer = f"{preset.scorer} {preset.version}"
    return f"`{preset.name}`", scorer, str(proof.cases), str(proof.numbers), _difference(proof)


def _difference(proof):
    parts = [] if proof.greatest_difference is None else [f"{proof.greatest_difference:.0e}".replace("0e+00", "0")]
    parts += [] if proof.digits is None else [f"none in {proof.digits} decimals printed"]
    return "; ".join(parts)


if __name__ == "__main__":
    main()
