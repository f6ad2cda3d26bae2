"""Tallies of what measures ask for, in one scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sayso.data.keys import Bools
    from sayso.matching.scene import Scene
    from sayso.measures.measure import Request
    from sayso.tallies import Tally


def tally(scene: Scene, request: Request) -> Tally:
    """The tally of one line, defined where gold has the layers and the attributes are annotated."""
    documents = scene.gold.documents
    found = request.line.find(scene, request.options)
    return request.line.kind.tally(found, documents, defined(scene, request))


def defined(scene: Scene, request: Request) -> Bools:
    """The documents in which a line is annotated in gold."""
    flags = np.ones(scene.gold.documents, dtype=np.bool_)
    for layer in request.line.layers(request.options):
        flags = flags & scene.gold.has[layer]
    for attribute in request.line.attributes(request.options):
        flags = flags & scene.annotated[attribute]
    return flags
