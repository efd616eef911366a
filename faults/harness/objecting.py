"""People who objected, and the ways in which their addresses come in again; for `faults.suppressed`."""

from __future__ import annotations

import csv
import io
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.cam import models, services
from apps.cam.contracts import LeadIn, LegacyStop
from apps.cam.logic.addresses import legacy_digests
from apps.cam.services import ledger
from kernel import clock, mail, restored
from kernel.actors import worker
from kernel.db import atomic
from kernel.ids import new_id
from kernel.models import Mail
from kernel.testing import browser, staff

DAY = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
"""A Tuesday, inside the send window of all leads."""
DESK = staff("cam.view", "cam.write", "cam.send", "cam.privacy")
HEADER = [
    "First Name",
    "Last Name",
    "Title",
    "Company",
    "Email",
    "# Employees",
    "Industry",
    "Keywords",
    "Country",
    "Annual Revenue",
]
PLENTY = 1_000_000


def address(way: str, number: int) -> str:
    """The address that objected."""
    return f"{way}{number}@gmail.com" if way == "alias" else f"{way}{number}@{way}-firm{number}.example"


def spelt(way: str, number: int) -> str:
    """The address as it comes in."""
    return f"{way[0]}.{way[1:]}{number}+tag@googlemail.com" if way == "alias" else address(way, number).upper()


def _file(way: str, first: int, count: int, note: str = "") -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(HEADER)
    for n in range(first, first + count):
        rows.writerow([f"Given{way}{n}", f"Family{way}{n}", "Head of Marketing", f"Firm {way} {n}", spelt(way, n), 45,
                       "machinery",
                       f"trade show, hiring{note}", "Germany", "8000000"])  # fmt: skip
    return out.getvalue().encode()


def _import(way: str, count: int, campaign: Any, *, note: str = "") -> None:
    services.import_leads(actor=DESK, data=_file(way, 0, count, note), file_name=f"{way}{note}.csv", campaign_id=campaign.id)


def _campaign(name: str) -> Any:
    made = services.create_campaign(actor=DESK, name=name)
    return services.start_campaign(actor=DESK, campaign_id=made.id)


CAPS = ("per_minute", "per_hour", "per_day", "mailbox_per_minute", "mailbox_per_hour")


def prepare() -> None:
    """No cap holds back the attempts of people who objected: only their objection may."""
    with clock.frozen(DAY), atomic("cam"):
        models.Setting.objects.filter(name__in=CAPS).update(value=PLENTY)
        models.Mailbox.objects.update(daily_cap=PLENTY, warmup_start=PLENTY)


def come_in(*, way: str, count: int) -> int:
    """So many people object and come in by one way; returns how many."""
    with clock.frozen(DAY):
        campaign = _campaign(way)
        if way in ("door", "erased", "resumed"):
            _import(way, count, campaign)
        if way == "door":
            while services_send():
                pass
        if way == "resumed":
            services.pause_campaign(actor=DESK, campaign_id=campaign.id, reason="wait")
        _object(way, count)
        if way == "resumed":
            services.resume_campaign(actor=DESK, campaign_id=campaign.id)
        if way in ("file", "alias", "domain", "client", "hash", "erased"):
            _import(way, count, campaign, note=", again")
        if way == "api":
            for n in range(count):
                services.ingest(actor=DESK, lead=_lead(way, n), campaign_id=campaign.id, key=f"{way}{n}")
        if way == "plan":
            _import(way, count, campaign)
            with atomic("cam"):  # as if somebody had put them back
                models.Lead.objects.filter(campaign_id=campaign.id).update(status="NEW")
            for lead_id in models.Lead.objects.filter(campaign_id=campaign.id).values_list("pk", flat=True):
                services.create_plan(actor=DESK, lead_id=lead_id, campaign_id=campaign.id)
    return count


def services_send() -> int:
    """Hand due contacts to the door, a set at a time."""
    from apps.cam.services import outreach

    return outreach.send_due(actor=worker("cam"), limit=200)


def _lead(way: str, n: int) -> LeadIn:
    return LeadIn(
        email=spelt(way, n), first_name=f"Given{way}{n}", title="Head of Marketing", company=f"Firm {n}", employees=45,
        industry="machinery", country="DE", revenue=8_000_000, keywords="trade show, hiring, new website",
    )  # fmt: skip


def _object(way: str, count: int) -> None:
    if way in ("client", "hash"):
        from kernel.hiding import keyed_hash

        if way == "hash":
            stops = tuple(LegacyStop(digest=legacy_digests(address(way, n))[1], reason="objected") for n in range(count))
            services.import_legacy_stops(actor=worker("cam"), stops=stops)
            return
        client, now = new_id(), clock.now()
        with atomic("cam"):
            models.Suppression.objects.bulk_create(
                models.Suppression(kind="hash", value=keyed_hash(address(way, n)), client_id=client, reason="x", created_at=now)
                for n in range(count)
            )
        return
    erasing = range(min(count, 10)) if way == "erased" else ()
    for n in range(count):
        if n in erasing:
            services.erase_person(actor=DESK, address=address(way, n), reason="asked")
        elif way == "domain":
            services.suppress(actor=DESK, domain=address(way, n).split("@")[1], reason="objected")
        elif way in ("file", "api", "plan", "alias"):
            with atomic("cam"):
                ledger.add_suppression(address=address(way, n), reason="objected")
        else:
            services.suppress(actor=DESK, address=address(way, n), reason="objected")


