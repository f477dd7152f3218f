"""Where everything lies and how it is kept: `places` names it, `files` has bytes, `models` the nouns as JSON."""

from cetingest.storage.files import is_abandoned, local_copy, read_bytes, sha256_of, write_bytes, write_file
from cetingest.storage.models import dumps, loads, read_model, structure, unstructure, write_model
from cetingest.storage.places import LOCAL_PROTOCOLS, Storage, document_id_of, printable

__all__ = [
    "LOCAL_PROTOCOLS",
    "Storage",
    "document_id_of",
    "dumps",
    "is_abandoned",
    "loads",
    "local_copy",
    "printable",
    "read_bytes",
    "read_model",
    "sha256_of",
    "structure",
    "unstructure",
    "write_bytes",
    "write_file",
    "write_model",
]
