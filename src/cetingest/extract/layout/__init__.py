"""Glyphs -> lines of text in reading order: `lines` makes them; the others find rows, columns and margins."""
