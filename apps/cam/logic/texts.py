"""Mail texts: placeholders only, every one must have a value, nothing leaves with a gap."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apps.cam.contracts import MailHeld

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LEFTOVER = re.compile(
    r"\{\{?[^{}]*\}?\}|\[\[[^\]]*\]\]|%\w+%|<<[^>]*>>|\[(?:name|company|firma|vorname|first name)\]", re.IGNORECASE
)
VARIABLES = (
    "greeting",
    "first_name",
    "last_name",
    "company",
    "title",
    "industry",
    "city",
    "role_line",
    "sender",
    "agency",
    "personal_line",
)


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """What a text may say of a person: their own columns, and where and when those were found."""

    first_name: str
    last_name: str
    title: str
    company: str
    industry: str
    city: str
    source: str
    found_on: str
    language: str
    personal_line: str = ""


@dataclass(frozen=True, kw_only=True)
class House:
    """What a text says of us."""

    agency: str
    sender: str
    postal_address: str


def variables(to: Recipient, house: House) -> dict[str, str]:
    """The values of all placeholders; an empty one holds every mail that needs it."""
    german = to.language == "de"
    name = f"{to.first_name} {to.last_name}".strip()
    greeting = (
        (f"Guten Tag {name}," if name else "Guten Tag,") if german else (f"Hello {to.first_name}," if to.first_name else "Hello,")
    )
    role = ""
    if to.title and to.company:
        role = (
            f"ich schreibe Ihnen als {to.title} von {to.company}."
            if german
            else f"I am writing to you as {to.title} of {to.company}."
        )
    return {
        "greeting": greeting, "first_name": to.first_name, "last_name": to.last_name, "company": to.company, "title": to.title,
        "industry": to.industry, "city": to.city, "role_line": role, "sender": house.sender, "agency": house.agency,
        "personal_line": to.personal_line,
    }  # fmt: skip


def render(template: str, values: dict[str, str]) -> str:
    """The template with its placeholders filled; MailHeld names a placeholder that is unknown or has no value."""

    def value(match: re.Match) -> str:
        name = match[1]
        if name not in values:
            raise MailHeld(
                f"The text uses the unknown placeholder {{{name}}}.", field=name, remedy=f"Use one of {', '.join(VARIABLES)}."
            )
        if not values[name]:
            raise MailHeld(f"The lead has no value for {{{name}}}.", field=name, remedy="Fill it in, or use another text.")
        return values[name]

    text = _PLACEHOLDER.sub(value, template)
    # A lead's own column may look like a placeholder: it is held as well.
    if left := _LEFTOVER.search(text):
        raise MailHeld(f"“{left[0][:40]}” is left in the text.", field="text", remedy="Mend the text or the lead.")
    return text


def problems(template: str) -> list[str]:
    """What would hold every mail of this template, whoever it goes to: unknown placeholders and other gaps."""
    found = [f"{{{name}}} is no placeholder." for name in _PLACEHOLDER.findall(template) if name not in VARIABLES]
    rest = _PLACEHOLDER.sub("", template)
    found += [f"“{left[:40]}” would be left in the text." for left in _LEFTOVER.findall(rest)]
    if not found and ("{" in rest or "}" in rest):
        found.append("A brace is open or closed alone.")
    return list(dict.fromkeys(found))


def compose(subject: str, body: str, *, to: Recipient, house: House, first: bool, unsubscribe_url: str) -> tuple[str, str]:
    """Subject and full text: the body, then who writes, where the data comes from, and how to object."""
    values = variables(to, house)
    return render(
        subject, values
    ), f"{render(body, values).strip()}\n\n-- \n{footer(to, house, first=first, unsubscribe_url=unsubscribe_url)}"


def footer(to: Recipient, house: House, *, first: bool, unsubscribe_url: str) -> str:
    """The lines the law asks for; source of the data and the right to object stand in the first mail."""
    german = to.language == "de"
    lines = [f"{house.agency}, {house.postal_address}"]
    if first and german:
        lines.append(
            f"Ihre geschäftlichen Kontaktdaten stammen aus: {to.source} (Stand {to.found_on}). Wir verarbeiten sie auf Grundlage "
            "unseres berechtigten Interesses an geschäftlicher Ansprache. Sie können dem jederzeit widersprechen: eine kurze "
            "Antwort oder der folgende Link genügt, und wir schreiben Ihnen nicht mehr."
        )
    elif first:
        lines.append(
            f"We have your business contact details from: {to.source} (as of {to.found_on}). We use them on the basis of our "
            "legitimate interest in business contact. You may object at any time: a short reply or the link below is enough, "
            "and we will not write to you again."
        )
    lines.append(f"{'Keine weiteren Mails' if german else 'No more mails from us'}: {unsubscribe_url}")
    return "\n".join(lines)
