"""Labelled pairs of cited and found titles, made of parts: right ones as sites decorate them, and impostors."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    cited: str
    found: str
    is_same: bool
    kind: str
    site: str | None = None


# title, and one that differs from it in what makes it another work
WORKS = (
    ("Joint Roadmap for Battery Recycling", "Joint Roadmap for Plastic Recycling", "Ministry of Energy"),
    ("Outlook on Lithium Supply and Demand", "Outlook on Cobalt Supply and Demand", "Minerals Agency"),
    ("Quantum Sensing: From Laboratory to Market", "Quantum Computing: From Laboratory to Market", "Acme Institute"),
    ("How Small Ports Can Decarbonise Their Fleets", "How Small Farms Can Decarbonise Their Fleets", "Harbour Review"),
    (
        "The Economic Effects of Export Controls on Chip Makers",
        "The Economic Effects of Import Controls on Chip Makers",
        "Trade Desk",
    ),
    (
        "Guidelines for Responsible Use of Satellite Imagery",
        "Guidelines for Responsible Use of Medical Imagery",
        "Space Office",
    ),
    (
        "Workforce Skills in Advanced Manufacturing: Evidence from Twelve Regions",
        "Workforce Skills in Advanced Fisheries: Evidence from Twelve Regions",
        "Labour Watch",
    ),
    ("Biotechnology Strategy of Austria", "Biotechnology Strategy of Australia", "Life Sciences Board"),
    (
        "Cybersecurity of Water Utilities in Coastal Cities",
        "Cybersecurity of Power Utilities in Coastal Cities",
        "Water Union",
    ),
    (
        "Public Procurement of Innovation in the Nordic Countries",
        "Public Procurement of Innovation in the Baltic Countries",
        "Procura",
    ),
    ("Financing the Hydrogen Economy", "Financing the Methane Economy", "Gas Forum"),
    ("A Review of Space Debris Mitigation Policy", "A Review of Space Launch Mitigation Policy", "Orbit Centre"),
    (
        "Stratégie nationale pour les réseaux côtiers",
        "Stratégie nationale pour les réseaux ferrés",
        "Ministère de la Mer",
    ),
    (
        "Energieversorgung kleiner Inseln in der Nordsee",
        "Wasserversorgung kleiner Inseln in der Nordsee",
        "Bundesamt für Inseln",
    ),
    ("La transición energética en las islas", "La transición educativa en las islas", "Ministerio de Energía"),
    (
        "A governança dos dados abertos no setor público",
        "A governança dos portos abertos no setor público",
        "Portal do Governo",
    ),
    ("Politiche industriali per la transizione verde", "Politiche agricole per la transizione verde", "Ministero"),
    ("量子技術イノベーション推進方策の概要", "宇宙技術イノベーション推進方策の概要", "内閣府"),
    ("半導体・デジタル産業政策の現状と課題", "農業・デジタル産業政策の現状と課題", "経済省"),
    ("次世代蓄電池の研究開発に関する報告書", "次世代原子炉の研究開発に関する報告書", "技術庁"),
    ("关于推进新能源汽车发展的指导意见", "关于推进智能家居发展的指导意见", "工业部"),
    ("차세대 배터리 산업 육성 전략", "차세대 조선 산업 육성 전략", "산업부"),
)
DECORATIONS = (
    "{t}",
    "{t} | {s}",
    "{s} - {t}",
    "{t} – {s}",
    "{t}：{s}",
    "{t} « {s}",
    "{s}: {t}",
    "{t} ({s})",
    "Publications | {t} | {s}",
)
NUMBERED = (
    ("{t} 2023", "{t} 2021"),
    ("{t}, Volume II", "{t}, Volume III"),
    ("{t}: Third Edition", "{t}: Second Edition"),
    ("{t}, May 2024", "{t}, June 2024"),
    ("{t} (Q1)", "{t} (Q3)"),
    ("{t}, Part 1", "{t}, Part 2"),
    ("{t} 第9回", "{t} 第8回"),
    ("{t}（令和5年）", "{t}（令和4年）"),
)
SITE_PAGES = (
    "{s}",
    "Home | {s}",
    "About {s}",
    "Publications | {s}",
    "Search results | {s}",
    "News and events – {s}",
    "Contact - {s}",
)


def pairs() -> Iterator[Pair]:
    """Make all pairs, in the same order each time."""
    for title, near, site in WORKS:
        for decoration in DECORATIONS:
            yield Pair(cited=title, found=decoration.format(t=title, s=site), is_same=True, kind="decorated", site=site)
            yield Pair(
                cited=title, found=decoration.format(t=near, s=site), is_same=False, kind="one word apart", site=site
            )
        yield Pair(cited=title, found=title.upper(), is_same=True, kind="in capitals", site=site)
        yield Pair(cited=title.replace("'", "’"), found=f"  {title}  ", is_same=True, kind="decorated", site=site)
        for one, other in NUMBERED:
            yield Pair(
                cited=one.format(t=title), found=other.format(t=title), is_same=False, kind="another number", site=site
            )
            yield Pair(
                cited=one.format(t=title),
                found=f"{one.format(t=title)} | {site}",
                is_same=True,
                kind="the same number",
                site=site,
            )
        for name in SITE_PAGES:
            yield Pair(cited=title, found=name.format(s=site), is_same=False, kind="the site's own page", site=site)
        for other_title, _, other_site in WORKS:
            if other_title != title:
                yield Pair(
                    cited=title,
                    found=f"{other_title} | {other_site}",
                    is_same=False,
                    kind="another work",
                    site=other_site,
                )
