"""The configuration of a bench: what it may say, and what it is told when it may not."""

import pytest

from sayso.bench import bundled
from sayso.bench.config import Contestant, read
from sayso.errors import UsageError

WHOLE = """
title = "Two of a kind"
corpus = "corpus"
measures = ["quotes.F"]
timeout = 2.5

[[extractors]]
extractor = "pattern"

[[extractors]]
extractor = "passes(name=annotator-b)"
name = "second"
reference = "the ceiling"
"""


def written(tmp_path, content):
    path = tmp_path / "bench.toml"
    path.write_text(content, encoding="utf-8")
    return path


def refused(path):
    with pytest.raises(UsageError) as error:
        read(path)
    return str(error.value).replace(str(path), "bench.toml")


def test_a_whole_file(tmp_path):
    config = read(written(tmp_path, WHOLE))

    assert config.title == "Two of a kind"
    assert config.corpus == str(tmp_path / "corpus")
    assert (config.measures, config.timeout) == (["quotes.F"], 2.5)
    assert config.extractors == [
        Contestant(extractor="pattern"),
        Contestant(extractor="passes(name=annotator-b)", name="second", reference="the ceiling"),
    ]


def test_the_least_there_can_be(tmp_path):
    config = read(written(tmp_path, '[[extractors]]\nextractor = "empty"\n'))

    assert (config.title, config.corpus, config.measures) == ("Extractors side by side", "bundled", None)


def test_the_bundled_file_is_valid_and_names_an_existing_corpus():
    config = read(bundled())

    assert [one.run for one in config.extractors] == ["pattern", "spacy", "textacy", "annotator-b", "empty"]
    assert (bundled().parent / "../corpus/corpus.toml").is_file()


@pytest.mark.parametrize(
    ("contestant", "run"),
    [
        (Contestant(extractor="spacy(model=x)"), "spacy(model=x)"),
        (Contestant(extractor='mine/own.py:Mine(text="a b")'), "mine-own.py-Mine(text=-a-b-)"),
        (Contestant(extractor="x", name="../up"), "up"),
        (Contestant(extractor="x", name="///"), "run"),
    ],
)
def test_a_run_is_named_so_that_a_file_can_be(contestant, run):
    assert contestant.run == run


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("a = ", "bench.toml: is not TOML in UTF-8: Invalid value (at end of document)", id="no TOML"),
        pytest.param('title = "x"', "bench.toml: the key 'extractors' is missing", id="no extractors"),
        pytest.param(
            "extractors = []",
            "bench.toml: extractors: found []; list should have at least 1 item after validation, not 0",
            id="an empty list",
        ),
        pytest.param(
            'corpora = "x"\nqzx = 1\n[[extractors]]\nextractor = "empty"\nnames = "y"',
            "bench.toml: unknown key 'extractors.0.names'; did you mean 'name'?\n"
            "bench.toml: unknown key 'corpora'; did you mean 'corpus'?\n"
            "bench.toml: unknown key 'qzx'; known are title, corpus, documents, extractors, measures, timeout, note",
            id="unknown keys, all at once",
        ),
        pytest.param(
            'extractors = [{extractor = "empty"}, {extractor = "Empty"}]',
            "bench.toml: two runs are named 'empty'; give one of them another name",
            id="two runs of one name",
        ),
        pytest.param(
            'extractors = [{extractor = "empty"}]\ntimeout = "1"',
            "bench.toml: timeout: found '1'; input should be a valid number",
            id="a wrong type",
        ),
    ],
)
def test_what_is_wrong_is_told(tmp_path, content, message):
    assert refused(written(tmp_path, content)) == message


def test_measures_are_checked_before_anything_runs(tmp_path):
    content = 'measures = ["quotes.G", "speakers.F"]\nextractors = [{extractor = "empty"}]'

    assert refused(written(tmp_path, content)).startswith(
        "bench.toml: measures: unknown measure 'quotes.G'; did you mean"
    )


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert refused(tmp_path / "bench.toml") == "bench.toml: cannot be read: No such file or directory"
    assert refused(tmp_path).endswith(": cannot be read: Is a directory")


def test_bytes_that_are_no_text_are_told(tmp_path):
    (tmp_path / "bench.toml").write_bytes(b'title = "\xff"')

    assert "is not TOML in UTF-8" in refused(tmp_path / "bench.toml")
