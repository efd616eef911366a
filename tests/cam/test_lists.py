"""Lists and searches of leads: every row once in either direction, words found as they are written, nothing counted."""

import re
from dataclasses import replace

import pytest
from django.db import connections

from apps.cam import models, services
from apps.cam.contracts import LeadFilter, LeadIn
from apps.cam.logic import scoring
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel import search
from kernel.actors import worker
from kernel.db import alias_for, atomic
from kernel.testing import browser
from tests.cam.factories import agent

pytestmark = pytest.mark.django_db(databases="__all__")
ADA = LeadIn(email="ada.o-berg@nordwind.example", first_name="Ada", last_name="Öberg", company="Nordwind & Söhne GmbH")
LIST = "/admin/cam/lead/"


@pytest.fixture
def owner():
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    return browser(made.id)


def take(*leads):
    return [services.ingest(actor=agent(), lead=lead, key=lead.email) for lead in leads]


def many(count, **more):
    return take(*(LeadIn(email=f"p{n}@firm{n}.example", company=f"Firm {n}", **more) for n in range(count)))


def found(text):
    return [lead.email for lead in services.list_leads(actor=agent(), filter=LeadFilter(text=text)).items]


def shown(page):
    return re.findall(r"(p\d+)@firm", re.sub(r"<input[^>]*>", "", page))


def link(page, rel):
    match = re.search(rf'<a href="([^"]+)"[^>]*rel="{rel}"', page)
    return LIST + match[1].replace("&amp;", "&") if match else ""


@pytest.mark.parametrize(
    "text", ["ada", "ÖBERG", "oberg ada", "nordw gmbh", "ada.o-berg@nord", "@nordwind.example", "sohne", "Nordwind & Söhne"]
)
def test_a_lead_is_found_by_the_beginnings_of_its_words(text):
    take(ADA, LeadIn(email="bo@elsewhere.example", first_name="Bo", company="Other"))

    assert found(text) == [ADA.email]


@pytest.mark.parametrize("text", ["dwind", "ada bo", "ada.o-berg@x", "zzz", "!!!", "\xff", "%", "_"])
def test_what_no_word_begins_with_is_not_found(text):
    take(ADA, LeadIn(email="bo@elsewhere.example", first_name="Bo"))

    assert found(text) == []


def test_a_lead_is_found_by_what_it_is_now_and_not_by_what_it_was():
    (lead,) = take(ADA)
    row = models.Lead.objects.get(pk=lead.id)
    row.company, row.last_name = "Südwind", "Berg"
    with atomic("cam"):
        row.save(update_fields=["company", "last_name"])

    assert found("sudwind berg") == [ADA.email] and found("nordwind.example ada") == [ADA.email]
    assert found("gmbh") == [] == found("oberg")
    with atomic("cam"):
        row.delete()
    assert not models.LeadWord.objects.exists()


def test_a_write_that_changes_no_name_writes_no_words(django_assert_num_queries):
    (lead,) = take(ADA)
    row = models.Lead.objects.get(pk=lead.id)
    row.title = "Head"
    with atomic("cam"), django_assert_num_queries(1, using=alias_for("cam")):
        row.save()


def test_leads_stored_together_are_found():
    (lead,) = take(ADA)
    row = models.Lead.objects.get(pk=lead.id)
    copies = [models.Lead(**{f.attname: getattr(row, f.attname) for f in models.Lead._meta.fields if f.name != "id"})]
    copies[0].identity_hash, copies[0].email, copies[0].company = "x" * 64, "zoe@new.example", "Zebra"
    with atomic("cam"):
        models.Lead.objects.bulk_create(copies)

    assert found("zebra") == ["zoe@new.example"]


