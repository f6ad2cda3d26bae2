"""The bench: every configured extractor on one corpus, scored by the same measures, reported side by side.

    config ── runs (made, or kept from before) ── score ── report

An extractor whose extra is not installed is skipped with a word; one that cannot start, or that fails on every
document, spoils nothing for the others, and the caller is told.
"""

from sayso.bench.conduct import Bench, Told, bench, bundled
from sayso.bench.config import Config, Contestant, read

__all__ = ["Bench", "Config", "Contestant", "Told", "bench", "bundled", "read"]
