"""What the commands print and write, on a small corpus of invented news."""

import csv
import io
import json

import pytest

from harbour import TEXTS, corpus, documents, gold, record, span, write
from sayso.command import process


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command line here; status, standard output, standard error."""
    corpus(tmp_path / "corpus")
    write(tmp_path / "perfect.jsonl", gold())
    write(
        tmp_path / "silent.jsonl", [record(doc_id, entities=[], quotes=[], events=[], stances=[]) for doc_id in TEXTS]
    )
    (tmp_path / "own.py").write_text(
        'class Shy:\n    name = "shy"\n    layers = frozenset({"quotes"})\n\n'
        "    def annotate(self, document):\n"
        '        if document["doc_id"] == "market":\n            raise ValueError("no idea")\n'
        '        return {"format": "sayso/1", "doc_id": document["doc_id"], "quotes": []}\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def call(*arguments):
        status = process.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


class TestScore:
    def test_a_perfect_run(self, call):
        status, out, err = call("score", "corpus", "perfect.jsonl", "-m", "quotes.F", "-m", "speakers.F")

        assert (status, err) == (0, "")
        assert out.startswith(
            "perfect against gold small\n"
            "==========================\n"
            "\n"
            "Both entities were found. Each of 2 predicted entities has a counterpart.\n"
            "Both quotes were found, each with the right speaker. Each of 2 predicted quotes has a counterpart.\n"
            "\n"
            "Quotes\n"
            "------\n"
        )
        assert "quotes@overlap(0.5)  1.000  1.000  1.000        2     2          2\n" in out
        assert "missed" not in out
        assert out.splitlines()[-1].startswith("corpus:")

    def test_several_runs_side_by_side_with_errors(self, call):
        out = call("score", "corpus", "perfect.jsonl", "silent.jsonl", "-m", "quotes.F", "--errors", "1")[1]

        assert ["quotes.F@overlap(0.5)", "1.000*", "0.000"] in [line.split() for line in out.splitlines()]
        assert "Quotes: missed and spurious items\n" in out
        assert "silent missed missed harbour 15–32 direct We will not wait. Ann Lee" in " ".join(out.split())
        assert "… and 1 more missed of silent\n" in out

    @pytest.mark.parametrize(
        ("options", "listed"), [(["--all-errors"], 2), (["--errors", "1"], 1), (["--errors", "0"], 0)]
    )
    def test_how_many_items_are_listed(self, call, options, listed):
        out = call("score", "corpus", "silent.jsonl", "-m", "quotes.F", *options)[1]
        quotes = out.partition("Quotes: missed")[2].partition("\n\n")[0]

        assert quotes.count("missed  missed") == listed

    def test_json_is_the_result_and_has_items_only_if_asked(self, call):
        plain = json.loads(call("score", "corpus", "silent.jsonl", "--format", "json", "-m", "quotes.P")[1])
        asked = json.loads(call("score", "corpus", "silent.jsonl", "--format", "json", "--all-errors")[1])

        assert plain["schema_version"] == 1
        assert [value["value"] for value in plain["results"]] == [None]
        assert "errors" not in plain
        assert {error["layer"] for error in asked["errors"]} >= {"quotes", "events"}

    def test_csv_on_standard_output(self, call):
        out = call("score", "corpus", "silent.jsonl", "--format", "csv", "-m", "quotes.R")[1]

        assert next(csv.DictReader(io.StringIO(out)))["number"] == "0.0"

    def test_files_by_ending(self, call, tmp_path):
        names = ("a.json", "a.md", "a.csv", "a.txt")
        outputs = [part for name in names for part in ("-o", name)]
        out = call("score", "corpus", "perfect.jsonl", *outputs)[1]

        assert (tmp_path / "a.txt").read_text(encoding="utf-8") == out
        assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["results"]
        assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# perfect against gold small\n")
        assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("run,measure,quantity,number\n")

    def test_open_labels(self, call, tmp_path):
        toml = tmp_path / "corpus" / "corpus.toml"
        toml.write_text(toml.read_text() + '[labels]\n"quotes.kind" = ["direct", "indirect"]\n')
        odd = gold()
        odd[0]["quotes"][0]["kind"] = "odd"
        write(tmp_path / "odd.jsonl", odd)

        assert call("score", "corpus", "odd.jsonl")[0] == 3
        assert call("score", "corpus", "odd.jsonl", "--labels", "open")[0] == 0


class TestValidate:
    def test_nothing_wrong(self, call):
        assert call("validate", "perfect.jsonl", "corpus/documents.jsonl") == (0, "2 files: no problem found\n", "")

    def test_ten_problems_are_printed_and_all_if_asked(self, call, tmp_path):
        write(tmp_path / "bad.jsonl", [record(f"d{number}", quotes=[{"id": "q"}]) for number in range(12)])
        status, out, _ = call("validate", "bad.jsonl")

        assert status == 3
        assert out.startswith("12 problems found\nbad.jsonl:1: E203")
        assert out.count("bad.jsonl:") == 10
        assert "… and 2 more; --all prints them\n" in out
        assert call("validate", "bad.jsonl", "--all")[1].count("bad.jsonl:") == 12

    def test_json(self, call, tmp_path):
        write(tmp_path / "bad.jsonl", [record("d", quotes=[{"id": "q"}])])
        status, out, _ = call("validate", "bad.jsonl", "--format", "json")
        found = json.loads(out)

        assert (status, found["files"]) == (3, 1)
        (problem,) = found["problems"]
        assert list(problem) == ["code", "file", "line", "path", "doc_id", "found", "expected", "mend"]
        assert (problem["code"], problem["file"], problem["line"]) == ("E203", "bad.jsonl", 1)

    def test_against_a_corpus(self, call, tmp_path):
        late = {"id": "q", "content": [{"start": 0, "end": 999}]}
        write(tmp_path / "late.jsonl", [record("harbour", quotes=[late]), record("market", quotes=[])])

        assert call("validate", "late.jsonl")[0] == 0
        assert "E304" in call("validate", "late.jsonl", "--corpus", "corpus")[1]


class TestShow:
    def test_gold(self, call):
        status, out, _ = call("show", "corpus", "--doc", "harbour")

        assert status == 0
        assert out.startswith(
            'harbour\n=======\n\n[0] Ann Lee said: "We will not wait." The harbour board protested.\n'
        )
        assert "    quote    15–32      direct, by Ann Lee: ‘We will not wait.’\n" in out

    def test_a_run_beside_gold(self, call):
        out = call("show", "silent.jsonl", "--gold", "corpus", "--doc", "harbour", "--layer", "events")[1]

        assert "    -  event    52–61      ‘protested’ (protest)  ← missed\n" in out
        assert "quote" not in out

    def test_a_run_alone_with_its_documents(self, call, tmp_path):
        write(tmp_path / "texts.jsonl", documents()[:1])

        assert call("show", "perfect.jsonl", "--documents", "texts.jsonl")[1].startswith("harbour\n")

    def test_a_file_of_no_records_is_invalid_data(self, call, tmp_path):
        (tmp_path / "broken.jsonl").write_text("{\n")

        status, _, err = call("show", "broken.jsonl", "--gold", "corpus", "--doc", "harbour")
        assert status == 3
        assert "E103" in err

    def test_an_impossible_span_is_invalid_data(self, call, tmp_path):
        write(tmp_path / "late.jsonl", [record("harbour", quotes=[{"id": "q", "content": [{"start": 0, "end": 999}]}])])

        assert call("show", "late.jsonl", "--gold", "corpus", "--doc", "harbour")[0] == 3


class TestExtract:
    def test_a_run_and_what_is_said_about_it(self, call, tmp_path):
        status, out, err = call("extract", "empty", "corpus", "-o", "run.jsonl")

        assert (status, err) == (0, "")
        assert out.startswith("run.jsonl: 2 documents, in 0.")
        assert (tmp_path / "run.jsonl").read_text().count("\n") == 2

    def test_failures_are_counted_and_told(self, call):
        status, out, _ = call("extract", "own.py:Shy", "corpus", "-o", "run.jsonl")

        assert status == 0
        assert out.splitlines()[0].startswith("run.jsonl: 2 documents, 1 failed, in ")
        assert out.splitlines()[1] == "  market: ValueError: no idea"

    def test_many_failures_are_shortened(self, call, tmp_path):
        texts = [{"doc_id": "market", "text": "x"}, {"doc_id": "fine", "text": "x"}]
        write(tmp_path / "texts.jsonl", [*texts, *({"doc_id": f"d{number}", "text": "x"} for number in range(11))])
        (tmp_path / "most.py").write_text(
            (tmp_path / "own.py").read_text().replace('== "market"', '!= "fine"'), encoding="utf-8"
        )

        out = call("extract", "most.py:Shy", "texts.jsonl", "-o", "run.jsonl")[1]
        assert out.splitlines()[-1] == "  … and 2 more; the run has them all"

    def test_json(self, call):
        found = json.loads(call("extract", "own.py:Shy", "corpus", "-o", "run.jsonl", "--format", "json")[1])

        assert found["extractor"].endswith("own.py:Shy")
        assert (found["documents"], found["failures"]) == (2, {"market": "ValueError: no idea"})

    def test_it_goes_on_behind_what_an_interrupted_start_finished(self, call, tmp_path):
        call("extract", "empty", "corpus", "-o", "run.jsonl")
        whole = (tmp_path / "run.jsonl").read_bytes()
        meta = json.loads((tmp_path / "run.meta.json").read_text())
        (tmp_path / "run.jsonl").unlink()
        (tmp_path / "run.jsonl.part").write_bytes(whole.splitlines(keepends=True)[0])
        (tmp_path / "run.meta.json.part").write_text(json.dumps(meta))
        status, _, err = call("extract", "empty", "corpus", "-o", "run.jsonl")

        assert (status, err) == (0, "empty: went on behind 1 of 2 documents that were finished\n")
        assert (tmp_path / "run.jsonl").read_bytes() == whole

    def test_documents_are_checked_before_anything_runs(self, call, tmp_path):
        write(tmp_path / "texts.jsonl", [{"doc_id": "a"}])

        status, _, err = call("extract", "empty", "texts.jsonl", "-o", "run.jsonl")
        assert status == 3
        assert "E203" in err


class TestList:
    def test_measures(self, call):
        out = call("list", "measures")[1]

        assert any(line.startswith("quotes.F@overlap(0.5)  ") for line in out.splitlines())

    def test_extractors_say_what_they_attempt(self, call):
        found = {row["name"]: row for row in json.loads(call("list", "extractors", "--format", "json")[1])}

        assert found["empty"]["layers"] == ["entities", "quotes", "events", "stances"]
        assert found["empty"]["runs"] is True
        assert "(entities, quotes, events, stances)" in found["empty"]["summary"]

    def test_an_extractor_that_cannot_run_says_why(self, call, monkeypatch):
        from sayso.extractors import Available

        lame = Available(name="lame", summary="", layers=(), missing="needs a crutch")
        monkeypatch.setattr("sayso.extractors.available", lambda: [lame])
        assert call("list", "extractors")[1] == "lame  cannot run here: needs a crutch\n"

    def test_formats_and_checks(self, call):
        assert call("list", "formats")[1].startswith("sayso/1")
        assert "E101  not UTF-8 (shape)\n" in call("list", "checks")[1]


class TestExplain:
    def test_a_code_in_either_case(self, call):
        assert call("explain", "e204") == (
            0,
            "E204  unknown format  (shape)\n\nThe record is of a format or version that this release does not read.\n\n"
            'way out   Write "format": "sayso/1".\n',
            "",
        )
        assert "(shape, of spelling: seen in the bytes of the file)" in call("explain", "E101")[1]

    def test_an_unknown_code_is_told_with_those_that_are_near(self, call):
        err = call("explain", "E2033")[2]

        assert err.startswith("sayso: unknown code 'E2033'; did you mean E203")
        assert err.endswith("`sayso list checks` shows all\n")
        assert call("explain", "X777")[2] == "sayso: unknown code 'X777'; `sayso list checks` shows all\n"

    def test_a_measure(self, call):
        out = call("explain", "quotes.F(beta=2)")[1]

        assert out.startswith("quotes.F(beta=2)@overlap(0.5)\n\n")
        assert "Formula:    (1 + b²) · matched" in out
        assert "Criteria:   exact, trimmed, overlap, head, text\n" in out
        assert "Parameters: average=documents, beta=…, kind=LABEL" in out

    @pytest.mark.parametrize(
        ("measure", "parameters"),
        [("stances.MacroF(by=polarity)", "by=ATTRIBUTE"), ("quotes.kind.accuracy", "average=documents")],
    )
    def test_parameters_are_those_it_takes(self, call, measure, parameters):
        assert parameters in call("explain", measure)[1].rpartition("Parameters: ")[2]


class TestSchema:
    def test_one(self, call):
        assert json.loads(call("schema", "result")[1])["title"] == "What scoring found"

    def test_all(self, call):
        assert list(json.loads(call("schema")[1])) == ["document", "gold", "run", "result", "comparison", "errors"]

    def test_the_result_of_score_keeps_its_schema(self, call):
        import jsonschema

        schema = json.loads(call("schema", "result")[1])
        found = json.loads(call("score", "corpus", "silent.jsonl", "--format", "json", "--all-errors")[1])
        jsonschema.validate(found, schema)


def test_spans_of_the_small_corpus_are_right():
    assert span("market", "Bo Ray") == {"start": 38, "end": 44, "text": "Bo Ray"}
