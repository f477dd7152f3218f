"""Notes rendered from invented works by the styles of the Citation Style Language, and how they were made."""
