"""Measures over documents whose counts a test states."""

import numpy as np

from sayso.measures import parse
from sayso.measures.summed import summed
from sayso.tallies import Tally


def counted(spelling, counters, rows, labels=None):
    """A measure over rows of counters, a document each; for an average over labels such rows for every label."""
    everywhere = np.ones(len(rows), dtype=bool)
    tallies = {None: Tally(counters, np.array(rows, dtype=np.int64).reshape(len(rows), -1), everywhere)}
    for label, counts in (labels or {}).items():
        tallies[label] = Tally(counters, np.array(counts, dtype=np.int64), everywhere)
    return summed(parse(spelling), tallies)


def detection(rows, statistic="F", spelling="quotes.{}@exact"):
    """P, R or F over (matched, gold, predicted)."""
    return counted(spelling.format(statistic), ("matched", "gold", "predicted"), rows)


def accuracy(rows):
    """Accuracy over (agreeing, considered)."""
    return counted("quotes.kind.accuracy@exact", ("agreeing", "considered"), rows)


def mean_of(values):
    """The mean over documents of values in thousandths."""
    rows = [(round(1000 * value), 1000, 1000) for value in values]
    return counted("quotes.F(average=documents)@exact", ("matched", "gold", "predicted"), rows)


def macro(labels):
    """The mean of F over labels; rows of (matched, gold, predicted) for each."""
    rows = np.zeros((len(next(iter(labels.values()))), 3))
    return counted("stances.MacroF(by=polarity)", ("matched", "gold", "predicted"), rows, labels)
