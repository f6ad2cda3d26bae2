"""`sayso power`: plans of studies, word for word."""

import csv
import io
import json

import pytest

from quoted_corpora import corpus, lines, run_of
from sayso.command import printing, process
from sayso.uncertainty import documents_needed

OLD, NEW = ["+-"] * 8, [*["++"] * 5, *["-+s"] * 3]


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command line here, beside a pilot of eight documents; status, standard output, standard error."""
    corpus(tmp_path / "corpus", OLD)
    lines(tmp_path / "old.jsonl", run_of(OLD, "old"))
    lines(tmp_path / "new.jsonl", run_of(NEW, "new"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def call(*arguments):
        status = process.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def test_a_stated_standard_deviation(call):
    status, out, err = call("power", "--sd", "0.15", "--difference", "0.1", "-d", "0.05")
    head, _, rest = out.partition("\n\nsd 0.15: power to show a difference of 0.05\n")

    assert (status, err) == (0, "")
    assert head == (
        "Documents for a difference\n"
        "==========================\n"
        "\n"
        "sd 0.15\n"
        "-------\n"
        "difference  documents\n"
        "      0.05         73\n"
        "       0.1         20\n"
        "standard deviation of documents' differences 0.150, as stated"
    )
    assert rest.splitlines()[:6] == [
        "-------------------------------------------",
        "documents  detectable  power",
        "        6       0.214   0.10  ▇▇▇▇",
        "        8       0.173   0.13  ▇▇▇▇▇",
        "       10       0.149   0.16  ▇▇▇▇▇▇",
        "       15       0.117   0.23  ▇▇▇▇▇▇▇▇▇",
    ]
    assert rest.endswith(
        "    1,000       0.013   1.00  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇\n"
        "detectable: the difference that four of five studies of this size would show; "
        "with fewer documents than the first row no sign-flip test can reach the level\n"
        "\n"
        "Level 0.95, power 0.8.\n"
    )


def test_a_pilot(call):
    """The pilot's jackknife error .0916 · √8 = .259; its upper limit · √(7/χ²(.2, 7)), χ² = 3.822."""
    out = call("power", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.F", "-d", "0.1", "--tests", "2")[1]

    assert out.startswith(
        "Documents for a difference\n"
        "==========================\n"
        "\n"
        "quotes.F@overlap(0.5)\n"
        "---------------------\n"
        "difference  documents  cautious\n"
        "       0.1         67       120\n"
        "standard deviation of documents' differences 0.259, from a pilot of 8 documents; "
        "cautious: with 0.350, its upper limit of 80 %\n"
    )
    assert out.endswith(
        "Level 0.95, power 0.8, Holm over 2 tests (its first step).\n"
        "Plan for the smallest difference that matters to you, not for the one that the pilot happened to show; "
        "the pilot's documents must be like those of the study.\n"
    )


def test_without_measures_the_headline_is_planned_as_far_as_the_pilot_tells(call, tmp_path):
    lines(tmp_path / "wrong.jsonl", run_of([*["++"] * 5, *["+x"] * 3], "wrong"))
    found = json.loads(call("power", "corpus", "old.jsonl", "wrong.jsonl", "--format", "json")[1])

    assert [plan["name"] for plan in found["plans"]] == ["speakers.F", "quotes.attribution.F@overlap(0.5)"]
    assert found["schema_version"] == 1
    assert [need["difference"] for need in found["plans"][0]["needs"]] == [0.01, 0.02, 0.03, 0.05, 0.1, 0.2]


def test_a_plan_as_csv(call, tmp_path):
    status, _, _ = call("power", "--sd", "0.15", "-d", "0.05", "--level", "0.9", "--power", "0.9", "-o", "plan.csv")
    written = (tmp_path / "plan.csv").read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(written))

    assert status == 0
    assert row == {
        "plan": "sd 0.15",
        "sd": "0.15",
        "sd_upper": "",
        "pilot": "",
        "level": "0.9",
        "power": "0.9",
        "tests": "1",
        "difference": "0.05",
        "documents": str(documents_needed(0.05, 0.15, power=0.9, level=0.9)),
        "cautious": "",
    }
    assert (
        call("power", "--sd", "0.15", "-d", "0.05", "--level", "0.9", "--power", "0.9", "--format", "csv")[1] == written
    )


def test_a_plan_as_markdown(call):
    out = call("power", "--sd", "0.15", "-d", "0.05", "--format", "md")[1]

    assert out.startswith("# Documents for a difference\n\n## sd 0.15\n\n| difference | documents |\n| ---: | ---: |\n")


def test_on_a_terminal(call, monkeypatch):
    monkeypatch.setattr(printing, "is_for_people", lambda: True)
    out = call("power", "--sd", "0.15", "-d", "0.05")[1]

    assert "power to show a difference of 0.05" in out
    assert "▇▇▇▇" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "a plan needs a spread: give a pilot (GOLD BASELINE RUN) or a standard deviation (--sd)"),
        (
            ["corpus", "old.jsonl"],
            "a plan needs a spread: give a pilot (GOLD BASELINE RUN) or a standard deviation (--sd)",
        ),
        (["corpus", "--sd", "0.1"], "--sd states what a pilot would tell; give either --sd or GOLD BASELINE RUN"),
        (["--sd", "0"], "a standard deviation of 0.0 makes no plan; expected a number above 0"),
        (["--sd", "0.1", "-d", "5"], "found a difference of 5.0, expected one above 0 and at most 1, as in 0.05"),
        (["--sd", "0.1", "-o", "plan.xlsx"], "plan.xlsx: found the ending '.xlsx', expected one of"),
        (
            ["corpus", "old.jsonl", "old.jsonl", "-m", "quotes.F"],
            "quotes.F@overlap(0.5): no plan from this pilot: every document gives the same difference: how it varies "
            "between documents cannot be told; state a standard deviation instead (--sd)",
        ),
        (["corpus", "old.jsonl", "old.jsonl"], "speakers.F: no plan from this pilot: every document gives the same"),
    ],
)
def test_what_cannot_be_planned_is_refused(call, arguments, message):
    status, out, err = call("power", *arguments)

    assert (status, out) == (2, "")
    assert err.startswith(f"sayso: {message}")
