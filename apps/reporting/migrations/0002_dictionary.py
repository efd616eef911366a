"""The metric dictionary the house starts with; snapshots and reports that nobody can change."""

from django.db import migrations

from kernel.append_only import AppendOnly

SNAPSHOT = ["id", "client_id", "engagement_id", "period_start", "period_end", "dataset", "sha256", "created_at"]
REPORT = [
    "id",
    "client_id",
    "engagement_id",
    "snapshot_id",
    "version",
    "title",
    "content",
    "sha256",
    "pdf_sha256",
    "missed",
    "created_at",
]
# name, title, German title, unit, aggregation, owner, words
PLAIN = [
    ("impressions", "Impressions", "Impressionen", "", "sum", "analytics", ["impression", "views", "einblendung"]),
    ("reach", "Reach", "Reichweite", "", "sum", "analytics", ["reach", "reichweite"]),
    (
        "engagements",
        "Interactions",
        "Interaktionen",
        "",
        "sum",
        "analytics",
        ["engagement", "interaction", "interaktion", "likes"],
    ),
    ("clicks", "Clicks", "Klicks", "", "sum", "analytics", ["click", "klick"]),
    ("sessions", "Visits to the site", "Besuche der Website", "", "sum", "analytics", ["session", "visit", "traffic", "besuch"]),
    ("followers", "Followers", "Follower", "", "last", "analytics", ["follower", "abonnent"]),
    (
        "leads",
        "Leads",
        "Anfragen",
        "",
        "sum",
        "analytics",
        [
            "lead",
            "inquir",
            "enquir",
            "anfrage",
            "sign-up",
            "signup",
            "demo",
            "trial",
            "booking",
            "buchung",
            "appointment",
            "termin",
        ],
    ),
    (
        "conversions",
        "Conversions",
        "Abschlüsse",
        "",
        "sum",
        "analytics",
        ["conversion", "sale", "order", "purchase", "abschl", "kauf"],
    ),
    ("spend", "Ad spend", "Werbeausgaben", "", "sum", "analytics", ["ad spend", "budget", "werbeausgabe"]),
    ("replies", "Replies", "Antworten", "", "sum", "analytics", ["repl", "antwort"]),
    ("posts_published", "Posts published", "Veröffentlichte Beiträge", "", "sum", "delivery", ["post", "beitr"]),
    ("posts_failed", "Posts that failed", "Fehlgeschlagene Beiträge", "", "sum", "delivery", []),
    ("approvals", "Approvals", "Freigaben", "", "sum", "account", []),
    ("review_hours", "Hours until an approval", "Stunden bis zur Freigabe", "h", "average", "account", []),
    ("revision_requests", "Requests for changes", "Änderungswünsche", "", "sum", "account", []),
    ("qc_score", "Quality score", "Qualitätswert", "", "average", "qc", []),
    ("qc_failures", "Failed quality checks", "Nicht bestandene Prüfungen", "", "sum", "qc", []),
    ("payments_received", "Payments received", "Zahlungseingänge", "", "sum", "finance", []),
    ("payment_days_late", "Days a payment was late", "Tage Zahlungsverzug", "d", "average", "finance", []),
]
# name, title, German title, unit, numerator, denominator, factor, words
RATIOS = [
    (
        "engagement_rate",
        "Interaction rate",
        "Interaktionsrate",
        "%",
        "engagements",
        "impressions",
        100,
        ["engagement rate", "interaktionsrate"],
    ),
    (
        "click_rate",
        "Click rate",
        "Klickrate",
        "%",
        "clicks",
        "impressions",
        100,
        ["click rate", "click-through", "ctr", "klickrate"],
    ),
    (
        "conversion_rate",
        "Conversion rate",
        "Abschlussrate",
        "%",
        "conversions",
        "sessions",
        100,
        ["conversion rate", "abschlussrate"],
    ),
    (
        "cost_per_lead",
        "Cost per lead",
        "Kosten je Anfrage",
        "",
        "spend",
        "leads",
        1,
        ["cost per lead", "cpl", "kosten je", "kosten pro"],
    ),
]
LOWER = {"spend", "cost_per_lead", "posts_failed", "review_hours", "revision_requests", "qc_failures", "payment_days_late"}
INTERNAL = {"qc_score", "qc_failures", "payments_received", "payment_days_late"}


def fill(apps, schema_editor):
    """Put the entries in; what stands already stays."""
    metric = apps.get_model("reporting", "Metric")
    rows = [
        {"name": name, "title": title, "title_de": german, "unit": unit, "aggregation": how, "owner": owner, "words": words}
        for name, title, german, unit, how, owner, words in PLAIN
    ]
    rows += [
        {
            "name": name,
            "title": title,
            "title_de": german,
            "unit": unit,
            "aggregation": "ratio",
            "owner": "analytics",
            "words": words,
            "numerator": above,
            "denominator": below,
            "factor": factor,
        }
        for name, title, german, unit, above, below, factor, words in RATIOS
    ]
    metric.objects.using(schema_editor.connection.alias).bulk_create(
        [
            metric(**row, position=10 * (n + 1), lower_is_better=row["name"] in LOWER, internal=row["name"] in INTERNAL)
            for n, row in enumerate(rows)
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        AppendOnly("reporting_snapshots", SNAPSHOT),
        AppendOnly("reporting_reports", REPORT),
    ]
