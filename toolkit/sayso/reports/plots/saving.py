"""Plots as files: one for each kind that was named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import UsageError
from sayso.reports.plots.canvas import ENDINGS, check_installed, picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.reports.plots.canvas import Drawing


def check_kinds(kinds: Sequence[str], known: Sequence[str], outputs: Sequence[str | Path]) -> None:
    """Check what plots are asked for, so that no work is done for a plot that can't be drawn.

    Args:
        kinds: The kinds that were named.
        known: Those that there are.
        outputs: All files that are to be written.

    Raises:
        UsageError: There is no such kind, or no file for it, or the library that draws is not installed.
    """
    for kind in kinds:
        if kind not in known:
            raise UsageError(f"--plot {kind}: expected one of {', '.join(known)}")
    pictures = [path for path in outputs if Path(path).suffix.lower() in ENDINGS]
    if kinds and not pictures:
        msg = f"--plot {kinds[0]} needs a file to draw in; add -o FILE with a name that ends in {' or '.join(ENDINGS)}"
        raise UsageError(msg)
    if pictures:
        check_installed()


def named(path: Path, kinds: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """For each kind its file: the path itself for one, else with the kind before the ending."""
    for kind in dict.fromkeys(kinds):
        yield kind, path if len(set(kinds)) == 1 else path.with_name(f"{path.stem}-{kind}{path.suffix}")


def save(drawings: Mapping[str, Drawing], path: Path, *, kinds: Sequence[str] = (), about: str = "") -> None:
    """Draw, and write each drawing in one step.

    Args:
        drawings: What can be drawn, by kind.
        path: The file; where several kinds are named, each gets its name before the ending.
        kinds: Which to draw; the first that there is, unless said.
        about: What the file says of itself to programs: the signature.

    Raises:
        UsageError: There is nothing to draw, or the library that draws is not installed, or the path cannot be written.
    """
    from sayso.data.placing import put

    if not drawings:
        msg = f"{path}: this report has no plot; choose an ending for tables or text"
        raise UsageError(msg)
    made = [
        (file, picture(drawings[kind], path.suffix.lower(), about))
        for kind, file in named(path, kinds or list(drawings)[:1])
    ]
    for file, content in made:
        put(file, content)
