"""Slices against an independent scorer, and what must hold of any of them."""

import pytest

import oracle
from oracle.random_corpus import corpus
from sayso.data.sources import Gold, MemorySource, Run
from sayso.evaluate import score

# A measure, an attribute, and what the independent scorer calls it.
CASES = [
    ("quotes.F@overlap(0.5)", "kind"),
    ("quotes.attribution.F@exact", "kind"),
    ("mentions.F@exact", "form"),
    ("mentions.typed.F@overlap(0.5)", "type"),
    ("events.typed.F@exact", "modality"),
    ("events.F@overlap(0.5)", "polarity"),
    ("events.roles.F@exact", "role"),
    ("stances.F", "polarity"),
    ("stances.pairs.F", "strength"),
]
LAYERS = ("entities", "quotes", "events", "stances")
# What is annotated is then the same for a part as for the whole.
ANNOTATED = ["quotes.speakers", "quotes.kind", "events.type", "entities.type"]


def several(seed):
    """Three small corpora as one, their documents renamed."""
    whole = {"annotated": ANNOTATED, "labels": None, "documents": [], "gold": [], "run": []}
    for part in range(3):
        case = corpus(100 + 3 * seed + part)
        for name in ("documents", "gold", "run"):
            for record in case[name]:
                record["doc_id"] = f"{part}-{record['doc_id']}"
                record.pop("annotated", None)
                if name == "run" and "failure" not in record:
                    record.update({layer: record.get(layer) or [] for layer in LAYERS})
                whole[name].append(record)
    return whole


def sides(case):
    gold = Gold(
        MemorySource(case["gold"], name="gold"),
        MemorySource(case["documents"], name="documents"),
        None if case["annotated"] is None else tuple(case["annotated"]),
        {name: tuple(texts) for name, texts in (case["labels"] or {}).items()},
    )
    return gold, Run(MemorySource(case["run"], name="run"), "run")


def scored(gold, run, **options):
    return score(gold=gold, predicted=run, missing="empty", labels="open", **options)


@pytest.mark.parametrize("seed", range(24))
def test_slices_are_those_of_the_definitions(seed):
    case = corpus(seed)
    gold, run = sides(case)
    for measure, by in CASES:
        result = scored(
            gold, run, measures=[measure, measure.replace(".F", ".P"), measure.replace(".F", ".R")], by=[by]
        )
        expected = oracle.sliced(case["documents"], case["gold"], case["run"], measure, by, annotated=case["annotated"])
        found = {
            statistic: {
                value.slice[1]: value
                for value in result.slices
                if value.measure == measure.replace(".F", f".{statistic}")
                and sum(value.counts[n] for n in ("gold", "predicted"))
            }
            for statistic in ("P", "R")
        }
        assert found["P"].keys() == expected.keys(), (seed, measure)
        for part, one in expected.items():
            for statistic in ("P", "R"):
                value = found[statistic][part]
                assert value.value == (None if one[statistic] is None else pytest.approx(float(one[statistic]))), (
                    seed,
                    measure,
                )
                assert {name: value.counts[name] for name in one if name not in {"P", "R"}} == {
                    name: one[name] for name in one if name not in {"P", "R"}
                }


@pytest.mark.parametrize("seed", range(12))
def test_the_slices_of_an_attribute_add_up_to_the_whole(seed):
    gold, run = sides(corpus(seed))
    for measure, by in [
        *CASES,
        ("quotes.F@overlap(0.5)", "length"),
        ("quotes.F@exact", "nesting"),
        ("stances.F", "target"),
    ]:
        result = scored(gold, run, measures=[measure], by=[by])
        whole = result[measure].counts
        for one in ("gold", "predicted"):
            assert sum(value.counts[one] for value in result.slices) == whole[one], (seed, measure, by)
            assert sum(value.counts[f"{one}_matched"] for value in result.slices) == whole["matched"]


@pytest.mark.parametrize("seed", range(6))
def test_a_slice_by_document_is_the_score_of_these_documents_alone(seed):
    case = several(seed)
    for number, document in enumerate(case["documents"]):
        document["meta"] = {"split": ["train", "test"][number % 2], "deep": {"year": number % 3}}
    gold, run = sides(case)
    measures = ["quotes.F", "entities.LEA", "stances.F", "events.F(average=documents)", "quotes.kind.accuracy"]
    sliced = scored(gold, run, measures=measures, by=["doc.split", "doc.deep.year"])
    for field, part in [("split", "train"), ("split", "test"), ("deep.year", "0"), ("deep.year", "2")]:
        alone = scored(gold, run, measures=measures, where=[f"{field}={part}"])
        for measure in measures:
            found = sliced.by(f"doc.{field}", measure)[part]
            other = alone[measure]
            if other.undefined_documents < len(alone.documents):
                assert (found.value, dict(found.counts)) == (other.value, dict(other.counts)), (measure, field)


def test_chosen_documents_are_scored_as_if_there_were_no_others():
    case = several(7)
    for number, document in enumerate(case["documents"]):
        document["source"] = "Harbour Gazette" if number % 2 else "Hill Courier"
    gold, run = sides(case)
    kept = {document["doc_id"] for document in case["documents"] if document["source"] == "Hill Courier"}
    part = {name: [one for one in case[name] if one["doc_id"] in kept] for name in ("documents", "gold", "run")}
    chosen = scored(gold, run, where=["source=Hill Courier"])
    alone = scored(*sides({**case, **part}))

    assert [value.value for value in chosen.values] == [value.value for value in alone.values]
    assert chosen.signature.corpus == alone.signature.corpus
    assert chosen.signature.where == "source=Hill Courier"
    assert [error.doc_id for error in chosen.errors] == [error.doc_id for error in alone.errors]
