"""The page a manager looks at: a campaign's figures with plots and the same numbers as tables, and as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe

from apps.cam import contracts, services
from apps.cam.logic import experiments
from kernel import charts
from kernel.actors import Actor
from kernel.errors import InvalidInput
from kernel.spreadsheets import csv_bytes
from kernel.text import counted
from kernel.web.portal import file_response

WIDTH, HEIGHT = 520, 280
DIMENSIONS = ("channel", "step", "source", "mailbox")


@dataclass(frozen=True, kw_only=True)
class Plot:
    """A drawing and the table that holds the same numbers; `notes` say what it means."""

    key: str
    title: str
    svg: SafeString
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the address asks for: confidence of the verdicts, model and goal of the attribution."""

    confidence: float
    model: contracts.AttributionModel
    goal: str


def wanted(request: HttpRequest) -> Wanted:
    """The choices in the address; InvalidInput where one is none."""
    asked = request.GET
    try:
        confidence = float(asked.get("confidence", "0.95"))
        model = contracts.AttributionModel(asked.get("model", "LINEAR"))
    except ValueError as error:
        raise InvalidInput("The address asks for figures that are not there.", remedy="Choose on the page.") from error
    return Wanted(confidence=confidence, model=model, goal=asked.get("goal", "positive"))


def page(model_admin: Any, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """A campaign in figures."""
    actor, choice = request.actor, wanted(request)
    campaign = services.get_campaign(actor=actor, campaign_id=campaign_id)
    funnel = services.get_campaign_funnel(actor=actor, campaign_id=campaign_id)
    board = services.get_campaign_board(actor=actor, campaign_id=campaign_id)
    tests, owed = _experiments(actor, campaign_id, choice), _attribution(actor, campaign_id, choice)
    values = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": f"{campaign.name}: figures",
        "campaign": campaign,
        "funnel": funnel,
        "board": board,
        "headline": headline(funnel),
        "breaker_bounces": percent(board.breaker.bounces_most),
        "breaker_complaints": percent(board.breaker.complaints_most),
        "plots": [*_way(funnel), _steps(board), _next(board)],
        "experiments": [(test, _variants(test)) for test in tests],
        "owed": owed,
        "owed_plot": _owed(owed),
        "choice": choice,
        "confidences": experiments.CONFIDENCES,
        "models": list(contracts.AttributionModel),
        "held_back": list(board.held_back.items())[:20],
        "held_back_more": max(0, len(board.held_back) - 20),
    }
    return TemplateResponse(request, "admin/cam/figures.html", values)


def table(model_admin: Any, request: HttpRequest, campaign_id: UUID) -> HttpResponseBase:
    """The same figures as CSV: section, name, figure, value."""
    actor, choice = request.actor, wanted(request)
    campaign = services.get_campaign(actor=actor, campaign_id=campaign_id)
    funnel = services.get_campaign_funnel(actor=actor, campaign_id=campaign_id)
    board = services.get_campaign_board(actor=actor, campaign_id=campaign_id)
    plots = [*_way(funnel), _steps(board), _next(board)]
    tests = _experiments(actor, campaign_id, choice)
    plots += [_variants(test) for test in tests] + [_owed(_attribution(actor, campaign_id, choice))]
    rows = [
        (plot.title, row[0], name, value)
        for plot in plots
        for row in plot.rows
        for name, value in zip(plot.header[1:], row[1:], strict=True)
    ]
    rows += [(f"Step {t.step} of {t.sequence}", "verdict", t.verdict, t.why) for t in tests]
    rows += [("Held back", reason, "contacts", count) for reason, count in board.held_back.items()]
    data = csv_bytes(("section", "name", "figure", "value"), rows)
    return file_response(data, name=f"{campaign.name}-figures.csv", content_type="text/csv; charset=utf-8")


def headline(funnel: contracts.CampaignFunnel) -> str:
    """The first figure: people who said yes of the people mailed."""
    people = {stage.name: stage.people for stage in funnel.stages}
    if not people["mailed"]:
        return "nobody was written to yet."
    return f"{people['positive']} of {counted(people['mailed'], 'person', 'people')} said yes ({funnel.positive_rate:.1%})."


def _experiments(actor: Actor, campaign_id: UUID, choice: Wanted) -> list[contracts.Experiment]:
    used = services.list_experiments(actor=actor, campaign_id=campaign_id)
    return [
        services.get_experiment(actor=actor, campaign_id=campaign_id, sequence=sequence, step=step, confidence=choice.confidence)
        for sequence, step in used
    ]


def _attribution(actor: Actor, campaign_id: UUID, choice: Wanted) -> contracts.Attribution:
    return services.get_attribution(actor=actor, campaign_id=campaign_id, model=choice.model, goal=choice.goal)


