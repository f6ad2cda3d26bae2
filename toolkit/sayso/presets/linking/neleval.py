"""neleval's `evaluate -m all`: mentions, links and clusters of linked mentions over a whole corpus."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.presets.entities import sets
from sayso.presets.entities.adapted import place
from sayso.presets.entities.corpus import mentions, prf
from sayso.presets.preset import Conventions, Defect, Pair, Preset

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.entities.clusters import Mention
    from sayso.presets.entities.corpus import Corpus
    from sayso.presets.preset import Numbers

NIL = "NIL"


class Row(NamedTuple):
    """A mention of a file: where it stands (`end` inclusive), what it is linked to, how surely, and its type.

    A `kb_id` that begins with NIL names a cluster of mentions that the knowledge base lacks. Scores are not looked at.
    """

    doc: str
    start: int
    end: int
    kb_id: str
    score: float = 1.0
    type: str = ""

    @property
    def is_nil(self) -> bool:
        """Whether the knowledge base lacks it."""
        return self.kb_id.startswith(NIL)


# What measures tell rows apart by; to `kbid` all mentions that the knowledge base lacks are the same.
FIELDS: Mapping[str, Callable[[Row], Hashable]] = {
    "span": lambda row: row[:3],
    "docid": lambda row: row.doc,
    "type": lambda row: row.type,
    "kbid": lambda row: NIL if row.is_nil else row.kb_id,
}
FILTERS: Mapping[str, Callable[[Row], bool]] = {
    "None": lambda _row: True,
    "is_linked": lambda row: not row.is_nil,
    "is_nil": lambda row: row.is_nil,
}
COUNTING: Mapping[str, Callable[[Corpus], list[float]]] = {
    "sets": mentions,
    "b_cubed": sets.b_cubed,
    "entity_ceaf": sets.entity_ceaf,
    "mention_ceaf": sets.mention_ceaf,
    "muc": sets.muc,
    "pairwise": sets.pairwise,
}
# Each measure as the original spells it: how it counts, over which rows, told apart by what.
MEASURES = {
    "b_cubed": "b_cubed:None:span",
    "b_cubed_plus": "b_cubed:None:span+kbid",
    "entity_ceaf": "entity_ceaf:None:span",
    "entity_match": "sets:is_linked:docid+kbid",
    "mention_ceaf": "mention_ceaf:None:span",
    "mention_ceaf_plus": "mention_ceaf:None:span+kbid",
    "muc": "muc:None:span",
    "pairwise": "pairwise:None:span",
    "strong_all_match": "sets:None:span+kbid",
    "strong_link_match": "sets:is_linked:span+kbid",
    "strong_linked_mention_match": "sets:is_linked:span",
    "strong_mention_match": "sets:None:span",
    "strong_nil_match": "sets:is_nil:span",
    "strong_typed_all_match": "sets:None:span+type+kbid",
    "strong_typed_link_match": "sets:is_linked:span+type+kbid",
    "strong_typed_mention_match": "sets:None:span+type",
    "strong_typed_nil_match": "sets:is_nil:span+type",
    "typed_mention_ceaf": "mention_ceaf:None:span+type",
    "typed_mention_ceaf_plus": "mention_ceaf:None:span+type+kbid",
}


def evaluate(gold: Iterable[Sequence[Any]], predicted: Iterable[Sequence[Any]]) -> dict[str, dict[str, float]]:
    """Mentions, links and clusters of linked mentions: nineteen measures over the rows of a whole corpus.

    Each measure is spelled as how it counts, which rows it looks at, and what it tells them apart by. `sets` compares
    sets; the others compare clusters of rows with one `kb_id`, across documents, as sets of what tells rows apart. So a
    `_plus` is a measure whose mentions are the same only with the same link, and NIL ids count in clusterings alone.
    Nothing over nothing is 0.

    Args:
        gold: Rows of a file: doc, start, end (inclusive), kb_id, score, type.
        predicted: Likewise; documents of one side alone count.

    Returns:
        For each measure `ptp`, `fp`, `precision` of the predictions, `rtp`, `fn`, `recall` of gold, and `fscore`.

    Source:     neleval 3.1.1, evaluate -m all; Hachey et al., ACL 2014; Ji et al., TAC 2014 and 2015
    """
    sides = [_by_place([Row(*row) for row in side]) for side in (gold, predicted)]
    spelled = {name: spelling.split(":", 1) for name, spelling in MEASURES.items()}
    # Measures of the same rows by the same fields look at one corpus.
    corpora = {rows: _corpus(rows, *sides) for rows in dict.fromkeys(rows for _, rows in spelled.values())}
    return {name: _numbers(COUNTING[counting](corpora[rows])) for name, (counting, rows) in spelled.items()}


def _by_place(rows: Sequence[Row]) -> list[Row]:
    """Rows by document, in the order of the file, then by place: the order of clusters, which repeated mentions see."""
    order = {doc: number for number, doc in enumerate(dict.fromkeys(row.doc for row in rows))}
    return sorted(rows, key=lambda row: (order[row.doc], row.start, row.end))


def _corpus(spelled: str, gold: Sequence[Row], predicted: Sequence[Row]) -> Corpus:
    """The clusters of both sides, of the rows and fields of a spelling `is_linked:span+kbid`."""
    chosen, fields = spelled.split(":")
    sides = (_clusters(filter(FILTERS[chosen], rows), fields.split("+")) for rows in (gold, predicted))
    return sets.whole(*sides)


def _clusters(rows: Iterable[Row], fields: Sequence[str]) -> list[list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    parts = [FIELDS[field] for field in fields]
    for row in rows:
        found[row.kb_id].append(tuple([part(row) for part in parts]))
    return list(found.values())


def _numbers(counts: Sequence[float]) -> dict[str, float]:
    rtp, gold, ptp, predicted = counts
    found = prf(counts)
    return {
        "ptp": ptp,
        "fp": predicted - ptp,
        "rtp": rtp,
        "fn": gold - rtp,
        "precision": found["P"],
        "recall": found["R"],
        "fscore": found["F1"],
    }


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> tuple[list[Row], list[Row]]:
    kept = [pair for pair in pairs if pair.gold.get("entities") is not None]
    return (
        [row for pair in kept for row in _rows(pair, pair.gold)],
        [row for pair in kept for row in _rows(pair, pair.predicted or {})],
    )


def _scored(rows: tuple[list[Row], list[Row]], _conventions: Conventions) -> Numbers:
    return evaluate(*rows)


def _rows(pair: Pair, record: Record) -> Iterator[Row]:
    """The mentions of a record's entities, linked to their Wikidata ids; one without is a NIL of its own."""
    places = itertools.count(len(pair.text))
    for entity in record.get("entities") or ():
        linked = entity.get("wikidata") or f"{NIL}:{pair.doc_id}:{entity['id']}"
        for mention in entity.get("mentions") or ():
            start, end = place(mention["span"], next(places))
            yield Row(pair.doc_id, start, end - 1, linked, 1.0, entity.get("type") or "")


