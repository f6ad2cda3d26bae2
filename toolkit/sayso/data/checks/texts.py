"""Whether annotations are about this very text, and what happened to it if they are not."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.data.checks.paths import Report


def check_digest(record: dict[str, Any], text: str | None, report: Report) -> None:
    """The text's digest, where it is given, is that of the document."""
    given = record.get("text_sha256")
    if given is None or text is None:
        return
    actual = _digest(text)
    if given != actual:
        report.add(
            "E306",
            ("text_sha256", None),
            repr(given),
            f"{actual!r}, the SHA-256 of the document's text in UTF-8",
            _explained(text, given),
        )


def _explained(text: str, given: str) -> str | None:
    """How the annotated text differs from the document, if it is one of the usual ways."""
    if given.lower() == _digest(text):
        return "Write the digest in lower case."
    for difference, other in _other_versions(text):
        if _digest(other) == given.lower():
            return f"The annotated text {difference}; annotate this text as it is, or restore that one."
    return None


def _other_versions(text: str) -> Iterator[tuple[str, str]]:
    unix = text.replace("\r\n", "\n")
    yield "has CRLF line ends where the document has LF", unix.replace("\n", "\r\n")
    yield "has LF line ends where the document has CRLF", unix
    yield "has a further line end after the document's last character", text + "\n"
    yield "has no white space at its ends", text.strip()
    yield "is in Unicode's form NFC, the document is not", unicodedata.normalize("NFC", text)
    yield "is in Unicode's form NFD, the document is not", unicodedata.normalize("NFD", text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
