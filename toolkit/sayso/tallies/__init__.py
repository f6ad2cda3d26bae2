"""Numbers that add up: the counters of each document, from which every measure is computed.

A tally has a row a document and a column a counter. Shards concatenate rows, a corpus sums columns, and
nothing that was divided is ever kept.
"""

from sayso.tallies.tally import Tally

__all__ = ["Tally"]
