"""The formats of articles: in each, every quote of a text full of traps stands where its words are."""

from __future__ import annotations

import ast
import json
import re
from io import BytesIO
from itertools import chain
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from annotations.exports.docbin import number_of
from annotations.exports.formats import brat, conll, doccano, label_studio, spacy, uima_cas
from annotations.exports.tokens import tokens_of
from tests.exports.articles import ARTICLE, ARTICLES, TEXT, article_of, lines, placed, quote_id


def written(format: Any, *articles: dict[str, Any]) -> bytes:
    return b"".join(format.render(lines(*articles)))


class TestLabelStudio:
    def test_regions_hold_their_words(self):
        task, done, waiting = json.loads(written(label_studio, *ARTICLES))
        assert (len(done["annotations"]), len(waiting["annotations"])) == (1, 0)
        assert task["data"]["text"] == TEXT
        found: dict[str, list[tuple[int, int]]] = {}
        for region in task["annotations"][0]["result"]:
            if region["type"] == "labels":
                value = region["value"]
                assert TEXT[value["start"] : value["end"]] == value["text"]
                found.setdefault(region["id"].partition(":")[0], []).append((value["start"], value["end"]))
        assert found == placed(ARTICLE)

    def test_relations_join_and_nest(self):
        (task,) = json.loads(written(label_studio, ARTICLE))
        relations = {
            (r["from_id"], r["to_id"]): r["labels"] for r in task["annotations"][0]["result"] if r["type"] == "relation"
        }
        assert relations[quote_id(1) + ":2", quote_id(1)] == ["continues"]
        assert relations[quote_id(9) + ":3", quote_id(9) + ":2"] == ["continues"]
        assert relations[quote_id(2), quote_id(1)] == ["inside"]
        # The parent of the twelfth has no place any more.
        assert not any(origin == quote_id(12) for origin, _ in relations)

    def test_what_is_said_of_a_quote_stands_with_its_first_region(self):
        (task,) = json.loads(written(label_studio, ARTICLE))
        said = {
            r["from_name"]: r["value"].get("choices") or r["value"]["text"]
            for r in task["annotations"][0]["result"]
            if r.get("id") == quote_id(1) and r["type"] != "labels"
        }
        assert said == {
            "tone": ["ironic"],
            "speaker": ["Tove Brink"],
            "note": ["Said\u2028twice,\x85loudly; “quoted”\r\nand\ttabbed."],
        }

    def test_no_articles_are_an_empty_list(self):
        assert json.loads(written(label_studio)) == []


class TestDoccano:
    def test_spans_hold_their_words(self):
        rows = [json.loads(line) for line in written(doccano, *ARTICLES).decode().split("\n") if line]
        assert [len(row["entities"]) for row in rows] == [sum(map(len, placed(ARTICLE).values())), 0, 0]
        assert rows[0]["text"] == TEXT
        found: dict[str, list[tuple[int, int]]] = {}
        for entity in rows[0]["entities"]:
            found.setdefault(entity["quote"], []).append((entity["start_offset"], entity["end_offset"]))
        assert found == placed(ARTICLE)
        assert sorted((s, e) for s, e, _ in rows[0]["label"]) == sorted(chain(*found.values()))

    def test_relations_join_and_nest(self):
        row = json.loads(written(doccano, ARTICLE))
        quotes = {entity["id"]: entity["quote"] for entity in row["entities"]}
        relations = [(r["type"], quotes[r["from_id"]], quotes[r["to_id"]]) for r in row["relations"]]
        assert relations.count(("continues", quote_id(9), quote_id(9))) == 3
        assert ("inside", quote_id(2), quote_id(1)) in relations
        assert len(relations) == 6

    def test_numbers_are_never_used_twice(self):
        rows = [json.loads(line) for line in written(doccano, ARTICLE, ARTICLE).decode().split("\n") if line]
        ids = [entity["id"] for row in rows for entity in row["entities"]]
        assert len(ids) == len(set(ids))


