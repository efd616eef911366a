"""compose.yaml, Dockerfile and the health checks say what the code says; nothing in them is a secret."""

import json
import os
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from aicmo_site import healthcheck
from aicmo_site.processes import WEB, WORKERS
from kernel import claims

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("aicmo:")}


def test_every_service_runs_the_command_that_the_code_knows():
    commands = {name: tuple(service["command"]) for name, service in OURS.items()}
    migrate = commands.pop("migrate")

    assert commands == {"web": WEB, **WORKERS}
    assert migrate[:2] == ("python", "manage.py") and migrate[2] in get_commands()


def test_the_image_serves_by_the_same_command_as_somebody_without_rights():
    text = (ROOT / "Dockerfile").read_text()
    command = json.loads(re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)[-1])
    users = re.findall(r"^USER (\d+):(\d+)$", text, re.MULTILINE)
    copied = text.index("USER")

    assert tuple(command) == WEB
    assert users == [("10001", "10001")] and text.index("COPY . .") < copied < text.index("\nHEALTHCHECK")


def test_every_queue_has_a_worker_that_listens():
    heard = {queue for command in WORKERS.values() if "-Q" in command for queue in command[command.index("-Q") + 1].split(",")}

    assert heard == set(claims.QUEUES)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_is_checked_and_comes_back(name):
    service = SERVICES[name]

    if name == "migrate":
        assert service["restart"] == "no" and service["environment"]["AICMO_DB_AS"] == "owner"
        return
    assert service["restart"] == "always"
    check = service["healthcheck"]["test"]
    if name in OURS:
        assert check[1:4] == ["python", "-m", "aicmo_site.healthcheck"] and check[4] in healthcheck.CHECKS
        assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert service["read_only"] and service["cap_drop"] == ["ALL"] and "AICMO_DB_AS" not in service["environment"]
        if check[4] == "alive":
            assert service["environment"]["AICMO_ALIVE_FILE"].startswith("/tmp/")


def test_no_secret_stands_in_the_file():
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|KEY|TOKEN", name):
                assert re.fullmatch(r"\$\{[A-Z_]+:\?[a-z ._]+\}", value), name
    ignored = (ROOT / ".dockerignore").read_text().split() + (ROOT / ".gitignore").read_text().split()
    assert ignored.count("*.env") == 2 and ignored.count(".env") == 2


def test_the_operators_page_names_every_variable_that_production_reads():
    page = (ROOT / "docs" / "operating.md").read_text()
    sources = [ROOT / "aicmo_site" / "settings" / f"{name}.py" for name in ("production", "base")] + [ROOT / "compose.yaml"]
    read = {name for path in sources for name in re.findall(r'["${](AICMO_[A-Z_]+)["\]:=}]', path.read_text())}
    read |= {f"AICMO_AGENCY_{key.upper()}" for key in settings.AICMO_AGENCY}

    assert "AICMO_SECRET_KEY" in read and len(read) > 25
    assert sorted(name for name in read if f"`{name}`" not in page) == []


def test_the_web_check_asks_by_a_name_of_the_site(monkeypatch):
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(f"{self.headers['Host']}{self.path}")
            self.send_response(200 if len(asked) == 1 else 503)
            self.end_headers()

        def log_message(self, *_):
            return None

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AICMO_HOSTS", "desk.agency.com,web")
    monkeypatch.setenv("AICMO_HEALTH_URL", f"http://127.0.0.1:{server.server_port}/healthz")

    codes = [healthcheck.main(["web"]), healthcheck.main(["web"])]
    server.shutdown()
    server.server_close()

    assert codes == [0, 1] and healthcheck.main(["web"]) == 1 and asked[0] == "desk.agency.com/healthz"


def test_a_worker_is_well_while_its_heartbeats_are_young(tmp_path, monkeypatch):
    path = tmp_path / "alive"
    monkeypatch.setenv("AICMO_ALIVE_FILE", str(path))
    missing = healthcheck.main(["alive"])
    path.touch()
    young = healthcheck.main(["alive"])
    os.utime(path, (time.time() - 61, time.time() - 61))

    assert (missing, young, healthcheck.main(["alive"]), healthcheck.main(["everything"])) == (1, 0, 1, 2)
