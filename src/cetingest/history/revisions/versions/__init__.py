"""A file a schema version; Alembic reads them by their `revision` and `down_revision`."""
