"""seqeval: chunks of tagged tokens that are equal in place and type, read leniently or strictly by a scheme."""

from __future__ import annotations

import functools
import itertools
import operator
from collections import Counter
from typing import TYPE_CHECKING

from sayso.presets.preset import Conventions, Defect, Preset, ScorerError
from sayso.presets.spans import labelled, tagging
from sayso.presets.spans.chunks import SCHEMES, SEQEVAL, Chunk, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.presets.preset import Numbers
    from sayso.presets.spans.labelled import Spans

    Tags = Sequence[Sequence[str]]

_PREFIXES = frozenset("IOBESUL")
_LABEL = operator.itemgetter(-1)
AVERAGES = ("micro", "macro", "weighted")


def seqeval(
    gold: Tags, predicted: Tags, *, scheme: str | None = None, zero_division: int = 0
) -> dict[str, dict[str, float | None] | float | None]:
    """Precision, recall and F1 of chunks that are equal in place and type, over all of them and averaged over types.

    Without a scheme any sequence of tags has chunks: one starts at B and S, after E and S, and wherever the type
    changes (the default of the original). With one, only runs that keep to it are chunks (`mode="strict"`).
    `micro` pools the counts, `macro` is the plain mean over the types of either side, `weighted` weighs them by their
    number in gold. 0/0 is `zero_division`; F1 is 2PR/(P + R) of whatever P and R are then, and 0 where both are.

    Args:
        gold: For each sentence its tags: `B-PER`, `I-PER`, `O`.
        predicted: Likewise, as many sentences and tags.
        scheme: None, or one of IOB1, IOE1, IOB2, IOE2, IOBES, BILOU.
        zero_division: 0 or 1.

    Returns:
        For each average `precision`, `recall`, `f1`, `support` (the chunks of gold), None where there is no type to
        average over (NaN in the original); and `accuracy`, the share of equal tags, None without tags.

    Raises:
        ScorerError: No sentences, or tags that are not in sentences (TypeError); other numbers of sentences or tags
            (ValueError); an empty tag (IndexError); with a scheme also a prefix that no scheme has (KeyError) or that
            this one has not (ValueError): as in the original.

    Source:     seqeval 1.2.2 on the package index (chakki-works/seqeval at cd01b52, MIT)
    """
    return {
        **averages(gold, predicted, scheme=scheme, zero_division=zero_division),
        "accuracy": _share(gold, predicted),
    }


def averages(
    gold: Tags, predicted: Tags, *, scheme: str | None = None, zero_division: int = 0
) -> dict[str, dict[str, float | None]]:
    """The averages alone, as `seqeval` gives them.

    Raises:
        ScorerError: As `seqeval`.
    """
    for side in (gold, predicted):
        if not side or any(isinstance(tags, str) for tags in side):
            raise ScorerError("TypeError", "expected a list of sentences, each a list of tags")
    if [len(tags) for tags in gold] != [len(tags) for tags in predicted]:
        raise ScorerError("ValueError", "gold and predictions have other numbers of sentences or tags")
    one, other = (set(_decoded(side, scheme)) for side in (gold, predicted))
    support, found, right = (Counter(map(_LABEL, side)) for side in (one, other, one & other))
    scores = {
        label: _scores(right[label], found[label], support[label], zero_division) for label in sorted(support | found)
    }
    total, number = support.total(), len(scores)
    pooled = _scores(right.total(), found.total(), total, zero_division)
    if total:
        weighted = [sum(of[part] * support[label] for label, of in scores.items()) / total for part in range(3)]
    else:
        nothing = 0.0 if found else float(zero_division)
        weighted = [nothing, float(zero_division), nothing]
    plain = [sum(of[part] for of in scores.values()) / number if number else None for part in range(3)]
    rows: list[Sequence[float | None]] = [pooled, plain, weighted]
    return {
        name: {"precision": of[0], "recall": of[1], "f1": of[2], "support": total}
        for name, of in zip(AVERAGES, rows, strict=True)
    }


def accuracy(gold: Tags, predicted: Tags) -> float:
    """The share of gold's tags that the predictions, tag by tag, equal; those beyond the shorter list are passed over.

    Raises:
        ScorerError: There are no tags (ZeroDivisionError).
    """
    share = _share(gold, predicted)
    if share is None:
        raise ScorerError("ZeroDivisionError", "there are no tags")
    return share


def _share(gold: Tags, predicted: Tags) -> float | None:
    tags = sum(map(len, gold))
    one, other = (itertools.chain.from_iterable(side) for side in (gold, predicted))
    return sum(map(operator.eq, one, other)) / tags if tags else None


