"""From gold and runs to results: the conductor of everything below.

>>> from sayso.evaluate import score
"""

from sayso.evaluate.conductor import score
from sayso.evaluate.result import Result, Value
from sayso.evaluate.unpaired import Unpaired

__all__ = ["Result", "Unpaired", "Value", "score"]
