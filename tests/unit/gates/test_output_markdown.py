"""The summary in Markdown, word for word and as a reader of Markdown shows it."""

import pytest
from markdown_it import MarkdownIt
from sample_verdicts import ALL, NASTY, failed, item, lost, nasty, outcome, rule, sliced, verdict

from sayso.gates.outputs import markdown
from sayso.gates.outputs.visible import line


def tables(written):
    """The cells of each table, as another program reads them; what is in them is text and code alone."""
    found, rows = [], None
    for token in MarkdownIt("commonmark").enable("table").parse(written):
        if token.type == "table_open":
            rows = []
            found.append(rows)
        elif token.type == "table_close":
            rows = None
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows is not None:
            kinds = {child.type for child in token.children}
            assert kinds <= {"text", "code_inline", "html_inline", "text_special", "strong_open", "strong_close"}
            html = {child.content for child in token.children if child.type == "html_inline"}
            assert html <= {"<code>", "</code>"}
            rows[-1].append("".join(child.content for child in token.children if child.type != "html_inline"))
    return found


def test_a_summary_word_for_word():
    assert markdown(lost()) == (
        "## Sayso gate: 1 of 2 rules failed\n"
        "\n"
        "|  | rule | found | expected | margin |\n"
        "| :--- | :--- | ---: | :--- | ---: |\n"
        "| **✗ failed** | `quotes.F@exact` | .780 | at least .800 | −.020 |\n"
        "| ✓ passed | `speakers.F` | .900 | at least .800 | +.100 |\n"
        "\n"
        "### `quotes.F@exact`: `base`\n"
        "\n"
        "found .780, expected at least .800: .020 too low\n"
        "\n"
        "| item | class | document | characters | text |\n"
        "| :--- | :--- | :--- | :--- | :--- |\n"
        "| quotes q1 | missed | harbour | 15–32 | We will not wait. |\n"
        "| quotes | spurious | market | 15–32 | Soon. |\n"
        "\n"
        "Signature: <code>corpus:abc123&#124;documents:2&#124;missing:error&#124;sayso:0.1.0</code>\n"
        "\n"
    )


def test_runs_and_slices_have_columns_where_there_are_several():
    (rules, _) = tables(markdown(sliced()))

    assert rules == [
        ["", "rule", "run", "slice", "found", "expected", "margin"],
        ["✓ passed", "quotes.F@exact by kind", "base", "kind=direct", ".900", "at least .800", "+.100"],
        ["✗ failed", "quotes.F@exact by kind", "other", "kind=indirect", ".780", "at least .800", "−.020"],
    ]
    assert "### `quotes.F@exact by kind` in `kind=indirect`: `other`\n" in markdown(sliced())


@pytest.mark.parametrize(
    ("made", "rows"),
    [
        ("passed", [["✓ passed", "quotes.F@exact", ".900", "at least .800", "+.100"]]),
        (
            "reported",
            [
                ["· informational, below", "quotes.F@exact", ".780", "at least .800", "−.020"],
                ["✓ passed", "speakers.F", ".900", "at least .800", "+.100"],
            ],
        ),
        (
            "unevaluated",
            [
                ["? not evaluated", "quotes.F@exact", "–", "", ""],
                ["✓ passed", "speakers.F", ".900", "at least .800", "+.100"],
            ],
        ),
        ("nothing", [["∅ nothing to score", "quotes.F@exact", "–", "gold items", ""]]),
    ],
)
def test_every_status_has_its_row(made, rows):
    assert tables(markdown(ALL[made]()))[0][1:] == rows


@pytest.mark.parametrize(
    ("made", "head"),
    [
        ("passed", "1 rule passed"),
        ("lost", "1 of 2 rules failed"),
        ("sliced", "1 of 1 rule failed"),
        ("reported", "1 rule passed"),
        ("unevaluated", "1 of 2 rules not evaluated"),
        ("nothing", "nothing to score"),
        ("broken", "extractor failed"),
        ("forgiven", "1 rule passed"),
    ],
)
def test_the_head_says_how_it_went(made, head):
    assert markdown(ALL[made]()).splitlines()[0] == f"## Sayso gate: {head}"


def test_a_small_difference_is_seen():
    below = failed(found=0.79996, margin=-0.00004)

    assert tables(markdown(verdict(below)))[0][1][2:] == [".79996", "at least .800", "−.00004"]


def test_failures_and_notes_are_told():
    assert (
        "\n- the extractor of base failed on 1 document (market: ValueError: no idea)\n"
        "- base.json was not there, and has been written from run &#39;base&#39;\n"
    ).replace("&#39;", "'") in markdown(ALL["forgiven"]())


def test_many_failed_documents_are_cut():
    failures = {"base": {f"d{number}": "no idea" for number in range(7)}}

    assert "failed on 7 documents (d0: no idea; d1: no idea; d2: no idea; d3: no idea; d4: no idea; and 2 more)" in (
        markdown(verdict(failures=failures))
    )


def test_many_items_are_cut_with_a_remark():
    written = markdown(verdict(failed(*(item(f"q{number}") for number in range(25)))))

    assert len(tables(written)[1]) == 1 + 20
    assert "\n\n… and 5 more\n" in written


def test_items_of_a_passed_rule_are_told_too():
    assert "| quotes q1 | missed |" in markdown(verdict(outcome(items=(item(),))))


def test_what_strangers_write_stays_in_its_cell():
    rules, items = tables(markdown(nasty()))

    assert rules[1] == ["✗ failed", line(NASTY), line(f"tag={NASTY}"), ".780", "at least .800", "−.020"]
    assert items[1] == [f"quotes {line(NASTY)}", "missed", line(NASTY), "15–32", line(NASTY)]


def test_what_strangers_write_is_no_markup():
    written = markdown(nasty())

    for sign in ("<script", "\u202e", "\x1b", "\x00", "www.", "`c", "\r"):
        assert sign not in written


def test_a_gate_that_only_reports_says_so():
    told = rule(informational=True)

    assert markdown(verdict(outcome("informational", rule=told))).splitlines()[0] == "## Sayso gate: no rule judged"


def test_every_signature_has_a_line_of_its_own():
    assert markdown(verdict(signature="docs:1\ndocs:2")).endswith("\n\nSignature: `docs:1`\n\nSignature: `docs:2`\n\n")
