"""The deal's form in Chromium: the chosen pack's price stands in its field until somebody typed another."""

import pytest

from apps.cam import services
from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.onboarding import services as onboarding
from kernel.actors import worker
from kernel.testing import browser
from tests.cam.factories import agent, row, table, the_lead

pytestmark = pytest.mark.browser


def test_the_price_follows_the_pack_until_it_is_typed(chromium, live_url, harness):
    owner = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    services.import_leads(actor=agent(), data=table(row()), file_name="x.csv")
    listed = {pack.name: str(pack.price.decimal) for pack in onboarding.list_packs(actor=agent())}
    page = chromium()
    page.context.add_cookies([{"name": "sessionid", "value": browser(owner.id).cookies["sessionid"].value, "url": live_url}])

    page.goto(f"{live_url}/admin/cam/lead/{the_lead().id}/act/close_deal/")
    price, pack = page.locator("[name=price]"), page.locator("[name=pack]")

    assert price.input_value() == listed[pack.input_value()]
    pack.select_option("launch_gtm_pack")
    assert price.input_value() == listed["launch_gtm_pack"]
    price.fill("7777.00")
    pack.select_option("quick_social_basic")
    assert price.input_value() == "7777.00" and page.problems == []
