"""The official schemas of two standards, as packages bring them: none is carried here.

CSL-JSON: `csl-reference` models csl-data.json of CSL 1.0.2 in pydantic; anything it does not name is refused.
SARIF 2.1.0: the schema of OASIS lies in the npm package `@microsoft/jest-sarif`, which `make tools` puts into .tools/.
"""

import json
import os
from pathlib import Path

import jsonschema
import pytest
from csl_reference import Reference
from pydantic import TypeAdapter

SARIF = Path(__file__).parents[2] / ".tools/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
MISSING = f"{SARIF.name} is not here (`make tools` puts it into .tools/ where npm is installed)"


def csl_validator():
    schema = TypeAdapter(list[Reference]).json_schema(by_alias=True)
    for name, definition in schema["$defs"].items():
        if name != "ReferenceType":
            definition["additionalProperties"] = False
    return jsonschema.Draft202012Validator(schema)


def sarif_validator():
    if not SARIF.exists() and "CI" not in os.environ:
        pytest.skip(MISSING)
    return jsonschema.Draft4Validator(json.loads(SARIF.read_text(encoding="utf-8")))
