"""Figures as pictures: made on the server, as SVG that needs no script, no inline style and no colour to be read.

A view makes a chart and hands it to its fragment; the page links css/charts.css:

    bars("What waits", [Bar("To decide", 4), Bar("In review", 9)])      {% include "charts/_bars.html" with chart=… only %}
    line("Agreement", [Series("Alpha", [Point("May", .61, .48, .72)])])  {% include "charts/_line.html" with chart=… only %}
    matrix("Who said what", ["True", "False"], [[8, 1], [1, 6]])         {% include "charts/_matrix.html" with chart=… only %}

Every chart stands over its own table, folded away. Horizontal places are per cent, vertical ones pixels, so that a chart
fills whatever width it gets and its words keep their size. Places are strings already: no locale touches them.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

PLOT = 190
"""The height of a line's plot, in pixels."""
BEFORE, AFTER = 9.5, 8.0
"""What a plot keeps free at its sides, in per cent: for the words of the levels, and for half of the last label."""
LABELS = 5
"""The most labels under a line: on a phone more would touch."""
SHORT = 14
"""The longest label over a column of a matrix, in code points."""


def figure(value: float | None) -> str:
    """A number as people write it: whole if it is whole, else with two digits; a dash when there is none."""
    if value is None:
        return "–"
    written = f"{value:.2f}"
    if float(written) == 0:
        written = "0"
    return written.removesuffix(".00").replace("-", "\u2212")


@dataclass(frozen=True)
class Table:
    """What a chart shows, as a table: the heads of its columns and its rows, the first cell of each naming it."""

    heads: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Chart:
    """What all charts share. `says` is the chart in a sentence, for those who do not see it and those in a hurry."""

    title: str
    says: str
    table: Table
    id: str = field(default_factory=lambda: f"chart-{uuid.uuid4().hex[:8]}", kw_only=True)


# Bars


@dataclass(frozen=True)
class Bar:
    """A length with its name. `colour` is one of the palette's, `url` where the name leads."""

    label: str
    value: float
    colour: str = ""
    url: str = ""
    shown: str = ""
    """The value in words, where the number alone would not do."""
    width: str = "0%"


@dataclass(frozen=True)
class Bars(Chart):
    """Lengths one under the other."""

    rows: list[Bar]


def bars(
    title: str,
    rows: Sequence[Bar],
    *,
    says: str = "",
    most: float | None = None,
    heads: tuple[str, str] = ("", "number"),
    write: Callable[[float], str] = figure,
) -> Bars:
    """Bars in the order given. `most` is the value of a full bar, without it the largest; `write` writes a value."""
    full = most or max((row.value for row in rows), default=0) or 1
    drawn = [
        Bar(row.label, row.value, row.colour, row.url, row.shown or write(row.value), _per_cent(row.value / full))
        for row in rows
    ]
    return Bars(title, says, Table(list(heads), [[row.label, row.shown] for row in drawn]), drawn)


# Lines


@dataclass(frozen=True)
class Point:
    """A value with the interval it probably lies in. Without a value the line is broken here."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""
    """What else the table says of it: how many it rests on, for instance."""


@dataclass(frozen=True)
class Series:
    """A named line."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Dot:
    """A drawn point: its place, and its words."""

    x: str
    y: str
    words: str


@dataclass(frozen=True)
class Stroke:
    """A drawn series. `path` and `band` count across in per cent and down in pixels."""

    name: str
    number: int
    path: str
    band: str
    dots: list[Dot]


@dataclass(frozen=True)
class Tick:
    """A place on an axis and its words."""

    at: str
    label: str


@dataclass(frozen=True)
class Line(Chart):
    """Values over time, each with its interval as a band."""

    strokes: list[Stroke]
    levels: list[Tick]
    times: list[Tick]
    height: int = PLOT
    zero: str = ""

    @property
    def below(self) -> int:
        """Where the words under the plot stand."""
        return self.height + 24


def line(
    title: str,
    series: Sequence[Series],
    *,
    says: str = "",
    least: float | None = None,
    most: float | None = None,
    head: str = "when",
    notes: str = "",
    write: Callable[[float | None], str] = figure,
) -> Line:
    """Lines over the same labels, oldest first. `least` and `most` widen the scale beyond the values.

    `notes` is the head of the column of the points' notes, without it there is none; `write` writes a value.
    """
    values = [v for one in series for p in one.points for v in (p.value, p.low, p.high) if v is not None]
    steps = _steps(min([*values, least if least is not None else 0]), max([*values, most or 0]))
    bottom, top = steps[0], steps[-1]
    labels = [point.label for point in series[0].points] if series else []

    def across(i: int) -> float:
        return 50.0 if len(labels) < 2 else BEFORE + (100 - BEFORE - AFTER) * i / (len(labels) - 1)

    def down(value: float) -> float:
        return PLOT * (top - value) / (top - bottom)

    return Line(
        title,
        says,
        _table_of(series, labels, head, notes, write),
        [_stroke(one, i, across, down, write) for i, one in enumerate(series, start=1)],
        [Tick(_short(down(step)), write(step)) for step in steps],
        _times(labels, across),
        zero=_short(down(0)) if bottom < 0 < top else "",
    )


