"""Entities: the bodies, persons, countries and regions that a document names, and where."""

from cetingest.findings.entities.find import add_entities, find_entities

__all__ = ["add_entities", "find_entities"]
