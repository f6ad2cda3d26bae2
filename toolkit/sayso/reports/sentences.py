"""Sentences: what the counts of a run say, in words.

"14 of 17 quotes were found; 3 of the 14 have the wrong speaker, each time with a pronoun as source (of all 17: 6)." A
gold item counts as found if the headline measure of its layer pairs it, or if it is paired and exactly one of the
things that the headline compares is wrong (measures.md §8). Every number is a count of items; nothing is estimated or
tested.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sayso.matching.classes import CLASSES
from sayso.measures import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sayso.evaluate import Result
    from sayso.evaluate.phenomena import Census, Layer

# Classes of pairs in which exactly one thing is wrong, and what that is.
_WRONG = {
    "type": "the wrong type",
    "speaker": "the wrong speaker",
    "role": "the wrong role",
    "polarity": "the wrong polarity",
    "target": "the wrong target",
    "holder": "the wrong holder",
    "wikidata": "another Wikidata id",
}
_COMPARED = {"mentions": "type", "quotes": "speaker", "events": "type", "arguments": "role"}
_ONE = {"mentions": "mention", "entities": "entity", "quotes": "quote", "events": "event", "arguments": "argument"}
_FORMS = {"pronoun": "a pronoun", "name": "a name", "nominal": "a noun"}
# Layers that the measures of a prefix are about.
_ABOUT = {"mentions": {"mentions", "entities"}, "entities": {"mentions", "entities"}, "speakers": {"entities"}}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of a run's items of one kind.

    Attributes:
        run, layer: Whose items, and of which kind.
        text: The sentence, or two.
    """

    run: str
    layer: str
    text: str

    def to_dict(self) -> dict[str, str]:
        """The sentence as it stands in JSON."""
        return asdict(self)


def sentences(result: Result, *, silent: Collection[str] = ()) -> tuple[Sentence, ...]:
    """What the counts of each run say, by run and layer, of the layers that the result's measures are about.

    Args:
        result: What `sayso.score` returned.
        silent: Runs to say nothing of.
    """
    layers = layers_of(result)
    if not layers:
        return ()
    censuses = result.census()
    return tuple(
        Sentence(run, layer, text)
        for run in result.runs
        if run not in silent
        for layer in layers
        if (text := said(censuses[run], layer))
    )


def layers_of(result: Result) -> list[str]:
    """The kinds of items that the measures are about; those of presets have measures of their own."""
    about: set[str] = set()
    for value in result.values:
        prefix = value.measure.split(".", 1)[0]
        if ":" not in value.measure:
            about |= _ABOUT.get(prefix, {"events", "arguments"} if prefix == "events" else {prefix})
    return [layer for layer in HEADLINES if layer in about]


def said(census: Census, layer: str) -> str:
    """What is said of one kind of item, '' where nothing was looked at."""
    if layer not in census.layers:
        return ""
    found = census.layers[layer]
    return f"{_of_gold(layer, found)}. {_of_predicted(layer, found)}."


def _of_gold(layer: str, found: Layer) -> str:
    """What became of the gold items; every one is in one clause or right."""
    if not found.gold:
        return f"Gold has no {layer}"
    counts = {name: found.classes[name][1] + found.classes[name][2] for name in CLASSES if name in found.classes}
    counts = {name: count for name, count in counts.items() if count and not (name == "missed" and count == found.gold)}
    wrong = {name: counts.pop(name) for name in _WRONG if name in counts}
    reached = found.total[0] + sum(wrong.values())
    clauses = [_found(layer, reached, found.gold)]
    if reached and not wrong and found.compared and layer in _COMPARED:
        clauses[0] += f", {'each ' if reached > 1 else ''}with the right {_COMPARED[layer]}"
    clauses += [f"{_share(count, reached)} {_WRONG[name]}{_trait(found, name, count)}" for name, count in wrong.items()]
    clauses += [_otherwise(layer, name, count, found.gold) for name, count in counts.items()]
    return "; ".join(clauses)


