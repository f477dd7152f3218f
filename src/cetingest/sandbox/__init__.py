"""The one guarded child process: what it may use, what it may answer, and its end.

`guarded` asks a child and tells how it failed; below it `channel` is the parent's end of the pipes, `processes` starts
and kills, `limits` says how much is allowed, `serving` is the child and `messages` what both send; `mending` is for
readers of damaged PDFs. `pdfs` reads what a cited PDF says of itself in such a child (`pdf_child`); reports are read by
`extract`.
"""
