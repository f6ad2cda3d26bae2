"""GerNews 2024: quotes assigned one to one by shared tokens; roles scored in tokens, type and medium as labels."""

from __future__ import annotations

import functools
import operator
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.quotes.documents import IN_TOKENS, TOKEN_CHOICES, documents_of
from sayso.presets.quotes.quotients import or_stop, or_zero

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sayso.presets.preset import Conventions, Numbers, Pair
    from sayso.presets.quotes.documents import Quote, Span
    from sayso.presets.tokens import Tokens

ROLES = ("quote", "addressee", "cue", "frame", "speaker")
TYPES = ("Direct", "Indirect", "FreeIndirect", "IndirectFreeIndirect", "Reported")
MEDIUMS = ("Speech", "Thought", "Writing", "ST", "SW", "TW", "none")


@dataclass(frozen=True, slots=True)
class Message:
    """A quote in tokens.

    Attributes:
        roles: The token numbers of each role; a role that is not there is empty.
        type: One of `TYPES`, or None.
        medium: One of `MEDIUMS`, or None.
    """

    roles: Mapping[str, frozenset[int]] = field(default_factory=dict)
    type: str | None = None
    medium: str | None = None

    def tokens(self, role: str) -> frozenset[int]:
        """The token numbers of a role."""
        return self.roles.get(role, frozenset())


