"""A peer for events: TextEE's scorer, from a checkout."""

from __future__ import annotations

import importlib.util
import sys
import types
from typing import TYPE_CHECKING, Any

from speed.peer import Peer

if TYPE_CHECKING:
    from pathlib import Path

    from speed.records import Docs

_NAME = "textee_scorer"


def load(checkout: Path) -> None:
    """Import the scorer alone: the package around it trains models.

    Raises:
        SystemExit: The folder is no checkout of TextEE.
    """
    path = checkout / "TextEE" / "scorer.py"
    if not path.is_file():
        raise SystemExit(f"{checkout}: has no TextEE/scorer.py, expected a checkout of ej0cl6/TextEE")
    sys.modules.setdefault("ipdb", types.ModuleType("ipdb"))  # a debugger that the scorer imports and never calls
    spec = importlib.util.spec_from_file_location(_NAME, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: cannot be imported")
    sys.modules[_NAME] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)


def _as_events(docs: Docs) -> tuple[list[Any], list[Any]]:
    def side(name: str, record: Any) -> dict[str, Any]:  # noqa: ANN401 - decoded JSON
        events = [
            {
                "trigger": (event["trigger"]["start"], event["trigger"]["end"], event["type"]),
                "arguments": [(a["span"]["start"], a["span"]["end"], a["role"]) for a in event["arguments"]],
            }
            for event in record["events"]
        ]
        return {"doc_id": name, "wnd_id": name, "triggers": [event["trigger"] for event in events], "events": events}

    names = [document["doc_id"] for document, _, _ in docs]
    gold = [side(name, one) for name, (_, one, _) in zip(names, docs, strict=True)]
    return [side(name, one) for name, (_, _, one) in zip(names, docs, strict=True)], gold


def _scored(sides: Any) -> float:  # noqa: ANN401 - what it takes
    return float(sys.modules[_NAME].compute_scores(*sides, "E2E")["argument_attached_cls"]["f1"]) / 100


PEERS = (Peer("TextEE, six scores", "events", "textee", _as_events, _scored, "events.roles.F", flat=True),)
