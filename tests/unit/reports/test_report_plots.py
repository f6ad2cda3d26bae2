"""Plots: nothing is cut off, the same numbers give the same bytes, and what cannot be drawn is said."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import strangers
from fake_results import detection, result, two_runs

import sayso
from sayso.agreement.passes import Agreement, Mean
from sayso.errors import UsageError
from sayso.evaluate import Value
from sayso.evaluate.comparison_power import plan
from sayso.evaluate.confusion import Confusion
from sayso.measures.curve import Curve
from sayso.reports import build
from sayso.reports.plots import kinds
from sayso.reports.plots.canvas import COLOURS, HATCHES, MARKERS, picture, styled
from sayso.reports.plots.classes import _look
from sayso.reports.plots.confusion import _table
from sayso.reports.writing import write
from sayso.uncertainty import Interval

pytestmark = pytest.mark.slow

LONG = "a run with a very long name that nobody would want to read in a plot, not even once"


def texts(figure):
    """Every text that is shown, with its place in pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    for one in figure.findobj(Text):
        if one.get_visible() and one.get_text().strip():
            yield one.get_text(), one.get_window_extent(renderer)


def check(drawing):
    """Draw, and make sure that all text is within the figure."""
    with styled():
        figure = drawing()
        wide, high = figure.get_size_inches() * figure.dpi
        found = [(text, box) for text, box in texts(figure) if box.width and _is_on(figure, text)]
        for text, box in found:
            inside = box.x0 >= -0.5 and box.y0 >= -0.5 and box.x1 <= wide + 0.5 and box.y1 <= high + 0.5
            assert inside, (text, box, wide, high)
    return {text for text, _ in found}


def _is_on(figure, text):
    """Tick labels beyond the ends of an axis exist and are not drawn."""
    beyond = {
        label.get_text()
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        if not _within(axis, tick.get_loc())
        for label in (tick.label1, tick.label2)
    }
    return text not in beyond


def _within(axis, place):
    low, high = sorted(axis.get_view_interval())
    return low <= place <= high


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    corpus, runs = strangers.corpus(tmp_path_factory.mktemp("hostile") / "corpus")
    measures = ["quotes.F", "quotes.attribution.F", "events.roles.F", "stances.F", "quotes.kind.accuracy"]
    scored = sayso.score(gold=corpus.gold, predicted=runs, measures=measures, by=["kind", "tag"])
    compared = sayso.compare(gold=corpus.gold, baseline=runs[0], predicted=runs[1], measures=measures)
    return scored, compared


@pytest.mark.parametrize("kind", kinds.OF_SCORE)
def test_nothing_of_a_plot_of_scores_is_cut_off(hostile, kind):
    scored, _ = hostile
    shown = check(kinds.of_result(scored, strangers.NASTY)[kind])

    assert not any(strangers.CONTROLS & set(text) for text in shown)
    assert any("<script>" in text for text in shown)  # shown as it is: $…$ is no formula


def test_nothing_of_a_plot_of_differences_is_cut_off(hostile):
    assert "difference from =<script>|$`\\x1b[31m\\u202e%" in check(
        kinds.of_comparison(hostile[1], "any")["differences"]
    )


def curves(*names, first=(0, 0)):
    rising = np.array([1, 3, 6, 8]), np.array([1, 4, 8, 14])
    return {
        name: [Curve("quotes.F@overlap(0.5)", np.array([0.95, 0.7, 0.45, 0.1]), *rising, 10, first[1], first)]
        for name in names
    }


@pytest.mark.parametrize("kind", kinds.OF_CURVE)
def test_nothing_of_a_curve_is_cut_off(kind):
    shown = check(kinds.of_curves(curves("a", LONG), f"{LONG}, {LONG}")[kind])

    assert any("a run with a very long name that nobody" in text for text in shown)


def test_a_calibration_says_how_many_items_have_no_score():
    shown = check(kinds.of_curves(curves("a", first=(0, 1)), "any")["calibration"])

    assert "Left out, since they have no score: 1 of a (quotes.F@overlap(0.5))." in " ".join(" ".join(shown).split())


def test_nothing_of_a_plan_is_cut_off():
    shown = check(kinds.of_plans([plan(0.15, (0.05,), name=LONG), plan(0.3, (0.1,))], "any")["power"])

    assert "documents" in shown


@pytest.mark.parametrize("passes", [("a", "b"), ("a", "b", LONG, "d")])
def test_nothing_of_an_agreement_is_cut_off(passes):
    pairs = {(one, other): 0.87 for place, one in enumerate(passes) for other in passes[place + 1 :]}
    pairs[passes[0], passes[1]] = None if len(passes) > 2 else 0.87
    means = tuple(Mean(f"quotes.kind{number}.accuracy@overlap(0.5)", 0.87, pairs) for number in range(14))
    agreement = Agreement(passes, 3, means, {}, {}, {}, {})
    shown = check(kinds.of_agreement(agreement, "any")["agreement"])

    assert "0.87" in shown


