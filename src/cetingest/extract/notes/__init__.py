"""Zones and marks -> notes and the references to them, each with its signals.

`candidates` compares the ways in which a document may set its notes and takes the best. It asks `footnotes` (notes at
the feet of pages: which lines begin one), `endnotes` (lists of notes) and `unmarked` (notes without zone or mark).
`marks` finds what may refer to a note, `references` pairs the two, `signals` says what each rests on.
"""
