"""What a web page or PDF says about itself, as `model.WebPage`: read with care, for both are hostile, and not judged.

`html` reads pages (`charsets`, `markup`, `dates`, `marks`, `redirects` and `fragments` know their parts), `pdfs` reads
PDFs in a child (`pdf_child`), `phrases` tells by its words that a page is an error, a wall or a domain for sale.
"""
