"""How many processes are started where somebody asks for very many."""

from harbour import corpus
from sayso.data.corpus import load
from sayso.data.sources import read_run
from sayso.evaluate import crew


def test_more_than_twice_the_cores_are_not_started(tmp_path, monkeypatch):
    folder = corpus(tmp_path / "corpus")
    gold, runs = load(folder).gold, [read_run(folder / "gold.jsonl")]
    monkeypatch.setattr(crew, "cores", lambda: 2)
    assert [crew.wanted(gold, runs, jobs) for jobs in (1, 4, 9, 1000)] == [1, 4, 9, 16]
    monkeypatch.setattr(crew, "cores", lambda: 16)
    assert [crew.wanted(gold, runs, jobs) for jobs in (1, 32, 1000)] == [1, 32, 32]
