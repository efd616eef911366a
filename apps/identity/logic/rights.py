"""Role → rights, in one table; and what each action of a share link allows. Commands and views name the right they need."""

from __future__ import annotations

from apps.identity.contracts import Role

RIGHTS = (
    "cam.view cam.write cam.send cam.privacy "
    "onboarding.view onboarding.write onboarding.answer onboarding.sign onboarding.approve "
    "strategy.view strategy.write strategy.approve production.view production.write "
    "qc.view qc.verdict qc.waive review.view review.manage review.comment review.decide "
    "delivery.view delivery.write delivery.publish reporting.view reporting.write "
    "billing.view billing.write billing.issue billing.pay retention.view retention.write "
    "orchestration.view orchestration.write orchestration.approve orchestration.switch "
    "identity.view identity.users identity.clients identity.tokens "
    "observability.view observability.write observability.metrics learning.view learning.write"
)
"""Every right there is: what an API token's scope may name."""

_WORK = (
    "onboarding.view strategy.view production.view qc.view review.view review.comment delivery.view reporting.view "
    "retention.view orchestration.view learning.view identity.view"
)
_CLIENT = "onboarding.view strategy.view production.view review.view delivery.view reporting.view billing.view"

_TABLE = {
    Role.OWNER: "*",
    # All of their clients but issuing money, users, and what only the client itself may do.
    Role.ACCOUNT_MANAGER: (
        "*.view cam.write cam.send onboarding.write onboarding.answer onboarding.approve strategy.write strategy.approve "
        "production.write qc.verdict qc.waive review.manage review.comment delivery.write delivery.publish reporting.write "
        "billing.write retention.write orchestration.write orchestration.approve orchestration.switch "
        "identity.clients identity.tokens observability.write learning.write"
    ),
    Role.STRATEGIST: f"{_WORK} strategy.write strategy.approve reporting.write learning.write",
    Role.CREATIVE: f"{_WORK} production.write delivery.write learning.write",
    Role.QC: f"{_WORK} qc.verdict qc.waive",
    Role.FINANCE: f"{_WORK} billing.view billing.write billing.issue billing.pay",
    Role.READ_ONLY: "*.view",
    Role.CLIENT_APPROVER: f"{_CLIENT} onboarding.answer onboarding.sign review.comment review.decide billing.pay",
    Role.CLIENT_VIEWER: _CLIENT,
}

LINK_ACTIONS = {
    "sign": "onboarding.view onboarding.sign",
    "answer": "onboarding.view onboarding.answer",
    "review": "review.view review.comment review.decide",
    "view_report": "reporting.view",
    "view_package": "delivery.view",
    "view_invoice": "billing.view billing.pay",
}
"""What the holder of a share link may do with the link's one object."""

SEE_ALL_CLIENTS = frozenset({Role.OWNER, Role.QC, Role.FINANCE, Role.READ_ONLY})
"""Roles that work for all clients; the others can be limited to the clients they look after."""


def known_rights() -> frozenset[str]:
    """Every right by name, and the two patterns."""
    return frozenset(RIGHTS.split()) | {"*", "*.view"}


def rights_of(role: Role) -> frozenset[str]:
    """The rights of a role."""
    return frozenset(_TABLE[role].split())


def link_rights(action: str) -> frozenset[str]:
    """The rights of a share link's action; KeyError for an action that no link may have."""
    return frozenset(LINK_ACTIONS[action].split())


def holds(held: frozenset[str], right: str) -> bool:
    """Whether a set of rights, patterns included, contains a right (or a whole pattern)."""
    if "*" in held or right in held:
        return True
    return "*.view" in held and right.endswith(".view") and right != "*"


def common(*sets: frozenset[str]) -> frozenset[str]:
    """The rights that all sets hold, patterns resolved where they differ."""
    if all(s == sets[0] for s in sets):
        return sets[0]
    return frozenset(right for right in known_rights() if all(holds(s, right) for s in sets))


def above(held: frozenset[str], wanted: frozenset[str]) -> frozenset[str]:
    """What `wanted` asks beyond what is held."""
    return frozenset(right for right in wanted if not holds(held, right))
