"""What the law asks of a first mail, where it asks for consent, and personal sentences: sourced, recent, or not sent."""

from collections import Counter
from datetime import date, timedelta

import pytest

from apps.cam import services
from apps.cam.contracts import ReviewFilter, ReviewKind
from apps.cam.logic import law, personal, texts
from apps.cam.models import Lead, OutboundEmail, Setting, StepText
from kernel.errors import InvalidInput
from tests.cam.factories import agent, person, reasons, row, running_campaign, sent, the_lead


def put(name: str, value: object) -> None:
    assert Setting.objects.filter(name=name).update(value=value) == 1


def reviews() -> list:
    return services.list_reviews(actor=agent(), filter=ReviewFilter()).items


def test_without_consent_nothing_leaves_to_a_country_that_asks_for_it(harness):
    running_campaign(row(Country="Poland"))
    harness.advance(days=5)

    assert harness.mails.delivered == []
    assert reasons() == ["no consent on record: PL asks for it (Prawo komunikacji elektronicznej art. 398)"]


def test_a_recorded_consent_lets_the_mail_leave(harness):
    running_campaign(row(Country="Poland"))
    services.record_consent(actor=agent(), lead_id=the_lead().id, source="trade show list, signed", given_on=date(2025, 12, 1))
    harness.advance(days=5)

    assert len(harness.mails.delivered) >= 1
    assert Lead.objects.get().consent_source == "trade show list, signed"


def test_staff_say_where_consent_is_enforced(harness):
    put("law_consent", ["DE"])
    running_campaign(row(), person(1, Country="Poland"))
    harness.advance(days=5)

    assert reasons() == ["no consent on record: DE asks for it (UWG § 7(2) no. 2)"]
    assert {to for to, _ in harness.mails.delivered} == {"ann1@firm1.example"}


@pytest.mark.parametrize(("source", "given_on", "field"), [("", date(2025, 1, 1), "source"), ("x", date(2099, 1, 1), "given_on")])
def test_a_consent_needs_its_source_and_a_day_that_was(source, given_on, field):
    running_campaign(row())
    with pytest.raises(InvalidInput) as refused:
        services.record_consent(actor=agent(), lead_id=the_lead().id, source=source, given_on=given_on)
    assert refused.value.field == field


@pytest.mark.parametrize(("setting", "named"), [("agency_postal_address", "our postal address"), ("agency_name", "who writes")])
def test_a_mail_that_does_not_say_who_writes_is_held_naming_it(harness, setting, named):
    StepText.objects.update(subject="For {company}", body="{greeting}")
    put(setting, "")
    running_campaign(row())
    harness.advance(days=5)

    (item,) = reviews()
    assert harness.mails.delivered == [] and item.kind is ReviewKind.MESSAGE and named in item.detail


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("cut", ["widersprechen|object at any time", "stammen aus|details from", "No more|Keine weiteren"])
def test_each_part_of_the_footer_is_looked_for_in_the_first_mail(harness, monkeypatch, language, cut):
    whole = texts.footer

    def without(*args, **kwargs):
        lines = whole(*args, **kwargs).splitlines()
        return "\n".join(line for line in lines if not any(part in line for part in cut.split("|")))

    monkeypatch.setattr(texts, "footer", without)
    running_campaign(row(Country="Germany" if language == "de" else "United Kingdom"))
    harness.advance(days=5)

    assert harness.mails.delivered == [] and "The mail does not say" in reviews()[0].detail


def test_the_parts_of_a_later_mail_are_fewer():
    values = {"agency": "A", "postal_address": "Road 1", "unsubscribe_url": "https://u", "source": "", "found_on": ""}
    assert law.missing_parts("A, Road 1 https://u", first=False, language="en", **values) == []
    assert len(law.missing_parts("A, Road 1 https://u", first=True, language="en", **values)) == 3


def with_line(harness, **claim: object):
    StepText.objects.update(subject="For {company}", body="{greeting}\n\n{personal_line}")
    running_campaign(row())
    if claim:
        services.add_claim(actor=agent(), lead_id=the_lead().id, **claim)
    harness.advance(days=3)


def test_a_personal_sentence_with_source_and_day_is_in_the_mail(harness):
    said = "Your new hall in Bremen opened in November."
    with_line(harness, text=said, source_url="https://nordwind.example/news", found_on=date(2025, 12, 1))

    assert said in sent(harness).get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ({}, "has no personal sentence"),
        ({"text": "Nice.", "found_on": date(2025, 12, 1)}, "has no source"),
        ({"text": "Nice.", "source_url": "a friend told me", "found_on": date(2025, 12, 1)}, "has no source"),
        ({"text": "Nice.", "source_url": "https://n.example"}, "has no day"),
        ({"text": "Nice.", "source_url": "https://n.example", "found_on": date(2025, 8, 1)}, "more than 90 days ago"),
        ({"text": "Nice.", "source_url": "https://n.example", "found_on": date(2027, 8, 1)}, "yet to come"),
    ],
)
def test_a_personal_sentence_without_source_or_recent_day_holds_the_mail(harness, claim, why):
    with_line(harness, **claim)

    (item,) = reviews()
    assert harness.mails.delivered == [] and why in item.detail and item.kind is ReviewKind.MESSAGE


@pytest.mark.parametrize("text", ["", "  ", "x" * 301, "Hello {first_name}"])
def test_a_sentence_that_cannot_stand_in_a_mail_is_refused(text):
    running_campaign(row())
    with pytest.raises(InvalidInput) as refused:
        services.add_claim(actor=agent(), lead_id=the_lead().id, text=text)
    assert refused.value.field == "text"


def test_variants_are_shared_out_by_weight_and_each_lead_keeps_its_own(harness):
    for text in StepText.objects.filter(step__number=1):
        StepText.objects.create(step=text.step, language=text.language, variant="B", subject="B for {company}", body=text.body)
    running_campaign(*(person(n) for n in range(12)))
    harness.advance(days=3)

    first = OutboundEmail.objects.filter(sequence_number=1)
    assert {m.variant for m in first} == {"A", "B"}
    assert all(m.subject.startswith("B for") == (m.variant == "B") for m in first)
    again = {
        m.lead_id: personal.variant_of(m.lead.identity_hash, f"{m.attempt.sequence}:1", [("B", 1), ("A", 1)])
        for m in first.select_related("lead", "attempt")
    }
    assert again == {m.lead_id: m.variant for m in first}


def test_an_inactive_variant_gets_nobody_and_none_at_all_holds_the_mail(harness):
    StepText.objects.update(active=False)
    running_campaign(row())
    harness.advance(days=3)

    assert harness.mails.delivered == [] and "has no active text for step 1" in reviews()[0].detail


def test_weights_are_kept_over_many():
    found = Counter(personal.variant_of(f"lead{n}", "s:1", [("A", 1), ("B", 3), ("C", 0)]) for n in range(4000))

    assert set(found) == {"A", "B"} and 0.72 < found["B"] / 4000 < 0.78
    assert personal.variant_of("x", "s:1", []) == ""


def test_an_old_claim_was_good_on_its_last_day():
    values = {"text": "Nice.", "source_url": "https://n.example", "today": date(2025, 12, 31), "max_days": 90}
    assert personal.why_not(found_on=date(2025, 12, 31) - timedelta(days=90), **values) == ""
    assert personal.why_not(found_on=date(2025, 12, 31) - timedelta(days=91), **values) != ""
