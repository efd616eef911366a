"""Worker entrances of observability."""

from datetime import timedelta

from apps.observability import services
from kernel.actors import worker
from kernel.claims import sweep

KEEP_DELIVERIES = timedelta(days=90)


@sweep
def chain_facts() -> int:
    """Chain what the commands of all modules have noted. It makes no work for others, so it does not keep a worker awake."""
    services.chain_facts(actor=worker("observability"))
    return 0


@sweep
def watch() -> int:
    """Look at what may be wrong, once a minute. It makes no work for others either, but for the alerts it raises."""
    return services.watch(actor=worker("observability"))


@sweep
def escalate_due() -> int:
    """Escalate alerts that nobody took."""
    return services.escalate_due(actor=worker("observability"))


@sweep
def send_webhooks() -> int:
    """Send the webhooks that are due."""
    return services.send_webhooks()


@sweep(every=300)
def forget_deliveries() -> int:
    """Remove what was delivered, given up or held more than 90 days ago."""
    return services.forget_deliveries(actor=worker("observability"), older_than=KEEP_DELIVERIES)
