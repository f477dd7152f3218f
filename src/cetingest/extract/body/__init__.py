"""Lines of the body -> blocks: headings, paragraphs, list items, captions, tables (`blocks`)."""
