"""Rules for single posts: the channel's limits, call to action, dates, links, alternative texts, doubles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from apps.qc.contracts import CHANNEL_LIMITS, channel_key
from apps.qc.logic import duplicates
from apps.qc.logic.case import Case, find, host_of, is_empty
from apps.qc.logic.rules.base import BLOCKER, BRIEF, BUNDLE, MAJOR, STRATEGY, Hit, rule
from kernel.text_length import LINK, measure

_POST_FIELDS = ("key", "channel", "at", "text")
_UTM = ("utm_source", "utm_medium", "utm_campaign")


@rule("post_fields", BLOCKER, BUNDLE, waivable=False)
def post_fields(case: Case) -> Iterator[Hit]:
    """Every post has its key, channel, time and text, and no key twice."""
    raw = case.content.get("posts") or []
    for index, post in enumerate(raw):
        missing = [name for name in _POST_FIELDS if not isinstance(post, dict) or is_empty(post.get(name))]
        if missing:
            yield Hit(path=f"posts[{index}].{missing[0]}", message=f"{', '.join(missing)} is missing", fix="fill it in")
    seen: dict[Any, int] = {}
    for index, post in enumerate(case.posts):
        if post.get("key") and seen.setdefault(post["key"], index) != index:
            yield Hit(
                path=f"posts[{index}].key", message=f"the key “{post['key']}” stands twice", fix="give each post its own key"
            )


@rule("channel_limits", BLOCKER, BUNDLE, waivable=False)
def channel_limits(case: Case) -> Iterator[Hit]:
    """What is published fits its channel: length as the channel counts it, number of hashtags, title."""
    for index, post in enumerate(case.posts):
        limit = CHANNEL_LIMITS.get(channel_key(str(post.get("channel", ""))))
        if limit is None:
            continue
        length = measure(published(post), limit.counting)
        if length > limit.text:
            message = f"{length} of {limit.text} characters as {limit.name} counts them"
            yield Hit(path=f"posts[{index}].text", message=message, fix=f"shorten it by {length - limit.text}")
        tags = published(post).count("#")
        if limit.hashtags is not None and tags > limit.hashtags:
            message = f"{tags} hashtags, {limit.name} takes {limit.hashtags}"
            yield Hit(path=f"posts[{index}].hashtags", message=message, fix=f"drop {tags - limit.hashtags}")
        title = str(post.get("title") or "")
        if limit.title is not None and len(title) > limit.title:
            yield Hit(path=f"posts[{index}].title", message=f"title of {len(title)} of {limit.title}", fix="shorten the title")


@rule("cta_per_post", MAJOR, BUNDLE)
def cta_per_post(case: Case) -> Iterator[Hit]:
    """Every post asks for one thing, and the request stands in its text."""
    for index, post in enumerate(case.posts):
        cta = str(post.get("cta") or "").strip()
        if not cta:
            yield Hit(path=f"posts[{index}].cta", message="there is no call to action", fix="add one call to action")
        elif cta.casefold().rstrip(".!: ") not in str(post.get("text", "")).casefold():
            yield Hit(
                path=f"posts[{index}].cta", message="the call to action is not part of the text", fix=f"put “{cta}” into the text"
            )


@rule("duplicate_dates", MAJOR, BUNDLE)
def duplicate_dates(case: Case) -> Iterator[Hit]:
    """No channel posts twice at the same time."""
    seen: dict[tuple[str, str], int] = {}
    for index, post in enumerate(case.posts):
        slot = (channel_key(str(post.get("channel", ""))), str(post.get("at", "")))
        if slot[1] and seen.setdefault(slot, index) != index:
            message = f"{slot[0]} already posts at {slot[1]} (posts[{seen[slot]}])"
            yield Hit(path=f"posts[{index}].at", message=message, fix="move one of the two")


@rule("near_duplicates", MAJOR, BUNDLE)
def near_duplicates(case: Case) -> Iterator[Hit]:
    """No post repeats another one, of this bundle or of the client's past work."""
    posts = [(index, duplicates.normalise(str(post.get("text", "")))) for index, post in enumerate(case.posts)]
    for index, other, share in duplicates.within([text for _, text in posts]):
        message = f"{share:.0f} % the same as posts[{other}]"
        yield Hit(path=f"posts[{index}].text", message=message, fix="rewrite it from another angle")
    for index, past, share in duplicates.against([text for _, text in posts], [past.text for past in case.past]):
        message = f"{share:.0f} % the same as “{case.past[past].key}” of past work"
        yield Hit(path=f"posts[{index}].text", message=message, fix="rewrite it from another angle")


