"""Draw what `make bench` prints, from the run that it left: the picture of the README.

python benchmarks/picture.py bench-results/report.txt toolkit/docs/bench.svg
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

WIDTH = 96
MEASURES = re.compile(
    r"(?:mentions\.typed\.F|entities\.CoNLL|speakers\.F|quotes\.[PRF]@overlap|quotes\.attribution\.F|quotes\.speaker|"
    r"events\.typed\.F|events\.roles\.F@exact|stances\.(?:F|pairs\.F|polarity))"
)
FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")


def excerpt(report: str) -> list[str]:
    """Of each layer the heading and some of its measures, as they stand in the report."""
    lines = report.splitlines()
    kept: list[str] = []
    for number, line in enumerate(lines):
        if line.startswith("measure ") and lines[number - 1].startswith("---"):
            kept += ["", lines[number - 2], line]
        elif MEASURES.match(line) and "/" not in line:
            kept.append(line)
    return ["$ make bench", *kept]


def main() -> None:
    """Draw the picture."""
    report, picture = map(Path, sys.argv[1:])
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    for line in excerpt(report.read_text(encoding="utf-8")):
        heading = not line.startswith(("$", "measure", " ")) and "." not in line
        console.print(Text(line[:WIDTH], style="bold" if heading or line.startswith("measure") else ""))
    # No font from anywhere else: the picture is one file.
    picture.write_text(FONT.sub("", console.export_svg(title="sayso bench")), encoding="utf-8")


if __name__ == "__main__":
    main()
