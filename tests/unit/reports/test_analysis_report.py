"""Sentences word for word, and the tables of overlaps, phenomena and confusions."""

import itertools

import pytest
from fake_results import result, two_runs

from sayso.evaluate.confusion import Confusion
from sayso.evaluate.overlap import Combined, Example, FoundBy, Overlap
from sayso.evaluate.phenomena import Census, Layer, Phenomenon
from sayso.reports import build, render
from sayso.reports.analysis import analysis_report, confusion_tables, phenomena_tables
from sayso.reports.overlap import SETS, overlap_tables, shown_sets
from sayso.reports.sentences import said


def layer(matched=0, *, compared=True, parts=None, **classes):
    """What is counted of some items: how many are matched, and of each class (pairs, gold, predicted)."""
    found = {name.replace("_", " "): [0, *counts] for name, counts in classes.items()}
    total = [matched, *(sum(counts[place] for counts in found.values()) for place in (1, 2, 3))]
    return Layer(total, {**found, **({"": [matched, 0, 0, 0]} if matched else {})}, parts or {}, compared)


def told(items, found):
    census = Census("run")
    census.layers[items] = found
    return said(census, items)


def source(pronouns, wrong):
    """Sources of quotes: so many pronouns, and some of them with the wrong speaker."""
    right = {"": [pronouns - wrong, 0, 0, 0]}
    return {"source": {"pronoun": {**right, "speaker": [0, wrong, 0, 0]}, "name": {"": [9, 0, 0, 0]}}}


SENTENCES = [
    (
        "quotes",
        layer(11, speaker=(3, 0, 0), missed=(0, 3, 0), spurious=(0, 0, 2), parts=source(6, 3)),
        "14 of 17 quotes were found; 3 of the 14 have the wrong speaker, each time with a pronoun as source "
        "(of all 17: 6); 3 were missed. Of 16 predicted quotes 2 are spurious.",
    ),
    (
        "quotes",
        layer(4, speaker=(2, 0, 0), boundary=(1, 0, 0), merged=(0, 1, 0), split=(0, 0, 1), parts=source(2, 2)),
        "6 of 8 quotes were found; 2 of the 6 have the wrong speaker, both times with a pronoun as source "
        "(of all 8: 2); 1 has other bounds in the run; 1 lies in a prediction that stands for another. "
        "Of 8 predicted quotes 1 is a fragment of what another stands for.",
    ),
    (
        "quotes",
        layer(1),
        "The only quote was found, with the right speaker. The only predicted quote has a counterpart.",
    ),
    (
        "quotes",
        layer(2),
        "Both quotes were found, each with the right speaker. Each of 2 predicted quotes has a counterpart.",
    ),
    ("quotes", layer(3, compared=False), "All 3 quotes were found. Each of 3 predicted quotes has a counterpart."),
    ("quotes", layer(missed=(0, 1, 0)), "The only quote was not found. No quote was predicted."),
    (
        "quotes",
        layer(boundary=(1, 0, 0)),
        "The only quote was not found; it has other bounds in the run. The only predicted quote has a counterpart.",
    ),
    ("quotes", layer(missed=(0, 5, 0)), "None of 5 quotes was found. No quote was predicted."),
    (
        "quotes",
        layer(missed=(0, 5, 0), boundary_and_label=(2, 0, 0)),
        "None of 7 quotes was found; 2 have other bounds and another speaker in the run; 5 were missed. "
        "Each of 2 predicted quotes has a counterpart.",
    ),
    ("stances", layer(spurious=(0, 0, 2)), "Gold has no stances. Of 2 predicted stances 2 are spurious."),
    (
        "stances",
        layer(1, polarity=(1, 0, 0), target=(2, 0, 0), duplicate=(0, 0, 1), ungrounded=(0, 0, 2)),
        "All 4 stances were found; 1 of the 4 has the wrong polarity; 2 of the 4 have the wrong target. "
        "Of 7 predicted stances 2 have no place in the text and 1 repeats another.",
    ),
    (
        "mentions",
        layer(type=(1, 0, 0), missed=(0, 1, 0)),
        "1 of 2 mentions was found; it has the wrong type; 1 was missed. The only predicted mention has a counterpart.",
    ),
    (
        "entities",
        layer(wikidata=(2, 0, 0), missed=(0, 1, 0), ungrounded=(0, 0, 1)),
        "2 of 3 entities were found; both have another Wikidata id; 1 was missed. "
        "Of 3 predicted entities 1 has no place in the text.",
    ),
    (
        "arguments",
        layer(role=(3, 0, 0), trigger=(0, 1, 2)),
        "3 of 4 arguments were found; all 3 have the wrong role; 1 belongs to an event without a match. "
        "Of 5 predicted arguments 2 belong to events without a match.",
    ),
    (
        "arguments",
        layer(trigger=(0, 2, 1)),
        "None of 2 arguments was found; 2 belong to events without a match. "
        "The only predicted argument belongs to an event without a match.",
    ),
    ("events", layer(spurious=(0, 0, 1)), "Gold has no events. The only predicted event is spurious."),
    (
        "events",
        layer(1234, missed=(0, 1, 0)),
        "1,234 of 1,235 events were found, each with the right type; 1 was missed. "
        "Each of 1,234 predicted events has a counterpart.",
    ),
]


