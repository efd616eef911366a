"""What acts ask for, and how amounts are shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from apps.billing import models
from apps.billing.logic import countries
from kernel.money import Money


class PaymentForm(forms.Form):
    """Money that came in."""

    amount = forms.DecimalField(
        min_value=Decimal("0.001"), max_digits=15, decimal_places=3, help_text="In the invoice's currency."
    )
    received_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    method = forms.ChoiceField(
        choices=[("bank", "Bank transfer"), ("card", "Card"), ("cash", "Cash"), ("direct_debit", "Direct debit")]
    )
    reference = forms.CharField(required=False, max_length=200)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class BillToForm(forms.Form):
    """The recipient of a draft."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField()
    address = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    country = forms.CharField(max_length=60, help_text="Code or name, e.g. DE or Germany: VAT depends on it.")
    vat_id = forms.CharField(required=False, max_length=20, label="VAT number")
    language = forms.ChoiceField(choices=[("en", "English"), ("de", "German")])

    def clean_country(self) -> str:
        """A country we know."""
        if not countries.code_of(self.cleaned_data["country"]):
            raise forms.ValidationError("This country is not known.")
        return self.cleaned_data["country"]


class AssignForm(forms.Form):
    """The invoice that a payment belongs to."""

    number = forms.CharField(max_length=30, label="Invoice number", help_text="e.g. INV-2025-00012")


class StatementForm(forms.ModelForm):
    """A bank statement to import."""

    file = forms.FileField(
        label="CSV file",
        help_text="Columns date, amount, payer, reference. Lines are matched by the invoice number in the reference.",
    )

    class Meta:
        model = models.StatementBatch
        fields: tuple = ()


def shown_money(row: Any, minor: int) -> str:
    """An amount of a row in its currency."""
    return str(Money(minor=minor, currency=row.currency))
