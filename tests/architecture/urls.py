"""The URLconf, flat: what the matrix and the schema tests walk over."""

from django.urls import URLResolver


def patterns(resolver, prefix=""):
    """(route, view) of every URL of the site."""
    for part in resolver.url_patterns:
        route = prefix + str(part.pattern).removeprefix("^")
        if isinstance(part, URLResolver):
            yield from patterns(part, route)
        else:
            yield route, part.callback
