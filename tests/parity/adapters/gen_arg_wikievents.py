"""gen_arg_wikievents.json: an event with its filled template, and the four lines that gen-arg prints."""

from parity.harness import Case, error_name, raised
from sayso.presets import find
from sayso.presets.events.gen_arg import Generation
from sayso.presets.events.generated import Template

# What the original prints with two decimals.
DIGITS = {"P": 2, "R": 2, "F1": 2}
# The ontology of these events: the template that the generated texts fill, and the roles of its blanks.
ONTOLOGY = {
    "Contact.Contact.Meet": Template(
        "<arg1> met face-to-face with <arg2> about <arg3> topic at <arg4> place",
        ("Participant", "Participant", "Topic", "Place"),
    )
}


def cases(data):
    for case in data:
        for scorer, official in case["official"].items():
            expected = {"error": error_name(official["error"])} if "error" in official else official
            yield Case(f"{case['id']}:{scorer.partition(' ')[0]}", expected, lambda case=case: got(case))


@raised
def got(case):
    found = find("gen-arg").native([event(case)], ONTOLOGY)
    return {
        "Role identification": found["role_identification"],
        "Role": found["role"],
        "Coref Role identification": found["coref_role_identification"],
        "Coref Role": found["coref_role"],
    }


def event(case):
    start, end, kind = case["trigger"]
    entities = {name: tuple(span) for name, span in case["entities"].items()}
    return Generation(
        tokens=case["tokens"],
        trigger=(start, end),
        type=kind,
        gold=[(*entities[name], role) for role, name in case["gold_arguments"]],
        generated=case["predicted_template_text"],
        entity_of={entities[name]: cluster[0] for cluster in case["entity_clusters"] for name in cluster},
    )
