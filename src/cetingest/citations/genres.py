"""Names of meetings and periodicals, and words that tell what kind of thing a work is or stands in."""

import re

_MEETING = re.compile(
    r"^(?:the\s+)?(?:\d+(?:st|nd|rd|th)|first|second|third|annual|presentation|presented|speech|remarks|"
    r"lecture|keynote|"
    r"testimony|address|paper presented)\b.*\b(?:meeting|session|conference|workshop|forum|summit|plenary|symposium|"
    r"headquarters|council|committee)\b|^(?:the\s+)?(?:working group|subcommittee|study group|conference|workshop|"
    r"symposium|panel)\s+(?:on|of|for)\b",
    re.IGNORECASE,
)
_PERIODICAL = re.compile(
    r"(?i)\b(?:journal|review|magazine|times|news|post|bulletin|weekly|daily|herald|tribune|gazette|chronicle|"
    r"tracker|"
    r"zeitschrift|zeitung|blatt|jahrbuch|archiv|hefte?|revue|cahiers|annales|études|gazette|courrier|journal|"
    r"revista|rivista|giornale|quaderni|annali|corriere|gazzetta|jornal|boletim|cadernos|tijdschrift|cuadernos|"
    r"anales|estudios|gaceta|correo|diario|quarterly|annals|studies|proceedings|nature|science)\b|"
    r"\b\w{3,40}?(?:zeitung|blatt|anzeiger|hefte|kurier|jahrbuch)\b"
)
# What may stand between a title and its imprint: a series, an edition, a kind of work.
BETWEEN = re.compile(
    r"(?i)^(?:(?:working|discussion|research|policy|occasional) (?:paper|brief|note)s?\b|(?:arbeits|"
    r"diskussions)papier\b|"
    r"document de travail|documento de trabajo|\d+(?:st|nd|rd|th)?\.?\s+(?:rev\.\s+)?(?:ed\b|edn|aufl|éd)|"
    r"vol\.?\s|bd\.?\s|"
    r"(?:rev(?:ised)?\.?|second|third|fourth|fifth)\s+ed|ed(?:ited|s)?\b\.?\s+(?:by\s)?|trans(?:lated)?\b|"
    r"hrsg\.|éd\.|"
    r"ph\.?\s?d|dissertation|thesis|thèse|tesis|technical report|in\s|no\.?\s|n[°ºᵒ]|nr\.?\s)"
)


def is_meeting(part: str) -> bool:
    """Tell whether a part after the title names the meeting at which a work was given."""
    return _MEETING.search(part) is not None


# Names of newspapers by their nouns, and some that have none.
_NEWSPAPER = re.compile(
    r"(?i)\b(?:times|post|herald|tribune|gazette|daily|sun|star|guardian|telegraph|observer|independent|globe|mail|"
    r"wall street journal|businessline|hindu|news|chronicle|inquirer|mirror|le monde|figaro|échos|libération|"
    r"el país|el mundo|diario|correo|handelsblatt|taz|standard|reuters|bloomberg|associated press|axios|politico)\b|"
    r"\b\w*zeitung\b|新聞|日报|日報|晚报|신문|일보|한겨레"
)


def is_newspaper(name: str) -> bool:
    """Tell whether a name is that of a newspaper or news agency.

    >>> is_newspaper("Financial Times"), is_newspaper("Foreign Affairs")
    (True, False)
    """
    return _NEWSPAPER.search(name) is not None


def is_periodical(part: str) -> bool:
    """Tell whether a name holds a noun that periodicals are named with."""
    return _PERIODICAL.search(part) is not None
