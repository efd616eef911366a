"""What acts and pages of cam ask for."""

from __future__ import annotations

from django import forms
from unfold.widgets import UnfoldAdminFileFieldWidget

from apps.cam.contracts import ReplyClass
from apps.cam.logic.importing import FIELDS
from apps.cam.models import Campaign, Setting

CURRENCIES = ("EUR", "USD", "GBP", "CHF")


def _packs() -> list[tuple[str, str]]:
    names = Setting.objects.filter(name="packs").values_list("value", flat=True).first() or []
    return [(name, name.replace("_", " ")) for name in names]


class DealForm(forms.Form):
    """What the lead agreed to."""

    pack = forms.ChoiceField(choices=_packs)
    price = forms.DecimalField(min_value=0.01, decimal_places=2, max_digits=12, help_text="Net, for the whole pack.")
    currency = forms.ChoiceField(choices=[(c, c) for c in CURRENCIES])
    signer_name = forms.CharField(max_length=150, label="Who said yes")
    signer_email = forms.EmailField(label="Their e-mail address")


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
