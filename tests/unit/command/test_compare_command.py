"""`sayso compare`: what it prints of small corpora of invented news, word for word."""

import csv
import io
import json

import pytest

from quoted_corpora import corpus, lines, run_of
from sayso.command import printing, process

F = "quotes.F@overlap(0.5)"
RIGHT = "quotes.attribution.F@overlap(0.5)"


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command line here; status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def call(*arguments):
        status = process.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def prepare(tmp_path):
    """Write the corpus of some documents and runs beside it."""

    def prepare(gold, **runs):
        corpus(tmp_path / "corpus", gold)
        for name, words in runs.items():
            lines(tmp_path / f"{name}.jsonl", run_of(words, name))

    return prepare


def without_signature(out):
    body, _, signature = out.rstrip("\n").rpartition("\n\n")
    assert signature.startswith("corpus:")
    return body


def test_one_document(call, prepare):
    prepare(["+-"], old=["+-"], new=["-+s"])
    status, out, err = call("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.F", "-m", "stances.F")

    assert (status, err) == (0, "")
    assert without_signature(out) == (
        "new against old on gold small\n"
        "=============================\n"
        "\n"
        "Headline measures\n"
        "-----------------\n"
        "measure                  old    new  difference  gained  lost  p within this article\n"
        "quotes.F@overlap(0.5)  0.667  0.500      -0.167       1     1                  1.000\n"
        "stances.F                  –      –           –\n"
        "quotes.F@overlap(0.5): one document: no p-value can be had from it; the items gained and "
        "lost say what changed\n"
        "stances.F: undefined for old and new\n"
        "\n"
        "– undefined: not attempted, not annotated, or nothing over nothing\n"
        "\n"
        "One document says nothing of others: no interval, and no test but within this article.\n"
        "quotes.F@overlap(0.5): 0.500 against 0.667, -0.167; 1 gold item gained, 1 lost, exact McNemar p =\n"
        "1.000 within this article. stances.F cannot be compared: undefined for old and new.\n"
        "\n"
        "Items that changed\n"
        "==================\n"
        "\n"
        "Quotes\n"
        "------\n"
        "change  item  characters  label     text     note\n"
        "gained  q1    51–58       direct    Line 1.  Ann Lee\n"
        "lost    q0    15–22       direct    Line 0.  Ann Lee\n"
        "came          31–34       indirect  sat      Bo Ray\n"
        "gold items gained 1, lost 1; spurious ones came 1, went 0"
    )


def test_three_documents(call, prepare):
    prepare(["+-"] * 3, old=["+-"] * 3, new=["++", "++", "+-"])
    out = call("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.F", "--flips", "1")[1]

    assert without_signature(out) == (
        "new against old on gold small\n"
        "=============================\n"
        "\n"
        "Headline measures\n"
        "-----------------\n"
        "measure                  old    new  difference    95 % interval      p  p Holm  +/−/=  detectable\n"
        "quotes.F@overlap(0.5)  0.667  0.909      +0.242  [-0.167, 0.652]  0.500   0.500  2/0/1       0.511\n"
        "difference: the run less old; interval and p are over documents\n"
        "p Holm: corrected over 1 measure; shown to differ at 0.05 or less\n"
        "+/−/=: documents in which the run's own value is higher, lower, the same\n"
        "detectable: the least difference that four of five such studies would show by their "
        "intervals, since no p can\n"
        "\n"
        "On 3 documents no p can be under 0.250: no difference can be shown, however large.\n"
        "quotes.F@overlap(0.5): 0.909 against 0.667, +0.242 [-0.167, 0.652].\n"
        "\n"
        "Items that changed\n"
        "==================\n"
        "\n"
        "Quotes\n"
        "------\n"
        "change  document  item  characters  label   text     note\n"
        "gained  d01       q1    51–58       direct  Line 1.  Ann Lee\n"
        "gold items gained 2, lost 0; spurious ones came 0, went 0"
    )


