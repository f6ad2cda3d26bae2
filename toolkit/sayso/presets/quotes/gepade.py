"""GePaDe speaker attribution (SpkAtt): cues and their roles as tag sequences, strictly and by shared tokens."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.quotes.documents import IN_TOKENS, TOKEN_CHOICES, documents_of
from sayso.presets.quotes.quotients import or_stop, or_zero, prf

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from sayso.presets.preset import Conventions, Numbers, Pair
    from sayso.presets.quotes.documents import Document, Quote, Span
    from sayso.presets.tokens import Tokens

    _Counters = tuple[Counter[str], ...]

VERB = "V"
ROLES = ("Source", "Message", "Addr", "Topic", "Medium", "Evidence", "PTC", VERB)
NO_TAG = "_"
# Labels that begin so are one label.
_ALIKE = "SE"


@dataclass(frozen=True, slots=True)
class Instance:
    """A cue with its roles: a label, and for each token of the sentence `_` or PREFIX-ROLE."""

    label: str
    tags: Sequence[str]


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of cues (tp, fp, fn), of labels (correct, false), and of each role (tp, fp, fn)."""

    cues: Counter[str]
    labels: Counter[str]
    roles: Mapping[str, Counter[str]]

    def all_roles(self) -> Counter[str]:
        """The counts of the roles together."""
        return Counter({name: sum(counts[name] for counts in self.roles.values()) for name in ("tp", "fp", "fn")})


def gepade(
    gold: Mapping[Hashable, Instance], predicted: Mapping[Hashable, Instance], *, overlap: bool = False
) -> dict[str, dict[str, Any]]:
    """Precision, recall and F1 of cues, of all roles and of each, over the instances of gold.

    A cue is right if both sides have B-V at the same tokens. Under a right cue a role is right if both have it at the
    same tokens; else it is a false positive, and also a miss where gold has it. Under a wrong cue what gold has is
    missed and what is predicted is a false positive. With `overlap` roles are counted in tokens instead: shared, gold
    only, predicted only. The role V is what else belongs to the cue: I-V, in predictions any prefix but B.

    Args:
        gold: Instances by sentence and anchor, or any other key.
        predicted: Likewise; instances whose key gold has not are ignored.
        overlap: Whether roles are counted in tokens.

    Returns:
        `cue_counts`, `label_counts`, `role_counts`; `cues`, `roles` and `each_role` with precision, recall, f1.

    Raises:
        ScorerError: A gold instance is not predicted (KeyError); a figure of cues or of all roles, F1 too, would be
            divided by 0 (ZeroDivisionError). A single role's is 0 then.

    Source:     umanlp/spkatt predictions/eval.py at 3b4bb28 (CC0-1.0)
    """
    return _figures(counts(gold, predicted, overlap=overlap))


def _figures(counted: Counted) -> dict[str, dict[str, Any]]:
    return {
        "cue_counts": dict(counted.cues),
        "label_counts": dict(counted.labels),
        "role_counts": dict(counted.all_roles()),
        "cues": defined_prf(counted.cues),
        "roles": defined_prf(counted.all_roles()),
        "each_role": {role: _prf(of_role) for role, of_role in counted.roles.items()},
    }


def counts(
    gold: Mapping[Hashable, Instance], predicted: Mapping[Hashable, Instance], *, overlap: bool = False
) -> Counted:
    """What `gepade` counts.

    Raises:
        ScorerError: A gold instance is not predicted (KeyError).
    """
    cues, labels = Counter(tp=0, fp=0, fn=0), Counter(correct=0, false=0)
    roles = {role: Counter(tp=0, fp=0, fn=0) for role in ROLES}
    count = _by_token if overlap else _by_role
    for key, instance in gold.items():
        if key not in predicted:
            raise ScorerError("KeyError", f"gold has an instance at {key!r}, the predictions have none")
        other = predicted[key]
        labels["correct" if _label(instance) == _label(other) else "false"] += 1
        one_cue, one_roles = _places(instance.tags, {"I"})
        other_cue, other_roles = _places(other.tags, None)
        right = one_cue == other_cue
        cues["tp" if right else "fp"] += 1
        for role in one_roles.keys() | other_roles.keys():
            roles[role].update(count(one_roles.get(role, []), other_roles.get(role, []), right=right))
    return Counted(cues, labels, roles)