def _way(funnel: contracts.CampaignFunnel) -> list[Plot]:
    some = any(stage.people for stage in funnel.stages)
    weeks = funnel.weeks
    lines = [(name, [getattr(week, name) for week in weeks]) for name in ("mails", "answered", "positive")]
    return [
        Plot(
            key="way", title="How far people came", header=("Stage", "People", "Median wait since the stage before"),
            svg=_bars("How far people came", [(s.name, s.people) for s in funnel.stages] if some else [], "people",
                      "No leads yet: import a file into this campaign."),
            rows=tuple((s.name, s.people, lasted(s.median_wait)) for s in funnel.stages),
        ),
        Plot(
            key="weeks", title="Week by week", header=("Week from", "Mails", "People who answered", "People who said yes"),
            svg=_drawn(charts.line_svg(title="Week by week", labels=[f"{w.monday:%d %b}" for w in weeks], series=lines,
                                          empty="No mail left yet.", width=WIDTH, height=HEIGHT)),
            rows=tuple((w.monday.isoformat(), w.mails, w.answered, w.positive) for w in weeks),
        ),
        Plot(
            key="replies", title="What came back", header=("Class", "Mails"),
            svg=_bars("What came back", list(funnel.replies.items()), "mails", "Nothing came back yet."),
            rows=(*funnel.replies.items(), ("bounced mails", funnel.bounces), ("complaints", funnel.complaints)),
        ),
    ]  # fmt: skip


def _steps(board: contracts.CampaignBoard) -> Plot:
    return Plot(
        key="steps", title="Mails by step", header=("Step", "Mails"),
        rows=tuple((f"step {n}", count) for n, count in board.steps.items()),
        svg=_bars("Mails by step", [(f"step {n}", count) for n, count in board.steps.items()], "mails", "No mail left yet."),
    )  # fmt: skip


def _next(board: contracts.CampaignBoard) -> Plot:
    days = [(f"{n.day:%d %b}", n.contacts) for n in board.next_sends]
    notes = (f"{counted(board.held, 'contact')} held until the campaign goes on.",) if board.held else ()
    return Plot(
        key="next", title="Planned contacts", header=("Day", "Contacts"), notes=notes,
        svg=_bars("Planned contacts, 14 days", days, "contacts", "Nothing is planned within 14 days."),
        rows=tuple((n.day.isoformat(), n.contacts) for n in board.next_sends),
    )  # fmt: skip


def _variants(test: contracts.Experiment) -> Plot:
    title = f"Positive answers by variant: step {test.step} of {test.sequence.replace('_', ' ')}"
    points = [(v.variant, v.rate, v.low, v.high) for v in test.variants if v.rate is not None]
    drawn = charts.interval_svg(
        title=title, rows=points, show=percent, width=WIDTH, height=HEIGHT,
        empty=f"Nobody's time to answer ({test.wait_days} days) is over yet.",
    )  # fmt: skip
    notes = (test.why, f"{counted(test.too_early, 'person', 'people')} may still answer.") if test.too_early else (test.why,)
    return Plot(
        key=f"variants-{test.sequence}-{test.step}", title=title, notes=notes, svg=_drawn(drawn),
        header=("Variant", "People", "Said yes", "Rate", f"From ({test.confidence:.0%})", "To"),
        rows=tuple(
            (v.variant, v.people, v.positive, "–" if v.rate is None else percent(v.rate), percent(v.low), percent(v.high))
            for v in test.variants
        ),
    )  # fmt: skip


def _owed(owed: contracts.Attribution) -> Plot:
    bars = [(row.name, row.thousandths / 1000) for row in owed.rows if row.dimension == "step" and row.thousandths]
    told = "said yes" if owed.goal == "positive" else "signed"
    notes = [f"{counted(owed.people, 'person', 'people')} {told}."]
    if owed.without_contact:
        notes.append(f"{owed.without_contact} of them without a contact of ours before.")
    return Plot(
        key="owed", title="Which contact the yes is owed to", header=("Counted under", "People"), notes=tuple(notes),
        svg=_bars("Shares of a yes by step", bars, "people", "Nobody said yes yet."),
        rows=tuple((f"{row.dimension}: {row.name}", f"{row.thousandths / 1000:.3f}") for row in owed.rows),
    )  # fmt: skip


def _bars(title: str, bars: Sequence[tuple[str, float]], unit: str, empty: str) -> SafeString:
    return _drawn(charts.bar_svg(title=title, bars=bars, unit=unit, empty=empty, width=WIDTH, height=HEIGHT))


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - the charts escape every text they are given


def percent(share: float) -> str:
    """0.1234 as 12.3%."""
    return f"{share:.1%}"


def lasted(wait: timedelta | None) -> str:
    """A wait as days or hours; – for none."""
    if wait is None:
        return "–"
    hours = wait.total_seconds() / 3600
    return f"{hours / 24:.1f} days" if abs(hours) >= 48 else f"{hours:.1f} hours"
