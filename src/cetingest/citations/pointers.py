"""Words that point back to an earlier note or work: ibid., supra note 4, op. cit., a. a. O., 前掲注."""

import re

_NOTE_WORD = r"(?:(?:foot|end)?notes?|nn?\.?|fns?\.?|fu(?:ß|ss)n(?:ote)?\.?|anm(?:erkung)?\.?|notas?|脚注|注釈?|註)"
_POSITION = r"(?:above|below|supra|infra|oben|unten|ci-dessus|ci-dessous|précitée?|anterior)"
_NUMBERS = r"\(?\s*\d+(?:\s?(?:[-–,]|and|und|et|y)\s?\d+)*\s*\)?"
# The note before this one, or the work before in the same note.
PREVIOUS = re.compile(
    r"(?i)^(?:see\s+(?:also\s+)?|vgl\.\s+|siehe\s+|voir\s+|véase\s+|cf\.\s+)?(?:ibid(?:em)?|ib|id|idem|ebd|ebenda)\b|"
    r"^(?:同上|同前|同書|同頁|同注)|^(?:loc\.\s*cit\b|a\.\s?a\.\s?O\b(?![^.;]*\d+\)))"
)
# The maker of the work before, of whom more may follow: "Ders., Europäische Lieferketten, Berlin 2019".
SAME_MAKER = re.compile(r"^(?:(?:Ders|Dies)\.|Derselbe|Dieselben?|同),\s")
NOTE_NUMBER = re.compile(rf"(?i)(?:(?<![A-Za-zß]){_NOTE_WORD})\s*[(（]?(?:注)?\s*(?P<label>\d+)")
POINTING_LATER = re.compile(r"(?i)\b(?:infra|below|unten|ci-dessous)\b|後掲")
POINTING_WORDS = re.compile(
    r"(?i)\b(?:see(?:\s+also)?|supra|infra|op\.?\s*cit|loc\.?\s*cit|a\.\s?a\.\s?O|siehe|vgl|voir|véase|oben|unten)\b\.?|"
    rf"\(?(?<![A-Za-zß]){_NOTE_WORD}\s*\d+\)?|前掲(?:注\d*|書)?|(?<!\w){_POSITION}\b"
)
BACK_REFERENCE = re.compile(
    r"^(?:ibid(?:em)?|ib|id|idem|ebd|ebenda)\b\.?|^(?:同上|同前|同書|同頁|同注|前掲)|\b(?:op|loc)\.\s*cit\b|\bsupra\b|\binfra\b|"
    r"前掲(?:注|書)?|後掲|\ba\.\s?a\.\s?O\b|"
    rf"^(?:see\s+|siehe\s+|vgl\.\s+|voir\s+|véase\s+)?(?:la\s+)?(?:{_POSITION}\s+)?{_NOTE_WORD}\s?{_NUMBERS}"
    rf"(?:,?\s+{_POSITION})?(?:\s+and accompanying text)?(?:,\s*[^,]{{1,20}})?\s*(?:を?参照|参照のこと)?[.。]?$|"
    rf"^[^,;.]{{2,60}},?\s\(?{_NOTE_WORD}\s?{_NUMBERS},?\s*(?:at\s|pp?\.?\s|S\.\s)?[\d–-]*\.?$|"
    rf"^(?:see\s+)?\(?n\.?\s?\d+\)?\s+{_POSITION}",
    re.IGNORECASE,
)
