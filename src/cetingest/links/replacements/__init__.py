"""What to put instead of a URL that is dead, wrong or failing.

`replacements` looks and judges what it finds; `variants` spells addresses that may answer, `archives` asks archives,
whose language `memento` reads, and `saving` hands pages to them.
"""
