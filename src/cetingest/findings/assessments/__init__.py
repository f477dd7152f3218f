"""Assessments: what a document says is strong or weak.

`lexicon` holds the words that judge, `clauses` cuts a sentence into its statements, `cues` finds the judging words of
one, `targets` what they are about, `fields` which sector that is, `finder` puts them together.
"""

from cetingest.findings.assessments.finder import find_assessments

__all__ = ["find_assessments"]