def defined_prf(counted: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1 of some counts.

    Raises:
        ScorerError: One of them would be divided by 0 (ZeroDivisionError).
    """
    tp = counted["tp"]
    precision = or_stop(tp, tp + counted["fp"], "predictions")
    recall = or_stop(tp, tp + counted["fn"], "gold items that count")
    f1 = or_stop(2 * precision * recall, precision + recall, "true positives")
    return {"precision": precision, "recall": recall, "f1": f1}


def _prf(counted: Counter[str]) -> dict[str, float]:
    tp = counted["tp"]
    return prf(or_zero(tp, tp + counted["fp"]), or_zero(tp, tp + counted["fn"]))


def _label(instance: Instance) -> str:
    return _ALIKE if instance.label.startswith(_ALIKE) else instance.label


def _places(tags: Sequence[str], verbs: set[str] | None) -> tuple[list[int], dict[str, list[int]]]:
    """The tokens of the cue, and of each role that has any; `verbs` are the prefixes that make a role V, None all."""
    cue: list[int] = []
    roles: dict[str, list[int]] = defaultdict(list)
    for place, tag in enumerate(tags):
        prefix, dash, role = tag.rpartition("-")
        if tag == f"B-{VERB}":
            cue.append(place)
        elif dash and role in ROLES and (role != VERB or verbs is None or prefix in verbs):
            roles[role].append(place)
    return cue, roles


def _by_role(gold: list[int], predicted: list[int], *, right: bool) -> dict[str, int]:
    if right and gold == predicted:
        return {"tp": 1}
    # Under a right cue what is missing is a false positive too.
    return {"fp": int(right or bool(predicted)), "fn": int(bool(gold))}


def _by_token(gold: list[int], predicted: list[int], *, right: bool) -> dict[str, int]:
    shared = len(set(gold) & set(predicted)) if right else 0
    return {"tp": shared, "fp": len(predicted) - shared, "fn": len(gold) - shared}


def _given(pairs: Sequence[Pair], conventions: Conventions) -> tuple[_Counters, _Counters]:
    """The counts, strictly and in tokens: of cues, of labels, and of the roles in their order."""
    gold: dict[Hashable, Instance] = {}
    predicted: dict[Hashable, Instance] = {}
    for pair, document in zip(pairs, documents_of(pairs, conventions), strict=True):
        one, other = (_instances(side or (), document) for side in (document.gold, document.predicted))
        if conventions["missing"] == "empty":
            nothing = Instance("", [NO_TAG] * len(document.tokens))
            other = {**dict.fromkeys(one, nothing), **other}
        gold |= {(pair.doc_id, *key): instance for key, instance in one.items()}
        predicted |= {(pair.doc_id, *key): instance for key, instance in other.items()}
    strict, overlap = (counts(gold, predicted, overlap=overlap) for overlap in (False, True))
    return (
        (strict.cues, strict.labels, *strict.roles.values()),
        (overlap.cues, overlap.labels, *overlap.roles.values()),
    )


def _scored(counters: tuple[_Counters, _Counters], _conventions: Conventions) -> Numbers:
    return {
        name: _figures(Counted(cues, labels, dict(zip(ROLES, roles, strict=True))))
        for name, (cues, labels, *roles) in zip(("strict", "overlap"), counters, strict=True)
    }


def _instances(quotes: Iterable[Quote], document: Document) -> dict[tuple[int, int], Instance]:
    """Quotes as instances: by the first token of their cue, else of their content, and by number where it is shared."""
    shared = Counter[int]()
    found: dict[tuple[int, int], Instance] = {}
    for quote in quotes:
        tags = [NO_TAG] * len(document.tokens)
        cue = (quote.cue,) if quote.cue else ()
        for role, spans in (("Message", quote.content), ("Source", quote.source), (VERB, cue)):
            _tag(tags, role, spans, document.tokens)
        anchor = next((place for span in (*cue, *quote.content) for place in document.tokens.touched(*span)), -1)
        found[anchor, shared[anchor]] = Instance(quote.kind or "", tags)
        shared[anchor] += 1
    return found


def _tag(tags: list[str], role: str, spans: Iterable[Span], tokens: Tokens) -> None:
    for span in spans:
        for number, place in enumerate(tokens.touched(*span)):
            tags[place] = f"{'I' if number else 'B'}-{role}"


PRESETS = (
    Preset(
        name="gepade",
        scorer="GePaDe / SpkAtt predictions/eval.py",
        version="3b4bb28",
        layer="quotes",
        unit="roles and tokens",
        source="umanlp/spkatt predictions/eval.py at 3b4bb28; CC0-1.0",
        differs=(
            "Sayso counts what is missed and what is spurious, each once, and pairs quotes by their content: quotes.F, "
            "quotes.cue.F, quotes.source.F; here gold cues are given and only their roles are really scored."
        ),
        defects=(
            Defect(
                what="A cue that is wrong or missing is a false positive, never a miss: recall of cues is 1, or 0/0.",
                example="Of two gold cues one is not predicted: 1 tp, 1 fp, 0 fn, recall 1.",
            ),
            Defect(
                what="Strictly, a role missing under a right cue is a false positive as well as a miss.",
                example="Gold has Source and Message, Message alone is predicted: 1 tp, 1 fp, 1 fn, precision .5.",
            ),
            Defect(
                what="Predicted instances at anchors that gold has not are ignored.",
                example="One gold instance, predicted right beside three others: precision 1.",
            ),
            Defect(
                what="A gold instance without a predicted one stops the scorer.",
                example="Gold at anchors 2 and 7, predictions at 2 only: KeyError.",
            ),
            Defect(
                what="No cue on either side is a right cue.",
                example="An instance without B-V in gold and in the prediction: 1 tp.",
            ),
            Defect(
                what="V with another prefix than B and I counts in predictions only.",
                example="Gold E-V and predicted E-V at one token: strictly 1 fp for the role V.",
            ),
            Defect(
                what="A figure of cues or of all roles that is 0/0 stops the scorer, F1 without true positives too.",
                example="Right cue, two roles each a token off: strictly 0 tp, 2 fp, 2 fn: ZeroDivisionError.",
            ),
        ),
        native=gepade,
        given=_given,
        scored=_scored,
        # `empty` gives a gold quote whose cue is not predicted an instance without tags, as a tagger's output has it.
        conventions={**IN_TOKENS, "missing": "empty"},
        choices={**TOKEN_CHOICES, "missing": ("empty", "stop")},
        vectors="quotes/gepade.json",
        headline="strict.roles.f1",
    ),
)
