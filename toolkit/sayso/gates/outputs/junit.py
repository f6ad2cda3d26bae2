"""JUnit XML: a test case for each rule, run and slice, as test reports of most CI services read it.

A failed rule is a failure, a rule that could not be evaluated or had nothing to score an error, and one that is only
reported a skipped test. Nothing in the file depends on when or where it was written.
Source: the schema of Jenkins's xUnit plugin (junit-10.xsd); there is no official one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sayso import __version__
from sayso.gates.outputs.telling import called, failures_told, item_table, standing
from sayso.gates.outputs.visible import line, visible
from sayso.reports.text import table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.gates.outcome import Outcome, Verdict

NAME = "sayso gate"
ITEMS = 100
"""How many items of an outcome are listed."""

_ELEMENTS = {
    "failed": "failure",
    "not evaluated": "error",
    "nothing to score": "error",
    "informational": "skipped",
}


def junit(verdict: Verdict) -> str:
    """The verdict as a JUnit report, ending in a newline."""
    cases = [*map(_case, verdict.outcomes), *_failures(verdict.refused_failures)]
    counts = {"tests": len(cases), "failures": _with(cases, "failure"), "errors": _with(cases, "error")}
    numbers = {name: str(count) for name, count in counts.items()}
    top = ET.Element("testsuites", {"name": NAME, **numbers})
    suite = ET.SubElement(top, "testsuite", {"name": NAME, **numbers, "skipped": str(_with(cases, "skipped"))})
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(verdict):
        ET.SubElement(properties, "property", {"name": name, "value": line(value)})
    suite.extend(cases)
    ET.indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(top, encoding="unicode")}\n'


def _properties(verdict: Verdict) -> Iterator[tuple[str, str]]:
    yield "verdict", standing(verdict).words
    yield "exit_status", str(verdict.exit_status)
    yield from (("signature", signature) for signature in verdict.signature.splitlines())
    yield "version", __version__
    yield from (("note", note) for note in verdict.notes)


def _case(outcome: Outcome) -> ET.Element:
    case = ET.Element("testcase", {"classname": line(outcome.run), "name": line(called(outcome))})
    element = _ELEMENTS.get(outcome.status)
    if element is None:
        ET.SubElement(case, "system-out").text = visible(outcome.message)
        return case
    said = ET.SubElement(case, element, {"type": outcome.status, "message": line(outcome.message)})
    if outcome.items:
        said.text = "\n".join(["", *table_lines(item_table(outcome.items, ITEMS)), ""])
    return case


def _failures(refused: Mapping[str, Mapping[str, str]]) -> Iterator[ET.Element]:
    """A case for each run whose extractor failed, since no rule says so."""
    for run, failed in refused.items():
        case = ET.Element("testcase", {"classname": line(run), "name": "extractor"})
        said = ET.SubElement(case, "error", {"type": "extractor failed", "message": failures_told(run, failed)})
        said.text = "\n".join(["", *(line(f"{doc_id}: {message}") for doc_id, message in sorted(failed.items())), ""])
        yield case


def _with(cases: list[ET.Element], element: str) -> int:
    return sum(case.find(element) is not None for case in cases)
