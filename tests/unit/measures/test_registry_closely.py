"""Registering measures: by families, by plug-ins, and twice."""

from importlib.metadata import EntryPoint

import pytest

from sayso.errors import MeasureError
from sayso.matching.criterion import EXACT, OVERLAP
from sayso.measures import registry
from sayso.measures.registry import Options, line, lines
from sayso.measures.statistics import ACCURACY, DETECTION


@pytest.fixture
def known(monkeypatch):
    """A registry of its own."""
    monkeypatch.setattr(registry, "LINES", {})
    return registry.LINES


def test_a_line_is_found_by_its_name_and_each_of_its_statistics(known):
    @line("ships.loaded", kind=DETECTION, needs=("ships", "ships.load"), items="quotes", symmetric=True)
    def loaded(scene, options):
        """Ships that are loaded."""

    assert list(known) == [("ships.loaded", statistic) for statistic in ("P", "R", "F", "MacroF")]
    declared = known["ships.loaded", "F"]
    assert (declared.name, declared.find, declared.doc) == ("ships.loaded", loaded, "Ships that are loaded.")
    assert (declared.layers(Options()), declared.attributes(Options())) == (("ships",), ("ships.load",))
    assert declared.attributes(Options(only=("kind", "direct"))) == ("ships.load", "quotes.kind")


def test_a_line_without_a_docstring_has_an_empty_one(known):
    line("ships", kind=ACCURACY, needs=(), symmetric=True)(lambda *_: None)
    assert known["ships", "accuracy"].doc == ""


def test_what_some_options_need_is_told_apart_too(known):
    line("ships", kind=ACCURACY, needs=("ships",), also=lambda _: ("ports", "ports.name"), symmetric=True)(lambda *_: 0)
    declared = known["ships", "accuracy"]
    assert declared.layers(Options()) == ("ships", "ports")
    assert declared.attributes(Options()) == ("ports.name",)


def test_a_name_and_statistic_belong_to_one_line(known):
    line("ships", kind=DETECTION, needs=(), symmetric=True)(lambda *_: None)
    with pytest.raises(MeasureError) as error:
        line("ships", kind=DETECTION, needs=(), symmetric=True)(lambda *_: None)
    assert str(error.value) == (
        f"measure ships.P is registered twice, by {__name__} and {__name__}; give one another name"
    )
    assert list(known) == [("ships", "P"), ("ships", "R"), ("ships", "F")]


def test_options_that_nobody_spells():
    options = Options()
    assert (options.criterion, options.align, options.trigger) == (EXACT, OVERLAP, EXACT)
    assert (options.attached, options.singletons, options.only) == (True, True, None)


def test_a_plug_in_that_cannot_be_loaded_is_left_out_with_a_warning(monkeypatch):
    asked = []

    def found(*, group):
        asked.append(group)
        return [EntryPoint("ships", "no_such_module:ships", group), EntryPoint("sums", "math:fsum", group)]

    monkeypatch.setattr(registry, "entry_points", found)
    registry._load.cache_clear()
    with pytest.warns(
        UserWarning, match="^measures of plug-in 'ships' are left out: No module named 'no_such_module'$"
    ):
        assert ("quotes", "F") in lines()
    assert asked == ["sayso.measures"]
