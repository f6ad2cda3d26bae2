"""What the schemas are of, and that results keep theirs."""

import jsonschema
import pytest

from sayso.data.schema import schema
from sayso.errors import UsageError


@pytest.mark.parametrize("kind", ["document", "gold", "run", "result", "comparison"])
def test_a_schema_is_one(kind):
    made = schema(kind)

    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"]


def test_there_is_no_other_schema():
    with pytest.raises(UsageError, match=r"there is no schema of 'report'; known are document, gold, run, result"):
        schema("report")


def test_a_result_keeps_its_schema():
    value = {
        "run": "a",
        "measure": "quotes.F",
        "value": None,
        "counts": {"gold": 1},
        "interval": None,
        "undefined_documents": 0,
    }
    result = {"schema_version": 1, "signature": {"text": "…"}, "results": [value], "failures": {}, "left_out": 0}

    jsonschema.Draft202012Validator(schema("result")).validate(result)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema("result")).validate(result | {"results": [value | {"value": "1"}]})
