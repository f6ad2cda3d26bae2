"""Baselines: what their files hold, what they are compared by, what blessing writes and refuses."""

import json
from dataclasses import replace

import pytest
from gated import EXACT, corpus, document, outcomes, run, verdict

import sayso
from sayso.data.sources import Gold, MemorySource
from sayso.errors import ExtractorError, NothingToScore, UsageError
from sayso.gates import saving
from sayso.gates.baseline import Baseline, read_baseline
from sayso.gates.gate import bless as blessed
from sayso.gates.gate import gate

RULES = [{"measure": "quotes.F@exact", "max_drop": 0, "by": "kind"}]


def bless(path, gold, predicted, rules=RULES, **options):
    return blessed(gold=gold.gold, predicted=predicted, rules=rules, baseline=path, **options)


def judge(path, gold, predicted, rules=RULES, **options):
    return gate(gold=gold.gold, predicted=predicted, rules=rules, baseline=path, **options)


def test_the_file_word_for_word(tmp_path):
    path = tmp_path / "base.json"
    bless(path, corpus(2), run(2, lost={(1, 1), (1, 3)}, spurious={0}))

    signature = (
        '{"definitions": 1, "entities": "mentions@overlap(0.5),wikidata,name", "labels": "closed", "missing": "error", '
        f'"on": "all", "unicode": "{sayso.Signature(corpus="", documents=0).unicode}"}}'
    )
    found = read_baseline(path).entries
    digest, items = next(iter(found.values())).corpus, next(iter(found.values())).items
    assert (
        path.read_text(encoding="utf-8")
        == f"""{{
"format": "sayso-baseline/1",
"run": "run",
"signature": {signature},
"sayso": "{sayso.__version__}",
"values": [
{{"measure": "quotes.F@exact", "value": 0.8, \
"counts": {{"matched": 6, "gold": 8, "predicted": 7, "documents": 2, "left_out": 0}}, \
"columns": 3, "corpus": "{digest}", "items": "{items}", "documents": {{
"d00": {{"adds": [4, 4, 5], "found": ["q0", "q1", "q2", "q3"]}},
"d01": {{"adds": [2, 4, 2], "found": ["q0", "q2"]}}
}}}},
{{"measure": "quotes.F@exact", "by": "kind", "slice": "direct", "value": 0.888888888888889, \
"counts": {{"gold_matched": 4, "gold": 4, "predicted_matched": 4, "predicted": 5, "documents": 2, "left_out": 0}}, \
"columns": 4, "corpus": "{digest}", "documents": {{
"d00": {{"adds": [2, 2, 2, 3]}},
"d01": {{"adds": [2, 2, 2, 2]}}
}}}},
{{"measure": "quotes.F@exact", "by": "kind", "slice": "indirect", "value": 0.6666666666666666, \
"counts": {{"gold_matched": 2, "gold": 4, "predicted_matched": 2, "predicted": 2, "documents": 2, "left_out": 0}}, \
"columns": 4, "corpus": "{digest}", "documents": {{
"d00": {{"adds": [2, 2, 2, 2]}},
"d01": {{"adds": [0, 2, 0, 0]}}
}}}}
]
}}
"""
    )
    assert json.loads(path.read_text(encoding="utf-8"))["values"][0]["value"] == 0.8


def test_blessing_twice_gives_the_same_bytes(tmp_path):
    path = tmp_path / "base.json"
    (first,) = bless(path, corpus(3), run(3))
    content = path.read_bytes()
    (second,) = bless(path, corpus(3), run(3))

    assert path.read_bytes() == content
    assert (first.same, second.same) == (False, True)
    assert first.changes == (
        "quotes.F@exact: new → 1.000",
        "quotes.F@exact in kind=direct: new → 1.000",
        "quotes.F@exact in kind=indirect: new → 1.000",
    )


def test_the_order_of_documents_and_rules_changes_no_byte(tmp_path):
    rules = [*RULES, {"measure": "quotes.R", "max_drop": 0}]
    bless(tmp_path / "one.json", corpus(3), run(3), rules)
    gold = corpus(3)
    turned = replace(gold.gold, source=MemorySource(reversed(list(gold.gold)), name="records"))
    blessed(
        gold=turned,
        predicted=replace(run(3), source=MemorySource(reversed(list(run(3))))),
        rules=rules[::-1],
        baseline=tmp_path / "other.json",
    )

    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "other.json").read_bytes()


