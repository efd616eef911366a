"""Errors that every door speaks. Each says what could not be done, names the field and what to do about it."""


class DomainError(Exception):
    """Base: something a caller can understand and act on; rendered as RFC 9457 problem+json by the API.

    `status` is the HTTP status the API answers; `field` names the input at fault, "" when there is none.
    """

    status = 400
    title = "The request could not be carried out"

    def __init__(self, detail: str = "", *, field: str = "", remedy: str = "") -> None:
        self.detail = detail or self.title
        self.field = field
        self.remedy = remedy
        super().__init__(self.detail)


class InvalidInput(DomainError):
    """An argument, cell or field has a value that cannot be used."""

    status = 400
    title = "The input is not valid"


class NotFound(DomainError):
    """No such object, or none that this actor may see: the two answer alike."""

    status = 404
    title = "Not found"


class Forbidden(DomainError):
    """The actor lacks the right that the verb needs."""

    status = 403
    title = "Not allowed"


class Conflict(DomainError):
    """The object's state does not allow this now."""

    status = 409
    title = "Conflicts with the present state"


class IllegalTransition(Conflict):
    """A move that the transition table does not list."""

    title = "This move is not allowed from the present state"


class StaleVersion(Conflict):
    """The caller decided on a version that is no longer the current one."""

    title = "The object has changed since it was read"


class AlreadyDecided(Conflict):
    """Somebody else's decision came first."""

    title = "Already decided"


class KeyReused(DomainError):
    """An idempotency key came back with other arguments."""

    status = 422
    title = "This idempotency key was used with other arguments"


class KeyInUse(Conflict):
    """The first call with this idempotency key has not been answered yet."""

    title = "This idempotency key is in use by another call"


class PreconditionRequired(DomainError):
    """The change needs an If-Match header that says which version the caller has read."""

    status = 428
    title = "Say which version you have read"


class TooManyRequests(DomainError):
    """The credential or address has made too many requests; `retry_after` is the wait in seconds."""

    status = 429
    title = "Too many requests"

    def __init__(self, detail: str = "", *, retry_after: int, field: str = "", remedy: str = "") -> None:
        self.retry_after = retry_after
        super().__init__(detail, field=field, remedy=remedy)


class PreconditionFailed(DomainError):
    """If-Match names a version that is not the current one."""

    status = 412
    title = "The object has changed since it was read"


class NotConfigured(DomainError):
    """A provider, font, server or setting that the verb needs is not there."""

    status = 503
    title = "A needed part is not configured"


class SwitchedOff(Conflict):
    """A pause or a kill switch stops this effect."""

    title = "Stopped by a switch"
