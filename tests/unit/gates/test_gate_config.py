"""Rules as they are written: where they are looked for, what they become, what is refused and how that is said."""

from decimal import Decimal
from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.gates.config import read, rules_of
from sayso.gates.rule import PerDocument, Rule


def refused(*tables):
    with pytest.raises(UsageError) as raised:
        rules_of(tables)
    return str(raised.value).splitlines()


WHOLE = """
[[gate]]
measure = "quotes.attribution.F@overlap(0.5)"
name = "attribution"
min = 0.8
baseline = "base.json"
max_drop = 0.0125
significant = true
by = ["kind", "doc.source"]
where = "split=test"
per_document = { min = 0.5, max_drop = 0.25 }
max_lost_items = 2
must_find = ["harbour:q1"]
allow_undefined = true
allow_failures = true

[[gate]]
measure = "stances.F"
min = 1
on = "lower"
informational = true
per_document = 0.5
"""


def test_every_key_becomes_a_rule(tmp_path):
    (tmp_path / "sayso.toml").write_text(WHOLE)

    file, (first, second) = read(folder=tmp_path)
    assert file == tmp_path / "sayso.toml"
    assert first == Rule(
        measure="quotes.attribution.F@overlap(0.5)",
        name="attribution",
        min=Decimal("0.8"),
        baseline=tmp_path / "base.json",
        max_drop=Decimal("0.0125"),
        significant=True,
        by=("kind", "doc.source"),
        where=("split=test",),
        per_document=PerDocument(min=Decimal("0.5"), max_drop=Decimal("0.25")),
        max_lost_items=2,
        must_find=("harbour:q1",),
        allow_undefined=True,
        allow_failures=True,
    )
    assert second == Rule(
        measure="stances.F",
        name="stances.F",
        min=Decimal(1),
        on="lower",
        informational=True,
        per_document=PerDocument(min=Decimal("0.5")),
    )


def test_rules_of_pyproject(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[[tool.sayso.gate]]\nmeasure = "quotes.F"\nmin = 0.5\n')

    file, (rule,) = read(folder=tmp_path)
    assert file == tmp_path / "pyproject.toml"
    assert rule.measure == "quotes.F@overlap(0.5)"
    assert read(file)[1] == (rule,)


def test_a_file_of_its_own_comes_before_pyproject(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[[tool.sayso.gate]]\nmeasure = "quotes.F"\nmin = 0.5\n')
    (tmp_path / "sayso.toml").write_text('[[gate]]\nmeasure = "stances.F"\nmin = 0.5\n')

    assert read(folder=tmp_path)[1][0].measure == "stances.F"


@pytest.mark.parametrize("shared", [None, "[project]\nname = 'x'\n"])
def test_no_rules_anywhere(tmp_path, shared):
    if shared:
        (tmp_path / "pyproject.toml").write_text(shared)

    with pytest.raises(UsageError) as raised:
        read(folder=tmp_path)
    assert str(raised.value) == (
        "no rules: there is no sayso.toml here and no [tool.sayso] in pyproject.toml; write one, or name one with "
        "--config"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no [[gate]] table; write one for every rule, with at least a measure and a min"),
        ("gate = 3", "no [[gate]] table; write one for every rule, with at least a measure and a min"),
        ("[[gates]]\nmin = 1", "unknown key 'gates'; did you mean 'gate'?"),
        ("colour = 1", "unknown key 'colour'; known are gate"),
        ("[[gate", "is not TOML in UTF-8: "),
        ("[[gate]]\nmin = 1", "[[gate]] 1: the key 'measure' is missing"),
        ('[[gate]]\nmeasure = "quotes.F"\nmn = 1', "[[gate]] 1: unknown key 'mn'; did you mean 'min'?"),
        (
            '[[gate]]\nmeasure = "quotes.F"\nmin = 1\n[[gate]]\nmeasure = "quotes.F"\nmin = nan',
            "[[gate]] 2: min: found NaN, expected a number from 0 to 1",
        ),
        (
            '[[gate]]\nmeasure = "quotes.F"\nmax_drop = 80.5',
            "[[gate]] 1: max_drop: found 80.5, expected a number from 0 to 1",
        ),
    ],
)
def test_a_file_that_is_not_right_says_where(tmp_path, content, said):
    path = tmp_path / "rules.toml"
    path.write_text(content)

    with pytest.raises(UsageError) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}: {said}")


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(UsageError, match=r"absent\.toml: cannot be read: No such file or directory"):
        read(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"measure": "quotes.G"},
            "measure: unknown measure 'quotes.G'; did you mean quotes.R, quotes.P, quotes.F? "
            "`sayso list measures` shows all",
        ),
        ({"mim": 1}, "unknown key 'mim'; did you mean 'min'?"),
        ({"per_document": {"mi": 0.5}}, "unknown key 'per_document.mi'; did you mean 'min'?"),
        ({"per_document": 2}, "per_document.min: found 2, expected a number from 0 to 1"),
        ({"min": True}, "min: found True, expected a number from 0 to 1"),
        ({"min": "0.8"}, "min: found '0.8', expected a number from 0 to 1"),
        ({"min": -0.1}, "min: found -0.1, expected a number from 0 to 1"),
        ({"min": float("nan")}, "min: found nan, expected a number from 0 to 1"),
        ({"significant": 1}, "significant: found 1, expected true or false"),
        ({"on": "upper"}, "on: found 'upper', expected 'value' or 'lower'"),
        ({"max_lost_items": -1}, "max_lost_items: found -1, expected greater than or equal to 0"),
        ({"must_find": 3}, "must_find: found 3, expected a text or a list of texts"),
        ({"where": "test"}, "where: 'test' is no condition on documents; write FIELD=VALUE, as in split=test or "),
        (
            {"by": "knid"},
            "by: quotes.F@overlap(0.5) cannot be sliced by 'knid'; did you mean 'kind'? quotes have kind, length, "
            "nesting, tag, and doc.FIELD",
        ),
        (
            {"significant": True, "on": "lower", "min": 0.5},
            "significant: a drop that has to be shown, and a lower end that has to be reached (on = 'lower'), ask for "
            "opposite proofs; write two rules",
        ),
    ],
    ids=str,
)
def test_what_is_not_right_in_a_rule_word_for_word(keys, said):
    (told,) = refused({"measure": "quotes.F", **keys})

    assert told.startswith(f"rules 1: {said}")


