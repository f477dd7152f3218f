"""Lines -> page header, body, footnote zone and page footer (`division`)."""
