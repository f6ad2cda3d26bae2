"""The checks of the contract, a family a file; each takes a record and tells every problem it has."""

from sayso.data.checks.content import check_content
from sayso.data.checks.shape import check_shape
from sayso.data.codes import CODES, Code

__all__ = ["CODES", "Code", "check_content", "check_shape"]