def test_what_changed_is_told(tmp_path):
    path = tmp_path / "base.json"
    bless(path, corpus(2), run(2), [*RULES, {"measure": "quotes.R", "max_drop": 0}])
    (again,) = bless(path, corpus(2), run(2, lost={(0, 0)}))

    assert again.changes == (
        "quotes.F@exact: 1.000 → .933",
        "quotes.F@exact in kind=direct: 1.000 → .857",
        "quotes.R@overlap(0.5): 1.000 → gone",
    )
    assert "quotes.R@overlap(0.5)" not in path.read_text(encoding="utf-8")


def test_the_same_value_by_other_items_is_a_change(tmp_path):
    path = tmp_path / "base.json"
    bless(path, corpus(2), run(2, lost={(0, 0)}))
    (again,) = bless(path, corpus(2), run(2, lost={(1, 0)}))

    assert again.changes[0] == "quotes.F@exact: .933 → .933"


def test_a_saved_baseline_says_what_the_run_itself_would_say(tmp_path):
    gold, before, now = corpus(8), run(8, lost={(1, 1)}, name="before"), run(8, lost={(2, 2), (3, 2)}, spurious={4})
    rules = [
        {"measure": "quotes.F@exact", "significant": True, "by": "kind"},
        {"measure": "quotes.F@exact", "max_drop": 0.01, "max_lost_items": 1, "per_document": {"max_drop": 0.1}},
        {"measure": "quotes.MacroF(by=kind)", "max_drop": 0.5, "on": "lower"},
        {"measure": "quotes.F(average=documents)", "max_drop": 0.01},
    ]
    path = tmp_path / "base.json"
    bless(path, gold, before, rules)

    saved, direct = (judge(beside, gold, now, rules).outcomes for beside in (path, before))
    assert [outcome.to_dict() for outcome in saved] == [outcome.to_dict() for outcome in direct]
    assert {outcome.status for outcome in saved} == {"passed", "failed"}


def test_rules_have_files_of_their_own(tmp_path):
    own, shared = tmp_path / "own.json", tmp_path / "shared.json"
    rules = [{"measure": "quotes.R", "baseline": str(own)}, {"measure": "quotes.P", "max_drop": 0}]

    assert [one.path for one in bless(shared, corpus(2), run(2), rules)] == [own, shared]
    assert [key.measure for key in read_baseline(own).entries] == ["quotes.R@overlap(0.5)"]
    assert [key.measure for key in read_baseline(shared).entries] == ["quotes.P@overlap(0.5)"]
    assert judge(shared, corpus(2), run(2), rules).passed


def other_gold(documents):
    """The same corpus with one quote less."""
    gold = corpus(documents)
    records = [dict(record) for record in gold.gold]
    records[0]["quotes"] = records[0]["quotes"][:3]
    return replace(gold, gold=replace(gold.gold, source=MemorySource(records)))


def test_a_baseline_of_other_gold_is_not_compared(tmp_path):
    path = tmp_path / "base.json"
    bless(path, corpus(2), run(2))
    before = path.read_bytes()
    found = judge(path, other_gold(2), run(2))

    old, new = (outcomes(gold, run(2), {"min": 0})[0] for gold in (corpus(2), other_gold(2)))
    assert old.status == new.status == "passed"
    assert found.exit_status == 2
    assert {outcome.status for outcome in found.outcomes} == {"not evaluated"}
    said = found.outcomes[0].message
    assert said.startswith(f"cannot be evaluated: {path} is not comparable: corpus was ")
    assert said.endswith("; remove it and bless again")
    with pytest.raises(UsageError) as raised:
        bless(path, other_gold(2), run(2))
    assert str(raised.value).startswith(f"{path}: is a baseline of something else: corpus was ")
    assert path.read_bytes() == before
    path.unlink()
    bless(path, other_gold(2), run(2))
    assert judge(path, other_gold(2), run(2)).passed


@pytest.mark.parametrize(
    ("options", "difference"),
    [
        ({"missing": "empty"}, "missing was error and is empty"),
        ({"on": "common"}, "on was all and is common"),
        ({"labels": "open"}, "labels was closed and is open"),
    ],
)
def test_other_policies_are_not_compared(tmp_path, options, difference):
    path = tmp_path / "base.json"
    bless(path, corpus(2), run(2))

    found = judge(path, corpus(2), run(2), **options)
    assert found.exit_status == 2
    assert difference in found.outcomes[0].message
    with pytest.raises(UsageError, match=difference):
        bless(path, corpus(2), run(2), **options)


