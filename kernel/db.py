"""Commands and queries: one transaction of one app, for one actor whose right is checked, remembered under a key, audited."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, connections, router
from pydantic import TypeAdapter

from kernel import clock, context, crashes, records, walls
from kernel.actors import Actor, ActorKind
from kernel.context import Frame, NestedCommand
from kernel.errors import Forbidden, KeyInUse, KeyReused
from kernel.facts import fact_of
from kernel.models import AuditFact, CommandKey, OutboxEvent
from kernel.refs import content_hash
from kernel.telemetry import observed

P = ParamSpec("P")
R = TypeVar("R")

INTERNAL = "internal"
"""The right of verbs that only workers and receivers may call."""
ANYONE = "anyone"
"""The right of verbs open to every actor, e.g. asking for a sign-in code."""

API_KEYS = "api:"
"""What keys of API credentials begin with; they are forgotten after API_KEYS_KEPT, all others stay."""
API_KEYS_KEPT = timedelta(hours=48)
_UNTRACED = ("actor", "key", "password", "secret", "at_hand")
"""Arguments that leave no trace, not even hashed, in audit facts and stored keys; `at_hand` is what the caller has read."""


class CrossAppTransaction(NestedCommand):
    """One app's write was called inside another app's transaction; together they would not be atomic."""


@functools.cache
def alias_for(app: str) -> str:
    """The name of the database that holds the app's tables; "default" unless AICMO_SPLIT is on."""
    return router.db_for_write(OutboxEvent, app_label=app)


@contextmanager
def atomic(app: str) -> Iterator[None]:
    """A transaction of one app. Writing another app inside it is refused."""
    _refuse_foreign(app, f"atomic({app})")
    with context.entered(Frame("atomic", app)), walls.writing_as(app, using=alias_for(app)):
        yield


@contextmanager
def owning(label: str, *, using: str) -> Iterator[None]:
    """The running transaction where it may write tables of `label` (an app, or "kernel"), else one of the label's own."""
    if label == walls.KERNEL:
        if context.writing() is not None and connections[using].in_atomic_block:
            yield
            return
        with walls.writing_as(walls.KERNEL, using=using):
            yield
    elif context.writing() == label:
        yield
    else:
        with atomic(label):
            yield


@contextmanager
def together(app: str) -> Iterator[None]:
    """Commands of the app that share one transaction, with no savepoint each; what they gather is written at its end.

    None of them may have a key. If one fails, or a row that they change was overtaken (records.Overtaken), none stands: the
    caller does each by itself then, in a block of its own.
    """
    _refuse_foreign(app, f"together({app})")
    frame, using = Frame("together", app), alias_for(app)
    with context.entered(frame):
        with walls.writing_as(app, using=using):
            frame.depth = len(connections[using].savepoint_ids)
            yield
            if frame.failed:
                raise RuntimeError(f"a command of {app} failed, so those that share its transaction cannot commit")
            records.flush(using)
            crashes.point(f"{app}: together, before commit")
        crashes.point(f"{app}: together, after commit")


def command(app: str, *, right: str, why: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a facade function one transaction of `app` for `actor`, who must hold `right`.

    `key` (where the function has one): the same key with the same arguments returns the stored answer, with other
    arguments raises KeyReused. `why` names the argument that the audit fact keeps as the reason.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{app}.{function.__name__}"
        signature = inspect.signature(function)
        answers = _Answers(function)

        def act(kwargs: dict[str, Any]) -> R:
            actor = _checked_actor(name, right, kwargs.get("actor"))
            _refuse_foreign(app, name)
            key = str(kwargs.get("key") or "")
            arguments = {k: v for k, v in kwargs.items() if k not in _UNTRACED}
            frame = Frame("command", app, name, actor=actor)
            using = alias_for(app)
            if (shared := _shared(name, key)) is not None:
                return _act_within(shared, frame, kwargs, arguments)
            _expose()
            with context.entered(frame), walls.writing_as(app, using=using):
                frame.depth = len(connections[using].savepoint_ids)
                if key:
                    found, answer = _recall(app, name, key, arguments, answers)
                    if found:
                        context.settle_precondition(waived=True)
                        return answer
                context.settle_precondition()
                answer = function(**kwargs)
                _record(frame, arguments, answer, key, why, answers)
                crashes.point(f"{name}: before commit")
            crashes.point(f"{name}: after commit")
            return answer

        def _act_within(shared: Frame, frame: Frame, kwargs: dict[str, Any], arguments: dict[str, Any]) -> R:
            frame.gathered, frame.depth = shared.gathered, shared.depth
            try:
                with context.entered(frame):
                    context.settle_precondition()
                    answer = function(**kwargs)
                    frame.gathered.rows.append((AuditFact, fact_of(frame, arguments, answer, "", why, clock.now())))
            except BaseException:
                shared.failed = True
                raise
            return answer

        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name} takes keyword arguments only")
            try:
                return act(kwargs)
            except KeyTaken:
                return act(kwargs)  # whoever took the key has committed: its answer stands now, and all of ours is undone

        call.__signature__ = signature
        call.aicmo = {"kind": "command", "app": app, "right": right}
        return observed("command", name)(call)

    return decorate


