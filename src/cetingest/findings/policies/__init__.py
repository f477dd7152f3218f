"""Policies: the laws, funds, programmes, bodies ... that a document says a public actor has made or runs.

A policy is a noun phrase whose head tells its kind (policies.yaml), and which a verb brings into being or puts to work.
What the document only recommends is none.
"""

from cetingest.findings.policies.find import find_policies

__all__ = ["find_policies"]