def test_eight_documents(call, prepare):
    prepare(["+-"] * 8, old=["+-"] * 8, new=[*["++"] * 5, *["-+s"] * 3])
    out = call("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.F", "-m", "quotes.R", "--flips", "0")[1]

    assert without_signature(out) == (
        "new against old on gold small\n"
        "=============================\n"
        "\n"
        "Headline measures\n"
        "-----------------\n"
        "measure                  old    new  difference    95 % interval      p  p Holm  +/−/=  detectable\n"
        "quotes.F@overlap(0.5)  0.667  0.812      +0.146  [-0.071, 0.362]  0.219   0.219  5/3/0       0.298\n"
        "quotes.R@overlap(0.5)  0.500  0.812      +0.312   [0.096, 0.529]  0.062   0.125  5/0/3       0.298\n"
        "difference: the run less old; interval and p are over documents\n"
        "p Holm: corrected over 2 measures; shown to differ at 0.05 or less\n"
        "+/−/=: documents in which the run's own value is higher, lower, the same\n"
        "detectable: the least difference that four of five such studies would show before Holm\n"
        "\n"
        "No difference is shown in quotes.F@overlap(0.5): 0.812 against 0.667, +0.146 [-0.071, 0.362], p =\n"
        "0.219 after Holm over 2 measures; a difference under 0.298 could not have been seen reliably. No\n"
        "difference is shown in quotes.R@overlap(0.5): 0.812 against 0.500, +0.312 [0.096, 0.529], p = 0.125\n"
        "after Holm over 2 measures; a difference under 0.298 could not have been seen reliably.\n"
        "\n"
        "Items that changed\n"
        "==================\n"
        "\n"
        "Items are not listed; --flips N lists N of each kind."
    )


def test_twenty_five_documents(call, prepare):
    """Speakers are lost in 7 documents: p = 2/2⁷ = .016, sampled."""
    prepare(["+-"] * 25, old=["+-"] * 25, new=[*["++"] * 18, *["+x"] * 7])
    out = call("compare", "corpus", "old.jsonl", "new.jsonl", "--flips", "0")[1]
    head, _, rest = out.partition("\nOther measures, uncorrected\n")

    assert head == (
        "new against old on gold small\n"
        "=============================\n"
        "\n"
        "Headline measures\n"
        "-----------------\n"
        "measure                              old    new  difference     95 % interval      p  p "
        "Holm   +/−/=\n"
        "speakers.F                         1.000  0.877      -0.123  [-0.196, -0.049]  0.016   0.016  0/7/18\n"
        "quotes.attribution.F@overlap(0.5)  0.667  0.860      +0.193    [0.099, 0.288]  0.003   0.005  18/7/0\n"
        "events.roles.F@exact                   –      –           –                                    0/0/0\n"
        "stances.F                              –      –           –                                    0/0/0\n"
        "difference: the run less old; interval and p are over documents\n"
        "p Holm: corrected over 2 measures; shown to differ at 0.05 or less\n"
        "+/−/=: documents in which the run's own value is higher, lower, the same\n"
        "events.roles.F@exact, stances.F: undefined for old and new\n"
    )
    assert (
        "\nquotes.R@overlap(0.5)                 0.500  1.000      +0.500                    <0.001  25/0/0\n" in rest
    )
    assert "stances.P" not in rest.partition("\nmentions.linked.F@exact, entities.CoNLL@exact")[0]
    assert without_signature(rest).partition("\nDocument bootstrap\n")[2] == (
        "------------------\n"
        "measure                                  percentile               BCa  p bootstrap\n"
        "speakers.F                         [-0.194, -0.057]  [-0.194, -0.057]        0.002\n"
        "quotes.attribution.F@overlap(0.5)    [0.093, 0.273]    [0.093, 0.273]        0.001\n"
        # At 25 documents 1 - 2 · Φ(-√(25/24) · 2.064) = 0.9648.
        "expanded: quantiles of the level 0.9648 in place of 0.95, as far out as a t interval; p bootstrap likewise\n"
        "\n"
        "– undefined: not attempted, not annotated, or nothing over nothing\n"
        "\n"
        "On 25 documents new is worse than old at naming the speakers: speakers.F 0.877 against 1.000, -0.123\n"
        "[-0.196, -0.049], p = 0.016 after Holm over 2 measures. On 25 documents new is better than old at\n"
        "finding quotes with the right speaker: quotes.attribution.F@overlap(0.5) 0.860 against 0.667, +0.193\n"
        "[0.099, 0.288], p = 0.005 after Holm over 2 measures. events.roles.F@exact and stances.F cannot be\n"
        "compared: undefined for old and new. The other 33 measures are uncorrected: leads to follow, not\n"
        "findings.\n"
        "\n"
        "Items that changed\n"
        "==================\n"
        "\n"
        "Items are not listed; --flips N lists N of each kind."
    )


