"""conlleval: the evaluation script of the CoNLL-2000 chunking task, in percent as it prints them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso.presets.preset import Conventions, Defect, Preset, ScorerError
from sayso.presets.spans import labelled, tagging
from sayso.presets.spans.chunks import CONLLEVAL, Tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.presets.preset import Numbers
    from sayso.presets.spans.labelled import Spans


def conlleval(
    gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]
) -> dict[str, float | dict[str, dict[str, float]] | None]:
    """Precision, recall and F (beta 1) of chunks that start and end together with one type, and accuracy of tags.

    A chunk starts at B, at I or E after O, after E at E or I, and wherever the type changes; it ends likewise. A pair
    of chunks is right if both start at one token with one type and the next end on either side is at the same token.

    Args:
        gold: For each sentence its tags: `B-NP`, `I-NP`, `O`.
        predicted: Likewise, as many sentences and tags.

    Returns:
        `tokens`, `gold`, `predicted` and `correct` (chunks); `accuracy`, `precision`, `recall`, `f1` in percent with
        two decimals, 0 over nothing, None where there is no token and the script prints none; `types`, by type.

    Raises:
        ScorerError: Other numbers of sentences or tags: the script reads both from one line of a file.

    Source:     conlleval.pl (2004-01-26), as in tests/ of chakki-works/seqeval at cd01b52; Tjong Kim Sang and
        Buchholz (2000), Introduction to the CoNLL-2000 Shared Task: Chunking
    """
    if [len(tags) for tags in gold] != [len(tags) for tags in predicted]:
        raise ScorerError("columns", "gold and predictions have other numbers of sentences or tags")
    tags = {text: _tag(text) for text in {"O"}.union(*gold, *predicted)}
    one, other = ([text for sentence in side for text in (*sentence, "O")] for side in (gold, predicted))
    of_gold, of_predicted, right = _counts(one, other, tags)
    tokens = sum(map(len, gold))
    equal = sum(tags[first] == tags[second] for first, second in zip(one, other, strict=True)) - len(gold)
    found: dict[str, float | dict[str, dict[str, float]] | None] = {
        "tokens": tokens,
        "gold": of_gold.total(),
        "predicted": of_predicted.total(),
        "correct": right.total(),
        "accuracy": _printed(100 * equal / tokens) if tokens else None,
    }
    names = ("precision", "recall", "f1")
    scores = _percents(right.total(), of_predicted.total(), of_gold.total())
    found.update(scores if tokens else dict.fromkeys(names))
    found["types"] = {
        label: _percents(right[label], of_predicted[label], of_gold[label]) for label in sorted(of_gold | of_predicted)
    }
    return found


def _counts(
    gold: Sequence[str], predicted: Sequence[str], tags: Mapping[str, Tag]
) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Chunks by type: those that start in gold, in the predictions, and the right ones, by the type they end with."""
    of_gold: Counter[str] = Counter()
    of_predicted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    together = False
    before = ""
    edges = zip(CONLLEVAL.edges(gold, tags), CONLLEVAL.edges(predicted, tags), strict=True)
    for one, other, ((ends, starts), (others_end, others_start)) in zip(gold, predicted, edges, strict=True):
        label, its_label = tags[one].label, tags[other].label
        if together and (ends or others_end or label != its_label):
            right[before] += ends and others_end
            together = False
        if starts and others_start and label == its_label:
            together = True
        if starts:
            of_gold[label] += 1
        if others_start:
            of_predicted[its_label] += 1
        before = label
    right[before] += together
    return of_gold, of_predicted, +right


def _tag(tag: str) -> Tag:
    prefix, hyphen, label = tag.partition("-")
    return Tag(prefix, label) if hyphen else Tag(tag, "")


def _percents(right: int, found: int, support: int) -> dict[str, float]:
    p = 100 * right / found if found else 0.0
    r = 100 * right / support if support else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"precision": _printed(p), "recall": _printed(r), "f1": _printed(f1)}


def _printed(number: float) -> float:
    return float(f"{number:.2f}")


def _scored(documents: Sequence[Spans], conventions: Conventions) -> Numbers:
    found = conlleval(*tagging.tagged(documents, conventions))
    return {name: value for name, value in found.items() if not isinstance(value, dict)}


PRESETS = (
    Preset(
        name="conlleval",
        scorer="conlleval.pl",
        version="2004-01-26",
        layer="entities",
        unit="chunks of tagged tokens",
        source="conlleval.pl of CoNLL-2000, free to use, as in tests/ of chakki-works/seqeval at cd01b52",
        differs=(
            "mentions.typed.F@exact compares spans of characters, nested ones too, and is undefined where nothing is "
            "there. Here spans are tokens that cannot overlap, in percent with two decimals."
        ),
        defects=(
            Defect(
                what="It knows no S, L or U, and no border from E to B: there neighbours of one type are one chunk.",
                example="Gold and predictions S-PER S-PER, two people: one chunk is found, and one is right.",
            ),
            Defect(
                what="Any tags have chunks, also malformed ones: a run from I-PER on counts like one from B-PER on.",
                example="Gold B-PER I-PER, predicted I-PER I-PER after O: one chunk on either side, F 100.",
            ),
            Defect(
                what="Without chunks precision, recall and F are 0, not undefined.",
                example="Gold O O, predicted O O: accuracy 100, F 0.",
            ),
        ),
        native=conlleval,
        given=labelled.spans_of,
        scored=_scored,
        conventions=tagging.CONVENTIONS,
        choices=tagging.CHOICES,
        vectors="spans/seqeval.json",
        headline="f1",
    ),
)
