"""What searches and orders ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminFileFieldWidget

from apps.cam import contracts
from apps.cam.models import Campaign
from kernel.money import Money

_AMOUNT = {"min_value": 0, "max_value": 1_000_000, "decimal_places": 2, "max_digits": 10, "required": False, "initial": 0}


class JobForm(forms.Form):
    """Whom to look for, where, and for how much."""

    name = forms.CharField(max_length=120, label="Name of the search")
    sources = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label="Sources, asked from top to bottom",
    )  # fmt: skip
    role = forms.CharField(max_length=300, required=False, help_text="Job titles, with commas between.")
    keywords = forms.CharField(max_length=300, required=False)
    location = forms.CharField(
        max_length=300, required=False, help_text="Places, with semicolons between: Bremen, Germany; Austria"
    )
    min_followers = forms.IntegerField(min_value=0, required=False, help_text="Where a source tells it; who is unknown stays in.")
    recent_days = forms.IntegerField(
        min_value=1, max_value=3650, initial=30, label="Active within days", help_text="Where a source tells it."
    )
    websites = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, label="Web pages of companies",
        help_text="One a line, for the sources site and hunter. What robots.txt closes is not read.",
    )  # fmt: skip
    file = forms.FileField(
        required=False, label="CSV or XLSX file", help_text="For the source file.", widget=UnfoldAdminFileFieldWidget
    )
    people = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text="For the source manual, one a line: name; company; title; address or LinkedIn URL",
    )  # fmt: skip
    most = forms.IntegerField(min_value=1, max_value=10_000, initial=500, label="Stop after so many profiles")
    cap = forms.DecimalField(**_AMOUNT, label="Cost at most", help_text="In the currency of source_currency; 0: free calls only.")
    campaign = forms.ModelChoiceField(
        queryset=Campaign.objects.none(), required=False, help_text="Profiles that you convert become its leads."
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = [(n, n.capitalize()) for n in names]
        self.fields["campaign"].queryset = Campaign.objects.filter(status__in=("DRAFT", "ACTIVE", "PAUSED")).order_by("name")


class CheckForm(forms.Form):
    """For how much leads may be enriched or verified; says what it would cost at most."""

    cap = forms.DecimalField(**_AMOUNT, label="Cost at most")

    def __init__(self, *args: Any, preview: contracts.CostPreview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cap"].initial = Money(minor=preview.at_most_minor, currency=preview.currency).decimal
        self.fields["cap"].help_text = in_words(preview)


class RejectForm(forms.Form):
    """Why it is put aside."""

    reason = forms.CharField(max_length=300, required=False)


def in_words(preview: contracts.CostPreview) -> str:
    """“At most 0.30 EUR for 1 lead: apollo 0.20 EUR, site free.”, and who cannot be asked."""
    money = lambda minor: str(Money(minor=minor, currency=preview.currency)) if minor else "free"  # noqa: E731
    parts = ", ".join(f"{name} {money(minor)}" for name, minor in preview.per_provider.items()) or "nobody can be asked"
    number = f"{preview.leads} lead{'' if preview.leads == 1 else 's'}"
    missing = f" Not asked: {' '.join(preview.missing)}" if preview.missing else ""
    return (
        f"At most {Money(minor=preview.at_most_minor, currency=preview.currency)} for {number}: {parts}. 0: free only.{missing}"
    )
