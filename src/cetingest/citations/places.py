"""Towns where works are published, and countries whose names stand before those of their bodies."""

import re

# Seats of publishers, of institutions of policy and of governments, as notes in several languages print them.
_TOWNS = (
    "Abu Dhabi|Abuja|Accra|Addis Ababa|Aldershot|Alexandria|Algiers|Amman|Amsterdam|Ankara|Ann Arbor|Antwerp|"
    "Arlington|Aspen|Astana|Athens|Auckland|Austin|Baden-Baden|Baghdad|Baku|Baltimore|Bangalore|Bangkok|Barcelona|"
    "Basel|Basingstoke|Beijing|Beirut|Belfast|Belgrade|Berkeley|Berlin|Bern|Bielefeld|Bogotá|Bologna|Bonn|Boston|"
    "Brasília|Bratislava|Brisbane|Bristol|Brno|Brussels|Bruxelles|Brussel|Brüssel|Bucharest|Budapest|Buenos Aires|"
    "Cairo|Cambridge|Canberra|Cape Town|Caracas|Cardiff|Casablanca|Cham|Cheltenham|Chicago|Coimbra|Colombo|Cologne|"
    "Copenhagen|Dakar|Darmstadt|Delft|Delhi|Den Haag|Dhaka|Doha|Dordrecht|Dresden|Dubai|Dublin|Durham|Düsseldorf|"
    "Edinburgh|Eindhoven|Essen|Firenze|Florence|Frankfurt|Frankfurt a\\. ?M\\.|Frankfurt am Main|Freiburg|Geneva|"
    "Genf|Genève|Ginebra|Glasgow|Göttingen|Groningen|Guangzhou|Hamburg|Hanoi|Harare|Heidelberg|Helsinki|Hong Kong|"
    "Houston|Ithaca|Istanbul|Jakarta|Jerusalem|Johannesburg|Kampala|Karlsruhe|Kiel|Kigali|Köln|Kraków|Kuala Lumpur|"
    "Kyiv|Kyoto|La Paz|Lagos|Lausanne|Laxenburg|Leeds|Leiden|Leipzig|Leuven|Lima|Lisboa|Lisbon|Liverpool|Ljubljana|"
    "London|Londra|Londres|Bruselas|Bruxelas|Varsovia|Varsovie|Viena|Vienne|Moscú|Moscou|Pekín|Pékin|Tokio|Praga|"
    "Atenas|Estocolmo|Copenhague|Genebra|Ginevra|Parigi|Berlín|Berlino|Nueva Delhi|Le Caire|Alger|Los Angeles|"
    "Luxembourg|Luxemburg|Lyon|Madrid|Mainz|Malmö|Manchester|Manila|Mannheim|Marburg|Marseille|Melbourne|México|"
    "México,? D\\.? ?F\\.?|Ciudad de México|Mexico City|Milan|Milano|Minneapolis|Montevideo|Montreal|Montréal|"
    "Moscow|Mumbai|Munich|München|Münster|Nairobi|Nanjing|Napoli|New Delhi|New Haven|New York|Nueva York|Oakland|"
    "Osaka|Oslo|Ottawa|Oxford|Oxon|Padova|Palo Alto|Panama City|Paris|París|Paderborn|Philadelphia|Pittsburgh|"
    "Port Louis|Porto|Potsdam|Prague|Praha|Pretoria|Princeton|Quito|Rabat|Reykjavík|Riga|Rio de Janeiro|Riyadh|"
    "Roma|Rome|Rotterdam|San Francisco|San José|Santa Monica|Santiago|Santiago de Chile|São Paulo|Sarajevo|Seattle|"
    "Seoul|Sevilla|Shanghai|Shenzhen|Singapore|Sofia|Stanford|Stockholm|Strasbourg|Stuttgart|Sydney|Taipei|Tallinn|"
    "Tashkent|Tbilisi|Tehran|Tel Aviv|The Hague|La Haye|Tokyo|Torino|Toronto|Tübingen|Tunis|Turin|Turku|"
    "Ulaanbaatar|Uppsala|Utrecht|Valencia|Vancouver|Vienna|Vilnius|Warsaw|Warszawa|Washington|Weinheim|Wellington|"
    "Wien|Wiesbaden|Würzburg|Yaoundé|Zagreb|Zaragoza|Zurich|Zürich"
)
# What follows the comma within a place: "Washington, DC: World Bank", "Cambridge, Mass.: MIT Press".
REGION = r"(?:D\.?\s?C\.?|[A-Z]{2}|(?:Mass|Conn|Calif|Cal|Md|Va|N\.\s?J|N\.\s?Y)\.)"
_TOWN = re.compile(
    rf"(?:{_TOWNS})(?:,?\s(?!UP$){REGION})?(?:(?:\s?/\s?|\sand\s|\s?[-–]\s?|\sund\s|"
    rf"\set\s)(?:{_TOWNS})(?:,?\s{REGION})?){{0,3}}"
)
_COUNTRIES = frozenset(
    (
        "Argentina|Australia|Austria|Belgium|Bolivia|Brasil|Brazil|Bulgaria|Canada|Chile|China|Colombia|Costa Rica|"
        "Croatia|Cuba|Cyprus|Czechia|Czech Republic|Denmark|Ecuador|Egypt|England|España|Estonia|Ethiopia|"
        "European Union|Finland|France|Germany|Ghana|Great Britain|Greece|Hungary|Iceland|India|Indonesia|Iran|Iraq|"
        "Ireland|Israel|Italia|Italy|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Korea|South Korea|Latvia|Lithuania|"
        "Luxembourg|Malaysia|Malta|Mexico|México|Morocco|Netherlands|The Netherlands|New Zealand|Nigeria|"
        "Northern Ireland|Norway|Pakistan|Panama|Peru|Perú|Philippines|Poland|Portugal|Qatar|Republic of Korea|Romania|"
        "Russia|Russian Federation|Rwanda|Saudi Arabia|Scotland|Senegal|Serbia|Singapore|Slovakia|Slovenia|"
        "South Africa|Spain|Sri Lanka|Sweden|Switzerland|Taiwan|Tanzania|Thailand|Tunisia|Turkey|Türkiye|Uganda|"
        "Ukraine|United Arab Emirates|United Kingdom|United States|United States of America|Uruguay|Venezuela|Viet Nam|"
        "Vietnam|Wales"
    ).casefold().split("|")
)  # fmt: skip


def is_town(part: str) -> bool:
    """Tell whether a part names a town of publication, or two or three of them, and nothing else.

    >>> is_town("Washington, DC"), is_town("Paris Match"), is_town("London and New York")
    (True, False, True)
    """
    return _TOWN.fullmatch(part) is not None


def is_country(part: str) -> bool:
    """Tell whether a part names a country and nothing else, in its usual case or in capitals.

    >>> is_country("United States"), is_country("BRASIL"), is_country("United States Senate")
    (True, True, False)
    """
    return part.casefold().strip(" .") in _COUNTRIES
