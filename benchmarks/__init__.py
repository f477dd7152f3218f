"""Benchmarks: `python -m benchmarks.NAME` in the folder of the project; README.md has their figures.

This file makes the folder a package. A folder without one loses to a package of the same name in site-packages.
"""
