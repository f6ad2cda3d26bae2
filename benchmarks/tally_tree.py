"""The tree of tallies: a corpus of 10⁹ documents summed in parts, whatever the parts, to the same bits.

    python benchmarks/tally_tree.py [--documents 1000000000] [--block 1000000] [--seed 1]

What scoring keeps of a document is a row of counters: integers, and for coreference sums of fractions. Here rows are
drawn block by block, each block from a generator of its own, and forgotten once they are summed. Every partial sum goes
up three trees at once: a chain in order, a balanced tree, and one that adds whatever two parts come to hand. Sums of
fractions are kept exactly, as integers by exponent, and rounded once, at the root. Prints the numbers at the three
roots, which must have the same bits, beside those of plain floating point, which have not; time; and memory.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

import numpy as np

from one_document import peak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COUNTERS = ("matched", "gold", "predicted")
BITS, HALF = 53, 26
LOWEST, EXPONENTS = -1074, 2100
MOST_ROWS = 2**35
"""Sums of halves of mantissas, below 2²⁷ each, stay below 2⁶³ for so many rows."""
HANDS = 64


class TooManyError(ValueError):
    """More rows than partial sums have room for."""


@dataclass(frozen=True)
class Partial:
    """The sums of some documents: exact, and the same however they were put together.

    Attributes:
        rows: How many documents.
        integers: The sum of each counter.
        halves: For each binary exponent the sums of the upper and lower halves of the mantissas of the fractions.
        plain: The sum of the fractions in plain floating point, to show what becomes of it.
    """

    rows: int
    integers: tuple[int, ...]
    halves: NDArray[np.int64]
    plain: float

    def __add__(self, other: Partial) -> Partial:
        """Both together.

        Raises:
            TooManyError: They have more rows than there is room for.
        """
        rows = self.rows + other.rows
        if rows > MOST_ROWS:
            raise TooManyError(
                f"found {rows:,} rows, expected at most {MOST_ROWS:,}; keep sums of parts in wider integers"
            )
        integers = tuple(one + another for one, another in zip(self.integers, other.integers, strict=True))
        return Partial(rows, integers, self.halves + other.halves, self.plain + other.plain)

    def fraction(self) -> float:
        """The sum of the fractions, rounded once, as `math.fsum` rounds it."""
        total = Fraction(0)
        for exponent in np.flatnonzero(self.halves.any(axis=0)).tolist():
            upper, lower = self.halves[:, exponent].tolist()
            total += ((upper << HALF) + lower) * Fraction(2) ** (exponent + LOWEST - BITS)
        return float(total)

    def numbers(self) -> dict[str, str]:
        """Precision, recall and F of the counters, and the mean of the fractions, to the last bit."""
        matched, gold, predicted = self.integers
        found = {
            "P": matched / predicted,
            "R": matched / gold,
            "F": 2 * matched / (gold + predicted),
            "mean of fractions": self.fraction() / self.rows,
        }
        return {name: value.hex() for name, value in found.items()}


def summed(integers: NDArray[np.int64], fractions: Floats) -> Partial:
    """The sums of a block of rows, of at most 2²⁶, so that the halves of a block are exact in floating point."""
    mantissa, exponent = np.frexp(fractions)
    whole = np.ldexp(mantissa, BITS)
    upper = np.floor(np.ldexp(whole, -HALF))
    lower = whole - np.ldexp(upper, HALF)
    place = exponent - LOWEST
    halves = [np.bincount(place, weights=half, minlength=EXPONENTS) for half in (upper, lower)]
    totals = tuple(integers.sum(axis=0).tolist())
    return Partial(len(fractions), totals, np.stack(halves).astype(np.int64), float(fractions.sum()))


def block(seed: int, number: int, rows: int) -> tuple[NDArray[np.int64], Floats]:
    """The rows of some documents: three counters, and a sum of fractions; the same wherever they are made."""
    generator = np.random.Generator(np.random.PCG64([seed, number]))
    sizes = generator.integers(0, 80, (rows, 2), dtype=np.int16)
    share = generator.random(rows, dtype=np.float64)
    matched = (sizes.min(axis=1) * share).astype(np.int64)
    return np.column_stack([matched, sizes]).astype(np.int64), sizes[:, 0] * share


def blocks(documents: int, size: int) -> Iterator[tuple[int, int]]:
    """Numbers and sizes of the blocks of a corpus."""
    for number, first in enumerate(range(0, documents, size)):
        yield number, min(size, documents - first)


class Tree(Protocol):
    """A way to put partial sums together."""

    def add(self, part: Partial) -> None:
        """Take one more."""
        ...

    def root(self) -> Partial:
        """The sum of all."""
        ...


class Chain:
    """Each part is added to the sum of all before it."""

    def __init__(self) -> None:
        self._sum: Partial | None = None

    def add(self, part: Partial) -> None:
        """Take one more."""
        self._sum = part if self._sum is None else self._sum + part

    def root(self) -> Partial:
        """The sum of all; there is one."""
        if self._sum is None:
            raise ValueError("nothing was added")
        return self._sum


class Balanced:
    """Two parts of one height make one of the next, as a binary counter counts."""

    def __init__(self) -> None:
        self._heights: dict[int, Partial] = {}

    def add(self, part: Partial) -> None:
        """Take one more."""
        height = 0
        while height in self._heights:
            part = self._heights.pop(height) + part
            height += 1
        self._heights[height] = part

    def root(self) -> Partial:
        """The sum of all."""
        chain = Chain()
        for height in sorted(self._heights):
            chain.add(self._heights[height])
        return chain.root()


class AsTheyCome:
    """Any two parts of those at hand, as workers happen to end."""

    def __init__(self, seed: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64(seed))
        self._hands: list[Partial] = []

    def add(self, part: Partial) -> None:
        """Take one more."""
        self._hands.append(part)
        if len(self._hands) > HANDS:
            self._merge()

    def _merge(self) -> None:
        one, other = (self._hands.pop(int(self._generator.integers(len(self._hands)))) for _ in range(2))
        self._hands.append(one + other)

    def root(self) -> Partial:
        """The sum of all."""
        while len(self._hands) > 1:
            self._merge()
        return self._hands[0]


def roots(documents: int, size: int, seed: int) -> dict[str, Partial]:
    """The sums of all documents by three trees, each block being made once."""
    trees: dict[str, Tree] = {"chain": Chain(), "balanced": Balanced(), "as they come": AsTheyCome(seed)}
    for number, rows in blocks(documents, size):
        part = summed(*block(seed, number, rows))
        for tree in trees.values():
            tree.add(part)
    return {name: tree.root() for name, tree in trees.items()}


def main() -> None:
    """Sum, compare, print.

    Raises:
        SystemExit: Two trees differ.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10**9)
    parser.add_argument("--block", type=int, default=10**6, help="documents of a leaf")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    before, begin = peak(), time.perf_counter()
    found = roots(asked.documents, asked.block, asked.seed)
    seconds = time.perf_counter() - begin
    numbers = {name: root.numbers() for name, root in found.items()}
    (first, *others) = numbers.values()
    if any(one != first for one in others):
        raise SystemExit(f"the trees differ: {numbers}")
    print(f"{asked.documents:,} documents in blocks of {asked.block:,}: three trees, the same bits")
    for name, bits in first.items():
        print(f"  {name:18} {float.fromhex(bits):.15f}  {bits}")
    print("plain floating point, the sum of the fractions by tree:")
    for name, root in found.items():
        print(f"  {name:18} {root.plain!r}  exactly {root.fraction()!r}")
    rate = asked.documents / seconds
    print(
        f"{seconds:,.1f} s, {rate / 1e6:,.1f} million documents a second, {peak() - before:,.0f} MB above the imports"
    )


if __name__ == "__main__":
    main()
