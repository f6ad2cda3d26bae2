"""What holds of every preset: it can be found, explained, run on documents, and says what is wrong with it."""

import pytest

from sayso import load, score
from sayso.data.sources import MemorySource, Run
from sayso.errors import MeasureError
from sayso.presets import ScorerError, find, presets, spelled
from sayso.presets.preset import flat

CORPUS = load()


@pytest.mark.parametrize("name", presets())
def test_a_preset_says_what_it_is(name):
    preset = find(name)

    assert "Source:" in preset.definition
    assert preset.layer in {"entities", "quotes", "events", "stances"}
    assert all((preset.scorer, preset.version, preset.unit, preset.source, preset.differs))
    assert preset.defects
    assert all(defect.what.endswith(".") and defect.example for defect in preset.defects)
    assert set(preset.choices) <= set(preset.conventions)


@pytest.mark.parametrize("name", presets())
def test_a_preset_runs_on_the_article(name):
    result = score(gold=CORPUS.gold, predicted=CORPUS.passes["annotator-b"], preset=name)
    found = {value.measure.partition(":")[2]: value.value for value in result.values}

    assert find(name).headline in found
    assert all(value is None or isinstance(value, (int, float)) for value in found.values())
    assert result[f"{name}:{find(name).headline}"].measure == f"{name}:{find(name).headline}"


def test_an_unknown_preset_names_its_neighbours():
    with pytest.raises(MeasureError) as error:
        find("fnc1")
    assert str(error.value) == "unknown preset 'fnc1'; did you mean fnc-1? `sayso list presets` shows all"


def test_a_convention_that_there_is_not():
    with pytest.raises(MeasureError) as error:
        spelled("fnc-1(tokens=words)")
    assert str(error.value) == "preset fnc-1 has no convention 'tokens'; it has none"


def test_an_original_that_stops_is_told_and_the_others_go_on():
    records = [{"format": "sayso/1", "doc_id": document["doc_id"], "quotes": []} for document in CORPUS.documents]
    run = Run(MemorySource(records, name="silent"), "silent")
    result = score(gold=CORPUS.gold, predicted=run, preset=["quobert", "fnc-1"])

    assert result["fnc-1:relative"].value is not None
    assert result.remarks == (
        "quobert on silent: the original stops with ZeroDivisionError: exact_match_without_speaker is over no quotes",
    )


def test_nested_numbers_are_named_by_their_path():
    assert flat({"strict": {"f1": 0.5, "n": 2}, "all": None}) == {"strict.f1": 0.5, "strict.n": 2, "all": None}


def test_measures_and_presets_stand_side_by_side():
    result = score(
        gold=CORPUS.gold,
        predicted=CORPUS.passes["annotator-b"],
        measures=["quotes.F"],
        preset=["deezer-llm-attribution"],
    )
    assert [value.measure for value in result.values] == ["quotes.F@overlap(0.5)", "deezer-llm-attribution:accuracy"]


def test_labels_of_rows_that_are_not_compared_are_not_looked_at():
    found = find("fnc-1").native(["agree"], ["agree", "no label"])
    assert (found["test"], found["max"]) == (1.0, 1.0)
    with pytest.raises(ScorerError, match=r"^ValueError: 'no label' is not in list"):
        find("fnc-1").native(["agree", "agree"], ["agree", "no label"])