def test_a_search_for_what_many_have_reads_no_more_than_its_bound(monkeypatch, owner):
    monkeypatch.setattr(search, "BOUND", 5)
    monkeypatch.setattr(search.first_found, "__kwdefaults__", {"bound": 5})
    monkeypatch.setattr(search.all_found, "__kwdefaults__", {"bound": 5})
    many(12)
    rows = models.Lead.objects.all()

    few, whole = search.first_found(rows, models.LeadWord, "lead_id", "firm")
    assert (len(few), whole) == (5, False)
    one, whole = search.first_found(rows, models.LeadWord, "lead_id", "firm p7")
    assert ([lead.email for lead in one], whole) == (["p7@firm7.example"], True)
    assert len(found("firm")) == 12  # what integrators get is never cut
    page = owner.get(LIST, {"q": "firm"}).content.decode()
    assert len(set(shown(page))) <= 5 and "More than 5 match" in page
    exported = owner.post(f"{LIST}export/?q=firm", {"format": "0", **{f"leadresource_{n}": "on" for n in ("email",)}})
    assert exported.content.count(b"@firm") == 12


def test_pages_show_every_lead_once_in_both_directions(owner, monkeypatch):
    from apps.cam.admin.leads import LeadAdmin

    monkeypatch.setattr(LeadAdmin, "list_per_page", 4)
    leads = many(10)
    best = [lead.email.split("@")[0] for lead in sorted(leads, key=lambda one: (one.score, str(one.id)), reverse=True)]
    pages, address = [], LIST
    while address:
        pages.append(owner.get(address).content.decode())
        address = link(pages[-1], "next")
    order = [list(dict.fromkeys(shown(page))) for page in pages]
    assert [len(one) for one in order] == [4, 4, 2] and [one for page in order for one in page] == best

    back = owner.get(link(pages[2], "prev")).content.decode()
    assert list(dict.fromkeys(shown(back))) == order[1]
    first = owner.get(link(back, "prev")).content.decode()
    assert list(dict.fromkeys(shown(first))) == order[0] and not link(first, "prev") and link(first, "next")
    turned = owner.get(f"{LIST}?o=6").content.decode()  # by score, the lowest first
    assert list(dict.fromkeys(shown(turned))) == best[::-1][:4]


def test_a_page_counts_nothing_and_reads_leads_once(owner, django_assert_max_num_queries):
    many(3)
    owner.get(LIST)
    with django_assert_max_num_queries(40, using=alias_for("cam")) as seen:
        owner.get(LIST, {"q": "firm", "country": "DE"})
    said = [query["sql"] for query in seen.captured_queries]
    assert not [sql for sql in said if "COUNT(" in sql or "DISTINCT" in sql]
    assert sum('FROM "cam_leads"' in sql for sql in said) == 1


@pytest.mark.parametrize("query", ["after=xxx", "before=WyJ4Il0", "after=", "o=99", "o=1.2", "p=7", "all="])
def test_addresses_that_nobody_gave_out_do_no_harm(owner, query):
    many(2)

    assert owner.get(f"{LIST}?{query}").status_code in (200, 302)


def test_filters_offer_what_scores_can_say(owner):
    (lead,) = take(replace(ADA, country="Germany"))
    page = owner.get(LIST, {"verdict": models.Lead.objects.get().verdict, "country": "DE"}).content.decode()

    assert lead.email in page and lead.email not in owner.get(LIST, {"country": "FR"}).content.decode()
    assert models.Lead.objects.get().verdict in scoring.VERDICTS


def test_the_plan_of_a_page_begins_at_its_bound():
    if connections[alias_for("cam")].vendor != "postgresql":
        pytest.skip("plans are PostgreSQL's")
    from kernel.web.lists import _behind, _Step

    (lead,) = take(ADA)
    rows = _behind(models.Lead.objects.all(), [_Step("score", True), _Step("id", True)], [0.5, lead.id])
    with connections[alias_for("cam")].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
    plan = rows.order_by("-score", "-id")[:5].explain()
    assert "cam_leads_best" in plan and "Index Cond" in plan and "Sort" not in plan
