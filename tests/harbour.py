"""A small corpus of invented news, as files, and the way to run the command line on it as a process."""

import contextlib
import json
import os
import signal
import subprocess
import sys

TEXTS = {
    "harbour": 'Ann Lee said: "We will not wait." The harbour board protested.',
    "market": "The market closed early, according to Bo Ray.",
}


def span(doc_id, said):
    start = TEXTS[doc_id].index(said)
    return {"start": start, "end": start + len(said), "text": said}


def gold():
    speaker = {"id": "e1", "name": "Ann Lee", "type": "person", "mentions": [{"span": span("harbour", "Ann Lee")}]}
    quote = {"id": "q1", "content": [span("harbour", "We will not wait.")], "kind": "direct", "speakers": ["e1"]}
    event = {"id": "v1", "trigger": span("harbour", "protested"), "type": "protest"}
    other = {"id": "e1", "name": "Bo Ray", "type": "person", "mentions": [{"span": span("market", "Bo Ray")}]}
    said = {"id": "q1", "content": [span("market", "The market closed early")], "kind": "indirect", "speakers": ["e1"]}
    return [
        record("harbour", entities=[speaker], quotes=[quote], events=[event], stances=[]),
        record("market", entities=[other], quotes=[said], events=[], stances=[]),
    ]


def record(doc_id, **layers):
    return {"format": "sayso/1", "doc_id": doc_id, **layers}


def documents():
    return [{"doc_id": doc_id, "text": text} for doc_id, text in TEXTS.items()]


def write(path, records):
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    return path


def corpus(folder):
    """A corpus folder; its gold is also a perfect run."""
    folder.mkdir(exist_ok=True)
    write(folder / "documents.jsonl", documents())
    write(folder / "gold.jsonl", gold())
    (folder / "corpus.toml").write_text('name = "small"\ndocuments = "documents.jsonl"\ngold = "gold.jsonl"\n')
    return folder


def environment(**more):
    """This process's environment without what would change the output."""
    kept = {
        name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR", "SAYSO_DEBUG", "COLUMNS"}
    }
    return {**kept, "PYTHONIOENCODING": "utf-8", **more}


@contextlib.contextmanager
def hearing():
    """What is started meanwhile hears Ctrl-C, though jobs in the background are born deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def command(*arguments):
    return [sys.executable, "-m", "sayso", *map(str, arguments)]


def run(*arguments, cwd=None, **variables):
    """Run `sayso` as a process of its own."""
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(**variables),
        check=False,
        timeout=120,
    )
