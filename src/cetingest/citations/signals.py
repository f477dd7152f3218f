"""Words that lead to a citation: see, cf., vgl., voir, véase, 参照."""

import re

SIGNAL = re.compile(
    r"^\s*(?:but\s+|however,?\s+)?(?:see(?:,?\s+(?:also|generally|especially|e\.g\.|for example|for instance|"
    r"inter alia),?)?|"
    r"cf\.?|compare|contra|accord|e\.g\.,?|for\s[^;“\"]{3,90}?,\s+see(?:\s+also)?|quoted in|cited in|"
    r"as cited in|source|"
    r"siehe(?:\s+(?:auch|dazu|etwa|insbesondere))?|s\.\s+(?:auch|dazu)|vgl\.(?:\s+(?:auch|dazu|etwa))?|"
    r"so\s+auch|zit\.\s+nach|"
    r"voir(?:\s+(?:aussi|notamment|par exemple))?|véase(?:\s+(?:también|asimismo))?|ver(?=\s+(?:también|supra|"
    r"nota|n\.))(?:\s+también)?|cfr\.|"
    r"出典|参照|参見|见|参见)(?:[:：]\s*|\s+)",
    re.IGNORECASE,
)