def query(app: str, *, right: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a facade function a read of `app` for `actor`, who must hold `right`. It may be called inside a command."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{app}.{function.__name__}"

        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name} takes keyword arguments only")
            _checked_actor(name, right, kwargs.get("actor"), reading=True)
            _expose()
            with context.entered(Frame("query", app, name)), walls.reading_as(app, using=alias_for(app)):
                return function(**kwargs)

        call.__signature__ = inspect.signature(function)
        call.aicmo = {"kind": "query", "app": app, "right": right}
        return observed("query", name)(call)

    return decorate


def audit(**parts: Any) -> None:
    """Add to the running command's fact: subject, client_id, why, before, after, or any other plain value."""
    frame = context.current_command()
    if frame is None:
        raise RuntimeError("audit() needs a running command")
    frame.fact.update(parts)


def _checked_actor(name: str, right: str, actor: object, *, reading: bool = False) -> Actor:
    if not isinstance(actor, Actor):
        raise TypeError(f"{name} needs actor=Actor")
    if actor.impersonator is not None and not reading:
        raise Forbidden("Whoever sees as somebody else can change nothing.", remedy="Stop seeing as them first.")
    if right == ANYONE:
        return actor
    if right == INTERNAL:
        inside = actor.kind is ActorKind.WORKER or context.in_batch() or (reading and bool(context.frames()))
        if not inside:
            raise Forbidden(f"{name} is for workers and receivers only.")
        return actor
    # A query under a running command or receiver acts for the verb above it, whose right was checked there.
    if not (reading and context.frames()):
        actor.require(right)
    return actor


def _shared(name: str, key: str) -> Frame | None:
    """The frame whose transaction a command called now shares."""
    frames = context.frames()
    if not frames or frames[-1].kind != "together":
        return None
    if key:
        raise NestedCommand(f"{name} was called with a key among commands that commit together")
    return frames[-1]


def _expose() -> None:
    """What the running command has changed is written before another command or query looks at it."""
    frames = context.frames()
    if frames and frames[-1].gathered.changes:
        records.flush(alias_for(frames[-1].app))


def _refuse_foreign(app: str, name: str) -> None:
    if context.reading():
        raise NestedCommand(f"{name} was called while answering {context.reading()}, which must not change anything")
    for frame in context.frames():
        if frame.kind == "query":
            raise NestedCommand(f"{name} was called inside the query {frame.name}")
        if frame.app != app:
            raise CrossAppTransaction(f"{name} was called inside a transaction of {frame.app} ({frame.name or frame.kind})")


class KeyTaken(KeyInUse):
    """Another call with the same key committed while this one ran."""


class _Answers:
    """(De)serialises a function's answers; hints are resolved on first use, when all modules are loaded."""

    def __init__(self, function: Callable) -> None:
        self._function = function

    @functools.cached_property
    def adapter(self) -> TypeAdapter:
        return TypeAdapter(typing.get_type_hints(self._function)["return"])

    def dump(self, answer: Any) -> Any:
        return self.adapter.dump_python(answer, mode="json")

    def load(self, stored: Any) -> Any:
        return self.adapter.validate_python(stored)


def _recall(app: str, name: str, key: str, arguments: dict, answers: _Answers) -> tuple[bool, Any]:
    found = records.stored_answer(alias_for(app), command=name, key=key)
    if found is None:
        return False, None
    arguments_hash, answer = found
    if arguments_hash != content_hash(arguments):
        raise KeyReused(f"This key was used for {name} with other arguments.", field="key", remedy="Use a new key.")
    return True, answers.load(answer)


def _record(frame: Frame, arguments: dict, answer: Any, key: str, why: str, answers: _Answers) -> None:
    """Write the key with its answer, where there is one, and the audit fact: with the change, or not at all."""
    now, using = clock.now(), alias_for(frame.app)
    fact = (AuditFact, fact_of(frame, arguments, answer, key, why, now))
    if not key:
        frame.gathered.rows.append(fact)
        records.flush(using)
        return
    kept = {
        "command": frame.name,
        "key": key,
        "arguments_hash": content_hash(arguments),
        "answer": answers.dump(answer),
        "at": now,
        "expires_at": now + API_KEYS_KEPT if key.startswith(API_KEYS) else None,
    }
    try:
        frame.gathered.rows += [(CommandKey, kept), fact]
        records.flush(using)
    except IntegrityError as error:
        if CommandKey._meta.db_table not in str(error):
            raise
        raise KeyTaken("This key was used by another call meanwhile.", field="key", remedy="Try again.") from error
