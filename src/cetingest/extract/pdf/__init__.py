"""The file -> glyphs: `file` is the one door to pdfplumber; runs in the guarded child only."""
