"""A writer for tests and trials: says what it was told to say, at the price it was told to ask."""

from __future__ import annotations

from apps.learning.providers.port import Answer, Request, Unavailable
from kernel.money import Money


class FakeWriter:
    """`answers` are given in turn, the last one again and again; an exception among them is raised."""

    name = "fake"
    model = "fake-1"

    def __init__(self, *answers: dict | Exception, cost_minor: int = 0, tries: int = 3, profiles: tuple[str, ...] = ()) -> None:
        self.answers, self.tries, self.profiles = list(answers), tries, profiles
        self.price = Money(minor=cost_minor, currency="EUR")
        self.requests: list[Request] = []

    def serves(self, profile: str) -> bool:
        """The profiles it was made for; all if none were named."""
        return not self.profiles or profile in self.profiles

    def ceiling(self, request: Request) -> Money:
        """Its price."""
        return self.price

    def compose(self, request: Request) -> Answer:
        """The next answer."""
        self.requests.append(request)
        if not self.answers:
            raise Unavailable("the fake has nothing to say")
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return Answer(content=answer, model=self.model, cost=self.price)