def decoded(tags: Sequence[str]) -> list[Chunk]:
    """The chunks that the lenient reading finds in one sentence.

    Raises:
        ScorerError: A tag is empty (IndexError).
    """
    return _lenient([tags])


def _decoded(sentences: Tags, scheme: str | None) -> Iterator[tuple[int | str, ...]]:
    """The chunks of all sentences, each with its sentence's number or its place in the whole; the label comes last."""
    if scheme is None:
        yield from _lenient(sentences)
        return
    for number, tags in enumerate(sentences):
        for chunk in SCHEMES[scheme].chunks(_strict_tags(tags)):
            yield (number, *chunk)


def _lenient(sentences: Tags) -> list[Chunk]:
    """Sentences are read as one sequence with an O between, so that an untyped tag depends on its sentence's place."""
    joined = [tag for tags in sentences for tag in (*tags, "O")]
    known = {tag: _lenient_tag(tag) for tag in set(joined)}
    return SEQEVAL.chunks(joined, known)


def _lenient_tag(tag: str) -> Tag:
    if not tag:
        raise ScorerError("IndexError", "a tag is empty")
    return Tag(tag[0], tag[1:].split("-", 1)[-1] or "_")


def _strict_tags(tags: Sequence[str]) -> list[Tag]:
    found = []
    for tag in tags:
        if not tag:
            raise ScorerError("IndexError", "a tag is empty")
        if tag[0] not in _PREFIXES:
            raise ScorerError("KeyError", f"{tag[0]!r} of {tag!r} is the prefix of no scheme")
        found.append(Tag(tag[0], tag[1:].strip("-") or "_"))
    return found


def _scores(right: int, found: int, support: int, nothing: float) -> tuple[float, float, float]:
    p = right / found if found else float(nothing)
    r = right / support if support else float(nothing)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _scored(documents: Sequence[Spans], conventions: Conventions, *, strict: bool) -> Numbers:
    scheme = conventions["scheme"] if strict else None
    sides = tagging.tagged(documents, conventions, scheme or "IOB2")
    if not sides[0]:
        return {"micro": {"f1": None}}
    return seqeval(*sides, scheme=scheme, zero_division=int(conventions["zero_division"]))


_ZERO = {"zero_division": "0"}
_MODE = Defect(
    what='`mode="strict"` without a scheme reads leniently all the same in its precision, recall and F1.',
    example="Gold I-PER after O, predicted likewise: F1 1.0; with scheme=IOB2 there is no chunk, and F1 0.",
)
_LENIENT = Defect(
    what="Malformed sequences have chunks: what one predicts by breaking the scheme is scored, and gold too.",
    example="Gold B-PER I-ORG: two chunks; read strictly as IOB2 one: even the number of gold chunks changes.",
)
_MACRO = Defect(
    what="Where there are no types at all the plain mean is NaN, with a warning of numpy.",
    example="Gold O O, predicted O O: micro F1 0 (or 1 with zero_division=1), macro F1 NaN.",
)
_UNSEEN = Defect(
    what="The plain mean runs over types that only predictions have, at recall 0; the weighted one passes them over.",
    example="Gold one LOC, found; one spurious PER: macro F1 .5, weighted F1 1.0.",
)


def _preset(*, strict: bool) -> Preset:
    scheme = {"scheme": "IOB2"} if strict else {}
    return Preset(
        name="seqeval-1.2.2-strict" if strict else "seqeval-1.2.2",
        scorer="seqeval, strict" if strict else "seqeval",
        version="1.2.2",
        layer="entities",
        unit="chunks of tagged tokens",
        source="seqeval 1.2.2 on the package index (chakki-works/seqeval at cd01b52), MIT",
        differs=(
            "mentions.typed.F@exact is like `micro`, and mentions.typed.MacroF(by=type)@exact a mean over the types of "
            "gold. Sayso compares spans of characters, nested ones too, and says undefined where 0/0 is 0 here."
        ),
        defects=(_MODE, _MACRO, _UNSEEN) if strict else (_LENIENT, _MODE, _MACRO, _UNSEEN),
        native=functools.wraps(seqeval)(functools.partial(seqeval, scheme="IOB2")) if strict else seqeval,
        given=labelled.spans_of,
        scored=functools.partial(_scored, strict=strict),
        conventions={**tagging.CONVENTIONS, **_ZERO, **scheme},
        choices={**tagging.CHOICES, "zero_division": ("0", "1"), **({"scheme": tuple(SCHEMES)} if strict else {})},
        vectors="spans/seqeval.json",
        headline="micro.f1",
    )


PRESETS = (_preset(strict=False), _preset(strict=True))
