"""Observability: what happened and is it healthy. The audit chain, alerts, logs, health and readiness."""
