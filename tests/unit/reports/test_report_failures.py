import pytest

import harbour
import sayso
from sayso.reports.failures import failed_on

FAILURE = {"failure": {"class": "ValueError", "message": "no idea"}}


def failure(doc_id):
    return harbour.record(doc_id, **FAILURE)


@pytest.mark.parametrize(
    ("records", "told"),
    [
        (harbour.gold(), ""),
        ([failure("harbour"), harbour.gold()[1]], "run failed on 1 document, counted as nothing found"),
        (
            [failure("harbour"), failure("market")],
            "run failed on every document: it attempts no layer, and all its values are undefined",
        ),
    ],
)
def test_failures_beside_answers_count_and_failures_alone_attempt_nothing(records, told, tmp_path):
    gold = sayso.load(harbour.corpus(tmp_path / "small")).gold
    run = sayso.read_run(harbour.write(tmp_path / "run.jsonl", records))

    assert failed_on(sayso.score(gold=gold, predicted=run), "run") == told
