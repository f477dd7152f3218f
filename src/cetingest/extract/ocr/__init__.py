"""The picture of a page -> glyphs, by the program tesseract; runs in the guarded child only."""