def test_several_runs_stand_in_a_matrix_with_letters(call, prepare):
    prepare(["+-"] * 8, old=["+-"] * 8, new=[*["++"] * 5, *["-+s"] * 3], best=["++"] * 8)
    out = call("compare", "corpus", "old.jsonl", "new.jsonl", "best.jsonl", "-m", "quotes.F", "--flips", "1")[1]

    assert (
        "Every run against every other: quotes.F@overlap(0.5)\n"
        "----------------------------------------------------\n"
        "run   value  letters       less best        less new        less old\n"
        "best  1.000        a                  +0.188 (0.438)  +0.333 (0.023)\n"
        "new   0.812       ab  -0.188 (0.438)                  +0.146 (0.438)\n"
        "old   0.667        b  -0.333 (0.023)  -0.146 (0.438)\n"
        "difference (p after Holm over 3 pairs); runs that share a letter are not shown to differ\n"
        "\n"
        "new: No difference is shown in quotes.F@overlap(0.5): 0.812 against 0.667, +0.146 [-0.071, 0.362], p\n"
        "= 0.219 after Holm over 2 tests; a difference under 0.298 could not have been seen reliably.\n"
        "\n"
        "best: On 8 documents best is better than old in quotes.F@overlap(0.5): 1.000 against 0.667, +0.333,\n"
        "p = 0.016 after Holm over 2 tests.\n"
        "\n"
        "Items that changed\n"
        "==================\n"
        "\n"
        "Quotes\n"
        "------\n"
        "run   change  document  item  characters  label     text     note\n"
        "new   gained  d01       q1    51–58       direct    Line 1.  Ann Lee\n"
        "new   lost    d06       q0    15–22       direct    Line 0.  Ann Lee\n"
        "new   came    d06             31–34       indirect  sat      Bo Ray\n"
        "best  gained  d01       q1    51–58       direct    Line 1.  Ann Lee\n"
        "new: gold items gained 8, lost 3; spurious ones came 3, went 0\n"
        "best: gold items gained 8, lost 0; spurious ones came 0, went 0\n"
    ) in out
    assert "new: headline measures\n----------------------\n" in out


