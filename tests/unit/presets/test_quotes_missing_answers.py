"""Answers that a model's file lacks are typed errors, as they stop the originals."""

import pytest

from sayso.presets import ScorerError, find
from sayso.presets.quotes.quobert import Scored

QUOBERT, BOOKNLP = (find(name).native for name in ("quobert", "booknlp-speakers"))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: QUOBERT([("q1", None)], {}), "KeyError: quote 'q1' has no scores"),
        (
            lambda: QUOBERT([("q1", None)], {"q1": Scored([0.5], [("Ann Lee", [3])])}),
            "IndexError: an entity stands at 3, and there are 1 scores",
        ),
        (lambda: BOOKNLP(["e1"], []), "IndexError: there are 1 quotes, and candidates for 0"),
    ],
)
def test_a_model_that_gives_no_answer(call, message):
    with pytest.raises(ScorerError) as error:
        call()
    assert str(error.value) == message


def test_every_quote_has_a_speaker_who_is_a_candidate():
    # The group of quotes without a speaker is empty, and comes first: nothing that follows is reported.
    with pytest.raises(ScorerError) as error:
        QUOBERT([("q1", "Ann Lee")], {"q1": Scored([0.1, 0.9], [("Ann Lee", [1])])})
    assert error.value.original == "ZeroDivisionError"
    assert "exact_match" not in error.value.before
    # One quote whose speaker is no candidate is enough for all three.
    both = {"q1": Scored([0.1, 0.9], [("Ann Lee", [1])]), "q2": Scored([0.9, 0.1], [("Bo Ray", [1])])}
    assert QUOBERT([("q1", "Ann Lee"), ("q2", "Cy Poe")], both)["exact_match"] == 1.0
