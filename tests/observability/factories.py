"""Endpoints, a receiver that listens on loopback, and signals to hear of."""

import base64
import hashlib
import hmac
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

from apps.client_review.signals import RevisionRequested
from apps.observability import services, signals
from apps.observability.contracts import DeliveryFilter
from apps.observability.models import WebhookDelivery
from kernel.actors import worker
from kernel.db import alias_for, atomic
from kernel.refs import ArtifactRef
from kernel.signals import publish
from kernel.testing import staff

ALERT = "observability.alert_acknowledged.v1"
PUBLISHED = "delivery.publish_failed.v1"
REF = ArtifactRef(kind="bundle", id=uuid4(), version=3, sha256="ab" * 32)
CANARY = "Mia Marsh mia@example.com +49 30 1234567"


@dataclass
class Receiver:
    """A server that keeps what it got; `answer` is (status, headers, body) or a function of the handler."""

    url: str = ""
    answer: object = (200, {}, b"thank you")
    got: list = field(default_factory=list)

    @property
    def ids(self):
        return [headers["webhook-id"] for headers, _ in self.got]

    @property
    def types(self):
        return [json.loads(body)["type"] for _, body in self.got]


@contextmanager
def receiving(settings):
    """A receiver on loopback, which the operator has listed as reachable."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            receiver.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            if callable(receiver.answer):
                receiver.answer(self)
                return
            status, headers, text = receiver.answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(text)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host = f"127.0.0.1:{server.server_port}"
    receiver.url = f"http://{host}/hook"
    settings.AICMO_HTTP_PRIVATE_HOSTS = (*settings.AICMO_HTTP_PRIVATE_HOSTS, host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def boss():
    """Somebody of the agency who looks after webhooks of all clients."""
    return staff("observability.view", "observability.write", clients=None)


def webhook(url, *, client_id=None, events=("*",), actor=None):
    """An endpoint with its secret."""
    return services.create_webhook(actor=actor or boss(), url=url, events=events, client_id=client_id)


def happen(client_id=None):
    """A fact of observability itself: heard by endpoints of the agency only."""
    return tell("observability", signals.AlertAcknowledged(alert_id=uuid4(), client_id=client_id))


def tell(app, signal):
    """Publish a signal as its app would."""
    with atomic(app):
        return publish(signal)


def revision(client_id, notes=(CANARY,)):
    """A client asks for changes, in words that no message may repeat."""
    ids = {"package_id": uuid4(), "decision_id": uuid4(), "engagement_id": uuid4(), "client_id": client_id}
    more = {"round": 1, "rounds_contracted": 2, "extra_round": False, "decided_by": None, "sent_at": None}
    return RevisionRequested(ref=REF, parents=(REF,), subject=REF, notes=notes, **ids, **more)


def deliveries(**filter):
    """The deliveries, oldest first."""
    return services.list_deliveries(actor=boss(), filter=DeliveryFilter(**filter), order="id").items


def next_try():
    """Let the waits and leases run out, and send."""
    with atomic("observability"):
        WebhookDelivery.objects.using(alias_for("observability")).update(retry_at=None, lease_until=None)
    return services.send_webhooks()


def verified(secret, headers, body):
    """Whether a message is signed with this secret: written after the specification, not after our code."""
    key = base64.b64decode(secret.split("_", 1)[1])
    text = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    mine = base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return f"v1,{mine}" in headers["webhook-signature"].split(" ")


WORKER = worker("observability")
