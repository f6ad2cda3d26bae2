"""Where the bundled corpus lies: in a wheel beside the package, in a checkout at its root."""

import pytest

from sayso.data import bundled
from sayso.errors import UsageError


def lay(place):
    """Corpus and annotations side by side, as a wheel and a checkout have them."""
    (place / "corpus").mkdir(parents=True)
    (place / "annotations").mkdir()
    (place / "corpus" / "corpus.toml").write_text("", encoding="utf-8")
    return place


def package(root):
    """An empty package where a checkout has it."""
    found = root / "toolkit" / "sayso"
    found.mkdir(parents=True)
    return found


def test_this_installation_has_its_corpus():
    found = bundled.folder()
    for inside in ("corpus/documents.jsonl", "annotations/gold.jsonl", "benchmarks/bundled.toml"):
        assert (found / inside).is_file()


def test_a_wheel_carries_it_in_the_package(tmp_path):
    here = package(tmp_path)
    shipped = lay(here / "_data")
    assert bundled.folder(here) == shipped


def test_a_checkout_has_it_at_the_root(tmp_path):
    here = package(tmp_path)
    lay(tmp_path)
    assert bundled.folder(here) == tmp_path


def test_what_was_shipped_comes_before_what_happens_to_lie_two_folders_up(tmp_path):
    here = package(tmp_path)
    lay(tmp_path)
    shipped = lay(here / "_data")
    assert bundled.folder(here) == shipped


def test_without_a_corpus_the_message_names_both_places(tmp_path):
    here = package(tmp_path)
    with pytest.raises(UsageError) as raised:
        bundled.folder(here)
    assert str(raised.value) == (
        f"the bundled corpus is missing: there is no corpus/corpus.toml in {here / '_data'} or in {tmp_path}; "
        "install the package again, from a wheel or from a whole checkout"
    )
