"""Packs (data that staff edit), the module's numbers, and engagements."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from kernel.changes import Changing, changed_index
from kernel.ids import new_id
from kernel.money import Money
from kernel.scoping import scoped


def reminder_days() -> list[int]:
    """Days after an invitation on which a reminder leaves."""
    return [3, 7, 14]


class Pack(models.Model):
    """What the agency sells. An engagement keeps a copy, so that an edit here changes no contract."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    sections = models.JSONField(help_text="Names of the document's sections, in order.")
    deliverables = models.JSONField(help_text="What the client receives, one sentence each.")
    exclusions = models.JSONField(default=list, blank=True, help_text="What is not part of it, one sentence each.")
    price_minor = models.PositiveBigIntegerField(help_text="Net price in minor units (cents).")
    currency = models.CharField(max_length=3, default="EUR")
    rounds = models.PositiveSmallIntegerField(default=2, help_text="Rounds of changes that are included.")
    weeks = models.PositiveSmallIntegerField(default=4)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "onboarding_packs"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.title

    @property
    def price(self) -> Money:
        """Net price."""
        return Money(minor=self.price_minor, currency=self.currency)

    def facts(self) -> dict:
        """What an engagement keeps of the pack on the day it is sold."""
        return {
            "title": self.title,
            "sections": list(self.sections),
            "deliverables": list(self.deliverables),
            "exclusions": list(self.exclusions),
            "weeks": self.weeks,
        }


class Policy(models.Model):
    """The module's numbers and the agency's own particulars in one row."""

    agency_name = models.CharField(max_length=120, default="AICMO")
    agency_address = models.CharField(max_length=300, blank=True)
    governing_law = models.CharField(max_length=60, default="Germany")
    deposit_percent = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    payment_days = models.PositiveSmallIntegerField(default=14)
    start_after_days = models.PositiveSmallIntegerField(default=14, help_text="Days from the deal to the start of work.")
    agreement_expiry_days = models.PositiveSmallIntegerField(default=30, validators=[MinValueValidator(1)])
    agreement_reminder_days = models.JSONField(default=reminder_days)
    intake_due_days = models.PositiveSmallIntegerField(default=14)
    intake_link_days = models.PositiveSmallIntegerField(default=30, validators=[MinValueValidator(1)])
    intake_reminder_days = models.JSONField(default=reminder_days)
    overdue_grace_days = models.PositiveSmallIntegerField(
        default=3, help_text="Days after the last reminder until we call it silence."
    )

    class Meta:
        db_table = "onboarding_policy"
        verbose_name_plural = "policy"
        constraints = [models.CheckConstraint(condition=Q(deposit_percent__lte=100), name="onboarding_policy_deposit")]

    def __str__(self) -> str:
        return "Onboarding policy"

    @classmethod
    def current(cls) -> Policy:
        """The one row; the defaults where it is missing."""
        return cls.objects.first() or cls()


class Engagement(Changing):
    """One pack sold to one client: the facts of the sale. How far it has come is orchestration's."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    client_name = models.CharField(max_length=200)
    lead_id = models.UUIDField(null=True, blank=True)
    deal_id = models.UUIDField(null=True, blank=True, unique=True)
    pack = models.SlugField(max_length=60)
    pack_facts = models.JSONField(editable=False)
    price_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    deposit_percent = models.PositiveSmallIntegerField()
    rounds = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    contact_name = models.CharField(max_length=200)
    contact_email = models.CharField(max_length=320)
    opened_at = models.DateTimeField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    objects = scoped()

    class Meta:
        db_table = "onboarding_engagements"
        indexes = [
            changed_index("onboarding_engagements_chg"),
            models.Index(fields=["opened_at", "id"], name="onboarding_eng_opened"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=["en", "de"]), name="onboarding_eng_language"),
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="onboarding_eng_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.client_name}: {self.pack_facts.get('title', self.pack)}"

    @property
    def price(self) -> Money:
        """Net price agreed."""
        return Money(minor=self.price_minor, currency=self.currency)

    @property
    def deposit(self) -> Money:
        """The part of the price that is invoiced on signature."""
        return self.price.percent(self.deposit_percent)
