"""What acts and pages of cam ask for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminFileFieldWidget

from apps.cam.contracts import ReplyClass
from apps.cam.logic.importing import FIELDS
from apps.cam.models import Campaign, Setting
from kernel.actors import Actor
from kernel.money import Money

CURRENCIES = ("EUR", "USD", "GBP", "CHF")
_source: Callable[[Actor], Mapping[str, Money]] | None = None


def _packs() -> list[tuple[str, str]]:
    names = Setting.objects.filter(name="packs").values_list("value", flat=True).first() or []
    return [(name, name.replace("_", " ")) for name in names]


def use_prices(source: Callable[[Actor], Mapping[str, Money]]) -> None:
    """Tell where list prices by pack come from: the price list is onboarding's, which stands above cam, so the site brings it."""
    global _source
    _source = source


def list_prices(actor: Actor) -> Mapping[str, Money]:
    """List price of each pack on sale; empty where no source was told."""
    return _source(actor) if _source is not None else {}


class DealForm(forms.Form):
    """What the lead agreed to. An empty price is the list price of the chosen pack; the script writes it into the field."""

    pack = forms.ChoiceField(choices=_packs)
    price = forms.DecimalField(
        min_value=0.01,
        decimal_places=2,
        max_digits=12,
        required=False,
        help_text="Net, for the whole pack. Left empty, it is the pack's list price.",
    )
    currency = forms.ChoiceField(choices=[(c, c) for c in CURRENCIES])
    signer_name = forms.CharField(max_length=150, label="Who said yes")
    signer_email = forms.EmailField(label="Their e-mail address")

    class Media:
        js = ("site/deal.js",)

    def __init__(self, *args: Any, prices: Mapping[str, Money] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prices = dict(prices or {})
        shown = {name: [str(price.decimal), price.currency] for name, price in self.prices.items()}
        self.fields["pack"].widget.attrs["data-prices"] = json.dumps(shown)
        self.fields["pack"].choices = [
            (name, f"{title} ({self.prices[name]})" if name in self.prices else title) for name, title in _packs()
        ]

    def clean(self) -> dict[str, Any]:
        """An empty price becomes the chosen pack's, with its currency."""
        given = super().clean()
        if given.get("price") is None and "price" not in self.errors and "pack" in given:
            known = self.prices.get(given["pack"])
            if known is None:
                self.add_error("price", "This pack has no list price: enter what was agreed.")
            else:
                given |= {"price": known.decimal, "currency": known.currency}
        return given


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(max_length=300)


class NoteForm(forms.Form):
    """A note for the lead's history."""

    note = forms.CharField(max_length=500, required=False)


class ClassForm(forms.Form):
    """What the mail really is."""

    reply_class = forms.ChoiceField(choices=[(c.value, c.value) for c in ReplyClass], label="It is")


class UploadForm(forms.Form):
    """A file of leads."""

    file = forms.FileField(
        label="CSV or XLSX file",
        help_text="As exported by Apollo, HubSpot, Sales Navigator, or made by hand.",
        widget=UnfoldAdminFileFieldWidget,
    )
    campaign = forms.ModelChoiceField(
        queryset=Campaign.objects.none(), required=False, help_text="Its new, qualified leads are written to once it runs."
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = Campaign.objects.filter(status__in=("DRAFT", "ACTIVE", "PAUSED")).order_by("name")


class MappingForm(forms.Form):
    """Which column is which field; built from the header of the file."""

    def __init__(self, *args: object, columns: list[str], mapping: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((c, c) for c in columns)]
        for field in FIELDS:
            if field != "is_private":
                self.fields[f"map_{field}"] = forms.ChoiceField(
                    choices=choices, required=False, initial=mapping.get(field, ""), label=field.replace("_", " ").capitalize()
                )


class EraseForm(forms.Form):
    """Why a person is erased; at first one only looks at what it touches."""

    reason = forms.CharField(max_length=300, help_text="Who asked for it, and when. Recorded without addresses.")
    look_only = forms.BooleanField(
        initial=True, required=False, label="Only show what it touches",
        help_text="Without the tick the person is erased in all modules, for good; the address stays as a keyed hash only.",
    )  # fmt: skip


class ClaimForm(forms.Form):
    """A personal sentence for a lead's mails."""

    text = forms.CharField(max_length=300, label="Sentence", help_text="Stands where a text says {personal_line}.")
    source_url = forms.URLField(max_length=500, label="Source", help_text="The address of the page where it was read.")
    found_on = forms.DateField(label="Found on", help_text="The day it was read, as 2026-03-31.")


class ConsentForm(forms.Form):
    """That a person agreed to be written to."""

    source = forms.CharField(max_length=200, label="Where it is written down")
    given_on = forms.DateField(label="Given on", help_text="As 2026-03-31.")


class CopyForm(forms.Form):
    """What a sequence is called."""

    name = forms.CharField(max_length=40, help_text="Small letters, digits and _; campaigns name the sequence by it, for good.")
    title = forms.CharField(max_length=120)