def _found(layer: str, reached: int, gold: int) -> str:
    if gold == 1:
        return f"The only {_noun(layer, 1)} was {'found' if reached else 'not found'}"
    if not reached:
        return f"None of {gold:,} {layer} was found"
    if reached == gold:
        return f"Both {layer} were found" if gold == 2 else f"All {gold:,} {layer} were found"  # noqa: PLR2004 - both
    return f"{reached:,} of {gold:,} {layer} {_was(reached)} found"


def _share(count: int, reached: int) -> str:
    if reached == 1:
        return "it has"
    if count == reached:
        return "both have" if count == 2 else f"all {count:,} have"  # noqa: PLR2004 - both
    return f"{count:,} of the {reached:,} {'has' if count == 1 else 'have'}"


def _otherwise(layer: str, name: str, count: int, gold: int) -> str:
    """What became of gold items that were not found."""
    one, who = count == 1, "it" if gold == 1 else f"{count:,}"
    words = {
        "boundary": f"{'has' if one else 'have'} other bounds in the run",
        "boundary and label": f"{'has' if one else 'have'} other bounds and another {_COMPARED.get(layer)} in the run",
        "merged": f"{'lies' if one else 'lie'} in a prediction that stands for another",
        "trigger": f"{'belongs to an event' if one else 'belong to events'} without a match",
        "missed": f"{_was(count)} missed",
    }
    return f"{who} {words[name]}"


def _of_predicted(layer: str, found: Layer) -> str:
    """What became of the predictions that nothing is paired with."""
    counts = {name: found.classes[name][3] for name in CLASSES if name in found.classes and found.classes[name][3]}
    if not found.predicted:
        return f"No {_noun(layer, 1)} was predicted"
    if not counts:
        if found.predicted == 1:
            return f"The only predicted {_noun(layer, 1)} has a counterpart"
        return f"Each of {found.predicted:,} predicted {layer} has a counterpart"
    listed = _listed([_alone(name, count) for name, count in counts.items()])
    if found.predicted == 1:
        return f"The only predicted {_noun(layer, 1)} {listed.removeprefix('1 ')}"
    return f"Of {found.predicted:,} predicted {layer} {listed}"


def _alone(name: str, count: int) -> str:
    one = count == 1
    words = {
        "spurious": f"{count:,} {'is' if one else 'are'} spurious",
        "duplicate": f"{count:,} {'repeats' if one else 'repeat'} another",
        "split": f"{count:,} {'is a fragment' if one else 'are fragments'} of what another stands for",
        "ungrounded": f"{count:,} {'has' if one else 'have'} no place in the text",
        "trigger": f"{count:,} {'belongs to an event' if one else 'belong to events'} without a match",
    }
    return words[name]


def _trait(found: Layer, name: str, count: int) -> str:
    """What all gold items of a class have in common and not all gold items have, the rarest of such traits."""
    shared: list[tuple[int, str, str]] = []
    for by, values in found.parts.items():
        for value, classes in values.items():
            own = sum(classes.get(name, [0] * 4)[1:3])
            everywhere = sum(sum(counts[:3]) for counts in classes.values())
            if value is not None and own == count > 1 and everywhere < found.gold:
                shared.append((everywhere, by, value))
    if not shared:
        return ""
    everywhere, by, value = min(shared)
    each = "both times" if count == 2 else "each time"  # noqa: PLR2004 - both
    return f", {each} {_with(by, value)} (of all {found.gold:,}: {everywhere:,})"


def _with(by: str, value: str) -> str:
    if by == "source":
        return f"with {_FORMS.get(value, value)} as source"
    if by == "nesting":
        return "nested in another" if value == "nested" else "not nested in another"
    return f"of {value} characters" if by == "length" else f"with {by} {value}"


def _noun(layer: str, count: int) -> str:
    return _ONE.get(layer, layer.removesuffix("s")) if count == 1 else layer


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
