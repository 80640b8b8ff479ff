"""The Python client in front of the real server."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from factcheck_client import Desk, Problem

from annotations.actions.tokens import create_token
from annotations.models import Article, Claim, Quote
from tests.cast import Cast, make_article, make_cast, make_claim, make_quote
from tests.committed import wait_for_the_horizon
from tests.live import LiveSite

Open = Callable[..., Desk]


class BadLine(httpx.BaseTransport):
    """The way to the real server, on which the first so many answers are lost after they were given."""

    def __init__(self, losses: int) -> None:
        self.losses, self.real, self.sent = losses, httpx.HTTPTransport(), 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self.real.handle_request(request)
        self.sent += 1
        if self.sent <= self.losses:
            answer.read()
            raise httpx.ReadError("The line went dead.", request=request)
        return answer


class HalfWay(httpx.BaseTransport):
    """The way to the real server, on which the first file breaks off in the middle."""

    def __init__(self) -> None:
        self.real, self.files = httpx.HTTPTransport(), []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self.real.handle_request(request)
        if "/files/" not in request.url.path:
            return answer
        self.files.append((request.headers.get("Range"), answer.status_code))
        if len(self.files) > 1:
            return answer
        content = answer.read()

        class Broken(httpx.SyncByteStream):
            def __iter__(self) -> Iterator[bytes]:
                yield content[: len(content) // 2]
                raise httpx.ReadError("The line went dead.", request=request)

        return httpx.Response(answer.status_code, headers=answer.headers, stream=Broken())


@pytest.fixture
def cast(live: LiveSite) -> Cast:
    return make_cast()


@pytest.fixture
def desk_of(live: LiveSite, cast: Cast) -> Iterator[Open]:
    """A function: the desk with a token of somebody's."""
    made: list[Desk] = []

    def open_desk(user: Any = None, scopes: tuple[str, ...] = ("read", "write", "export"), **over: Any) -> Desk:
        _, token = create_token(by=None, user=user or cast.ben, name="Notebook", scopes=scopes)
        made.append(Desk(live.url, token, **over))
        return made[-1]

    yield open_desk
    for desk in made:
        desk.close()


def test_lists_come_whole_page_by_page(cast: Cast, desk_of: Open):
    claims = [make_claim(cast, text=f"Claim {n}") for n in range(5)]
    article = make_article(cast)
    desk = desk_of()
    slug = cast.project.slug
    assert [c["id"] for c in desk.claims(slug, limit=2)] == [str(c.pk) for c in claims]
    assert [c["text"] for c in desk.claims(slug, q="4")] == ["Claim 4"]
    [row] = desk.articles(slug)
    assert desk.get(f"articles/{row['id']}/")["text"] == article.current.text


def test_an_export_comes_line_by_line(cast: Cast, desk_of: Open, tmp_path: Path):
    quote = make_quote(make_article(cast), note="Two\u2028lines\x85of one.")
    make_claim(cast, quotes=[quote])
    desk, slug = desk_of(), cast.project.slug
    [line] = desk.export(slug)
    assert line["quotes"][0]["note"] == quote.note
    assert [a["title"] for a in desk.export(slug, "articles")] == ["The harbour"]
    file = desk.save_export(slug, "csv", tmp_path / "desk.csv")
    assert file.read_text(encoding="utf-8-sig").startswith("claim_id")
    assert [f.name for f in tmp_path.iterdir()] == ["desk.csv"]
    with pytest.raises(Problem, match="no format"):
        desk.save_export(slug, "papyrus", tmp_path / "desk.papyrus")
    assert [f.name for f in tmp_path.iterdir()] == ["desk.csv"]


def test_changes_are_followed_from_where_one_was(cast: Cast, desk_of: Open):
    desk, slug = desk_of(), cast.project.slug
    first = make_claim(cast)
    wait_for_the_horizon()
    pages = list(desk.follow(slug, every=None))
    assert str(first.pk) in {row["object_id"] for page in pages for row in page.rows}
    second = make_claim(cast, text="Another")
    wait_for_the_horizon()
    [page] = desk.follow(slug, pages[-1].cursor, every=None)
    assert [(row["object_id"], row["object"]["text"]) for row in page.rows] == [(str(second.pk), "Another")]


