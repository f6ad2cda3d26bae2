"""One document with gold and a run's answer, and what may be asked about it (definitions, section 1)."""

from oracle.items import Side, side_of

LAYERS = ("entities", "quotes", "events", "stances")


class Scene:
    """A document: `gold`, `predicted`, and which attributes gold is annotated for."""

    def __init__(self, gold, predicted, annotated):
        self.gold = gold
        self.predicted = predicted
        self.annotated = annotated
        self.kept = {}

    def has(self, *layers):
        """Whether gold has these layers here and the run attempts them."""
        return all(getattr(side, layer) is not None for side in (self.gold, self.predicted) for layer in layers)

    def knows(self, *attributes):
        return all(one in self.annotated for one in attributes)

    def once(self, make, *options):
        """An alignment, made once per document."""
        key = (make.__name__, *options)
        if key not in self.kept:
            self.kept[key] = make(self, *options)
        return self.kept[key]


def scenes_of(documents, gold, run, annotated):
    """A scene for each gold record, in the order of gold."""
    texts = {one["doc_id"]: one["text"] for one in documents}
    answers = {one["doc_id"]: one for one in run}
    attempted = {layer for one in run for layer in LAYERS if one.get(layer) is not None}
    present = attributes_with_a_value(gold)
    scenes = []
    for record in gold:
        text = texts[record["doc_id"]]
        answer = dict(answers.get(record["doc_id"]) or {})
        for layer in attempted:
            if answer.get(layer) is None:
                answer[layer] = []
        names = named(record.get("annotated"), annotated, present)
        scenes.append(Scene(side_of(record, text), side_of(answer, text) if answer else Side(), names))
    return scenes


def named(own, of_the_corpus, present):
    """The annotated attributes of one document: those of both lists, or where there is none those with a value."""
    if own is None and of_the_corpus is None:
        return present
    return {*(own or ()), *(of_the_corpus or ())}


def attributes_with_a_value(gold):
    """The names of the attributes for which some gold item of the corpus has a value."""
    return {
        f"{layer}.{name}"
        for record in gold
        for layer, item in items_of(record)
        for name, value in item.items()
        if value is not None and value != []
    }


def items_of(record):
    """All items of a record with the layer under which their attributes are named."""
    for layer in LAYERS:
        for item in record.get(layer) or ():
            yield layer, item
            for mention in (item.get("mentions") or ()) if layer == "entities" else ():
                yield "mentions", mention
            for argument in (item.get("arguments") or ()) if layer == "events" else ():
                yield "arguments", argument
