"""Words that lead to a citation: see, cf., vgl., voir, véase, 参照."""

import re

_SEE = r"(?:see|cf\.?|siehe|vgl\.|voir|véase|si veda|ver)"
# "For an overview, see ...": the author's own words before the works.
_PURPOSE = (
    r"(?:for|on|as\s+to|regarding|zu[rm]?|über|sur|pour|sobre|para)\s[^;“\"«„]{3,220}?,?\s+"
    rf"{_SEE}(?:\s+also|\s+auch|\s+aussi|\s+etwa|\s+nur|\s+notamment)?"
)
# "Authors’ calculations based on Eurostat, ..."
_OWN_WORK = (
    r"(?:(?:authors?['’]?s?['’]?|own|our|eigene)\s(?:calculations?|analysis|elaborations?|estimates?|compilations?|"
    r"berechnung(?:en)?|darstellung|analyse)|"
    r"(?:calculs|élaboration)\s(?:des auteurs|propre)|elaboración propia|elaborazion[ei]\s(?:propri[ae]|"
    r"degli autori)|elaboração própria),?\s"
    r"(?:based on|using|from|on the basis of|auf (?:der )?(?:basis|grundlage) (?:von|der)|nach|a partir de|"
    r"con base en|d['’]après|à partir de|su dati|com base em)\s"
    r"(?:data (?:from|of)\s|datos de(?:l)?\s|données de\s)?"
)
SIGNAL = re.compile(
    rf"^\s*{_OWN_WORK}|^\s*(?:and\s+(?=[“«„\"A-Z])|(?:(?:but|however|and|with),?\s+)?"
    r"(?:see(?:,?\s+(?:also|contra|generally|especially|e\.g\.|for example|for instance|inter alia),?)?|"
    rf"cf\.?|compare|contra|accord|e\.g\.,?|{_PURPOSE}|quoted in|cited in|as cited in|source|"
    r"siehe(?:\s+(?:auch|dazu|etwa|nur|hierzu|insbesondere|ausführlich|z\.\s?B\.|beispielsweise))*|"
    r"a\.\s?A\.|anders\s+(?:dagegen|aber)|(?:ebenso|ähnlich|kritisch|grundlegend|ausführlich)(?:\s+(?:dazu|hierzu))?|"
    r"s\.\s+(?:auch|dazu)|vgl\.(?:\s+(?:auch|dazu|etwa|nur|hierzu|z\.\s?B\.|insbesondere|insb\.|statt\s+vieler))*|"
    r"so\s+(?:auch|etwa)|zit\.\s+nach|statt\s+vieler:?|näher(?:\s+dazu)?|voir(?:\s+(?:aussi|notamment|par exemple))?|"
    r"véase(?:\s+(?:también|asimismo))?|"
    r"ver(?=\s+(?:(?:también|supra|nota|n\.)|(?-i:[A-ZÁÉÍÓÚÑ«“])))(?:\s+también)?|se(?=\s+(?-i:[A-ZÅÄÖØÆ”“]))|zob\.|"
    r"patrz|viz|см\.|"
    r"cfr\.|(?:si\s+)?ved(?:i|a(?:no)?)(?:\s+(?:anche|"
    r"ad esempio))?|vd\.|vide|zie(?:\s+(?:ook|bijv\.))?|"
    r"with(?=\s)|出典|参照|参見|见|参见)(?:[:：]\s*|\s+)|(?:参[见見照阅]|详见|見よ)[:：]?|见[:：]?(?=[《“前同]))",
    re.IGNORECASE,
)
_HAS_PURPOSE = re.compile(rf"(?i)\s*{_PURPOSE}\b")


def holds_purpose(text: str) -> bool:
    """Tell whether a text says what its works are cited for.

    >>> holds_purpose("For an overview, see Doe"), holds_purpose("See Doe")
    (True, False)
    """
    return _HAS_PURPOSE.match(text) is not None
