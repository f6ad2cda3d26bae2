"""The page itself: report and documents through the templates, style and script inline under their hashes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.measures import HEADLINES
from sayso.reports.html.chosen import PLAIN, Documents, documents_of
from sayso.reports.html.classes import CLASS_WORDS
from sayso.reports.html.overview import advice, class_rows, lines, other_tables
from sayso.reports.html.safety import inline_json, packed_json, policy
from sayso.reports.html.saying import LAYERS
from sayso.reports.html.written import written
from sayso.reports.report import legend, marks_best

if TYPE_CHECKING:
    from sayso.reports.report import Cell, Report

WRITTEN_OUT = 20
"""Up to so many documents are also written out for readers without JavaScript."""
_SCRIPTS = ("data.js", "filtering.js", "drawing.js", "listing.js", "viewer.js", "start.js")


def render_html(report: Report, *, text: bool = True) -> str:
    """A report as one page that needs nothing else.

    Args:
        report: What `reports.build` returned; one about something else than scores is shown as its tables.
        text: Whether the documents' wording may appear; else ids and offsets stand for it.
    """
    text = text and report.text
    documents = Documents(())
    if report.result is not None:
        documents = documents_of(report.result, text=text, keep=WRITTEN_OUT)
    return page(report, documents, text=text)


def page(report: Report, documents: Documents, *, text: bool, **more: Any) -> str:  # noqa: ANN401 - for the template
    """A page with some documents.

    Args:
        report: The report; its tables are left out where `more` says so.
        documents: The documents of this page.
        text: Whether wording may appear.
        more: What else the template is told: `overview`, `pages`, `neighbours`.
    """
    result = report.result
    rows = () if result is None else class_rows(result)
    shown = lines(report)
    style, script = _asset("style.css"), "".join(map(_asset, _SCRIPTS))
    known: dict[str, Any] = {
        "overview": True,
        "pages": (),
        "home": "",
        "report": report,
        "runs": () if result is None else result.runs,
        "lines": shown,
        "wide": any(row.f.interval for line in shown for row in line.rows),
        "class_rows": rows,
        "advice": list(advice(report, rows)),
        "tables": other_tables(report),
        "legend": legend(report),
        "marks_best": marks_best(report),
        "documents": documents,
        "written": [(entry, written(entry.seen, text=text)) for entry in documents.entries if entry.seen is not None],
        "class_words": CLASS_WORDS,
        "layers": LAYERS,
        "kinds": tuple(HEADLINES),
        "settings": inline_json(_settings(report, documents, text=text)),
        "index": _index(documents),
        "numbers": inline_json(_numbers(report)),
        "policy": policy([style], [script]),
        "style": Markup(style),  # noqa: S704 - our own files
        "script": Markup(script),  # noqa: S704
        "text": text,
    }
    return _environment().get_template("page.html.jinja").render(known | more)


def _settings(report: Report, documents: Documents, *, text: bool) -> dict[str, Any]:
    """What the script must know besides the documents."""
    runs = () if report.result is None else report.result.runs
    return {
        "runs": list(runs),
        "references": [run in report.references for run in runs],
        "layers": list(LAYERS),
        "classes": [[name, words.title, words.reason, words.family] for name, words in CLASS_WORDS.items()],
        "documents": [entry.doc_id for entry in documents.entries],
        "text": text,
    }


def _index(documents: Documents) -> Markup:
    """What filters must know of all documents, packed as these are."""
    return (packed_json if len(documents.entries) > PLAIN else inline_json)(documents.index())


def _numbers(report: Report) -> dict[str, Any]:
    """The unrounded numbers, for programs that find the page."""
    kept = ("schema_version", "signature", "results", "slices", "failures", "left_out")
    return {name: report.data[name] for name in kept if name in report.data}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sayso.reports.html", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["share"] = share
    return environment


def share(cell: Cell) -> float | None:
    """A cell's number if it is one between 0 and 1 with three decimals, as values are shown; None else."""
    text = cell.text
    return float(text) if text[:2] in {"0.", "1."} and len(text) == len("0.000") else None


@cache
def _asset(name: str) -> str:
    return files("sayso.reports.html").joinpath("assets", name).read_text(encoding="utf-8")
