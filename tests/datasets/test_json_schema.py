import json

import jsonschema
import pytest

from cetingest.datasets import FILES, file_schema
from cetingest.errors import InputError
from cetingest.storage import unstructure
from tests import factories


@pytest.mark.parametrize("name", FILES)
def test_the_schema_of_a_file_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(file_schema(name))


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_is_what_the_schema_allows(name):
    dossier = factories.dossier()
    value = {"extracted": dossier.document, "citations": dossier.citations, "findings": dossier.findings}[name]
    written = json.loads(json.dumps(unstructure(value)))
    validator = jsonschema.Draft202012Validator(file_schema(name))
    validator.validate(written)
    assert list(validator.iter_errors(written | {"more": 1}))
    assert list(validator.iter_errors({}))


def test_an_unknown_file_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(InputError, match="extracted, citations, findings"):
        file_schema("crops")
