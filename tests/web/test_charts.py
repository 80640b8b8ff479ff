"""Charts: what they draw, what they say, and that no page's rules are broken by them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from annotations.web.charts import Bar, Chart, Point, Series, bars, figure, line, matrix
from tests.web.html import Element, Page


def drawn(chart: Chart, kind: str) -> Page:
    """The chart as a page shows it."""
    return Page(render_to_string(f"charts/_{kind}.html", {"chart": chart}))


def of_class(page: Page, name: str) -> list[Element]:
    return [element for element in page.elements if name in element.get("class").split()]


def rows_of(page: Page) -> list[list[str]]:
    """The words of the table's body."""
    cells = [e for e in page.elements if e.tag in ("th", "td") and e.inside("tbody")]
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(id(cell.inside("tr")), []).append(cell.text)
    return list(rows.values())


def some_line(*values: float | None) -> Chart:
    points = [Point(f"month {i}", v, *((v - 0.1, v + 0.1) if v is not None else ())) for i, v in enumerate(values)]
    return line("Agreement", [Series("Alpha", points)], most=1)


CHARTS = {
    "bars": bars("Waiting", [Bar("To decide", 4), Bar("<In review>", 8, "green", "/claims/")]),
    "line": some_line(0.5, None, 0.25),
    "matrix": matrix("Pairs", ["True", "False"], [[8, 1], [1, 6]]),
}


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_is_sound_markup_without_styles_or_scripts(kind: str):
    page = drawn(CHARTS[kind], kind)
    assert page.faults == []
    assert not any("style" in e.attributes or e.tag in ("style", "script") for e in page.elements)
    assert not any(name.startswith("on") for e in page.elements for name in e.attributes)


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_has_a_name_and_a_table(kind: str):
    page = drawn(CHARTS[kind], kind)
    (named,) = page.all("figure")
    (caption,) = page.all("figcaption")
    assert named["aria-labelledby"] == caption["id"]
    assert CHARTS[kind].title in caption.text
    assert rows_of(page) == CHARTS[kind].table.rows
    for svg in page.all("svg"):
        named_or_hidden = svg.get("role") == "img" or svg.get("aria-hidden") or svg.inside("svg")
        assert named_or_hidden or any(e.get("aria-hidden") for e in svg.around)


def test_bars_are_as_long_as_their_values():
    page = drawn(CHARTS["bars"], "bars")
    assert [bar["width"] for bar in of_class(page, "chart-fill")] == ["50%", "100%"]
    assert [value.text for value in of_class(page, "chart-value")] == ["4", "8"]
    assert [bar.width for bar in bars("Of ten", [Bar("One", 1)], most=10).rows] == ["10%"]
    assert [bar.width for bar in bars("Nothing", [Bar("None", 0)]).rows] == ["0%"]
    assert bars("Empty", []).rows == []


def test_a_line_breaks_where_there_is_no_value():
    page = drawn(CHARTS["line"], "line")
    (path,) = [e for e in of_class(page, "chart-line") if e.tag == "path"]
    assert path["d"].count("M") == 2 and "L" not in path["d"]
    assert len(of_class(page, "chart-dot")) == 2
    (band,) = of_class(page, "chart-band")
    assert band["d"].count("Z") == 2
    assert rows_of(page)[1] == ["month 1", "–", "–", "–"]


def test_a_line_stands_at_its_values():
    chart = line("Share", [Series("One", [Point("a", 0), Point("b", 1), Point("c", 0.5)])])
    assert [level.label for level in chart.levels] == ["0", "0.25", "0.50", "0.75", "1"]
    assert [dot.y for dot in chart.strokes[0].dots] == ["190", "0", "95"]
    assert [dot.x for dot in chart.strokes[0].dots] == ["9.5%", "50.75%", "92%"]
    assert [time.at for time in chart.times] == ["9.5%", "50.75%", "92%"]


def test_a_line_below_nought_shows_where_nought_is():
    chart = line("Alpha", [Series("Alpha", [Point("a", -0.2), Point("b", 0.8)])], most=1)
    assert chart.zero in [level.at for level in chart.levels]
    assert chart.levels[0].label.startswith("\u2212")


@pytest.mark.parametrize("many", [1, 2, 5, 6, 24, 100])
def test_times_do_not_crowd(many: int):
    chart = line("Alpha", [Series("Alpha", [Point(str(i), 0.5) for i in range(many)])])
    shown = [int(time.label) for time in chart.times]
    assert len(shown) <= 5
    assert shown[-1] == many - 1
    assert len({b - a for a, b in pairwise(shown)}) <= 1


def test_a_line_without_a_point_is_drawn_empty():
    page = drawn(line("Alpha", [Series("Alpha", [])]), "line")
    assert page.faults == []
    assert of_class(page, "chart-dot") == []


def test_a_matrix_tints_agreement_and_disagreement_apart():
    page = drawn(CHARTS["matrix"], "matrix")
    assert [e["fill-opacity"] for e in of_class(page, "chart-same")] == ["0.45", "0.34"]
    assert [e["fill-opacity"] for e in of_class(page, "chart-differs")] == ["0.45", "0.45"]
    assert [e.text for e in of_class(page, "chart-count")] == ["8", "1", "1", "6"]


def test_long_names_over_columns_are_cut_and_kept_whole_beside_rows():
    chart = matrix("Pairs", ["Conflicting evidence or cherry-picking"], [[1]])
    assert [column.label for column in chart.columns] == ["Conflicting e…"]
    assert chart.labels == ["Conflicting evidence or cherry-picking"]


@pytest.mark.parametrize(
    ("value", "written"), [(None, "–"), (1, "1"), (0.5, "0.50"), (-0.25, "\u22120.25"), (-0.001, "0"), (12.0, "12")]
)
def test_numbers_are_written_for_people(value: float | None, written: str):
    assert figure(value) == written
