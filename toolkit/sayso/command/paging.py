"""Pages: what is longer than the screen goes through a pager, as people are used to from git and man.

`PAGER` names it, words after it being its options (`less` by default); an empty `PAGER` or `cat` means none. Colours go
along, unless `NO_COLOR` takes them away. Nothing is paged that goes into a pipe or a file.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from sayso.command import printing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType

# As git has it: stop at once if all fits on the screen, pass colours on, leave the text on the screen.
_LESS = "FRX"


def say_pages(pieces: Iterable[RenderableType], *, paged: bool = True) -> None:
    """Print pieces on the terminal, through a pager if they are longer than the screen.

    Args:
        pieces: What rich lays out.
        paged: Whether a pager may be used.
    """
    pager = pager_of(os.environ) if paged else []
    screen = printing.console()
    if not pager or not screen.is_terminal:
        printing.say_rich(pieces)
        return
    with screen.capture() as captured:
        for piece in pieces:
            screen.print(piece)
    written = captured.get()
    if written.count("\n") < screen.height or not _through(pager, written):
        sys.stdout.write(written)


def pager_of(environment: Mapping[str, str]) -> Sequence[str]:
    """The command of the pager, nothing if none is wanted or there."""
    named = environment.get("PAGER")
    if named is None:
        return [found] if (found := shutil.which("less") or shutil.which("more")) else []
    try:
        words = shlex.split(named)
    except ValueError as error:
        printing.remark(f"PAGER {named!r} is no command ({error}); printed without it")
        return []
    return [] if words[:1] == ["cat"] else words


def _through(pager: Sequence[str], written: str) -> bool:
    """Hand a text to a pager and wait until it is left; False if it cannot be run."""
    environment = {"LESS": _LESS, "LESSCHARSET": "utf-8", **os.environ}
    try:
        reader = subprocess.Popen(list(pager), stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the user's own
    except OSError as error:
        printing.remark(f"PAGER {pager[0]!r} cannot be run: {error.strerror}; printed without it")
        return False
    # Ctrl-C belongs to the pager while it is there.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        # A pager that is left early closes the pipe; `communicate` takes that for an end.
        reader.communicate(written.encode(errors="replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