NOTHING = Message()
Matches = list[tuple[int, int, float]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the scores are formed from.

    Attributes:
        assignment: For each document the pairs as (place in gold, place in predicted, F1 of their quotes' tokens).
        tokens: For each role the counts tp, fp and fn, in tokens.
        types: For each type the counts tp, fp and fn.
        mediums: Likewise for each medium.
        precisions: For each role the precision of every pair that has it predicted.
        recalls: For each role the recall of every pair that has it in gold.
    """

    assignment: Mapping[str, Matches]
    tokens: Mapping[str, Counter[str]]
    types: Mapping[str, Counter[str]]
    mediums: Mapping[str, Counter[str]]
    precisions: Mapping[str, list[float]]
    recalls: Mapping[str, list[float]]


def gernews(gold: Mapping[str, Sequence[Message]], predicted: Mapping[str, Sequence[Message]]) -> dict[str, float]:
    """Precision, recall and F1 of quotes, of their roles and of both, averaged over pairs; of types and of mediums.

    Quotes of a document are assigned one to one so that the sum of the F1 of their tokens is highest, with .01 more
    for an equal type and .001 for an equal medium where they share a token; all of the smaller side are assigned,
    sharing tokens or not. What is left of either side is paired with nothing. A pair has a precision for each role
    that is predicted and a recall for each in gold: `msg` averages those of the quote, `roles` those of addressee, cue,
    frame and speaker, `joint` all. `form` and `stwr` are precision, recall and F1 of type and medium over all pairs.

    Args:
        gold: The messages of each document, by its id.
        predicted: Likewise; documents without gold are ignored, those of gold that are not here have nothing.

    Returns:
        `prec_…`, `rec_…` and `f1_…` for msg, roles, joint, form and stwr.

    Raises:
        ScorerError: A quote without tokens where the other side has quotes, or an average over nothing
            (ZeroDivisionError); a type or medium that is unknown, or missing on both sides of a pair (KeyError).

    Source:     uhh-lt/german-news-quotation-attribution-2024 eval/eval.py at 74e7bd6; the KONVENS 2023 shared task 2
        scores alike under other field names.
    """
    counted = counts(gold, predicted)
    scores: dict[str, float] = {}
    for name, roles in (("msg", ROLES[:1]), ("roles", ROLES[1:]), ("joint", ROLES)):
        precision, recall = (
            _mean([value for role in roles for value in values[role]])
            for values in (counted.precisions, counted.recalls)
        )
        scores |= _named(name, precision, recall)
    for name, labels in (("form", counted.types), ("stwr", counted.mediums)):
        micro = micro_prf(labels.values())
        scores |= _named(name, micro["precision"], micro["recall"])
    return scores


def counts(gold: Mapping[str, Sequence[Message]], predicted: Mapping[str, Sequence[Message]]) -> Counted:
    """The assignment and all counts, documents in the order of their ids.

    Raises:
        ScorerError: As `gernews`, but for averages over nothing.
    """
    assignment: dict[str, Matches] = {}
    pairs: list[tuple[Message, Message]] = []
    for name in sorted(gold):
        one, other = gold[name], predicted.get(name, ())
        assignment[name] = assigned(one, other)
        pairs += _paired(one, other, assignment[name])
    tokens: dict[str, Counter[str]] = {}
    precisions: dict[str, list[float]] = {}
    recalls: dict[str, list[float]] = {}
    for role in ROLES:
        tokens[role], precisions[role], recalls[role] = _of_role(
            [(one.tokens(role), other.tokens(role)) for one, other in pairs]
        )
    types = _of_labels([(one.type, other.type) for one, other in pairs], TYPES)
    mediums = _of_labels([(one.medium, other.medium) for one, other in pairs], MEDIUMS)
    return Counted(assignment, tokens, types, mediums, precisions, recalls)


def micro_prf(counted: Iterable[Counter[str]]) -> dict[str, float]:
    """Precision, recall and F1 of the sums of some counts; nothing over nothing is 0."""
    total = sum(counted, Counter[str]())
    tp = total["tp"]
    precision, recall = or_zero(tp, tp + total["fp"]), or_zero(tp, tp + total["fn"])
    return {"precision": precision, "recall": recall, "f1": _f1(precision, recall)}


def assigned(gold: Sequence[Message], predicted: Sequence[Message]) -> Matches:
    """The one-to-one assignment of a document's quotes with the greatest sum of weights, as scipy solves it.

    Raises:
        ScorerError: A quote without tokens (ZeroDivisionError).
    """
    if not gold or not predicted:
        return []
    from scipy.optimize import linear_sum_assignment

    if not all(message.tokens("quote") for message in (*gold, *predicted)):
        raise ScorerError("ZeroDivisionError", "division by zero: a quote has no tokens")
    scores = _token_f1s(gold, predicted)
    some = scores > 0
    weights = (
        scores + 0.01 * (some & _same("type", gold, predicted)) + 0.001 * (some & _same("medium", gold, predicted))
    )
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(one), int(other), float(scores[one, other])) for one, other in zip(rows, columns, strict=True)]


def _token_f1s(gold: Sequence[Message], predicted: Sequence[Message]) -> NDArray[np.float64]:
    """The F1 of the quotes' tokens, gold by predicted."""
    import numpy as np

    of_token: dict[int, list[int]] = defaultdict(list)
    for row, message in enumerate(gold):
        for token in message.tokens("quote"):
            of_token[token].append(row)
    shared = np.zeros((len(gold), len(predicted)))
    for column, message in enumerate(predicted):
        for token in message.tokens("quote"):
            for row in of_token.get(token, ()):
                shared[row, column] += 1
    lengths = [np.array([len(message.tokens("quote")) for message in side]) for side in (gold, predicted)]
    recall, precision = shared / lengths[0][:, None], shared / lengths[1]
    found: NDArray[np.float64] = 2 * (precision * recall / np.where(shared > 0, precision + recall, 1))
    return found


def _same(name: str, gold: Sequence[Message], predicted: Sequence[Message]) -> NDArray[np.bool_]:
    """Where both have the same type, or medium, gold by predicted."""
    import numpy as np

    one, other = (np.array([getattr(message, name) for message in side], dtype=object) for side in (gold, predicted))
    found: NDArray[np.bool_] = one[:, None] == other
    return found


def _f1(precision: float, recall: float) -> float:
    return 2 * or_zero(precision * recall, precision + recall)


def _paired(gold: Sequence[Message], predicted: Sequence[Message], matches: Matches) -> list[tuple[Message, Message]]:
    """The assigned pairs, then each prediction left with nothing, then nothing with each gold message left."""
    rows, columns = {one for one, _, _ in matches}, {other for _, other, _ in matches}
    return [
        *((gold[one], predicted[other]) for one, other, _ in matches),
        *((NOTHING, message) for place, message in enumerate(predicted) if place not in columns),
        *((message, NOTHING) for place, message in enumerate(gold) if place not in rows),
    ]


def _of_role(
    pairs: Sequence[tuple[frozenset[int], frozenset[int]]],
) -> tuple[Counter[str], list[float], list[float]]:
    """The counts of a role in tokens, and its precisions and recalls, pair by pair."""
    counted = Counter(tp=0, fp=0, fn=0)
    precisions: list[float] = []
    recalls: list[float] = []
    for gold, predicted in pairs:
        shared = len(gold & predicted)
        counted.update(tp=shared, fp=len(predicted) - shared, fn=len(gold) - shared)
        if predicted:
            precisions.append(shared / len(predicted))
        if gold:
            recalls.append(shared / len(gold))
    return counted, precisions, recalls


def _of_labels(pairs: Sequence[tuple[str | None, str | None]], labels: Sequence[str]) -> dict[str, Counter[str]]:
    """The counts of each label; one that is missing on both sides of a pair is no label either."""
    counted = {label: Counter(tp=0, fp=0, fn=0) for label in labels}
    for gold, predicted in pairs:
        hits = [(gold, "tp")] if gold == predicted else [(predicted, "fp"), (gold, "fn")]
        for label, name in hits:
            if label is None and gold != predicted:
                continue
            if label not in counted:
                raise ScorerError("KeyError", f"{label!r} is none of {', '.join(labels)}")
            counted[label][name] += 1
    return counted


def _mean(values: Sequence[float]) -> float:
    # Added up from left to right, since the original does: sum() rounds otherwise from Python 3.12 on.
    return or_stop(functools.reduce(operator.add, values, 0.0), len(values), "values to average")


def _named(name: str, precision: float, recall: float) -> dict[str, float]:
    return {f"prec_{name}": precision, f"rec_{name}": recall, f"f1_{name}": _f1(precision, recall)}


def _given(
    pairs: Sequence[Pair], conventions: Conventions
) -> tuple[dict[str, list[Message]], dict[str, list[Message]]]:
    gold: dict[str, list[Message]] = {}
    predicted: dict[str, list[Message]] = {}
    for pair, document in zip(pairs, documents_of(pairs, conventions), strict=True):
        for side, quotes in ((gold, document.gold), (predicted, document.predicted)):
            side[pair.doc_id] = [_message(quote, document.tokens, conventions) for quote in quotes or ()]
    return gold, predicted


def _scored(sides: tuple[dict[str, list[Message]], dict[str, list[Message]]], _conventions: Conventions) -> Numbers:
    return gernews(*sides)


def _message(quote: Quote, tokens: Tokens, conventions: Conventions) -> Message:
    spans = {"quote": quote.content, "cue": (quote.cue,) if quote.cue else (), "speaker": quote.source}
    roles = {role: touched(tokens, listed) for role, listed in spans.items()}
    return Message(roles, _type(quote.kind, conventions), conventions["medium"])


def touched(tokens: Tokens, spans: Iterable[Span]) -> frozenset[int]:
    """The numbers of the tokens that share a character with any of the spans."""
    return frozenset(number for span in spans for number in tokens.touched(*span))


def _type(kind: str | None, conventions: Conventions) -> str | None:
    """What a kind is called there: `free indirect` is `FreeIndirect`."""
    if kind is None:
        return None if conventions["kindless"] == "stop" else conventions["kindless"]
    if kind == "mixed":
        return conventions["mixed"]
    return "".join(word.capitalize() for word in kind.replace("-", " ").replace("_", " ").split())


PRESETS = (
    Preset(
        name="gernews-2024",
        scorer="GerNews quotation attribution eval.py",
        version="74e7bd6",
        layer="quotes",
        unit="tokens",
        source="uhh-lt/german-news-quotation-attribution-2024 eval/eval.py at 74e7bd6; CC BY-NC-SA 4.0",
        differs=(
            "Sayso pairs one to one too, but only what the criterion admits, and ties are decided by more than the "
            "solver's order; its quotes.F counts quotes, quotes.F(average=documents) averages documents, not pairs."
        ),
        defects=(
            Defect(
                what="Quotes that share no token are paired all the same, and then are right in type and medium.",
                example="Gold [32, 54) Direct, predicted [100, 119) Direct: f1_msg 0, f1_form 1.",
            ),
            Defect(
                what="An average over nothing stops the scorer: no quotes, or no roles, on one side.",
                example="No addressee, cue, frame or speaker on either side: ZeroDivisionError, whatever the quotes.",
            ),
            Defect(
                what="Documents without gold are passed over, whatever was predicted in them.",
                example="Three predictions in a document that has no gold file: no false positive.",
            ),
            Defect(
                what="Of several best assignments the solver takes one, and roles of the pairs differ with it.",
                example="Two predictions of the gold tokens, one with the right speaker: the solver says which pairs.",
            ),
            Defect(
                what="A type or medium missing in a quote that is left alone, or on both sides, stops the scorer.",
                example="A spurious quote without medium: KeyError.",
            ),
            Defect(
                what="A quote without tokens stops the scorer as soon as the other side has a quote.",
                example="A prediction with empty content, one gold quote: ZeroDivisionError.",
            ),
        ),
        native=gernews,
        given=_given,
        scored=_scored,
        conventions={**IN_TOKENS, "mixed": "Indirect", "kindless": "Reported", "medium": "Speech"},
        choices={**TOKEN_CHOICES, "mixed": TYPES, "kindless": (*TYPES, "stop"), "medium": MEDIUMS},
        vectors="quotes/gernews2024.json",
        headline="f1_joint",
    ),
)
