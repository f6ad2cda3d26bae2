"""A corpus and two runs by someone who means harm: every name, label, id and text of theirs is an attack."""

import json

import sayso

# A formula, markup of all kinds, the ends of what a program might wrap it in, controls, what turns letters around.
NASTY = (
    "=cmd|' /C calc'!A1 <script>alert(1)</script></script>]]> $x$ &amp; % # _ { } ~ ^ \\input{x} \\end{document} "
    "`code` **b** [a](http://evil.example) www.evil.example -- '' ,, \x1b[31mred\x1b]0;title\x07 \x9b2J "
    "\u202eright\u2066 ::error::x \\x41 @bo 1. #"
)
LINES = "- one\n# two\r\n| three |\n\n---\n"
CONTROLS = {chr(code) for code in (*range(9), *range(11, 32), 127, *range(128, 160), 0x202E, 0x2066)}
TEXT = f"{NASTY} said. {LINES} Bo went. @@@"


def corpus(folder):
    """Gold, and two runs that get some of it wrong; the names of the runs are files' names."""
    doc_id = f"../../{NASTY}"
    folder.mkdir(exist_ok=True)
    write(folder / "documents.jsonl", [{"doc_id": doc_id, "text": TEXT, "title": NASTY}, {"doc_id": "b", "text": TEXT}])
    write(folder / "gold.jsonl", [record(doc_id), record("b")])
    name = "".join(one for one in NASTY if one not in CONTROLS)
    (folder / "corpus.toml").write_text(
        f'name = {json.dumps(name)}\ndocuments = "documents.jsonl"\ngold = "gold.jsonl"\n', encoding="utf-8"
    )
    failure = {"class": "Late", "message": f"over {NASTY}{LINES}"}
    runs = []
    for shift, (run, other) in enumerate(
        {"=<script>|$`\x1b[31m\u202e%": record("b", 1), "@two\n# heading": {**head("b"), "failure": failure}}.items(), 1
    ):
        runs.append(write(folder / f"{run}.jsonl", [record(doc_id, shift, NASTY), other]))
    return sayso.load(folder), [sayso.read_run(path) for path in runs]


def record(doc_id, shift=0, polarity=None):
    """Annotations of a document, moved to be wrong."""
    quote, trigger = TEXT.index("<script>"), TEXT.index("went")
    label = f"={LINES}{NASTY}"
    polarity = polarity or label
    mention = {"span": span(0, 10 + shift), "form": label}
    entity = {"id": NASTY, "name": f"@{NASTY}{LINES}", "type": label, "mentions": [mention], "tags": [NASTY]}
    other = {"id": LINES, "name": f"+{LINES}", "type": f"-{NASTY}", "mentions": [{"span": span(trigger - 3, 2)}]}
    said = {"id": NASTY, "content": [span(quote, 20 + shift)], "kind": label, "speakers": [NASTY]}
    event = {
        "id": NASTY,
        "trigger": span(trigger, 4),
        "type": label,
        "polarity": polarity,
        "modality": NASTY,
        "arguments": [{"role": label, "span": span(trigger - 3, 2 + shift), "entity": LINES}],
    }
    stance = {"id": NASTY, "holder": NASTY, "target": {"entity": LINES}, "polarity": polarity}
    return {**head(doc_id), "entities": [entity, other], "quotes": [said], "events": [event], "stances": [stance]}


def head(doc_id):
    return {"format": "sayso/1", "doc_id": doc_id}


def span(start, length):
    return {"start": start, "end": start + length}


def write(path, records):
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path
