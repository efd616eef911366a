"""Identity: who may do what. Users, roles and rights, client accounts, memberships, API tokens and share links."""
