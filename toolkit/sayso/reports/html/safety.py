"""What makes a page safe: JSON that cannot end its element, and a policy that runs nothing but our own script.

Everything from a run is untrusted. Templates escape (autoescape is on); data for the script stands in elements of type
`application/json`, in which no `<`, `>` or `&` is left as such.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

# What could end the element or open a comment in it; line separators end lines in old JavaScript.
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def inline_json(data: object) -> Markup:
    """Data as JSON to stand inside a script element."""
    written = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(written.translate(_UNSAFE))  # noqa: S704 - nothing that HTML would see is left in it


def packed_json(data: object) -> Markup:
    """Data as JSON, deflated, in base64: about a quarter of the bytes."""
    written = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(written.encode(), level=6)).decode()
    return Markup(f'"{packed}"')  # noqa: S704 - letters, digits and + / =


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """The Content-Security-Policy that allows these inline styles and scripts and nothing else."""
    return (
        f"default-src 'none'; style-src {_hashes(styles)}; script-src {_hashes(scripts)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hashes(sources: Iterable[str]) -> str:
    digests = [base64.b64encode(hashlib.sha256(source.encode()).digest()).decode() for source in sources]
    return " ".join(f"'sha256-{digest}'" for digest in digests)
