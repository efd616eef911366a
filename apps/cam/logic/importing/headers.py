"""What a column's header says: words of five languages and six exporters for our fields, and columns about somebody else."""

from __future__ import annotations

import re
import unicodedata

FIELDS: dict[str, tuple[str, ...]] = {
    "email": (),
    "email_private": (),
    "linkedin_url": ("default profile url", "linkedin profile url", "linkedin url", "linkedin", "linkedin profile", "profile url",
                     "linkedin bio", "linkedin link", "profile link", "public profile url", "linkedin profil", "profil linkedin",
                     "perfil de linkedin", "perfil linkedin", "sales navigator url", "linkedin sales navigator url"),
    "full_name": ("full name", "fullname", "name", "contact name", "contact full name", "vollstandiger name", "nom complet",
                  "nombre completo", "nombre y apellidos", "vor und nachname", "contact", "contact person", "ansprechpartner",
                  "kontaktperson", "kontakt", "interlocuteur", "nom du contact", "nom et prenom", "prenom et nom", "lead", "person", "naam"),
    "first_name": ("first name", "firstname", "first", "given name", "forename", "vorname", "prenom", "nombre", "nombre de pila",
                   "voornaam", "nome"),
    "last_name": ("last name", "lastname", "last", "surname", "family name", "nachname", "familienname", "zuname", "nom de famille",
                  "nom", "apellidos", "apellido", "achternaam", "cognome"),
    "title": ("job title", "jobtitle", "current job title", "current title", "current job", "position", "job position", "role", "job role",
              "job function", "occupation", "berufsbezeichnung", "stellenbezeichnung", "jobtitel", "funktion", "poste",
              "intitule du poste", "fonction", "cargo", "puesto", "puesto de trabajo", "functie", "rolle", "title", "titel",
              "headline", "designation", "organization title"),
    "seniority": ("seniority", "seniority level", "management level", "employment seniority"),
    "company": ("company", "company name", "companyname", "company account", "account name", "organization", "organisation",
                "organization name", "organisation name", "associated company", "current company", "employer", "business name",
                "firma", "firmenname", "unternehmen", "unternehmensname", "name des unternehmens", "arbeitgeber", "societe",
                "nom de la societe", "nom de l entreprise", "raison sociale", "entreprise", "empresa", "nombre de la empresa",
                "nombre de empresa", "compania", "razon social", "bedrijf", "bedrijfsnaam", "organisatie", "azienda", "account",
                "company name for emails", "associated company primary", "primary associated company", "compte"),
    "website": ("website", "company website", "website url", "company website url", "company url", "regular company url", "web",
                "homepage", "webseite", "website des unternehmens", "internetseite", "internet", "site web", "site internet",
                "sitio web", "pagina web", "web site", "company domain name", "company domain", "domain", "domain name",
                "organization website", "account website", "webadresse", "url", "www", "web page", "webpage"),
    "industry": ("industry", "company industry", "branche", "industrie", "secteur", "secteur d activite", "sector",
                 "sector industrial", "industria", "organization industry", "account industry", "sector de actividad", "sektor"),
    "keywords": ("keywords", "company keywords", "technologies", "tags", "signals", "notes", "schlagworte"),
    "employees": ("employees", "number of employees", "no of employees", "employee count", "company employee count",
                  "company number of employees", "num employees", "employee size", "employee range", "company size",
                  "company headcount", "headcount", "size", "mitarbeiter", "anzahl mitarbeiter", "anzahl der mitarbeiter",
                  "mitarbeiterzahl", "mitarbeiteranzahl", "unternehmensgrosse", "beschaftigte", "effectif", "effectifs",
                  "nombre d employes", "nombre de salaries", "nb employes", "nb d employes", "salaries", "taille de l entreprise",
                  "empleados", "numero de empleados", "n de empleados", "no de empleados", "tamano de la empresa", "medewerkers",
                  "aantal medewerkers", "organization number of employees", "company staff count", "staff"),
    "revenue": ("annual revenue", "revenue", "company revenue", "turnover", "umsatz", "jahresumsatz", "chiffre d affaires",
                "company annual revenue", "ingresos", "facturacion", "omzet", "chiffre d affaires annuel", "ingresos anuales"),
    "city": ("city", "person city", "mailing city", "ort", "stadt", "wohnort", "ville", "ciudad", "town", "plaats", "localidad"),
    "region": ("state", "state region", "state province", "mailing state province", "region", "province", "county", "bundesland"),
    "country": ("country", "country region", "person country", "mailing country", "country territory", "business country region", "country of address", "organization country", "country code", "land",
                "pays", "pays region", "pais", "pais region", "land region", "billing country", "nation", "paese"),
    "location": ("location", "person location", "geography", "standort", "ubicacion", "localisation", "lieu", "adresse", "address",
                 "person address", "postal address", "company location"),
    "language": ("language", "preferred language", "sprache", "langue", "idioma"),
    "phone": ("work direct phone", "phone", "phone number", "mobile phone", "corporate phone", "telefon", "direct phone", "tel",
              "telefonnummer", "telephone", "telefono", "phone work", "mobile", "business phone"),
    "email_status": ("email status", "email verification", "email verification status", "email validity", "email confidence status",
                     "email quality"),
    "opted_out": (),
    "status": ("status", "lead status", "contact status", "stage", "contact stage", "lead stage", "prospect status", "statut",
               "estado", "label", "labels", "marketing status", "marketing email status", "marketing contact status", "consent",
               "subscription status", "subscriber status", "email marketing status", "email consent", "consent status", "gdpr",
               "gdpr status", "gdpr consent", "dsgvo", "einwilligung", "einwilligungsstatus", "rgpd", "email subscription status"),
    "is_private": (),
}  # fmt: skip
"""Our field → headers that mean it, the best first, as `key_of` writes them. What is empty is told by rules below."""

