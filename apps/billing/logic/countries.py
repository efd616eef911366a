"""Country names to ISO 3166 codes, as they come out of address books and exports."""

from __future__ import annotations

_ISO_3166 = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE
GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM
KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH
SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG
VI VN VU WF WS YE YT ZA ZM ZW
"""
CODES = frozenset(_ISO_3166.split())
_NAMES = {
    "AE": "united arab emirates|uae|vereinigte arabische emirate",
    "AR": "argentina|argentinien",
    "AT": "austria|österreich|oesterreich",
    "AU": "australia|australien",
    "BE": "belgium|belgien|belgique|belgië",
    "BG": "bulgaria|bulgarien",
    "BR": "brazil|brasilien|brasil",
    "CA": "canada|kanada",
    "CH": "switzerland|schweiz|suisse|svizzera",
    "CL": "chile",
    "CN": "china",
    "CO": "colombia|kolumbien",
    "CY": "cyprus|zypern",
    "CZ": "czech republic|czechia|tschechien|tschechische republik",
    "DE": "germany|deutschland|federal republic of germany|bundesrepublik deutschland|allemagne",
    "DK": "denmark|dänemark|danmark",
    "EE": "estonia|estland",
    "EG": "egypt|ägypten",
    "ES": "spain|spanien|españa",
    "FI": "finland|finnland|suomi",
    "FR": "france|frankreich",
    "GB": "united kingdom|uk|great britain|england|scotland|wales|northern ireland|vereinigtes königreich|großbritannien",
    "GR": "greece|griechenland|el",
    "HK": "hong kong|hongkong",
    "HR": "croatia|kroatien",
    "HU": "hungary|ungarn",
    "ID": "indonesia|indonesien",
    "IE": "ireland|irland",
    "IL": "israel",
    "IN": "india|indien",
    "IS": "iceland|island",
    "IT": "italy|italien|italia",
    "JP": "japan",
    "KE": "kenya|kenia",
    "KR": "south korea|korea|südkorea|republic of korea",
    "LI": "liechtenstein",
    "LT": "lithuania|litauen",
    "LU": "luxembourg|luxemburg",
    "LV": "latvia|lettland",
    "MT": "malta",
    "MX": "mexico|mexiko|méxico",
    "MY": "malaysia",
    "NG": "nigeria",
    "NL": "netherlands|the netherlands|holland|niederlande|nederland",
    "NO": "norway|norwegen|norge",
    "NZ": "new zealand|neuseeland",
    "PH": "philippines|philippinen",
    "PL": "poland|polen|polska",
    "PT": "portugal",
    "RO": "romania|rumänien",
    "RS": "serbia|serbien",
    "SA": "saudi arabia|saudi-arabien",
    "SE": "sweden|schweden|sverige",
    "SG": "singapore|singapur",
    "SI": "slovenia|slowenien",
    "SK": "slovakia|slowakei",
    "TH": "thailand",
    "TR": "turkey|türkei|türkiye|turkiye",
    "UA": "ukraine",
    "US": "united states|united states of america|usa|u.s.|u.s.a.|vereinigte staaten",
    "VN": "vietnam",
    "ZA": "south africa|südafrika",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split("|")}


def code_of(country: str) -> str:
    """The ISO code of a country given as code or name; "" if it is not known."""
    text = " ".join(country.split())
    if text.upper() in CODES:
        return text.upper()
    return _BY_NAME.get(text.lower(), "")
