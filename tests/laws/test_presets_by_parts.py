"""What a preset is given of documents does not depend on which others are read beside them."""

import pickle
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.presets import Pair, ScorerError, presets, spelled
from sayso.presets.preset import flat, joined
from strategies import cases

pytestmark = pytest.mark.slow


def told(numbers, *of):
    """Numbers to the last digit, or why there are none."""
    try:
        return repr(flat(numbers(*of)))
    except ScorerError as error:
        return str(error)


def at_once(name, pairs):
    preset, conventions = spelled(name)
    return preset.adapted(pairs, conventions)


def in_parts(name, pairs, size):
    preset, conventions = spelled(name)
    parts = [preset.given(pairs[first : first + size], conventions) for first in range(0, len(pairs), size)]
    sent = [pickle.loads(pickle.dumps(part)) for part in parts]  # noqa: S301 - what was just written
    return preset.scored(reduce(joined, sent, preset.given([], conventions)), conventions)


@settings(max_examples=15)
@given(case=cases(most=6), size=st.integers(1, 3))
def test_every_preset_has_the_numbers_of_its_parts_put_together(case, size):
    records = {record["doc_id"]: record for record in case.run if record.get("failure") is None}
    texts = {document["doc_id"]: document["text"] for document in case.documents}
    pairs = [Pair(one["doc_id"], texts[one["doc_id"]], one, records.get(one["doc_id"])) for one in case.gold]
    for name in presets():
        assert told(in_parts, name, pairs, size) == told(at_once, name, pairs), name
