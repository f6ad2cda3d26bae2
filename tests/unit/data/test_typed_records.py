"""The typed view is built by hand or from a record, and refuses what the contract refuses of shape."""

import pytest
from pydantic import ValidationError

from sayso.data.checks import check_shape
from sayso.data.records import Annotations, Document, Entity, Failure, Mention, Quote, Span, Stance, Target
from sayso.errors import Where


def test_a_record_is_built_from_parts():
    quote = Quote(id="q1", content=[Span(start=0, end=5)], speakers=["e1"], score=1)
    entity = Entity(id="e1", mentions=[Mention(span=Span(start=7, end=9, text="he"))])
    stance = Stance(id="s1", holder="e1", target=Target(entity="e1"), polarity="support")

    record = Annotations(doc_id="ash", entities=[entity], quotes=[quote], events=[], stances=[stance]).record()

    assert check_shape(record, "run", Where()) == []
    assert record == {
        "format": "sayso/1",
        "doc_id": "ash",
        "entities": [{"id": "e1", "mentions": [{"span": {"start": 7, "end": 9, "text": "he"}}]}],
        "quotes": [{"id": "q1", "content": [{"start": 0, "end": 5}], "speakers": ["e1"], "score": 1.0}],
        "events": [],
        "stances": [{"id": "s1", "holder": "e1", "target": {"entity": "e1"}, "polarity": "support"}],
    }


def test_a_failure_is_spelled_as_in_json():
    failed = Annotations(doc_id="ash", failure=Failure(class_="ValueError", message="no words"))

    assert failed.record()["failure"] == {"class": "ValueError", "message": "no words"}
    assert Annotations.model_validate(failed.record()) == failed


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Span(start=1), "a span has start and end"),
        (Span, "a span has start and end"),
        (lambda: Span(start=True, end=2), "valid integer"),
        (lambda: Span(start=-1, end=2), "greater than or equal to 0"),
        (lambda: Span(start=0, end=2.0), "valid integer"),
        (Target, "exactly one of event, entity and span"),
        (lambda: Target(event="v1", entity="e1"), "exactly one of event, entity and span"),
        (lambda: Quote(id="q1", content=[]), "at least 1 item"),
        (lambda: Quote(id="q1", content=[Span(text="a")], score=2), "less than or equal to 1"),
        (lambda: Document(doc_id="ash", text="", colour="red"), "Extra inputs are not permitted"),
        (lambda: Document.model_validate(["ash"]), "valid dictionary"),
        (lambda: Annotations(doc_id="a", quotes=[], failure=Failure(class_="x", message="y")), "without layers"),
    ],
)
def test_what_the_contract_refuses_is_refused(make, told):
    with pytest.raises(ValidationError, match=told):
        make()


def test_parts_do_not_change():
    span = Span(start=0, end=5)
    with pytest.raises(ValidationError, match="frozen"):
        span.start = 1
