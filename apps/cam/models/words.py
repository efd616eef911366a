"""The words that leads are found by, kept by the writes that store leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from apps.cam.models.base import AgencyQuerySet, agency
from kernel import search

if TYPE_CHECKING:
    from apps.cam.models.leads import Lead

SEARCHED = ("email", "company", "first_name", "last_name")
"""The columns whose words find a lead."""


class LeadWord(models.Model):
    """One word of a lead, as kernel.search writes it."""

    pk = models.CompositePrimaryKey("lead_id", "word")
    lead = models.ForeignKey("cam.Lead", on_delete=models.CASCADE, related_name="words", db_index=False)
    word = models.BinaryField(max_length=search.WORD_BYTES)
    objects = agency()

    class Meta:
        db_table = "cam_lead_words"
        indexes = [models.Index(fields=["word", "lead"], name="cam_lead_words_found")]

    def __str__(self) -> str:
        return bytes(self.word).decode(errors="replace")


def words_of_lead(texts: Iterable[str]) -> list[bytes]:
    """The words of a lead with these texts in the columns SEARCHED, in the order of the index."""
    return sorted(search.words_of(*texts))


def index_words(leads: Iterable[Lead], *, using: str, new: bool = False) -> None:
    """Make leads findable, in the transaction that stored them; `new` if none of them was stored before.

    Lead.save and bulk_create call it. Who writes leads in another way (COPY, INSERT … SELECT) must.
    """
    wanted = {lead.pk: frozenset(words_of_lead(getattr(lead, name) for name in SEARCHED)) for lead in leads}
    if wanted:
        search.write(LeadWord, "lead_id", wanted, using=using, new=new)


class LeadQuerySet(AgencyQuerySet):
    """Leads that are findable as soon as they are stored."""

    def bulk_create(self, objs: Iterable[Lead], *args: Any, **kwargs: Any) -> list[Lead]:
        """As ever, and their words."""
        made = super().bulk_create(objs, *args, **kwargs)
        index_words(made, using=self.db, new=True)
        return made

    bulk_create.alters_data = True

    def searched(self, text: str) -> Self:
        """All that have every word of the text, each given by its beginning."""
        return search.all_found(self, LeadWord, "lead_id", text)
