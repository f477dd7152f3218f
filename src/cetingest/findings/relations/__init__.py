"""Relations: how the bodies that a document names stand to each other."""

from cetingest.findings.relations.find import add_relations, find_relations

__all__ = ["add_relations", "find_relations"]
