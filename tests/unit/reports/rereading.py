"""Reports read back: the tables that a reader of each dialect would see, without what is only markup."""

import csv
import io
import re

from markdown_it import MarkdownIt

COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    r"\textasciigrave{}": "`",
    r"\textquotedbl{}": '"',
    r"\dots{}": "…",
    r"\ensuremath{-}": "-",
    r"\ensuremath{\to}": "→",
    r"\ensuremath{\pm}": "±",
    "{--}": "–",
    "{}": "",
    **{f"\\{one}": one for one in "{}$&#%_"},
}


def latex_tables(written):
    """The rows of each tabular and longtable, headings first, letter by letter."""
    body = "\n".join(line for line in written.splitlines() if not line.startswith("%"))
    found = re.findall(r"\\begin\{(tabular|longtable)\}.*?\n(.*?)\\end\{\1\}", body, re.DOTALL)
    return [[latex_cells(row) for row in rows(inside)] for _, inside in found]


def rows(inside):
    marks = re.compile(r"\\(?:toprule|midrule|bottomrule|endhead|caption\{.*\}\\\\)")
    return [one.strip() for one in re.split(r"(?<!\\)\\\\\n", marks.sub("", inside) + "\n") if one.strip()]


def latex_cells(row):
    return [latex_text(cell.strip()) for cell in re.split(r"(?<!\\)&", row.removesuffix(r"\\"))]


def latex_text(cell):
    cell = cell.removeprefix(r"\bfseries ")
    if cell.startswith(r"\textbf{"):
        cell = cell[len(r"\textbf{") : -1]
    shown, place = "", 0
    while place < len(cell):
        for command, text in COMMANDS.items():
            if cell.startswith(command, place):
                shown, place = shown + text, place + len(command)
                break
        else:
            shown, place = shown + cell[place], place + 1
    # A heading or a text among numbers stands in braces.
    return shown[1:-1] if shown[:1] == "{" and cell[:1] == "{" else shown


def markdown_tables(written):
    """The rows of each table, headings first, as another program reads them: the text of each cell."""
    tables, inside_table = [], False
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written):
        if token.type in {"table_open", "table_close"}:
            inside_table = token.type == "table_open"
            tables += [[]] if inside_table else []
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline" and inside_table:
            inside = {child.type for child in token.children} - {"text", "text_special", "strong_open", "strong_close"}
            assert not inside, (token.content, inside)
            tables[-1][-1].append("".join(child.content for child in token.children))
    return tables


def numbers(written, delimiter=","):
    """The numbers of a CSV by run, measure, quantity and slice."""
    found = {}
    for row in csv.DictReader(io.StringIO(written), delimiter=delimiter):
        key = (row["run"], row["measure"], row["quantity"], row.get("by", ""), row.get("slice", ""))
        assert key not in found
        found[key] = float(row["number"]) if row["number"] else None
    return found
