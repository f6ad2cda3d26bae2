"""What comes out keeps the schemas that `sayso schema` prints: scores, and comparisons of every size."""

import copy
import json

import jsonschema
import pytest
import strangers

import harbour
import sayso
from sayso.data.schema import schema

pytestmark = pytest.mark.slow

RESULT = jsonschema.Draft202012Validator(schema("result"))
ERRORS = jsonschema.Draft202012Validator(schema("errors"))
COMPARISON = jsonschema.Draft202012Validator(schema("comparison"))
MEASURES = ["quotes.F", "stances.F"]


def many(folder, documents=21):
    """A corpus of some documents, and four runs that find the quotes of some of them."""
    folder.mkdir()
    ids = [f"d{number:02}" for number in range(documents)]
    harbour.write(folder / "documents.jsonl", [{"doc_id": one, "text": "Ann Lee said so."} for one in ids])
    quote = {"id": "q1", "content": [{"start": 0, "end": 7}]}
    harbour.write(folder / "gold.jsonl", [harbour.record(one, quotes=[quote]) for one in ids])
    (folder / "corpus.toml").write_text('name = "many"\ndocuments = "documents.jsonl"\ngold = "gold.jsonl"\n')
    runs = []
    for skipped in (2, 3, 4, 5):
        found = [harbour.record(one, quotes=[quote] if int(one[1:]) % skipped else []) for one in ids]
        runs.append(sayso.read_run(harbour.write(folder / f"run{skipped}.jsonl", found)))
    return sayso.load(folder).gold, runs


def reread(data):
    return json.loads(json.dumps(data, allow_nan=False))


def test_results_keep_theirs_with_and_without_items(tmp_path):
    corpus, runs = strangers.corpus(tmp_path / "corpus")
    scored = sayso.score(gold=corpus.gold, predicted=runs, measures=MEASURES, by=["kind", "doc.title"])
    report = sayso.score(gold=corpus.gold, predicted=runs[:1], measures=MEASURES)

    RESULT.validate(reread(scored.to_dict(errors=True)))
    RESULT.validate(reread(report.to_dict()))


def test_saved_results_and_comparisons_keep_theirs(tmp_path):
    corpus, runs = strangers.corpus(tmp_path / "corpus")
    sayso.score(gold=corpus.gold, predicted=runs, measures=MEASURES).save(tmp_path / "scores.json")
    sayso.compare(gold=corpus.gold, baseline=runs[0], predicted=runs[1]).save(tmp_path / "compared.json", text=False)

    RESULT.validate(json.loads((tmp_path / "scores.json").read_text(encoding="utf-8")))
    COMPARISON.validate(json.loads((tmp_path / "compared.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "asked", [[], ["--limit", "1"], ["--by", "all"], ["--confusion", "quotes.kind", "--by", "kind"]]
)
def test_lists_of_errors_keep_theirs(tmp_path, asked):
    path = tmp_path / "run.jsonl"
    path.write_text(
        json.dumps(harbour.record("rutte-air-defence", quotes=[{"id": "q", "content": [{"start": 0, "end": 9}]}]))
    )
    done = harbour.run("errors", "bundled", str(path), "--format", "json", *asked)
    found = json.loads(done.stdout)

    ERRORS.validate(found)
    assert not found.keys() - schema("errors")["properties"].keys()
    with pytest.raises(jsonschema.ValidationError):
        ERRORS.validate(found | {"schema_version": 2})


@pytest.mark.parametrize("documents", [1, 3, 21])
def test_comparisons_keep_theirs_at_every_size(tmp_path, documents):
    gold, runs = many(tmp_path / "many", documents)
    compared = sayso.compare(
        gold=gold, baseline=runs[0], predicted=runs[1:], measures=MEASURES, groups={"both": ["run4", "run5"]}
    )
    found = reread(compared.to_dict())

    COMPARISON.validate(found)
    assert (
        found["comparisons"][0].keys()
        == schema("comparison")["properties"]["comparisons"]["items"]["properties"].keys()
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("baseline",), None),
        (("comparisons", 0, "p"), 1.5),
        (("comparisons", 0, "values", "run"), "0.5"),
        (("comparisons", 0, "wins"), -1),
        (("flips", 0, "change"), "moved"),
        (("conclusions",), []),
    ],
)
def test_a_comparison_that_breaks_it_is_refused(tmp_path, path, value):
    gold, runs = many(tmp_path / "many", 3)
    found = reread(sayso.compare(gold=gold, baseline=runs[0], predicted=runs[1], measures=["quotes.F"]).to_dict())
    broken = copy.deepcopy(found)
    place = broken
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value

    COMPARISON.validate(found)
    with pytest.raises(jsonschema.ValidationError):
        COMPARISON.validate(broken)
