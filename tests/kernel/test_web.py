"""The bases of pages: what a view answers to strangers, errors, double clicks and reading methods."""

import pytest
from django.test import RequestFactory

from kernel import context
from kernel.actors import ANONYMOUS
from kernel.context import NestedCommand
from kernel.db import ANYONE, atomic
from kernel.errors import Conflict, NotFound
from kernel.testing import client_user
from kernel.web.access import PUBLIC
from kernel.web.api import parse
from kernel.web.portal import PortalView, file_response


class Page(PortalView):
    """A page whose answer the test chooses."""

    right = ANYONE
    act = staticmethod(lambda view: view.page(template="portal/home.html"))

    def get(self, request):
        return self.act(self)

    post = get


def ask(actor, act=None, method="get", right=ANYONE, **data):
    request = getattr(RequestFactory(), method)("/portal/x/", data)
    request.actor, request.session = actor, {}
    return Page.as_view(right=right, act=act or Page.act)(request)


def raising(error):
    def act(view):
        raise error

    return act


def test_a_stranger_is_sent_to_the_sign_in_page_and_back():
    response = ask(ANONYMOUS)

    assert response.status_code == 302 and response["Location"].endswith("?next=%2Fportal%2Fx%2F")


def test_an_open_page_needs_nobody():
    assert ask(ANONYMOUS, right=PUBLIC).status_code == 200


def test_a_page_without_a_right_is_nobodys():
    assert ask(client_user(None, "*"), right="").status_code == 403


def test_a_missing_right_is_403_and_says_which():
    response = ask(client_user(None, "review.view"), right="review.decide")

    assert response.status_code == 403 and "review.decide" in response.content.decode()


@pytest.mark.parametrize(("error", "status"), [(NotFound("No such thing."), 404), (Conflict("Too late.", remedy="Ask us."), 409)])
def test_an_error_of_the_house_is_a_page_with_its_status_and_remedy(error, status):
    response = ask(client_user(None), raising(error), "post")

    assert response.status_code == status and error.detail in response.content.decode()
    assert error.remedy in response.content.decode()


def test_reading_a_page_can_change_nothing():
    def change(view):
        with atomic("identity"):
            return view.page(template="portal/home.html")

    with pytest.raises(NestedCommand):
        ask(client_user(None), change)
    assert ask(client_user(None), change, "post").status_code == 200 and context.reading() == ""


def test_a_form_key_belongs_to_the_person():
    keys = []
    for actor in (client_user(None), client_user(None)):
        ask(actor, lambda view: keys.append(view.key) or view.page(template="portal/home.html"), "post", form_key="k")

    assert keys[0] != keys[1] and all(key.endswith(":k") for key in keys)


def test_a_file_that_could_run_script_is_never_shown_inline():
    html = file_response(b"<script>", name="a.html", content_type="text/html", inline=True)
    pdf = file_response(b"%PDF", name="ä\r\nb.pdf", content_type="application/pdf", inline=True)

    assert html["Content-Disposition"].startswith("attachment") and "sandbox" in html["Content-Security-Policy"]
    assert pdf["Content-Disposition"].startswith("inline") and "\n" not in pdf["Content-Disposition"]


def test_a_body_becomes_a_dataclass_with_its_types():
    from kernel.money import Money

    assert parse(Money, {"minor": 5, "currency": "EUR"}) == Money(minor=5, currency="EUR")
