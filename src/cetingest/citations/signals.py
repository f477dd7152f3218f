"""Words that lead to a citation: see, cf., vgl., voir, véase, 参照."""

import re

_SEE = r"(?:see|cf\.?|siehe|vgl\.|voir|véase)"
# "For an overview, see ...": the author's own words before the works.
_PURPOSE = (
    r"(?:for|on|as\s+to|regarding|zu[rm]?|über|sur|pour|sobre|para)\s[^;“\"«„]{3,220}?,?\s+"
    rf"{_SEE}(?:\s+also|\s+auch|\s+aussi)?"
)
SIGNAL = re.compile(
    r"^\s*(?:and\s+(?=[“«„\"A-Z])|(?:(?:but|however|and|with),?\s+)?"
    r"(?:see(?:,?\s+(?:also|contra|generally|especially|e\.g\.|for example|for instance|inter alia),?)?|"
    rf"cf\.?|compare|contra|accord|e\.g\.,?|{_PURPOSE}|quoted in|cited in|as cited in|source|"
    r"siehe(?:\s+(?:auch|dazu|etwa|hierzu|insbesondere|ausführlich))*|s\.\s+(?:auch|dazu)|vgl\.(?:\s+(?:auch|dazu|etwa))?|"
    r"so\s+auch|zit\.\s+nach|voir(?:\s+(?:aussi|notamment|par exemple))?|véase(?:\s+(?:también|asimismo))?|"
    r"ver(?=\s+(?:también|supra|nota|n\.))(?:\s+también)?|cfr\.|with(?=\s)|出典|参照|参見|见|参见)(?:[:：]\s*|\s+))",
    re.IGNORECASE,
)
_HAS_PURPOSE = re.compile(rf"(?i)\s*{_PURPOSE}\b")


def holds_purpose(text: str) -> bool:
    """Tell whether a text says what its works are cited for.

    >>> holds_purpose("For an overview, see Doe"), holds_purpose("See Doe")
    (True, False)
    """
    return _HAS_PURPOSE.match(text) is not None
