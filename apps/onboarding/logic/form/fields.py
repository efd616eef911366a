"""Names, order, kinds and limits of the intake's fields; their words stand beside this file, one module per language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One question. `kind` is line, text (several lines), url or number; `max_length` counts characters."""

    name: str
    kind: str = "text"
    required: bool = False
    max_length: int = 4000


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Fields that belong together on one card of the form."""

    name: str
    fields: tuple[Field, ...]


SECTIONS = (
    Section(
        name="company",
        fields=(
            Field(name="client_name", kind="line", required=True, max_length=200),
            Field(name="website", kind="url", required=True, max_length=300),
            Field(name="industry", kind="line", required=True, max_length=200),
            Field(name="geography", kind="line", required=True, max_length=300),
            Field(name="timezone", kind="line", max_length=60),
            Field(name="languages", kind="line", max_length=120),
        ),
    ),
    Section(
        name="offer",
        fields=(
            Field(name="primary_offer", required=True),
            Field(name="pricing", max_length=2000),
            Field(name="revenue_streams", max_length=2000),
            Field(name="unit_economics", max_length=2000),
            Field(name="growth_bottleneck", max_length=2000),
        ),
    ),
    Section(
        name="audience",
        fields=(
            Field(name="target_audience", required=True),
            Field(name="pain_points", required=True),
            Field(name="desired_outcomes", required=True),
        ),
    ),
    Section(
        name="brand",
        fields=(
            Field(name="differentiators"),
            Field(name="proof_assets"),
            Field(name="tone_voice", max_length=2000),
            Field(name="risk_tolerance", kind="line", max_length=400),
            Field(name="compliance_notes"),
        ),
    ),
    Section(
        name="goals",
        fields=(
            Field(name="objective", max_length=2000),
            Field(name="kpi_targets", max_length=2000),
            Field(name="duration_weeks", kind="number", max_length=20),
            Field(name="budget_range", kind="line", max_length=200),
        ),
    ),
)
FIELDS = tuple(field for section in SECTIONS for field in section.fields)
BY_NAME = {field.name: field for field in FIELDS}
REQUIRED = tuple(field.name for field in FIELDS if field.required)
