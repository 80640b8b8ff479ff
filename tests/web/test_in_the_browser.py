"""What only a browser shows: forms that send and refuse, keys, what is shown once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotations.actions.speakers import create_speaker
from annotations.models import Speaker
from tests.browsing import forgive, ready
from tests.cast import make_cast, make_claim
from tests.live import LiveSite
from tests.proofs import proof
from tests.web.scene import Scene

Open = Callable[..., Page]


@pytest.fixture
def desk(live: LiveSite) -> Scene:
    """A desk in the live site's database."""
    return Scene(make_cast())


def test_adding_an_article(desk: Scene, open_browser: Open):
    ben = open_browser(desk.cast.ben)
    ready(ben, desk.paths()["desk"])
    ben.keyboard.press("a")
    expect(ben).to_have_url(re.compile("/articles/new/"))
    ready(ben)
    file = ben.get_by_label("Or choose a text file")
    file.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"\xff\xfeno"})
    expect(ben.get_by_text("This file is not UTF-8 text.")).to_be_visible()
    file.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": "\ufeffA headline\r\nWörds.".encode()})
    expect(ben.get_by_label("Title")).to_have_value("A headline")
    expect(ben.get_by_label("Text", exact=True)).to_have_value("A headline\nWörds.")
    ben.get_by_label("Source").fill("The Evening Post")
    forgive(ben, "422")
    ben.get_by_label("Language").fill("no such tag")
    ben.get_by_role("button", name="Add and read it").click()
    expect(ben.locator(".field .problem")).to_contain_text("is not a language tag")
    expect(ben.get_by_label("Text", exact=True)).to_have_value("A headline\nWörds.")
    ben.get_by_label("Language").fill("en")
    ben.get_by_role("button", name="Add and read it").click()
    expect(ben.locator("main h1")).to_have_text("A headline")
    expect(ben.locator("main")).to_contain_text("The Evening Post")


def test_a_draft_grows_and_is_sent_to_review(desk: Scene, open_browser: Open):
    create_speaker(by=desk.cast.ben, project=desk.cast.project, name="Aksel Moe")
    ben = open_browser(desk.cast.ben)
    ready(ben, f"/claims/{desk.draft.pk}/")
    evidence = ben.locator("details", has_text="Add evidence").last
    evidence.get_by_label("What it is").fill("The timetable")
    evidence.get_by_text("supports").click()
    evidence.get_by_label("Source").fill("The harbour office")
    evidence.get_by_role("button", name="Add evidence").click()
    expect(ben.locator(".evidence > li")).to_have_count(1)
    ready(ben)
    ben.get_by_text("Change the claim").click()
    ben.locator("#edit").get_by_label("Claim").fill("The harbour has no money.")
    ben.locator("#edit").get_by_label("Speaker").fill("aksel moe ")
    ben.locator("#edit").get_by_role("button", name="Save").click()
    expect(ben.locator("h1")).to_have_text("The harbour has no money.")
    expect(ben.locator(".claim-head")).to_contain_text("Aksel Moe")
    assert not Speaker.objects.filter(project=desk.cast.project, name__startswith="aksel").exists()
    ready(ben)
    ben.keyboard.press("n")
    expect(ben.locator(".claim-where")).to_contain_text("in review")
    ben.once("dialog", lambda dialog: dialog.accept())
    ready(ben)
    ben.locator(".evidence").get_by_text("Change or remove").click()
    ben.locator(".evidence").get_by_role("button", name="Remove").click()
    expect(ben.locator(".evidence > li")).to_have_count(0)


def test_a_duplicate_is_named_by_its_link(desk: Scene, open_browser: Open):
    claim = make_claim(desk.cast, text="Brink is the mayor.")
    ada = open_browser(desk.cast.ada)
    ready(ada, f"/claims/{claim.pk}/")
    ada.get_by_text("Mark as duplicate…").click()
    ada.get_by_label("The claim it repeats").fill("none of these")
    ada.get_by_role("button", name="Mark as duplicate").click()
    expect(ada.get_by_role("alert").filter(visible=True)).to_contain_text("Choose one of the list")
    ada.get_by_label("The claim it repeats").fill(f"https://example.org/claims/{desk.decided.pk}/")
    ada.get_by_role("button", name="Mark as duplicate").click()
    expect(ada.locator(".card-next")).to_contain_text("Brink is mayor.")


def test_what_is_shown_once(desk: Scene, open_browser: Open):
    olu = open_browser(desk.cast.olu)
    ready(olu, desk.paths()["members"])
    olu.get_by_label("Who it is for").fill("Tor")
    olu.get_by_role("button", name="Make a link").click()
    expect(olu.locator("#secret")).to_contain_text("/invitations/")
    link = olu.locator("#secret").inner_text()
    newcomer = open_browser(None)
    newcomer.goto(link)
    newcomer.get_by_label("Your name").fill("Tor Vik")
    newcomer.get_by_label("User name").fill(f"tor-{desk.cast.project.slug}")
    newcomer.get_by_label("Password").fill("a long enough phrase")
    newcomer.get_by_role("button", name="Make the account and join").click()
    expect(newcomer.locator("h1")).to_have_text("Hello, Tor.")
    ready(olu, desk.paths()["tokens"])
    olu.get_by_label("Name").fill("nightly")
    olu.get_by_role("button", name="Make the token").click()
    expect(olu.locator("#secret")).not_to_be_empty()
    expect(olu.locator("#curl")).to_contain_text(olu.locator("#secret").inner_text())
    olu.goto(desk.paths()["tokens"])
    expect(olu.locator(".people")).to_contain_text("nightly")


@proof
def test_the_only_owner_stays(desk: Scene, open_browser: Open):
    olu = open_browser(desk.cast.olu)
    ready(olu, desk.paths()["members"])
    row = olu.locator(".people > li", has_text="you")
    forgive(olu, "409")
    row.get_by_role("combobox").select_option("reader")
    row.get_by_role("button", name="Change").click()
    expect(row.get_by_role("alert").filter(visible=True)).to_contain_text("only owner")
    row.get_by_role("combobox").select_option("owner")


def test_a_correction_says_what_became_of_the_quotes(desk: Scene, open_browser: Open):
    ben = open_browser(desk.cast.ben)
    ready(ben, desk.paths()["revisions"])
    text = ben.get_by_label("Text", exact=True)
    text.fill(text.input_value().replace("Not a single krone", "Nothing at all is left of it"))
    ben.get_by_role("button", name="Add the correction").click()
    expect(ben.locator("#report")).to_contain_text("Look at these quotes")
    expect(ben.locator("#report-counts")).to_contain_text("as before")


def test_an_address_of_a_format_unfolds_it(desk: Scene, open_browser: Open):
    ada = open_browser(desk.cast.ada)
    ada.goto(desk.paths()["export"])
    example = ada.get_by_label("Example of w3c")
    expect(example).to_be_hidden()
    ada.goto(desk.paths()["export"] + "#w3c")
    expect(example).to_be_visible()
    expect(ada.get_by_role("link", name="Download w3c")).to_be_in_viewport()
    expect(ada.get_by_label("Example of csv")).to_be_hidden()
