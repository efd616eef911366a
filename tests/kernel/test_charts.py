"""Charts: the drawing follows the numbers, text is escaped, empty data says so."""

import re
from xml.etree import ElementTree

import pytest

from kernel.charts import bar_svg, line_svg, ticks

SVG = "{http://www.w3.org/2000/svg}"


def heights(svg: str) -> list[float]:
    return [float(e.get("height")) for e in ElementTree.fromstring(svg).iter(f"{SVG}rect") if e.get("class") == "chart-bar"]


def test_bars_are_as_high_as_their_values_in_proportion():
    a, b, c = heights(bar_svg(title="Clicks", bars=[("A", 100), ("B", 50), ("C", 25)]))

    assert a / b == pytest.approx(2, rel=0.01) and b / c == pytest.approx(2, rel=0.01)


def test_the_description_holds_the_numbers_and_targets():
    root = ElementTree.fromstring(bar_svg(title="Clicks", bars=[("A", 1234)], targets=[1500], unit="clicks"))

    assert root.find(f"{SVG}title").text == "Clicks"
    assert root.find(f"{SVG}desc").text == "A: 1,234 (target 1,500) (clicks)"


def test_text_is_escaped():
    svg = bar_svg(title="<script>alert(1)</script>", bars=[('"><x', 1)])

    assert "<script" not in svg and "<x" not in svg


@pytest.mark.parametrize("theme", ["web", "print"])
def test_no_data_is_said_plainly(theme):
    assert "No data yet" in bar_svg(title="Clicks", bars=[], theme=theme)
    assert "No data yet" in line_svg(title="Clicks", labels=["1"], series=[("a", [None])], theme=theme)


def test_a_gap_in_the_values_is_a_gap_in_the_line():
    svg = line_svg(title="t", labels=["1", "2", "3", "4", "5"], series=[("a", [1, 2, None, 4, 5])])

    assert len(re.findall("<polyline", svg)) == 2


def test_the_web_theme_leaves_colours_of_text_to_the_page_and_needs_no_inline_style():
    svg = line_svg(title="t", labels=["1", "2"], series=[("a", [1, 2]), ("b", [2, 1])])

    assert "currentColor" in svg and "style=" not in svg and "<style" not in svg


@pytest.mark.parametrize(("low", "high"), [(0, 1), (3, 7), (-5, 12), (0, 0), (0.001, 0.004), (1e6, 9e6)])
def test_ticks_are_few_and_enclose_the_values(low, high):
    marks = ticks(low, high)

    assert marks[0] <= low and marks[-1] >= high and 2 <= len(marks) <= 9
