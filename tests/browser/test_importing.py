"""Bringing a file in, by keyboard and in front of the page: rehearsed at once, told row by row, mapped, imported."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from annotations.models import Quote
from tests.browser.test_axe import Looks
from tests.browsing import forgive
from tests.cast import make_cast

TEXT = "“We have no money,” said Brink. Nobody went."
SPANS = [{"start": 1, "end": 17, "labels": ["SAID"]}, {"start": 32, "end": 38, "labels": ["WHO"]}]
RESULT = [
    {"id": str(i), "type": "labels", "from_name": "label", "to_name": "text", "value": one}
    for i, one in enumerate(SPANS)
]
TASKS = json.dumps([{"id": 1, "data": {"text": TEXT}, "annotations": [{"id": 9, "result": RESULT}]}])


def give(page: Page, name: str, content: str) -> None:
    page.set_input_files("#file", files=[{"name": name, "mimeType": "text/plain", "buffer": content.encode()}])


def test_a_file_is_rehearsed_mapped_and_imported(live, open_browser):
    cast, looks = make_cast(), Looks()
    page = open_browser(cast.ben)
    forgive(page, "422", "ERR_INTERNET_DISCONNECTED")
    page.goto(f"/projects/{cast.project.slug}/articles/")
    page.get_by_role("link", name="Import", exact=True).click()
    give(page, "claims.csv", "claim,said_on\nIt rained.,yesterday\n")
    expect(page.get_by_role("row", name="Line 2")).to_contain_text("“yesterday” is no day.")
    looks.at(page, "rows that cannot be taken")
    page.context.set_offline(True)
    page.get_by_label("Format").select_option("text")
    expect(page.get_by_role("alert").filter(has_text="cannot be reached")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Another file").click()
    give(page, "tasks.json", TASKS)
    expect(page.get_by_label("SAID")).to_be_focused()
    looks.at(page, "words to be mapped", "#import")
    page.get_by_label("SAID").select_option("direct")
    page.get_by_label("WHO").select_option("leave such marks out")
    expect(page.get_by_text("1 article and 1 quote would come in.")).to_be_visible()
    page.get_by_role("button", name="Import 1 article and 1 quote").press("Enter")
    expect(page.get_by_role("status").filter(has_text="came in.")).to_be_focused()
    looks.at(page, "what came in", "#import")
    assert not looks.found
    page.get_by_role("link", name="See the articles").click()
    expect(page.locator(".rows")).to_contain_text("We have no money")
    quote = Quote.objects.get(article__project=cast.project)
    assert (quote.kind, quote.origin, quote.all_segments.get().exact) == ("direct", "import", "We have no money")
