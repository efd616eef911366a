"""Searches: a job goes through its sources in order, page by page; each page is one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, fields, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.contracts import Criteria, Profile, ProfilePage, SourceOutcome
from apps.cam.logic import addresses, countries
from apps.cam.services.sources import spending
from kernel import claims, clock, http
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command, query
from kernel.errors import DomainError, InvalidInput, SwitchedOff
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import plain
from kernel.text import one_line

PORT = "cam.source"
MOST = 10_000
SOURCES_MOST = 10
LEASE_SECONDS = 180
_FITS = {"name": 200, "company": 200, "title": 200, "country": 80, "email": 320, "linkedin_url": 300, "ref": 500}


@command("cam", right="cam.write")
def create_discovery_job(
    *, actor: Actor, name: str, criteria: Criteria, sources: tuple[str, ...], cap_minor: int = 0, most: int = 500,
    campaign_id: UUID | None = None, key: str = "",
) -> contracts.DiscoveryJob:  # fmt: skip
    """Let the worker look for people; what it finds are profiles until somebody converts them.

    `cap_minor` is the most that the job may cost, in minor units; with 0 only free calls are made. InvalidInput names the field.
    """
    name = one_line(name, field="name", most=120)
    _check(criteria, sources, cap_minor, most)
    campaign = models.Campaign.objects.reach(actor, campaign_id) if campaign_id else None
    now = clock.now()
    purse = models.SourcePurse.objects.create(cap_minor=cap_minor, created_at=now)
    row = models.DiscoveryJob.objects.create(
        name=name, criteria=plain(criteria), sources=list(sources), campaign=campaign, purse=purse, most=most,
        created_by=actor.id, created_at=now, due_at=now,
    )  # fmt: skip
    audit(subject=row.id)
    return to_job(row)


@command("cam", right="cam.write")
def stop_discovery_job(*, actor: Actor, job_id: UUID, key: str = "") -> contracts.DiscoveryJob:
    """No further page is asked for; what was found stays. A job that ended stays as it is."""
    row = models.DiscoveryJob.objects.reach(actor, job_id, lock=True)
    if row.state == "pending":
        row.state, row.ended_at, row.lease_until = "stopped", clock.now(), None
        row.save(update_fields=["state", "ended_at", "lease_until"])
    audit(subject=row.id)
    return to_job(row)


@query("cam", right="cam.view")
def get_discovery_job(*, actor: Actor, job_id: UUID) -> contracts.DiscoveryJob:
    """One job; NotFound if the actor may not see it."""
    return to_job(models.DiscoveryJob.objects.reach(actor, job_id))


@query("cam", right="cam.view")
def list_discovery_jobs(
    *, actor: Actor, filter: contracts.JobFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.DiscoveryJob]:
    """Jobs, newest first."""
    rows = models.DiscoveryJob.objects.visible_to(actor).select_related("purse")
    if filter.state:
        rows = rows.filter(state=filter.state.value)
    return page(rows, to_job, order=order, allowed=("-created_at", "created_at"), cursor=cursor, limit=limit)


def run_discovery(*, actor: Actor, limit: int = 5) -> int:
    """Ask for one page of each due job; returns how many jobs were handled. For workers."""
    rows = claims.claim(models.DiscoveryJob, limit=limit, lease_seconds=LEASE_SECONDS)
    for row in rows:
        try:
            _go_on(actor, row)
        except claims.LostLease:
            continue  # stopped by a person, or another worker's now
    return len(rows)


def _go_on(actor: Actor, row: models.DiscoveryJob) -> None:
    """One page of the job's present source, stored; a failure is retried, and at last the next source takes its turn."""
    step = {"actor": actor, "job_id": row.id, "token": row.token, "cursor": row.cursor, "position": row.position}
    try:
        adapter = spending.named(PORT, row.sources[row.position])
        criteria = to_criteria(row.criteria)
        store_page(**step, found=spending.call(actor, adapter, row.purse_id, lambda: adapter.search(criteria, row.cursor)))
    except SwitchedOff as error:
        claims.hold_back(row, error.detail)
    except claims.LostLease:
        raise
    except Exception as error:
        if spending.may_try_again(error) and row.attempt < row.MAX_ATTEMPTS:
            claims.fail(row, spending.sentence(error), seconds=getattr(error, "seconds", 0))
        else:
            end_source(**step, error=spending.sentence(error))


