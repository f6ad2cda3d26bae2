"""Missed and spurious items, with their text: the errors behind the numbers.

For each kind of item what its headline measure leaves unpaired (MEASURES §8), in documents where that is
defined; elsewhere what plain detection leaves.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sayso.evaluate.wording import wordings
from sayso.measures import HEADLINES, parse
from sayso.measures.tallying import defined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sayso.data.keys import Bools
    from sayso.matching.match import Match
    from sayso.matching.scene import Scene
    from sayso.measures import Measure


@dataclass(frozen=True, slots=True, order=True)
class Unpaired:
    """An item that was missed, or that is spurious.

    Attributes:
        run: The run.
        doc_id: The document.
        layer: The kind of item: mentions, entities, quotes, events, arguments or stances.
        side: `missed` (gold) or `spurious` (predicted).
        spans: What it covers, in code points, half open; empty for what has no place in the text.
        text: The text it covers, or what it is about.
        label: Its label (type, kind, role, polarity), '' for none.
        note: What else identifies it: speakers, event, holder and target.
    """

    run: str
    doc_id: str
    layer: str
    side: str
    spans: tuple[tuple[int, int], ...]
    text: str
    label: str
    note: str

    def to_dict(self) -> dict[str, Any]:
        """The item as it stands in JSON."""
        return {**asdict(self), "spans": [list(span) for span in self.spans]}


def unpaired(scene: Scene, run: str, doc_ids: Sequence[str], attempted: Collection[str]) -> Iterator[Unpaired]:
    """The missed and spurious items of a scene, in every layer that the run attempts."""
    for layer, spellings in HEADLINES.items():
        done = None
        for spelling in spellings:
            measure = parse(spelling)
            if not set(measure.line.layers(measure.request.options)) <= set(attempted):
                continue
            here = defined(scene, measure.request)
            fresh = here if done is None else here & ~done
            done = here if done is None else done | here
            if fresh.any():
                yield from _of_line(scene, measure, layer, (run, doc_ids), fresh)


def _of_line(
    scene: Scene, measure: Measure, layer: str, names: tuple[str, Sequence[str]], here: Bools
) -> Iterator[Unpaired]:
    run, doc_ids = names
    match: Match = measure.line.find(scene, measure.request.options)
    sides = (
        ("missed", scene.gold, match.missed(), match.gold_row, match.gold_doc),
        ("spurious", scene.predicted, match.spurious(), match.predicted_row, match.predicted_doc),
    )
    for name, side, places, rows, docs in sides:
        kept = places[here[docs[places]]]
        found = wordings(scene, side, layer, rows[kept])
        for document, (spans, text, label, note) in zip(docs[kept].tolist(), found, strict=True):
            yield Unpaired(run, doc_ids[document], layer, name, spans, text, label, note)
