"""Places as a forge wants them: files relative to the root of the checkout, with slashes, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from sayso.data.urls import is_url

# What GitHub and GitLab call the folder of the checkout.
_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def checkout() -> Path:
    """The folder of the checkout: as the forge says, or the working directory."""
    return Path(next((folder for name in _CHECKOUTS if (folder := os.environ.get(name))), "."))


def within(file: str | None, root: Path) -> str | None:
    """A file's path from the root of the checkout; None for no file, and for one that lies elsewhere, as at a URL."""
    if file is None or is_url(file):
        return None
    try:
        path = Path(file).resolve().relative_to(root.resolve())
    except (ValueError, OSError):
        return None
    return path.as_posix()
