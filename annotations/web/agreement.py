"""How far reviewers agree: said in words for an editor, as charts for everyone, and in figures for the data team."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from annotations.agreement import Figure, Interval, Period, Report
from annotations.queries.agreement import AgreementFilters, ScaleAgreement, agreement_in
from annotations.web.charts import Line, Matrix, Point, Series, figure, line, matrix
from annotations.web.pages import SignedIn, member_of, page

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff's own bounds (Content Analysis, ch. 12): from the first on labels can be relied on; below the second not."""
FEW = 10
"""Below this many claims two people's figure is more chance than habit."""


@dataclass(frozen=True)
class Row:
    """One figure in the table: what it is called, what it is, and what it says."""

    name: str
    value: str
    between: str
    says: str


@dataclass(frozen=True)
class PairRow:
    """Two reviewers. `few`: too few claims to make anything of it."""

    names: str
    claims: int
    same: str
    kappa: str
    reason: str
    few: bool


@dataclass(frozen=True)
class Told:
    """One scale's agreement, ready to be shown."""

    one: ScaleAgreement
    same: str
    summary: str
    advice: str
    matrix: Matrix
    line: Line
    pairs: list[PairRow]
    rows: list[Row]


@dataclass(frozen=True)
class Asked:
    """What the page was asked for, as typed, and what of it could not be read."""

    since: date | None = None
    until: date | None = None
    by: str = "month"
    scale: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@page
def agreement(request: SignedIn, slug: str) -> HttpResponse:
    """The agreement on each scale something was rated on; one scale at a time."""
    member = member_of(request.user, slug)
    asked = _read(request.GET)
    found = agreement_in(
        reader=request.user,
        project=member.project,
        filters=AgreementFilters(since=asked.since, until=asked.until),
        by=asked.by,
    )
    found = [one for one in found if one.report.units]
    shown = next((one for one in found if one.scale.slug == asked.scale), found[0] if found else None)
    context = member.context(
        "agreement",
        asked=asked,
        scales=[one.scale for one in found],
        told=_told(shown, asked.by) if shown else None,
    )
    return render(request, "agreement/show.html", context)


def _read(query: QueryDict) -> Asked:
    typed = {name: query.get(name, "") for name in ("from", "to")}
    days: dict[str, date | None] = {}
    problem = ""
    for name, text in typed.items():
        try:
            days[name] = date.fromisoformat(text) if text else None
        except ValueError:
            days[name], problem = None, f"“{text}” is no date. Write it as 2026-05-17."
    if days["from"] and days["to"] and days["from"] > days["to"]:
        problem = "The span ends before it begins, so there is nothing in it."
    by = "week" if query.get("by") == "week" else "month"
    return Asked(days["from"], days["to"], by, query.get("scale", ""), typed, problem)


def _told(one: ScaleAgreement, by: str) -> Told:
    said = one.report
    return Told(
        one=one,
        same=_per_cent(said.observed.value),
        summary=_summary(said),
        advice=_advice(said),
        matrix=_matrix(one),
        line=_line(said.over_time, by),
        pairs=_pairs(one),
        rows=_rows(said),
    )


def _summary(said: Report) -> str:
    """The agreement in two sentences."""
    same = f"In {_per_cent(said.observed.value)} of all comparisons two reviewers gave the same rating."
    if said.alpha.value is None:
        return f"{same} {said.alpha.reason}"
    span = ""
    if said.alpha_interval.low is not None:
        span = f", and most probably between {figure(said.alpha_interval.low)} and {figure(said.alpha_interval.high)}"
    return (
        f"{same} With what chance alone would give taken off, agreement is {figure(said.alpha.value)} on a scale on which "
        f"0 is chance and 1 is perfect{span}."
    )


def _advice(said: Report) -> str:
    """What to make of it."""
    alpha, ordinal = said.alpha.value, said.ordinal_alpha.value
    if alpha is None:
        return "Once reviewers have used more than one rating, this page says more."
    if alpha < RELIABLE <= (ordinal or 0):
        return (
            f"Where they differ they mostly differ by a step: with near misses counted as near, agreement is "
            f"{figure(ordinal)}. Look below at which ratings are taken for each other, and sharpen their definitions."
        )
    if alpha >= RELIABLE:
        return "The ratings can be relied on: whoever reviews, the outcome is nearly always the same."
    if alpha >= TENTATIVE:
        return "Good enough for careful conclusions. Look below at which ratings are taken for each other."
    return (
        "Too low to rely on one reviewer's rating. Look below at which ratings are taken for each other, and sharpen "
        "their definitions or the guidelines there."
    )


