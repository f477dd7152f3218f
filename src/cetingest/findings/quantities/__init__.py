"""Quantities: numbers with what they measure, count or cost."""

from cetingest.findings.quantities.find import find_quantities

__all__ = ["find_quantities"]
