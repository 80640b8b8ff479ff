"""The desk's figures: how it gets on, who has what on their plate, and where its reviewers differ. Each a chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from annotations.agreement import Glance
from annotations.models import Project, Rating, User
from annotations.queries.agreement import agreement_at_a_glance
from annotations.queries.pace import WEEKS, Pace, Stay, pace_of
from annotations.queries.plates import Plate, plates
from annotations.web.charts import Bar, Bars, Line, Matrix, Point, Series, bars, figure, line, matrix

MONTHS = 12
"""How far back agreement is looked at."""
MUCH = 4
"""So many drafts and reviews fill a plate, in a picture."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Headline:
    """A figure in large digits, and what it says."""

    figure: str
    says: str


@dataclass(frozen=True)
class Figures:
    """Charts, where there is something to draw: nothing decided, nobody else at the desk, and they are left out."""

    headlines: list[Headline]
    decided: Line | None
    stays: Bars | None
    plates: Bars | None
    differ: Matrix | None
    agreement: Line | None

    @property
    def any(self) -> bool:
        """Whether there is a chart at all."""
        return any((self.decided, self.stays, self.plates, self.differ))


def figures_of(user: User, project: Project) -> Figures:
    """The figures as this person may see them. Five statements."""
    pace = pace_of(project)
    since = timezone.now().date() - timedelta(days=31 * MONTHS)
    ratings, glance = agreement_at_a_glance(reader=user, project=project, since=since)
    return Figures(
        headlines=_headlines(pace, glance),
        decided=_decided(pace),
        stays=_stays(pace.stays),
        plates=_plates(plates(project)),
        differ=_differ(ratings, glance) if glance.units else None,
        agreement=_agreement(glance) if len(glance.months) > 1 else None,
    )


def _headlines(pace: Pace, glance: Glance) -> list[Headline]:
    decided = sum(week.decided for week in pace.weeks)
    found = []
    if decided:
        found.append(Headline(str(decided), f"claim{'s' * (decided != 1)} decided in {WEEKS} weeks"))
    if pace.to_decision:
        found.append(Headline(_span(pace.to_decision.median), "claim to decision, median"))
    if glance.observed.value is not None:
        found.append(Headline(f"{100 * glance.observed.value:.0f}%", "of ratings the same"))
    if glance.alpha.value is not None:
        found.append(Headline(figure(glance.alpha.value), "alpha: agreement beyond chance"))
    return found


def _decided(pace: Pace) -> Line | None:
    decided = sum(week.decided for week in pace.weeks)
    made = sum(week.made for week in pace.weeks)
    if not decided:
        return None
    return line(
        "Claims, week by week",
        [
            Series("decided", [Point(_day(week.start), week.decided) for week in pace.weeks]),
            Series("made", [Point(_day(week.start), week.made) for week in pace.weeks]),
        ],
        says=f"In {WEEKS} weeks {made} {_were(made)} made and {decided} decided. This week is not over yet.",
        head="week of",
        most=4,
    )


def _stays(stays: list[Stay]) -> Bars | None:
    if not stays:
        return None
    slowest = max(stays, key=lambda stay: stay.median)
    return bars(
        "How long claims wait",
        [Bar(stay.stage, stay.median / HOUR, shown=_span(stay.median)) for stay in stays],
        says=f"Half of them move on within this time. Longest: {slowest.stage}, where nine in ten moved on within "
        f"{_span(slowest.most)}.",
        heads=("where", "median"),
    )


def _plates(found: list[Plate]) -> Bars | None:
    if len(found) < 2:
        return None
    busy = sorted((plate for plate in found if _load(plate)), key=lambda plate: -_load(plate))
    free = len(found) - len(busy)
    if not busy:
        return None
    says = f"{free} of {len(found)} have nothing on theirs." if free else "Everybody has something on theirs."
    rows = [Bar(str(plate.user), _load(plate), shown=_on(plate)) for plate in busy]
    return bars("On whose plate", rows, says=says, heads=("who", "what"), most=max(MUCH, _load(busy[0])))


def _load(plate: Plate) -> int:
    return plate.drafts + plate.seats


def _on(plate: Plate) -> str:
    told = [(plate.seats, "review"), (plate.drafts, "draft")]
    return ", ".join(f"{n} {noun}{'s' * (n != 1)}" for n, noun in told if n)


def _differ(ratings: list[Rating], glance: Glance) -> Matrix:
    counts = glance.matrix
    labels = [rating.label for rating in ratings]
    apart = [(n, r, c) for r, row in enumerate(counts) for c, n in enumerate(row[:r]) if n]
    says = "They never gave two different ratings to one claim."
    if apart:
        n, r, c = max(apart)
        says = f"Most often taken for each other: {labels[c]} and {labels[r]}, {'once' if n == 1 else f'{n} times'}."
    return matrix("Where reviewers differ", labels, counts, says=says)


def _agreement(glance: Glance) -> Line:
    months = glance.months
    return line(
        "Agreement over time",
        [
            Series(
                "beyond chance (alpha)", [Point(_month(at), alpha.value, note=str(n)) for at, n, _, alpha in months]
            ),
            Series("same rating", [Point(_month(at), same.value, note=str(n)) for at, n, same, _ in months]),
        ],
        says="1 is perfect, 0 is what chance alone would give.",
        head="month",
        notes="claims",
        most=1,
    )


def _span(time: timedelta) -> str:
    """A time as people say it."""
    if time < HOUR:
        return f"{max(1, round(time / timedelta(minutes=1)))} min"
    if time < 2 * DAY:
        return f"{round(time / HOUR)} h"
    days = time / DAY
    return f"{days:.0f} days" if days >= 10 or round(days, 1) == round(days) else f"{days:.1f} days"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _month(day: date) -> str:
    return f"{day:%b}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
