"""Histories of older versions, and how a database says that it is laid out."""

import sqlalchemy as sa

from cetingest.history.databases import make_engine
from tests.history.schema_1 import V1, V1_ROWS
from tests.history.schema_2 import V2, V2_ROWS


def run_sql(place, *statements):
    engine = make_engine(place)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def written_by_version_1(place):
    run_sql(place, *V1[place.partition(":")[0]], *V1_ROWS)


def written_by_version_2(place):
    run_sql(place, *V2[place.partition(":")[0]], *V2_ROWS)


def columns_of(place):
    """Map each table to its columns (type, default, whether it may be null) and its indexes."""
    engine = make_engine(place)
    inspector = sa.inspect(engine)
    found = {
        table: (
            {
                column["name"]: (str(column["type"]), column["nullable"], (column["default"] or "").lower())
                for column in inspector.get_columns(table)
            },
            {(index["name"], tuple(index["column_names"])) for index in inspector.get_indexes(table)},
            inspector.get_pk_constraint(table)["constrained_columns"],
        )
        for table in inspector.get_table_names()
    }
    engine.dispose()
    return found
