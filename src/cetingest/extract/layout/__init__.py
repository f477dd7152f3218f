"""Glyphs -> lines of text in reading order: `lines` makes them, the rest says what stands beside what."""
