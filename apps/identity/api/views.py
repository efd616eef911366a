"""API of identity: who I am, clients and their people, staff, credentials."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.identity import contracts, services
from apps.identity.contracts import Role
from kernel.db import ANYONE
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class ClientIn:
    """A new client account and its first approver; `country` is ISO 3166 alpha-2."""

    name: str
    contact_name: str
    contact_email: str
    website: str = ""
    country: str = ""
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class MemberIn:
    """A person of a client."""

    email: str
    name: str = ""
    role: Role = Role.CLIENT_VIEWER


@dataclass(frozen=True, kw_only=True)
class StaffIn:
    """A new member of the agency; without a password they set one on the sign-in page."""

    email: str
    name: str
    role: Role
    password: str = ""


@dataclass(frozen=True, kw_only=True)
class StaffChange:
    """What is to change of a staff member; null leaves it alone."""

    role: Role | None = None
    all_clients: bool | None = None
    is_active: bool | None = None


@dataclass(frozen=True, kw_only=True)
class TokenIn:
    """A new API token; without `client_id` for all clients its maker sees."""

    name: str
    rights: tuple[str, ...]
    client_id: UUID | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Members:
    """The people of a client."""

    items: tuple[contracts.Member, ...]


class MeView(ApiView):
    """Who is calling, and what they may do."""

    right = ANYONE

    @extend_schema(responses=contracts.Me)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(services.who_am_i(actor=self.actor))


class ClientsView(ApiView):
    """Client accounts."""

    rights = {"GET": ANYONE, "POST": "identity.clients"}

    @list_schema(contracts.ClientAccount, contracts.ClientFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_clients, contracts.ClientFilter)

    @extend_schema(request=ClientIn, responses={201: contracts.ClientAccount})
    def post(self, request: HttpRequest) -> HttpResponse:
        made = services.open_client_account(actor=self.actor, key=self.key, **asdict(self.body(ClientIn)))
        return self.answer(made, status=201, location=f"/api/v1/identity/clients/{made.id}/")


class ClientView(ApiView):
    """One client account."""

    right = ANYONE

    @extend_schema(responses=contracts.ClientAccount)
    def get(self, request: HttpRequest, client_id: UUID) -> HttpResponse:
        return self.answer(services.get_client(actor=self.actor, client_id=client_id))


class MembersView(ApiView):
    """The people of a client."""

    right = ANYONE

    @extend_schema(responses=Members)
    def get(self, request: HttpRequest, client_id: UUID) -> HttpResponse:
        return self.answer(Members(items=services.list_members(actor=self.actor, client_id=client_id)))

    @extend_schema(request=MemberIn, responses={201: contracts.Member})
    def post(self, request: HttpRequest, client_id: UUID) -> HttpResponse:
        given = asdict(self.body(MemberIn))
        return self.answer(services.add_member(actor=self.actor, client_id=client_id, key=self.key, **given), status=201)


class StaffView(ApiView):
    """People of the agency."""

    rights = {"GET": "identity.view", "POST": "identity.users"}

    @list_schema(contracts.StaffUser, contracts.StaffFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_staff, contracts.StaffFilter)

    @extend_schema(request=StaffIn, responses={201: contracts.StaffUser})
    def post(self, request: HttpRequest) -> HttpResponse:
        made = services.create_staff(actor=self.actor, key=self.key, **asdict(self.body(StaffIn)))
        return self.answer(made, status=201, location=f"/api/v1/identity/staff/{made.id}/")


class StaffMemberView(ApiView):
    """One member of the agency."""

    rights = {"GET": "identity.view", "PATCH": "identity.users"}

    def current(self, user_id: UUID) -> Any:
        return services.get_staff(actor=self.actor, user_id=user_id)

    @extend_schema(responses=contracts.StaffUser)
    def get(self, request: HttpRequest, user_id: UUID) -> HttpResponse:
        return self.answer(services.get_staff(actor=self.actor, user_id=user_id))

    @extend_schema(request=StaffChange, responses=contracts.StaffUser)
    def patch(self, request: HttpRequest, user_id: UUID) -> HttpResponse:
        given = asdict(self.body(StaffChange))
        return self.answer(services.change_staff(actor=self.actor, user_id=user_id, key=self.key, **given), tagged=True)


class CredentialsView(ApiView):
    """API tokens and share links; POST makes a token and shows its secret this once, so it cannot be answered again by a key."""

    right = "identity.tokens"
    keyed = ()

    @list_schema(contracts.Credential, contracts.CredentialFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_credentials, contracts.CredentialFilter)

    @extend_schema(request=TokenIn, responses={201: contracts.IssuedToken})
    def post(self, request: HttpRequest) -> HttpResponse:
        made = services.issue_token(actor=self.actor, **asdict(self.body(TokenIn)))
        return self.answer(made, status=201, location=f"/api/v1/identity/credentials/{made.id}/")


class CredentialView(ApiView):
    """One credential; its secret is never shown again. DELETE revokes it."""

    right = "identity.tokens"

    def current(self, credential_id: UUID) -> Any:
        return services.get_credential(actor=self.actor, credential_id=credential_id)

    @extend_schema(responses=contracts.Credential)
    def get(self, request: HttpRequest, credential_id: UUID) -> HttpResponse:
        return self.answer(self.current(credential_id))

    @extend_schema(responses=contracts.Credential)
    def delete(self, request: HttpRequest, credential_id: UUID) -> HttpResponse:
        return self.answer(services.revoke_credential(actor=self.actor, credential_id=credential_id, key=self.key), tagged=True)
