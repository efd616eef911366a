"""The one list of modules. Settings, urls, schedules, router, guard and snapshots all derive from it."""

MODULES = (
    "identity",
    "observability",
    "learning",
    "cam",
    "onboarding",
    "strategy",
    "production",
    "qc",
    "client_review",
    "delivery",
    "billing",
    "reporting",
    "retention",
    "orchestration",
)
