"""Family files: YAML read into families, with file, line and key of what is wrong in them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, get_origin, get_type_hints

import cattrs
import yaml
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from upath import UPath

from cetingest.errors import FamilyError
from cetingest.findings.family import Family, Pillar, SectionRole, Sector, SharedAliases

Folder = Traversable | UPath
_PLACE = re.compile(r"\{(\w*)\}")
_PLACES = ("subject", "edition")
_STEP = re.compile(r"\.?(\w+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyFile:
    """A family and the file that describes it."""

    path: Folder
    family: Family


def load_families(*folders: Folder) -> tuple[Family, ...]:
    """Load the families that come with cetingest and those of more folders; see `load_family_files`."""
    return tuple(file.family for file in load_family_files(*folders))


def load_family_files(*folders: Folder) -> tuple[FamilyFile, ...]:
    """Load every family file (*.yaml, *.yml) on board and in more folders, in order of their names.

    A family of a later folder replaces that of the same id in an earlier one. Raises FamilyError when a folder is
    missing, when two files of one folder describe one family, and with file, line and key when a file is wrong.
    """
    found: dict[str, FamilyFile] = {}
    for folder in (files("cetingest.findings").joinpath("families"), *folders):
        here: dict[str, FamilyFile] = {}
        for path in _paths(folder):
            file = FamilyFile(path=path, family=load_family(path))
            if (other := here.get(file.family.family)) is not None:
                raise FamilyError(f"{path}: family: {other.path.name} describes {file.family.family!r} too")
            here[file.family.family] = file
        found |= here
    return tuple(found.values())


def load_family(path: Folder) -> Family:
    """Load one family file. Raises FamilyError with file, line and key when it does not say what it must."""
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FamilyError(f"{path}: is no readable YAML ({error})") from error
    if not isinstance(values, dict) or root is None:
        raise FamilyError(f"{path}: holds no keys; docs/families.md lists them")
    complaints = list(_node_complaints(root)) or list(_structure_complaints(values))
    if not complaints:
        family = _converter().structure(values, Family)
        complaints = list(_faults(family))
    if complaints:
        told = "; ".join(f"line {_line(root, key)}: {key}: {what}" for key, what in complaints)
        raise FamilyError(f"{path}: {told}. docs/families.md lists the keys")
    return family


def _paths(folder: Folder) -> list[Folder]:
    try:
        paths = [path for path in folder.iterdir() if path.name.endswith((".yaml", ".yml"))]
    except OSError as error:
        raise FamilyError(f"{folder}: no folder of family files ({error.strerror}); see findings.families") from error
    return sorted(paths, key=lambda path: path.name)


# --- what a file gets wrong: pairs of key and complaint --------------------------------------------------------------

_Complaint = tuple[str, str]
_UNKNOWN = re.compile(r"extra fields found \((.*)\)")
_EXPECTED = re.compile(r"invalid value for type, expected (\w+)")
_LISTS = {
    field.name
    for kind in (Family, Sector, Pillar, SharedAliases)
    for field in fields(kind)
    if get_origin(get_type_hints(kind)[field.name]) is tuple
}
_KINDS = {"str": "a text; put it in quotes", "float": "a number"}


def _structure_complaints(values: Mapping[str, Any]) -> Iterator[_Complaint]:
    """Yield what has the wrong shape."""
    try:
        _converter().structure(values, Family)
    except (BaseValidationError, ForbiddenExtraKeysError) as error:
        for told in cattrs.transform_error(error, path=""):
            what, _, key = told.rpartition(" @ ")
            key = key.lstrip(".")
            if unknown := _UNKNOWN.match(what):
                yield from ((f"{key}.{name}".lstrip("."), "no such key") for name in unknown[1].split(", "))
            elif expected := _EXPECTED.match(what):
                yield key, f"must be {_KINDS.get(expected[1], 'one of ' + ', '.join(SectionRole))}"
            else:
                yield key, "is missing" if what.startswith("required") else "must be a group of keys"


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for kind in (str, float):
        converter.register_structure_hook(kind, _strict)
    converter.register_structure_hook(SectionRole, lambda value, _: SectionRole(value))
    return converter


def _strict(value: object, kind: type) -> object:
    """Refuse what cattrs would coerce: a weight of "high" or an unquoted edition is a slip to tell."""
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, found {value!r}")
    return value


def _node_complaints(node: yaml.Node, key: str = "") -> Iterator[_Complaint]:
    """Yield keys that stand twice, of which YAML keeps the last in silence, and texts where lists must be."""
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _node_complaints(item, f"{key}[{number}]")
    elif isinstance(node, yaml.MappingNode):
        counts = Counter(str(name.value) for name, _ in node.value)
        yield from ((f"{key}.{name}".lstrip("."), "stands twice") for name, count in counts.items() if count > 1)
        for name, value in node.value:
            path = f"{key}.{name.value}".lstrip(".")
            if name.value in _LISTS and not isinstance(value, yaml.SequenceNode):
                yield path, "must be a list"  # a text would be read as a list of its letters
            yield from _node_complaints(value, path)


def _faults(family: Family) -> Iterator[_Complaint]:
    """Yield what a family that has the right shape gets wrong."""
    places = Counter(_PLACE.findall(family.title_pattern))
    if not places["subject"]:
        yield "title_pattern", "must hold {subject}, the place where titles name what the report is about"
    for place, count in places.items():
        if place not in _PLACES or count > 1:
            yield "title_pattern", f"{{{place}}}: only {{subject}} and {{edition}} can stand there, each once"
    known = {pillar.id for sector in family.sectors for pillar in sector.pillars}
    for number, entry in enumerate(family.shared_aliases):
        if entry.pillar not in known:
            yield f"shared_aliases[{number}].pillar", f"no sector has a pillar {entry.pillar!r}"
    yield from _faults_of("sectors", family.sectors)
    for number, sector in enumerate(family.sectors):
        yield from _faults_of(f"sectors[{number}].pillars", sector.pillars)
        yield from _shared_spellings(f"sectors[{number}].pillars", sector)


def _faults_of(key: str, parts: tuple[Any, ...]) -> Iterator[_Complaint]:
    """Yield ids that stand twice, and weights that are no shares of one whole; a family may also give none."""
    seen: set[str] = set()
    for number, one in enumerate(parts):
        if one.id in seen:
            yield f"{key}[{number}].id", f"ids must differ, and {one.id!r} stands before"
        seen.add(one.id)
    given = [one.weight for one in parts if one.weight is not None]
    if given and abs(sum(given) - 1) > 0.001:  # weights are printed with three decimals
        yield key, f"weights sum to {sum(given):.3f}, not to 1"


def _shared_spellings(key: str, sector: Sector) -> Iterator[_Complaint]:
    """Yield words that two pillars of a sector are called by: a text could not tell which is meant."""
    owner: dict[str, str] = {}
    for number, pillar in enumerate(sector.pillars):
        for spelling in {word.casefold() for word in (pillar.label, *pillar.aliases)}:
            if owner.setdefault(spelling, pillar.id) != pillar.id:
                yield f"{key}[{number}]", f"{spelling!r} is a word for {owner[spelling]!r} too"


def _line(node: yaml.Node, key: str) -> int:
    """Return the line where a key such as "sectors[0].label" stands, or what should hold it."""
    line = node.start_mark.line
    for name, number in _STEP.findall(key):
        if isinstance(node, yaml.MappingNode) and name:
            pairs = [pair for pair in node.value if pair[0].value == name]
            if not pairs:
                break
            line, node = pairs[-1][0].start_mark.line, pairs[-1][1]
        elif isinstance(node, yaml.SequenceNode) and number and int(number) < len(node.value):
            node = node.value[int(number)]
            line = node.start_mark.line
    return line + 1
