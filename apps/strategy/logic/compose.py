"""The house composition of a strategy."""

PROMPT_VERSION = "1"


def compose(tools, context):
    raise NotImplementedError