@command("cam", right=INTERNAL)
def store_page(*, actor: Actor, job_id: UUID, token: int, cursor: str, position: int, found: ProfilePage) -> None:
    """Store a page of profiles; each person once in a job. LostLease if the job has moved on since the page was asked for."""
    row = _held(job_id, token, cursor, position)
    criteria, now = to_criteria(row.criteria), clock.now()
    fitting, left_out = [], []
    for profile in map(tidy, found.profiles):
        reason = _unfit(profile, criteria)
        (left_out if reason else fitting).append(profile)
    made = {identity: p for p in fitting if (identity := identity_of(p))}
    known = set(row.profiles.filter(identity__in=list(made)).values_list("identity", flat=True))
    new = [p for identity, p in made.items() if identity not in known][: max(row.most - row.found, 0)]
    source = row.sources[position]
    models.DiscoveredProfile.objects.bulk_create([_row_of(p, row, source, now) for p in new])
    row.found += len(new)
    _tell(row, source, found=len(new), left_out=len(found.profiles) - len(new), notes=found.notes)
    row.cursor = found.next_cursor
    if not row.cursor:
        row.position += 1
    _settle(row, full=row.found >= row.most)


@command("cam", right=INTERNAL)
def end_source(*, actor: Actor, job_id: UUID, token: int, cursor: str, position: int, error: str) -> None:
    """This source is done with, for the reason given; the next one begins."""
    row = _held(job_id, token, cursor, position)
    _tell(row, row.sources[position], error=error)
    row.position, row.cursor = row.position + 1, ""
    _settle(row, full=False)


def _settle(row: models.DiscoveryJob, *, full: bool) -> None:
    """Go on later, or end: dead only if no source answered at all."""
    moved = {"position": row.position, "cursor": row.cursor, "found": row.found, "outcomes": row.outcomes, "attempt": 0}
    if row.position < len(row.sources) and not full:
        claims.settle(row, state="pending", due_at=clock.now(), retry_at=None, **moved)
        return
    failures = [f"{o['source']}: {o['error']}" for o in row.outcomes if o["error"]]
    failed = len(failures) == len(row.outcomes)
    claims.settle(row, state="dead" if failed else "done", ended_at=clock.now(), **moved)
    if failures:
        models.DiscoveryJob.objects.filter(pk=row.pk).update(last_error="; ".join(failures)[:4000])


def _held(job_id: UUID, token: int, cursor: str, position: int) -> models.DiscoveryJob:
    row = models.DiscoveryJob.objects.select_for_update(of=("self",)).get(pk=job_id)
    if row.token != token or row.state != "pending" or (row.cursor, row.position) != (cursor, position):
        raise claims.LostLease(f"discovery job {job_id} has moved on")
    return row


def _tell(
    row: models.DiscoveryJob, source: str, *, found: int = 0, left_out: int = 0, error: str = "", notes: tuple[str, ...] = ()
) -> None:
    """Add to what the source has brought so far."""
    at = row.position
    while len(row.outcomes) <= at:
        row.outcomes.append({"source": source, "found": 0, "left_out": 0, "error": "", "notes": []})
    told = row.outcomes[at]
    told["found"] += found
    told["left_out"] += left_out
    told["error"] = error[:500]
    told["notes"] = [*told["notes"], *(note[:300] for note in notes)][:100]


def _unfit(profile: Profile, criteria: Criteria) -> str:
    """Why a profile is left out; what the source does not tell leaves nobody out."""
    if criteria.min_followers is not None and profile.followers is not None and profile.followers < criteria.min_followers:
        return "followers"
    if profile.active_on is not None and profile.active_on < clock.today() - timedelta(days=criteria.recent_days):
        return "silent"
    return "" if identity_of(profile) else "nameless"


def tidy(profile: Profile) -> Profile:
    """The profile with its address, LinkedIn URL and country in their normal form; "" for an address that is none."""
    path = addresses.linkedin_path(profile.linkedin_url)
    return replace(
        profile, email=addresses.normalise(profile.email), linkedin_url=f"https://www.linkedin.com/{path}" if path else "",
        country=countries.code_of(profile.country) or profile.country,
    )  # fmt: skip