class TestBrat:
    def files(self, *articles: dict[str, Any]) -> dict[str, str]:
        with ZipFile(BytesIO(written(brat, *articles))) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}

    def annotations(self) -> list[list[str]]:
        # As programs that take every line end for one would read them.
        return [line.split("\t") for line in self.files(ARTICLE)[f"{ARTICLE['id']}.ann"].splitlines()]

    def test_every_article_has_its_files(self):
        files = self.files(*ARTICLES)
        endings = ("txt", "ann", "json")
        assert [*files] == ["annotation.conf", *(f"{article['id']}.{e}" for article in ARTICLES for e in endings)]
        assert files[f"{ARTICLE['id']}.txt"] == TEXT
        assert files[f"{ARTICLES[1]['id']}.ann"] == ""
        assert json.loads(files[f"{ARTICLE['id']}.json"])["title"] == "Festival, week 1"

    def test_fragments_hold_their_words(self):
        spans = {}
        for name, what, *words in self.annotations():
            if name.startswith("T"):
                _, _, where = what.partition(" ")
                fragments = [tuple(map(int, span.split(" "))) for span in where.split(";")]
                assert " ".join(TEXT[start:end] for start, end in fragments) == "\t".join(words)
                spans[name] = fragments
        notes = {line[1].split()[1]: line[2] for line in self.annotations() if line[1].startswith("Quote")}
        joined = {}
        for name, fragments in spans.items():
            over = joined.setdefault(notes[name], [])
            for start, end in fragments:
                if over and not TEXT[over[-1][1] : start].strip("\n\u2028"):
                    over[-1] = (over[-1][0], end)
                else:
                    over.append((start, end))
        assert joined == placed(ARTICLE)

    def test_what_is_said_of_a_quote(self):
        lines = self.annotations()
        assert [line[1] for line in lines if line[0].startswith("A")] == [
            "Tone T2 ironic",
            "Tone T3 hypothetical",
            "Tone T7 question",
        ]
        assert [line[2] for line in lines if line[1].startswith("Speaker")] == ["Tove Brink", "تووه برينك"]
        assert [line[2] for line in lines if line[1].startswith("Annotator")] == [
            "Said twice, loudly; “quoted” and tabbed."
        ]
        assert [line[1].split()[0] for line in lines if line[0].startswith("R")] == ["inside", "inside"]


class TestConll:
    def rows(self, *articles: dict[str, Any]) -> list[list[str]]:
        # As everybody's reader splits it: at any white space.
        return [line.split() for line in written(conll, *articles).decode().split("\n")]

    def test_every_token_is_where_its_columns_say(self):
        rows = self.rows(*ARTICLES)
        assert {len(row) for row in rows} == {0, 4}
        text = ""
        for word, start, end, _ in filter(None, rows):
            if word == "-DOCSTART-":
                text = next(article["text"] for article in ARTICLES if article["id"] == start)
            else:
                assert text[int(start) : int(end)] == word

    def test_every_letter_is_in_one_token(self):
        tokens = [(int(start), int(end)) for word, start, end, _ in filter(None, self.rows(ARTICLE)[1:])]
        seen = [at for start, end in tokens for at in range(start, end)]
        assert seen == [at for at, character in enumerate(TEXT) if not character.isspace()]

    def test_tags_show_the_outermost_quotes(self):
        found: list[tuple[str, str]] = []
        for row in self.rows(ARTICLE)[1:]:
            tag, _, kind = row[3].partition("-") if row else ("", "", "")
            if tag == "B":
                found.append((kind, row[0]))
            elif tag == "I":
                found[-1] = (kind, f"{found[-1][1]} {row[0]}")
        assert found[:5] == [
            ("scare", "👩\u200d👩"),
            ("direct", "We have no money left 💸 for the harbour"),
            ("direct", "Not a single"),
            ("direct", "krone"),
            ("indirect", "لا مال لدينا 🙂 للميناء"),
        ]
        assert ("direct", "a joke") in found  # its second line is a sequence of its own
        assert ("direct", "of a ‘ café ’") in found
        assert ("scare", "obody") not in found  # it lies in another

    @pytest.mark.parametrize(
        ("text", "tokens"),
        [
            ("It’s 40,000.50 kr.", "It’s|40,000.50|kr|."),
            ("漢字かな交", "漢|字|か|な|交"),
            ("🇩🇰🇸🇪 👍🏽 👩\u200d👩\u200d👧!", "🇩🇰|🇸🇪|👍🏽|👩\u200d👩\u200d👧|!"),
            ("می\u200cخواهم हिन्दी", "می\u200cخواهم|हिन्दी"),
            ("cafe\u0301s ⛴️", "cafe\u0301s|⛴️"),
        ],
    )
    def test_tokens(self, text, tokens):
        assert "|".join(text[start:end] for start, end in tokens_of(text)) == tokens


