"""The web server as production runs it, on a real PostgreSQL under the login role, asked over a socket."""

import http.client
import os
import subprocess

import pytest
from django.conf import settings
from django.db import connections

from aicmo_site import healthcheck, refusals
from aicmo_site.processes import WEB, runnable
from tests.production_engine.conftest import eventually
from tests.production_engine.test_settings import GOOD
from tests.servers import free_port

pytestmark = pytest.mark.slow


@pytest.fixture
def environment(committed, redis_server, tmp_path):
    """What production needs to serve the test's own copy of the database."""
    if not settings.AICMO_WALLS:
        pytest.skip("needs PostgreSQL: python -m tests.servers pytest tests/production_engine")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AICMO_", "DJANGO_"))}
    values = connections["default"].settings_dict
    return kept | GOOD | {
        "AICMO_DB_HOST": values["HOST"], "AICMO_DB_PORT": str(values["PORT"]), "AICMO_DB_NAME": values["NAME"],
        "AICMO_DB_ROLES": settings.AICMO_WALLS["prefix"], "AICMO_SPLIT": os.environ.get("AICMO_SPLIT", ""),
        "AICMO_REDIS_URL": redis_server.url, "AICMO_DATA": str(tmp_path / "var"), "AICMO_BEHIND_PROXY": "1",
    }  # fmt: skip


def command(port: int) -> list[str]:
    """The web server's command on a port of this machine, with one process."""
    changes = {"8000": str(port), "0.0.0.0": "127.0.0.1", "2": "1"}
    return runnable([changes.get(part, part) for part in WEB])


def drop_connections(database: str) -> None:
    """What a restart of PostgreSQL does to connections that a pool keeps."""
    from tests.postgresql import superuser

    with superuser() as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE %s", [f"{database}%"])


def let_in(database: str, allowed: bool) -> None:
    """While nobody may connect, PostgreSQL is as good as away."""
    from tests.postgresql import superuser

    with superuser() as server:
        server.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS {str(allowed).lower()}')
    if not allowed:
        drop_connections(database)


def ask(port: int, path: str, *, scheme: str = "https") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Host": "desk.agency.com", "X-Forwarded-Proto": scheme, "Cookie": f"__Host-session={'x' * 32}"}
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.body = answer.read().decode()
    connection.close()
    return answer


def test_it_serves_over_https_only_with_host_cookies_and_its_policies(environment, monkeypatch, tmp_path):
    port = free_port()
    monkeypatch.setenv("AICMO_HOSTS", environment["AICMO_HOSTS"])
    monkeypatch.setenv("AICMO_HEALTH_URL", f"http://127.0.0.1:{port}/healthz")
    log = (tmp_path / "web.log").open("wb")
    server = subprocess.Popen(command(port), env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log)
    try:
        eventually(lambda: healthcheck.main(["web"]) == 0, seconds=60, hint=(tmp_path / "web.log").read_text)
        plain, page, api = ask(port, "/", scheme="http"), ask(port, "/accounts/login/"), ask(port, "/api/v1/identity/me/")
        ready = ask(port, "/readyz")
        drop_connections(environment["AICMO_DB_NAME"])
        again = [ask(port, "/readyz") for _ in range(6)]
        let_in(environment["AICMO_DB_NAME"], False)
        away = ask(port, "/portal/")
        let_in(environment["AICMO_DB_NAME"], True)
        eventually(lambda: ask(port, "/portal/").status < 500, seconds=30)
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()

    assert plain.status == 301 and plain.headers["Location"] == "https://desk.agency.com/"
    assert page.status == 200 and "__Host-csrf=" in page.headers["Set-Cookie"] and "Secure" in page.headers["Set-Cookie"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "preload" in page.headers["Strict-Transport-Security"]
    assert api.status == 401 and ready.status == 200
    assert [answer.status for answer in again] == [200] * len(again)
    assert away.status == 503 and int(away.headers["Retry-After"]) > 0 and "does not answer. Try again" in away.body


def test_it_refuses_to_serve_as_the_tables_owner(environment):
    code = "import aicmo_site.wsgi"
    done = subprocess.run(
        [*runnable(["python"]), "-c", code], env=environment | {"AICMO_DB_AS": "owner"},
        cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert done.returncode == refusals.EXIT_CODE and "tables' owner" in done.stderr
