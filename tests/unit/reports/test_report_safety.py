"""What strangers wrote stays text in every rendering: names, labels, ids and texts that mean harm."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest
import strangers
from markdown_it import MarkdownIt
from rereading import latex_tables
from rich.console import Console
from rich.text import Text

import sayso
from sayso.command.careful import Careful
from sayso.gates.outputs import render as rendered_gate
from sayso.matching.classes import CLASSES
from sayso.reports import Report, build, render
from sayso.reports.comparison import rendered
from sayso.reports.errors import grouped
from sayso.reports.errors_saving import errors_report, save_errors
from sayso.reports.latex_text import escaped
from sayso.reports.terminal import terminal
from sayso.reports.tidy import harmless
from sayso.reports.writing import FORMATS

MEASURES = ["quotes.F", "quotes.attribution.F", "events.roles.F", "stances.F", "quotes.kind.accuracy"]


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    corpus, runs = strangers.corpus(tmp_path_factory.mktemp("hostile") / "corpus")
    result = sayso.score(gold=corpus.gold, predicted=runs, measures=MEASURES, by=["kind", "tag", "doc.title"])
    compared = sayso.compare(gold=corpus.gold, baseline=runs[0], predicted=runs[1], measures=MEASURES)
    report = build(result, title=f"{', '.join(result.runs)} against gold {corpus.name}", errors=None)
    errors = errors_report(
        result,
        grouped(result, layers=["quotes", "events"], classes=CLASSES, doc_id=None, limit=None),
        title=strangers.NASTY,
    )
    made = {("score", kind): render(report, kind) for kind in FORMATS}
    made |= {("compare", kind): rendered(compared, kind) for kind in FORMATS}
    made |= {("errors", kind): render(errors, kind) for kind in ("text", "json", "md", "tex")}
    return result, report, made


@pytest.fixture(scope="module")
def verdict(tmp_path_factory):
    corpus, runs = strangers.corpus(tmp_path_factory.mktemp("gated") / "corpus")
    return sayso.gate(
        gold=corpus.gold, predicted=runs, rules=[{"name": strangers.NASTY, "measure": "quotes.F", "min": 1.0}]
    )


def of(made, kind):
    return [written for (_, other), written in made.items() if other == kind]


def test_no_rendering_has_a_control_that_a_terminal_would_obey(scored):
    for name, written in scored[2].items():
        assert not strangers.CONTROLS & set(written), name


def test_json_gives_every_character_back(scored):
    found = json.loads(scored[2]["score", "json"])

    assert {one["run"] for one in found["results"]} == set(scored[0].runs)
    assert any(strangers.NASTY in (one["slice"] or "") for one in found["slices"])
    assert any("\x1b[31m" in one["doc_id"] for one in found["errors"])


def test_no_field_of_a_table_is_a_formula(scored):
    for kind, delimiter in (("csv", ","), ("tsv", "\t")):
        for written in of(scored[2], kind):
            for row in csv.reader(io.StringIO(written), delimiter=delimiter):
                for field in row:
                    assert not field.startswith(("=", "+", "@", "\t", "\r")), field
                    assert not field.startswith("-") or float(field) <= 0
                    assert "\n" not in field


def test_tsv_has_as_many_fields_as_tabs_say(scored):
    for written in of(scored[2], "tsv"):
        assert len({line.count("\t") for line in written.splitlines()}) == 1


def test_markdown_has_no_elements_links_or_code_of_theirs(scored):
    allowed = {"text", "text_special", "strong_open", "strong_close", "softbreak", "hardbreak", "code_inline"}
    for written in of(scored[2], "md"):
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
        assert {child.type for token in tokens for child in token.children or ()} <= allowed
        assert not {token.type for token in tokens} & {"html_block", "fence", "code_block", "hr", "ordered_list_open"}
        assert not re.search(r"://|www\.", written)
        # Headings are those of the report: one for it, one for each table with a title.
        assert all(token.tag in {"h1", "h2"} for token in tokens if token.type == "heading_open")


def test_latex_has_no_command_of_theirs(scored):
    for written in of(scored[2], "tex"):
        body = "\n".join(line for line in written.splitlines() if not line.startswith("%"))
        assert r"\input" not in body
        assert r"\end{document}" not in body
        assert all(len({*map(len, table)}) == 1 for table in latex_tables(written))


def test_in_latex_every_line_of_a_comment_is_one(scored):
    for written in of(scored[2], "tex"):
        head = written.partition("\n\n")[0].splitlines()
        assert all(line.startswith("%") for line in head)


def test_a_terminal_is_not_obeying(scored):
    screen = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=200, _environ={})
    for piece in terminal(scored[1]):
        screen.print(piece)
    written = screen.file.getvalue()

    # The styles of the report are the only escapes: bold, dim, and colours.
    assert set(re.findall(r"\x1b\[?([^m]*.?)", written)) <= {"0m", "1m", "2m", "1;32m", "1;36m", "31m", "33m"}
    assert not (strangers.CONTROLS - {"\x1b"}) & set(written)


def test_the_console_of_the_commands_spells_out_whatever_is_printed_on_it():
    screen = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=80, _environ={})
    screen.push_render_hook(Careful())
    screen.print(Text.assemble(("title", "bold"), " \x1b[2J\u202e over"), highlight=False)

    assert screen.file.getvalue() == "\x1b[1mtitle\x1b[0m \\x1b[2J\\u202e over\n"


@pytest.mark.parametrize("kind", ["junit", "gitlab", "badge", "markdown", "github"])
def test_outputs_of_a_gate_show_text_and_nothing_else(verdict, kind):
    written = rendered_gate(verdict, kind)

    assert not strangers.CONTROLS & set(written)
    assert "<script>" not in written or kind in {"gitlab", "github"}
    if kind in {"junit", "badge"}:
        assert ET.fromstring(written) is not None  # noqa: S314 - made here
    if kind == "gitlab":
        assert isinstance(json.loads(written), list)
    if kind == "github":
        assert all(line.startswith(("::error", "::warning", "::notice")) for line in written.splitlines())


def test_errors_as_rows_are_harmless_too(scored, tmp_path):
    result, _, _ = scored
    groups = grouped(result, layers=["quotes"], classes=CLASSES, doc_id=None, limit=None)
    save_errors(result, groups, tmp_path / "errors.csv", title="errors")

    rows = list(csv.DictReader(io.StringIO((tmp_path / "errors.csv").read_text(encoding="utf-8"))))
    assert rows
    assert {row["label"][:2] for row in rows} <= {"'=", ""}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "' x"),
        ("\r\nx", "' x"),
        ("  =x", "'  =x"),
        ("＝x", "'＝x"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(text, field):
    assert harmless(text) == field


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("50 % & $5 #1 a_b", r"50 \% \& \$5 \#1 a\_b"),
        ("a--b ''c'' ,,d", "a-{}-b '{}'c'{}' ,{},d"),
        ("^^M", r"\textasciicircum{}\textasciicircum{}M"),
        ("two\nlines", "two lines"),
        ("α ≥ 0.5", r"\ensuremath{\alpha} \ensuremath{\ge} 0.5"),
        ("\x1b[31m", r"\textbackslash{}x1b[31m"),
    ],
)
def test_text_in_latex_word_for_word(text, latex):
    assert escaped(text) == latex


def test_letters_that_pdflatex_lacks_are_said_at_the_top():
    plain = render(Report(title="Zoë", tables=(), notes=("Zoë “said”",), signature="s"), "tex")
    other = render(Report(title="any", tables=(), notes=("新闻",), signature="s"), "tex")

    assert "(pdflatex)" in plain
    assert "(lualatex)" in other
    assert "% Some letters in it need a font that has them." in other
