"""From gold and runs to results: the conductor of everything below.

>>> from sayso.evaluate import score
"""

from sayso.evaluate.conductor import score
from sayso.evaluate.result import Result
from sayso.evaluate.unpaired import Unpaired
from sayso.evaluate.value import Value

__all__ = ["Result", "Unpaired", "Value", "score"]
