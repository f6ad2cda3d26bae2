"""The public face: every name is there, sorted, and costs nothing until it is used."""

import subprocess
import sys

import pytest

import sayso

HEAVY = ["numpy", "scipy", "pandas", "pyarrow", "pydantic", "sklearn", "datasets", "spacy", "dask"]


def loaded_by(code):
    """Which heavy packages a fresh interpreter has loaded after running some code."""
    probe = f"{code}\nimport sys\nsys.stderr.write(','.join(n for n in {HEAVY!r} if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return {name for name in done.stderr.split(",") if name}


def test_public_names_are_sorted():
    assert sayso.__all__ == sorted(sayso.__all__, key=lambda name: (name.islower() or name.startswith("_"), name))


@pytest.mark.parametrize("name", sayso.__all__)
def test_each_public_name_is_there_and_documented(name):
    assert getattr(sayso, name) is not None
    if name != "__version__":
        assert getattr(sayso, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'sayso' has no attribute 'scor'"):
        _ = sayso.scor


def test_every_name_is_listed():
    assert set(sayso.__all__) <= set(dir(sayso))


def test_importing_the_package_loads_nothing_heavy():
    assert loaded_by("import sayso") == set()


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nsys.argv = ['sayso', '--help']\nfrom sayso.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass"
    )
    assert loaded_by(code) == set()


def test_scoring_loads_neither_pandas_nor_models():
    code = (
        "import sayso\ncorpus = sayso.load()\n"
        "sayso.score(gold=corpus.gold, predicted=corpus.passes['annotator-b']).to_dict(errors=True)"
    )
    assert loaded_by(code) <= {"numpy", "scipy", "pyarrow", "pydantic"}
