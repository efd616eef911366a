"""The demo's clients answer all fields, and their briefs need no rescue."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from apps.onboarding.logic import brief, form, text
from tests.onboarding.test_logic import SOLD

CLIENTS = json.loads((Path(settings.BASE_DIR) / "demo" / "clients.json").read_text())


def of(domain):
    answers = CLIENTS[domain]
    sold = {name: getattr(SOLD, name) for name in SOLD.__slots__} | {"client_name": answers["client_name"]}
    return brief.compose(given=brief.Given(answers=answers), sold=brief.Sold(**sold))


@pytest.mark.parametrize("domain", CLIENTS)
def test_all_fields_are_answered_within_their_limits(domain):
    answers = CLIENTS[domain]

    assert sorted(answers) == sorted(form.BY_NAME)
    for field in form.FIELDS:
        assert text.clean(answers[field.name]) == (answers[field.name], 0)
        assert 0 < len(answers[field.name]) <= field.max_length
    assert domain in answers["website"]


@pytest.mark.parametrize("domain", CLIENTS)
def test_the_brief_asks_nothing_and_proves_every_difference(domain):
    made = of(domain)

    assert made["questions"] == []
    assert made["unproven"] == []
    assert len(made["claims"]) >= 6
    assert made["brand"]["avoid_terms"]
    assert made["brand"]["banned_claims"]


def test_the_firms_are_different_and_one_is_german():
    made = [of(domain) for domain in CLIENTS]

    assert len(made) == 5
    assert [m["language"] for m in made].count("de") == 1
    assert len({m["fields"]["industry"] for m in made}) == 5
    assert next(m for m in made if m["language"] == "de")["brand"]["address"] == "Sie"
