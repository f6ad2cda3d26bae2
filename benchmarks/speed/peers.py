"""What a user would run instead: who is here, and which of them cover all layers together.

All of them live together with Sayso, so that one environment serves: `make speed` installs the extra `peers`. What is
not installed is skipped with a word. coval and TextEE's scorer are on no package index (the package named coval is
another) and are given as checkouts.
"""

from __future__ import annotations

import importlib.util
import sys
import warnings
from typing import TYPE_CHECKING

from speed import coreference, spans, textee

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from speed.peer import Peer

PEERS = (*spans.PEERS, *textee.PEERS, *coreference.PEERS)

CHECKOUTS = {"coval": "ns-moosavi/coval", "textee": "ej0cl6/TextEE"}
"""What is on no package index, by the option that gives a checkout."""

# Who covers a layer together with others: the first of these that is here.
_CLUSTERS = ("coval", "scorch", "coreference-eval")
_EVENTS = ("TextEE, six scores", "nervaluate, triggers", "Python sets, triggers")
_OTHERS = (_CLUSTERS, ("nervaluate, overlap",), _EVENTS, ("scikit-learn, polarity",))
TOGETHER = {"cheapest": (("scikit-learn, integers",), *_OTHERS), "usual": (("nervaluate",), *_OTHERS)}


def together(kind: str, here: Mapping[str, Peer]) -> tuple[Peer, ...]:
    """The peers that cover all layers: `cheapest`, or `usual`, those that most would take; fewer where none is here."""
    found = (next((here[name] for name in names if name in here), None) for names in TOGETHER[kind])
    return tuple(peer for peer in found if peer is not None)


def available(checkouts: Mapping[str, Path | None] | None = None) -> tuple[dict[str, Peer], list[str]]:
    """Peers that are here by name, and a word on each that is not.

    Raises:
        SystemExit: A checkout is none.
    """
    warnings.filterwarnings("ignore", module="seqeval|sklearn|nervaluate|spacy|scorch|corefeval|neleval|coval")
    given = {name: path for name, path in (checkouts or {}).items() if path is not None}
    if "coval" in given:
        if not (given["coval"] / "coval" / "eval" / "evaluator.py").is_file():
            raise SystemExit(
                f"{given['coval']}: has no coval/eval/evaluator.py, expected a checkout of ns-moosavi/coval"
            )
        sys.path.insert(0, str(given["coval"]))
    if "textee" in given:
        textee.load(given["textee"])
    here = {peer.name: peer for peer in PEERS if is_here(peer.needs, given)}
    return here, [f"{peer.name}: {why(peer.needs)}" for peer in PEERS if peer.name not in here]


def is_here(needs: str, given: Mapping[str, Path]) -> bool:
    """Whether a module can be imported, or its checkout was given."""
    return needs in given if needs in CHECKOUTS else importlib.util.find_spec(needs) is not None


def why(needs: str) -> str:
    """Why a peer is not here."""
    if needs in CHECKOUTS:
        return f"it is on no package index; give a checkout of {CHECKOUTS[needs]} with --{needs}"
    return f"{needs} is not installed"
