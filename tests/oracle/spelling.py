"""Measures as they are spelled: `layer[.aspect].statistic[(parameters)][@criterion]` (definitions, section 6)."""

import json
import re
from dataclasses import dataclass
from fractions import Fraction

COREFERENCE = ("MUC", "B3", "CEAFm", "CEAFe", "BLANC", "LEA", "CoNLL")
STATISTICS = ("P", "R", "F", "accuracy", "MacroF", "FavourAgainst")
DEFAULTS = {  # where it is not `exact`
    "quotes": "overlap(0.5)",
    "quotes.kind": "overlap(0.5)",
    "quotes.attribution": "overlap(0.5)",
    "quotes.nesting": "overlap(0.5)",
    "quotes.speaker.accuracy": "overlap(0.5)",
    "quotes.kind.accuracy": "overlap(0.5)",
    "quotes.source.accuracy": "overlap(0.5)",
}
PARAMETERS = ("align", "attached", "average", "beta", "by", "singletons", "trigger")


@dataclass(frozen=True)
class Request:
    """What a spelled measure asks for; `labels` is a tuple of (attribute, value)."""

    line: str
    statistic: str
    criterion: str
    labels: tuple = ()
    beta: Fraction = Fraction(1)
    average: str = "pooled"
    by: str | None = None
    align: str = "overlap(0.5)"
    trigger: str = "exact"
    attached: bool = True
    singletons: bool = True


def parse(spelled):
    name, inside, criterion = divided(spelled)
    line, statistic = named(name)
    given = dict(pair.partition("=")[::2] for pair in separated(inside))
    given = {key.strip(): plain(value.strip()) for key, value in given.items()}
    default = DEFAULTS.get(name, DEFAULTS.get(line, "exact"))
    return Request(
        line,
        statistic,
        criterion or default,
        tuple((key, value) for key, value in given.items() if key not in PARAMETERS),
        Fraction(given.get("beta", "1")),
        given.get("average", "pooled"),
        given.get("by"),
        given.get("align", "overlap(0.5)"),
        given.get("trigger", "exact"),
        given.get("attached", "true") != "false",
        given.get("singletons", "true") != "false",
    )


def divided(spelled):
    """Name, what stands between the parentheses, criterion."""
    name = re.match(r"[A-Za-z0-9.]+", spelled).group()
    rest = spelled[len(name) :]
    inside = ""
    if rest.startswith("("):
        end = closing(rest)
        inside, rest = rest[1:end], rest[end + 1 :]
    return name, inside, rest.removeprefix("@")


def closing(text):
    """Where the first parenthesis closes."""
    return next(place for place, depth in depths(text) if depth == 0)


def depths(text):
    """The depth of parentheses after each character; what is quoted does not count."""
    depth, quoted, escaped = 0, False, False
    for place, one in enumerate(text):
        if escaped:
            escaped = False
        elif quoted:
            quoted, escaped = one != '"', one == "\\"
        else:
            quoted = one == '"'
            depth += {"(": 1, ")": -1}.get(one, 0)
        yield place, (depth if not quoted else depth + 1)


def separated(inside):
    """The parameters, divided at the commas that stand in no parentheses or quotation marks."""
    cuts = [place for place, depth in depths(inside) if depth == 0 and inside[place] == ","]
    edges = [-1, *cuts, len(inside)]
    return [inside[a + 1 : b] for a, b in zip(edges, edges[1:], strict=False) if inside[a + 1 : b]]


def plain(value):
    return json.loads(value) if value.startswith('"') else value


def named(name):
    """The line of section 5 and the statistic; a coreference measure alone stands for its F."""
    parts = name.split(".")
    if parts[-1] in STATISTICS:
        return ".".join(parts[:-1]), parts[-1]
    return name, "F"
