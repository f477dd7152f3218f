"""The steps by which an older history becomes one of today's layout: a file a schema version, run by Alembic.

A released step is never changed. A new one is a copy of the last file in `versions` with the next number, which
`tables.SCHEMA_VERSION` gets too. Its first line is what `doctor` and `cetingest migrate --dry-run` say of it. It uses
no table of `tables`, since those change, and only DDL that SQLite and PostgreSQL both know or that it tells apart.
"""
