"""cetingest: a policy report's PDF becomes data, and each of its citations gets a verdict."""

__version__ = "0.1.0"

SCHEMA_VERSION = "1.1.0"
"""Of the published tables and of the JSON of `cetingest extract`, semver.

Major when a column goes away or changes its meaning, minor when a column, table or enumeration value is added, patch
when only words change.
"""
