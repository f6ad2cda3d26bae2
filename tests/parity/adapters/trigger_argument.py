"""trigger_argument.json: documents with the events of both sides, scored by TextEE, OmniEvent and metametric."""

from parity.harness import Case, error_name, raised
from sayso.presets import find
from sayso.presets.events.omnievent import argument_tuples, trigger_tuples
from sayso.presets.events.textee import under_gold_triggers
from sayso.presets.events.windows import Event, Window

# By which part of a case's name or path a number is known to be of which preset.
OF_PRESET = {"TextEE": ["textee"], "OmniEvent": ["omnievent"], "metametric": ["metametric-events"]}


def cases(data):
    for case in data:
        windows = [window(document) for document in case["documents"]]
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer}", expected, lambda scorer=scorer, windows=windows: got(scorer, windows))


def window(document):
    gold, predicted = (
        [Event(tuple(event["trigger"]), tuple(map(tuple, event["arguments"]))) for event in document[side]]
        for side in ("gold_events", "pred_events")
    )
    return Window((document["doc_id"], document["wnd_id"]), gold, predicted)


@raised
def got(scorer, windows):
    if scorer.startswith("OmniEvent"):
        return omnievent(windows)
    if scorer.startswith("metametric"):
        return find("metametric-events").native(windows)
    task = scorer.removeprefix("TextEE_25d5dca_").partition("_")[0]
    if task == "EAE":
        windows = [Window(one.name, one.gold, under_gold_triggers(one.gold, one.predicted)) for one in windows]
    return find("textee").native(windows, task)


def omnievent(windows):
    native = find("omnievent").native
    return {
        "trigger_tuples(doc,start,end,type)": native(*trigger_tuples(windows)),
        "argument_tuples(doc,trigger,arg,role)": native(*argument_tuples(windows)),
    }
