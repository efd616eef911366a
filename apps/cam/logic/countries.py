"""Countries: names as exports write them, the zone of their business hours, the language we write in."""

from __future__ import annotations

import functools
import unicodedata
from importlib import resources

_TABLE = """
US|America/New_York|en|united states;united states of america;usa;u.s.;u.s.a.;vereinigte staaten;etats-unis
GB|Europe/London|en|united kingdom;uk;great britain;england;scotland;wales;northern ireland;vereinigtes konigreich
IE|Europe/Dublin|en|ireland;irland
DE|Europe/Berlin|de|germany;deutschland;allemagne;alemania;duitsland
AT|Europe/Vienna|de|austria;osterreich;oesterreich;autriche
CH|Europe/Zurich|de|switzerland;schweiz;suisse;svizzera
LI|Europe/Zurich|de|liechtenstein
NL|Europe/Amsterdam|en|netherlands;the netherlands;nederland;niederlande;holland;pays-bas
BE|Europe/Brussels|en|belgium;belgie;belgien;belgique
LU|Europe/Luxembourg|en|luxembourg;luxemburg
FR|Europe/Paris|en|france;frankreich;francia
ES|Europe/Madrid|en|spain;espana;spanien;espagne
PT|Europe/Lisbon|en|portugal
IT|Europe/Rome|en|italy;italia;italien;italie
DK|Europe/Copenhagen|en|denmark;danmark;danemark
SE|Europe/Stockholm|en|sweden;sverige;schweden;suede
NO|Europe/Oslo|en|norway;norge;norwegen
FI|Europe/Helsinki|en|finland;suomi;finnland
PL|Europe/Warsaw|en|poland;polska;polen
CZ|Europe/Prague|en|czechia;czech republic;tschechien
SK|Europe/Bratislava|en|slovakia;slowakei
HU|Europe/Budapest|en|hungary;ungarn
RO|Europe/Bucharest|en|romania;rumanien
GR|Europe/Athens|en|greece;griechenland
CA|America/Toronto|en|canada;kanada
AU|Australia/Sydney|en|australia;australien
NZ|Pacific/Auckland|en|new zealand;neuseeland
IN|Asia/Kolkata|en|india;indien
SG|Asia/Singapore|en|singapore;singapur
JP|Asia/Tokyo|en|japan
BR|America/Sao_Paulo|en|brazil;brasil;brasilien
MX|America/Mexico_City|en|mexico;mexiko
AE|Asia/Dubai|en|united arab emirates;uae
ZA|Africa/Johannesburg|en|south africa;sudafrika
IL|Asia/Jerusalem|en|israel
"""
_ROWS = [line.split("|") for line in _TABLE.strip().splitlines()]
ZONES = {code: zone for code, zone, _, _ in _ROWS}
LANGUAGES = {code: language for code, _, language, _ in _ROWS}
_NAMES = {name: code for code, _, _, names in _ROWS for name in names.split(";")} | {code.lower(): code for code in ZONES}
_US_ZONES = {
    "America/Chicago": "alabama arkansas illinois iowa kansas louisiana minnesota mississippi missouri nebraska oklahoma "
    "texas wisconsin al ar il ia ks la mn ms mo ne ok tx wi tennessee tn",
    "America/Denver": "colorado montana utah wyoming co mt ut wy newmexico nm",
    "America/Phoenix": "arizona az",
    "America/Los_Angeles": "california nevada oregon washington ca nv or wa",
}
_US_STATES = {state: zone for zone, states in _US_ZONES.items() for state in states.split()}


_MORE = """
DE d,brd|AT a|TR turkey,turkiye,turkei,turquie,turquia|KR south korea,korea,republic of korea,sudkorea|CN china,p.r. china,people's republic of china,chine
HK hong kong,hongkong,hong kong sar|RU russia,russian federation,russland,russie,rusia|TW taiwan|VN vietnam,viet nam|UA ukraine,ucrania
BG bulgaria,bulgarien,bulgarie|HR croatia,kroatien,croatie,croacia,hrvatska|SI slovenia,slowenien|RS serbia,serbien|EE estonia,estland
LV latvia,lettland|LT lithuania,litauen|IS iceland,island|MT malta|CY cyprus,zypern|AR argentina,argentinien,argentine|CL chile
CO colombia,kolumbien|PE peru|MA morocco,marokko,maroc,marruecos|TN tunisia,tunesien,tunisie|DZ algeria,algerien,algerie
EG egypt,agypten,egypte|SA saudi arabia,saudi-arabien,ksa|QA qatar,katar|ID indonesia,indonesien|TH thailand|MY malaysia|PH philippines
PK pakistan|BD bangladesh|LK sri lanka|NG nigeria|KE kenya,kenia|GH ghana|CZ cesko,ceska republika,tchequie|AE emirates
BA bosnia and herzegovina,bosnien und herzegowina|MK north macedonia,macedonia|IT italien|ES espagne,spanje|DE duitsland,germania,tyskland
FR france metropolitaine,frankrijk|GB royaume-uni,reino unido,grossbritannien,g.b.,united kingdom of great britain and northern ireland
US estados unidos,estados unidos de america,verenigde staten,u.s,us of a,etats-unis d'amerique,eeuu,ee.uu.,ee. uu.|CH suiza,zwitserland
NL paises bajos,hollande|BE belgica|AT oostenrijk|SE suecia,zweden|PL pologne,polonia|IE irlande,irlanda|PT portugal|GR grece,grecia
""".replace("\n", "|")


def _all_names() -> dict[str, str]:
    """Every country's English name and code as the tz database lists them, and how others call them."""
    listed = resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8").splitlines()
    names = {part: line[:2] for line in listed if line[:1].isalpha() for part in (line[3:].lower(), line[:2].lower())}
    for entry in filter(None, _MORE.split("|")):
        names |= dict.fromkeys(entry[3:].split(","), entry[:2])
    return names | _NAMES


_EVERY = _all_names()


@functools.lru_cache(maxsize=5_000)
def code_of(text: str) -> str:
    """ISO 3166 alpha-2 of a country's name or code; "" if it is none."""
    plain = unicodedata.normalize("NFKD", text.strip().lower().replace("ß", "ss"))
    return _EVERY.get("".join(c for c in plain if not unicodedata.combining(c)).removeprefix("the ").strip(), "")


def zone_of(country: str, region: str = "") -> str:
    """The IANA zone of a recipient's working hours; Berlin, our own, where nothing is known."""
    if country == "US":
        return _US_STATES.get(region.lower().replace(" ", ""), ZONES["US"])
    return ZONES.get(country, "Europe/Berlin")


def language_of(country: str, language: str = "") -> str:
    """The language we write in, de or en: the lead's own if it is one of them, else the country's."""
    stated = language.lower()[:2]
    if stated in ("de", "en"):
        return stated
    return LANGUAGES.get(country, "en")
