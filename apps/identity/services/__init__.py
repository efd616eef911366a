"""The port facade of identity."""

from apps.identity.services.accounts import (
    add_member,
    get_client,
    list_clients,
    list_members,
    name_clients,
    open_client_account,
    remove_member,
)
from apps.identity.services.actors import actor_for_email, actor_for_link, actor_for_token, actor_for_user, authorize, who_am_i
from apps.identity.services.impersonation import impersonated, start_impersonation
from apps.identity.services.links import check_share_link, issue_share_link, redeem_share_link
from apps.identity.services.sessions import end_session, list_sessions, note_sign_in, note_sign_out, touch_session
from apps.identity.services.staff import (
    assign_staff,
    change_staff,
    create_owner,
    create_staff,
    get_staff,
    list_staff,
    staff_with,
    unassign_staff,
)
from apps.identity.services.tokens import get_credential, issue_token, known_rights, list_credentials, revoke_credential
from apps.identity.services.waiting import list_waiting

__all__ = [
    "actor_for_email",
    "actor_for_link",
    "actor_for_token",
    "actor_for_user",
    "add_member",
    "assign_staff",
    "authorize",
    "change_staff",
    "check_share_link",
    "create_owner",
    "create_staff",
    "end_session",
    "get_client",
    "get_credential",
    "get_staff",
    "impersonated",
    "issue_share_link",
    "issue_token",
    "known_rights",
    "list_clients",
    "list_credentials",
    "list_members",
    "list_sessions",
    "list_staff",
    "list_waiting",
    "name_clients",
    "note_sign_in",
    "note_sign_out",
    "open_client_account",
    "redeem_share_link",
    "remove_member",
    "revoke_credential",
    "staff_with",
    "start_impersonation",
    "touch_session",
    "unassign_staff",
    "who_am_i",
]
