"""Results without the article's wording: for texts that may not be passed on, while numbers, ids and offsets may.

Whatever a report shows of items comes from the errors, overlaps and changed items of a result, so a result that has
none of their words makes reports that have none. Taken away are the text of an item, what else identifies it (names of
speakers, holders and targets are often the article's own) and its counterpart in words; what an extractor said of its
failure, which may quote what it choked on, is cut down to the failure's class.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.evaluate import Result
    from sayso.evaluate.comparison import Comparison
    from sayso.evaluate.flips import Flip
    from sayso.evaluate.overlap import Overlap
    from sayso.evaluate.unpaired import Unpaired
    from sayso.reports.errors import Found, Group

# Attributes whose values are names as the article has them; of a document, whatever tells what is in it.
_NAMES = frozenset({"holder", "target", "doc.title", "doc.text", "doc.url"})


def check_by(attributes: Iterable[str]) -> None:
    """Make sure that slices don't show the article's wording.

    Raises:
        UsageError: The values of an attribute are names.
    """
    for attribute in attributes:
        if attribute in _NAMES:
            msg = (
                f"--by {attribute} shows names and titles as the article has them, and --no-text shows none; leave out "
                "one of them"
            )
            raise UsageError(msg)


def wordless(result: Result) -> Result:
    """The result without the article's wording; ids, offsets, labels and all numbers stay.

    Raises:
        UsageError: It is sliced by names.
    """
    check_by(value.slice[0] for value in result.slices if value.slice is not None)
    again = result._again  # noqa: SLF001 - the one way to what a result reads

    def read(what: str, **options: Any) -> Any:  # noqa: ANN401 - whatever the result reads
        found = again(what, **options)
        if what == "errors":
            return tuple(map(_unpaired, found))
        return {layer: _overlap(one) for layer, one in found.items()} if what == "overlaps" else found

    failures = {
        run: {doc_id: message.partition(":")[0] for doc_id, message in failed.items()}
        for run, failed in result.failures.items()
    }
    return replace(result, failures=failures, _again=read, _kept={})


def wordless_comparison(comparison: Comparison) -> Comparison:
    """The comparison without the article's wording; ids, offsets, labels and all numbers stay.

    Raises:
        UsageError: It is sliced by names.
    """
    check_by(one.slice[0] for one in comparison.slices if one.slice is not None)
    flips = comparison._flips  # noqa: SLF001 - as above
    return replace(
        comparison,
        result=wordless(comparison.result),
        _flips=lambda: tuple(map(_flip, flips())),
        _kept={},
    )


def wordless_groups(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Errors by class without the article's wording; those that were put together stay together."""

    def found(one: Found) -> Found:
        gold, predicted = (None if item is None else _unpaired(item) for item in (one.gold, one.predicted))
        return replace(one, gold=gold, predicted=predicted)

    return tuple(replace(group, found=tuple(map(found, group.found))) for group in groups)


def _unpaired(item: Unpaired) -> Unpaired:
    return replace(item, text="", note="", instead="")


def _flip(flip: Flip) -> Flip:
    return replace(flip, text="", note="", instead="")


def _overlap(overlap: Overlap) -> Overlap:
    sets = tuple(
        replace(one, examples=tuple(replace(example, text="", note="") for example in one.examples))
        for one in overlap.sets
    )
    return replace(overlap, sets=sets)
