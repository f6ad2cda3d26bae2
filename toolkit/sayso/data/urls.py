"""URLs of files: how they are told from paths, what may be shown of them, and what stands beside them.

A `Url` can do what reading asks of a `Path`, under the same names, so that whoever reads need not know which of the two
he has. What opens it is `remote`, which is imported when something is to be opened.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias
from urllib.parse import quote, unquote

from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.data.stores import Facts

_NAME = r"[A-Za-z][A-Za-z0-9+.\-]+"
_URL = re.compile(rf"(?P<head>(?:{_NAME}::)*(?P<scheme>{_NAME})://)(?P<rest>.*)", re.DOTALL)
_CHAIN = rf"::(?={_NAME}(?:::|://)|/)"
# A password with a slash in it is no part of a good URL, and yet one.
_LOGIN = r"(?P<login>[^/\s]*|[^/@:\[\s]*:(?![:\d]).*)@"
_ACCESS = re.compile(rf"(?P<scheme>{_NAME})://{_LOGIN}")
_WEB = {"http", "https"}


def is_url(spelled: object) -> bool:
    """Whether something given as a file is a URL, as in `s3://bucket/run.jsonl`; a `Path` never is."""
    return isinstance(spelled, str) and _URL.match(spelled) is not None


def hidden(words: str) -> str:
    """Words without what gives access in the URLs among them; queries stay, for words may be about anything."""
    return re.sub(rf"(?P<scheme>{_NAME})://(?P<login>[^/\s'\"]*)@", _user, words)


def local(spelled: str | Path) -> Path:
    """The path of a file that is to be written.

    Raises:
        UsageError: It is a URL: no store lets a file appear whole, or not at all, in the way a folder does.
    """
    if isinstance(spelled, str) and is_url(spelled):
        msg = f"{said(spelled)}: is a URL, and files are written here; name a path, and copy the file when it is whole"
        raise UsageError(msg)
    return Path(spelled)


def is_file(name: str) -> bool:
    """Whether the name of a source, as messages have it, is that of a file, and not of records in memory."""
    return is_url(name) or Path(name).is_file()


def place_of(spelled: str | Place) -> Place:
    """What a spelling names: a URL, or a path."""
    if isinstance(spelled, Url | Path):
        return spelled
    return Url(spelled) if is_url(spelled) else Path(spelled)


def said(spelled: str) -> str:
    """What was given as a file, as it may be said."""
    return shown(spelled) if "://" in spelled else spelled


def tidy(spelled: str) -> str:
    """A spelling as it is shown: a path without detours; a URL as it is, for it has to be opened."""
    return spelled if is_url(spelled) or str(Path(spelled)) == "-" else str(Path(spelled))


def shown(url: str) -> str:
    """A URL without what gives access: passwords, who logs in on the web (it may be a token), and queries."""
    before, mark, _ = _ACCESS.sub(_user, url).partition("?")
    return f"{before}?…" if mark else before


def _user(found: re.Match[str]) -> str:
    user = "" if found["scheme"].lower() in _WEB else found["login"].partition(":")[0]
    return f"{found['scheme']}://{user}@" if user else f"{found['scheme']}://"


class Stat(NamedTuple):
    """Facts about a file, named as `os.stat` names them.

    Attributes:
        st_size: Bytes, 0 where they are not known.
        st_mtime_ns: A number that is another one when the file is, as far as its store tells.
    """

    st_size: int
    st_mtime_ns: int


class Url:
    """A file or a folder by its URL, as fsspec takes it, chains (`zip://run.jsonl::s3://bucket/runs.zip`) too.

    Its text is what may be shown; `spelled` is all of it.
    """

    __slots__ = ("_before", "_behind", "_folder", "_random", "name", "scheme", "spelled")

    def __init__(self, spelled: str) -> None:
        """Take a URL; nothing is opened yet."""
        found = _URL.match(spelled)
        if found is None:
            msg = f"{spelled!r} is no URL"
            raise ValueError(msg)
        self.spelled = spelled
        self._random: bool | None = None
        self.scheme = found["scheme"].lower()
        first = re.split(_CHAIN, found["rest"], maxsplit=1)[0]
        login = re.match(_LOGIN, first)
        who = login[0] if login else ""
        path = re.split(r"[?#]" if self.scheme in _WEB else r"\?", first[len(who) :], maxsplit=1)[0]
        self._before = found["head"] + who
        self._behind = found["rest"][len(who) + len(path) :]
        folder, _, name = path.rstrip("/").rpartition("/")
        self.name = unquote(name) if self.scheme in _WEB else name
        self._folder = f"/{folder}" if path.startswith("/") and not folder.startswith("/") else folder

    @property
    def suffix(self) -> str:
        """The last ending of its name."""
        return PurePosixPath(self.name).suffix

    @property
    def parent(self) -> Url:
        """The folder it is in."""
        return Url(f"{self._before}{self._folder}{self._behind}")

    @property
    def parts(self) -> tuple[str, ...]:
        """Its host, folders and name."""
        return (*filter(None, self._folder.split("/")), self.name)

    def __truediv__(self, name: str) -> Url:
        """What has a name in this folder, or in one within it."""
        path = self.spelled[len(self._before) : len(self.spelled) - len(self._behind)]
        path = f"{path.rstrip('/')}/" if path else ""
        return Url(f"{self._before}{path}{quote(name) if self.scheme in _WEB else name}{self._behind}")

    def with_name(self, name: str) -> Url:
        """What has another name in the same folder."""
        return self.parent / name

    @property
    def is_folder_by_name(self) -> bool:
        """Whether it ends in a slash."""
        return self.spelled[: len(self.spelled) - len(self._behind)].endswith("/")

    def is_random(self) -> bool:
        """Whether it can be read from any byte on without all that stand before it; its store is asked once.

        Raises:
            UsageError: It cannot be opened.
        """
        if self._random is None:
            from sayso.data.stores import is_random as asked

            self._random = asked(self)
        return self._random

    def is_absolute(self) -> bool:
        """Always."""
        return True

    def absolute(self) -> Url:
        """The same."""
        return self

    def resolve(self) -> Url:
        """The same."""
        return self

    def facts(self) -> Facts | None:
        """What its store tells of it; None if there is nothing.

        Raises:
            UsageError: The store cannot be asked.
        """
        from sayso.data.stores import facts

        return facts(self)

    def is_file(self) -> bool:
        """Whether it is there, may be read, and is no folder.

        Raises:
            UsageError: The store cannot be asked.
        """
        from sayso.data.stores import is_seen

        return is_seen(self)

    def stat(self) -> Stat:
        """Its size, and a number that tells it from what was there before.

        Raises:
            UsageError: There is none, or the store cannot be asked.
        """
        from sayso.data.stores import there

        found = there(self)
        return Stat(found.size or 0, found.version)

    def open(self, mode: str = "rb", buffering: int = -1) -> BinaryIO:  # noqa: ARG002 - as a path has it
        """Its bytes.

        Raises:
            UsageError: It cannot be opened; so does whoever reads from it, where it cannot be read on.
        """
        from sayso.data.remote import opened

        return opened(self)

    def read_text(self, encoding: str = "utf-8") -> str:
        """All of it as text.

        Raises:
            UsageError: It cannot be read.
            UnicodeDecodeError: It is no such text.
        """
        with self.open() as file:
            return file.read().decode(encoding)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Url) and self.spelled == other.spelled

    def __hash__(self) -> int:
        return hash(self.spelled)

    def __str__(self) -> str:
        return shown(self.spelled)

    def __repr__(self) -> str:
        return f"Url({str(self)!r})"

    def __reduce__(self) -> tuple[type[Url], tuple[str]]:
        return Url, (self.spelled,)


Place: TypeAlias = "Path | Url"
"""Where a file is."""


def can_be_shared(where: Place) -> bool:
    """Whether other processes can read parts of a file.

    Raises:
        UsageError: It cannot be opened.
    """
    return isinstance(where, Path) or ("memory://" not in where.spelled and is_random(where))


def is_random(where: Place) -> bool:
    """Whether a file can be read from any byte on without all that stand before it; a path always can.

    Raises:
        UsageError: It cannot be opened.
    """
    return isinstance(where, Path) or where.is_random()
