"""A claim's page by keyboard: questions in their order, an answer under its question, and colleagues named in comments."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from annotations.actions.claims import change_claim
from annotations.actions.comments import change_comment
from annotations.models import Claim, Comment, Evidence, Question
from tests.browser.test_axe import Looks
from tests.browsing import forgive
from tests.cast import (
    make_article,
    make_cast,
    make_claim,
    make_comment,
    make_contact,
    make_evidence,
    make_question,
    make_quote,
)
from tests.proofs import proof


def questions(page: Page) -> list[str]:
    return page.locator(".question[data-question] h3").all_inner_texts()


def test_questions_are_put_in_order_and_answered(live, open_browser):
    cast = make_cast()
    claim = make_claim(cast)
    for text in ("How much?", "Since when?", "Who says so?"):
        make_question(claim, text=text)
    ben = open_browser(cast.ben)
    ben.goto(f"/claims/{claim.pk}/")
    last = ben.get_by_role("button", name="Move up: Who says so?")
    last.focus()
    ben.keyboard.press("Enter")
    expect(ben.locator("#order-told")).to_have_text("Now 2 of 3.")
    expect(last).to_be_focused()
    ben.keyboard.press("Alt+ArrowUp")
    expect(ben.locator("#order-told")).to_have_text("Now 1 of 3.")
    ben.keyboard.press("Alt+ArrowUp")
    expect(ben.locator("#order-told")).to_have_text("It is the first.")
    assert questions(ben) == ["Who says so?", "How much?", "Since when?"]
    ben.get_by_role("button", name="Move down: How much?").click()
    expect(ben.locator("#order-told")).to_have_text("Now 3 of 3.")
    stored = Question.objects.filter(claim=claim).order_by("order", "pk").values_list("text", flat=True)
    assert list(stored) == questions(ben) == ["Who says so?", "Since when?", "How much?"]

    # What was moved can be reworded at once: the page knows its version.
    how_much = ben.locator(".question", has_text="How much?")
    how_much.get_by_text("Reword or remove").click()
    how_much.get_by_label("Question").fill("How much exactly?")
    how_much.get_by_role("button", name="Save").click()
    expect(ben.get_by_role("heading", name="How much exactly?")).to_be_visible()

    ben.locator(".question", has_text="How much exactly?").get_by_role("link", name="Answer it").click()
    expect(ben.get_by_label("What it is")).to_be_focused()
    ben.keyboard.type("The budget, page 14")
    ben.locator("#new-evidence").get_by_text("refutes").click()
    ben.get_by_label("How", exact=True).select_option("extractive")
    ben.get_by_label("The answer").fill("3.1 million")
    ben.get_by_role("button", name="Add evidence").click()
    expect(ben.locator(".question", has_text="How much exactly?")).to_contain_text("“3.1 million”")

    # Without its question nothing of the answer is sent.
    ben.locator(".evidence").get_by_text("Change or remove").click()
    ben.locator(".evidence").get_by_label("Answers").select_option("")
    expect(ben.locator(".evidence").get_by_label("The answer")).to_be_hidden()
    ben.locator(".evidence").get_by_role("button", name="Save").click()
    expect(ben.get_by_role("heading", name="Other evidence")).to_be_visible()
    piece = Evidence.objects.get(claim=claim)
    assert (piece.question, piece.answer, piece.answer_kind) == (None, "", "")


@proof
def test_somebody_else_moves_a_question_meanwhile(live, open_browser):
    cast = make_cast()
    claim = make_claim(cast)
    first, second = make_question(claim, text="How much?"), make_question(claim, text="Since when?")
    ben = open_browser(cast.ben)
    ben.goto(f"/claims/{claim.pk}/")
    forgive(ben, "412")
    ben.evaluate(
        """async ([path, csrf]) => fetch(path, { method: "PATCH", body: '{"text": "Since which year?"}',
            headers: { "Content-Type": "application/json", "If-Match": '"1"', "X-CSRFToken": csrf } })""",
        [
            f"/api/v1/claims/{claim.pk}/questions/{second.pk}/",
            ben.locator("meta[name=csrf-token]").get_attribute("content"),
        ],
    )
    ben.get_by_role("button", name="Move up: Since when?").click()
    expect(ben.locator(".question > [role=alert]")).to_contain_text("Load the page again")
    assert questions(ben) == ["How much?", "Since when?"]
    assert Question.objects.get(pk=first.pk).version == 1


@proof
def test_colleagues_are_named_by_keyboard(live, open_browser):
    cast = make_cast()
    claim = make_claim(cast)
    make_evidence(claim)
    remark = make_comment(claim, cast.chi, text="Is that all?")
    ben = open_browser(cast.ben)
    ben.goto(f"/claims/{claim.pk}/")
    ben.get_by_role("button", name="Reply", exact=True).click()
    expect(ben.get_by_text("Answering Chi")).to_be_visible()
    ben.keyboard.type("No, @")
    listed = ben.get_by_role("listbox", name="Members").get_by_role("option")
    expect(listed).to_have_count(6)
    ben.keyboard.type("da")
    expect(listed).to_have_text(["Dan"])
    ben.keyboard.press("Enter")
    ben.keyboard.type("found more, and @o")
    expect(listed).to_have_text(["Olu"])
    ben.keyboard.press("Escape")
    expect(listed.first).to_be_hidden()
    ben.keyboard.type("lu knows.")
    ben.get_by_role("button", name="Comment", exact=True).click()
    expect(ben.locator(".mention")).to_have_text(["@Dan", "@olu"])
    made = Comment.objects.get(claim=claim, author=cast.ben)
    assert made.reply_to == remark
    assert set(made.mentions) == {cast.dan.pk, cast.olu.pk}

    ben.locator(f"#comment-{remark.pk}").get_by_role("button", name="Resolve").click()
    ben.get_by_text("1 resolved").click()
    expect(ben.locator(f"#comment-{remark.pk}")).to_contain_text("resolved by Ben")
    ben.locator(f"#comment-{remark.pk}").get_by_role("button", name="Open again").click()
    expect(ben.get_by_text("1 resolved")).to_have_count(0)
    assert Comment.objects.get(pk=remark.pk).resolved_at is None
    assert Claim.objects.get(pk=claim.pk).version == 1


@proof
def test_axe_finds_nothing_serious(live, open_browser):
    cast = make_cast()
    article = make_article(cast)
    quote = make_quote(article)
    claim = make_claim(cast, quotes=[quote], said_on="2026-05-01")
    question = make_question(claim)
    make_question(claim, text="Since when?")
    make_evidence(claim, question=question, answer="No", answer_kind="boolean", published_on="2026-05-02")
    make_evidence(claim)
    make_contact(claim, reply="No comment.")
    remark = make_comment(claim, cast.chi, text="@Ben, is that all?")
    change_comment(by=cast.ada, comment=make_comment(claim, cast.ben, reply_to=remark), resolved=True)
    make_comment(quote, cast.chi)
    change_claim(by=cast.ben, claim=claim, text="Lindholm has hardly any money.")
    looks = Looks()
    for width in (1360, 390):
        ben = open_browser(cast.ben, viewport={"width": width, "height": 850})
        ben.goto(f"/claims/{claim.pk}/")
        looks.at(ben, f"claim {width}")
        for summary in ("Add evidence", "Ask a question", "Note who was asked", "1 resolved"):
            ben.get_by_text(summary).first.click()
        ben.locator("#claim-comment").press_sequentially("@")
        expect(ben.get_by_role("listbox", name="Members")).to_be_visible()
        looks.at(ben, f"claim, all open, {width}")
        ben.evaluate("for (const form of document.forms) form.reset()")
        for path in (f"/claims/{claim.pk}/history/?from=1&to=2", f"/articles/{article.pk}/comments/"):
            ben.goto(path)
            looks.at(ben, f"{path} {width}")
    assert not looks.found, looks.found
