"""Briefs for the strategy tests, built through onboarding's facade, and strategies through our own."""

from __future__ import annotations

from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.strategy import services
from kernel.actors import worker
from kernel.ids import new_id
from kernel.money import Money
from kernel.testing import client_user, staff

WORKER = worker("strategy")
STRATEGIST = staff("strategy.view", "strategy.write", "strategy.approve", "onboarding.view", name="Stella Strategist")
COFFEE = {
    "client_name": "Harbour & Pine Ltd",
    "website": "https://www.harbourpine.example.com",
    "industry": "Coffee for offices",
    "geography": "Bristol and the villages around it",
    "timezone": "Europe/London",
    "languages": "English",
    "primary_offer": "Office coffee: beans, machine and service in one monthly contract",
    "pricing": "From 180 pounds a month for up to 15 people. Prices may be published.",
    "revenue_streams": "Office contracts 70 %\nOnline shop 30 %",
    "unit_economics": "2,600 pounds a year per contract at 48 % margin\nCustomers stay 4 years",
    "growth_bottleneck": "Office managers have never heard of us; whoever tastes it usually buys",
    "target_audience": "Office managers in firms of 20 to 150 people\nFounders who have just moved into a new office",
    "pain_points": "The machine is broken again and nobody feels responsible\nBeans run out on Mondays",
    "desired_outcomes": "Good coffee without having to think about it\nOne invoice and one number to call",
    "differentiators": "Our own technicians repair a broken machine within one working day\nBeans are roasted every Tuesday",
    "proof_assets": "Service log 2025: technicians came within one working day in 96 % of 412 visits",
    "tone_voice": "Warm and plain. Never “synergy”. No exclamation marks.",
    "risk_tolerance": "Medium; no jokes about competitors",
    "compliance_notes": "No health claims about coffee\nName the energy class of machines",
    "objective": "Forty tastings booked by office managers",
    "kpi_targets": "40 booked tastings in 8 weeks\nCost per tasting below 45 pounds",
    "duration_weeks": "8",
    "budget_range": "3,000 to 5,000 pounds",
}
PHYSIO = {
    "client_name": "Brightwater Physio",
    "website": "https://www.brightwater.example.com",
    "industry": "Physiotherapy clinics for working people",
    "geography": "Dublin, Cork and Galway",
    "timezone": "Europe/Dublin",
    "languages": "English",
    "primary_offer": "The Desk Back Programme: six sessions in eight weeks with one named physiotherapist",
    "pricing": "Six sessions cost 390 euro. Prices may be published.",
    "revenue_streams": "Single patients 62 %\nCompany places 38 %",
    "unit_economics": "A programme brings 390 euro at 38 % margin\nA new patient costs us about 41 euro",
    "growth_bottleneck": "People hesitate to book because they expect a new face every time",
    "target_audience": "People between 25 and 60 who sit most of the day\nHR managers who look for something that is really used",
    "pain_points": "Every session is with somebody new, and the story starts again\nAppointments are only at eleven",
    "desired_outcomes": "One person who knows the case\nTo sit through a working day without thinking about the back",
    "differentiators": "You see the same physiotherapist in all six sessions\nAppointments start at half past six in the morning",
    "proof_assets": "Appointment system 2025: 94 % of patients saw the same physiotherapist in all six sessions",
    "tone_voice": "Kind, precise, never alarming. Never “cure” or “miracle”.",
    "risk_tolerance": "Low: this is health. No before-and-after pictures.",
    "compliance_notes": "No promise of healing\nEvery text about treatment says that it does not replace advice from a doctor",
    "objective": "Fill the early and late appointments",
    "kpi_targets": "160 booked first assessments in 8 weeks\nCost per booked assessment below 38 euro",
    "duration_weeks": "8",
    "budget_range": "5,000 to 7,000 euro for local search and Instagram",
}
MESSTECHNIK = {
    "client_name": "Halbfels Messtechnik GmbH",
    "website": "https://www.halbfels.example.com",
    "industry": "Messtechnik für Druckluft in Fertigungsbetrieben",
    "geography": "Deutschland, Österreich und Schweiz",
    "timezone": "Europe/Berlin",
    "languages": "German, English",
    "primary_offer": "Leckage-Check für Druckluft: zwei Tage Messung im laufenden Betrieb, danach eine Reparaturliste",
    "pricing": "3.400 Euro Festpreis je Werk. Preise dürfen genannt werden.",
    "revenue_streams": "Leckage-Checks 55 %\nDauerüberwachung 45 %",
    "unit_economics": "Ein Check bringt 3.400 Euro bei 46 % Deckungsbeitrag",
    "growth_bottleneck": "Zu wenige Betriebe wissen, dass es uns gibt",
    "target_audience": "Leiterinnen und Leiter der Instandhaltung in Fertigungsbetrieben mit 80 bis 600 Beschäftigten",
    "pain_points": "Der Kompressor läuft auch sonntags, und niemand weiß, wohin die Luft geht\nDie Stromrechnung steigt",
    "desired_outcomes": "Eine Liste, mit der die Schlosser am Montag anfangen können\nEin Kompressor, der nachts steht",
    "differentiators": "Wir messen im laufenden Betrieb, kein Band steht still\nWir bekommen von keinem Hersteller Provision",
    "proof_assets": "Auswertung aller 118 Leckage-Checks im laufenden Betrieb, 2024: im Mittel 27 % der Druckluft ging verloren",
    "tone_voice": "Sachlich und knapp. Wir siezen. Nie „innovativ“.",
    "risk_tolerance": "Niedrig: lieber eine Zahl weniger als eine falsche.",
    "compliance_notes": "Keine Einsparung versprechen\nKeine Aussagen zu Fördergeld",
    "objective": "Anfragen, die nicht von einer Messe kommen",
    "kpi_targets": "30 Anfragen in 8 Wochen\nKosten je Anfrage unter 120 Euro",
    "duration_weeks": "8",
    "budget_range": "4.000 bis 6.000 Euro für LinkedIn",
}
MOEBEL = {
    "client_name": "Tischlerei Ahornhof",
    "website": "https://www.ahornhof.example.com",
    "industry": "Einbaumöbel für Wohnungen mit schrägen Wänden",
    "geography": "Leipzig und Umland",
    "timezone": "Europe/Berlin",
    "languages": "German",
    "primary_offer": "Schrank nach Maß: Aufmaß, Bau und Einbau durch dieselben zwei Tischler",
    "pricing": "Ab 2.900 Euro je Schrank. Preise dürfen genannt werden.",
    "revenue_streams": "Einbauschränke 80 %\nReparaturen 20 %",
    "unit_economics": "Ein Schrank bringt 4.100 Euro bei 31 % Deckungsbeitrag",
    "growth_bottleneck": "Familien zögern, weil sie nicht wissen, wie lange die Wohnung Baustelle ist",
    "target_audience": "Familien in Altbauwohnungen\nPaare, die gerade umgezogen sind",
    "pain_points": "Hinter dem gekauften Schrank verschwindet alles in einem Loch\nHandwerker sagen Dienstag und kommen Freitag",
    "desired_outcomes": "Eine Wand, an der alles einen Platz hat\nEin Einbau, der an einem Tag vorbei ist",
    "differentiators": "Wir bauen an einem einzigen Tag ein\nDieselben zwei Tischler messen, bauen und montieren",
    "proof_assets": "Auftragsbuch 2025: 63 von 66 Einbauten an einem Tag",
    "tone_voice": "Ruhig und freundlich. Wir duzen. Nie „Traum“.",
    "risk_tolerance": "Mittel",
    "compliance_notes": "Keine Fotos aus Kinderzimmern",
    "objective": "Zwölf Aufmaße vereinbart",
    "kpi_targets": "12 Aufmaße in 10 Wochen\nKosten je Aufmaß unter 90 Euro",
    "duration_weeks": "10",
    "budget_range": "2.000 bis 3.000 Euro für Instagram",
}


