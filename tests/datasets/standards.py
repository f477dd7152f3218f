"""What two standards allow of the things that we write, as JSON Schemas in our own words; anything else is refused.

SARIF 2.1.0 (OASIS, sections 3.13 to 3.37) and CSL 1.0.2 (citationstyles.org, appendices III and IV). The files that the
standards publish themselves are larger and are not carried here.
"""

_TEXT = {"type": "string"}
_URI = {"type": "string", "pattern": "^\\S*$"}


def _words(text):
    return text.split()


def _object(required, **properties):
    return {
        "type": "object",
        "properties": properties,
        "required": _words(required),
        "additionalProperties": False,
    }


def _array(items, **limits):
    return {"type": "array", "items": items, **limits}


_MESSAGE = _object("text", text=_TEXT)
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_ARTIFACT_LOCATION = _object("uri", uri=_URI, uriBaseId=_TEXT, index={"type": "integer", "minimum": -1})
_RULE = _object(
    "id",
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    defaultConfiguration=_object("", level=_LEVEL),
)
_LOCATION = _object(
    "",
    physicalLocation=_object("artifactLocation", artifactLocation=_ARTIFACT_LOCATION),
    logicalLocations=_array(_object("", fullyQualifiedName=_TEXT), uniqueItems=True),
    message=_MESSAGE,
    properties={"type": "object"},
)
_RESULT = _object(
    "message",
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=_LEVEL,
    message=_MESSAGE,
    locations=_array(_LOCATION),
    partialFingerprints={"type": "object", "additionalProperties": _TEXT},
)
_ARTIFACT = _object(
    "",
    location=_ARTIFACT_LOCATION,
    mimeType={"type": "string", "pattern": "^[^/]+/.+$"},
    hashes={"type": "object", "additionalProperties": _TEXT},
)
_DRIVER = _object("name", name=_TEXT, semanticVersion=_TEXT, rules=_array(_RULE, uniqueItems=True))
SARIF = _object(
    "version runs",
    **{"$schema": _URI},
    version={"const": "2.1.0"},
    runs=_array(
        _object(
            "tool",
            tool=_object("driver", driver=_DRIVER),
            originalUriBaseIds={"type": "object", "additionalProperties": _object("", description=_MESSAGE)},
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results=_array(_RESULT),
            artifacts=_array(_ARTIFACT, uniqueItems=True),
        )
    ),
)

_CSL_TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage"
)
_TEXTS = _words(
    "title title-short container-title collection-title event-title event-place publisher publisher-place "
    "authority jurisdiction archive genre medium note abstract language DOI ISBN ISSN PMID PMCID URL source "
    "status section references division"
)
_NUMBERS = _words(
    "number volume issue page edition locator chapter-number collection-number number-of-pages part version"
)
_NUMBER = {"type": ["string", "number"]}
_NAME = _object(
    "",
    family=_TEXT,
    given=_TEXT,
    suffix=_TEXT,
    literal=_TEXT,
    **{"dropping-particle": _TEXT, "non-dropping-particle": _TEXT},
)
_DATE = _object(
    "",
    **{"date-parts": _array(_array(_NUMBER, minItems=1, maxItems=3), minItems=1, maxItems=2)},
    season=_NUMBER,
    circa={"type": ["string", "number", "boolean"]},
    literal=_TEXT,
    raw=_TEXT,
)
CSL = _array(
    _object(
        "type id",
        type={"enum": _words(_CSL_TYPES)},
        id=_NUMBER,
        **dict.fromkeys(["author", "editor", "translator", "interviewer", "recipient", "chair"], _array(_NAME)),
        **dict.fromkeys(["issued", "accessed", "event-date", "original-date", "submitted"], _DATE),
        **dict.fromkeys(
            [
                "title",
                "title-short",
                "container-title",
                "collection-title",
                "event-title",
                "event-place",
                "publisher",
                "publisher-place",
                "authority",
                "jurisdiction",
                "archive",
                "genre",
                "medium",
                "note",
                "abstract",
                "language",
                "DOI",
                "ISBN",
                "ISSN",
                "PMID",
                "PMCID",
                "URL",
                "source",
                "status",
                "section",
                "references",
                "division",
            ],
            _TEXT,
        ),
        **dict.fromkeys(
            [
                "number",
                "volume",
                "issue",
                "page",
                "edition",
                "locator",
                "chapter-number",
                "collection-number",
                "number-of-pages",
                "part",
                "version",
            ],
            _NUMBER,
        ),
    )
)