def _stroke(
    series: Series,
    number: int,
    across: Callable[[int], float],
    down: Callable[[float], float],
    write: Callable[[float | None], str],
) -> Stroke:
    points = series.points

    def at(x: float, value: float | None) -> str:
        return f"{_short(x)} {_short(down(value or 0))}"

    path = ["M" + "L".join(at(across(i), points[i].value) for i in run) for run in _runs(points, lambda p: p.value)]
    band = []
    for run in _runs(points, lambda p: p.low):
        # Alone, an interval would have no width.
        ends = [(across(i), i) for i in run] if len(run) > 1 else [(across(run[0]) + d, run[0]) for d in (-0.6, 0.6)]
        upper = [at(x, points[i].high) for x, i in ends]
        lower = [at(x, points[i].low) for x, i in reversed(ends)]
        band.append("M" + "L".join(upper + lower) + "Z")
    dots = [
        Dot(
            _short(across(i)) + "%",
            _short(down(point.value)),
            f"{point.label}: {write(point.value)}{_between(point, write)}",
        )
        for i, point in enumerate(points)
        if point.value is not None
    ]
    return Stroke(series.name, number, "".join(path), "".join(band), dots)


def _runs(points: Sequence[Point], drawn: Callable[[Point], float | None]) -> list[list[int]]:
    """The points that are drawn, by number, cut where one is missing."""
    groups = groupby(range(len(points)), key=lambda i: drawn(points[i]) is not None)
    return [list(run) for there, run in groups if there]


def _between(point: Point, write: Callable[[float | None], str]) -> str:
    return f" ({write(point.low)} to {write(point.high)})" if point.low is not None else ""


def _times(labels: Sequence[str], across: Callable[[int], float]) -> list[Tick]:
    """The last label, and others evenly before it."""
    last = len(labels) - 1
    step = max(1, math.ceil(last / (LABELS - 1)))
    shown = range(last, -1, -step)[::-1]
    return [Tick(_short(across(i)) + "%", labels[i]) for i in shown]


def _table_of(
    series: Sequence[Series], labels: Sequence[str], head: str, notes: str, write: Callable[[float | None], str]
) -> Table:
    heads, columns = [head], [list(labels)]
    for one in series:
        heads.append(one.name)
        columns.append([write(point.value) for point in one.points])
        if any(point.low is not None for point in one.points):
            heads += ["from", "to"]
            columns += [[write(p.low) for p in one.points], [write(p.high) for p in one.points]]
    if notes and series:
        heads.append(notes)
        columns.append([point.note for point in series[0].points])
    return Table(heads, [list(row) for row in zip(*columns, strict=True)])


# Matrices


@dataclass(frozen=True)
class Cell:
    """A count, its place, how strongly it is tinted, and its words. `same`: its row and its column are one."""

    x: str
    y: str
    width: str
    middle: str
    baseline: str
    count: int
    strength: str
    same: bool
    words: str


@dataclass(frozen=True)
class Matrix(Chart):
    """Counts of one thing against another. Rows and columns have the same names."""

    labels: list[str]
    colours: list[str]
    columns: list[Tick]
    cells: list[Cell]
    height: int


ROW = 40
"""The height of a matrix's row, in pixels; css/charts.css knows it as well."""
HEADER = 26
STRONGEST = 0.45
"""The strongest tint: words on it still stand out, in light and in dark."""


def matrix(
    title: str,
    labels: Sequence[str],
    counts: Sequence[Sequence[int]],
    *,
    colours: Sequence[str] = (),
    says: str = "",
    words: Callable[[str, str, int], str] = lambda row, column, count: f"{row}, {column}: {count}",
) -> Matrix:
    """A square of counts, each tinted by its size: those on the diagonal against each other, and those off it."""
    size = len(labels)
    wide = 100 / max(size, 1)
    most = {
        same: max((n for r, row in enumerate(counts) for c, n in enumerate(row) if (r == c) == same), default=0) or 1
        for same in (True, False)
    }
    cells = [
        Cell(
            x=_per_cent(column / size),
            y=str(HEADER + row * ROW),
            width=_per_cent(1 / size),
            middle=_short(wide * (column + 0.5)) + "%",
            baseline=str(HEADER + row * ROW + ROW // 2),
            count=count,
            strength=f"{STRONGEST * count / most[row == column]:.2f}",
            same=row == column,
            words=words(labels[row], labels[column], count),
        )
        for row, line_ in enumerate(counts)
        for column, count in enumerate(line_)
    ]
    return Matrix(
        title,
        says,
        Table(["", *labels], [[labels[row], *map(str, line_)] for row, line_ in enumerate(counts)]),
        list(labels),
        list(colours) or [""] * size,
        [
            Tick(_short(wide * (i + 0.5)) + "%", label if len(label) <= SHORT else label[: SHORT - 1].rstrip() + "…")
            for i, label in enumerate(labels)
        ],
        cells,
        HEADER + ROW * size,
    )


# Arithmetic


def _steps(low: float, high: float) -> list[float]:
    """Three to six round numbers, evenly apart, the first at or below `low`, the last at or above `high`."""
    if high <= low:
        high = low + 1
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def _short(number: float) -> str:
    """A place to a hundredth, without idle zeros."""
    written = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _per_cent(share: float) -> str:
    return _short(100 * share) + "%"
