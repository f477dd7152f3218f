"""The project's own labelled documents are read as well as the floors of their set say."""

import pytest

from tests.evaluation.labelled import SETS, below, floors_of, measure, read_folder

PRESENT = {name: folder for name, folder in SETS.items() if any(folder.glob("*.gold.json"))}


@pytest.mark.parametrize("name", PRESENT)
def test_every_measure_of_a_set_is_at_or_above_its_floor(name):
    readings = read_folder(PRESENT[name])
    assert below(measure(readings), floors_of(name)) == [], "\n".join(map(str, readings))


@pytest.mark.parametrize("name", PRESENT)
def test_every_labelled_document_is_small_and_has_its_gold_and_its_floor(name):
    pdfs = sorted(PRESENT[name].glob("*.pdf"))
    golds = sorted(path.name.removesuffix(".gold.json") for path in PRESENT[name].glob("*.gold.json"))
    floors = floors_of(name)
    assert [path.stem for path in pdfs] == golds == sorted({**floors["note_recall"], **floors.get("invented", {})})
    most = {path: 400_000 if "scan" in path.name else 200_000 for path in pdfs}  # pictures take more
    assert [path.name for path in pdfs if path.stat().st_size > most[path]] == []
