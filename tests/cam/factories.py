"""Own rows, files and mails for the tests of cam."""

from __future__ import annotations

import csv
import email
import io
from email.message import EmailMessage
from email.policy import SMTP, default

from apps.cam import services
from apps.cam.contracts import AttemptFilter, AttemptStatus, Campaign, Lead, LeadFilter
from kernel.testing import staff

HEADER = ["First Name", "Last Name", "Title", "Company", "Company Name for Emails", "Email", "Email Status", "Seniority",
          "# Employees", "Industry", "Keywords", "Person Linkedin Url", "Website", "City", "State", "Country", "Annual Revenue"]  # fmt: skip  # noqa: E501
GOOD = {
    "First Name": "Ada", "Last Name": "Berg", "Title": "Head of Marketing", "Company": "Nordwind GmbH",
    "Email": "ada.berg@nordwind.example", "Email Status": "Verified", "Seniority": "Head", "# Employees": "45",
    "Industry": "machinery", "Keywords": "trade show, hiring, new website", "Website": "https://nordwind.example",
    "City": "Bremen", "Country": "Germany", "Annual Revenue": "8000000",
}  # fmt: skip


def agent():
    """A staff actor who may do everything of cam."""
    return staff("cam.view", "cam.write", "cam.send")


def row(**changes: str) -> dict[str, str]:
    """A good row of an Apollo export, with changes by header (underscores for blanks)."""
    return GOOD | {k.replace("_", " "): v for k, v in changes.items()}


def person(number: int, **changes: str) -> dict[str, str]:
    """Another good row: person and firm number so-and-so."""
    return row(First_Name=f"Ann{number}", Email=f"ann{number}@firm{number}.example", Company=f"Firm {number}") | {
        k.replace("_", " "): v for k, v in changes.items()
    }


def table(
    *rows: dict[str, str] | list[str], header: list[str] | None = None, delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    """A CSV file of rows by header; a list stands for raw cells."""
    header, out = header or HEADER, io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    for item in rows:
        writer.writerow(item if isinstance(item, list) else [item.get(h, "") for h in header])
    return out.getvalue().encode(encoding)


def running_campaign(*rows: dict[str, str], name: str = "Spring", **more: object) -> Campaign:
    """A running campaign with the leads of these rows."""
    actor = agent()
    campaign = services.create_campaign(actor=actor, name=name, **more)
    services.import_leads(actor=actor, data=table(*rows), file_name="leads.csv", campaign_id=campaign.id)
    return services.start_campaign(actor=actor, campaign_id=campaign.id)


def the_lead(text: str = "") -> Lead:
    """The one lead, or the one that the text finds."""
    (found,) = services.list_leads(actor=agent(), filter=LeadFilter(text=text)).items
    return found


def answer(
    text: str,
    *,
    to: bytes | None = None,
    sender: str = "ada.berg@nordwind.example",
    subject: str = "Re: Marketing",
    **headers: str,
) -> bytes:
    """A raw answer to one of our mails (its raw bytes)."""
    import email

    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, "outreach@aicmo.example", subject
    message["Message-ID"] = f"<{abs(hash((text, sender, subject)))}@theirs.example>"
    if to is not None:
        message["In-Reply-To"] = str(email.message_from_bytes(to)["Message-ID"])
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def sent(harness, number: int = 0):
    """A mail that left, parsed; the first if no number is given."""
    return email.message_from_bytes(harness.mails.delivered[number][1], policy=default)


def reasons(**filter: object) -> list[str]:
    """Why contacts were skipped."""
    found = services.list_attempts(actor=agent(), filter=AttemptFilter(status=AttemptStatus.SKIPPED, **filter)).items
    return [a.reason for a in found]