def test_a_group_of_seeds(call, prepare):
    """Seeds 1 and 26/32, their mean 29/32 = .906; their standard deviation 3/16 · √½ = .133."""
    prepare(["+-"] * 8, old=["+-"] * 8, s1=["++"] * 8, s2=[*["++"] * 5, *["-+s"] * 3])
    out = call("compare", "corpus", "old.jsonl", "--group", "new=s1.jsonl,s2.jsonl", "-m", "quotes.F")[1]

    assert without_signature(out) == (
        "new against old on gold small\n"
        "=============================\n"
        "\n"
        "Headline measures\n"
        "-----------------\n"
        "measure                  old    new  difference   95 % interval      p  p Holm  +/−/=       over seeds\n"
        "quotes.F@overlap(0.5)  0.667  0.906      +0.240  [0.131, 0.348]  0.008   0.008  8/0/0  [-0.241, 0.720]\n"
        "difference: the run less old; interval and p are over documents\n"
        "p Holm: corrected over 1 measure; shown to differ at 0.05 or less\n"
        "+/−/=: documents in which the run's own value is higher, lower, the same\n"
        "over seeds: the interval over other documents and other seeds\n"
        "\n"
        "new: 2 seeds\n"
        "------------\n"
        "measure                 mean  sd over seeds  lowest  highest  se documents  se seeds\n"
        "quotes.F@overlap(0.5)  0.906          0.133   0.812    1.000         0.046     0.082\n"
        "se: standard error of the mean over other documents (these seeds given), and what other seeds add\n"
        "\n"
        "On 8 documents new is better than old in quotes.F@overlap(0.5): 0.906 against 0.667, +0.240 [0.131,\n"
        "0.348], p = 0.008 for these seeds; with other seeds there may be none, over documents and seeds\n"
        "[-0.241, 0.720].\n"
        "\n"
        "Items that changed\n"
        "==================\n"
        "\n"
        "Quotes\n"
        "------\n"
        "change  seeds      document  item  characters  label     text     note\n"
        "gained  0/1 → 2/2  d01       q1    51–58       direct    Line 1.  Ann Lee\n"
        "gained  0/1 → 2/2  d02       q1    51–58       direct    Line 1.  Ann Lee\n"
        "gained  0/1 → 2/2  d03       q1    51–58       direct    Line 1.  Ann Lee\n"
        "gained  0/1 → 2/2  d04       q1    51–58       direct    Line 1.  Ann Lee\n"
        "gained  0/1 → 2/2  d05       q1    51–58       direct    Line 1.  Ann Lee\n"
        "lost    1/1 → 1/2  d06       q0    15–22       direct    Line 0.  Ann Lee\n"
        "lost    1/1 → 1/2  d07       q0    15–22       direct    Line 0.  Ann Lee\n"
        "lost    1/1 → 1/2  d08       q0    15–22       direct    Line 0.  Ann Lee\n"
        "came    0/1 → 1/2  d06             31–34       indirect  sat      Bo Ray\n"
        "came    0/1 → 1/2  d07             31–34       indirect  sat      Bo Ray\n"
        "came    0/1 → 1/2  d08             31–34       indirect  sat      Bo Ray\n"
        "seeds: in how many of the baseline's and of the run's an item is found, or made if it is spurious\n"
        "gold items gained 8, lost 3; spurious ones came 3, went 0; in all seeds gained 8, lost 0, came 0, went 0"
    )


def test_groups_by_name_and_a_group_as_baseline(call, prepare):
    prepare(["+-"] * 3, **{name: ["++"] * 3 for name in ("a1", "a2", "b1", "b2")})
    by_path = call("compare", "corpus", "a", "--group", "a=a1.jsonl,a2.jsonl", "--group", "b=b1.jsonl,b2.jsonl")
    by_name = call(
        *("compare", "corpus", "a", "a1.jsonl", "a2.jsonl", "b1.jsonl", "b2.jsonl"),
        *("--group", "a=a1,a2", "--group", "b=b1,b2"),
    )

    assert by_path == by_name
    assert by_path[1].startswith("b against a on gold small\n")


def test_the_same_file_twice_differs_in_nothing(call, prepare):
    prepare(["+-"] * 8, old=["+-"] * 8)
    status, out, _ = call("compare", "corpus", "old.jsonl", "./old.jsonl", "-m", "quotes.F")

    assert status == 0
    assert "\nquotes.F@overlap(0.5)  0.667  0.667       0.000                 1.000   1.000  0/0/8\n" in out
    assert "\nquotes.F@overlap(0.5) is the same in every document: 0.667.\n" in out
    assert "\nNo item changed.\n" in out


def test_two_files_of_one_name_keep_their_folders(call, tmp_path):
    corpus(tmp_path / "corpus", ["+-"])
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        lines(tmp_path / folder / "spacy.jsonl", run_of(["+-"], "spacy"))
    out = call("compare", "corpus", "old/spacy.jsonl", "new/spacy.jsonl", "-m", "quotes.F")[1]

    assert out.startswith("new/spacy against old/spacy on gold small\n")


def test_what_was_left_out_and_what_failed_is_said(call, prepare, tmp_path):
    prepare(["+-"] * 3, old=["+-", "", "+-"])
    failed = {"format": "sayso/1", "doc_id": "d01", "failure": {"class": "ValueError", "message": "no idea"}}
    lines(tmp_path / "new.jsonl", [failed, *list(run_of(["", "++", "++"], "new"))])
    refused = call("compare", "corpus", "old.jsonl", "new.jsonl")
    out = call("compare", "corpus", "old.jsonl", "new.jsonl", "--on", "common", "-m", "quotes.F")[1]

    assert refused[0] == 3
    assert "no record for gold document 'd02'" in refused[2]
    assert "\nnew failed on 1 document, counted as nothing found.\n" in out
    assert (
        "\nCompared on the 2 documents that every run has; 1 of 3 gold documents were left out (--on common).\n" in out
    )


