"""Lines -> page header, body, footnote zone and page footer (`division`).

`running` finds running heads, page numbers and stamps, `zones` the footnote zones, `labels` reads the label that a line
begins with.
"""
