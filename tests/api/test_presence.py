"""Who has an article open: told to those who may read it, forgotten soon."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from annotations.live.presence import SECONDS
from annotations.models import Article, Change, Presence, User
from tests.api.asking import Asker, problem
from tests.cast import Cast, make_article


def here(user: User, article: Article) -> list[str]:
    answer = Asker(user).post(f"articles/{article.pk}/presence/")
    assert answer.status_code == 200, answer.content
    assert answer.json()["seconds"] == SECONDS
    return [person["name"] for person in answer.json()["people"]]


def gone_for(seconds: int, *people: User) -> None:
    Presence.objects.filter(user__in=people).update(seen_at=F("seen_at") - timedelta(seconds=seconds))


def test_it_works(cast: Cast):
    article, other = make_article(cast), make_article(cast)
    assert here(cast.ben, article) == []
    assert here(cast.ada, article) == ["Ben"]
    assert here(cast.rae, article) == ["Ada", "Ben"]
    assert here(cast.ben, article) == ["Ada", "Rae"]
    assert here(cast.dan, other) == []


def test_who_says_nothing_has_left(cast: Cast):
    article = make_article(cast)
    here(cast.ben, article)
    here(cast.ada, article)
    gone_for(SECONDS + 1, cast.ben)
    assert here(cast.ada, article) == []
    assert set(Presence.objects.filter(article=article).values_list("user", flat=True)) == {cast.ada.pk}
    gone_for(SECONDS + 1, cast.ada)
    assert here(cast.ada, article) == []
    assert here(cast.ben, article) == ["Ada"]


def test_it_is_for_members_and_leaves_no_trace(cast: Cast):
    article = make_article(cast)
    before = Change.objects.count()
    problem(Asker(cast.eve).post(f"articles/{article.pk}/presence/"), 404)
    problem(Asker(cast.ben).post(f"articles/{article.pk}/presence/", {"user": str(cast.ada.pk)}), 400)
    assert not Presence.objects.filter(article=article).exists()
    here(cast.ben, article)
    assert Change.objects.count() == before


def test_it_costs_little(cast: Cast, django_assert_max_num_queries):
    article, ben = make_article(cast), Asker(cast.ben)
    for user in (cast.ada, cast.chi, cast.dan):
        here(user, article)
    ben.post(f"articles/{article.pk}/presence/", key="")
    with django_assert_max_num_queries(7):  # session, person, transaction's two ends, door, saying, looking
        ben.post(f"articles/{article.pk}/presence/", key="")
