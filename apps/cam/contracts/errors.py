"""What cam could not do."""

from __future__ import annotations

from apps.cam.contracts.sequences import SequenceIssue
from kernel.errors import Conflict, InvalidInput


class UnreadableFile(InvalidInput):
    """The file is not a table of leads: empty, encrypted, binary, or without a usable header; `code` names which."""

    title = "The file could not be read"

    def __init__(self, detail: str = "", *, field: str = "file", remedy: str = "", code: str = "unreadable_file") -> None:
        super().__init__(detail, field=field, remedy=remedy)
        self.code = code


class UnknownColumns(UnreadableFile):
    """No column is known to hold e-mail addresses or profiles: `columns` are the file's, `mapping` what was recognised."""

    title = "The columns are not known"

    def __init__(self, detail: str, *, columns: tuple[str, ...], mapping: dict[str, str], remedy: str) -> None:
        super().__init__(detail, remedy=remedy, code="unknown_columns")
        self.columns, self.mapping = columns, mapping


class FileAlreadyImported(Conflict):
    """Exactly these bytes were imported before."""

    title = "This file was imported before"


class CampaignClosed(Conflict):
    """The campaign's state does not allow this."""

    title = "The campaign does not allow this now"


class LeadNotInterested(Conflict):
    """A deal needs a lead that said yes."""

    title = "This lead has not said yes"


class DealExists(Conflict):
    """The lead has a deal already."""

    title = "There is a deal with this lead already"


class ReviewClosed(Conflict):
    """Somebody decided this review item already."""

    title = "This item was decided already"


class MailHeld(Conflict):
    """A mail text lacks a fact it needs; it must not leave with a gap."""

    title = "The mail lacks a fact it needs"


class AnswerRefused(Conflict):
    """An answer may not leave, or has left already."""

    title = "This answer cannot be sent"


class NotUndoable(Conflict):
    """What was decided cannot be taken back with one key; the remedy says what can be done."""

    title = "This cannot be undone"


class DomainNotReady(Conflict):
    """A sending domain's SPF, DKIM or DMARC was not seen to be in order."""

    title = "A sending domain is not ready for live mail"


class SequenceInvalid(InvalidInput):
    """A sequence was not saved: `issues` name step, language, variant, field and remedy of everything that is wrong."""

    title = "The sequence has mistakes"

    def __init__(self, issues: tuple[SequenceIssue, ...]) -> None:
        first = issues[0]
        more = f" And {len(issues) - 1} more." if len(issues) > 1 else ""
        super().__init__(f"{first.place}: {first.text}{more}", field=first.field, remedy=first.remedy)
        self.issues = issues


class ContactsWaiting(Conflict):
    """A step is to be deleted for which contacts wait; somebody has to say what becomes of them."""

    title = "Contacts wait for a step that would be deleted"
