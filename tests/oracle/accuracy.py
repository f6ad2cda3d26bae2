"""Accuracy: how many of the pairs of an alignment agree (definitions, section 5)."""

from oracle import alignments
from oracle.alignments import Alignment, same_set
from oracle.criteria import meets
from oracle.detection import both, defined, stance_weigher


def tally(scene, request):
    """`agreeing` and `considered` of one document; nothing where the attribute is not annotated."""
    make, agree = LINES[request.line]
    if not defined(scene, request) or not asked(scene, request):
        return None
    aligned = make(scene, request)
    agrees = agree(scene, request)
    considered = [(gold, predicted) for gold, predicted in aligned.pairs if counts(request, gold)]
    hedges = [] if request.line == "entities.type" else aligned.unpaired()
    agreeing = sum(
        agrees(gold, predicted)
        and all(agrees(gold, other) for other in hedges if aligned.weigh(gold, other) is not None)
        for gold, predicted in considered
    )
    return {"agreeing": agreeing, "considered": len(considered)}


def asked(scene, request):
    """Whether the attribute itself is annotated, and for speakers both sides have entities."""
    if request.line == "quotes.speaker":
        return scene.knows("quotes.speakers") and scene.has("entities")
    return request.line == "stances.polarity" or scene.knows(request.line)


def counts(request, gold):
    return request.line != "quotes.source" or gold.source is not None


def over_entities(scene, request):
    return scene.once(alignments.entities, request.align, request.labels)


def over_quotes(scene, request):
    return scene.once(alignments.quotes, request.criterion, request.align, request.labels)


def over_events(scene, request):
    return scene.once(alignments.events, request.criterion, request.labels)


def over_stance_pairs(scene, request):
    return Alignment(
        *both(scene, "stances", request.labels), stance_weigher(scene, request, polar=False, agreeing=True)
    )


def over_stances(scene, request):
    return Alignment(*both(scene, "stances", request.labels), stance_weigher(scene, request, polar=True))


def equal(name):
    return lambda _scene, _request: lambda gold, predicted: getattr(gold, name) == getattr(predicted, name)


def same_speakers(scene, request):
    aligned = scene.once(alignments.entities, request.align)
    return lambda gold, predicted: same_set(aligned, gold.speakers, predicted.speakers)


def common_source(_scene, _request):
    return lambda gold, predicted: predicted.source is not None and meets(gold.source, predicted.source)


LINES = {
    "entities.type": (over_entities, equal("type")),
    "quotes.speaker": (over_quotes, same_speakers),
    "quotes.kind": (over_quotes, equal("kind")),
    "quotes.source": (over_quotes, common_source),
    "events.type": (over_events, equal("type")),
    "events.polarity": (over_events, equal("polarity")),
    "events.modality": (over_events, equal("modality")),
    "stances.polarity": (over_stance_pairs, equal("polarity")),
    "stances.strength": (over_stances, equal("strength")),
    "stances.expression": (over_stances, equal("expression")),
}
