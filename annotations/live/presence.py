"""Who has an article open: said anew every few seconds, believed for half a minute, kept nowhere."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from annotations.models import Article, User

SECONDS = 30

# Rows of people who left are swept by those who stay; one that somebody else sweeps or renews just now is left to them.
SWEEP_AND_SAY = """
    WITH gone AS (DELETE FROM presence WHERE id IN (
        SELECT id FROM presence WHERE seen_at < now() - make_interval(secs => %(lasts)s) AND user_id <> %(user)s
        ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED))
    INSERT INTO presence (article_id, user_id, seen_at) VALUES (%(article)s, %(user)s, now())
    ON CONFLICT (article_id, user_id) DO UPDATE SET seen_at = excluded.seen_at
"""


def be_here(*, user: User, article: Article) -> list[User]:
    """Says that `user` has the article open. Answers who else has, in the order of their names."""
    with connection.cursor() as cursor:
        cursor.execute(SWEEP_AND_SAY, {"lasts": SECONDS, "user": user.pk, "article": article.pk})
    here = User.objects.filter(
        presences__article=article, presences__seen_at__gt=Now() - timedelta(seconds=SECONDS), is_active=True
    )
    return list(here.exclude(pk=user.pk).order_by("name", "username"))
