"""Agreement between passes: the table of the data statement, degenerate cases in words, any number of passes."""

import json

import pytest

from harbour import run
from sayso import agree, load
from sayso.agreement import Unit, alpha, alpha_u, disorder, gamma, kappa
from sayso.data.bundled import folder
from sayso.errors import UsageError

CORPUS = load()
PASSES = [CORPUS.passes["annotator-a"], CORPUS.passes["annotator-b"]]
FOUND = agree(CORPUS, PASSES)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("mentions.F@exact", 0.989),
        ("quotes.F@exact", 1.0),
        ("events.typed.F@exact", 0.988),
        ("events.modality.accuracy@exact", 0.952),
        ("events.roles.F@exact", 0.836),
        ("stances.F", 0.894),
    ],
)
def test_the_passes_of_the_article_agree_as_the_data_statement_says(measure, value):
    found = {mean.measure: mean.value for mean in FOUND.means}

    assert round(found[measure], 3) == value


def test_one_label_throughout_is_undefined_with_its_reason():
    found = FOUND.labels["events.polarity"]

    assert (found.value, found.same) == (None, 1.0)
    assert found.reason == "every value is the same, so that no disagreement could be expected"


def test_a_pass_agrees_with_itself():
    found = agree(CORPUS, [PASSES[0], PASSES[0].__class__(PASSES[0].source, "again", PASSES[0].meta)])

    assert {mean.value for mean in found.means} == {1.0}
    assert {one.value for one in found.gammas.values()} == {1.0}
    assert {one.value for one in found.labels.values()} <= {1.0, None}


def test_three_passes_have_the_mean_over_pairs():
    third = PASSES[0].__class__(CORPUS.gold.source, "gold", {})
    found = agree(CORPUS, [*PASSES, third])
    mean = next(mean for mean in found.means if mean.measure == "stances.F")

    assert len(mean.pairs) == 3
    assert mean.value == pytest.approx(sum(mean.pairs.values()) / 3)


def test_one_pass_is_too_few():
    with pytest.raises(UsageError, match="1 pass cannot agree with itself; name two or more"):
        agree(CORPUS, PASSES[:1])


def test_the_same_seed_gives_the_same_gamma_and_another_moves_it():
    again, other = agree(CORPUS, PASSES), agree(CORPUS, PASSES, seed=2)

    assert again.gammas == FOUND.gammas
    assert other.gammas["mentions"].observed == FOUND.gammas["mentions"].observed
    assert other.gammas["mentions"].expected != FOUND.gammas["mentions"].expected


class TestCoefficients:
    def test_kappa_by_hand(self):
        # Of four items three are equal, .75; by chance (3/4)·(2/4) + (1/4)·(2/4) = .5; (.75 - .5) / (1 - .5) = .5
        assert kappa(["x", "x", "x", "y"], ["x", "x", "y", "y"]).value == pytest.approx(0.5)

    def test_kappa_of_one_label_is_undefined(self):
        assert (
            kappa(["x", "x"], ["x", "x"]).reason == "both use one label throughout, so that chance would agree as well"
        )

    def test_alpha_without_pairs_is_undefined(self):
        assert alpha([["x", None], [None, "y"]]).reason == "no unit has values of two annotators"

    def test_alpha_of_uneven_annotators_is_refused(self):
        with pytest.raises(UsageError, match="annotators have values for 2, 1 units"):
            alpha([["x", "y"], ["x"]])

    def test_an_interval_of_words_is_refused(self):
        with pytest.raises(UsageError, match="interval and ratio scales are for numbers"):
            alpha([["x", "y"], ["x", "x"]], "interval")

    def test_nothing_marked_is_undefined(self):
        assert alpha_u([], ["a", "b"], 0, 10).reason == "nobody marked anything"
        assert gamma([], ["a", "b"]).reason == "nobody marked anything"

    def test_disorder_of_three_by_hand(self):
        # Two mark the same, the third nothing: pairs 0, 1 and 1 of three, 2/3; over 2/3 units an annotator has, 1.
        unit = Unit("a", 0, 5, "x")
        assert disorder([[unit], [unit], []]) == pytest.approx(1.0)

    def test_two_annotators_and_an_integer_program_find_the_same(self):
        sides = [
            [Unit("a", at, at + 4, "x") for at in (0, 5, 11)],
            [Unit("b", at, at + 3, "y") for at in (1, 6, 20, 30)],
        ]
        from sayso.agreement.gamma import _of_many, _of_two

        assert _of_many(sides, empty=1.0) == pytest.approx(_of_two(sides, empty=1.0))


class TestCommand:
    def test_the_table_and_the_disagreements(self, tmp_path):
        passes = [folder() / "annotations" / "passes" / f"annotator-{name}.jsonl" for name in "ab"]
        done = run("agree", *passes, "-o", "agreement.json", cwd=tmp_path)
        data = json.loads((tmp_path / "agreement.json").read_text(encoding="utf-8"))

        assert (done.returncode, done.stderr) == (0, "")
        assert "Between annotator-a, annotator-b on 1 document" in done.stdout
        assert "annotator-b against annotator-a: Stances: missed and spurious items" in done.stdout
        assert data["passes"] == ["annotator-a", "annotator-b"]
        assert len(data["disagreements"]) == sum(len(result.errors) for result in FOUND.results.values())

    def test_a_single_pass_is_a_usage_error(self, tmp_path):
        done = run("agree", folder() / "annotations" / "passes" / "annotator-a.jsonl", cwd=tmp_path)

        assert done.returncode == 2
        assert "name two or more" in done.stderr
