"""Who is compared with whom: names, the baseline among the runs, groups of seeds; refusals word for word."""

import json

import pytest

import sayso
from quoted_corpora import answer, gold_of, names, run_of
from sayso.errors import UsageError
from sayso.evaluate.compared_runs import Contestant, field_of

WORDS = ["+-", "++"]
A, B, C, D = (run_of(WORDS, name) for name in "abcd")


def contestants(field):
    return field.baseline.name, [one.name for one in field.contestants]


def in_file(folder, name="spacy"):
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(answer(*one)) + "\n" for one in zip(names(WORDS), WORDS, strict=True)))
    return sayso.read_run(path)


def test_the_baseline_may_be_among_the_runs_and_is_not_compared_with_itself():
    assert contestants(field_of(A, [B, A, C], {})) == ("a", ["b", "c"])


def test_the_baseline_alone_is_compared_with_itself():
    assert contestants(field_of(A, [A], {})) == ("a", ["a"])


def test_a_name_stands_for_a_run_or_a_group():
    assert contestants(field_of("b", [A, B, C], {})) == ("b", ["a", "c"])
    assert contestants(field_of("team", [A, B, C], {"team": ["b", "c"]})) == ("team", ["a"])


def test_a_group_stands_where_its_first_run_does():
    field = field_of(A, [B, C, D], {"team": ["d", "b"]})

    assert field.contestants == (Contestant("team", ("d", "b")), Contestant("c", ("c",)))
    assert [one.is_group for one in field.contestants] == [True, False]
    assert [run.name for run in field.runs] == ["a", "b", "c", "d"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    old, new = in_file(tmp_path / "old"), in_file(tmp_path / "new")

    assert contestants(field_of(old, [new], {})) == ("old/spacy", ["new/spacy"])


def test_folders_are_shown_as_far_as_it_takes(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    old, new = in_file(tmp_path / "one" / "run"), in_file(tmp_path / "two" / "run")

    assert contestants(field_of(old, [new, in_file(tmp_path, "other")], {})) == (
        "one/run/spacy",
        ["two/run/spacy", "other"],
    )


def test_one_file_given_twice_is_one_run(tmp_path):
    first, again = in_file(tmp_path), in_file(tmp_path)

    assert contestants(field_of(first, [again], {})) == ("spacy", ["spacy"])
    assert contestants(field_of(first, [again, A], {})) == ("spacy", ["a"])


@pytest.mark.parametrize(
    ("baseline", "runs", "groups", "message"),
    [
        ("e", [A, B], {}, "unknown baseline 'e'; there are 'a', 'b'"),
        (
            "b",
            [A, B, C],
            {"team": ["b", "c"]},
            "the baseline 'b' is one seed of the group 'team'; compare with the group",
        ),
        (A, [B, C], {"team": ["a", "b"]}, "the baseline 'a' is one seed of the group 'team'; take it out there"),
        (A, [B, C], {"team": ["b", "e"]}, "unknown run of group 'team': 'e'; there are 'a', 'b', 'c'"),
        (
            A,
            [B, C],
            {"team": ["b"]},
            "group 'team' has 1 run; a group needs 2 or more, and a single run needs no group",
        ),
        (A, [B, C], {"team": ["b", "b"]}, "group 'team' has run 'b' twice; name each of its runs once"),
        (A, [B, C], {"b": ["b", "c"]}, "a group and a run are both named 'b'; give the group another name"),
        (A, [B, C, D], {"x": ["b", "c"], "y": ["c", "d"]}, "run 'c' is in the groups 'x' and 'y'; leave it in one"),
        (
            "team",
            [A, B],
            {"team": ["a", "b"]},
            "nothing to compare with the baseline; give a run or a group besides it",
        ),
        (A, [], {}, "nothing to compare with the baseline; give a run or a group besides it"),
        (A, [run_of(["+-", "+-"], "a")], {}, "two runs are named 'a'; runs are told apart by name, so rename one"),
    ],
)
def test_what_cannot_be_told_apart_or_compared_is_refused(baseline, runs, groups, message):
    with pytest.raises(UsageError) as error:
        field_of(baseline, runs, groups)
    assert str(error.value).startswith(message)


def test_numbers_are_no_run():
    result = sayso.score(gold=gold_of(WORDS), predicted=A, measures=["quotes.F"])
    with pytest.raises(UsageError) as error:
        sayso.compare(gold=gold_of(WORDS), baseline=A, predicted=[result])
    assert str(error.value) == "found a Result, expected a run; saved numbers have no documents to compare by"


def test_several_runs_share_the_correction():
    """Runs × measures: of four p, the least is multiplied by four."""
    before, after = ["+-"] * 8, ["++"] * 8
    comparison = sayso.compare(
        gold=gold_of(before),
        baseline=run_of(before, "old"),
        predicted=[run_of(after, "new"), run_of(before, "same")],
        measures=["quotes.F", "quotes.R"],
    )

    assert comparison.tests == 4
    assert comparison["new", "quotes.F"].p_holm == 4 * 2 / 256
    assert comparison["same", "quotes.F"].p_holm == 1.0
    assert "p = 0.031 after Holm over 4 tests" in comparison.conclusions["new"]
    with pytest.raises(sayso.MeasureError, match=r"there are 2 runs; name one, as in comparison\['new', 'quotes.F'\]"):
        _ = comparison["quotes.F"]
