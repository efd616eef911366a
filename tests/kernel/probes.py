"""A signal and receivers to try the ground floor with."""

from kernel import signals

TOLD: list[str] = []
BREAK: set[str] = set()


@signals.signal("qc.probe_told.v1")
class ProbeTold(signals.Signal):
    """Told by the tests of the kernel only."""

    word: str


@signals.on(ProbeTold)
def note_word(event: ProbeTold) -> None:
    """Keeps the word, or fails where the test asks for it."""
    if event.word in BREAK:
        raise ValueError(f"cannot bear {event.word}")
    TOLD.append(event.word)
