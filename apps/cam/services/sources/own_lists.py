"""Sources that need nobody else: a file of people, and people written down by hand."""

from __future__ import annotations

from dataclasses import fields

from apps.cam.contracts import Criteria, Profile, ProfilePage, ProviderFailed, UnreadableFile
from apps.cam.logic import addresses, importing
from kernel import files
from kernel.errors import NotFound
from kernel.text import counted

PER_PAGE = 200
_FIELDS = tuple(f.name for f in fields(Profile) if f.name not in ("followers", "active_on", "ref", "confidence"))


class FileSource:
    """A CSV or XLSX file, read as an import reads it; its rows stay profiles until somebody converts them."""

    name = "file"
    act = "read"
    credits = 0

    def search(self, criteria: Criteria, cursor: str) -> ProfilePage:
        """Two hundred rows; the cursor counts them. Rows that an import would refuse are left out, and the notes say how many."""
        if not criteria.file_sha256:
            return ProfilePage(profiles=(), notes=("the job names no file",))
        try:
            table = importing.read_table(files.get("cam", criteria.file_sha256), criteria.file_name or "people.csv")
            header = importing.find_header(table.rows, mapping=None, file_name=criteria.file_name)
        except (UnreadableFile, NotFound) as error:
            raise ProviderFailed(f"“{criteria.file_name}”: {error.detail}", again=False, charged=False) from error
        rows = importing.parse_rows(table, header, source=f"file “{criteria.file_name}”"[:200])
        good = [row for row in rows if row.lead is not None and row.duplicate_of is None]
        start = int(cursor or 0)
        taken = good[start : start + PER_PAGE]
        following = start + PER_PAGE
        refused = len(rows) - len(good)
        notes = (f"{counted(refused, 'row')} of “{criteria.file_name}” refused or repeated",) if refused and not start else ()
        return ProfilePage(
            profiles=tuple(
                Profile(**{n: getattr(row.lead, n) for n in _FIELDS}, ref=f"{criteria.file_name}, row {row.row}", confidence=0.6)
                for row in taken
            ),
            next_cursor=str(following) if following < len(good) else "", notes=notes,
        )  # fmt: skip


class ManualSource:
    """People written down by staff, one a line: name; company; title; address or LinkedIn URL."""

    name = "manual"
    act = "read"
    credits = 0

    def search(self, criteria: Criteria, cursor: str) -> ProfilePage:
        """All of them at once."""
        found, notes = [], []
        for line, text in enumerate(criteria.people.splitlines()[:1000], 1):
            if not text.strip():
                continue
            profile = _written(text, line)
            if profile is None:
                notes.append(f"line {line} names no address and no LinkedIn profile")
            else:
                found.append(profile)
        return ProfilePage(profiles=tuple(found), notes=tuple(notes))


def _written(text: str, line: int) -> Profile | None:
    parts = [part.strip() for part in text.split(";")]
    path = next((p for p in map(addresses.linkedin_path, parts) if p), "")
    email = next(iter(addresses.addresses_in(text)), "")
    if not (path or email):
        return None
    words = [p for p in parts if not addresses.linkedin_path(p) and "@" not in p]
    name, company, title = [*words, "", "", ""][:3]
    first, _, last = name.partition(" ")
    return Profile(
        email=email, linkedin_url=f"https://www.linkedin.com/{path}" if path else "", first_name=first[:80], last_name=last[:80],
        company=company[:160], title=title[:160], ref=f"written by hand, line {line}", confidence=0.9,
    )  # fmt: skip
