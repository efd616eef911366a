"""Search by the beginnings of words: a table of words beside a table of rows, on every engine alike, never read beyond a bound.

A row's words lie as bytes, so that an index finds a beginning whatever collation the database has. Each word of a search is
looked up to a bound: what is rare is found whole, and where every word is common the first rows found stand for the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

WORD_BYTES = 60
"""Of a longer word only the beginning is kept."""
WORDS_PER_ROW = 24
TERMS = 6
"""Words of one search that are looked at."""
BOUND = 1000
"""Rows looked at per word of a search."""
_WORD = re.compile(r"\w+")


def words_of(*texts: str) -> frozenset[bytes]:
    """The words that a row with these texts is found by: without accents and case, addresses also as a whole."""
    found: dict[bytes, None] = {}
    for text in texts:
        plain = _plain(text)
        if "@" in plain and not re.search(r"\s", plain):
            found[_cut(plain)] = None
        found |= dict.fromkeys(_cut(word) for word in _WORD.findall(plain))
    return frozenset(list(found)[:WORDS_PER_ROW])


def terms_of(text: str) -> tuple[bytes, ...]:
    """The beginnings of words that a search asks for; all must be there. None if nothing of it could be a word."""
    terms: dict[bytes, None] = {}
    for part in _plain(text).split():
        name, at, _ = part.partition("@")
        if name and at:
            terms[_cut(part)] = None
        else:
            terms |= dict.fromkeys(_cut(word) for word in _WORD.findall(part))
    return tuple(terms)[:TERMS]


def write(words: type[models.Model], owner: str, rows: Mapping[UUID, frozenset[bytes]], *, using: str, new: bool = False) -> None:
    """Make these the words of the rows, in the caller's transaction; of `new` rows none are stored yet.

    `words` has the columns `word` and, named by `owner`, the row's id.
    """
    table = words._base_manager.using(using)
    stored: dict[UUID, set[bytes]] = {pk: set() for pk in rows}
    if not new:
        for pk, word in table.filter(**{f"{owner}__in": list(rows)}).values_list(owner, "word"):
            stored[pk].add(bytes(word))
        for pk, wanted in rows.items():
            if gone := stored[pk] - wanted:
                table.filter(**{owner: pk, "word__in": sorted(gone)}).delete()
    added = [words(**{owner: pk, "word": word}) for pk, wanted in rows.items() for word in sorted(wanted - stored[pk])]
    table.bulk_create(added, batch_size=2000)


def first_found(rows: QuerySet, words: type[models.Model], owner: str, text: str, *, bound: int = BOUND) -> tuple[QuerySet, bool]:
    """The rows that have every word of the text, and whether these are all; where all its words are common they are not.

    Reads at most `bound` entries of the index per word, however many rows there are.
    """
    terms = terms_of(text)
    if not terms:
        return rows.none(), True
    table = words._base_manager.using(rows.db)
    found = {term: _ids(table, owner, term, bound) for term in terms}
    whole = [set(ids) for ids in found.values() if len(ids) <= bound]
    common = [term for term, ids in found.items() if len(ids) > bound]
    if whole:
        left = set.intersection(*whole)
    else:
        longest = max(common, key=len)
        left = set(found[longest][:bound])
        common.remove(longest)
    for term in common:
        if left:
            left = set(table.filter(_begins(term), **{f"{owner}__in": sorted(left)}).values_list(owner, flat=True))
    return rows.filter(pk__in=sorted(left)), bool(whole)


def all_found(rows: QuerySet, words: type[models.Model], owner: str, text: str, *, bound: int = BOUND) -> QuerySet:
    """Every row that has every word of the text: where all its words are common, to be read in the rows' own order."""
    found, whole = first_found(rows, words, owner, text, bound=bound)
    if whole:
        return found
    table = words._base_manager.using(rows.db)
    for term in terms_of(text):
        rows = rows.filter(Exists(table.filter(_begins(term), **{owner: OuterRef("pk")})))
    return rows


def _ids(table: QuerySet, owner: str, term: bytes, bound: int) -> list[UUID]:
    # In the index's order: without one, a common word would be looked for in the table from its first page on.
    return list(table.filter(_begins(term)).order_by("word", owner).values_list(owner, flat=True)[: bound + 1])


def _begins(term: bytes) -> models.Q:
    return models.Q(word__gte=term, word__lt=term + b"\xff")  # no word has the byte FF: UTF-8 does not know it


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _cut(word: str) -> bytes:
    return word.encode("utf-8", "ignore")[:WORD_BYTES]
