"""krippendorff_alpha.json: α with Do and De by scale; three tools, which agree wherever α is defined.

Where it is not, one raises, one gives nan and one 1.0; ours is undefined, with a reason.
"""

import math

from parity.harness import Case
from sayso.agreement import alpha

TOOLS = ("krippendorff_pypi_0.9.0", "alpha_from_definition", "nltk_3.10.4")


def cases(data):
    for case in data["vectors"]:
        expected = {scale: wanted(official) for scale, official in case["official"].items()}
        yield Case(case["name"], expected, lambda case=case: {scale: got(case, scale) for scale in case["official"]})


def wanted(official):
    defined = official["De"] is not None and not math.isnan(official["De"]) and official["De"] > 0
    tools = {tool: official[tool] if defined else None for tool in TOOLS if tool in official}
    return {"Do": plain(official["Do"]), "De": plain(official["De"]), **tools}


def plain(value):
    return None if value is None or math.isnan(value) else value


def got(case, scale):
    found = alpha(case["reliability_data_rows_are_coders"], scale, domain=case.get("value_domain", ()))
    return {"Do": found.observed, "De": found.expected, **dict.fromkeys(TOOLS, found.value)}