@pytest.mark.parametrize(("items", "found", "sentence"), SENTENCES, ids=[sentence for _, _, sentence in SENTENCES])
def test_a_sentence_says_the_counts(items, found, sentence):
    assert told(items, found) == sentence


def test_nothing_is_said_where_nothing_was_looked_at():
    assert said(Census("run"), "quotes") == ""


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"kind": {"direct": {"speaker": [0, 2, 0, 0]}, None: {}}}, ", both times with kind direct (of all 4: 2)"),
        ({"nesting": {"nested": {"speaker": [0, 2, 0, 0]}}}, ", both times nested in another (of all 4: 2)"),
        ({"nesting": {"outermost": {"speaker": [0, 2, 0, 0]}}}, ", both times not nested in another (of all 4: 2)"),
        ({"length": {"6-10": {"speaker": [0, 2, 0, 0]}}}, ", both times of 6-10 characters (of all 4: 2)"),
        ({"source": {"nominal": {"speaker": [0, 2, 0, 0]}}}, ", both times with a noun as source (of all 4: 2)"),
        # What all items have in common, or only one of both, or nothing, tells nothing.
        ({"kind": {"direct": {"speaker": [0, 2, 0, 0], "": [2, 0, 0, 0]}}}, ""),
        ({"kind": {"direct": {"speaker": [0, 1, 0, 0]}, "mixed": {"speaker": [0, 1, 0, 0]}}}, ""),
        ({"kind": {None: {"speaker": [0, 2, 0, 0]}}}, ""),
        # Of several the rarest.
        (
            {
                "kind": {"direct": {"speaker": [0, 2, 0, 0], "": [1, 0, 0, 0]}},
                "source": {"name": {"speaker": [0, 2, 0, 0]}},
            },
            ", both times with a name as source (of all 4: 2)",
        ),
    ],
)
def test_what_errors_have_in_common_is_said_with_how_often_it_occurs(parts, words):
    assert told("quotes", layer(2, speaker=(2, 0, 0), parts=parts)) == (
        f"All 4 quotes were found; 2 of the 4 have the wrong speaker{words}. "
        "Each of 4 predicted quotes has a counterpart."
    )


def analysed(**overlaps):
    censuses = {run: Census(run) for run in ("quiet", "loud")}
    censuses["quiet"].layers["quotes"] = layer(1)
    nothing = Overlap("", "", (), (), (), Combined(0, 0, 0), Combined(0, 0, 0))
    kinds = ("mentions", "entities", "quotes", "events", "arguments", "stances")
    return two_runs(analysis={"censuses": censuses, "overlaps": {**dict.fromkeys(kinds, nothing), **overlaps}})


def found_by(*runs, count=1, examples=()):
    return FoundBy(runs, count, tuple(Example("harbour", ((3, 9),), *words) for words in examples))


OVERLAP = Overlap(
    "quotes",
    "quotes.attribution.F@overlap(0.5)",
    ("quiet", "loud"),
    ("deaf",),
    (
        found_by(count=3, examples=[("We will not wait", "direct", "Ann Lee"), ("Never", "", ""), ("No", "", "")]),
        found_by("quiet", examples=[("", "support", "Ann Lee → Bo")]),
        found_by("quiet", "loud", count=4, examples=[("", "", "")]),
    ),
    Combined(5, 8, 5),
    Combined(5, 8, 10),
)


def test_sentences_stand_before_all_tables_with_the_runs_name():
    report = build(analysed())

    assert report.sentences == (
        "quiet: The only quote was found, with the right speaker. The only predicted quote has a counterpart.",
    )
    assert render(report, "text").splitlines()[3] == report.sentences[0]
    assert f"\n\n- {report.sentences[0]}\n\n## " in render(report, "md")
    assert report.data["sentences"] == [
        {"run": "quiet", "layer": "quotes", "text": report.sentences[0].removeprefix("quiet: ")}
    ]


def test_nothing_is_looked_for_where_no_errors_are_wanted():
    report = build(two_runs(), errors=0)

    assert (report.sentences, report.data["sentences"], report.data["overlap"]) == ((), None, None)


def test_bounds_are_neither_told_of_nor_compared():
    report = build(analysed(quotes=OVERLAP), references={"quiet": "the floor"})

    assert (report.sentences, report.data["overlap"]) == ((), [])


def test_who_found_what_in_text():
    written = render(build(analysed(quotes=OVERLAP)), "text")

    assert (
        "Overlap of errors\n"
        "-----------------\n"
        "items   found by     gold  share  such as\n"
        "quotes  nobody          3    38%  ‘We will not wait’ · ‘Never’ …\n"
        "quotes  quiet alone     1    12%  ‘Ann Lee → Bo’\n"
        "quotes  both            4    50%  harbour 3–9 …\n"
        "quotes: without deaf, which quotes.attribution.F@overlap(0.5) cannot judge\n"
        "\n"
        "Runs put together\n"
        "-----------------\n"
        "items   runs together      P      R      F  matched  gold  predicted\n"
        "quotes  oracle         1.000  0.625  0.769        5     8          5\n"
        "quotes  union          0.500  0.625  0.556        5     8         10\n"
    ) in written


