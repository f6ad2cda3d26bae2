"""BBC citron: quotes with cue, sources and contents, counted exactly and by shared tokens."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.quotes.documents import IN_TOKENS, TOKEN_CHOICES, Quote, documents_of
from sayso.presets.quotes.quotients import or_zero, prf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sayso.presets.preset import Conventions, Numbers
    from sayso.presets.quotes.documents import Document, Span

EXACT = ("cue", "source", "content", "quote")
OVERLAP = ("cue", "source", "content")
# A quote in tokens: its cue, its sources and its contents, in order; None is an empty span.
Spans = tuple["Span | None", ...]
Located = tuple["Span", Spans, Spans]


def citron(documents: Iterable[Document]) -> dict[str, int | dict[str, float]]:
    """Precision, recall and F1 of cues, sources, contents and whole quotes: exactly, and by shared tokens.

    A predicted cue is right if any gold quote of the document has it. A source, or a content, is right if any gold
    quote has the same list of spans in the same order and a cue that the predicted one touches: it starts no later
    than the end of the gold cue and ends after its start. A whole quote is right if a gold quote has the same cue,
    sources and contents. A gold quote that no prediction gets right is missed. Nothing is paired one to one. Shared
    tokens are summed over all pairs of predicted and gold spans of a document, lengths over all spans.

    Args:
        documents: Documents with tokens; spans are code points, half open. A character belongs to its token, and the
            space after a token to that token. An empty span at a token's start counts as no span.

    Returns:
        `total_predicted`, `total_gold`; for each of cue, source, content and quote `…_exact` with tp, fp, fn, and
        `…_overlap` with overlap, predicted_length and gold_length, each with precision, recall, f1. `quote_overlap`
        has precision and recall exchanged, as the original prints them; `quote_overlap_lengths_in_order` has not.

    Raises:
        ScorerError: A quote without cue (TypeError); an empty cue at the start of a token (AttributeError, or TypeError
            in a document where the other side has no quotes); a span beyond the text (IndexError).

    Source:     bbc/citron citron/metrics.py at 1937f2c (Apache-2.0)
    """
    exact = {target: Counter[str]() for target in EXACT}
    overlap = {target: Counter[str]() for target in OVERLAP}
    totals = Counter[str]()
    for document in documents:
        place = _places(document)
        gold, predicted = _both_located(document, place)
        totals.update(gold=len(gold), predicted=len(predicted))
        _count_exact(gold, predicted, exact)
        _count_overlap(gold, predicted, overlap)
    whole = sum(overlap.values(), Counter[str]())
    in_order = _by_length(whole)
    exchanged = prf(in_order["recall"], in_order["precision"])
    return {
        "total_predicted": totals["predicted"],
        "total_gold": totals["gold"],
        **{f"{target}_exact": _by_count(counts) for target, counts in exact.items()},
        **{f"{target}_overlap": {**_lengths(counts), **_by_length(counts)} for target, counts in overlap.items()},
        "quote_overlap": {**_lengths(whole), **exchanged},
        "quote_overlap_lengths_in_order": in_order,
    }


def citron_quotes(listed: Iterable[Mapping[str, Any]]) -> list[Quote]:
    """Quotes as citron's JSON files write them: `cue`, `sources`, `contents`, each span with `start` and `end`.

    Raises:
        ScorerError: A quote lacks one of the three (KeyError).
    """
    return [_read(quote) for quote in listed]


def _read(quote: Mapping[str, Any]) -> Quote:
    for name in ("cue", "sources", "contents"):
        if name not in quote:
            raise ScorerError("KeyError", f"a quote has no {name!r}")
    sources, contents = (tuple((one["start"], one["end"]) for one in quote[name]) for name in ("sources", "contents"))
    cue = quote["cue"]
    return Quote(cue=cue and (cue["start"], cue["end"]), source=sources, content=contents)


def _by_count(counts: Counter[str]) -> dict[str, float]:
    tp, fp, fn = (counts[name] for name in ("tp", "fp", "fn"))
    return {"tp": tp, "fp": fp, "fn": fn, **prf(or_zero(tp, tp + fp), or_zero(tp, tp + fn))}


def _lengths(counts: Counter[str]) -> dict[str, float]:
    return {name: counts[name] for name in ("overlap", "predicted_length", "gold_length")}


def _by_length(counts: Counter[str]) -> dict[str, float]:
    shared = counts["overlap"]
    return prf(or_zero(shared, counts["predicted_length"]), or_zero(shared, counts["gold_length"]))


def _places(document: Document) -> list[int]:
    """The token of each character; white space belongs to the token before it."""
    tokens = document.tokens
    places: list[int] = []
    for number, following in enumerate([*tokens.starts[1:], len(document.text)][: len(tokens)]):
        places += [number] * (following - len(places))
    return places


def _both_located(document: Document, places: Sequence[int]) -> tuple[list[Located], list[Located]]:
    sides = [[_located(quote, places) for quote in side or ()] for side in (document.gold, document.predicted)]
    if any(cue is None for side in sides for cue, _, _ in side):
        # The original asks such a cue for its start where there is something to compare it with, else for its length.
        raise ScorerError("AttributeError" if all(sides) else "TypeError", "a cue is empty, at the start of a token")
    gold, predicted = ([(cue, one, other) for cue, one, other in side if cue is not None] for side in sides)
    return gold, predicted


def _located(quote: Quote, places: Sequence[int]) -> tuple[Span | None, Spans, Spans]:
    if quote.cue is None:
        raise ScorerError("TypeError", "a quote has no cue; the original reads start and end of every cue")
    sources, contents = (tuple(_in_tokens(span, places) for span in side) for side in (quote.source, quote.content))
    return _in_tokens(quote.cue, places), sources, contents


def _in_tokens(span: Span, places: Sequence[int]) -> Span | None:
    start, end = span
    if max(start, end - 1) >= len(places):
        raise ScorerError("IndexError", f"span [{start}, {end}) reaches beyond the text")
    # An end of 0 is read as the last character, as Python reads [-1].
    first, last = places[start], places[end - 1] + 1
    return (first, last) if first < last else None


def _count_exact(gold: Sequence[Located], predicted: Sequence[Located], exact: dict[str, Counter[str]]) -> None:
    right = {
        "cue": _equal(gold, predicted, lambda quote: quote[0]),
        "source": _touching(gold, predicted, lambda quote: quote[1]),
        "content": _touching(gold, predicted, lambda quote: quote[2]),
        "quote": _equal(gold, predicted, lambda quote: quote),
    }
    for target, (hits, found) in right.items():
        exact[target].update(tp=hits, fp=len(predicted) - hits, fn=len(gold) - found)


def _equal(gold: Sequence[Located], predicted: Sequence[Located], key: Callable[[Located], object]) -> tuple[int, int]:
    """How many predictions have their key in gold, and how many gold quotes have theirs among the predictions."""
    of_gold, of_predicted = (Counter(map(key, side)) for side in (gold, predicted))
    shared = of_gold.keys() & of_predicted.keys()
    return sum(of_predicted[one] for one in shared), sum(of_gold[one] for one in shared)


def _touching(
    gold: Sequence[Located], predicted: Sequence[Located], key: Callable[[Located], object]
) -> tuple[int, int]:
    """Likewise, where the cues of the two must touch too."""
    cues: dict[object, tuple[Counter[Span], Counter[Span]]] = defaultdict(lambda: (Counter(), Counter()))
    for side, quotes in enumerate((gold, predicted)):
        for quote in quotes:
            cues[key(quote)][side][quote[0]] += 1
    hits = found = 0
    for of_gold, of_predicted in cues.values():
        hits += sum(count for cue, count in of_predicted.items() if any(_touch(cue, other) for other in of_gold))
        found += sum(count for cue, count in of_gold.items() if any(_touch(other, cue) for other in of_predicted))
    return hits, found


def _touch(predicted: Span, gold: Span) -> bool:
    return predicted[0] <= gold[1] and predicted[1] > gold[0]


def _count_overlap(gold: Sequence[Located], predicted: Sequence[Located], overlap: dict[str, Counter[str]]) -> None:
    for target, spans in (("cue", _cue_of), ("source", lambda quote: quote[1]), ("content", lambda quote: quote[2])):
        of_gold, of_predicted = (
            [span for quote in side for span in spans(quote) if span is not None] for side in (gold, predicted)
        )
        covers = (_covers(of_gold), _covers(of_predicted))
        overlap[target].update(
            overlap=sum(one * other for one, other in zip(*covers, strict=False)),
            gold_length=sum(covers[0]),
            predicted_length=sum(covers[1]),
        )


def _cue_of(quote: Located) -> tuple[Span, ...]:
    return (quote[0],)


def _covers(spans: Sequence[Span]) -> list[int]:
    """How many of the spans cover each token, up to the last one covered."""
    steps = [0] * (max((end for _, end in spans), default=-1) + 1)
    for start, end in spans:
        steps[start] += 1
        steps[end] -= 1
    return list(accumulate(steps))


def _scored(documents: Sequence[Document], _conventions: Conventions) -> Numbers:
    return citron(documents)


PRESETS = (
    Preset(
        name="citron",
        scorer="BBC citron metrics.evaluate",
        version="1937f2c",
        layer="quotes",
        unit="quotes and tokens",
        source="bbc/citron citron/metrics.py, utils.py, data.py at 1937f2c; Apache-2.0",
        differs=(
            "Sayso pairs quotes one to one on their content (quotes.F@exact, quotes.F@overlap(0.5)) and scores cue and "
            "source of the pairs (quotes.cue.F, quotes.source.F), so that nothing exceeds 1; here any gold one will do."
        ),
        defects=(
            Defect(
                what="Nothing is paired one to one: each prediction looks for any gold quote, so copies are all right.",
                example="One gold quote predicted three times: 3 tp, 0 fp; overlap precision 1, recall 3, F1 1.5.",
            ),
            Defect(
                what="Overlaps are summed over all pairs of spans, so that precision and recall can exceed 1.",
                example="Gold content [0, 4) of one quote and [0, 2) of a nested one, predicted [0, 4): precision 6/4.",
            ),
            Defect(
                what="Lists of sources and contents must be equal in order.",
                example="Gold contents [3, 8) and [12, 20), predicted [12, 20) and [3, 8): content 0 tp, 1 fp, 1 fn.",
            ),
            Defect(
                what="Cues that only touch count as overlapping in one direction, since ends are exclusive.",
                example="Gold cue [0, 3), predicted [3, 5): they overlap; gold [3, 5), predicted [0, 3): they do not.",
            ),
            Defect(
                what="Empty spans become no span, a word or, at 0, the whole document; a space is the word before it.",
                example="A source [0, 0) in a document of 41 tokens has a length of 41.",
            ),
            Defect(
                what="A quote without a cue stops the scorer.",
                example="A prediction with cue null: TypeError.",
            ),
            Defect(
                what="The overlap over all spans is printed with precision and recall exchanged.",
                example="Overlap 9, predicted length 10, gold length 9: precision 9/9 and recall 9/10, not .9 and 1.",
            ),
        ),
        native=citron,
        given=documents_of,
        scored=_scored,
        conventions=IN_TOKENS,
        choices=TOKEN_CHOICES,
        vectors="quotes/citron.json",
        headline="content_exact.f1",
    ),
)