def identity_of(profile: Profile) -> str:
    """Who a profile is within a job: mailbox, else LinkedIn path, else name and firm; "" if it names nobody."""
    email = addresses.normalise(profile.email) if profile.email else ""
    if email or addresses.linkedin_path(profile.linkedin_url):
        return addresses.identity_hash(email, profile.linkedin_url)
    name = " ".join(f"{profile.first_name} {profile.last_name}".lower().split())
    firm = addresses.domain_of(profile.website) or " ".join(profile.company.lower().split())
    return hashlib.sha256(f"{name}\n{firm}".encode()).hexdigest() if name and firm else ""


def _row_of(profile: Profile, job: models.DiscoveryJob, source: str, now: Any) -> models.DiscoveredProfile:
    values = {name: getattr(profile, name, "")[:most] for name, most in _FITS.items() if name != "name"}
    facts = {k: v for k, v in plain(asdict(profile)).items() if v not in ("", None) and k not in ("ref", "confidence")}
    return models.DiscoveredProfile(
        job=job, source=source, identity=identity_of(profile), confidence=profile.confidence, facts=facts, created_at=now,
        name=f"{profile.first_name} {profile.last_name}".strip()[:200], **values,
    )  # fmt: skip


def _check(criteria: Criteria, sources: tuple[str, ...], cap_minor: int, most: int) -> None:
    """InvalidInput for what no job could work with."""
    here = [adapter.name for adapter in spending.adapters(PORT)]
    if not sources or len(sources) > SOURCES_MOST or len(set(sources)) != len(sources):
        raise InvalidInput("Name the sources to ask, each once.", field="sources", remedy=f"There are {', '.join(here)}.")
    if unknown := [name for name in sources if name not in here]:
        raise InvalidInput(f"There is no source “{unknown[0][:40]}”.", field="sources", remedy=f"There are {', '.join(here)}.")
    if not 1 <= most <= MOST:
        raise InvalidInput(f"A job finds 1 to {MOST:,} profiles.", field="most")
    if not 0 <= cap_minor <= 10**9:
        raise InvalidInput("The cost cap is 0 or more, in minor units.", field="cap_minor")
    if not 1 <= criteria.recent_days <= 3650:
        raise InvalidInput("The days are 1 to 3650.", field="recent_days")
    if criteria.min_followers is not None and criteria.min_followers < 0:
        raise InvalidInput("The least number of followers is 0 or more.", field="min_followers")
    for name in ("keywords", "location", "role"):
        if len(getattr(criteria, name)) > 300:
            raise InvalidInput("This has more than 300 characters.", field=name)
    if len(criteria.websites) > 500 or len(criteria.people) > 200_000:
        raise InvalidInput("That is too much for one job.", field="websites" if criteria.websites else "people")
    for website in criteria.websites:
        try:
            http.check_form(website if "://" in website else f"https://{website}")
        except DomainError as error:
            raise InvalidInput(f"“{website[:80]}”: {error.detail}", field="websites", remedy=error.remedy) from error


@query("cam", right="cam.view")
def list_sources(*, actor: Actor) -> tuple[str, ...]:
    """Names of the sources that this installation has, in the order in which they are best asked."""
    return tuple(adapter.name for adapter in spending.adapters(PORT))


def to_criteria(stored: dict[str, Any]) -> Criteria:
    """The criteria of a stored job."""
    known = {f.name for f in fields(Criteria)}
    values = {k: v for k, v in stored.items() if k in known}
    return Criteria(**values | {"websites": tuple(values.get("websites", ()))})


def to_job(row: models.DiscoveryJob) -> contracts.DiscoveryJob:
    """A job as it is told outside."""
    return contracts.DiscoveryJob(
        id=row.id, name=row.name, state=contracts.JobState(row.state), sources=tuple(row.sources),
        criteria=to_criteria(row.criteria), campaign_id=row.campaign_id, most=row.most, found=row.found,
        converted=row.profiles.filter(state="converted").count(), rejected=row.profiles.filter(state="rejected").count(),
        cost_minor=row.purse.spent_minor, cap_minor=row.purse.cap_minor,
        outcomes=tuple(SourceOutcome(**{**o, "notes": tuple(o["notes"])}) for o in row.outcomes),
        error=row.last_error, created_at=row.created_at, ended_at=row.ended_at,
    )  # fmt: skip