def _matrix(one: ScaleAgreement) -> Matrix:
    labels = [rating.label for rating in one.ratings]
    counts = one.report.matrix
    apart = [(n, r, c) for r, row in enumerate(counts) for c, n in enumerate(row[:r]) if n]
    says = "Reviewers never gave two different ratings to one claim."
    if apart:
        n, r, c = max(apart)
        says = f"Most often taken for each other: {labels[c]} and {labels[r]}, {_times(n)}."
    return matrix(
        "Which ratings meet",
        labels,
        counts,
        says=f"{says} Every pair of reviewers of a claim counts once; on the diagonal they agree.",
        words=lambda row, column, n: (
            f"Both {row}: {_times(n)}" if row == column else f"{row} and {column}: {_times(n)}"
        ),
    )


def _line(periods: list[Period], by: str) -> Line:
    points = [
        Point(
            _when(period.start, by),
            period.alpha.value,
            period.interval.low if period.alpha.value is not None else None,
            period.interval.high if period.alpha.value is not None else None,
            str(period.units),
        )
        for period in periods
    ]
    raw = [Point(_when(period.start, by), period.observed.value) for period in periods]
    told = [p.alpha.value for p in periods if p.alpha.value is not None and p.units >= FEW]
    says = f"No two {by}s with {FEW} claims yet, so there is nothing to say about change."
    if len(told) > 1:
        change = told[-1] - told[0]
        how = "went up" if change > 0.05 else "went down" if change < -0.05 else "stayed about where it was"
        says = f"Agreement beyond chance {how}, from {figure(told[0])} to {figure(told[-1])}."
    return line(
        "Over time",
        [Series("Beyond chance (alpha)", points), Series("Same rating", raw)],
        says=f"{says} The band is where alpha probably lies; the fewer claims, the wider.",
        most=1,
        head=by,
        notes="claims",
    )


def _pairs(one: ScaleAgreement) -> list[PairRow]:
    return [
        PairRow(
            " and ".join(sorted(one.people[who].name for who in pair.raters)),  # type: ignore[index]
            pair.units,
            _per_cent(pair.observed.value),
            figure(pair.cohen.value),
            pair.cohen.reason,
            pair.units < FEW,
        )
        for pair in one.report.pairs
    ]


def _rows(said: Report) -> list[Row]:
    return [
        _row("Same rating", said.observed, None, "Two reviewers' ratings are equal. Takes nothing off for chance."),
        _row(
            "Krippendorff's alpha",
            said.alpha,
            said.alpha_interval,
            "The one to report: any number of reviewers, and reviews of different size.",
        ),
        _row(
            "Alpha, near misses count less",
            said.ordinal_alpha,
            said.ordinal_interval,
            "Ordinal. True against mostly true weighs less than true against false.",
        ),
        _row("Fleiss' kappa", said.fleiss, None, "Nearly alpha; in many papers on data sets."),
        _row("Cohen's kappa", said.cohen, None, "Pair by pair, the mean of all pairs of reviewers."),
        _row("Gwet's AC1", said.gwet, None, "Steady where nearly all claims get one rating, and kappa collapses."),
        _row("Randolph's kappa", said.randolph, None, "As if all ratings were equally likely beforehand."),
    ]


def _row(name: str, found: Figure, span: Interval | None, says: str) -> Row:
    between = f"{figure(span.low)} to {figure(span.high)}" if span is not None and span.low is not None else ""
    return Row(name, figure(found.value), between, says if found.value is not None else found.reason)


def _when(start: date, by: str) -> str:
    return f"{start:%b %Y}" if by == "month" else f"{start.day} {start:%b}"


def _per_cent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}%"


def _times(n: int) -> str:
    return "once" if n == 1 else "twice" if n == 2 else f"{n} times"
