"""Errors that end a command, as GitHub Actions is told them."""

import harbour
from harbour import corpus, write
from sayso.command import process
from sayso.command.forge import told_github
from sayso.errors import DataError, Problem, UsageError, Where


def problem(file, line, found="3"):
    return Problem(Where(file, line, "$.doc_id", "d"), "E201", found, "a string", "Write it.")


def test_problems_of_data_stand_at_file_and_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run, new.jsonl").write_text("\n", encoding="utf-8")
    error = DataError([problem("run, new.jsonl", 7, "100 %\n::error::x")])

    assert told_github(str(error), 3, error) == (
        "::error file=run%2C new.jsonl,line=7,title=sayso%3A invalid data (exit 3)%3A E201::"
        "E201 at $.doc_id (document 'd'); found 100 %25; ::error::x; expected a string; way out Write it.\n"
    )


def test_what_is_no_file_of_the_checkout_is_told_in_the_message(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    error = DataError([problem("records", 1)])

    assert told_github(str(error), 3, error) == (
        "::error title=sayso%3A invalid data (exit 3)%3A E201::"
        "records:1: E201 at $.doc_id (document 'd'); found 3; expected a string; way out Write it.\n"
    )


def test_ten_problems_are_shown_and_the_others_counted():
    error = DataError([problem("records", number) for number in range(12)])
    lines = told_github(str(error), 3, error).splitlines()

    assert [line.partition(" ")[0] for line in lines] == ["::error"] * 10 + ["::notice"]
    assert lines[-1].endswith("::and 2 more problems; `sayso validate --all` prints them")


def test_a_message_that_names_a_file_stands_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sayso.toml").write_text("", encoding="utf-8")

    assert told_github("sayso.toml: unknown key\n'x'", 2, UsageError("")) == (
        "::error file=sayso.toml,title=sayso%3A usage or configuration (exit 2)::sayso.toml: unknown key 'x'\n"
    )
    assert told_github("sayso.toml:4: unknown key", 2).startswith("::error file=sayso.toml,line=4,")
    assert told_github("gold has nothing", 5) == "::error title=sayso%3A nothing to score (exit 5)::gold has nothing\n"


def test_in_github_actions_every_way_to_fail_is_annotated_and_elsewhere_none(tmp_path, monkeypatch, capsys):
    corpus(tmp_path / "corpus")
    write(tmp_path / "run.jsonl", [*harbour.gold(), {"format": "sayso/1", "doc_id": 3}])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)
    ways = {
        ("score", "corpus", "run.jsonl"): (3, "::error file=run.jsonl,line=3,title="),
        ("score", "corpus", "none.jsonl"): (2, "::error title=sayso%3A usage or configuration (exit 2)::none.jsonl: "),
        ("score", "corpus", "run.jsonl", "--nope"): (
            2,
            "::error title=sayso%3A usage or configuration (exit 2)::No such",
        ),
    }
    for words, (status, told) in ways.items():
        monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
        assert process.run(words) == status
        plain = capsys.readouterr().err
        assert "::error" not in plain
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        assert process.run(words) == status
        said = capsys.readouterr().err
        assert said.startswith(plain)
        assert told in said.removeprefix(plain)