SOMEBODY_ELSE = re.compile(
    r"\b(owner|owned|secondary|tertiary|signature|signatur|unterschrift|alternat\w*|additional|other|assistant|assistenz|sekretariat"
    r"|cc|bcc|manager|supervisor|reports|created|creator|modified|updated|added|referr\w*|sender|absender|sdr|rep|our|user|account "
    r"executive|besitzer|\w*inhaber\w*|zustandig\w*|verantwortlich\w*|betreuer|bearbeiter\w*|zweite\w*|weitere\w*|propri?etaire"
    r"|secondaire|autre|assistante?|propietario|secundari[oa]|alternativ[oa]|asistente|otro|responsable|commercial|eigenaar|eigentumer"
    r"|vertriebler|vendedor|billing|invoice|rechnung\w*|support|spouse)\b"
)
"""Words of columns about somebody else, or about the lead only in the second place: never read, whatever they hold."""
_TWO = re.compile(r"\b[2-9]\b")
_EMAIL = re.compile(
    r"\b(\w*emails?|mails?|\w*emailadress\w*|mailadress\w*|emailadres|courriel|mel|correo|corre[oi] electronic[oi])\b"
)
_ABOUT_EMAIL = re.compile(
    r"\b(status|source|verif\w*|valid\w*|confidence|confirm\w*|opt\w*|out|unsubscri\w*|subscri\w*|bounc\w*|sent|send\w*|open\w*|click\w*"
    r"|date|datum|count|number|anzahl|last|domain|subject|betreff|template|type|typ|campaign|consent|quality|score|provider|host"
    r"|marketing|reason|check\w*|repl\w*|lists?|newsletter|deliver\w*|hash|md5|catch\w*|result|reachable|permission|prefer\w*|sequence"
    r"|engage\w*|recent\w*|hard|format|language|member\w*|eligib\w*|ineligible|for emails|name|street|city|stop|do not|no|nicht|ne pas"
    r"|label|display|lawful|legal|reach|tracking|first|time|zugestellt|geoffnet)\b"
)
_PRIVATE = re.compile(r"\b(personal|private|privat\w*|privee?|prive|perso|personnel\w*|home|particular|personlich\w*|hogar)\b")
_WORK = re.compile(
    r"\b(work|business|professional|corporate|geschaft\w*|dienst\w*|beruf\w*|arbeit\w*|pro|professionnel\w*|profesional|trabajo"
    r"|laboral|office|zakelijk\w*|primary)\b"
)
_FIRM = re.compile(
    r"\b(compan\w*|organi[sz]ation|account|firm\w*|unternehmen\w*|entreprise|societe|empresa|general|allgemein\w*)\b"
)
_OPTED_OUT = re.compile(
    r"\b(opt\w* ?out\w*|opted ?out|unsubscri\w*|unsub|do not (?:contact|e?mail)|don t contact|dnc|no contact|never contact"
    r"|abgemeldet|abmeldung|werbesperre|werbeverbot"
    r"|\w*widerspr\w*|nicht kontaktieren|nicht anschreiben|kontaktsperre|kein kontakt|keine werbung|mailsperre|desabonn\w*|desinscri\w*"
    r"|opposition|ne pas contacter|baja|no contactar|no molestar|no desea|subscribed"
    r"|blacklist\w*|suppress\w*|blocked|gesperrt|afgemeld|uitgeschreven|objection|objected|robinson\w*)\b"
)
_NOT_MAIL = re.compile(r"\b(newsletter subscribed|call|phone|telefon|anruf\w*|fax|sms|link|url|reason|grund|source|text)\b")
SUBSCRIBED = re.compile(r"\bsubscribed\b")
"""A column where a no is what is a yes in the others."""
_OF_THE_DEAL = frozenset({"lead title", "deal title", "lead name", "lead label", "person id"})
_PREFIXES = ("person ", "contact ", "lead ", "prospect ", "people ", "kontakt ", "member ", "mailing ", "current ")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Za-z]{3})(?=\d)")
_RANKS = {name: (field, rank) for field, names in FIELDS.items() for rank, name in enumerate(names)}


