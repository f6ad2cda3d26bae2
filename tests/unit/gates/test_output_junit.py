"""JUnit XML, read back by another program, and held against the schema that CI services read it by."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped
from sample_verdicts import ALL, failed, item, lost, outcome, rule, sliced, verdict

from sayso import __version__
from sayso.gates.outputs import render
from sayso.gates.outputs.visible import line

# What junit-10.xsd of Jenkins's xUnit plugin has in its elements: attributes, those that must be, and children.
SCHEMA = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "group", "time", "skipped", "timestamp", "hostname", "id", "package"},
        {"name", "tests", "failures", "errors"},
        {"properties", "testcase", "system-out", "system-err", "testsuite"},
    ),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, {"name", "value"}, set()),
    "testcase": (
        {"name", "time", "classname", "group"},
        {"name"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": ({"type", "message"}, set(), set()),
    "error": ({"type", "message"}, set(), set()),
    "skipped": ({"type", "message"}, set(), set()),
    "system-out": (set(), set(), set()),
}


def check(element):
    allowed, required, children = SCHEMA[element.tag]
    assert required <= set(element.attrib) <= allowed, element.tag
    for child in element:
        assert child.tag in children, (element.tag, child.tag)
        check(child)


def read(found):
    """The only suite, as junitparser reads it."""
    (suite,) = JUnitXml.fromstring(render(found, "junit").encode())
    return suite


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_a_report_keeps_the_schema(made):
    top = ET.fromstring(render(made(), "junit"))  # noqa: S314 - our own output

    assert top.tag == "testsuites"
    check(top)


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_the_counts_are_those_of_the_cases(made):
    suite = read(made())
    said = (suite.tests, suite.failures, suite.errors, suite.skipped)
    suite.update_statistics()

    assert said == (suite.tests, suite.failures, suite.errors, suite.skipped)


@pytest.mark.parametrize(
    ("made", "kinds"),
    [
        ("passed", [None]),
        ("lost", [Failure, None]),
        ("sliced", [None, Failure]),
        ("reported", [Skipped, None]),
        ("unevaluated", [Error, None]),
        ("nothing", [Error]),
        ("broken", [None, Error]),
        ("forgiven", [None]),
        ("nasty", [Failure, Error]),
    ],
)
def test_what_becomes_of_each_case(made, kinds):
    assert [type(case.result[0]) if case.result else None for case in read(ALL[made]())] == kinds


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_a_report_is_green_for_a_gate_that_passed_and_for_no_other(made):
    found = made()
    suite = read(found)

    assert (suite.failures + suite.errors == 0) == found.passed


def test_a_case_for_each_rule_and_run_and_slice():
    assert [(case.classname, case.name) for case in read(sliced())] == [
        ("base", "quotes.F@exact by kind [kind=direct]"),
        ("other", "quotes.F@exact by kind [kind=indirect]"),
    ]


def test_a_failure_word_for_word():
    case = next(iter(read(lost())))
    (found,) = case.result

    assert (found.type, found.message) == ("failed", "found .780, expected at least .800: .020 too low")
    assert found.text == (
        "\n"
        "item  layer   class     document  characters  text\n"
        "q1    quotes  missed    harbour   15–32       We will not wait.\n"
        "      quotes  spurious  market    15–32       Soon.\n"
    )


def test_the_signature_is_a_property():
    found = {one.name: one.value for one in read(lost()).properties()}

    assert found == {
        "verdict": "1 of 2 rules failed",
        "exit_status": "1",
        "signature": "corpus:abc123|documents:2|missing:error|sayso:0.1.0",
        "version": __version__,
    }


def test_a_passed_case_tells_what_was_found():
    (case,) = read(ALL["passed"]())

    assert case.system_out == "found .900, expected at least .800: .100 above"


def test_an_extractor_that_failed_is_an_error_of_its_run():
    case = list(read(ALL["broken"]()))[1]
    (found,) = case.result

    assert (case.classname, case.name, found.type) == ("base", "extractor", "extractor failed")
    assert found.message == "the extractor of base failed on 1 document (market: ValueError: no idea)"


def test_many_items_are_cut_with_a_remark():
    (case,) = read(verdict(failed(*(item(f"q{number}") for number in range(130)))))

    assert case.result[0].text.count("\nq") == 100
    assert case.result[0].text.endswith("… and 30 more\n")


@given(st.text(st.characters()))
def test_whatever_a_run_is_called_can_be_read_back(name):
    case = next(iter(read(verdict(failed(item(name, name), run=name, rule=rule(name=name or "-"), message=name)))))

    assert case.classname == line(name)
    assert case.name == line(name or "-")
    assert case.result[0].message == line(name)


def test_the_bytes_are_the_same_again():
    assert render(lost(), "junit") == render(lost(), "junit")
    assert render(verdict(outcome()), "junit").startswith('<?xml version="1.0" encoding="utf-8"?>\n<testsuites name=')


def test_every_signature_is_a_property():
    found = [one.value for one in read(verdict(signature="docs:1\ndocs:2")).properties() if one.name == "signature"]

    assert found == ["docs:1", "docs:2"]
