"""Search by words: in lists, over everything a project holds, and for what comes close when nothing fits.

What is compared is `search_words` of a text (migrations/sql/search.sql), by index. A common word is in half a
million claims: never more than the newest CANDIDATES that fit are looked at closer, and ranked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, Model, Q, QuerySet, Value

from annotations.models import Article, Claim, Decision, Project, Revision, Speaker, User
from annotations.permissions import readable_by
from annotations.text import Term, slips, terms_of, words_of

M = TypeVar("M", bound=Model)

CANDIDATES = 400
COMMON = 3_000
"""A word used more often than this finds itself alone, not what it begins: to gather all of that would take its time."""
ALIKE = 8
"""How many words of the project may stand for one that was misspelt."""
LONG = 5
"""From how many letters on a word may be more than one letter off."""
MOST_TERMS = 12
LONGEST = 2000
"""How much of a text is looked at for claims that say the same."""


class Text(Func):
    """Columns as one text."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "


class Names(Func):
    """A list of names as text."""

    function = "search_names"


class Words(Func):
    """The words of a text, written as an index has them, or it is not used."""

    function = "search_words"


class ClaimWords(Func):
    """The words a claim's row keeps. A column the model does not know: nobody else reads it."""

    def __init__(self) -> None:
        super().__init__(F("id"))

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        """The column, of whatever the table is called in the statement."""
        column: Any = self.source_expressions[0]
        return f'{compiler.quote_name_unless_alias(column.alias)}."words"', ()


TEXTS: dict[type[Model], Func] = {
    Claim: Text(F("text")),
    Article: Text(F("title"), F("byline")),
    Speaker: Text(F("name"), F("role"), Names(F("aliases"))),
}
WORDS: dict[type[Model], Func] = {
    Claim: ClaimWords(),
    Article: Words(TEXTS[Article]),
    Speaker: Words(TEXTS[Speaker]),
    Revision: Words(Func(F("text"), Value(150000), function="left")),
}


@dataclass(frozen=True)
class Asked:
    """What must stand in a text: of every group one of its terms."""

    groups: tuple[tuple[Term, ...], ...]

    def sql(self) -> tuple[str, list[Any]]:
        """A tsquery, and its parameters."""
        parts: list[str] = []
        parameters: list[Any] = []
        for group in self.groups:
            alternatives = " || ".join(["search_term(%s, %s)"] * len(group))
            parts.append(f"!!({alternatives})" if group[0].no else f"({alternatives})")
            for term in group:
                parameters += [term.text, term.begun]
        return " && ".join(parts), parameters


class Matches(Func):
    """Whether some words are what is asked for."""

    output_field = BooleanField()
    form = "%s @@ (%s)"

    def __init__(self, words: Func, asked: Asked) -> None:
        super().__init__(words)
        self.asked = asked

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        """The words against the query."""
        words, parameters = compiler.compile(self.source_expressions[0])
        query, asked = self.asked.sql()
        return self.form % (words, query), (*parameters, *asked)


class Rank(Matches):
    """How near to each other, and how often, a text has what is asked for; the longer it is, the less that says."""

    output_field = FloatField()  # type: ignore[assignment]
    form = "ts_rank_cd(%s, %s, 2)"


def asked_for(q: str) -> Asked | None:
    """What a search for `q` asks of a text; None when there is no word in it."""
    terms = terms_of(q)[:MOST_TERMS]
    return Asked(tuple((term,) for term in terms)) if terms else None


def having(rows: QuerySet[M], q: str) -> QuerySet[M]:
    """The rows that have the words, phrases and no -words of `q`: all of them if it says nothing, none if it has no word
    to look for."""
    if not q.strip():
        return rows
    asked = asked_for(q)
    return _having(rows, asked) if asked else rows.none()


def _having(rows: QuerySet[M], asked: Asked) -> QuerySet[M]:
    fits: Any = Matches(WORDS[rows.model], asked)
    if rows.model is not Article:
        return rows.filter(fits)
    # An OR over two tables could use neither's index.
    words: Any = Matches(WORDS[Revision], asked)
    titled = Article.objects.filter(fits).values("pk")
    return rows.filter(Q(pk__in=titled) | Q(current__in=Revision.objects.filter(words).values("pk")))


# Over everything a project holds


@dataclass(frozen=True)
class Found(Generic[M]):
    """A page of one kind of object. `count` is how many there are, CANDIDATES + 1 for "more than that"."""

    rows: list[M] = field(default_factory=list)
    count: int = 0

    @property
    def more_than(self) -> int:
        """What to say where there are too many to count; 0 where `count` is all."""
        return CANDIDATES if self.count > CANDIDATES else 0