@pytest.mark.parametrize(
    ("name", "found"), [("definitions", '"definitions": 1'), ("unicode", '"unicode": "'), ("entities", '"mentions@')]
)
def test_other_definitions_are_not_compared(tmp_path, name, found):
    path = tmp_path / "base.json"
    bless(path, corpus(2), run(2))
    path.write_text(path.read_text(encoding="utf-8").replace(found, found.replace("1", "9").replace('"', '"', 1) + "0"))

    outcome = judge(path, corpus(2), run(2)).outcomes[0]
    assert outcome.status == "not evaluated"
    assert f"{name} was " in outcome.message


def test_another_release_level_or_seed_is_no_difference(tmp_path, monkeypatch):
    path = tmp_path / "base.json"
    monkeypatch.setattr(saving, "__version__", "0.0.1")
    bless(path, corpus(2), run(2))

    assert '"sayso": "0.0.1"' in path.read_text(encoding="utf-8")
    assert judge(path, corpus(2), run(2), level=0.9, seed=7, resamples=100).passed
    monkeypatch.undo()
    assert not bless(path, corpus(2), run(2))[0].same


def test_gold_whose_ids_changed_is_the_same_gold_for_values_and_not_for_items(tmp_path):
    path, rules = tmp_path / "base.json", [*RULES, {"measure": "quotes.F@exact", "max_lost_items": 0}]
    bless(path, corpus(2), run(2), rules)
    gold = corpus(2)
    records = [
        {**record, "quotes": [{**quote, "id": f"x{quote['id']}"} for quote in record["quotes"]]} for record in gold.gold
    ]
    renamed = replace(gold, gold=replace(gold.gold, source=MemorySource(records)))

    *values, items = judge(path, renamed, run(2), rules).outcomes
    assert {outcome.status for outcome in values} == {"passed"}
    assert items.message == (
        f"cannot be evaluated: max_lost_items: {path} does not tell which gold items were found, or their ids have "
        "changed since; bless again"
    )


def test_a_value_that_the_baseline_lacks(tmp_path):
    path, rules = tmp_path / "base.json", [*RULES, {"measure": "quotes.R", "max_drop": 0}]
    bless(path, corpus(2), run(2))
    found = judge(path, corpus(2), run(2), rules)

    assert found.exit_status == 2
    assert found.outcomes[-1].message == (f"cannot be evaluated: {path} has no quotes.R@overlap(0.5); bless again")
    warned = judge(path, corpus(2), run(2), rules, baseline_missing="warn")
    assert (warned.exit_status, warned.outcomes[-1].status) == (0, "informational")


def test_a_baseline_that_is_not_there(tmp_path):
    path = tmp_path / "base.json"
    rules = [{"measure": "quotes.F", "max_drop": 0}, {"measure": "quotes.F", "max_drop": 0, "min": 0.5}]
    lacking = f"there is no baseline {path}; write one with --bless, or let --baseline-missing say what to do"

    failed = judge(path, corpus(2), run(2), rules)
    assert failed.exit_status == 2
    assert [outcome.message for outcome in failed.outcomes] == [f"cannot be evaluated: {lacking}"] * 2
    warned = judge(path, corpus(2), run(2), rules, baseline_missing="warn")
    assert [(outcome.status, outcome.message) for outcome in warned.outcomes] == [
        ("informational", f"not compared: {lacking}"),
        ("passed", f"found 1.000, expected at least .500: .500 to spare; not compared: {lacking}"),
    ]
    assert not path.exists()
    created = judge(path, corpus(2), run(2), rules, baseline_missing="create")
    assert created.passed
    assert created.notes == (f"{path} was not there, and has been written from run 'run'",)
    assert judge(path, corpus(2), run(2, lost={(0, 0)}), rules, baseline_missing="create").exit_status == 1


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", "3", '{"format": "sayso/1"}', '{"format": "sayso-baseline/1"}', "\xff", '{"format": NaN}'],
)
def test_a_file_that_is_no_baseline(tmp_path, content):
    path = tmp_path / "base.json"
    path.write_bytes(content.encode("latin-1"))

    said = (
        f"{path}: is no baseline in the format sayso-baseline/1; `sayso gate --bless` writes one, and a run (JSON "
        "Lines) is none"
    )
    for attempt in (judge, bless):
        with pytest.raises(UsageError) as raised:
            attempt(path, corpus(2), run(2))
        assert str(raised.value) == said
    assert path.read_bytes() == content.encode("latin-1")


