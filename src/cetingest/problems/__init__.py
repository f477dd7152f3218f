"""What can be wrong: the catalogue of problem codes, and the rules that look over a document and its verdicts.

The steps report what only they can see (a file that cannot be opened, a URL that cannot be mended). The rules here need
the results of several steps.
"""

from cetingest.problems.catalogue import CATALOGUE, ProblemKind, problem_catalogue
from cetingest.problems.collect import all_problems, find_problems, problem_ids

__all__ = ["CATALOGUE", "ProblemKind", "all_problems", "find_problems", "problem_catalogue", "problem_ids"]
