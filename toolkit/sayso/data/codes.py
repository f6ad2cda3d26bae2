"""The codes of what can be wrong with data, each with its meaning and the way out.

Codes are stable for ever. A code of level *shape* can be seen in a record alone, and the JSON Schema of the record's
type refuses it too, unless it is one of spelling: what a JSON parser has smoothed over before a schema sees the record.
One of level *content* needs the text, the other items, or other records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.errors import Problem, Where


@dataclass(frozen=True, slots=True)
class Code:
    """One way in which data can break the contract.

    Attributes:
        code: Its stable name.
        title: What is wrong, in a few words.
        level: `shape` or `content`.
        meaning: Why it is refused.
        mend: What to do.
        spelling: Whether it is about the bytes of a line or a file, before there is a record.
    """

    code: str
    title: str
    level: Literal["shape", "content"]
    meaning: str
    mend: str
    spelling: bool = False


_TABLE: tuple[tuple[str, str, Literal["spelling", "shape", "content"], str, str], ...] = (
    (
        "E101",
        "not UTF-8",
        "spelling",
        "The line has bytes that are no UTF-8, so its text is not known.",
        "Write the file as UTF-8, for instance with open(path, 'w', encoding='utf-8').",
    ),
    (
        "E102",
        "byte order mark",
        "spelling",
        "A line begins with a byte order mark, which JSON forbids; often whole files with one were put together.",
        "Write the file as 'utf-8', not 'utf-8-sig'; `sed -i 's/^\\xEF\\xBB\\xBF//' FILE` takes the mark out.",
    ),
    (
        "E103",
        "not JSON",
        "spelling",
        "The line is not a JSON value.",
        "Write one JSON object a line, with a JSON library.",
    ),
    (
        "E104",
        "two values on a line",
        "spelling",
        "More follows after the first value of the line; a reader that stops there would lose it.",
        "Put each record on a line of its own.",
    ),
    (
        "E105",
        "not an object",
        "spelling",
        "A record is a JSON object; the line holds another kind of value.",
        "Write {…} on every line; a whole list of records belongs on as many lines.",
    ),
    (
        "E106",
        "duplicate key",
        "spelling",
        "An object names a key twice; parsers keep one of them and drop the other silently.",
        "Keep one of the two.",
    ),
    (
        "E107",
        "no finite number",
        "spelling",
        "JSON has no NaN or Infinity, and a number too large to represent, as 1e999 or one of 5,000 digits, is none.",
        "Write null where there is no value.",
    ),
    (
        "E108",
        "nested too deeply",
        "spelling",
        "The line nests deeper than any record does.",
        "A record nests six levels deep, `meta` at most 100; look for a runaway writer.",
    ),
    (
        "E109",
        "line too long",
        "spelling",
        "The line is longer than a record may be.",
        "Split the document, or look for a missing line end; a line has at most 64 MiB.",
    ),
    (
        "E110",
        "blank line",
        "spelling",
        "A blank line inside the file may be a record that got lost.",
        "Delete the line.",
    ),
    (
        "E111",
        "carriage return inside a line",
        "spelling",
        "A lone carriage return is no line end in JSON Lines, and tools disagree on where the line ends.",
        "End lines with a line feed, alone or after a carriage return.",
    ),
    (
        "E112",
        "broken compressed file",
        "spelling",
        "The compressed file ends too early or is damaged, so records may be missing.",
        "Write or copy the file again.",
    ),
    (
        "E113",
        "empty file",
        "spelling",
        "There is no record in the file.",
        "Check the command that wrote it; a corpus without documents cannot be scored.",
    ),
    (
        "E114",
        "lone surrogate",
        "spelling",
        "A string has half of a surrogate pair, which is no character and cannot be written as UTF-8.",
        "Write the whole character, or replace it by U+FFFD.",
    ),
    (
        "E115",
        "not a file",
        "spelling",
        "The path leads to a pipe or a device; records are read more than once, which only a regular file allows.",
        "Write the records to a file first, and name that.",
    ),
    (
        "E201",
        "wrong type",
        "shape",
        'A value has another type than its field wants. true is no number, 1.0 and "3" are no offsets.',
        "Write the type that is named.",
    ),
    (
        "E202",
        "unknown field",
        "shape",
        "The contract has no such field here; what is not understood is refused rather than passed over.",
        "Correct the spelling; free facts belong into a document's meta, slices into tags.",
    ),
    ("E203", "missing field", "shape", "A field that the contract requires is absent or null.", "Give it a value."),
    (
        "E204",
        "unknown format",
        "shape",
        "The record is of a format or version that this release does not read.",
        'Write "format": "sayso/1".',
    ),
    (
        "E205",
        "failure out of place",
        "shape",
        "A failure says that an extractor gave nothing for a document; it stands in runs alone, and without layers.",
        "Leave out the failure, or the layers.",
    ),
    (
        "E206",
        "annotated out of place",
        "shape",
        "`annotated` says which attributes gold carries; a run has nothing to declare.",
        "Leave it out of runs.",
    ),
    (
        "E207",
        "unknown attribute",
        "shape",
        "`annotated` names an attribute that the contract does not have.",
        "Take a name as layer.attribute, such as quotes.cue.",
    ),
    (
        "E208",
        "score outside 0 to 1",
        "shape",
        "A score is an extractor's confidence from 0 to 1.",
        "Rescale scores to that range.",
    ),
    ("E209", "score in gold", "shape", "Gold is certain; scores stand in runs alone.", "Leave the score out of gold."),
    (
        "E210",
        "target not exactly one",
        "shape",
        "A stance is about one thing: an event, an entity, or a span.",
        "Give exactly one of event, entity and span.",
    ),
    (
        "E211",
        "span without offsets in gold",
        "shape",
        "In gold every span has its place; only a run may give a text alone.",
        "Give start and end; `sayso ground` finds texts in a document.",
    ),
    (
        "E301",
        "negative offset",
        "shape",
        "Offsets count from 0 at the beginning of the document.",
        "Count Unicode code points from 0.",
    ),
    ("E302", "reversed span", "content", "The span ends before it begins.", "Give start below end; end is exclusive."),
    (
        "E303",
        "empty span",
        "content",
        "The span covers no character.",
        "Give end as the offset after the last character.",
    ),
    (
        "E304",
        "span past the end",
        "content",
        "The span ends after the document does.",
        "Check that offsets count code points of exactly this text.",
    ),
    (
        "E305",
        "text differs",
        "content",
        "The text given with the span is not what the document has there.",
        "Check that offsets count code points of exactly this text.",
    ),
    (
        "E306",
        "digest differs",
        "content",
        "The annotations were made on another version of the text.",
        "Annotate this text again, or take the text that the digest belongs to.",
    ),
    (
        "E307",
        "fragments overlap",
        "content",
        "Two fragments of one item share characters, which would count twice.",
        "Join them into one fragment.",
    ),
    (
        "E308",
        "head outside its span",
        "content",
        "The head of a mention lies within the mention.",
        "Correct one of the two spans.",
    ),
    (
        "E401",
        "duplicate id",
        "content",
        "Two items of one layer have the same id, so references to it are ambiguous.",
        "Give each item of a layer its own id.",
    ),
    (
        "E402",
        "dangling id",
        "content",
        "A reference names an id that no item of the layer has in this document.",
        "Add the item, or correct the reference; ids are per document.",
    ),
    (
        "E403",
        "its own ancestor",
        "content",
        "Following the parents of a quote leads back to it.",
        "A parent encloses its quote; break the circle.",
    ),
    (
        "E404",
        "entity of nothing",
        "content",
        "An entity has neither a mention nor a name nor a Wikidata id.",
        "Give it one of the three, or leave it out.",
    ),
    (
        "E501",
        "label outside its set",
        "content",
        "The corpus declares the labels of this attribute, and this one is not among them.",
        "Map the label to one of the set; for runs `--labels open` lets others stand, which then never match.",
    ),
    (
        "E601",
        "duplicate document",
        "content",
        "Two records of one file are about the same document.",
        "Keep one; a document is one record.",
    ),
    (
        "E602",
        "document absent from the corpus",
        "content",
        "The record is about a document that the documents file does not have.",
        "Check doc_id, and that the run belongs to this corpus.",
    ),
    (
        "E603",
        "document absent from the run",
        "content",
        "Gold has a document for which the run has no record; leaving it out would flatter the run.",
        "Run the extractor on it; or let `--missing empty` count it as nothing found, or `--on common` leave it out.",
    ),
    (
        "E604",
        "layer in some records only",
        "content",
        "A run that attempts a layer has it in every record but the failures; an absent layer there might be a loss.",
        "Write [] where the extractor looked and found nothing.",
    ),
)

CODES: dict[str, Code] = {
    code: Code(code, title, "content" if level == "content" else "shape", meaning, mend, level == "spelling")
    for code, title, level, meaning, mend in _TABLE
}


def problem(where: Where, code: str, found: str, expected: str, mend: str | None = None) -> Problem:
    """A problem with the way out of its code, unless a better one is known."""
    return Problem(where, code, found, expected, mend or CODES[code].mend)
