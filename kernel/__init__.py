"""The ground floor: clock, ids, errors, transactions, durable signals, claims, effects and doors. Imports no app."""
