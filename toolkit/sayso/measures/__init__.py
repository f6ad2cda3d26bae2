"""Measures: pure functions from tallies to numbers, as value objects with a spelling that round-trips.

>>> from sayso.measures import parse
>>> str(parse("quotes.F"))
'quotes.F@overlap(0.5)'
"""

from sayso.measures.defaults import DEFAULT, HEADLINES
from sayso.measures.describing import Description, describe
from sayso.measures.measure import Measure, Request, names, parse, parse_all

__all__ = ["DEFAULT", "HEADLINES", "Description", "Measure", "Request", "describe", "names", "parse", "parse_all"]
