"""The part of a run that is finished: one record a line, on disk as soon as it is there.

While a run is made, its records stand in `NAME.jsonl.part`, and what makes it in `NAME.meta.json.part`. After a kill
the next run of the same extractor on the same documents goes on behind them: a last line that is torn is dropped,
every other is kept, so that no document comes twice and none is lost.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any, Self

from sayso.data.packing import ENDINGS, packing_of, unpacked_name
from sayso.data.sources import meta_path
from sayso.data.strict import decode
from sayso.errors import Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import TracebackType

    from sayso.data.packing import Packing
    from sayso.extractors.protocol import Document, Record

_ENDINGS = (".jsonl", *(f".jsonl{ending}" for ending in ENDINGS))


class Part:
    """A run that is being written to `output`; used in a `with` statement."""

    def __init__(self, output: Path) -> None:
        """Take the path of the finished run.

        Raises:
            UsageError: The path does not end in .jsonl, .jsonl.gz or .jsonl.zst, is a folder, or cannot be written.
        """
        ending = next((ending for ending in _ENDINGS if output.name.endswith(ending)), None)
        if ending is None or output.name == ending:
            raise UsageError(
                f"{output}: a run is written to a file that ends in {', '.join(_ENDINGS[:-1])} or {_ENDINGS[-1]}"
            )
        self._packing = packing_of(output)
        if output.is_dir():
            raise UsageError(f"{output}: is a folder; expected a path to write the run to")
        self.output = output
        self.meta = meta_path(output)
        self._lines = output.with_name(unpacked_name(output.name) + ".part")
        self._made_by = self.meta.with_name(self.meta.name + ".part")
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self._lines.open("a+b")
        except OSError as error:
            raise UsageError(f"{output}: cannot be written: {error.strerror}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def resume(self, identity: dict[str, Any], documents: Iterable[Document], each: Callable[[Record], None]) -> int:
        """Go on behind the records that are there already, those of the first documents in turn.

        What stands behind them (a torn line, as a rule) is dropped.

        Args:
            identity: What makes the run; `difference` has to be None for it.
            documents: The documents of the run.
            each: Told every record that is kept.

        Returns:
            How many records are kept.
        """
        self._stream.seek(0)
        kept = size = 0
        for document in documents:
            line = self._stream.readline()
            record = _record(line)
            if record is None or record.get("doc_id") != document["doc_id"]:
                break
            each(record)
            kept, size = kept + 1, size + len(line)
        self._stream.truncate(size)
        self._say_who(identity)
        return kept

    def anew(self, identity: dict[str, Any]) -> None:
        """Drop whatever is there, and start."""
        self._stream.truncate(0)
        self._say_who(identity)

    def difference(self, identity: dict[str, Any]) -> str | None:
        """Why what is there cannot be gone on with, as a sentence; None if it can, or if nothing is there."""
        if self._stream.seek(0, os.SEEK_END) == 0:
            return None
        try:
            found: Any = json.loads(self._made_by.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = None
        if not isinstance(found, dict):
            return f"started anew: nothing says what {self._lines.name} was made by"
        for key, wanted in identity.items():
            if found.get(key) != wanted:
                return (
                    f"started anew: {self._lines.name} was made with {key} {_told(found.get(key))}, now {_told(wanted)}"
                )
        return None

    def append(self, line: str) -> None:
        """Add a record as a line; once this returns, ending the process does not lose it."""
        # In append mode every write goes to the end, wherever reading has left the position.
        self._stream.write(line.encode("utf-8") + b"\n")
        self._stream.flush()

    def finish(self, meta: dict[str, Any]) -> None:
        """Put the run in its place, whole or not at all, with its meta file beside it."""
        os.fsync(self._stream.fileno())
        self._stream.close()
        whole = self._lines if self._packing is None else _compressed(self._lines, self._packing)
        text = json.dumps(meta, ensure_ascii=False, indent=2) + "\n"
        self._made_by.write_text(text, encoding="utf-8", newline="\n")
        whole.replace(self.output)
        self._made_by.replace(self.meta)
        self._lines.unlink(missing_ok=True)

    def _say_who(self, identity: dict[str, Any]) -> None:
        self._made_by.write_text(json.dumps(identity, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _record(line: bytes) -> dict[str, Any] | None:
    """The record of a whole line; None for a torn or a broken one, and for none."""
    if not line.endswith(b"\n"):
        return None
    record = decode(line.removesuffix(b"\n"), Where())
    return None if isinstance(record, Problem) else record


def _compressed(lines: Path, packing: Packing) -> Path:
    """The lines once more, compressed; without a time in it, so that the same run has the same bytes."""
    whole = lines.with_name(lines.name.removesuffix(".part") + f"{packing.ending}.part")
    with lines.open("rb") as plain, whole.open("wb") as raw, packing.packed(raw) as packed:
        shutil.copyfileobj(plain, packed)
    return whole


def _told(value: object) -> str:
    return "unknown" if value is None else str(value)
