"""Numbers of gates: compared as decimals, spelled so that what differs looks different.

A threshold is the decimal that somebody wrote. A value is the floating point number that measures give, a single
correctly rounded quotient; it enters as its shortest decimal spelling, so that .85 less .84 is .01 and not
.010000000000000009. What is left, the last bit of a quotient like 2/3, is below `TOLERANCE`, and within it a value is
at its threshold, and passes. Undefined is no number and never gets here.
"""

from __future__ import annotations

from decimal import Decimal

from sayso.uncertainty.settings import TOLERANCE

_AT = Decimal(0)
_TOLERANCE = Decimal(str(TOLERANCE))
_DIGITS, _MOST = 3, 17


def exact(value: float) -> Decimal:
    """A value as its shortest decimal spelling."""
    return Decimal(repr(float(value)))


def margin(found: Decimal, least: Decimal) -> Decimal:
    """By how much a value exceeds what it has to reach, negative if it does not; zero within the tolerance."""
    difference = found - least
    return _AT if abs(difference) <= _TOLERANCE else difference


def reaches(found: Decimal, least: Decimal) -> bool:
    """Whether a value is at least what it has to reach."""
    return margin(found, least) >= 0


def spelled(number: Decimal | float, digits: int = _DIGITS) -> str:
    """A number without the zero before its point, as in .800, 1.000 and -.010."""
    text = f"{Decimal(number):.{digits}f}"
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    if not Decimal(text):
        sign = ""
    return sign + text.removeprefix("0")


def threshold(number: Decimal) -> str:
    """A threshold with as many digits as it was written with, at least three."""
    return spelled(number, max(_DIGITS, _places(number)))


def apart(number: Decimal, other: Decimal) -> str:
    """A number with as many digits as it takes to tell it from another; three if it is the same."""
    if margin(number, other) == 0:
        return spelled(number)
    digits = next(
        (digits for digits in range(_DIGITS, _MOST) if spelled(number, digits) != spelled(other, digits)), _MOST
    )
    return spelled(number, digits)


def size(number: Decimal) -> str:
    """The size of a difference with as many digits as it takes for it not to look like nothing."""
    number = abs(number)
    digits = next((digits for digits in range(_DIGITS, _MOST) if Decimal(spelled(number, digits))), _DIGITS)
    return spelled(number, digits)


def counted(count: int, what: str) -> str:
    """A count with its noun, as in `1 gold item` and `2 gold items`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
