"""Sayso: gold annotations of speakers, quotes, events and stances, and exact scoring of extractors.

    >>> import sayso
    >>> corpus = sayso.load()
    >>> result = sayso.score(gold=corpus.gold, predicted=corpus.passes["annotator-b"], measures=["quotes.F"])
    >>> result["quotes.F"].measure
    'quotes.F@overlap(0.5)'

Importing the package imports nothing heavy: each name is resolved when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sayso.agreement import Agreement, agree
    from sayso.data.corpus import Corpus, load
    from sayso.data.dataset import features, from_dataset, to_dataset
    from sayso.data.sources import FileSource, Gold, MemorySource, Run, read_run, write_run
    from sayso.data.validate import validate
    from sayso.errors import (
        DataError,
        ExtractorError,
        MeasureError,
        NothingToScore,
        Problem,
        SaysoError,
        UsageError,
        WorkerError,
    )
    from sayso.evaluate import Result, Unpaired, Value, score
    from sayso.evaluate.comparing import compare
    from sayso.evaluate.comparison import Comparison
    from sayso.formats.spacy_docs import from_spacy
    from sayso.gates.gate import gate
    from sayso.measures import Measure, parse
    from sayso.signature import Signature

# Where each public name lives.
_HOMES = {
    "Agreement": "sayso.agreement",
    "Comparison": "sayso.evaluate.comparison",
    "Corpus": "sayso.data.corpus",
    "DataError": "sayso.errors",
    "ExtractorError": "sayso.errors",
    "FileSource": "sayso.data.sources",
    "Gold": "sayso.data.sources",
    "Measure": "sayso.measures",
    "MeasureError": "sayso.errors",
    "MemorySource": "sayso.data.sources",
    "NothingToScore": "sayso.errors",
    "Problem": "sayso.errors",
    "Result": "sayso.evaluate",
    "Run": "sayso.data.sources",
    "SaysoError": "sayso.errors",
    "Signature": "sayso.signature",
    "Unpaired": "sayso.evaluate",
    "UsageError": "sayso.errors",
    "Value": "sayso.evaluate",
    "WorkerError": "sayso.errors",
    "agree": "sayso.agreement",
    "compare": "sayso.evaluate.comparing",
    "features": "sayso.data.dataset",
    "from_dataset": "sayso.data.dataset",
    "from_spacy": "sayso.formats.spacy_docs",
    "gate": "sayso.gates.gate",
    "load": "sayso.data.corpus",
    "parse": "sayso.measures",
    "read_run": "sayso.data.sources",
    "score": "sayso.evaluate",
    "to_dataset": "sayso.data.dataset",
    "validate": "sayso.data.validate",
    "write_run": "sayso.data.sources",
}

__all__ = [
    "Agreement",
    "Comparison",
    "Corpus",
    "DataError",
    "ExtractorError",
    "FileSource",
    "Gold",
    "Measure",
    "MeasureError",
    "MemorySource",
    "NothingToScore",
    "Problem",
    "Result",
    "Run",
    "SaysoError",
    "Signature",
    "Unpaired",
    "UsageError",
    "Value",
    "WorkerError",
    "__version__",
    "agree",
    "compare",
    "features",
    "from_dataset",
    "from_spacy",
    "gate",
    "load",
    "parse",
    "read_run",
    "score",
    "to_dataset",
    "validate",
    "write_run",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    if name not in _HOMES:
        msg = f"module 'sayso' has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
