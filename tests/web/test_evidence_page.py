"""What is known of a claim, on its pages: by question, with its sources, with who was asked, and what is said about it."""

from __future__ import annotations

from annotations.actions.comments import change_comment
from annotations.actions.evidence import change_evidence
from annotations.models import Claim
from tests.cast import (
    Cast,
    judge,
    make_article,
    make_claim,
    make_comment,
    make_contact,
    make_evidence,
    make_question,
    make_quote,
    queued_claim,
)
from tests.web.html import Page
from tests.web.scene import Scene, look


def page(cast: Cast, name: str, path: str) -> str:
    return look(getattr(cast, name), path).content.decode()


def in_order(html: str, *words: str) -> bool:
    places = [html.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_evidence_stands_under_its_question(cast: Cast):
    claim = make_claim(cast, said_on="2026-05-01")
    first, second = make_question(claim, text="How much?"), make_question(claim, text="Since when?")
    make_evidence(claim, title="Nothing to do with it", published_on="2026-05-02")
    make_evidence(
        claim, title="A paper for it", stance="supports", question=first, answer="A lot.", answer_kind="abstractive"
    )
    make_evidence(claim, title="A paper against it", question=first, answer="None", answer_kind="extractive")
    html = page(cast, "rae", f"/claims/{claim.pk}/")
    assert in_order(
        html,
        "How much?",
        "“None”",
        "A paper against it",
        "A lot.",
        "A paper for it",
        "Since when?",
        "No answer yet",
        "Other evidence",
    )
    assert html.count("after the claim") == 1
    assert "data-move" not in html
    assert page(cast, "ben", f"/claims/{claim.pk}/").count("data-move") == 4
    assert second.text not in page(cast, "ben", f"/claims/{make_claim(cast).pk}/")
    for path in ("review/", "decide/"):
        assert in_order(
            page(cast, "ada", f"/claims/{claim.pk}/{path}"),
            "How much?",
            "A paper against it",
            "Since when?",
            "Other evidence",
        )


def test_few_sources_ask_for_reasons(cast: Cast):
    claim = queued_claim(cast)
    piece = make_evidence(claim, url="https://lindholm.example/1")
    make_evidence(claim, url="https://lindholm.example/2")
    judge(claim, cast.chi)
    judge(claim, cast.dan)
    path = f"/claims/{claim.pk}/decide/"

    def reasons() -> dict[str, str]:
        html = page(cast, "ada", path)
        return next(one for one in Page(html).all("textarea") if one["name"] == "rationale").attributes

    assert "The evidence has 1 independent source; this desk asks for 2." in page(cast, "ada", path)
    assert "required" in reasons()
    change_evidence(by=cast.ben, evidence=piece, url="https://courier.example/1")
    assert "this desk asks for" not in page(cast, "ada", path)
    assert "required" not in reasons()


def test_who_was_asked(cast: Cast):
    claim = make_claim(cast)
    path = f"/claims/{claim.pk}/"
    assert "Nobody has been asked yet." in page(cast, "rae", path)
    make_contact(claim, asked="Is it <true>?")
    assert in_order(page(cast, "rae", path), "Tove Brink", "by email", "Is it &lt;true&gt;?", "no answer yet")
    other = make_claim(cast)
    make_contact(other, who="", how="", why_not="She died in 1931.")
    assert "No one was asked" in page(cast, "rae", f"/claims/{other.pk}/")


def test_comments(scene: Scene):
    html = page(scene.cast, "rae", f"/claims/{scene.waiting.pk}/")
    assert '<b class="mention">@Chi</b>, is this the &lt;b&gt;whole&lt;/b&gt; quay?' in html
    assert in_order(html, "Ben: @Chi, is this", "It is.", "1 resolved", "resolved by Ada")
    assert "data-reply" not in html
    own = page(scene.cast, "ben", f"/claims/{scene.waiting.pk}/")
    assert own.count("Take back") == 2, "of Ben's two comments"
    assert "1 comment</a>" in page(scene.cast, "rae", f"/claims/{scene.draft.pk}/")
    assert page(scene.cast, "rae", f"/claims/{scene.decided.pk}/").count("Well found.") == 2 + 2, "and in the story"


def test_a_blind_verdict_has_no_place_for_comments(cast: Cast):
    claim = queued_claim(cast)
    verdict = judge(claim, cast.chi)
    assert f"/verdicts/{verdict.pk}/comments/" not in page(cast, "chi", f"/claims/{claim.pk}/")
    judge(claim, cast.dan)
    assert f"/verdicts/{verdict.pk}/comments/" in page(cast, "chi", f"/claims/{claim.pk}/")


def test_the_comments_of_an_article(cast: Cast):
    article = make_article(cast)
    quotes = [make_quote(article, words) for words in ("nonsense", "the last ferry", "Not a single krone")]
    make_comment(article, cast.ben, text="Who wrote this?")
    change_comment(by=cast.ada, comment=make_comment(quotes[1], cast.chi, text="Which one?"), resolved=True)
    path = f"/articles/{article.pk}/comments/"
    html = page(cast, "ben", path)
    assert in_order(html, "Who wrote this?", "the last ferry</mark>", "Which one?")
    assert "nonsense</mark>" not in html
    assert "nonsense</mark>" in page(cast, "ben", f"{path}?quote={quotes[0].pk}")
    for wrong in ("x", claim_id := str(make_claim(cast).pk)):
        assert look(cast.ben, path, quote=wrong).status_code == 200, claim_id


def test_versions_side_by_side(scene: Scene):
    path = f"/claims/{scene.draft.pk}/history/"
    html = page(scene.cast, "rae", f"{path}?from=1&to=2")
    assert "<del>no</del>" in html
    assert "<ins>hardly any</ins>" in html
    assert "side by side</a>" in html
    for nothing in ("", "?from=1&to=9", "?from=x&to=2", "?from=2"):
        assert "<ins>hardly any</ins>" not in page(scene.cast, "rae", path + nothing)


def test_the_whole_story(cast: Cast):
    quote = make_quote(make_article(cast))
    claim = make_claim(cast, quotes=[quote])
    question = make_question(claim, text="How much?")
    make_evidence(claim, title="The budget", question=question, answer="3.1 million", answer_kind="extractive")
    make_contact(claim)
    make_comment(claim, cast.chi, text="Is that all?")
    html = page(cast, "rae", f"/claims/{Claim.objects.get(pk=claim.pk).pk}/history/")
    assert in_order(
        html,
        "commented",
        "Is that all?",
        "noted who was asked",
        "added evidence",
        "The budget",
        "asked a question",
        "How much?",
    )
