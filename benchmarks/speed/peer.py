"""A peer: what a user would run instead, on the layer that it can score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from speed.records import Docs


@dataclass(frozen=True)
class Peer:
    """A scorer of one layer.

    Attributes:
        needs: The module that it is, or the checkout that has to be given.
        convert: Makes what it takes of documents.
        score: Its number.
        equal: The measure of Sayso that is the same number.
        differs: Why there is none; a peer has the one or the other.
        flat: Whether it can't tell items of one layer apart that are in one place, so that numbers are the same only
            where there are none.
        mean: Whether its number is a mean over documents.
    """

    name: str
    layer: str
    needs: str
    convert: Callable[[Docs], Any]
    score: Callable[[Any], float]
    equal: str | None = None
    differs: str = ""
    flat: bool = False
    mean: bool = False
