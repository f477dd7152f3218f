"""Lines of a note or block -> one text that knows where on the pages it stood (`joining`), and its language."""