class TestSpacy:
    def test_spans_hold_their_words(self):
        shown = spacy.listing(written(spacy, *ARTICLES))
        for article in ARTICLES:
            assert f"doc.text == {article['text']!r}\n" in shown
        spans = re.findall("^quotes: [a-z]+ ('.*'|\".*\"), id_ (.*)$", shown, re.MULTILINE)
        found: dict[str, list[str]] = {}
        for words, id in spans:
            found.setdefault(id, []).append(ast.literal_eval(words))
        assert found == {id: [TEXT[start:end] for start, end in where] for id, where in placed(ARTICLE).items()}
        assert f"'{quote_id(8)}': {{'tone': 'literal', 'speaker': '', 'note': '', 'parent': '{quote_id(7)}'}}" in shown

    def test_long_projects_are_several_files(self, monkeypatch):
        monkeypatch.setattr(spacy, "CHARACTERS", 300)
        with ZipFile(BytesIO(written(spacy, ARTICLE, *ARTICLES))) as archive:
            assert archive.namelist() == ["00001.spacy", "00002.spacy", "00003.spacy"]
        with ZipFile(BytesIO(written(spacy))) as archive:
            assert archive.namelist() == ["00001.spacy"]

    # As spaCy 3.8 numbers them.
    @pytest.mark.parametrize(
        ("string", "number"),
        [
            ("case", 8110129090154140942),
            ("x", 11123243248953317070),
            ("mark", 423),
            ("", 0),
            ("PERSON", 380),
            ("_", 456),
        ],
    )
    def test_strings_have_the_numbers_spacy_gives_them(self, string, number):
        assert number_of(string) == number


class TestUimaCas:
    def files(self, *articles: dict[str, Any]) -> dict[str, ElementTree.Element]:
        with ZipFile(BytesIO(written(uima_cas, *articles))) as archive:
            return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}

    def test_every_article_has_its_file(self):
        files = self.files(*ARTICLES)
        assert [*files] == ["TypeSystem.xml", *(f"{article['id']}.xmi" for article in ARTICLES)]
        for article in ARTICLES:
            sofa = files[f"{article['id']}.xmi"].find("{http:///uima/cas.ecore}Sofa")
            assert sofa.get("sofaString") == article["text"]

    def test_quotes_hold_their_words_in_utf16(self):
        units = TEXT.encode("utf-16-le")
        found: dict[str, list[str]] = {}
        for quote in self.files(ARTICLE)[f"{ARTICLE['id']}.xmi"].findall("{http:///webanno/custom.ecore}Quote"):
            words = units[2 * int(quote.get("begin")) : 2 * int(quote.get("end"))].decode("utf-16-le")
            found.setdefault(quote.get("quote"), []).append(words)
        assert found == {id: [TEXT[start:end] for start, end in spans] for id, spans in placed(ARTICLE).items()}

    def test_every_element_is_in_the_view(self):
        cas = self.files(ARTICLE)[f"{ARTICLE['id']}.xmi"]
        ids = [element.get("{http://www.omg.org/XMI}id") for element in cas]
        assert len(ids) == len(set(ids))
        members = cas.find("{http:///uima/cas.ecore}View").get("members").split()
        assert set(ids) - {None, "0", "1"} == set(members)

    def test_what_xml_cannot_hold(self):
        text = "“\uffff\tno\ufffe,\u0085” & <b>"
        article = article_of(text.replace("\u0085", "."), [{"at": ["no"], "note": "bell\x07\r\nrung"}])
        (cas,) = [cas for name, cas in self.files(article).items() if name != "TypeSystem.xml"]
        assert cas.find("{http:///uima/cas.ecore}Sofa").get("sofaString") == "“\ufffd\tno\ufffd,.” & <b>"
        assert cas.find("{http:///webanno/custom.ecore}Quote").get("note") == "bell\ufffd\r\nrung"
