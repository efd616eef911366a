"""The cockpit: what waits for whom, grouped, narrowed, and what an empty one says."""

import ast
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from aicmo_site import waiting
from aicmo_site.modules import MODULES
from apps.identity.contracts import Role
from apps.observability import services as observability
from kernel import clock
from kernel.actors import worker
from kernel.pages import Waiting
from kernel.testing import browser
from tests.identity.factories import account, employee

PORTAL_ONLY = {"decision", "sign_agreement", "intake", "intake_returned", "invoice_to_pay", "quote_to_answer"}


def card(kind="review", *, due=None, since=0, client_id=None, right="cam.write", title=""):
    """A card whose moment is `due` hours from now and that waits for `since` hours."""
    return Waiting(
        app="cam", kind=kind, title=title or f"{kind} {due} {since}", url="/admin/", right=right, client_id=client_id,
        since=clock.now() - timedelta(hours=since), due_at=None if due is None else clock.now() + timedelta(hours=due),
    )  # fmt: skip


@pytest.fixture
def cards(monkeypatch):
    """Lets a test say which cards cam has; the other modules have what the database holds."""

    def put(*found):
        monkeypatch.setattr("apps.cam.services.list_waiting", lambda *, actor: found)

    return put


def page(role=Role.OWNER, query=""):
    return browser(employee(role).id).get(f"/admin/{query}")


def test_a_module_that_breaks_is_named_and_leaves_the_others_their_cards(cards, monkeypatch):
    def broken(*, actor):
        raise RuntimeError("no")

    cards(card("review"))
    monkeypatch.setattr("apps.billing.services.list_waiting", broken)

    shown = page()

    assert [g.key for g in shown.context["found"].groups] == ["review"] and "Billing could not be asked" in shown.content.decode()


def test_cards_stand_in_heaps_by_kind_and_the_overdue_ones_first(cards):
    cards(card("review", since=9), card("close_deal", due=5), card("close_deal", due=-3), card("review", since=1))

    found = page().context["found"]

    assert [(g.key, len(g.cards), g.overdue) for g in found.groups] == [("close_deal", 2, 1), ("review", 2, 0)]
    assert [c.overdue for c in found.groups[0].cards] == [True, False] and found.overdue == 1


def test_links_narrow_by_client_and_by_kind_and_keep_each_other(cards):
    one, other = account("Northwind"), account("Southwind")
    own = "cam.write"
    cards(card(client_id=one.id, right=own), card("close_deal", client_id=one.id), card(client_id=other.id), card())

    found = page(query=f"?client={one.id}&kind=review").context["found"]

    assert [(g.key, [c.client for c in g.cards]) for g in found.groups] == [("review", [one.name])]
    assert {c.title: c.count for c in found.clients} == {"All": 4, one.name: 2, other.name: 1, "No client yet": 1}
    assert f"?client={other.id}&kind=review" in [c.query for c in found.clients]
    assert f"?kind=close_deal&client={one.id}" in [c.query for c in found.kinds]
    assert [c.title for c in found.kinds if c.here] == [waiting.title_of("review")]


def test_a_filter_that_leaves_nothing_leads_back_to_everything(cards):
    cards(card(), card())

    shown = page(query="?kind=%3Cscript%3E").content.decode()

    assert "Show everything that waits (2)" in shown and "<script>" not in shown.split("content-main")[1]


def test_an_alert_names_its_client_and_no_raw_id():
    client, engagement = account("Northwind"), uuid4()
    observability.raise_alert(
        actor=worker("observability"), kind="client_silent", subject=f"engagement {engagement}", message="The agreement expired.",
        client_id=client.id, key="a",
    )  # fmt: skip
    owner = browser(employee(Role.OWNER).id)

    for path in ("/admin/?kind=alert", "/admin/observability/alert/"):
        shown = owner.get(path).content.decode()
        assert "Client silent" in shown and client.name in shown and str(engagement) not in shown, path


@pytest.mark.parametrize(
    ("role", "kind", "table"),
    [
        (Role.STRATEGIST, "strategy", "/admin/strategy/strategy/"),
        (Role.CREATIVE, "draft_failed", "/admin/production/bundle/"),
        (Role.QC, "qc_failed", "/admin/qc/result/"),
        (Role.FINANCE, "invoice_draft", "/admin/billing/invoice/"),
    ],
)
def test_an_empty_cockpit_says_what_would_appear_for_the_role_and_links_what_it_may_see(role, kind, table):
    shown = page(role).content.decode().split("content-main")[1]

    assert "Nothing waits for you." in shown and waiting.title_of(kind) in shown and table in shown
    assert waiting.title_of("client_without_approver") not in shown and "/admin/identity/credential/" not in shown


def test_who_only_reads_is_told_that_nothing_will_wait():
    shown = page(Role.READ_ONLY).content.decode().split("content-main")[1]

    assert "your role decides nothing" in shown and "/admin/billing/invoice/" in shown


def test_every_kind_of_card_has_a_name_and_the_rights_that_the_cards_name():
    told = dict(_kinds_in_the_code())

    assert set(told) >= {"review", "strategy", "qc_failed", "metrics_missing", "invoice_draft", "alert", "brief_approval"}
    assert sorted(set(told) - PORTAL_ONLY - set(waiting.KINDS)) == [] and sorted(set(waiting.KINDS) - set(told)) == []
    wrong = {k: r for k, r in told.items() if r and k in waiting.KINDS and r not in waiting.KINDS[k][1].split()}
    assert wrong == {}


def _kinds_in_the_code():
    """(kind, right) of every card that a module's facade makes; the right is "" where it is computed."""
    for name in MODULES:
        for path in Path("apps", name, "services").rglob("*.py"):
            tree = ast.parse(path.read_text())
            if "Waiting" not in {a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}:
                continue
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    given = {k.arg: k.value for k in node.keywords}
                    right = getattr(given.get("right"), "value", "")
                    for text in _texts(given.get("kind")):
                        yield text, right if isinstance(right, str) else ""
                    if getattr(node.func, "id", "") == "_staff":
                        yield node.args[1].value, "review.manage"
                elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 3:
                    first, _, last = node.value.elts
                    if isinstance(first, ast.Constant) and isinstance(last, ast.Constant) and "." in str(last.value):
                        yield first.value, last.value


def _texts(value):
    options = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
    return [o.value for o in options if isinstance(o, ast.Constant) and isinstance(o.value, str)]
