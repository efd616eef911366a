"""Share links: one object, one action; opening the address changes nothing, a button does."""

from datetime import timedelta
from uuid import uuid4

import pytest

from apps.identity import services
from apps.identity.contracts import AboveOwnRights, LinkNotValid, Role
from apps.identity.models import Credential
from apps.identity.portal.resolver import resolve
from kernel import clock
from kernel.actors import ANONYMOUS, ActorKind
from kernel.errors import Forbidden, InvalidInput
from kernel.models import OutboxEvent
from kernel.testing import browser, guest
from tests.identity.factories import HOUSE, account, actor_of, approver_of, employee


def link(client_id, object_id=None, action="review", app="client_review", **more):
    return services.issue_share_link(
        actor=HOUSE, client_id=client_id, app=app, object_id=object_id or uuid4(), action=action, **more
    )


def path_of(made):
    return made.url.removeprefix("http://127.0.0.1:8000")


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing(method):
    made = link(account().id)
    before = Credential.objects.values().get(pk=made.id)
    client = browser()

    response = getattr(client, method)(path_of(made))

    assert response.status_code in (200, 405)
    assert Credential.objects.values().get(pk=made.id) == before and "guest" not in client.session


def test_the_button_opens_exactly_the_object(harness):
    client_id, package = account().id, uuid4()
    made = link(client_id, package)

    response = browser().post(path_of(made))

    assert response["Location"] == f"/portal/client-review/{package}/"
    actor = services.actor_for_link(credential_id=made.id)
    assert actor.kind is ActorKind.GUEST and actor.scope.object_id == package and actor.clients == {client_id}
    assert actor.rights == {"review.view", "review.comment", "review.decide"}


def test_expired_revoked_and_unknown_links_answer_alike(harness):
    client_id, owner = account().id, actor_of(employee(Role.OWNER))
    short, gone = link(client_id, expires_at=clock.now() + timedelta(hours=1)), link(client_id)
    services.revoke_credential(actor=owner, credential_id=gone.id)
    harness.advance(hours=2)

    answers = {
        (browser().get(path).status_code, browser().post(path).status_code)
        for path in (path_of(short), path_of(gone), "/portal/identity/s/aicmo_unknown/")
    }

    assert answers == {(404, 404)}
    with pytest.raises(LinkNotValid):
        services.check_share_link(actor=ANONYMOUS, secret="aicmo_unknown")


def test_a_revoked_link_closes_the_sessions_it_opened():
    made = link(account().id)
    client = guest(made.url)
    assert client.get("/portal/").status_code == 200

    services.revoke_credential(actor=actor_of(employee(Role.OWNER)), credential_id=made.id)

    assert client.get("/portal/").status_code == 302


def test_of_two_opened_links_the_address_decides():
    client_id, first, second = account().id, uuid4(), uuid4()
    client = guest(link(client_id, first).url)
    client.post(path_of(link(client_id, second, action="view_report", app="reporting")))

    request = client.get("/portal/").wsgi_request
    elsewhere = resolve(request)
    request.path = f"/portal/client-review/{first}/"
    on_first = resolve(request)

    assert on_first.scope.object_id == first and elsewhere.scope.object_id == second


def test_a_guest_is_no_staff_and_holds_nothing_but_the_links_rights():
    client = guest(link(account().id).url)

    assert client.get("/admin/").status_code == 302
    assert client.get("/api/v1/identity/credentials/").status_code == 403


def test_leaving_closes_the_links():
    client = guest(link(account().id).url)

    client.post("/portal/identity/leave/")

    assert client.get("/portal/").status_code == 302


def test_clients_make_no_links_and_staff_none_above_their_rights():
    client_id = account().id
    given = {"client_id": client_id, "app": "client_review", "object_id": uuid4()}

    with pytest.raises(Forbidden):
        services.issue_share_link(actor=approver_of(client_id), action="review", **given)
    with pytest.raises(AboveOwnRights):
        services.issue_share_link(actor=actor_of(employee(Role.CREATIVE)), action="review", **given)
    with pytest.raises(InvalidInput):
        services.issue_share_link(actor=HOUSE, action="everything", **given)


def test_signing_in_ends_being_a_guest():
    client_id = account().id
    client = guest(link(client_id).url)
    person = services.list_members(actor=HOUSE, client_id=client_id)[0]

    from django.contrib.auth import load_backend

    client.force_login(load_backend("apps.identity.portal.backend.Backend").get_user(person.user_id))

    assert client.get("/portal/").wsgi_request.actor.kind is ActorKind.CLIENT


def test_seeing_as_a_client_reads_only_and_says_so():
    client_id = account().id
    person = services.list_members(actor=HOUSE, client_id=client_id)[0]
    staff = browser(employee(Role.OWNER).id)

    staff.post(f"/admin/identity/user/{person.user_id}/act/see_as/", {"reason": "They called"})
    page = staff.get("/portal/")

    actor = page.wsgi_request.actor
    assert actor.id == person.user_id and actor.impersonator and "nothing can be changed" in page.content.decode()
    assert actor.may("review.view") and not actor.may("review.decide")
    with pytest.raises(Forbidden):
        services.end_session(actor=actor, session_id=uuid4())
    staff.post("/portal/identity/stop/")
    assert staff.get("/admin/").status_code == 200


def test_the_same_occasion_has_the_same_link_and_another_has_another(harness):
    client_id, package = account().id, uuid4()
    first = link(client_id, package, email="cleo@client.example", occasion="notice 1")
    harness.advance(days=1)

    again = link(client_id, package, email="cleo@client.example", occasion="notice 1")

    assert again == first and Credential.objects.filter(object_id=package).count() == 1
    others = [
        link(client_id, package, email="cleo@client.example", occasion="notice 2"),
        link(client_id, package, email="ada@client.example", occasion="notice 1"),
        link(client_id, uuid4(), email="cleo@client.example", occasion="notice 1"),
        link(account().id, package, email="cleo@client.example", occasion="notice 1"),
        link(client_id, package, email="cleo@client.example"),
        link(client_id, package, email="cleo@client.example"),
    ]
    assert len({first.url, *(made.url for made in others)}) == 7
    assert OutboxEvent.objects.filter(name="identity.credential_issued.v1").count() == 7


@pytest.mark.parametrize("over", ["revoked", "expired"])
def test_a_link_that_is_over_is_followed_by_another_for_its_occasion(harness, over):
    client_id, package = account().id, uuid4()
    first = link(client_id, package, occasion="notice")
    if over == "revoked":
        services.revoke_credential(actor=actor_of(employee(Role.OWNER)), credential_id=first.id)
    else:
        harness.advance(days=31)

    second, third = (link(client_id, package, occasion="notice") for _ in range(2))

    assert second == third and second.url != first.url
    assert browser().get(path_of(second)).status_code == 200 != browser().get(path_of(first)).status_code


def test_without_the_installations_key_no_occasion_gives_its_link_away(settings):
    client_id, package = account().id, uuid4()
    ours = link(client_id, package, occasion="notice")

    settings.AICMO_HASH_KEY = "another key of another installation, as long"

    assert link(client_id, package, occasion="notice").url != ours.url