def test_what_is_sent_again_takes_effect_once(cast: Cast, desk_of: Open):
    line = BadLine(losses=2)
    made = desk_of(transport=line).create("claims/", project=cast.project.slug, text="It rained.")
    assert line.sent == 3
    assert Claim.objects.get(project=cast.project).pk.hex == made["id"].replace("-", "")
    again = [
        desk_of(transport=BadLine(0)).create("claims/", key="import-7", project=cast.project.slug, text="It snowed.")
        for _ in range(2)
    ]
    assert again[0] == again[1]
    line = BadLine(losses=2)
    assert len(list(desk_of(transport=line).export(cast.project.slug))) == 2
    assert line.sent == 3
    with pytest.raises(Problem, match="failed") as lost:
        desk_of(transport=BadLine(9), tries=1).get("me/")
    assert lost.value.status is None


def test_somebody_was_faster(cast: Cast, desk_of: Open):
    desk = desk_of()
    claim = desk.create("claims/", project=cast.project.slug, text="It rained.")
    at = f"claims/{claim['id']}/"
    assert desk.change(at, claim["version"], text="It snowed.")["version"] == 2
    with pytest.raises(Problem) as late:
        desk.change(at, claim["version"], text="It hailed.")
    assert late.value.status == 412
    assert late.value.body["current"]["text"] == "It snowed."
    desk.delete(at, 2)
    with pytest.raises(Problem, match="nothing here") as gone:
        desk.get(at)
    assert gone.value.status == 404


def test_a_refusal_is_a_sentence_with_its_faults(cast: Cast, desk_of: Open):
    with pytest.raises(Problem, match="/nonsense") as caught:
        desk_of().create("claims/", project=cast.project.slug, text="It rained.", nonsense=1)
    assert caught.value.status == 400
    assert caught.value.errors[0]["pointer"] == "/nonsense"
    assert caught.value.request_id
    with pytest.raises(Problem, match="scope") as refused:
        list(desk_of(scopes=("read",)).export(cast.project.slug))
    assert refused.value.status == 403


def test_a_file_is_rehearsed_and_then_brought_in(cast: Cast, desk_of: Open, tmp_path: Path):
    desk, slug = desk_of(), cast.project.slug
    line = {"schema": "factcheck/1", "type": "article", "id": "a1", "title": "Rain", "text": "It rained.", "quotes": []}
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(line) + "\n")
    rehearsed = desk.import_file(slug, file, rehearse=True)
    assert (rehearsed.id, rehearsed.created["articles"]) == (None, 1)
    assert not Article.objects.filter(project=cast.project).exists()
    assert desk.import_file(slug, file).created == rehearsed.created
    assert not desk.import_file(slug, file).created.get("articles"), "the same file twice changes nothing"
    file.write_text(json.dumps(line) + '\n{"schema": "factcheck/1"\n')
    with pytest.raises(Problem, match=r"\n  line \d+") as bad:
        desk.import_file(slug, file)
    assert bad.value.status == 422
    assert bad.value.errors[0]["line"] == 2
    assert Article.objects.filter(project=cast.project).count() == 1
    assert not Quote.objects.filter(article__project=cast.project).exists()


def test_a_release_is_downloaded_and_continued(cast: Cast, desk_of: Open, tmp_path: Path):
    make_claim(cast)
    desk_of(cast.ada).create(f"projects/{cast.project.slug}/releases/", name="Spring")
    way = HalfWay()
    desk = desk_of(transport=way)
    [release] = desk.releases(cast.project.slug)
    files = desk.download_release(cast.project.slug, "latest", tmp_path)
    assert {str(file.relative_to(tmp_path)) for file in files} == {file["path"] for file in release["files"]}
    for file in release["files"]:
        assert hashlib.sha256((tmp_path / file["path"]).read_bytes()).hexdigest() == file["sha256"]
    half = release["files"][0]["size"] // 2
    assert way.files[:2] == [(None, 200), (f"bytes={half}-", 206)]
    assert len(way.files) == len(files) + 1
    # Once more: what is whole is not fetched, and what was touched is.
    (tmp_path / release["files"][0]["path"]).write_bytes(b"touched")
    (tmp_path / (release["files"][1]["path"] + ".part")).write_bytes(b"of another release")
    (tmp_path / release["files"][1]["path"]).unlink()
    assert desk.download_release(cast.project.slug, release["number"], tmp_path) == files
    assert hashlib.sha256(files[1].read_bytes()).hexdigest() == release["files"][1]["sha256"]
    assert not list(tmp_path.glob("**/*.part"))