def test_items_of_runs_that_attempt_different_layers_are_not_compared(call, prepare, tmp_path):
    prepare(["+-"], old=["+-"])
    bare = [{name: value for name, value in one.items() if name != "entities"} for one in run_of(["++"], "bare")]
    for one in bare:
        for quote in one["quotes"]:
            del quote["speakers"]
    lines(tmp_path / "bare.jsonl", bare)
    out = call("compare", "corpus", "old.jsonl", "bare.jsonl", "-m", "quotes.F")[1]

    assert without_signature(out).endswith(
        "Items that changed\n"
        "==================\n"
        "\n"
        "bare: items of quotes are not compared one by one, since bare and old do not attempt the same\n"
        "layers."
    )


def test_json_lists_all_items_unless_told_otherwise(call, prepare):
    prepare(["-" * 7], old=["-" * 7], new=["+" * 7])
    arguments = ("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.F", "--format", "json")
    found = json.loads(call(*arguments)[1])

    assert len(found["flips"]) == 7
    assert found["flips"][0]["item"] == "q0"
    assert len(json.loads(call(*arguments, "--flips", "2")[1])["flips"]) == 2
    assert found["comparisons"][0]["within_article"] == {"gained": 7, "lost": 0, "p": 2 / 128}


def test_csv_has_one_number_a_row(call, prepare):
    prepare(["+-"] * 8, old=["+-"] * 8, new=["++"] * 7 + ["+-"])
    out = call("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.F", "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    found = {(row["run"], row["quantity"]): row["number"] for row in rows}

    assert {row["measure"] for row in rows} == {F}
    assert found["old", "value"] == repr(2 / 3)
    assert found["new", "value"] == repr(30 / 31)
    assert (found["new", "p"], found["new", "p_holm"], found["new", "p_bootstrap"]) == ("0.015625", "0.015625", "")
    assert (found["new", "wins"], found["new", "losses"], found["new", "ties"]) == ("7", "0", "1")


def test_csv_of_one_document_and_of_seeds(call, prepare):
    prepare(["+-"], old=["+-"], new=["++"])
    one = call("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.F", "--format", "csv")[1]
    prepare(["+-"] * 3, old=["+-"] * 3, a=["++"] * 3, b=["+-", "++", "++"])
    seeds = call(
        "compare", "corpus", "old.jsonl", "--group", "new=a.jsonl,b.jsonl", "-m", "quotes.F", "--format", "csv"
    )[1]

    assert "new,quotes.F@overlap(0.5),gained,1\n" in one
    assert "new,quotes.F@overlap(0.5),p_within_article,1\n" in one
    assert "new,quotes.F@overlap(0.5),over_seeds_low," in seeds


def test_files_are_written_as_their_endings_say(call, prepare, tmp_path):
    prepare(["+-"] * 3, old=["+-"] * 3, new=["++"] * 3)
    names = ("x.json", "x.md", "x.csv", "x.txt")
    outputs = [word for name in names for word in ("-o", name)]
    status, out, _ = call("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.F", *outputs)
    markdown = (tmp_path / "x.md").read_text(encoding="utf-8")

    assert status == 0
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == out
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["baseline"] == "old"
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").startswith("run,measure,quantity,number\n")
    assert "| quotes.F@overlap(0.5) | 0.667 | 1.000 | +0.333 |" in markdown
    assert "\n- On 3 documents no p can be under 0.250: no difference can be shown, however large. " in markdown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["old.jsonl", "new.jsonl", "-o", "x.pdf"],
            "x.pdf: found the ending '.pdf', expected one of .json, .md, .csv, ",
        ),
        (["old.jsonl", "new.jsonl", "-o", "x"], "x: found no ending, expected one of .json, .md, .csv, "),
        (["old.jsonl"], "nothing to compare with the baseline; give a run or a group besides it"),
        (["old.jsonl", "none.jsonl"], "none.jsonl"),
        (
            ["old.jsonl", "--group", "new"],
            "--group 'new': expected NAME=RUN,RUN, as in --group new=new1.jsonl,new2.jsonl",
        ),
        (
            ["old.jsonl", "--group", "a=new.jsonl", "--group", "a=new.jsonl"],
            "--group a is given twice; name all of its runs in one",
        ),
        (["old.jsonl", "--group", "a=new.jsonl"], "group 'a' has 1 run; a group needs 2 or more"),
        (
            ["old.jsonl", "scores.json"],
            "scores.json: found saved results, expected a run; a paired test needs every document, so give the runs "
            "themselves (JSON Lines, as `sayso extract` writes them)",
        ),
        (["old.jsonl", "new.jsonl", "-m", "quots.F"], "quots.F"),
    ],
)
def test_what_cannot_be_compared_is_refused(call, prepare, arguments, message):
    prepare(["+-"], old=["+-"], new=["++"])
    call("score", "corpus", "new.jsonl", "-m", "quotes.F", "-o", "scores.json")
    status, out, err = call("compare", "corpus", *arguments)

    assert (status, out) == (2, "")
    assert message in err