@dataclass(frozen=True)
class Results:
    """What was found. `near`: nothing has what was asked for, and this comes close; `meant` is what it goes by."""

    claims: Found[Claim]
    articles: Found[Article]
    speakers: Found[Speaker]
    terms: Sequence[Term] = ()
    near: bool = False
    meant: str = ""

    @property
    def count(self) -> int:
        """Everything, of all kinds."""
        return self.claims.count + self.articles.count + self.speakers.count


KINDS = ("claims", "articles", "speakers")


@dataclass(frozen=True)
class Page:
    """Which part of what is found: how many rows of each kind at most, and from which on."""

    sizes: dict[str, int]
    start: int = 0


def search(user: User, project: Project, q: str, page: Page) -> Results:
    """What the project holds that has the words of `q`; where nothing has, what comes closest.

    One statement, and two for each kind on the page; where nothing fits, as many again.
    """
    asked = asked_for(q)
    if asked is None:
        return Results(Found(), Found(), Found())
    asked = _without_endings(project, asked)
    exact = _results(user, project, asked, page)
    if exact.count:
        return exact
    near, words = _nearest(project, asked)
    if near is None:
        return exact
    best = " ".join(group[0].text for group in near.groups if not group[0].no) if words else q
    found = _results(user, project, near, page, alike=best)
    if not found.count:
        return exact
    return Results(
        found.claims,
        found.articles,
        found.speakers,
        terms=[term for group in near.groups for term in group],
        near=True,
        meant=_meant(q, words, found),
    )


def _without_endings(project: Project, asked: Asked) -> Asked:
    """The same, but common words are no longer the beginnings of others."""
    words = [word for group in asked.groups for term in group if term.begun for word in term.words[-1:]]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM word WHERE project_id = %s AND word = ANY(%s) AND uses > %s", [project.pk, words, COMMON]
        )
        common = {word for (word,) in cursor.fetchall()}
    if not common:
        return asked
    return Asked(
        tuple(
            tuple(replace(term, begun=False) if term.words[-1] in common else term for term in group)
            for group in asked.groups
        )
    )


def _results(user: User, project: Project, asked: Asked, page: Page, *, alike: str = "") -> Results:
    def found(model: type[M], name: str, *related: str) -> Found[M]:
        if not page.sizes.get(name):
            return Found()
        return _found(readable_by(user, model).filter(project=project), asked, page, page.sizes[name], related, alike)

    return Results(
        found(Claim, "claims", "speaker", "assignee"),
        found(Article, "articles", "source", "current"),
        found(Speaker, "speakers"),
        terms=[term for group in asked.groups for term in group],
    )


def _found(rows: QuerySet[M], asked: Asked, page: Page, size: int, related: Sequence[str], alike: str) -> Found[M]:
    """Two statements: the newest that fit, with how well they do, and those of the best that are on the page."""
    newest: Any = _having(rows, asked).order_by("-created_at", "-pk")
    if alike:
        alone = rows.model._default_manager.filter(pk__in=newest.values("pk")[: CANDIDATES + 1])
        rank: Any = Func(Value(alike), TEXTS[rows.model], function="word_similarity", output_field=FloatField())
        newest = alone.order_by("-created_at", "-pk")
    elif len(asked.groups) > 1:
        rank = Rank(WORDS[rows.model], asked)
    else:  # one word is in a text or it is not
        rank = Value(0.0)
    ranked = list(newest.annotate(rank=rank).values_list("pk", "rank")[: CANDIDATES + 1])
    best = [pk for pk, _ in sorted(ranked, key=lambda row: -row[1])][page.start : page.start + size]
    there = rows.model._default_manager.select_related(*related).in_bulk(best) if best else {}
    return Found([there[pk] for pk in best if pk in there], len(ranked))


# What comes close

NEAREST = """
SELECT asked.word, near.word, sum(near.uses), max(near.likeness)
FROM jsonb_to_recordset(%s::jsonb) asked(word text, slips text[])
CROSS JOIN LATERAL (
    (SELECT word, uses, 3.0::real AS likeness FROM word
     WHERE project_id = %s AND word >= asked.word AND word < asked.word || U&'\\FFFF' ORDER BY word LIMIT 1)
    UNION ALL
    SELECT word, uses, 2.0 FROM word WHERE project_id = %s AND word = ANY (asked.slips)
    UNION ALL
    (SELECT word, uses, similarity(word, asked.word) FROM word
     WHERE project_id = %s AND char_length(asked.word) >= %s AND word %% asked.word
     ORDER BY 3 DESC LIMIT %s)
) near
GROUP BY 1, 2
"""


