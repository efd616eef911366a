"""What the scanners of `faults.scans` find and a person has looked at: file → what → how often and why it is none.

One finding more, or one less, turns the run red: an entry covers what it was written for and nothing that comes after it.
"""

from __future__ import annotations

WEAKNESSES: dict[tuple[str, str], tuple[int, str]] = {
    ("aicmo_site/healthcheck.py", "B310"): (1, "the address is this machine's own, or the operator's"),
    ("aicmo_site/processes.py", "B104"): (1, "in a container, all addresses are those of its own network"),
    ("aicmo_site/processes.py", "B404"): (1, "starting processes is what it is for"),
    ("aicmo_site/processes.py", "B603"): (1, "commands of this file, no shell"),
    ("aicmo_site/settings/web.py", "B105"): (1, "the rate of asking for a sign-in code"),
    ("aicmo_site/watchdog.py", "B404"): (1, "starting a stand-in is what it is for"),
    ("aicmo_site/watchdog.py", "B603"): (1, "a command of this file, no shell"),
    ("apps/identity/contracts.py", "B105"): (1, "a kind of credential"),
    ("apps/observability/logic/webhooks.py", "B105"): (1, "how secrets begin"),
    ("apps/qc/contracts/records.py", "B105"): (1, "a verdict: PASS"),
    ("apps/reporting/portal/views.py", "B308"): (1, "kernel.charts escapes every text of its drawing"),
    ("apps/reporting/portal/views.py", "B703"): (1, "kernel.charts escapes every text of its drawing"),
    ("apps/retention/admin.py", "B308"): (1, "kernel.charts escapes every text of its drawing"),
    ("apps/retention/admin.py", "B703"): (1, "kernel.charts escapes every text of its drawing"),
    ("kernel/actors.py", "B105"): (1, "a kind of actor"),
    ("kernel/claims.py", "B311"): (2, "jitter of a backoff"),
    ("kernel/claims.py", "B105"): (1, "a fencing token, which is a number"),
    ("kernel/due.py", "B608"): (1, "names come from the models, values are parameters"),
    ("kernel/looks.py", "B608"): (1, "names come from the models, values are parameters"),
    ("kernel/records.py", "B608"): (1, "names come from the models, values are parameters"),
    ("kernel/statements.py", "B608"): (5, "names come from the models, values are parameters"),
    ("kernel/testing.py", "B311"): (1, "a seeded source is what tests want"),
}
SECRETS: dict[tuple[str, str], tuple[int, str]] = {
    ("aicmo_site/settings/web.py", "Secret Keyword"): (1, "how often a new password may be asked for"),
    ("apps/identity/portal/resolver.py", "Secret Keyword"): (1, "the name of a session's entry"),
    ("apps/observability/logic/webhooks.py", "Secret Keyword"): (1, "how secrets begin"),
    ("faults/harness/production.py", "Base64 High Entropy String"): (3, "a made-up environment"),
    ("faults/harness/production.py", "Secret Keyword"): (1, "a made-up environment"),
    ("faults/headers.py", "Secret Keyword"): (1, "a made-up password"),
    ("kernel/db.py", "Secret Keyword"): (1, "how keys of API calls begin"),
    ("tests/billing/test_totals.py", "Hex High Entropy String"): (1, "a VAT id"),
    ("tests/identity/factories.py", "Secret Keyword"): (1, "a made-up password"),
    ("tests/identity/test_share_links.py", "Secret Keyword"): (1, "a made-up link"),
    ("tests/identity/test_sign_in.py", "Secret Keyword"): (2, "made-up passwords"),
    ("tests/identity/test_staff.py", "Secret Keyword"): (1, "a made-up password"),
    ("tests/kernel/test_http_decision.py", "Basic Auth Credentials"): (1, "a made-up address that must be refused"),
    ("tests/observability/test_doctor.py", "Secret Keyword"): (1, "a key that the doctor must complain of"),
    ("tests/observability/test_traces.py", "Hex High Entropy String"): (1, "the id of a trace"),
    ("tests/observability/test_webhook_api.py", "Secret Keyword"): (1, "a made-up secret"),
    ("tests/onboarding/test_logic.py", "Basic Auth Credentials"): (1, "a made-up address that must be refused"),
    ("tests/qc/faults.py", "AWS Access Key"): (1, "a text that the rules must find"),
    ("tests/qc/faults.py", "Basic Auth Credentials"): (1, "a text that the rules must find"),
}