def test_json_that_is_a_run_is_read(call, prepare, tmp_path):
    prepare(["+-"], old=["+-"])
    lines(tmp_path / "new.json", run_of(["++"], "new"))

    assert call("compare", "corpus", "old.jsonl", "new.json", "-m", "quotes.F")[0] == 0


def test_on_a_terminal_wide_tables_are_cut_into_columns_that_fit(call, prepare, monkeypatch):
    prepare(["+-"] * 8, old=["+-"] * 8, new=[*["++"] * 5, *["-+s"] * 3])
    monkeypatch.setattr(printing, "is_for_people", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    out = call("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.attribution.F", "--flips", "0")[1]
    heads = [line.split() for line in out.splitlines() if line.startswith("measure")]

    assert heads == [
        ["measure", "old", "new", "difference", "95", "%", "interval"],
        ["measure", "p", "p", "Holm", "+/−/=", "detectable"],
    ]
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "No difference is shown in" in out


def test_slices_are_compared_uncorrected_in_every_format(call, prepare, tmp_path):
    """Of two direct quotes a document the baseline misses one, the run none, in eight documents: p = 2/2⁸."""
    prepare(["+-"] * 8, old=["+-"] * 8, new=["++"] * 8)
    arguments = ("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.R", "--by", "kind", "--flips", "0")
    text, md, rows = (call(*arguments, "--format", form)[1] for form in ("text", "md", "csv"))
    found = json.loads(call(*arguments, "--format", "json")[1])
    (part,) = found["slices"]

    assert text.partition("\nquotes.R@overlap(0.5) by kind, uncorrected\n")[2].startswith(
        "------------------------------------------\n"
        "kind     n    old    new  difference  95 % interval      p  +/−/=\n"
        "direct  16  0.500  1.000      +0.500                 0.008  8/0/0\n"
        "slices are uncorrected and many: leads to follow, not findings\n"
    )
    assert "The 1 slice is uncorrected: leads to follow, not findings." in text
    assert "quotes.R@overlap(0.5) by kind, uncorrected" in md
    assert (part["by"], part["slice"], part["headline"], part["p"], part["p_holm"]) == (
        "kind",
        "direct",
        False,
        2 / 256,
        None,
    )
    assert ",p,0.0078125,kind,direct\n" in rows
    assert "p_holm" in rows and "p_holm,0.0078125,kind" not in rows


def test_csv_says_to_which_level_a_bootstrap_is_expanded(call, prepare):
    """At 20 documents 1 - 2 · Φ(-√(20/19) · 2.093) = .9682."""
    prepare(["+-"] * 20, old=["+-"] * 20, new=["++"] * 9 + ["+-"] * 11)
    out = call("compare", "corpus", "old.jsonl", "new.jsonl", "-m", "quotes.F", "--format", "csv")[1]
    found = {row["quantity"]: float(row["number"]) for row in csv.DictReader(io.StringIO(out)) if row["run"] == "new"}

    assert round(found["expanded_level"], 4) == 0.9682
    assert found["percentile_low"] < found["difference"] < found["percentile_high"]
    assert found["bca_low"] < found["difference"] < found["bca_high"]