def key_of(header: str) -> str:
    """A header as it is compared: lower-case words without accents and signs; `eMail`, `E-Mail` and `e_mail` are one."""
    text = unicodedata.normalize("NFKD", header.replace("﻿", "").replace("ß", "ss"))
    text = _WORDS.sub(" ", "".join(c for c in text if not unicodedata.combining(c)))
    text = re.sub(r"[\W_]+", " ", text.lower()).strip()
    return re.sub(r"\be mail", "email", text).replace("linked in", "linkedin").replace("hub spot", "hubspot")


def meaning(key: str) -> tuple[str, int] | None:
    """The field that a header's key means and its rank among the headers of that field, 0 the best; None if none is known."""
    if not key:
        return None
    if _OPTED_OUT.search(key) and not _NOT_MAIL.search(key):
        return ("opted_out", 0)
    if SOMEBODY_ELSE.search(key):
        return None
    if key in _RANKS:
        return _RANKS[key]
    if _EMAIL.search(key):
        return _email(key)
    if "linkedin" in key and not _FIRM.search(key) and not re.search(r"\b(id|headline|bio|connections?|followers?|count)\b", key):
        return None if _TWO.search(key) else ("linkedin_url", len(FIELDS["linkedin_url"]))
    bare = next((key.removeprefix(p) for p in _PREFIXES if key.startswith(p)), "")
    found = _RANKS.get(bare) if key not in _OF_THE_DEAL else None
    return (found[0], found[1] + 100) if found else None


def _email(key: str) -> tuple[str, int] | None:
    if _ABOUT_EMAIL.search(_EMAIL.sub(" ", key).replace("correo", " ")) or _TWO.search(key):
        return None
    if _PRIVATE.search(key):
        return ("email_private", 0)
    if _WORK.search(key):
        return ("email", 0)
    return ("email", 2 if _FIRM.search(key) else 1)