def test_a_folder_is_no_baseline(tmp_path):
    with pytest.raises(UsageError) as raised:
        judge(tmp_path, corpus(2), run(2))
    assert str(raised.value) == f"{tmp_path}: cannot be read: Is a directory"


@pytest.mark.parametrize(
    ("old", "new"), [('"adds": [4, 4, 4]', '"adds": [4, 4]'), ('"adds": [4, 4, 4]', '"adds": [4, 4, "4"]')]
)
def test_rows_that_do_not_fit(tmp_path, old, new):
    path = tmp_path / "base.json"
    bless(path, corpus(2), run(2))
    path.write_text(path.read_text(encoding="utf-8").replace(old, new))

    with pytest.raises(UsageError, match="is no baseline"):
        judge(path, corpus(2), run(2))


def test_counters_that_are_not_those_of_the_measure(tmp_path):
    path, rules = tmp_path / "base.json", [{"measure": "quotes.F@exact", "max_drop": 0, "on": "lower"}]
    bless(path, corpus(2), run(2, lost={(0, 0)}), rules)
    path.write_text(path.read_text(encoding="utf-8").replace('"d01"', '"d99"'))

    outcome = judge(path, corpus(2), run(2), rules).outcomes[0]
    assert outcome.message == (
        f"cannot be evaluated: the counters of {path} are not those of quotes.F@exact here; bless again"
    )


def test_what_cannot_be_blessed(tmp_path):
    path = tmp_path / "base.json"
    with pytest.raises(ExtractorError) as failed:
        bless(path, corpus(4), run(4, failed={1, 3}))
    assert str(failed.value) == (
        f"{path}: not written, since run 'run' failed on 2 documents; a rule with allow_failures = true takes it all "
        "the same"
    )
    with pytest.raises(UsageError, match="a baseline is of one run, and there are 2; give one"):
        bless(path, corpus(2), [run(2), run(2, name="other")])
    with pytest.raises(UsageError, match="no rule names a baseline; give the file to write, as --baseline FILE"):
        bless(None, corpus(2), run(2), [{"measure": EXACT, "min": 0.5}])
    with pytest.raises(NothingToScore):
        bless(path, corpus(2), run(2), [{**RULES[0], "where": "split=dev"}])
    with pytest.raises(UsageError, match="cannot be written"):
        bless(tmp_path / "absent" / "base.json", corpus(2), run(2))
    assert not path.exists()
    allowed = [{**RULES[0], "allow_failures": True}]
    assert bless(path, corpus(4), run(4, failed={1, 3}), allowed)


def test_names_that_need_care(tmp_path):
    """Ids in other scripts are written as they are; conditions and odd document ids survive."""
    gold = corpus(2, split=lambda number: f'te"st {number}')
    path, rules = tmp_path / "base.json", [{**RULES[0], "where": 'split=te"st 0'}]
    named = {document(0): 'hä"fen\u2028'}
    records = [{**record, "doc_id": named.get(record["doc_id"], record["doc_id"])} for record in gold.gold]
    texts = [{**record, "doc_id": named.get(record["doc_id"], record["doc_id"])} for record in gold.documents]
    other = replace(gold, gold=Gold(MemorySource(records), MemorySource(texts)))
    predicted = [{**record, "doc_id": named.get(record["doc_id"], record["doc_id"])} for record in run(2)]
    renamed = sayso.Run(MemorySource(predicted), "läufer")

    bless(path, other, renamed, rules)
    assert "läufer" in path.read_text(encoding="utf-8")
    assert judge(path, other, renamed, rules).passed


def test_a_baseline_reads_back_as_what_it_was(tmp_path):
    path = tmp_path / "base.json"
    rules = [{"measure": measure, "max_drop": 0} for measure in ("entities.CoNLL", "quotes.F", "stances.evidence.F")]
    bundled = sayso.load()
    blessed(gold=bundled.gold, predicted=bundled.passes["annotator-b"], rules=rules, baseline=path)

    baseline = read_baseline(path)
    assert isinstance(baseline, Baseline)
    assert baseline.text() == path.read_text(encoding="utf-8")
    assert verdict(bundled, bundled.passes["annotator-b"], *rules, baseline=baseline).passed
