"""Where the corpus that comes with the package lies.

An installed wheel carries `corpus/`, `annotations/` and the bench's configuration in `sayso/_data`, siblings as in the
repository; an editable install leaves them at the root of the checkout. Everything that needs them asks here.
"""

from pathlib import Path

from sayso.errors import UsageError

_PACKAGE = Path(__file__).resolve().parents[1]


def folder(package: Path = _PACKAGE) -> Path:
    """The folder that holds `corpus/`, `annotations/` and `benchmarks/` side by side.

    Args:
        package: The folder of the package `sayso`; its own unless a test says otherwise.

    Raises:
        UsageError: Neither place holds a corpus: the installation is incomplete.
    """
    shipped, checkout = package / "_data", package.parent.parent
    for place in (shipped, checkout):
        if (place / "corpus" / "corpus.toml").is_file():
            return place
    raise UsageError(
        f"the bundled corpus is missing: there is no corpus/corpus.toml in {shipped} or in {checkout}; "
        "install the package again, from a wheel or from a whole checkout"
    )
