"""Creatives and execution: what a bundle must hold as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from apps.qc.contracts import CHANNEL_LIMITS, channel_key
from apps.qc.logic.case import Case, find, is_empty
from apps.qc.logic.rules.base import BLOCKER, BUNDLE, MAJOR, MINOR, Hit, rule
from apps.qc.logic.rules.posts import moment_of

_SHA = re.compile(r"[0-9a-f]{64}")
MINIMUM = {"hooks": 3, "angles": 3, "ctas": 3, "offer": 1, "safe_claims": 1}
_LONGEST_GAP = 14
"""Days without a post on a channel from which on a plan has no cadence."""


@rule("strategy_ref", BLOCKER, BUNDLE, waivable=False)
def strategy_ref(case: Case) -> Iterator[Hit]:
    """The bundle names the exact strategy version it was written from."""
    ref = find(case.content, "strategy_ref") or {}
    sha256 = str(ref.get("sha256", "")) if isinstance(ref, dict) else ""
    if not _SHA.fullmatch(sha256):
        yield Hit(
            path="strategy_ref", message="the strategy's version is not named", fix="write the bundle from an approved strategy"
        )
    elif case.strategy_sha256 and sha256 != case.strategy_sha256:
        yield Hit(path="strategy_ref", message="the bundle was written from another strategy version", fix="write it anew")


@rule("minimum_assets", BLOCKER, BUNDLE)
def minimum_assets(case: Case) -> Iterator[Hit]:
    """At least 3 hooks, 3 angles, 3 calls to action, an offer and a safe claim."""
    for name, least in MINIMUM.items():
        value = case.content.get(name)
        found = [v for v in value if not is_empty(v)] if isinstance(value, list | tuple) else ([] if is_empty(value) else [value])
        distinct = len({str(v).strip().casefold() for v in found})
        if distinct < least:
            yield Hit(path=name, message=f"{distinct} of {least} {name.replace('_', ' ')}", fix=f"write {least - distinct} more")


@rule("channel_mapping", MAJOR, BUNDLE)
def channel_mapping(case: Case) -> Iterator[Hit]:
    """Every post is for a channel of the plan."""
    planned = {channel_key(str(name)) for name in case.content.get("channels") or ()}
    for index, post in enumerate(case.posts):
        channel = channel_key(str(post.get("channel", "")))
        if planned and channel not in planned:
            yield Hit(
                path=f"posts[{index}].channel", message=f"{channel} is not among the bundle's channels", fix="plan it or move it"
            )
        elif case.channels and channel not in case.channels:
            yield Hit(
                path=f"posts[{index}].channel", message=f"{channel} is not in the strategy", fix="use a channel of the strategy"
            )
        elif channel not in CHANNEL_LIMITS:
            yield Hit(path=f"posts[{index}].channel", message=f"the limits of {channel} are not known", fix="use a known channel")


@rule("channel_plan", BLOCKER, BUNDLE)
def channel_plan(case: Case) -> Iterator[Hit]:
    """There are posts, for each channel the bundle names, without long gaps."""
    if not case.posts:
        yield Hit(path="posts", message="there is no post", fix="write the posts of the calendar")
    per_channel = Counter(channel_key(str(post.get("channel", ""))) for post in case.posts)
    for name in case.content.get("channels") or ():
        if not per_channel[channel_key(str(name))]:
            yield Hit(path="channels", message=f"there is no post for {name}", fix="write one or drop the channel")
    for channel in per_channel:
        moments = [moment_of(p.get("at")) for p in case.posts if channel_key(str(p.get("channel", ""))) == channel]
        days = sorted({moment.date() for moment in moments if moment})
        gaps = [(later - day).days for day, later in pairwise(days)]
        if gaps and max(gaps) > _LONGEST_GAP:
            yield Hit(path="posts", message=f"{max(gaps)} days without a post on {channel}", fix="spread the posts")


@rule("governance", MAJOR, BUNDLE)
def governance(case: Case) -> Iterator[Hit]:
    """It is said who approves before anything is published, and that a machine wrote it where one did."""
    said = case.content.get("governance")
    if not isinstance(said, dict) or is_empty(said.get("approval")):
        yield Hit(path="governance.approval", message="who approves is not stated", fix="state who approves before publishing")
    if not isinstance(said, dict) or not isinstance(said.get("machine_written"), bool):
        message = "whether a machine wrote it is not stated"
        yield Hit(path="governance.machine_written", message=message, fix="mark machine-written content as such")


@rule("risk_guardrails", MINOR, BUNDLE)
def risk_guardrails(case: Case) -> Iterator[Hit]:
    """The bundle carries its limits: what is not said and what stops it."""
    if is_empty(case.content.get("guardrails")):
        yield Hit(path="guardrails", message="no guardrail is named", fix="list what is not said and what stops publishing")
