"""The intake form as data: 23 fields in five sections, in English and German."""

from apps.onboarding.logic.form.fields import BY_NAME, FIELDS, REQUIRED, SECTIONS, Field, Section
from apps.onboarding.logic.form.texts_de import TEXTS as GERMAN
from apps.onboarding.logic.form.texts_en import TEXTS as ENGLISH

TEXTS = {"en": ENGLISH, "de": GERMAN}


def label(name: str, language: str) -> str:
    """A field's label in a language of the form (English where the language has none)."""
    return TEXTS.get(language, ENGLISH)[name][0]


__all__ = ["BY_NAME", "FIELDS", "REQUIRED", "SECTIONS", "TEXTS", "Field", "Section", "label"]
