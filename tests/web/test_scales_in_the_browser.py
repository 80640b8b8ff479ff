"""Making a scale, and changing one in use, as an editor does: by keyboard, with the preview beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotations.actions.projects import change_project
from annotations.models import Rating, Scale
from tests.browsing import forgive, ready
from tests.cast import Cast, judge, make_cast, make_scale, queued_claim
from tests.live import LiveSite
from tests.proofs import proof

Open = Callable[..., Page]


@pytest.fixture
def desk(live: LiveSite) -> Cast:
    """A project in the live site's database."""
    return make_cast()


def test_a_scale_is_made_with_its_preview_beside_it(desk: Cast, open_browser: Open):
    ada = open_browser(desk.ada)
    ready(ada, f"/projects/{desk.project.slug}/scale/new/")
    preview = ada.locator("#preview b")
    expect(preview).to_have_text(["True", "Mostly true", "Mixed", "Mostly false", "False", "Unproven"])

    ada.get_by_label("Name", exact=True).fill("Für den Hafen")
    expect(ada.get_by_label("Short name")).to_have_value("fur-den-hafen")
    first = ada.locator("#rows > li").first
    first.get_by_label("Label").fill("It holds")
    expect(preview.first).to_have_text("It holds")
    ada.get_by_role("button", name="Take Mixed out").press("Enter")
    expect(preview).to_have_count(5)

    ada.get_by_role("button", name="Move Unproven up").press("Enter")
    expect(preview.nth(3)).to_have_text("Unproven")
    expect(ada.get_by_role("button", name="Move Unproven up")).to_be_focused()

    ada.get_by_role("button", name="Add a rating").press("Enter")
    added = ada.locator("#rows > li").last
    expect(added.get_by_label("Label")).to_be_focused()
    ada.keyboard.type("Too early")
    expect(added.get_by_label("Code")).to_have_value("too-early")
    added.get_by_label("Code").fill("false")
    added.get_by_label("Colour").select_option("violet")
    expect(ada.locator("#preview label").last).to_have_class("colour-violet")

    forgive(ada, "422")
    ada.get_by_role("button", name="Make this scale").click()
    expect(added.locator(".problem")).to_contain_text("stands here twice")
    added.get_by_label("Code").fill("early")
    ada.get_by_role("button", name="Make this scale").click()
    expect(ada).to_have_url(re.compile("scale=fur-den-hafen"))
    made = Scale.objects.get(project=desk.project)
    codes = ["it-holds", "mostly-true", "mostly-false", "unproven", "false", "early"]
    assert list(made.ratings.values_list("code", flat=True)) == codes


@proof
def test_ratings_change_places_by_keyboard_until_something_is_rated(desk: Cast, open_browser: Open):
    scale = make_scale(desk)
    change_project(by=desk.olu, project=desk.project, scale=scale)
    ada = open_browser(desk.ada)
    ready(ada, f"/projects/{desk.project.slug}/scale/")
    ada.get_by_role("button", name="Move No up").press("Enter")
    expect(ada.locator("[data-rating] summary .rating")).to_have_text(["Yes", "No", "Partly"])
    expect(ada.get_by_role("button", name="Move No up")).to_be_focused()

    judge(queued_claim(desk), desk.chi, "yes")
    ada.reload()
    expect(ada.get_by_text("codes and their order stay")).to_be_visible()
    expect(ada.get_by_role("button", name="Move No up")).to_have_count(0)


@proof
def test_a_rating_in_use_is_renamed_and_another_merged(desk: Cast, open_browser: Open):
    scale = make_scale(desk)
    change_project(by=desk.olu, project=desk.project, scale=scale)
    given = judge(queued_claim(desk), desk.chi, "partly")
    ada = open_browser(desk.ada)
    ada.on("dialog", lambda dialog: dialog.accept())
    ready(ada, f"/projects/{desk.project.slug}/scale/")
    ada.locator("summary", has_text="Partly").click()
    row = ada.locator("[data-rating=partly]")
    row.get_by_label("Label").fill("In part")
    expect(ada.locator("#preview b").nth(1)).to_have_text("In part")
    row.get_by_role("button", name="Save").click()
    expect(row.locator("summary .rating")).to_have_text("In part")

    ada.locator("summary", has_text="In part").click()
    row.get_by_label("Merge into").select_option("no")
    row.get_by_role("button", name="Merge", exact=True).click()
    expect(row.get_by_text("merged into No")).to_be_visible()
    expect(ada.locator("#preview b")).to_have_text(["Yes", "No"])
    given.refresh_from_db()
    assert (given.rating.code, given.rating_version) == ("partly", 1)
    assert Rating.objects.get(scale=scale, code="partly").counts_as.code == "no"
