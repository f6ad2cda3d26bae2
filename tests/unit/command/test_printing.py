"""What is printed where: colour for terminals alone, JSON that every encoding can hold."""

import io
import sys

import pytest

from sayso.command import printing


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    for name in ("CI", "NO_COLOR", "TERM", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def look():  # called by the test: between set-up and call pytest sets its own streams
        stream = Terminal()
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        return stream

    return look


def test_a_terminal_is_for_people_unless_it_belongs_to_ci(terminal, monkeypatch):
    terminal()
    assert printing.is_for_people()
    assert printing.shows_progress()
    monkeypatch.setenv("CI", "true")
    assert not printing.is_for_people()
    assert not printing.shows_progress()


def test_a_dumb_terminal_is_treated_as_a_pipe(terminal, monkeypatch):
    terminal()
    monkeypatch.setenv("TERM", "dumb")

    assert not printing.is_for_people()


def test_a_pipe_is_not_for_people(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())

    assert not printing.is_for_people()


def test_no_color_takes_every_escape_sequence_away(terminal, monkeypatch):
    from rich.text import Text

    stream = terminal()
    printing.say_rich([Text("red", style="bold red")])
    assert "\x1b[" in stream.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    stream = terminal()
    printing.say_rich([Text("red", style="bold red")])
    assert stream.getvalue() == "red\n"


def test_progress_goes_to_standard_error(terminal, monkeypatch):
    stream = terminal()
    monkeypatch.setattr(sys, "stdout", io.StringIO())

    assert printing.console(err=True).file is stream


@pytest.mark.parametrize(("encoding", "written"), [("utf-8", '"–"\n'), ("latin-1", '"\\u2013"\n')])
def test_json_is_valid_in_every_encoding(monkeypatch, encoding, written):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    printing.say_json("–")

    assert stream.buffer.getvalue().decode(encoding) == written


def test_say_ends_a_line_once(capsys):
    printing.say("a")
    printing.say("b\n")

    assert capsys.readouterr().out == "a\nb\n"
