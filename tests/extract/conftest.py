from pathlib import Path
from typing import Any

import pytest

from cetingest.extract import read_document
from cetingest.model import Document
from cetingest.settings import ExtractSettings
from tests.japan import gold

JAPAN_PDF = Path(__file__).parents[2] / "raw" / "ceti-2025-japan-report.pdf"


@pytest.fixture(scope="session")
def japan() -> Document:
    return read_document(JAPAN_PDF, document_id="ceti-2025-japan-report", settings=ExtractSettings())


@pytest.fixture(scope="session")
def japan_gold() -> dict[str, Any]:
    return gold("document")
