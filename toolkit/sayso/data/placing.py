"""Files put in their place in one step: a file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sayso.errors import UsageError


def put(path: Path, content: str | bytes) -> None:
    """Put a text (UTF-8) or bytes in a file in one step: whoever looks sees the old content or the new.

    Raises:
        UsageError: The path cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101 - temporary files are private, reports are not
        os.replace(name, path)  # noqa: PTH105 - `name` is a string
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
