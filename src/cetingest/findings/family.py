"""Families of reports: what a series of reports on one index is about, read from a YAML file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable

import cattrs
import yaml
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

from cetingest.errors import FamilyError


class SectionRole(StrEnum):
    """What a section does in a report."""

    SUMMARY = "summary"
    OVERVIEW = "overview"
    ASSESSMENT = "assessment"
    RECOMMENDATION = "recommendation"
    GOVERNANCE = "governance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar:
    """One component of a sector's score. `source_id` is the index's own name for it, where that differs."""

    id: str
    label: str
    weight: float | None = None
    aliases: tuple[str, ...] = ()
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """One field that the index ranks; `headings` are the titles of its section."""

    id: str
    label: str
    weight: float | None = None
    headings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAliases:
    """Further spellings of a pillar in every sector that has one of that id."""

    pillar: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One year's issue of the index: how many it ranks, rows that are no country, what the ranks are counted among."""

    edition: str
    countries: int | None = None
    aggregate_rows: tuple[str, ...] = ()
    rank_basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRole:
    """A heading and the role of the section under it."""

    heading: str
    role: SectionRole


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRule:
    """From which rapidfuzz token_sort_ratio (0 to 100) a word is a term, and how far ahead of the next it must be."""

    cutoff: float = 90.0
    ambiguous_margin: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A series of reports on one index; `title_pattern` holds {edition} and {subject}."""

    family: str
    index: str
    title_pattern: str
    sectors: tuple[Sector, ...]
    section_roles: tuple[HeadingRole, ...]
    publisher: str | None = None
    shared_aliases: tuple[SharedAliases, ...] = ()
    editions: tuple[Edition, ...] = ()
    match: MatchRule = MatchRule()


def load_families(folder: Traversable | None = None) -> tuple[Family, ...]:
    """Load every family file (*.yaml) of a folder, by default those that come with cetingest.

    Raises FamilyError with the file and the key when one does not say what it must.
    """
    folder = folder or files("cetingest.findings").joinpath("families")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    return tuple(load_family(path) for path in paths)


def load_family(path: Traversable) -> Family:
    """Load one family file. Raises FamilyError as `load_families` does."""
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FamilyError(f"{path}: is no readable YAML ({error})") from error
    converter = cattrs.Converter(forbid_extra_keys=True)
    for kind in (str, float, int):
        converter.register_structure_hook(kind, _strict)
    converter.register_structure_hook(SectionRole, lambda value, _: SectionRole(value))
    try:
        family = converter.structure(values, Family)
    except (BaseValidationError, ForbiddenExtraKeysError, TypeError, AttributeError) as error:
        complaints = "; ".join(cattrs.transform_error(error, path="family"))
        raise FamilyError(f"{path}: {complaints}; families/ceti.yaml of cetingest shows the keys") from error
    if fault := _fault_of(family):
        raise FamilyError(f"{path}: {fault}")
    return family


def _strict(value: object, kind: type) -> object:
    """Refuse what cattrs would coerce: a weight of "high" or an unquoted edition is a slip to tell."""
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, found {value!r}")
    return value


def _fault_of(family: Family) -> str | None:
    """Say what a family that parses gets wrong, or return None."""
    if "{subject}" not in family.title_pattern:
        return "title_pattern must hold {subject}, the place where titles name what the report is about"
    known = {pillar.id for sector in family.sectors for pillar in sector.pillars}
    if strange := [entry.pillar for entry in family.shared_aliases if entry.pillar not in known]:
        return f"shared_aliases: no sector has a pillar {strange[0]!r}"
    weights = {"sectors": {sector.id: sector.weight for sector in family.sectors}}
    for sector in family.sectors:
        weights[f"sectors.{sector.id}.pillars"] = {pillar.id: pillar.weight for pillar in sector.pillars}
        if len({pillar.id for pillar in sector.pillars}) < len(sector.pillars):
            return f"sectors.{sector.id}.pillars: ids must differ"
    if len(weights["sectors"]) < len(family.sectors):
        return "sectors: ids must differ"
    return next(filter(None, (_fault_of_weights(key, values) for key, values in weights.items())), None)


def _fault_of_weights(key: str, weights: Mapping[str, float | None]) -> str | None:
    """Weights are printed with three decimals and are shares of one whole; a family may also give none."""
    given = [weight for weight in weights.values() if weight is not None]
    if given and abs(sum(given) - 1) > 0.001:
        return f"{key}: weights sum to {sum(given):.3f}, not to 1"
    return None
