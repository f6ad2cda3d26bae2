"""The official inputs varied: what no order and no name can change, and that nothing stops a preset without a reason.

Documents are turned round and renamed, and lists anywhere in an input repeated, shortened, shuffled and emptied.
"""

import contextlib
import copy
import importlib
import json
import random
from pathlib import Path

import pytest

from parity.harness import differences
from sayso.presets import Pair, ScorerError, presets, spelled

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "vectors"
FILES = sorted({preset.vectors.removesuffix(".json") for preset in presets().values()})
# What is no input, and what an adapter itself needs in order to read the rest.
KEPT = {"official", "expected", "default_decoded_spans", "tokens", "tags", "parameters", "columns", "confusion_input"}
NEEDED = {"quotes/pdnc_booknlp": {"documents"}, "quotes/gernews2024": {"documents"}}
VARIATIONS = 60
# Lists that run over documents, and must be turned round together. Sums in another order differ in their last digits.
TURNED = {
    "coref/coref": ("documents",),
    "events/kbp_event_nugget": ("documents",),
    "events/rams": ("documents",),
    "events/trigger_argument": ("documents",),
    "events/maven_arg": ("gold", "pred"),
    "spans/spacy": ("documents",),
    "spans/nervaluate": ("true", "pred"),
    "quotes/adaq": ("documents",),
    "quotes/citron": ("documents",),
    "quotes/gender_gap_tracker": ("documents",),
    "quotes/qsample": ("documents",),
    "linking/neleval": ("gold", "system"),
    "stances/ruopinionne": ("gold", "pred"),
}
# Objects whose names are those of documents.
RENAMED = {
    "events/ceaf_ree": ("gold", "pred"),
    "events/maven_ere_coref": ("gold", "pred"),
    "events/template_gtt_ceafrme": ("gold", "pred"),
}


def read(file):
    data = json.loads((HERE / f"{file}.json").read_text(encoding="utf-8"))
    adapter = importlib.import_module(f"parity.adapters.{Path(file).name}")
    key = next((name for name in ("cases", "vectors") if name in data), None) if isinstance(data, dict) else None

    def cases(inputs):
        return adapter.cases(inputs if key is None else {**data, key: inputs})

    return adapter, data if key is None else data[key], cases


NASTY = json.loads((HERE / "sayso" / "nasty.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("file", sorted(TURNED))
def test_documents_may_come_in_any_order(file):
    adapter, inputs, cases = read(file)
    turned = [{**one, **{name: one[name][::-1] for name in TURNED[file]}} for one in inputs]
    assert wrong(adapter, cases(turned)) == []


@pytest.mark.parametrize("file", sorted(RENAMED))
def test_documents_may_have_any_names(file):
    adapter, inputs, cases = read(file)
    renamed = [
        {**one, **{side: {name[::-1] + " z": value for name, value in one[side].items()} for side in RENAMED[file]}}
        for one in inputs
    ]
    assert wrong(adapter, cases(renamed)) == []


def wrong(adapter, cases):
    return [(case.name, found) for case in cases for found in differences(case.expected, case.got(), adapter)]


@pytest.mark.parametrize("file", FILES)
def test_no_input_stops_a_preset_without_a_reason(file):
    _, inputs, cases = read(file)
    dice = random.Random(file)  # noqa: S311 - nothing is secret here
    for _ in range(VARIATIONS):
        varied = variation(dice.choice(inputs), dice, KEPT | NEEDED.get(file, set()))
        for case in cases([varied]):
            if "error" in json.dumps(case.expected):
                # An adapter may look for our numbers by the names of the official ones.
                continue
            with contextlib.suppress(ScorerError):
                case.got()


def variation(case, dice, kept):
    """A case with one to three of its lists changed."""
    found = copy.deepcopy(case)
    for _ in range(dice.randint(1, 3)):
        places = list(lists(found, kept))
        if places:
            change(dice.choice(places), dice)
    return found


def lists(value, kept):
    """Every list of lists or objects, which may have any length; a list of plain values may be a row."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in kept:
                yield from lists(one, kept)
    elif isinstance(value, list):
        if value and all(isinstance(one, (list, dict)) for one in value):
            yield value
        for one in value:
            yield from lists(one, kept)


def change(place, dice):
    kind = dice.choice(("twice", "short", "shuffled", "empty"))
    if kind == "twice":
        place.insert(dice.randint(0, len(place)), copy.deepcopy(dice.choice(place)))
    elif kind == "short":
        place.pop(dice.randrange(len(place)))
    elif kind == "shuffled":
        dice.shuffle(place)
    else:
        place.clear()


@pytest.mark.parametrize("name", presets())
def test_no_document_stops_a_preset_without_a_reason(name):
    preset, conventions = spelled(name)
    for case in NASTY:
        texts = {one["doc_id"]: one["text"] for one in case["documents"]}
        run = {one["doc_id"]: one for one in case["run"] if not one.get("failed")}
        pairs = [Pair(one["doc_id"], texts[one["doc_id"]], one, run.get(one["doc_id"])) for one in case["gold"]]
        with contextlib.suppress(ScorerError):
            preset.adapted(pairs, conventions)
