"""What strangers wrote on a terminal: escapes and what turns letters around are spelled out, not obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import RenderHook
from rich.segment import Segment

from sayso.data.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderResult


class Careful(RenderHook):
    """Between what is printed and the terminal: the styles of a console are obeyed, the text is only shown."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Each piece with its text made visible."""
        return [_Shown(piece) for piece in renderables]


class _Shown:
    """A piece whose text is made visible once it is laid out."""

    def __init__(self, piece: ConsoleRenderable) -> None:
        self._piece = piece

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from _visible(console, options, self._piece)


def _visible(console: Console, options: ConsoleOptions, piece: ConsoleRenderable) -> Iterator[Segment]:
    for text, style, control in console.render(piece, options):
        yield Segment(text, style, control) if control else Segment(visible(text), style)
