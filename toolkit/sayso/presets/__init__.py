"""Other scorers' numbers by name: each preset reproduces one published scorer, to the last digit.

A preset is one file in a folder of its field. It declares what differs from Sayso's own measures: unit, criterion,
matching, counting, averaging, nothing over nothing; and it says where the original is known to be wrong.

>>> from sayso.presets import find
>>> find("fnc-1").scorer
'Fake News Challenge scorer.py'
"""

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.registry import find, presets
from sayso.presets.spelled import spelled

__all__ = ["Conventions", "Defect", "Pair", "Preset", "ScorerError", "find", "presets", "spelled"]