def _nearest(project: Project, asked: Asked) -> tuple[Asked | None, dict[str, list[str]]]:
    """What asks for words of the project instead of those it does not know; and those words, by what was typed.

    When it knows them all, but no text has them together, any of them will do.
    """
    typed = {word: None for (term, *_) in asked.groups if not term.no for word in term.words}
    known = _alike(project, list(typed))
    missed = {word: near for word, near in known.items() if near[:1] != [word]}
    left_out = tuple(group for group in asked.groups if group[0].no)
    if not any(missed.values()):
        return (Asked((tuple(Term(word) for word in typed), *left_out)) if len(typed) > 1 else None), {}
    groups = (tuple(Term(near, begun=near == word) for near in known[word]) for word in typed if known[word])
    return Asked((*groups, *left_out)), {word: near for word, near in missed.items() if near}


def _alike(project: Project, words: list[str]) -> dict[str, list[str]]:
    """For each word the project's words it may be: itself alone if the project knows it or how it begins, else those one
    letter off, the most used first, and then what looks like it."""
    asked = json.dumps([{"word": word, "slips": sorted(slips(word)) if word.isalpha() else []} for word in words])
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [asked, project.pk, project.pk, project.pk, LONG, ALIKE])
        rows = cursor.fetchall()
    near: dict[str, list[tuple[float, int, str]]] = {word: [] for word in words}
    for word, other, uses, likeness in rows:
        near[word].append((likeness, uses, other))
    found = {}
    for word, others in near.items():
        others.sort(reverse=True)
        found[word] = [word] if others and others[0][0] == 3 else [other for _, _, other in others[:ALIKE]]
    return found


def _meant(q: str, words: dict[str, list[str]], found: Results) -> str:
    """What was probably meant: each word nobody uses, as the best of what was found has it."""
    best: Any = next(iter([*found.claims.rows, *found.speakers.rows, *found.articles.rows]))
    there = {word for _, _, word in words_of(getattr(best, "text", "") or str(best))}
    meant, at = [], 0
    for start, end, word in words_of(q):
        near = words.get(word, [])
        meant += [q[at:start], next((one for one in near if one in there), near[0]) if near else q[start:end]]
        at = end
    return "".join([*meant, q[at:]]) if words else ""


# Claims that say the same


@dataclass(frozen=True)
class Similar:
    """An earlier claim that says nearly what some words say, how nearly (0 to 1), and the desk's last decision on it."""

    claim: Claim
    likeness: float
    decision: Decision | None


RARE = 6
"""How many of a text's words are looked for at most: the rarest."""
ENOUGH = 3000
"""How often these may be used, all together. The rarest is looked for however often it is, but then the next must be there
as well."""
LEAST = 0.3
"""From which likeness on a claim is worth showing."""

COUNTED = """
SELECT asked.word, coalesce(sum(word.uses), 0)
FROM unnest(%s::text[]) asked(word) JOIN word ON word.project_id = %s AND word.word = asked.word
GROUP BY 1
"""


def similar_claims(user: User, project: Project, text: str, *, limit: int = 5) -> list[Similar]:
    """The project's claims that say nearly what `text` says, the nearest first. Three statements."""
    words = list({word: None for _, _, word in words_of(text[:LONGEST])})
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [words, project.pk])
        asked = _rarest(cursor.fetchall())
    if asked is None:
        return []
    fitting = _having(readable_by(user, Claim).filter(project=project), asked)
    candidates = fitting.annotate(rank=Rank(WORDS[Claim], asked)).order_by("-rank", "-created_at").values("pk")
    near: Any = Claim.objects.filter(pk__in=candidates[:CANDIDATES])
    near = near.annotate(
        likeness=Func(F("text"), Value(text[:LONGEST]), function="similarity", output_field=FloatField())
    )
    claims = list(near.filter(likeness__gte=LEAST).select_related("speaker").order_by("-likeness", "pk")[:limit])
    decisions = readable_by(user, Decision).filter(claim__in=claims).select_related("rating").order_by("round")
    last = {decision.claim_id: decision for decision in decisions}
    return [Similar(claim, claim.likeness, last.get(claim.pk)) for claim in claims]


def _rarest(counted: list[tuple[str, int]]) -> Asked | None:
    """What asks for the rarest of some words: for any of them, or for all where even these are common."""
    rarest = sorted(counted, key=lambda row: row[1])[:RARE]
    if not rarest:
        return None
    terms = [Term(word, begun=False) for word, _ in rarest]
    if rarest[0][1] > ENOUGH:
        return Asked(tuple((term,) for term in terms[:2]))
    few = [i for i in range(len(terms)) if sum(uses for _, uses in rarest[: i + 1]) <= ENOUGH]
    return Asked((tuple(terms[i] for i in few),))
