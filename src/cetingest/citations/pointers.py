"""Words that point back to an earlier note or work: ibid., supra note 4, op. cit., a. a. O., 前掲注."""

import re

_NOTE_WORD = (
    r"(?:(?:foot|end)?notes?|nn?\.?|fns?\.?|fu(?:ß|ss)n(?:ote)?\.?|anm(?:erkung)?\.?|not[ae]s?|"
    r"脚注|前?注釈?|註|각주|주)"
)
_POSITION = r"(?:above|below|supra|infra|oben|unten|ci-dessus|ci-dessous|précitée?|anterior)"
_NUMBERS = r"\(?\s*\d+(?:\s?(?:[-–,]|and|und|et|y)\s?\d+)*\s*\)?"
# The note before this one, or the work before in the same note.
PREVIOUS = re.compile(
    r"(?i)^(?:see\s+(?:also\s+)?|vgl\.\s+|siehe\s+|voir\s+|véase\s+|cf\.\s+)?(?:ibid(?:em)?|ibídem|ib|id|idem|ídem|"
    r"ebd|ebenda|ivi)\b|"
    r"^(?:同上|同前|同書|同頁|同注|위의|같은 [글책]|상게서)|^(?:loc\.\s*cit\b|a\.\s?a\.\s?O\b(?![^.;]*\d+\)))"
)
# The maker of the work before, of whom more may follow: "Ders., Europäische Lieferketten, Berlin 2019".
SAME_MAKER = re.compile(r"^(?:(?:Ders|Dies)\.|Derselbe|Dieselben?|同),\s")
NOTE_NUMBER = re.compile(rf"(?i)(?:(?<![A-Za-zß]){_NOTE_WORD})\s*[(（]?(?:注)?\s*(?P<label>\d+|[①-⑳])")
POINTING_LATER = re.compile(r"(?i)\b(?:infra|below|unten|ci-dessous)\b|後掲")
POINTING_WORDS = re.compile(
    r"(?i)\b(?:see(?:\s+also)?|supra|infra|(?:op|loc|ob|art)?\.?\s*cit|a\.\s?a\.\s?O|siehe|vgl|voir|véase|oben|"
    r"unten)\b\.?|"
    rf"\(?(?<![A-Za-zß]){_NOTE_WORD}\s*\d+\)?|前掲(?:注\d*|書)?|(?<!\w){_POSITION}\b"
)
BACK_REFERENCE = re.compile(
    r"^(?:ibid(?:em)?|ibídem|ib|id|idem|ídem|ebd|ebenda|ivi)\b\.?|"
    r"^(?:同上|同前|同書|同頁|同注|前掲|前引|前注|위의|앞의|같은 [글책]|상게서|전게서)|"
    r"\b(?:op|loc|ob|art)\.\s*cit\b|,\scit\.(?=,|\s*$)|"
    # a case in short form: "Morrow, 541 U.S. at 221" (Bluebook, rule 10.9)
    r"^(?:[^,;]{2,60},\s)?\d{1,4}\s[A-Z][\w.' ]{0,30}?\sat\s\d+(?:[–-]\d+)?\.?$|"
    r"\bsupra\b|\binfra\b|"
    r"前掲(?:注|書)?|後掲|前[注引揭](?:[\d①-⑳书文]|注)|전게[서논]|앞의 [글책]|"
    r"\ba\.\s?a\.\s?O\b|"
    rf"^(?:see\s+|siehe\s+|vgl\.\s+|voir\s+|véase\s+)?(?:la\s+)?(?:{_POSITION}\s+)?{_NOTE_WORD}\s?{_NUMBERS}"
    rf"(?:,?\s+{_POSITION})?(?:\s+and accompanying text)?(?:,\s*[^,]{{1,20}})?\s*(?:を?参照|参照のこと)?[.。]?$|"
    rf"^[^,;.]{{2,60}},?(?<!\d\d\d\d,)\s\(?{_NOTE_WORD}\s?{_NUMBERS},?\s*(?:at\s|pp?\.?\s|S\.\s)?[\d–-]*\.?$|"
    rf"\((?:wie\s|vgl\.\s|siehe\s|see\s)?(?:oben\s|above\s)?{_NOTE_WORD}\s?\d+\)|"
    rf"^(?:see\s+)?\(?n\.?\s?\d+\)?\s+{_POSITION}",
    re.IGNORECASE,
)
