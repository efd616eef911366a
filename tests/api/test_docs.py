"""docs/api.md: every example is sent, in order, and answered as it says."""

import json
import re
from pathlib import Path

from django.conf import settings as site
from django.test import Client

from aicmo_site.settings import web
from apps.identity import services as identity
from apps.identity.contracts import Role
from tests.identity.factories import account, actor_of, employee

TEXT = (Path(site.BASE_DIR) / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"```http\n(.*?)```", TEXT, re.S)


class Reader:
    """Sends examples as they stand; what an answer names `<so>` is remembered for those that follow."""

    def __init__(self, token):
        self.known, self.client = {"token": token}, Client()

    def filled(self, text):
        return re.sub(r"<(\w+)>", lambda match: self.known[match[1]], text)

    def send(self, example):
        """The answer, and the status, headers and body that the example shows."""
        request, shown = re.fullmatch(r"(.*?)\n\n(\d{3}\n.*)", example, re.S).groups()
        head, _, body = self.filled(request).partition("\n\n")
        first, *headers = head.splitlines()
        method, path = first.split()
        named = {"Authorization": f"Bearer {self.known['token']}", **dict(line.split(": ", 1) for line in headers)}
        answer = self.client.generic(method, path.replace("+", "%2B"), body, "application/json", headers=named)
        return answer, shown.strip().splitlines()

    def compare(self, shown, real, where):
        """What the example shows stands in the answer; `…` stands for anything."""
        if isinstance(shown, dict):
            assert shown.keys() <= real.keys(), where
            for name, value in shown.items():
                self.compare(value, real[name], f"{where} {name}")
        elif isinstance(shown, str) and (name := re.fullmatch(r"<(\w+)>", shown)):
            assert real and self.known.setdefault(name[1], real) == real, where
        elif shown == ["…"]:
            assert isinstance(real, list), where
        else:
            assert shown == real, where


def test_every_example_is_answered_as_it_says():
    account(), account()
    owner = actor_of(employee(Role.OWNER))
    reader = Reader(identity.issue_token(actor=owner, name="docs", rights=("*",)).secret)

    for example in EXAMPLES:
        answer, (status, *rest) = reader.send(example)
        assert answer.status_code == int(status), f"{example}\n{answer.content.decode()}"
        for line in rest:
            if line.startswith("{"):
                reader.compare(json.loads(line.replace("[…]", '["…"]')), answer.json(), example)
            else:
                name, value = line.split(": ", 1)
                reader.compare(value, answer[name], example)

    assert len(EXAMPLES) == TEXT.count("```http") == 16
    assert {"id", "etag", "next_cursor", "as_of", "webhook"} <= reader.known.keys()


def test_the_limits_that_it_names_are_those_that_hold():
    named = re.search(r"A token may call (\d+) times in (\d+) seconds, a signed-in person (\d+) times, anybody else (\d+)", TEXT)
    token, seconds, person, anybody = map(int, named.groups())

    assert {"token": (token, seconds), "person": (person, seconds), "anonymous": (anybody, seconds)} == web.AICMO_API_LIMITS