def test_many_sets_are_cut_to_the_telling_ones():
    runs = tuple("abcde")
    pairs = [found_by(one, other, count=9) for one, other in itertools.pairwise(runs)]
    sets = (found_by(), *(found_by(run) for run in runs), *pairs, found_by(*runs, count=2))
    overlap = Overlap("quotes", "quotes.F@exact", runs, (), sets, Combined(1, 50, 1), Combined(1, 50, 1))
    (table, _) = overlap_tables([overlap])

    assert [own.runs for own in shown_sets(overlap)] == [(), *((run,) for run in runs), ("a", "b"), runs]
    assert len(table.rows) == SETS
    assert [row[1].text for row in table.rows][-2:] == ["a, b", "all 5"]
    assert table.remarks == ("… and 27 more quotes in 3 other sets of runs",)


def test_runs_that_cannot_be_compared_make_no_table():
    alone = Overlap("quotes", "", ("a",), (), (found_by(),), Combined(0, 1, 0), Combined(0, 1, 0))
    empty = Overlap("quotes", "", ("a", "b"), (), (), Combined(0, 0, 2), Combined(0, 0, 3))

    assert list(overlap_tables([alone])) == []
    assert [table.title for table in overlap_tables([empty])] == ["Runs put together"]


class Analysed:
    """A result whose phenomena and confusions are given."""

    def __init__(self, runs, phenomena=(), confusion=None):
        self.runs, self._phenomena, self._confusion = runs, phenomena, confusion

    def phenomena(self, *_, **__):
        return tuple(self._phenomena)

    def confusion(self, *_, **__):
        return self._confusion


def phenomenon(value, gold, matched, *, gain=None, recall=None, rest=None):
    return Phenomenon(
        "r", "quotes", "kind", value, gold, matched, 0, gold - matched, 1, gain, recall, rest, {"missed": 2}
    )


def test_what_costs_most_in_text():
    found = [phenomenon("indirect", 12, 10, gain=0.05, recall=10 / 12, rest=1.0), phenomenon(None, 4, 4)]
    tables = list(phenomena_tables(Analysed(["r"], found), None, layers=["quotes", "events"], limit=10))
    written = render(analysis_report(result([], runs=["r"]), tables, [], title="Errors"), "text")

    assert (
        "What costs quotes most\n"
        "----------------------\n"
        "by    value      gold  right  wrong  missed  spurious     F +  recall  - rest  classes\n"
        "kind  indirect     12     10      0       2         1  +0.050   0.833  -0.167  missed 2\n"
        "kind  (none)    4 few      4      0       0         1       –       –       –  missed 2\n"
        "few: fewer than 10 items in gold\n"
    ) in written
    assert "none is tested" in written


def test_costs_are_cut_and_told_by_run():
    found = [phenomenon("indirect", 12, 10, gain=0.05, recall=10 / 12, rest=1.0)] * 3
    tables = list(phenomena_tables(Analysed(["r", "s"], found), None, layers=["quotes"], limit=2))

    assert [table.title for table in tables] == ["r: what costs quotes most", "s: what costs quotes most"]
    assert (len(tables[0].rows), tables[0].remarks) == (2, ("… and 1 more; --all shows them",))


def test_labels_are_a_matrix_with_what_was_missed_and_spurious():
    found = Confusion(
        "r", "events.type.accuracy@exact", ("aid", None), ("aid", "meet"), ((3, 1), (0, 0)), (2, 1), (0, 4)
    )
    tables = list(confusion_tables(Analysed(["r"], confusion=found), ["events.type"], limit=10))

    assert (
        "gold \\ predicted  aid  meet  missed\n"
        "aid                 3     1       2\n"
        "(none)                            1\n"
        "spurious                  4\n"
        "3 of 4 pairs have equal labels; missed 3, spurious 4\n"
    ) in render(analysis_report(result([], runs=["r"]), [], tables, title="Errors"), "text")


def test_many_labels_are_a_list_of_what_is_taken_for_what():
    labels = tuple("abcdefghijk")
    pairs = tuple(tuple(5 if one == other else int(one < other == "k") for other in labels) for one in labels)
    found = Confusion("r", "events.type.accuracy@exact", labels, labels, pairs, (3,) + (0,) * 10, (0,) * 10 + (2,))
    (table,) = confusion_tables(Analysed(["r", "s"][:1], confusion=found), ["events.type"], limit=3)

    assert [tuple(cell.text for cell in row) for row in table.rows] == [
        ("a", "missed", "3"),
        ("spurious", "k", "2"),
        ("a", "k", "1"),
    ]
    assert table.remarks == ("55 of 65 pairs have equal labels; missed 3, spurious 2", "… and 9 more; --all shows them")


def test_without_anything_the_report_says_so():
    assert analysis_report(result([], runs=["r"]), [], [], title="Errors").notes == ("No such error.",)
