"""Stances: who is for or against whom or what, from attitudes, judgements and efforts.

One stance for each holder, target and quote by each way of showing it; the first found stays, so that a named attitude
comes before a loaded word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors.syntax.attitudes import attitudes
from sayso.extractors.syntax.efforts import efforts
from sayso.extractors.syntax.judgements import judgements

if TYPE_CHECKING:
    from sayso.extractors.syntax.scene import Scene, Stance


def stances(scene: Scene) -> list[Stance]:
    """Every stance of the document, in the order of its evidence."""
    kept: dict[object, Stance] = {}
    for stance in (*attitudes(scene), *efforts(scene), *judgements(scene)):
        target = stance.target if isinstance(stance.target, tuple) else id(stance.target)
        kept.setdefault((id(stance.holder), target, stance.polarity, id(stance.quote)), stance)
    return sorted(kept.values(), key=lambda s: (s.evidence, s.polarity))
