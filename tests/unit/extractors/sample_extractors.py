"""Extractors for the tests: one that works, one that does whatever a document tells it to."""

import os
import re
import signal
import sys
import time

from sayso.errors import ExtractorError

FORMAT = "sayso/1"


class Capitals:
    """Words that begin with a capital, each an entity."""

    name = "capitals"
    layers = frozenset({"entities"})
    version = "1"

    def __init__(self, *, kind: str = "other", wait: float = 0.0) -> None:
        self.kind = kind
        self.wait = wait

    def annotate(self, document):
        time.sleep(self.wait)
        words = re.finditer(r"\b[A-Z]\w*", document["text"])
        entities = [
            {"id": f"e{number}", "name": word[0], "type": self.kind, "mentions": [{"span": _span(word)}]}
            for number, word in enumerate(words, start=1)
        ]
        return {"format": FORMAT, "doc_id": document["doc_id"], "entities": entities}


class Batched(Capitals):
    """The same, several at once; a batch with a document that says so fails as a whole."""

    name = "batched"
    batch = 3
    annotate = None
    asked: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.asked = []

    def extract(self, documents):
        documents = list(documents)
        self.asked.append(len(documents))
        for document in documents:
            if document["text"] == "raise":
                raise ValueError("asked to raise")
            yield Capitals.annotate(self, document)


class Unruly(Capitals):
    """Does what the text of the document says."""

    name = "unruly"

    def annotate(self, document):
        record = super().annotate(document)
        do = getattr(self, f"_{document['text'].replace(' ', '_')}", None)
        return record if do is None else do(record)

    def _raise(self, _):
        raise ValueError("asked to raise")

    def _raise_own(self, _):
        raise _OwnError

    def _raise_surrogate(self, _):
        raise ValueError("odd \ud800")

    def _leave(self, _):
        sys.exit(3)

    def _hang(self, _):
        while True:
            pass

    def _hang_in_c(self, _):
        # Holds the interpreter's lock: no thread, no signal handler in Python gets a turn.
        return re.match(r"(a+)+$", "a" * 60 + "b")

    def _die(self, _):
        os.kill(os.getpid(), signal.SIGSEGV)

    def _end(self, _):
        os._exit(3)

    def _say_something(self, record):
        sys.stdout.write("{}\nsomething\n")
        os.write(1, b"and more\n")
        return record | {
            "entities": [{**entity, "name": sys.stdin.read() or "nothing"} for entity in record["entities"]]
        }

    def _give_a_list(self, record):
        return [record]

    def _give_a_set(self, record):
        return record | {"entities": {1}}

    def _give_nan(self, record):
        return record | {"entities": [{"score": float("nan")}]}

    def _give_another_id(self, record):
        return record | {"doc_id": "other"}

    def _give_no_format(self, record):
        return {field: record[field] for field in ("doc_id", "entities")}

    def _give_no_layer(self, record):
        return record | {"entities": None}

    def _give_a_layer_more(self, record):
        return record | {"quotes": []}

    def _give_a_span_past_the_end(self, record):
        span = {"start": 0, "end": 999}
        return record | {"entities": [{"id": "e1", "name": "A", "mentions": [{"span": span}]}]}

    def _fail(self, record):
        return {"format": FORMAT, "doc_id": record["doc_id"], "failure": {"class": "too hard", "message": "gave up"}}

    def _cannot_start(self, _):
        raise ExtractorError("the model is not there")


class _OwnError(Exception):
    """Without a message."""


class Unprepared(Capitals):
    """Cannot load what it needs."""

    def prepare(self):
        raise OSError("no model")


class Dies(Capitals):
    """Its process ends while it loads."""

    def prepare(self):
        os._exit(7)


def _span(word):
    return {"start": word.start(), "end": word.end(), "text": word[0]}