@rule("links", MAJOR, BUNDLE)
def links(case: Case) -> Iterator[Hit]:
    """Links lead to the client's site or profiles only."""
    if not case.hosts:
        return
    for index, post in enumerate(case.posts):
        found = [("link", str(post.get("link") or "")), *(("text", url) for url in LINK.findall(str(post.get("text", ""))))]
        for name, url in found:
            host = host_of(url)
            if url and not any(host == own or host.endswith(f".{own}") for own in case.hosts):
                message = f"{host or url} is not the client's site or profile"
                yield Hit(path=f"posts[{index}].{name}", message=message, fix=f"link to {case.hosts[0]}")


@rule("alt_text", MAJOR, BUNDLE)
def alt_text(case: Case) -> Iterator[Hit]:
    """Every picture has an alternative text that says more than its kind."""
    for index, post in enumerate(case.posts):
        words = str(post.get("alt_text") or "").split()
        if len(words) < 3:
            message = "the alternative text is missing" if not words else "the alternative text says too little"
            yield Hit(path=f"posts[{index}].alt_text", message=message, fix="describe what the picture shows")


@rule("cadence_schedule_utm", BLOCKER, BUNDLE, waivable=False)
def cadence_schedule_utm(case: Case) -> Iterator[Hit]:
    """Posts are dated with a zone, spread over the days, and their links are tagged for measuring."""
    per_day: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, post in enumerate(case.posts):
        moment = moment_of(post.get("at"))
        if moment is None:
            message = f"“{post.get('at', '')}” is no date and time with a zone"
            yield Hit(path=f"posts[{index}].at", message=message, fix="write it as 2025-12-15T09:00:00+01:00")
        else:
            per_day[(channel_key(str(post.get("channel", ""))), moment.date().isoformat())].append(index)
        missing = _missing_utm(str(post.get("link") or ""))
        if missing:
            yield Hit(path=f"posts[{index}].link", message=f"the link lacks {', '.join(missing)}", fix="tag the link")
    for (channel, day), indexes in per_day.items():
        if len(indexes) > 3:
            message = f"{len(indexes)} posts on {channel} on {day}"
            yield Hit(path=f"posts[{indexes[3]}].at", message=message, fix="spread them: at most 3 a day")


@rule("ads_zero_budget", MAJOR, BUNDLE, STRATEGY)
def ads_zero_budget(case: Case) -> Iterator[Hit]:
    """An ad or a paid channel has a budget."""
    for index, post in enumerate(case.posts):
        if str(post.get("format", "")).lower() in ("ad", "ads", "anzeige") and not _amount(post.get("budget")):
            yield Hit(path=f"posts[{index}].budget", message="an ad without a budget", fix="set a budget or make it a post")
    channels = find(case.content, "channels") if case.kind == STRATEGY else None
    for index, channel in enumerate(channels if isinstance(channels, list) else []):
        if (
            isinstance(channel, dict)
            and channel.get("paid") is True
            and not _amount(find(channel, "budget_percent") or find(channel, "budget"))
        ):
            yield Hit(path=f"channels[{index}]", message="a paid channel without a budget", fix="give it a share or drop it")


@rule("end_before_start", BLOCKER, BRIEF, BUNDLE, STRATEGY)
def end_before_start(case: Case) -> Iterator[Hit]:
    """Nothing ends before it begins."""
    pairs = (("starts_on", "ends_on"), ("start_date", "end_date"), ("start", "end"))
    for path, holder in _mappings(case.content, ""):
        for first, last in pairs:
            start, end = _day(holder.get(first)), _day(holder.get(last))
            if start and end and end < start:
                message = f"it ends on {end} and begins on {start}"
                yield Hit(path=f"{path}.{last}".lstrip("."), message=message, fix="correct the dates")


def published(post: dict[str, Any]) -> str:
    """What a channel gets: the text, and link and hashtags where the text does not hold them already."""
    text = str(post.get("text") or "")
    tags = [str(tag) if str(tag).startswith("#") else f"#{tag}" for tag in post.get("hashtags") or []]
    more = [part for part in (str(post.get("link") or ""), *tags) if part and part not in text]
    return "\n".join([text, *([" ".join(more)] if more else [])])


def moment_of(value: Any) -> datetime | None:
    """The moment of an ISO text with a zone; None for anything else."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _missing_utm(link: str) -> list[str]:
    if not link:
        return []
    query = parse_qs(urlsplit(link).query)
    return [name for name in _UTM if not query.get(name)]


def _amount(value: Any) -> float:
    if isinstance(value, dict):
        value = value.get("minor") or value.get("amount") or 0
    try:
        return float(str(value or 0).replace(",", "."))
    except ValueError:
        return 1.0  # a budget in words is a budget


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _mappings(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _mappings(inner, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _mappings(inner, f"{path}[{index}]")
