import pytest

from cetingest.extract.ocr.recognition import choose_resolution


@pytest.mark.parametrize(("size", "resolution"), [((595, 842), 300), ((2384, 3370), 160), ((0, 0), 1), ((1e6, 1e6), 1)])
def test_a_page_of_any_size_is_drawn_within_the_limit_on_pixels(size, resolution):
    assert choose_resolution(*size) == resolution
