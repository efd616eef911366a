"""What the running thread is doing: the correlation id, and the stack of commands, queries and batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from kernel.ids import new_id

_correlation: ContextVar[str] = ContextVar("correlation", default="")


@dataclass(slots=True)
class Gathered:
    """What is written together at the end: new rows, changes of others (kernel.records), and which rows these are."""

    rows: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    touched: set = field(default_factory=set)

    def take(self) -> tuple[list, list]:
        """All of it, once."""
        rows, changes = self.rows, self.changes
        self.rows, self.changes, self.touched = [], [], set()
        return rows, changes


@dataclass(slots=True)
class Frame:
    """One level of work. `kind` is command, query, atomic, batch (receivers of one app) or together (commands that
    commit as one).

    `gathered` is written at the end of a command, or of those that commit together; `depth` is how many savepoints were open
    when it began. `failed` says that a command of those did: none of them may stand.
    """

    kind: str
    app: str
    name: str = ""
    fact: dict = field(default_factory=dict)
    actor: object = None
    gathered: Gathered = field(default_factory=Gathered)
    depth: int = 0
    failed: bool = False


@dataclass(slots=True)
class Precondition:
    """What must hold before a change; `settled` once a command has looked at it."""

    check: Callable[[], None]
    settled: bool = False


_frames: ContextVar[tuple[Frame, ...]] = ContextVar("frames", default=())
_reading: ContextVar[str] = ContextVar("reading", default="")
_precondition: ContextVar[Precondition | None] = ContextVar("precondition", default=None)
_locking: ContextVar[bool] = ContextVar("locking", default=False)


class NestedCommand(RuntimeError):
    """A command was called where the house forbids it: inside a query, a GET or another app's transaction."""


class InsideTransaction(RuntimeError):
    """A provider, the network or a slow renderer was called while a transaction is open."""


def correlation_id() -> str:
    """The id that ties a click to everything it causes; a new one where none was set."""
    current = _correlation.get()
    if not current:
        current = new_id().hex
        _correlation.set(current)
    return current


@contextmanager
def correlated(value: str) -> Iterator[None]:
    """Run the block under this correlation id; empty gives it a fresh one."""
    token = _correlation.set(value or new_id().hex)
    try:
        yield
    finally:
        _correlation.reset(token)


def given_correlation_id() -> str:
    """The correlation id that somebody set, "" where nobody did: what a new row remembers of its maker."""
    return _correlation.get()


def swap_correlation(value: str) -> str:
    """Go on under another correlation id; returns the one before, for swapping back."""
    before = _correlation.get()
    _correlation.set(value)
    return before


@contextmanager
def entered(frame: Frame) -> Iterator[Frame]:
    """Push a frame for the length of the block."""
    token = _frames.set((*_frames.get(), frame))
    try:
        yield frame
    finally:
        _frames.reset(token)


@contextmanager
def only_reading(what: str) -> Iterator[None]:
    """Refuse every command for the length of the block: a GET never changes anything (link scanners open links)."""
    token = _reading.set(what)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def expecting(check: Callable[[], None]) -> Iterator[Precondition]:
    """The first command of the block calls `check` in its transaction before it changes anything; what it raises undoes all."""
    made = Precondition(check)
    token = _precondition.set(made)
    try:
        yield made
    finally:
        _precondition.reset(token)


def settle_precondition(*, waived: bool = False) -> None:
    """Check what the caller expects, once. Waived where a stored answer is given again: its own change met the condition.

    While the check runs, rows reached are locked until the transaction ends, so that what it saw still holds at the change.
    """
    expected = _precondition.get()
    if expected is None or expected.settled:
        return
    expected.settled = True
    if waived:
        return
    token = _locking.set(True)
    try:
        expected.check()
    finally:
        _locking.reset(token)


def locking() -> bool:
    """Whether rows that are read now must be locked."""
    return _locking.get()


def reading() -> str:
    """What the running block only reads for, "" where changes are allowed."""
    return _reading.get()


def frames() -> tuple[Frame, ...]:
    """The open frames, outermost first."""
    return _frames.get()


def writing() -> str | None:
    """The app whose transaction is open, None when there is none."""
    return next((f.app for f in reversed(_frames.get()) if f.kind != "query"), None)


def in_batch() -> bool:
    """Whether a receiver is running."""
    return any(f.kind == "batch" for f in _frames.get())


def current_command() -> Frame | None:
    """The innermost open command."""
    return next((f for f in reversed(_frames.get()) if f.kind == "command"), None)


def refuse_in_transaction(what: str) -> None:
    """Raise InsideTransaction if a command, query or batch is open: `what` may take long or never answer."""
    if _frames.get():
        names = " > ".join(f"{f.kind} {f.name or f.app}" for f in _frames.get())
        raise InsideTransaction(f"{what} was called inside {names}. Store a due row and let the module's worker do it.")
