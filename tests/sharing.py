"""Small corpora as files that go in step, an executor that works at once, and all that scoring says of them."""

import json
from concurrent.futures import Executor, Future
from types import SimpleNamespace

from harbour import write
from sayso.data.sources import FileSource, Gold, read_run
from sayso.errors import DataError, NothingToScore
from sayso.evaluate import score
from sayso.measures import DEFAULT

FEW = ["quotes.attribution.F", "entities.CoNLL", "quotes.MacroF(by=kind)", "quotes.F(kind=direct)"]
EVERY = [*DEFAULT, *FEW, "mentions.typed.MacroF(by=type)"]


class Here(Executor):
    """Carries out at once what it is given, and remembers what became of it."""

    def __init__(self):
        self.shards = []

    def submit(self, fn, /, *args):
        future = Future()
        future.set_result(fn(*args))
        self.shards.append(future.result())
        return future

    @property
    def helped(self):
        return bool(self.shards) and None not in self.shards


def files(folder, case, *, runs=1):
    """A case as files."""
    documents = [{"source": f"s{number % 2}", **one} for number, one in enumerate(case.documents)]
    write(folder / "documents.jsonl", documents)
    write(folder / "gold.jsonl", case.gold)
    gold = Gold(FileSource(folder / "gold.jsonl"), FileSource(folder / "documents.jsonl"), case.annotated, case.labels)
    return gold, [read_run(write(folder / f"run-{number}.jsonl", case.run)) for number in range(runs)]


def told(gold, runs, measures=FEW, **options):
    """Everything that a result says, or every problem."""
    try:
        result = score(gold=gold, predicted=runs, measures=measures, resamples=50, **options)
    except (DataError, NothingToScore) as error:
        return str(error)
    columns = [result.summed(measure, run=run.name).columns.tolist() for run in runs for measure in measures]
    return json.dumps([result.to_dict(), result.documents, columns])


def small(number, **more):
    """A document about one quote, with its gold; the run finds it one character short, or not at all."""
    text = f"Number {number} was “heard” there."
    head = {"format": "sayso/1", "doc_id": f"d{number:02}"}
    entity = {"id": "e1", "name": f"Number {number}", "mentions": [{"span": {"start": 0, "end": 6}}]}
    quote = {"id": "q1", "content": [{"start": 13, "end": 18 + number % 3}], "speakers": ["e1"], **more}
    gold = {**head, "entities": [entity], "quotes": [quote]}
    found = {**quote, "content": [{"start": 13, "end": 18}]}
    return (
        {"doc_id": head["doc_id"], "text": text},
        gold,
        {**head, "entities": [entity], "quotes": [found] if number % 4 else []},
    )


def corpus(numbers=range(12), **more):
    rows = [small(number, **more) for number in numbers]
    documents, gold, run = (list(column) for column in zip(*rows, strict=True))
    return SimpleNamespace(documents=documents, gold=gold, run=run, annotated=None, labels={})
