"""The law of cold business mail by country, as data: whether it asks for consent first, and what a mail must say.

The table says how the statutes read for a mail to a named person at a firm; it is no legal advice, and staff decide what is
enforced (setting `law_consent`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

_TABLE = """
DE|consent|UWG § 7(2) no. 2
AT|consent|TKG 2021 § 174(3)
CH|consent|UWG Art. 3(1)(o)
NL|consent|Telecommunicatiewet art. 11.7
BE|consent|CDE/WER art. XII.13
ES|consent|LSSI art. 21
IT|consent|Codice Privacy art. 130
PL|consent|Prawo komunikacji elektronicznej art. 398
DK|consent|Markedsføringsloven § 10
NO|consent|Markedsføringsloven § 15
CZ|consent|Act 480/2004 § 7
SK|consent|Act 452/2021 § 116
HU|consent|Act XLVIII of 2008 § 6
RO|consent|Law 506/2004 art. 12
GR|consent|Law 3471/2006 art. 11
CA|consent|CASL s. 6
AU|consent|Spam Act 2003 s. 16
NZ|consent|Unsolicited Electronic Messages Act 2007 s. 9
GB|opt-out|PECR reg. 22 (corporate subscribers)
IE|opt-out|S.I. 336/2011 reg. 13
FR|opt-out|CPCE art. L34-5
SE|opt-out|Marknadsföringslagen § 19
FI|opt-out|Act 917/2014 § 202
PT|opt-out|Law 41/2004 art. 13-A
LU|opt-out|Law of 30 May 2005 art. 11
US|opt-out|CAN-SPAM Act, 15 U.S.C. § 7704
SG|opt-out|Spam Control Act 2007
"""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A country's rule: `consent` if a first mail needs it, and the statute that says so."""

    country: str
    consent: bool
    statute: str


PROFILES: Mapping[str, Profile] = {
    code: Profile(country=code, consent=basis == "consent", statute=statute)
    for code, basis, statute in (line.split("|") for line in _TABLE.strip().splitlines())
}
_OBJECTION = {"de": "widersprechen", "en": "object"}


def refusal(country: str, *, consented: bool, enforced: Collection[str]) -> str:
    """Why a lead of this country must not be written to; "" if nothing stands against it. `enforced`: ISO codes where consent counts."""
    if consented or country not in enforced:
        return ""
    profile = PROFILES.get(country)
    return f"no consent on record: {country} asks for it" + (f" ({profile.statute})" if profile and profile.consent else "")


def missing_parts(
    text: str, *, first: bool, language: str, agency: str, postal_address: str, source: str, found_on: str, unsubscribe_url: str
) -> list[str]:
    """What the law asks for and the composed text does not say, in words; empty if it says everything."""
    wanted = [("who writes (agency_name)", agency), ("our postal address (agency_postal_address)", postal_address),
              ("the link to object", unsubscribe_url)]  # fmt: skip
    if first:
        wanted += [("the source of the data", source), ("the day they were found", found_on),
                   ("the notice of the right to object", _OBJECTION["de" if language == "de" else "en"])]  # fmt: skip
    return [name for name, part in wanted if not part.strip() or part not in text]
