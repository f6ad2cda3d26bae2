"""Extractors by name and by place: what is found, what is told where nothing is."""

import warnings

import pytest
import sample_extractors
from sample_extractors import Capitals

from sayso.errors import ExtractorError, UsageError
from sayso.extractors import Extractor, available, parameters, resolve, spelling_of
from sayso.extractors.empty import Empty
from sayso.extractors.protocol import Annotator

BUILT_IN = ["empty", "passes", "pattern", "spacy", "textacy"]


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """Install distributions that register extractors: `plugin("dist", name="module:object")`."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(distribution, **points):
        folder = tmp_path / f"{distribution}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        lines = "".join(f"{name} = {place}\n" for name, place in points.items())
        (folder / "entry_points.txt").write_text(f"[sayso.extractors]\n{lines}")
        return tmp_path

    return install


def error(kind, text):
    with pytest.raises(kind) as caught:
        resolve(text)
    return str(caught.value)


def test_the_built_in_extractors_are_listed_with_summary_and_layers():
    listed = {item.name: item for item in available()}

    assert [name for name in listed if name in BUILT_IN] == BUILT_IN
    assert listed["empty"].summary == "Nothing in any layer: the floor that every extractor has to leave behind."
    assert listed["empty"].layers == ("entities", "quotes", "events", "stances")
    assert listed["textacy"].layers == ("entities", "quotes")
    assert all(listed[name].runs for name in BUILT_IN)


def test_a_name_gives_an_extractor():
    extractor = resolve("empty")

    assert isinstance(extractor, Empty)
    assert isinstance(extractor, Annotator)
    record = extractor.annotate({"doc_id": "d", "text": ""})
    assert record == {"format": "sayso/1", "doc_id": "d", "entities": [], "quotes": [], "events": [], "stances": []}


def test_a_module_and_an_object_give_an_extractor():
    extractor = resolve("sample_extractors:Capitals(kind=person, wait=0.5)")

    assert isinstance(extractor, Capitals)
    assert parameters(extractor) == {"kind": "person", "wait": 0.5}
    assert spelling_of(extractor) == "sample_extractors:Capitals(kind=person, wait=0.5)"
    assert spelling_of(resolve("sample_extractors:Capitals(kind=other)")) == "sample_extractors:Capitals"
    assert isinstance(resolve("sample_extractors:Batched"), Extractor)


def test_a_file_and_an_object_give_an_extractor_whose_class_is_one(tmp_path, monkeypatch):
    file = tmp_path / "mine.py"
    file.write_text(
        "from dataclasses import dataclass\n"
        "@dataclass\n"
        "class Mine:\n"
        "    depth: int = 1\n"
        "    name = 'mine'\n"
        "    layers = ('quotes',)\n"
        "    def annotate(self, document): return {}\n"
        "class Outer:\n"
        "    made = Mine(3)\n"
        "def build(depth=5): return Mine(depth)\n"
    )
    monkeypatch.chdir(tmp_path)
    extractor = resolve("mine.py:Mine(depth=2)")

    assert extractor.depth == 2
    assert spelling_of(extractor) == f"{file}:Mine(depth=2)"
    assert resolve("mine.py:Outer.made").depth == 3
    assert resolve("mine.py:build").depth == 5
    assert type(resolve(f"{file}:Mine")) is type(extractor)
    assert error(UsageError, "mine.py:Outer.made(depth=2)") == (
        "mine.py:Outer.made is made already and takes no options; name its class to give some"
    )
    assert error(UsageError, "mine.py:Mime") == "mine.py has no object 'Mime'; did you mean 'Mine'?"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "patern",
            (
                "there is no extractor 'patern'; did you mean 'pattern'? There are empty, passes, pattern, spacy, "
                "textacy; one of your own is named module:object or path/file.py:object"
            ),
        ),
        (
            "xyz",
            (
                "there is no extractor 'xyz'; there are empty, passes, pattern, spacy, textacy; "
                "one of your own is named module:object or path/file.py:object"
            ),
        ),
        ("empty(deep=1)", "empty has no option 'deep'; it takes no options"),
        (
            "sample_extractors:Capitals(kinds=x)",
            "sample_extractors:Capitals has no option 'kinds'; did you mean 'kind'? It takes kind, wait",
        ),
        ("sample_extractors:Capital", "sample_extractors has no object 'Capital'; did you mean 'Capitals'?"),
        ("sample_extractors:", "'sample_extractors:': expected module:object or path/file.py:object"),
        (
            "no_such_module:Mine",
            "there is no module 'no_such_module'; expected an installed module, or a file as in path/file.py:object",
        ),
        (
            "sample_extractors.inner:Mine",
            (
                "there is no module 'sample_extractors.inner'; expected an installed module, or a file as in "
                "path/file.py:object"
            ),
        ),
        ("sample_extractors:FORMAT", "sample_extractors:FORMAT is no extractor: str has no name"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(text, message):
    assert error(UsageError, text) == message


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path):
    (tmp_path / "folder.py").mkdir()

    assert error(UsageError, f"{tmp_path}/no.py:Mine") == f"{tmp_path}/no.py: no such file; expected a Python file"
    assert (
        error(UsageError, f"{tmp_path}/folder.py:Mine") == f"{tmp_path}/folder.py: is a folder; expected a Python file"
    )


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("1 / 0", ExtractorError, "{file} cannot be imported: ZeroDivisionError: division by zero"),
        (
            "import no_such_thing",
            ExtractorError,
            "{file} cannot be imported: ModuleNotFoundError: No module named 'no_such_thing'",
        ),
        ("class X: pass", UsageError, "{file}:X is no extractor: X has no name"),
        (
            "class X: name, layers = 'x', ['quote']",
            UsageError,
            "{file}:X is no extractor: its layers are ['quote'], expected some of entities, quotes, events, stances",
        ),
        (
            "class X: name, layers = 'x', ()",
            UsageError,
            "{file}:X is no extractor: its layers are (), expected some of entities, quotes, events, stances",
        ),
        (
            "class X: name, layers = 'x', ('quotes',)",
            UsageError,
            "{file}:X is no extractor: it has neither annotate nor extract",
        ),
        ("def X(): raise OSError('no model')", ExtractorError, "{file}:X cannot start: OSError: no model"),
        ("def X(): raise ValueError('too deep')", UsageError, "{file}:X does not take these options: too deep"),
        (
            "def X(): import no_such_thing",
            ExtractorError,
            "{file}:X cannot start: it needs no_such_thing, which is not installed",
        ),
        ("def X(n): ...", UsageError, "{file}:X needs the option 'n', as in {file}:X(n=…)"),
    ],
)
def test_what_is_no_extractor_is_told_why(tmp_path, source, kind, message):
    file = tmp_path / "mine.py"
    file.write_text(source)

    assert error(kind, f"{file}:X") == message.format(file=file)


def test_an_option_that_is_not_kept_is_refused(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(
        "class X:\n"
        "    name, layers = 'x', ('quotes',)\n"
        "    def __init__(self, depth=1): pass\n"
        "    def annotate(self, document): ...\n"
    )
    assert error(UsageError, f"{file}:X(depth=2)") == (
        f"{file}:X(depth=2) does not keep its option 'depth' as an attribute of that name; it has to, so that "
        "a run can say what made it"
    )


def test_a_plug_in_is_listed_and_found(plugin):
    plugin("otherdist", capitals="sample_extractors:Capitals")

    assert {item.name: item.summary for item in available()}["capitals"] == Capitals.__doc__
    extractor = resolve("capitals(kind=person)")
    assert isinstance(extractor, Capitals)
    assert spelling_of(extractor) == "capitals(kind=person)"


def test_a_broken_plug_in_warns_once_and_hides_no_other(plugin):
    plugin("brokendist", broken="no_such_plugin:Mine", capitals="sample_extractors:Capitals")

    message = (
        "extractor 'broken' of brokendist cannot be loaded: there is no module 'no_such_plugin'; expected an installed "
        "module, or a file as in path/file.py:object"
    )
    with pytest.warns(RuntimeWarning) as told:
        listed = {item.name: item for item in available()}
    assert [str(warning.message) for warning in told] == [message]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        available()  # told once
    assert listed["broken"].missing == message
    assert not listed["broken"].runs
    assert listed["capitals"].runs
    assert error(ExtractorError, "broken") == message


def test_two_plug_ins_of_one_name_are_refused_by_name(plugin):
    plugin("onedist", double="sample_extractors:Capitals")
    plugin("twodist", double="sample_extractors:Unruly")

    with pytest.warns(RuntimeWarning, match="extractor 'double' is registered by"):
        listed = {item.name: item for item in available()}
    assert not listed["double"].runs
    message = error(UsageError, "double")
    assert message.startswith("extractor 'double' is registered by ")
    assert {"onedist", "twodist"} <= set(message.replace(";", "").split())
    assert "sample_extractors:Capitals" in message


def test_our_own_extractor_wins_a_clash(plugin):
    plugin("clashdist", empty="sample_extractors:Capitals")

    with pytest.warns(RuntimeWarning, match="extractor 'empty' of clashdist is left aside: Sayso's own has this name"):
        assert isinstance(resolve("empty"), Empty)


def test_a_missing_extra_is_a_word_with_the_way_out(plugin, monkeypatch):
    plugin("needsdist", needy="sample_extractors:Capitals", plain="sample_extractors:Unruly")
    monkeypatch.setattr(Capitals, "needs", {"no_such_thing": "textacy"}, raising=False)
    message = "extractor 'needy' needs no_such_thing, which is not installed; pip install \"sayso[textacy]\""

    assert {item.name: item.missing for item in available()}["needy"] == message
    assert error(ExtractorError, "needy") == message
    monkeypatch.setattr(Capitals, "needs", {"no_such_thing": None})
    assert (
        error(ExtractorError, "needy")
        == "extractor 'needy' needs no_such_thing, which is not installed; pip install no_such_thing"
    )


def test_an_object_that_stands_in_a_module_is_taken_as_it_is(monkeypatch):
    made = Capitals(kind="place")
    monkeypatch.setattr(sample_extractors, "made", made, raising=False)

    assert resolve("sample_extractors:made") is made


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("spacy", "spacy"),
        ("spacy(layers=quotes+entities)", "spacy(layers=['entities', 'quotes'])"),
        ("spacy(layers=entities+quotes+events+stances)", "spacy"),
        ('spacy(model="en_core_web_lg")', "spacy(model=en_core_web_lg)"),
    ],
)
def test_an_extractor_is_spelled_by_what_is_in_force(asked, canonical):
    assert spelling_of(resolve(asked)) == canonical
    assert spelling_of(resolve(canonical)) == canonical


def test_layers_are_those_of_an_extractor_made_without_options_where_the_class_declares_none(plugin, tmp_path):
    (tmp_path / "plugged_in.py").write_text(
        "class Lazy:\n"
        '    "Declares its layers when it is made."\n'
        "    name = 'lazy'\n"
        "    def __init__(self): self.layers = ('events',)\n"
        "class Eager:\n"
        "    def __init__(self): raise OSError\n"
    )
    plugin("lazydist", lazy="plugged_in:Lazy", eager="plugged_in:Eager")

    listed = {item.name: item.layers for item in available()}
    assert (listed["lazy"], listed["eager"]) == (("events",), ())
