"""The worker's side of the conversation, held in this process."""

import io
import json
import os

import pytest
from sample_extractors import Capitals, Unprepared, Unruly

from sayso.errors import UsageError
from sayso.extractors import supervising, worker
from sayso.extractors.supervising import order


class Kept(io.BytesIO):
    """What was written, still there after it is closed."""

    def close(self):
        self.text = self.getvalue().decode("ascii")
        super().close()


def conversation(monkeypatch, extractor, *texts):
    """The answers to an order and documents with these texts."""
    documents = [{"doc_id": f"d{number}", "text": text} for number, text in enumerate(texts, start=1)]
    questions = order(extractor, 60.0) + b"".join(json.dumps(document).encode() + b"\n" for document in documents)
    answers = Kept()
    monkeypatch.setattr(worker, "_taken", lambda descriptor, _: answers if descriptor else io.BytesIO(questions))
    worker.serve()
    return [json.loads(line) for line in answers.text.splitlines()]


def test_a_worker_says_when_it_is_ready_and_then_answers_each_document(monkeypatch):
    ready, first, second = conversation(monkeypatch, Capitals(kind="person"), "Zoë", "none")

    assert ready == {}
    assert (first["doc_id"], first["entities"][0]["name"], first["entities"][0]["type"]) == ("d1", "Zoë", "person")
    assert second == {"format": "sayso/1", "doc_id": "d2", "entities": []}


def test_a_worker_says_that_its_extractor_cannot_start(monkeypatch):
    assert conversation(monkeypatch, Unprepared()) == [{"cannot_start": "capitals cannot start: OSError: no model"}]
    ready, told = conversation(monkeypatch, Unruly(), "cannot start", "Ana")
    assert (ready, told) == ({}, {"cannot_start": "the model is not there"})


class Alarm:
    """The alarm that ends a process; it only notes whether it is set."""

    def __init__(self):
        self.is_set, self.times = False, 0

    def dump_traceback_later(self, _, **__):
        self.is_set, self.times = True, self.times + 1

    def cancel_dump_traceback_later(self):
        self.is_set = False


@pytest.mark.parametrize("text", ["Ana", "cannot start", "stop"])
def test_no_alarm_is_left_that_would_end_the_process_later(text, monkeypatch):
    alarm = Alarm()
    monkeypatch.setattr(worker, "faulthandler", alarm)
    extractor = Unruly()
    if text == "stop":
        monkeypatch.setattr(worker, "_answer", _stops)
        with pytest.raises(KeyboardInterrupt):
            conversation(monkeypatch, extractor, text)
    else:
        conversation(monkeypatch, extractor, text)

    assert (alarm.is_set, alarm.times) == (False, 1)


def _stops(*_):
    raise KeyboardInterrupt


def test_the_conversation_is_taken_away_from_standard_output(capfd):
    reading, writing = os.pipe()
    with worker._taken(writing, "wb") as stream:
        os.write(writing, b"printed")
        stream.write(b"said")
    os.close(writing)
    with os.fdopen(reading, "rb") as heard:
        assert heard.read() == b"said"
    assert capfd.readouterr().err == "printed"


def test_the_conversation_is_taken_away_from_standard_input():
    reading, writing = os.pipe()
    os.write(writing, b"asked")
    os.close(writing)
    saved = os.dup(0)
    try:
        os.dup2(reading, 0)
        with worker._taken(0, "rb") as stream:
            assert os.read(0, 5) == b""
            assert stream.read() == b"asked"
    finally:
        os.dup2(saved, 0)
        os.close(saved)
        os.close(reading)


def test_a_class_of_which_another_process_would_find_another_is_refused(monkeypatch):
    monkeypatch.setattr(supervising, "locate", lambda _: Unruly)
    with pytest.raises(UsageError, match=r"which cannot find sample_extractors\.Capitals; move the class"):
        order(Capitals(), 1.0)
