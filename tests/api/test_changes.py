"""`updated_since`: an integrator that asks again and again holds what the house holds, whatever happens between two pages."""

from datetime import timedelta

import pytest
from django.apps import apps as registry

from apps.cam import services as cam
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel import clock
from kernel.actors import worker
from kernel.changes import Changing, bury
from kernel.db import alias_for, atomic
from kernel.testing import NOW, browser
from tests.architecture.objects import World
from tests.architecture.providers.relation import engagement
from tests.billing.factories import issued, pay
from tests.identity.factories import HOUSE, account, actor_of, employee

LEADS = "/api/v1/cam/leads/"
SYNCED = {
    "billing/invoices", "billing/payments", "cam/campaigns", "cam/leads", "client-review/decisions", "client-review/reviews",
    "delivery/packages", "delivery/publications", "onboarding/briefs", "onboarding/engagements", "production/bundles",
    "reporting/reports", "retention/assessments", "retention/engagements", "strategy/strategies",
}  # fmt: skip


def bearer(client_id=None):
    secret = identity.issue_token(actor=actor_of(employee(Role.OWNER)), name="t", rights=("*",), client_id=client_id).secret
    return browser(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def desk():
    """A token for everything."""
    return bearer()


def new_lead(desk, name):
    given = {"email": f"{name}@{name}.example", "company": name, "first_name": name, "source": "list"}
    return desk.post(LEADS, given, "application/json").json()["id"]


class Copy:
    """What an integrator keeps: applies pages until there is none, and remembers where to go on."""

    def __init__(self, client, url):
        self.client, self.url, self.since, self.rows = client, url, "2020-01-01T00:00:00Z", {}

    def sync(self, *, limit=2, between=lambda: None):
        cursor, first = "", True
        while first or cursor:
            query = {"updated_since": self.since, "limit": limit, **({"cursor": cursor} if cursor else {})}
            page = self.client.get(self.url, query).json()
            self.rows |= {row["id"]: row for row in page["items"]}
            for gone in page["deleted"]:
                assert gone["deleted"] is True
                self.rows.pop(gone["id"], None)
            cursor, first = page["next_cursor"], False
            between()
        self.since = page["as_of"]


@pytest.fixture
def time():
    """A clock that goes on a second per call."""
    with clock.frozen(NOW):
        yield lambda **delta: setattr(clock, "_override", clock._override + timedelta(**(delta or {"seconds": 1})))


def test_a_row_changed_while_pages_are_read_is_not_lost(desk, time):
    ids = [new_lead(desk, name) for name in ("anna", "bert", "carl", "dora", "emil") if time() is None]
    copy, pending = Copy(desk, LEADS), [ids[0], ids[4]]

    def meddle():
        time()
        if pending:
            lead = cam.get_lead(actor=HOUSE, lead_id=pending.pop())
            _touch("cam", "Lead", lead.id, company=f"{lead.company} & Sons")

    copy.sync(between=meddle)

    assert set(copy.rows) == set(ids)
    assert [copy.rows[i]["company"] for i in (ids[0], ids[4])] == ["anna & Sons", "emil & Sons"]


def test_paging_by_creation_would_lose_that_change(desk, time):
    ids = [new_lead(desk, name) for name in ("anna", "bert", "carl") if time() is None]
    first = desk.get(LEADS, {"order": "created_at", "limit": 2}).json()
    _touch("cam", "Lead", ids[0], company="changed")

    second = desk.get(LEADS, {"order": "created_at", "limit": 2, "cursor": first["next_cursor"]}).json()

    assert "changed" not in {row["company"] for row in (*first["items"], *second["items"])}


def test_the_next_sync_brings_only_what_changed_and_what_is_gone(desk, time):
    kept, changed = new_lead(desk, "anna"), new_lead(desk, "bert")
    csv = b"email,company,first name,last name\nzoe@zoe.example,Zoe Ltd,Zoe,Zimt\n"
    batch = cam.import_leads(actor=actor_of(employee(Role.OWNER)), data=csv, file_name="a.csv", key="").batch_id
    copy = Copy(desk, LEADS)
    time(minutes=5)
    copy.sync()
    assert len(copy.rows) == 3

    time(minutes=5)
    _touch("cam", "Lead", changed, company="Bert & Sons")
    cam.undo_import(actor=HOUSE, batch_id=batch)
    page = desk.get(LEADS, {"updated_since": copy.since}).json()
    copy.sync()

    assert [row["id"] for row in page["items"]] == [changed] and len(page["deleted"]) == 1
    assert set(copy.rows) == {kept, changed}


@pytest.mark.parametrize("overlap", [60, 0])
def test_a_change_that_commits_late_is_within_the_overlap(desk, time, monkeypatch, overlap):
    monkeypatch.setattr("kernel.paging.OVERLAP", timedelta(seconds=overlap))
    copy = Copy(desk, LEADS)
    time(seconds=30)
    copy.sync()

    with clock.frozen(NOW):  # its transaction began before the sync, and commits after it
        late = new_lead(desk, "late")
    copy.sync()

    assert (late in copy.rows) is (overlap == 60)


def test_deleting_and_saving_in_every_way_is_noticed(desk, time):
    lead = registry.get_model("cam", "Lead").objects.using(alias_for("cam")).get(pk=new_lead(desk, "anna"))
    before = lead.changed_at

    def changed(write):
        time()
        with atomic("cam"):
            write()
        lead.refresh_from_db()
        nonlocal before
        moved, before = lead.changed_at > before, lead.changed_at
        return moved

    rows = type(lead).objects.filter(pk=lead.pk)
    assert changed(lambda: lead.save())
    assert changed(lambda: lead.save(update_fields=["company"]))
    assert changed(lambda: rows.update(company="x"))
    assert changed(lambda: type(lead).objects.bulk_update([lead], ["company"]))


def test_tombstones_stay_with_whom_they_concern(time):
    mine, other = account(), account()
    copy = Copy(bearer(client_id=mine.id), "/api/v1/onboarding/engagements/")
    made = [engagement(World(worker("identity"), owner.id)) for owner in (mine, other)]
    copy.sync()
    assert set(copy.rows) == {str(made[0])}

    time(minutes=2)
    for pk in made:
        _bury("onboarding", "Engagement", pk)
    page = copy.client.get(copy.url, {"updated_since": copy.since}).json()

    assert [gone["id"] for gone in page["deleted"]] == [str(made[0])]
    assert bearer(client_id=mine.id).get(LEADS, {"updated_since": copy.since}).json()["deleted"] == []


def test_a_payment_comes_with_the_next_sync(desk, time):
    invoice = issued()
    payments, invoices = Copy(desk, "/api/v1/billing/payments/"), Copy(desk, "/api/v1/billing/invoices/")
    payments.sync(), invoices.sync()

    time(minutes=2)
    pay(invoice, 100)
    payments.sync(), invoices.sync()

    assert [row["amount"]["minor"] for row in payments.rows.values()] == [100]
    assert invoices.rows[str(invoice.id)]["paid"]["minor"] == 100


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"updated_since": "yesterday"}, "updated_since"),
        ({"updated_since": "2026-01-01T00:00:00"}, "updated_since"),
        ({"updated_since": "2026-01-01T00:00:00Z", "order": "created_at"}, "order"),
        ({"updated_since": "2026-01-01T00:00:00Z", "cursor": "nonsense"}, "cursor"),
        ({"updated_since": "2026-01-01T00:00:00Z", "limit": "0"}, "limit"),
    ],
)
def test_a_wrong_question_is_400_and_names_its_field(desk, query, field):
    response = desk.get(LEADS, query)

    assert (response.status_code, response.json()["field"]) == (400, field)


def test_every_list_that_integrators_copy_offers_it_and_every_such_table_is_indexed():
    from drf_spectacular.generators import SchemaGenerator

    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    offered = {
        path.removeprefix("/api/v1/").rstrip("/")
        for path, item in paths.items()
        if "updated_since" in {p["name"] for p in item.get("get", {}).get("parameters", ())}
    }
    tables = [m for m in registry.get_models() if issubclass(m, Changing)]

    assert offered == SYNCED and len(tables) == len(SYNCED)
    assert [m for m in tables if not any(i.fields == ["changed_at", "id"] for i in m._meta.indexes)] == []


def _touch(app, name, pk, **values):
    model = registry.get_model(app, name)
    with atomic(app):
        model.objects.using(alias_for(app)).filter(pk=pk).update(**values)


def _bury(app, name, pk):
    """What deleting a row does, without deleting one that others hang on."""
    model, using = registry.get_model(app, name), alias_for(app)
    rows = model.objects.using(using).filter(pk=pk)
    with atomic(app):
        bury(model, rows.get(), using)
        rows.update(changed_at=NOW - timedelta(days=9999))
