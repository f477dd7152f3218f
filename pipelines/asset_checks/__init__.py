"""Asset checks, one module per subject.

Here: results of the library's checks as Dagster's. Not here: the checks themselves (cetingest.datasets.checks,
cetingest.watch.health).
"""