PRESETS = (
    Preset(
        name="neleval-3.1.1",
        scorer="neleval evaluate -m all",
        version="3.1.1",
        layer="entities",
        unit="linked mentions",
        source=(
            "neleval 3.1.1 on PyPI (wikilinks/neleval at 68f6841), Apache-2.0; Hachey et al., Cheap and easy entity "
            "evaluation, ACL 2014"
        ),
        differs=(
            "mentions.F is strong_mention_match, mentions.typed.F strong_typed_mention_match, mentions.linked.F "
            "compares Wikidata ids; repeated mentions are a set here, and nothing over nothing is 0. entities.MUC, "
            ".B3, .CEAFm and .CEAFe look at entities within a document, this at all mentions with one id in the corpus."
        ),
        defects=(
            Defect(
                what="NIL ids matter to clusterings alone, so that splitting an unknown entity costs no link.",
                example="Gold NIL1, NIL1; predicted NIL1, NIL2: strong_nil_match 1, mention_ceaf 1/2.",
            ),
            Defect(
                what="A predicted mention with two ids raises the denominators of CEAF by more than one.",
                example="Gold Q1; predicted Q1 and Q9 at one place: mention_ceaf precision 1/4, for 1 + 1 + 1 + 1.",
            ),
            Defect(
                what="A gold mention with two ids shifts the clusters after it in CEAF, which ones hangs on a hash.",
                example=(
                    "Gold Q1 and Q9 at one place, Q2 at another; predicted Q1, Q2: mention_ceaf recall 1/4, since Q9 "
                    "comes out empty and Q2 as a second Q1."
                ),
            ),
            Defect(
                what="It runs with numpy before 1.24 alone, and its command line up to Python 3.9.",
                example="With numpy 1.26: AttributeError, module 'numpy' has no attribute 'int'.",
            ),
        ),
        native=evaluate,
        given=_given,
        scored=_scored,
        conventions={"span": "exact", "kb": "wikidata"},
        choices={"span": ("exact",), "kb": ("wikidata",)},
        vectors="linking/neleval.json",
        headline="strong_link_match.fscore",
    ),
)
