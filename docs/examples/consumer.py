"""A downstream tool: reads the tables, but only of the schema it was written for. python consumer.py FOLDER."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

WRITTEN_FOR = 1
"""Within a major version columns are only added, so a tool that reads by name goes on working."""


class OtherSchemaError(Exception):
    """The tables are of a major version that this tool does not know."""


def read_table(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Iterate over the rows of a table; raises OtherSchemaError before the first row of another major version."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    version = package["schema_version"]
    if int(version.partition(".")[0]) != WRITTEN_FOR:
        raise OtherSchemaError(
            f"{folder}: schema {version}, but this tool reads {WRITTEN_FOR}.x; "
            "see CHANGELOG.md, heading Schema, and adapt it"
        )
    resource = next(resource for resource in package["resources"] if resource["name"] == name)
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def main(folder: str = "processed/datasets") -> int:
    """Print the dead citations, one a line; exit 2 when the schema is another."""
    try:
        for row in read_table(Path(folder), "verdicts"):
            if row["verdict"] == "dead":
                print(f"{row['document_id']} page {row['page_number']}: {row['url']} ({row['reason']})")
    except OtherSchemaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