def engagement(answers: dict):
    """An engagement with a signed agreement and an open intake."""
    name, mail = answers["client_name"], f"mia-{new_id().hex[-10:]}@example.com"
    account = identity.open_client_account(actor=WORKER, name=name, contact_name="Mia", contact_email=mail, key=new_id().hex)
    opened = onboarding.open_engagement(
        actor=WORKER,
        client_id=account.id,
        lead_id=new_id(),
        deal_id=new_id(),
        pack="strategy_campaign_standard",
        price=Money(minor=690000, currency="EUR"),
        contact_name="Mia Marsh",
        contact_email=mail,
        language="en",
        key=new_id().hex,
    )
    agreement = onboarding.prepare_agreement(actor=WORKER, engagement_id=opened.id, key=new_id().hex)
    signature = {"sha256": agreement.sha256, "signer_name": "Mia Marsh", "ip": "203.0.113.9", "user_agent": "Firefox"}
    onboarding.sign_agreement(actor=client_of(opened), agreement_id=agreement.id, **signature, key="")
    onboarding.invite(actor=WORKER, engagement_id=opened.id, key=new_id().hex)
    return opened


def client_of(opened):
    """The client's own person."""
    return client_user(opened.client_id, "onboarding.view", "onboarding.sign", "onboarding.answer", "strategy.view")


def brief(answers: dict = COFFEE, **changed):
    """An approved brief from these answers."""
    opened = engagement(answers | changed)
    for field, value in (answers | changed).items():
        onboarding.save_answer(actor=client_of(opened), engagement_id=opened.id, field=field, value=value)
    onboarding.capture_intake(actor=client_of(opened), engagement_id=opened.id, key=new_id().hex)
    return approved_brief(opened)


def approved_brief(opened):
    """The next version of an engagement's brief, judged and approved."""
    made = onboarding.normalize_brief(actor=WORKER, engagement_id=opened.id, key=new_id().hex)
    onboarding.note_verdict(actor=WORKER, ref=made.ref, result_id=new_id(), verdict="PASS", key="")
    onboarding.approve_brief(actor=staff("*"), brief_id=made.id, sha256=made.sha256, key=new_id().hex)
    return made


def strategy(harness, made=None, **changed):
    """A strategy written by the worker from an approved brief."""
    made = made or brief(**changed)
    services.generate(actor=STRATEGIST, engagement_id=made.engagement_id, brief=made.ref, key=new_id().hex)
    harness.drain()
    newest = services.list_versions(actor=STRATEGIST, engagement_id=made.engagement_id)[0]
    return services.get_strategy(actor=STRATEGIST, strategy_id=newest.id)


def judged(found, verdict: str = "PASS"):
    """Tell a strategy's verdict as quality control's signal would."""
    values = {"ref": found.ref, "result_id": new_id(), "verdict": verdict, "score": 97, "notes": ("a note",), "key": ""}
    services.note_verdict(actor=WORKER, **values)
    return found


def approve(found, key: str = "a"):
    """The strategist's approval."""
    return services.approve(actor=STRATEGIST, strategy_id=found.id, sha256=found.sha256, key=key)
