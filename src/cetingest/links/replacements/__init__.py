"""What to put instead of a URL that is dead, wrong or failing.

`replacements` searches and judges what it finds. `variants` spells addresses that may answer, `archives` asks archives,
`memento` reads their answers, and `saving` hands pages to them.
"""
