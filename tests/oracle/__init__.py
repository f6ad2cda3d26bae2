"""An independent, naive scorer of `sayso/1` records, written from the definitions alone.

Nothing of the package under test is imported. Every number is an exact fraction until the end, every assignment is
solved in exact integers, every document is scored by itself: slow, and meant to be read beside the definitions.
"""

from oracle.classes import errors, gains
from oracle.scoring import score
from oracle.slices import sliced

__all__ = ["errors", "gains", "score", "sliced"]