def traces(*, count: int) -> int:
    """People who are written to, answer, and are erased; nothing may be left of them."""
    with clock.frozen(DAY):
        _import("trace", count, _campaign("traces"))
        while services_send() + mail.send_due(limit=200):
            pass
        folder = Path(settings.AICMO_MAIL_ROOT) / "in" / "new"
        folder.mkdir(parents=True, exist_ok=True)
        for n in range(count):
            text = f"From: {address('trace', n)}\r\nTo: us@aicmo.example\r\nSubject: Re\r\nMessage-ID: <t{n}@x.example>\r\n\r\n"
            (folder / f"t{n}.eml").write_text(text + "Yes, I am interested, please call me.\r\n")
        for _ in range(5):
            services.run_cycle(actor=worker("cam"))
        kept = models.InboundEmail.objects.filter(from_email__startswith="trace").count()
        for n in range(count):
            services.erase_person(actor=DESK, address=address("trace", n), reason="asked")
    return kept


def loops(*, count: int) -> int:
    """People whose answering machine answers each of our mails, six times; returns how many mails they had at most."""
    with clock.frozen(DAY):
        _import("loop", count, _campaign("loops"))
        for turn in range(6):
            work(seconds=0, day=0)
            boxes = sorted((Path(settings.AICMO_MAIL_ROOT) / "out").glob("loop*/new/*"))
            for number, path in enumerate(boxes):
                sender = path.parents[1].name
                text = (
                    f"From: {sender}\r\nTo: us@aicmo.example\r\nSubject: Automatic reply\r\nAuto-Submitted: auto-replied\r\n"
                    f"In-Reply-To: <{path.stem}>\r\nMessage-ID: <loop{turn}.{number}@x.example>\r\n\r\nI am away.\r\n"
                )
                (Path(settings.AICMO_MAIL_ROOT) / "in" / "new" / f"loop{turn}-{number}.eml").write_text(text)
    counts = [len(list(box.glob("new/*"))) for box in (Path(settings.AICMO_MAIL_ROOT) / "out").glob("loop*")]
    return max(counts, default=0)


def controls(*, count: int, per_day: int, per_box: int) -> int:
    """People who may be written to, more than a day's caps allow; the caps stand from now on. How many wait."""
    with clock.frozen(DAY + timedelta(days=1)):
        _import("ctrl", count, _campaign("controls"))
        with atomic("cam"):
            models.Setting.objects.filter(name="per_day").update(value=per_day)
            models.Mailbox.objects.update(daily_cap=per_box, warmup_start=per_box)
        return models.Attempt.objects.filter(state="pending", lead__email__startswith="ctrl").count()


def work(*, seconds: float, day: int) -> int:
    """A worker: contacts to the door, mails out, answers in, until nothing is due (and at least so long)."""
    handled, end = 0, time.monotonic() + seconds
    with clock.frozen(DAY + timedelta(days=day)):
        while True:
            done = services_send() + mail.send_due(limit=20)
            handled += done
            if not done and time.monotonic() > end:
                services.run_cycle(actor=worker("cam"))
                return handled


def stoppers(*, count: int) -> list[str]:
    """People whose mails lie at the door; their unsubscribe addresses."""
    from apps.cam.services.unsubscribe import url_for

    with clock.frozen(DAY):
        _import("stop", count, _campaign("stoppers"))
        while services_send():
            pass
        rows = Mail.objects.filter(state="pending", recipient__startswith="stop").values_list("key", flat=True)
        found = models.Attempt.objects.filter(pk__in=list(rows)).values_list("lead_id", "lead__email")
        return [[url_for(lead), to] for lead, to in found]


def unsubscribe(*, links: list[list[str]]) -> dict[str, float]:
    """Press the button of each link; when the POST was made, by address (seconds since the epoch)."""
    client, at = browser(), {}
    settings.ALLOWED_HOSTS = ["*"]
    for url, to in links:
        at[to] = time.time()
        answer = client.post("/" + url.split("/", 3)[3], {"List-Unsubscribe": "One-Click"})
        if answer.status_code != 200:
            raise RuntimeError(f"{url}: {answer.status_code}")
    return at


def waiting(*, count: int) -> int:
    """People whose mails lie at the door when the backup is made."""
    with clock.frozen(DAY):
        _import("backup", count, _campaign("backup"))
        while services_send():
            pass
    return count


def confirm() -> bool:
    """A person has looked at what left after the backup; whether anything was held."""
    from apps.orchestration import services as orchestration

    if held := restored.pending():
        orchestration.confirm_restore(actor=staff("orchestration.switch"), reason="compared", key=new_id().hex)
    return held
