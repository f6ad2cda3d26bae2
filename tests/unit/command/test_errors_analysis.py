"""`sayso errors` with `--by`, `--confusion` and `--where`, and what `sayso score` says of several runs."""

import json

import pytest

import harbour
from harbour import corpus, documents, record, write
from sayso.command import process


def answer():
    """A quote of the wrong kind, a protest that is called an outcry, and nothing in the second document."""
    first = harbour.gold()[0]
    first["quotes"][0]["kind"] = "indirect"
    first["events"][0]["type"] = "outcry"
    return [first, record("market", entities=[], quotes=[], events=[], stances=[])]


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command line here; status, standard output, standard error."""
    folder = corpus(tmp_path / "corpus")
    about = documents()
    about[0]["source"], about[1]["source"] = "Gazette", "Courier"
    write(folder / "documents.jsonl", about)
    write(tmp_path / "run.jsonl", answer())
    write(tmp_path / "perfect.jsonl", harbour.gold())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def call(*arguments):
        status = process.run([*arguments])
        return status, *capsys.readouterr()

    return call


def test_what_costs_most_in_place_of_the_list(call):
    status, out, err = call("errors", "corpus", "run.jsonl", "--by", "kind", "--by", "doc.source", "--layer", "quotes")

    assert (status, err) == (0, "")
    assert out.startswith(
        "Errors of run against gold small\n"
        "================================\n"
        "\n"
        "What costs quotes most\n"
        "----------------------\n"
        "by          value      gold  right  wrong  missed  spurious     F +  recall  - rest  classes\n"
        "doc.source  Courier   1 few      0      0       1         0  +0.333   0.000  -1.000  missed 1\n"
        "kind        indirect  1 few      0      0       1         0  +0.333   0.000  -1.000  missed 1\n"
        "few: fewer than 10 items in gold\n"
        "\n"
        "F +: what F of all items would gain were the part's errors mended; - rest: recall less that of all other "
        "items.\n"
        "Many parts are looked at and none is tested: the first may owe its place to chance. "
    )
    assert "[" not in out.rpartition("\n\n")[0]


def test_all_attributes_are_looked_at_if_all_are_asked_for(call):
    out = call("errors", "corpus", "run.jsonl", "--by", "all")[1]

    assert {line.split()[0] for line in out.splitlines() if " few " in line} == {"kind", "length"}
    assert "What costs quotes most" in out


def test_labels_against_labels_in_place_of_the_list(call):
    status, out, _ = call("errors", "corpus", "run.jsonl", "--confusion", "quotes.kind", "--confusion", "events.type")

    assert status == 0
    assert (
        "quotes.kind.accuracy@overlap(0.5)\n"
        "---------------------------------\n"
        "gold \\ predicted  indirect  missed\n"
        "direct                   1\n"
        "indirect                 0       1\n"
        "spurious\n"
        "0 of 1 pairs have equal labels; missed 1, spurious 0\n"
        "\n"
        "events.type.accuracy@exact\n"
        "--------------------------\n"
        "gold \\ predicted  outcry  missed\n"
        "protest                1\n"
    ) in out


def test_labels_that_nobody_has_make_no_table(call):
    assert "No such error." in call("errors", "corpus", "run.jsonl", "--confusion", "stances.polarity")[1]


def test_json_has_them_beside_the_errors(call):
    options = ("--by", "kind", "--confusion", "quotes.kind", "--layer", "quotes", "--format", "json")
    found = json.loads(call("errors", "corpus", "run.jsonl", *options)[1])

    assert [(one["by"], one["slice"], one["counts"]["missed"]) for one in found["phenomena"]] == [
        ("kind", "indirect", 1)
    ]
    assert [(one["run"], one["pairs"]) for one in found["confusion"]] == [("run", [[1], [0]])]
    assert [error["doc_id"] for error in found["errors"]] == ["market"]
    assert "phenomena" not in json.loads(call("errors", "corpus", "run.jsonl", "--format", "json")[1])


def test_files_hold_them_in_place_of_the_list(call, tmp_path):
    options = ("--by", "kind", "--confusion", "quotes.kind", "--layer", "quotes")
    files = [option for ending in ("md", "json", "csv", "tex", "html") for option in ("-o", f"costs.{ending}")]
    status, out, err = call("errors", "corpus", "run.jsonl", *options, *files)
    found = json.loads((tmp_path / "costs.json").read_text(encoding="utf-8"))

    assert (status, err) == (0, "")
    assert "What costs quotes most" in out
    assert list(found) == ["schema_version", "signature", "phenomena", "confusion"]
    # Of the two quotes the direct one is called indirect, the indirect one is missed.
    assert (tmp_path / "costs.csv").read_text(encoding="utf-8").splitlines() == [
        "run,measure,quantity,number,by,slice",
        "run,quotes.attribution.F@overlap(0.5),gold,1,kind,indirect",
        "run,quotes.attribution.F@overlap(0.5),matched,0,kind,indirect",
        "run,quotes.attribution.F@overlap(0.5),pairs,0,kind,indirect",
        "run,quotes.attribution.F@overlap(0.5),missed,1,kind,indirect",
        "run,quotes.attribution.F@overlap(0.5),spurious,0,kind,indirect",
        f"run,quotes.attribution.F@overlap(0.5),gain,{found['phenomena'][0]['gain']!r},kind,indirect",
        "run,quotes.attribution.F@overlap(0.5),recall,0,kind,indirect",
        "run,quotes.attribution.F@overlap(0.5),recall_of_rest,1,kind,indirect",
        "run,quotes.kind.accuracy@overlap(0.5),pairs,1,gold > predicted,direct > indirect",
        "run,quotes.kind.accuracy@overlap(0.5),missed,0,gold,direct",
        "run,quotes.kind.accuracy@overlap(0.5),pairs,0,gold > predicted,indirect > indirect",
        "run,quotes.kind.accuracy@overlap(0.5),missed,1,gold,indirect",
        "run,quotes.kind.accuracy@overlap(0.5),spurious,0,predicted,indirect",
    ]
    assert "| kind | indirect | 1 few |" in (tmp_path / "costs.md").read_text(encoding="utf-8")
    assert "What costs quotes most" in (tmp_path / "costs.html").read_text(encoding="utf-8")
    assert "What costs quotes most" in (tmp_path / "costs.tex").read_text(encoding="utf-8")


def test_where_lists_the_errors_of_a_subset(call):
    out = call("errors", "corpus", "run.jsonl", "--where", "source=Gazette")[1]

    assert "harbour 52–61" in out
    assert "market" not in out
    assert "where:source=Gazette" in out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--by", "kind", "--doc", "harbour"], "--by and --confusion look at all errors, and --doc at some"),
        (
            ["--confusion", "quotes.kind", "--class", "missed"],
            "--by and --confusion look at all errors, and --class at",
        ),
        (["--by", "kind", "-o", "costs.svg"], "costs.svg: --by and --confusion make tables; for a plot of confusions"),
        (["--by", "kinds"], "no item can be parted by 'kinds'; did you mean 'kind'?"),
        (["--by", "doc.desk"], "no document has a field 'desk' to slice by"),
        (["--confusion", "quotes.speaker"], "'quotes.speaker' has no labels, only pairs that agree or not"),
    ],
)
def test_what_cannot_be_looked_at_is_a_usage_error(call, options, message):
    status, out, err = call("errors", "corpus", "run.jsonl", *options)

    assert (status, out) == (2, "")
    assert err.startswith(f"sayso: {message}")


def test_two_runs_are_told_of_and_set_against_each_other(call):
    options = ("-m", "quotes.F", "-m", "quotes.attribution.F")
    out = call("score", "corpus", "run.jsonl", "perfect.jsonl", *options)[1]

    assert out.splitlines()[3:5] == [
        "run: 1 of 2 quotes was found, with the right speaker; 1 was missed. "
        "The only predicted quote has a counterpart.",
        "perfect: Both quotes were found, each with the right speaker. Each of 2 predicted quotes has a counterpart.",
    ]
    assert (
        "items   found by       gold  share  such as\n"
        "quotes  perfect alone     1    50%  ‘The market closed early’\n"
        "quotes  both              1    50%  ‘We will not wait.’\n"
    ) in out
    found = json.loads(call("score", "corpus", "run.jsonl", "perfect.jsonl", *options, "--format", "json")[1])
    assert [(one["runs"], one["count"]) for one in found["overlap"][0]["sets"]] == [
        (["perfect"], 1),
        (["run", "perfect"], 1),
    ]
    assert found["overlap"][0]["oracle"]["F"] == 1.0
    assert [one["run"] for one in found["sentences"]] == ["run", "perfect"]
