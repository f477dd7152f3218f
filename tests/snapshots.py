"""The bytes of an output folder, for saying that two runs gave the same."""

import hashlib
from pathlib import Path

_MEMORIES = ("history.db", "inventory.json")
"""The history of fetches and the sensor's memory of raw/ are no derived files."""


def snapshot(processed: Path) -> dict[str, str]:
    """Map each file below `processed` to the hash of its bytes."""
    return {
        str(path.relative_to(processed)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(processed.rglob("*"))
        if path.is_file() and not path.name.startswith(_MEMORIES)
    }
