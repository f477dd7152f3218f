import io
import logging

from PIL import Image

from cetingest.extract import PictureRequest, render_pictures
from cetingest.settings import ExtractSettings
from tests.extract import pdfs

SETTINGS = ExtractSettings(crop_resolution=72)
REQUEST = PictureRequest(
    name="one", page_number=1, crop=(50.0, 50.0, 250.0, 150.0), highlights=((70.0, 60.0, 120.0, 75.0),)
)


def test_a_picture_shows_the_crop_with_the_highlight_and_is_the_same_every_time(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.pdf([pdfs.text_page("some text")]))
    pictures = render_pictures(path, [REQUEST], SETTINGS)
    image = Image.open(io.BytesIO(pictures["one"])).convert("RGB")
    assert image.size == (200, 100)
    assert image.getpixel((60, 13)) == (255, 238, 128)
    assert image.getpixel((150, 80)) == (255, 255, 255)
    assert render_pictures(path, [REQUEST], SETTINGS) == pictures


def test_what_cannot_be_rendered_is_missing_and_the_reason_is_logged(tmp_path, caplog):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.pdf())
    outside = PictureRequest(name="two", page_number=9, crop=(0.0, 0.0, 9.0, 9.0))
    thin = PictureRequest(name="thin", page_number=1, crop=(50.0, 50.0, 250.0, 50.2))
    with caplog.at_level(logging.WARNING):
        assert list(render_pictures(path, [outside, thin, REQUEST], SETTINGS)) == ["one"]
    assert "no picture two: there is no page 9" in caplog.text
    assert "nothing lies on page 1" in caplog.text


def test_a_file_that_stops_the_reader_gives_no_pictures(tmp_path, caplog):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    with caplog.at_level(logging.WARNING):
        assert render_pictures(path, [REQUEST], SETTINGS) == {}
    assert "no pictures" in caplog.text