def test_all_problems_of_all_rules_are_told():
    told = refused({"measure": "quotes.G", "mn": 1}, {"min": 0.5}, 3)

    assert [line.split(";")[0] for line in told] == [
        "rules 1: measure: unknown measure 'quotes.G'",
        "rules 1: unknown key 'mn'",
        "rules 2: the key 'measure' is missing",
        "rules 3: found 3, expected a table of keys and values",
    ]
    assert refused() == ["rules: no rule; give at least one, as in {'measure': 'quotes.F', 'min': 0.8}"]


def test_rules_are_called_by_what_they_look_at_and_numbered_where_that_is_the_same():
    plain = {"measure": "quotes.F", "min": 0.5}
    rules = rules_of([plain, plain, {**plain, "by": "kind"}, {**plain, "where": ["b=1", "a=2"]}])

    assert [rule.name for rule in rules] == [
        "quotes.F@overlap(0.5)",
        "quotes.F@overlap(0.5) (2)",
        "quotes.F@overlap(0.5) by kind",
        "quotes.F@overlap(0.5) where b=1, a=2",
    ]
    assert refused({**plain, "name": "quotes"}, {**plain, "name": "quotes"}) == [
        "rules: two rules are named 'quotes'; give one of them another name"
    ]


def test_a_rule_is_checked_like_a_dictionary():
    written = {"measure": "quotes.F", "min": 0.5, "per_document": 0.25, "baseline": "base.json", "by": ["kind"]}
    rules = rules_of([written])

    assert rules_of(rules) == rules
    assert rules_of([Rule(measure="quotes.F", name="q", min=0.5, baseline=Path("b.json"))])[0] == Rule(
        measure="quotes.F@overlap(0.5)", name="q", min=Decimal("0.5"), baseline=Path("b.json")
    )
    with pytest.raises(UsageError, match=r"rules 1: measure: unknown measure 'quotes\.G'"):
        rules_of([Rule(measure="quotes.G", name="q")])
