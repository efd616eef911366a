"""The demo agency: one staff user per role, a mailing campaign, and the imported leads."""

from __future__ import annotations

from pathlib import Path

from apps.cam import services as cam
from apps.cam.contracts import FileAlreadyImported, ImportReport
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import Actor, worker
from kernel.errors import NotFound

STAFF = (
    (Role.OWNER, "Olivia Berg", "owner@aicmo.example"),
    (Role.ACCOUNT_MANAGER, "Amir Nasser", "account@aicmo.example"),
    (Role.STRATEGIST, "Stella Wirth", "strategist@aicmo.example"),
    (Role.CREATIVE, "Carl Lindgren", "creative@aicmo.example"),
    (Role.QC, "Quentin Marsh", "qc@aicmo.example"),
    (Role.FINANCE, "Fatima Rossi", "finance@aicmo.example"),
    (Role.READ_ONLY, "Rita Holm", "reader@aicmo.example"),
)
CAMPAIGN = "Spring outreach"


def open_agency(password: str) -> None:
    """Make the staff users, those that are missing."""
    for role, name, email in STAFF:
        if _known(email):
            continue
        if role is Role.OWNER:
            identity.create_owner(actor=worker("identity"), email=email, name=name, password=password, key=f"demo:{email}")
            continue
        identity.create_staff(actor=actor(Role.OWNER), email=email, name=name, role=role, password=password, key=f"demo:{email}")


def actor(role: Role) -> Actor:
    """The actor of the demo's staff user of this role."""
    return identity.actor_for_email(email=next(email for r, _, email in STAFF if r is role))


def import_leads(path: Path) -> ImportReport | None:
    """Import the file into the demo's campaign and start it; None if this very file was imported before."""
    manager = actor(Role.ACCOUNT_MANAGER)
    campaign = cam.create_campaign(actor=manager, name=CAMPAIGN, key="demo:campaign")
    try:
        report = cam.import_leads(
            actor=manager, data=path.read_bytes(), file_name=path.name, campaign_id=campaign.id, key=f"demo:import:{path.name}"
        )
    except FileAlreadyImported:
        report = None
    cam.start_campaign(actor=manager, campaign_id=campaign.id, key="demo:start")
    return report


def _known(email: str) -> bool:
    try:
        identity.actor_for_email(email=email)
    except NotFound:
        return False
    return True
