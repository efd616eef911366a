"""A refused request can be found in the log by the id that its answer names."""

import json
import logging

from kernel.logs import JsonLines
from kernel.testing import browser


class Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(json.loads(JsonLines().format(record)))


def test_an_answer_of_400_and_more_is_logged_under_the_id_it_names():
    handler = Lines()
    logging.getLogger("django.request").addHandler(handler)
    try:
        answer = browser().get("/no/such/page/", headers={"X-Request-ID": "asked-0001"})
    finally:
        logging.getLogger("django.request").removeHandler(handler)

    assert answer["X-Request-ID"] == "asked-0001"
    assert [line["correlation_id"] for line in handler.lines] == ["asked-0001"]
