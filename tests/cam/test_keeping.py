"""Retention periods: what is over goes in portions, the rest stays, a preview changes nothing."""

import os
from datetime import timedelta

import pytest

from apps.cam import services
from apps.cam.models import BatchRowError, InboundEmail, Lead, OutboundEmail, Setting
from apps.cam.services import keeping
from kernel import clock, files
from kernel.actors import worker
from kernel.errors import Forbidden
from tests.cam.factories import agent, answer, person, row, running_campaign, table


def run():
    return services.run_retention(actor=worker("cam"))


def due():
    return {line.kind: line.due for line in services.get_retention(actor=agent()).lines}


def test_a_lead_who_never_answered_is_forgotten_after_two_years_and_figures_stay(harness, inbox):
    running_campaign(row(), person(1))
    harness.advance(days=3)
    mails = dict(harness.mails.delivered)
    inbox.put(answer("Yes, I am interested.", to=mails["ann1@firm1.example"], sender="ann1@firm1.example"))
    harness.advance(days=100)
    sent = OutboundEmail.objects.filter(status="sent").count()
    clock.advance(timedelta(days=560))
    assert due()["silent_leads"] == 0
    clock.advance(timedelta(days=100))

    assert due()["silent_leads"] == 1 and Lead.objects.filter(first_name="Ada").exists()
    report = run()

    assert report.removed["cam_leads"] == 1 and not Lead.objects.filter(first_name="Ada").exists()
    assert Lead.objects.filter(first_name="Ann1").exists() and OutboundEmail.objects.filter(status="sent").count() == sent
    assert "Nordwind" not in "".join(OutboundEmail.objects.values_list("text", flat=True)) and run().removed == {}


def test_raw_mails_and_mails_of_strangers_and_refused_rows_have_their_own_periods(harness, inbox):
    running_campaign(row())
    harness.advance(days=3)
    inbox.put(answer("Who are you?", to=harness.mails.delivered[0][1]))
    inbox.put(answer("Buy our pens.", sender="spam@other.example", subject="Pens"))
    services.import_leads(actor=agent(), data=table(row(Email="broken@@x", Person_Linkedin_Url="")), file_name="b.csv")
    harness.drain()
    digests = list(InboundEmail.objects.values_list("raw_sha256", flat=True))
    clock.advance(timedelta(days=91))
    assert due() == {"silent_leads": 0, "raw_mails": 0, "unknown_senders": 1, "refused_rows": 1, "import_files": 0}
    run()
    assert not BatchRowError.objects.exists() and not InboundEmail.objects.filter(from_email="spam@other.example").exists()
    clock.advance(timedelta(days=300))

    run()

    assert InboundEmail.objects.get(from_email="ada.berg@nordwind.example").body_text
    assert not any(files.path_of("cam", digest).exists() for digest in digests)


def test_a_run_takes_a_portion_and_zero_days_keep_for_good(monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 2)
    broken = [row(Email=f"broken{n}@@x", Person_Linkedin_Url="") for n in range(3)]
    services.import_leads(actor=agent(), data=table(*broken), file_name="b.csv")
    clock.advance(timedelta(days=100))
    Setting.objects.filter(name=keeping.SETTING).update(value={"refused_rows": 0})
    assert run().removed == {}
    Setting.objects.filter(name=keeping.SETTING).update(value={"refused_rows": 90})

    assert (run().left, run().left) == (1, 0)


def test_uploaded_files_go_after_their_days_and_raw_mails_are_none(inbox, harness):
    inbox.put(answer("Hello."))
    harness.drain()
    upload = files.put("cam", table(row()))
    for days, there in ((1, True), (100, False)):
        path = files.path_of("cam", upload)
        os.utime(path, (0, (clock.now() - timedelta(days=days)).timestamp()))
        assert due()["import_files"] == (not there)
        run()
        assert path.exists() is there

    assert files.path_of("cam", InboundEmail.objects.get().raw_sha256).exists()


def test_only_who_may_erase_runs_it():
    with pytest.raises(Forbidden):
        services.run_retention(actor=agent())
