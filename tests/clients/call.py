"""The generated Python client at work: AICMO_URL and AICMO_TOKEN in the environment; prints what it saw as JSON."""

import json
import os

from aicmo_client import AuthenticatedClient
from aicmo_client.api.identity import identity_get_client, identity_get_clients, identity_post_clients
from aicmo_client.models import IdentityClientInRequest, Problem

client = AuthenticatedClient(base_url=os.environ["AICMO_URL"], token=os.environ["AICMO_TOKEN"])
new = IdentityClientInRequest(name="Northwind", contact_name="Ada", contact_email="ada@northwind.example")
other = IdentityClientInRequest(name="Southwind", contact_name="Ben", contact_email="ben@southwind.example")

first = identity_post_clients.sync(client=client, body=new, idempotency_key="one-act")
again = identity_post_clients.sync(client=client, body=new, idempotency_key="one-act")
refused = identity_post_clients.sync(client=client, body=other, idempotency_key="one-act")
assert not isinstance(first, Problem) and isinstance(refused, Problem), (first, refused)
read = identity_get_client.sync(client_id=first.id, client=client)

names, pages, cursor = [], 0, None
while pages == 0 or cursor:
    page = identity_get_clients.sync(client=client, limit=2, **({"cursor": cursor} if cursor else {}))
    names += [item.name for item in page.items]
    pages, cursor = pages + 1, page.next_cursor

created = [str(first.id), str(again.id), str(read.id)]
print(json.dumps({"created": created, "year": read.created_at.year, "refused": refused.status, "names": names, "pages": pages}))
