"""Tell the line below a table that names its source."""

import re
from functools import cache

from cetingest.language.data_files import read_rows


def begins_source(text: str) -> bool:
    """Tell a line below a table that names its source or remarks on all of it: "Source: OECD".

    >>> begins_source("Source: Council, Accounts"), begins_source("Sources close to the council")
    (True, False)
    """
    return _source().match(text) is not None


@cache
def _source() -> re.Pattern[str]:
    words = "|".join(re.escape(row["word"]) for row in read_rows("cetingest.extract", "data/table_words.csv"))
    return re.compile(rf"(?:{words})\s?[:：.]", re.IGNORECASE)
