"""The house's terms: one row that staff edit."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


def _increasing_days(value: object) -> None:
    fine = isinstance(value, list) and value and all(isinstance(d, int) and 0 < d <= 365 for d in value)
    if not fine or sorted(set(value)) != value:
        raise ValidationError("Give increasing whole numbers of days, e.g. [3, 10, 20, 30].")


def default_dunning_days() -> list[int]:
    """Days after the due date at which a reminder leaves."""
    return [3, 10, 20, 30]


class Terms(models.Model):
    """Deposit share, days to pay, dunning days, days a quote holds. Only row 1 exists."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    deposit_percent = models.PositiveSmallIntegerField(
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Per cent of the price billed before the work.",
    )
    due_days = models.PositiveSmallIntegerField(default=14, help_text="Days to pay from the day of issue.")
    dunning_days = models.JSONField(
        default=default_dunning_days, validators=[_increasing_days], help_text="Days after the due date, e.g. [3, 10, 20, 30]."
    )
    quote_days = models.PositiveSmallIntegerField(default=30, help_text="Days a quote stays open.")

    class Meta:
        db_table = "billing_terms"
        verbose_name_plural = "terms"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="billing_terms_one_row"),
            models.CheckConstraint(condition=Q(deposit_percent__lte=100), name="billing_terms_share"),
        ]

    def __str__(self) -> str:
        return "Terms"
