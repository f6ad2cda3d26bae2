"""Arithmetic as written on paper, `2 · 4 / (3 + 5)`, worked out exactly, so that what is printed can be checked."""

import ast
import operator
from fractions import Fraction

_OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def worked_out(text):
    """The exact value of sums, differences, products and quotients of numbers."""
    return _value(ast.parse(text.replace("·", "*").replace("−", "-").strip(), mode="eval").body)


def _value(node):
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    return _OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