def test_many_runs_fit_and_look_different():
    runs = [f"{LONG} {number}" for number in range(17)]
    values = [detection(run, "quotes.F@exact", 0.5, 1, 2, 2) for run in runs]
    shown = check(kinds.of_result(result(values), ", ".join(runs))["precision-recall"])

    assert "Equal points stand side by side." in " ".join(shown)
    looks = {(COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]) for place in range(50)}
    assert len(looks) == 50


def test_classes_look_different_without_colour_where_they_are_frequent():
    frequent = ("missed", "spurious", "boundary", "type", "speaker", "role", "target", "holder", "trigger")

    assert len({_look(name)["hatch"] for name in frequent}) == len(HATCHES)


@pytest.mark.parametrize("ending", [".svg", ".png"])
def test_the_same_numbers_give_the_same_bytes_without_date_or_version(ending):
    drawing = kinds.of_result(two_runs(), "two runs")["errors"]
    once, again = (picture(drawing, ending, "corpus:abc|seed:1") for _ in range(2))

    assert once == again
    assert b"corpus:abc|seed:1" in once
    assert not re.search(rb"20\d\d-\d\d-\d\d", once.replace(b"2000", b""))


def test_the_settings_of_a_user_change_nothing():
    import matplotlib as mpl

    drawing = kinds.of_result(two_runs(), "two runs")["errors"]
    before = picture(drawing, ".svg", "")
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "text.parse_math": True}):
        assert picture(drawing, ".svg", "") == before
        assert mpl.rcParams["font.size"] == 30


def test_an_svg_is_xml_without_scripts(hostile):
    written = picture(kinds.of_result(hostile[0], strangers.NASTY)["slices"], ".svg", strangers.NASTY)
    elements = {element.tag.rpartition("}")[2] for element in ET.fromstring(written).iter()}  # noqa: S314 - ours

    assert "svg" in elements
    assert not elements & {"script", "foreignObject", "image", "a", "text"}


def test_several_kinds_get_a_file_each(tmp_path):
    write(build(two_runs()), tmp_path / "plot.svg", plots=["precision-recall", "errors", "errors"])
    write(build(two_runs()), tmp_path / "one.PNG", plots=["errors"])
    two_runs().save(tmp_path / "first.svg")

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("first.svg", "one.PNG", "plot-errors.svg", "plot-precision-recall.svg")
    ]


def test_slices_have_their_intervals():
    interval = Interval(0.95, 0.2, 0.9, "jackknife", 0.1, 9, None, None)
    counts = {"gold_matched": 3, "gold": 5, "predicted_matched": 3, "predicted": 4}
    values = [
        Value(run, f"quotes.{statistic}@exact", 0.5, counts, 0, ("kind", kind), lambda: interval)
        for run in ("a", "b")
        for statistic in ("P", "F")
        for kind in ("direct", None)
    ]
    sliced = result(values)
    object.__setattr__(sliced, "slices", tuple(values))
    with styled():
        figure = kinds.of_result(sliced, "any")["slices"]()
    panel, _ = figure.axes

    assert panel.get_title(loc="left") == "quotes.F@exact by kind"
    assert [label.get_text() for label in panel.get_yticklabels()] == ["direct (n 5)", "(none) (n 5)"]
    assert sum(list(line.get_xdata()) == [0.2, 0.9] for line in panel.lines) == 4


def test_a_confusion_gathers_rare_labels_and_keeps_every_item():
    labels = tuple(f"l{number}" for number in range(20))
    pairs = tuple(tuple(int(row == column) for column in range(20)) for row in range(20))
    found = Confusion("r", "events.type.accuracy", (*labels,), (*labels,), pairs, (2,) * 20, (3,) * 20)
    rows, columns, counts = _table(found)

    assert rows[-2:] == ("(other)", "(spurious)")
    assert columns[-2:] == ("(other)", "(missed)")
    assert sum(map(sum, counts)) == 20 + 40 + 60


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (
            kinds.of_result(result([Value("r", "speakers.F", None, {})]), "")["precision-recall"],
            "precision against recall",
        ),
        (kinds.of_result(result([Value("r", "speakers.F", None, {})]), "")["slices"], "slices: none was asked for"),
        (kinds.of_result(result([Value("r", "speakers.F", None, {})]), "")["errors"], "there are no errors"),
        (kinds.of_result(result([Value("r", "speakers.F", None, {})]), "")["confusion"], "no accuracy of labels"),
        (kinds.of_curves({}, "")["calibration"], "no predicted item has a score"),
        (kinds.of_curves({}, "")["curve"], "precision and recall are nowhere defined"),
        (kinds.of_plans([], "")["power"], "no plan has a curve"),
        (kinds.of_agreement(Agreement(("a", "b"), 0, (), {}, {}, {}, {}), "")["agreement"], "no measure is defined"),
    ],
)
def test_what_has_nothing_to_draw_says_so(drawing, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        picture(drawing, ".svg", "")
