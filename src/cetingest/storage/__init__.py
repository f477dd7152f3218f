"""Where everything lies and how it is kept: `locations` names it, `files` has bytes, `models` the nouns as JSON.

`orphans` finds what no document owns any more.
"""

from cetingest.storage.files import (
    bytes_if_there,
    is_abandoned,
    leads_out,
    local_copy,
    sha256_of,
    write_bytes,
    write_file,
)
from cetingest.storage.locations import LOCAL_PROTOCOLS, Storage, document_id_of, place_of, printable
from cetingest.storage.models import dumps, loads, model_if_there, read_model, structure, unstructure, write_model

__all__ = [
    "LOCAL_PROTOCOLS",
    "Storage",
    "bytes_if_there",
    "document_id_of",
    "dumps",
    "is_abandoned",
    "leads_out",
    "loads",
    "local_copy",
    "model_if_there",
    "place_of",
    "printable",
    "read_model",
    "sha256_of",
    "structure",
    "unstructure",
    "write_bytes",
    "write_file",
    "write_model",
]
