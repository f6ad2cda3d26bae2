"""GitHub: annotations as its runner reads them, and the summary of the step."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_verdicts import ALL, failed, item, lost, nasty, rule, verdict

from sayso.errors import UsageError
from sayso.gates.outputs import github, markdown, report
from sayso.gates.outputs.github import SUMMARY, add_summary, command, escaped
from sayso.gates.outputs.visible import shortened

PARTS = re.compile(r"::(?P<level>\w+)(?: (?P<properties>[^:\n]*))?::(?P<message>.*)")


def read(line):
    """A workflow command as the runner takes it apart: at the second `::`, at commas, at the first `=` of each."""
    found = PARTS.fullmatch(line)
    pairs = [pair.partition("=") for pair in (found["properties"] or "").split(",") if pair]
    properties = {name: unescaped(value, {"%3A": ":", "%2C": ","}) for name, _, value in pairs}
    return found["level"], properties, unescaped(found["message"], {})


def unescaped(text, more):
    known = {"%0D": "\r", "%0A": "\n", "%25": "%", **more}
    return re.sub("|".join(known), lambda found: known[found[0]], text)


def annotations(found):
    return [read(line) for line in github(found).splitlines()]


def test_annotations_word_for_word():
    assert github(lost()) == (
        "::error title=quotes.F@exact::base: found .780, expected at least .800: .020 too low\n"
        "::error file=gold.jsonl,line=1,title=quotes.F@exact::"
        "base: quotes q1 in harbour 15–32, missed: We will not wait.\n"
        "::error file=gold.jsonl,line=2,title=quotes.F@exact::base: quotes in market 15–32, spurious: Soon.\n"
    )


@pytest.mark.parametrize(
    ("made", "levels"),
    [
        ("passed", []),
        ("forgiven", []),
        ("sliced", ["error", "error"]),
        ("reported", ["warning"]),
        ("unevaluated", ["error"]),
        ("nothing", ["error"]),
        ("broken", ["error"]),
    ],
)
def test_what_is_annotated(made, levels):
    assert [level for level, _, _ in annotations(ALL[made]())] == levels


def test_all_rules_have_their_say_before_any_item():
    found = annotations(verdict(failed(item()), failed(item(), rule=rule("speakers.F"))))

    assert [sorted(properties) for _, properties, _ in found] == 2 * [["title"]] + 2 * [["file", "line", "title"]]


def test_ten_items_of_an_outcome_and_a_remark_how_many_more():
    found = github(verdict(failed(*(item(f"q{number}") for number in range(14))))).splitlines()

    assert len(found) == 1 + 10 + 1
    assert found[-1] == "::notice title=quotes.F@exact::base: and 4 more items"


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("100% sure", "100%25 sure"),
        ("two\nlines", "two%0Alines"),
        ("two\r\nlines", "two%0D%0Alines"),
        ("a: b, c", "a: b, c"),
        ("%0A", "%250A"),
    ],
)
def test_a_message_is_escaped(written, held):
    assert escaped(written) == held


def test_a_property_is_escaped():
    assert command("error", "x", file="a:b,c%.jsonl") == "::error file=a%3Ab%2Cc%25.jsonl::x"


@given(st.text(), st.text(), st.text())
def test_a_command_is_one_line_that_reads_back(message, file, title):
    written = command("error", message, file=file, title=title)
    level, properties, said = read(written)

    assert len(written.splitlines()) == 1
    assert (level, list(properties), said) == ("error", ["file", "title"], shortened(message, 500))


def test_strangers_give_no_commands():
    found = github(nasty()).splitlines()

    assert all(line.startswith("::error ") and len(PARTS.fullmatch(line).groups()) == 3 for line in found)
    assert [read(line)[1].get("file") for line in found] == [None, None, "a:b,c%.jsonl"]
    assert not any(sign in "".join(found) for sign in ("\u202e", "\x1b", "\x00"))


def test_files_are_told_from_the_root_of_the_checkout(tmp_path, monkeypatch):
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path / "news")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))

    assert annotations(lost())[1][1]["file"] == "news/gold.jsonl"


def test_an_item_that_stands_outside_is_told_without_a_file(tmp_path):
    for file in (None, str(tmp_path / "elsewhere.jsonl"), "\0"):
        found = read(github(verdict(failed(item(file=file))), root=tmp_path / "here").splitlines()[1])
        assert found == (
            "error",
            {"title": "quotes.F@exact"},
            "base: quotes q1 in harbour 15–32, missed: We will not wait.",
        )


def test_a_file_without_lines_is_told_without_one():
    assert annotations(verdict(failed(item(line=None))))[1][1] == {"file": "gold.jsonl", "title": "quotes.F@exact"}


def test_elsewhere_nothing_is_said_and_nothing_is_written(tmp_path):
    summary = tmp_path / "summary.md"

    assert report(lost(), {"GITHUB_STEP_SUMMARY": str(summary)}) == ""
    assert not summary.exists()


def test_in_github_actions_the_summary_is_added_to_what_is_there(tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("# Tests\n\n", encoding="utf-8")
    said = report(lost(), {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)})

    assert said == github(lost())
    assert summary.read_text(encoding="utf-8") == f"# Tests\n\n{markdown(lost())}"


def test_in_a_runner_without_summaries_there_are_annotations_alone():
    assert report(lost(), {"GITHUB_ACTIONS": "true"}) == github(lost())


def test_a_summary_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(UsageError, match=r"absent/summary.md: cannot be written: No such file or directory$"):
        add_summary(lost(), tmp_path / "absent" / "summary.md")


def test_a_summary_is_no_longer_than_github_takes(tmp_path):
    long = verdict(*(failed(item(text="é" * 150), slice=f"tag={number}") for number in range(4000)))
    path = tmp_path / "summary.md"
    add_summary(long, path)
    written = path.read_text(encoding="utf-8")

    assert SUMMARY <= 1024**2 - 1000
    assert SUMMARY - 2000 < len(written.encode()) < 1024**2
    kept, _, said = written.rpartition("\n… ")
    assert said == "the rest is left out: GitHub takes no longer summary.\n"
    assert kept.endswith("\n")
    assert markdown(long).startswith(kept)
