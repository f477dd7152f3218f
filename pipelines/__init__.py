"""The Dagster code location.

Here: what Dagster needs to schedule the library: assets, checks, partitions, resources, a sensor, a schedule. Not here:
anything that reads a PDF, asks the web or knows a table; an asset calls one function of `cetingest.ingest`.
"""
