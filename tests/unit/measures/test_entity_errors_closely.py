"""Error classes of entities, which cover no text of their own: by mentions, names and Wikidata ids."""

import pytest

from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate.errors import error_classes

#       0123456789012345678901
TEXT = "Bo met Ann and Lu, Bo."
BO, ANN, LU, AGAIN = (0, 2), (7, 10), (15, 17), (19, 21)


def entity(number, *mentions, **more):
    spans = [{"text": one} if isinstance(one, str) else {"start": one[0], "end": one[1]} for one in mentions]
    return {"id": f"e{number}", "mentions": [{"span": span} for span in spans], **more}


def errors(gold, predicted):
    """Pairs, single gold and single predicted items of each class of entities."""
    records = (
        [{"format": "sayso/1", "doc_id": "d", "entities": [entity(n, *one[0], **one[1]) for n, one in enumerate(side)]}]
        for side in (gold, predicted)
    )
    corpus = Gold(
        MemorySource(next(records), name="gold"), MemorySource([{"doc_id": "d", "text": TEXT}], name="documents")
    )
    found = error_classes(gold=corpus, predicted=Run(MemorySource(next(records), name="run"), "run"), missing="empty")
    return {name: (one.pairs, one.gold, one.predicted) for name, one in found.get("entities", {}).items()}


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        pytest.param([([BO], {})], [([BO], {})], {}, id="one mention in common is enough"),
        pytest.param(
            [([BO], {"wikidata": "Q1"})],
            [([BO], {"wikidata": "Q2"})],
            {"wikidata": (1, 0, 0)},
            id="the same mention, but not the same id",
        ),
        pytest.param(
            [([BO], {"wikidata": "Q2"})],
            [([BO], {"wikidata": "Q1"})],
            {"wikidata": (1, 0, 0)},
            id="whichever of the ids comes first",
        ),
        pytest.param(
            [([LU], {"name": "Bo Ray", "wikidata": "Q1"}), ([ANN], {}), ([BO], {"name": "Bo", "wikidata": "Q3"})],
            [([], {"name": "Lu", "wikidata": "Q7"}), ([ANN], {}), ([AGAIN], {"name": "Bo", "wikidata": "Q2"})],
            {"wikidata": (1, 0, 0), "missed": (0, 1, 0), "spurious": (0, 0, 1)},
            id="the same name, but not the same id: the third with the third",
        ),
        pytest.param([([BO], {"wikidata": "Q1"})], [([BO], {})], {}, id="an id on one side alone contradicts nothing"),
        pytest.param(
            [([BO, AGAIN, ANN], {})],
            [([BO, ANN], {}), ([AGAIN], {})],
            {"split": (0, 0, 1)},
            id="the rest of an entity that is paired elsewhere",
        ),
        pytest.param(
            [([BO, ANN], {}), ([AGAIN], {})],
            [([BO, AGAIN, ANN], {})],
            {"merged": (0, 1, 0)},
            id="two entities in one",
        ),
        pytest.param(
            [([ANN], {})],
            [(["Bo Ray"], {}), (["Ann", ANN], {}), (["Lu", LU], {})],
            {"ungrounded": (0, 0, 1), "spurious": (0, 0, 1)},
            id="a single mention that stands nowhere; others have one that does",
        ),
        pytest.param(
            [],
            [([BO], {"name": "Bo"}), ([BO], {"name": "Bo"})],
            {"duplicate": (0, 0, 1), "spurious": (0, 0, 1)},
            id="twice the same mention and name",
        ),
        pytest.param(
            [],
            [([BO, ANN], {"name": "Bo"}), ([BO, LU], {"name": "Bo"}), ([ANN, BO], {"name": "Bo"})],
            {"duplicate": (0, 0, 1), "spurious": (0, 0, 2)},
            id="in whatever order its mentions come",
        ),
        pytest.param(
            [], [([BO], {"name": "Bo"}), ([BO], {"name": "Lu"})], {"spurious": (0, 0, 2)}, id="another name is another"
        ),
        pytest.param(
            [],
            [([BO], {"wikidata": "Q1"}), ([BO], {"wikidata": "Q2"})],
            {"spurious": (0, 0, 2)},
            id="another id is another",
        ),
        pytest.param([([BO], {})], [], {"missed": (0, 1, 0)}, id="nothing predicted"),
    ],
)
def test_the_class_of_each_entity(gold, predicted, expected):
    assert errors(gold, predicted) == expected


def test_the_same_entity_in_another_document_is_no_duplicate():
    """Two documents of one text, each with Bo at one place, once in each; gold has nobody."""
    documents = [{"doc_id": name, "text": TEXT} for name in ("d1", "d2")]
    head = [{"format": "sayso/1", "doc_id": one["doc_id"]} for one in documents]
    gold = Gold(
        MemorySource([{**one, "entities": []} for one in head], name="gold"), MemorySource(documents, name="documents")
    )
    run = Run(MemorySource([{**one, "entities": [entity(0, BO, name="Bo")]} for one in head], name="run"), "run")
    found = error_classes(gold=gold, predicted=run)["entities"]
    assert {name: (one.pairs, one.gold, one.predicted) for name, one in found.items()} == {"spurious": (0, 0, 2)}
