"""Lists of staff pages whose tables grow without end: read by key in both directions, never counted, searched by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest
from unfold.views import ChangeList

from kernel import search
from kernel.pages import decode_cursor, encode_cursor
from kernel.paging import parsed, written

AFTER, BEFORE = "after", "before"
"""Names in the address: the cursor of the row that a page begins behind, or ends in front of."""


@dataclass(frozen=True, kw_only=True)
class Pager:
    """Where a page of an endless list leads to; "" where there is nothing more. Unfold asks it for its template."""

    first: str
    previous: str
    following: str
    per_page: int
    template_name: str = "admin/endless_pagination.html"


@dataclass(frozen=True)
class _Step:
    """One column of the order."""

    name: str
    down: bool

    def turned(self) -> _Step:
        return _Step(self.name, not self.down)

    def __str__(self) -> str:
        return f"{'-' if self.down else ''}{self.name}"


class EndlessChangeList(ChangeList):
    """A changelist of one statement per page, whatever the page and however many the rows.

    It orders by columns that are never empty and that the admin's `sortable_by` and `ordering` name; ids break ties.
    """

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[str]:
        """The order as asked for, where a key can be made of it, else the admin's own."""
        asked = self._steps(super().get_ordering(request, queryset))
        steps = asked or self._steps(self.model_admin.get_ordering(request) or ("pk",))
        if not steps:
            raise TypeError(f"{type(self.model_admin).__name__}.ordering names what no list can be paged by")
        return [str(step) for step in steps]

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str | None] | None = None) -> QuerySet:
        """The rows in order; the address's cursors are none of its filters and no part of its links."""
        for name in (AFTER, BEFORE):
            self.params.pop(name, None)
            self.filter_params.pop(name, None)
        return super().get_queryset(request, exclude_parameters)

    def get_results(self, request: HttpRequest) -> None:
        """One page and one row more, which tells whether there is another; InvalidInput for a cursor of another list."""
        steps = [_Step(name.lstrip("-"), name.startswith("-")) for name in self.get_ordering(request, self.queryset)]
        after, before = request.GET.get(AFTER, ""), request.GET.get(BEFORE, "")
        of = f"{self.model._meta.label} {' '.join(map(str, steps))}"
        back = bool(before) and not after
        way, rows = [step.turned() for step in steps] if back else steps, self.queryset
        if cursor := after or before:
            texts = decode_cursor(cursor, of=of, parts=len(way))
            rows = _behind(rows, way, [parsed(rows, step.name, text) for step, text in zip(way, texts, strict=True)])
        found = list(rows.order_by(*map(str, way))[: self.list_per_page + 1])
        more, shown = len(found) > self.list_per_page, found[: self.list_per_page]
        shown = shown[::-1] if back else shown

        def link(name: str, row: Model) -> str:
            values = (written(getattr(row, step.name)) for step in steps)
            return self.get_query_string({name: encode_cursor(*values, of=of)})

        self.paginator = Pager(
            first=self.get_query_string() if cursor else "",
            previous=link(BEFORE, shown[0]) if shown and (more if back else after) else "",
            following=link(AFTER, shown[-1]) if shown and (back or more) else "",
            per_page=self.list_per_page,
        )
        self.result_list, self.result_count, self.full_result_count = shown, len(shown), len(shown)
        self.show_full_result_count = self.show_all = self.can_show_all = self.multi_page = False

    def _steps(self, ordering: Any) -> list[_Step]:
        """The order's columns, ids last in the direction of the first; none if one of them is no column or may be empty."""
        pk, steps = self.lookup_opts.pk.name, []
        names = {self.get_ordering_field(name) for name in self.sortable_by or ()} if self.sortable_by is not None else None
        own = {str(name).lstrip("-") for name in self.model_admin.ordering or ()}
        for item in ordering:
            name = item.lstrip("-") if isinstance(item, str) else ""
            if name in ("pk", pk) or any(step.name == name for step in steps):
                continue  # Django adds the order that the rows have already
            if not name or not _never_empty(self.model, name) or (names is not None and name not in names | own):
                return []
            steps.append(_Step(name, item.startswith("-")))
        return [*steps, _Step(pk, steps[0].down if steps else str(next(iter(ordering), "")).startswith("-"))]


def searched(request: HttpRequest, rows: QuerySet, words: type[Model], owner: str, text: str) -> QuerySet:
    """The rows that a search finds on a page; all of them for a request that is marked `search_whole`."""
    if getattr(request, "search_whole", False):
        return search.all_found(rows, words, owner, text)
    found, whole = search.first_found(rows, words, owner, text)
    if not whole:
        told = f"More than {search.BOUND:,} match “{text[:60]}”: these are among the first of them. Add a word to see the others."
        messages.info(request, told)
    return found


def choice_filter(column: str, title: str, values: list[tuple[str, str]]) -> type[SimpleListFilter]:
    """A list filter over (value, words) that are known beforehand: nothing is read to offer them."""

    class Filter(SimpleListFilter):
        parameter_name = column

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            asked = request.GET.get(column, "")
            return values if not asked or asked in dict(values) else [*values, (asked, asked)]

        def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
            return queryset.filter(**{column: self.value()}) if self.value() else queryset

    Filter.title = title
    return Filter


def _behind(rows: QuerySet, steps: list[_Step], values: list[Any]) -> QuerySet:
    """The rows behind these values; the bound on the first column alone is where an index begins."""
    alternatives, equal = Q(), {}
    for step, value in zip(steps, values, strict=True):
        alternatives |= Q(**equal, **{f"{step.name}__{'lt' if step.down else 'gt'}": value})
        equal[step.name] = value
    return rows.filter(alternatives, **{f"{steps[0].name}__{'lte' if steps[0].down else 'gte'}": values[0]})


def _never_empty(model: type[Model], name: str) -> bool:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return isinstance(field, Field) and not field.null and not field.is_relation
