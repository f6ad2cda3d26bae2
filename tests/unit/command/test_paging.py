"""Pages: what is longer than the screen goes through a pager, and nothing else does."""

import io
import sys

import pytest
from rich.text import Text

import harbour
from harbour import corpus, write
from sayso.command import paging, process

LINES = [f"line {number}" for number in range(9)]


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.fixture
def screen(tmp_path, monkeypatch):
    """Looks at a terminal of six lines; a pager that keeps what it is given, and what is shown without it."""
    for name in ("CI", "NO_COLOR", "PAGER", "LESS", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", "LINES": "6", "COLUMNS": "60"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def look(pager=None):
        stream = Terminal()
        monkeypatch.setattr(sys, "stdout", stream)
        if pager is not None:
            monkeypatch.setenv("PAGER", pager)
        return stream

    look.kept = tmp_path / "kept"
    return look


def test_a_long_text_goes_through_the_pager_in_colour(screen):
    stream = screen(f"tee {screen.kept}")
    paging.say_pages([Text(line, style="red") for line in LINES])

    assert stream.getvalue() == ""
    assert screen.kept.read_text() == "".join(f"\x1b[31m{line}\x1b[0m\n" for line in LINES)


def test_no_color_takes_colours_away_from_pages_too(screen, monkeypatch):
    screen(f"tee {screen.kept}")
    monkeypatch.setenv("NO_COLOR", "1")
    paging.say_pages([Text(line, style="red") for line in LINES])

    assert screen.kept.read_text().splitlines() == LINES


@pytest.mark.parametrize(
    ("pager", "lines", "paged"), [("tee", 3, True), ("tee", 9, False), ("cat", 9, True), ("", 9, True)]
)
def test_what_is_shown_without_a_pager(screen, pager, lines, paged):
    """What fits on the screen, what is not to be paged, and all where there is no pager, or one that only copies."""
    stream = screen(f"{pager} {screen.kept}".strip() if pager == "tee" else pager)
    paging.say_pages(map(Text, LINES[:lines]), paged=paged)

    assert stream.getvalue().splitlines() == LINES[:lines]
    assert not screen.kept.exists()


def test_a_pager_may_be_left_before_the_end(screen):
    screen("true")
    paging.say_pages([Text("x" * 50)] * 3_000)


@pytest.mark.parametrize(
    ("pager", "remark"),
    [
        ("no-such-pager -x", "PAGER 'no-such-pager' cannot be run: No such file or directory; printed without it\n"),
        ("less '", 'PAGER "less \'" is no command (No closing quotation); printed without it\n'),
    ],
)
def test_a_pager_that_cannot_be_run_is_told_of(screen, capsys, pager, remark):
    stream = screen(pager)
    paging.say_pages(map(Text, LINES))

    assert stream.getvalue().splitlines() == LINES
    assert capsys.readouterr().err == remark


def test_less_is_the_pager_unless_one_is_named(monkeypatch):
    monkeypatch.setattr(paging.shutil, "which", {"less": "/bin/less", "more": "/bin/more"}.get)
    assert paging.pager_of({}) == ["/bin/less"]
    monkeypatch.setattr(paging.shutil, "which", {"more": "/bin/more"}.get)
    assert paging.pager_of({}) == ["/bin/more"]
    monkeypatch.setattr(paging.shutil, "which", {}.get)
    assert paging.pager_of({}) == []
    assert paging.pager_of({"PAGER": "most -s"}) == ["most", "-s"]


@pytest.mark.parametrize(
    "command",
    [
        ["show", "corpus", "--doc", "harbour"],
        ["errors", "corpus", "run.jsonl"],
        ["errors", "corpus", "run.jsonl", "--by", "all"],
    ],
)
def test_commands_page_on_a_terminal_alone(screen, tmp_path, monkeypatch, capsys, command):
    corpus(tmp_path / "corpus")
    write(tmp_path / "run.jsonl", [{**one, "quotes": [], "events": []} for one in harbour.gold()])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGER", f"tee {screen.kept}")

    assert process.run(command) == 0
    assert "\x1b" not in capsys.readouterr().out
    assert not screen.kept.exists()
    stream = screen()
    assert process.run([*command, "--no-pager"]) == 0
    assert not screen.kept.exists()
    shown = stream.getvalue()
    assert "\x1b[1m" in shown
    screen()
    assert process.run(command) == 0
    assert screen.kept.read_text() == shown
