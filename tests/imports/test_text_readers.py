"""Annotations from other programs: our own files come back as they went, theirs with offsets in whatever they count."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from annotations.exports.registry import FORMATS
from annotations.imports.readers import brat, doccano, label_studio, uima_cas
from annotations.imports.registry import READERS, recognise
from annotations.imports.shape import ArticleDraft, Options, QuoteDraft, Reader, Refusal
from annotations.imports.unpacking import entries
from annotations.text import check_spans
from tests.exports.articles import ARTICLES, TEXT, UPLOADED, lines, placed, quote_id
from tests.imports.bringing import try_out

SPOKEN = "🎏 “No money,” said Tove Brink 💸. “Not a krone.”"


def rows(reader: Reader, content: bytes | str, **labels: str) -> list[Any]:
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(reader.read(file, Options(labels=labels)))


def article(reader: Reader, content: bytes | str, **labels: str) -> ArticleDraft:
    (row,) = rows(reader, content, **labels)
    assert isinstance(row, ArticleDraft), row
    return row


def refused(reader: Reader, content: bytes | str, **labels: str) -> list[str]:
    """What is refused, where; each with two sentences."""
    found = [row for row in rows(reader, content, **labels) if isinstance(row, Refusal)]
    for refusal in found:
        assert refusal.reason.endswith("."), refusal
        assert re.search(r"[.)]$", refusal.remedy), refusal
    return [f"{refusal.at.line or ''}{refusal.at.pointer} {refusal.reason}" for refusal in found]


def words(draft: ArticleDraft) -> list[list[str]]:
    """The words of each quote, held against its text."""
    for quote in draft.quotes:
        check_spans(draft.text, [(p.start, p.end, p.exact) for p in quote.passages if p.start is not None])
    return [[p.exact for p in quote.passages] for quote in draft.quotes]


def packed(**files: str) -> bytes:
    """A .zip: `a_txt` is the file a.txt."""
    return zipped({name.replace("_", "."): content for name, content in files.items()})


def zipped(files: dict[str, Any]) -> bytes:
    """A .zip of these."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("name", ["label-studio", "doccano", "brat", "uima-cas"])
def test_our_own_files_come_back(name):
    found = rows(READERS[name], b"".join(FORMATS[name].render(lines(*ARTICLES))))
    assert [draft.text for draft in found] == [line["text"] for line in ARTICLES]
    for draft, line in zip(found, ARTICLES, strict=True):
        assert (draft.key, draft.title, draft.url, draft.state) == (
            line["id"],
            line["title"],
            line["url"],
            line["state"],
        )
        assert draft.source == line["source"] or draft.source.name == line["source"]["name"]
        spans = {quote.key: [(p.start, p.end) for p in quote.passages] for quote in draft.quotes}
        assert spans == placed(line)
        words(draft)
        by_key = {quote.key: quote for quote in draft.quotes}
        for quote in line["quotes"]:
            if draft_quote := by_key.get(quote["id"]):
                compare(draft_quote, quote, set(by_key), name)


def compare(draft: QuoteDraft, quote: dict[str, Any], there: set[str], name: str) -> None:
    assert (draft.kind, draft.label) == (quote["kind"], "")
    assert draft.parent == (quote["parent"] if quote["parent"] in there else None)
    if name == "doccano":  # has no place for the rest
        return
    assert draft.tone == quote["tone"]
    assert (draft.speaker and draft.speaker.name) == (quote["speaker"] and quote["speaker"]["name"])
    note = re.sub("[\t\n\r\x85\u2028]+", " ", quote["note"]) if name == "brat" else quote["note"]
    assert draft.note == note


# What the programs themselves wrote after importing our file of the article full of traps: Label Studio 1.23.2 (and in its
# page somebody marked two words more), doccano 1.8.4, dkpro-cassis 0.12.0 (with a named entity and a token).
WRITTEN = Path(__file__).with_name("written")
BY_HAND = (TEXT.index("would sail"), TEXT.index("would sail") + 10)


@pytest.mark.parametrize(
    ("file", "more"),
    [
        ("label-studio.json", [[BY_HAND]]),
        ("label-studio-min.json", [[BY_HAND]]),
        ("doccano.jsonl", []),
        ("doccano-relations.jsonl", []),
        ("dkpro-cassis.xmi", [[(TEXT.index("Tove Brink"), TEXT.index("Tove Brink") + 10)]]),
        ("dkpro-cassis.json", [[(TEXT.index("Tove Brink"), TEXT.index("Tove Brink") + 10)]]),
    ],
)
def test_files_as_the_programs_write_them(file, more):
    content = (WRITTEN / file).read_bytes()
    reader = recognise(file, "", content[:2000])
    assert reader
    draft = article(reader, content)
    assert (draft.key, draft.text, draft.title) == (ARTICLES[0]["id"], TEXT, ARTICLES[0]["title"])
    words(draft)
    spans = [[(p.start, p.end) for p in quote.passages] for quote in draft.quotes]
    wanted = [*placed(ARTICLES[0]).values()]
    if file in ("label-studio-min.json", "doccano.jsonl"):  # nothing there says which spans are one quote
        wanted = [[span] for quote in wanted for span in quote]
    assert sorted(spans) == sorted(wanted + more)
    assert sum(quote.parent is not None for quote in draft.quotes) == (2 if len(wanted) == 14 else 0)


@pytest.mark.parametrize(
    ("name", "file", "content"),
    [
        ("label-studio", "export.json", label_studio.READER.example),
        ("doccano", "all.jsonl", doccano.READER.example),
        ("brat", "corpus.zip", packed(a_ann="", a_txt="Words.")),
        ("uima-cas", "corpus.zip", packed(a_xmi=uima_cas.READER.example)),
        ("uima-cas", "a.xmi", uima_cas.READER.example),
        ("uima-cas", "a.json", '{"%TYPES": {}, "%FEATURE_STRUCTURES": []}'),
    ],
)
def test_a_file_is_recognised(name, file, content):
    beginning = content.encode() if isinstance(content, str) else content
    found = recognise(file, "", beginning)
    assert found and found.name == name


class TestLabelStudio:
    def task(self, *values: dict[str, Any], text: str = SPOKEN, **over: Any) -> str:
        results = [
            {"id": f"r{n}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
            for n, value in enumerate(values)
        ]
        return json.dumps([{"id": 7, "data": {"text": text}, "annotations": [{"result": results}], **over}])

    def test_the_example(self):
        draft = article(label_studio.READER, label_studio.READER.example)
        assert words(draft) == [["We have no money left"]]
        assert (draft.title, draft.quotes[0].speaker.name) == ("Festival week in Lindholm", "Tove Brink")

    def test_offsets_in_either_unit_are_told_by_the_words(self):
        for start in (3, 4):
            value = {"start": start, "end": start + 8, "text": "No money", "labels": ["direct"]}
            draft = article(label_studio.READER, self.task(value))
            assert words(draft) == [["No money"]]
            assert draft.quotes[0].passages[0].start == 3

    def test_without_words_they_are_code_points(self):
        draft = article(label_studio.READER, self.task({"start": 3, "end": 11, "labels": ["PER"]}))
        assert words(draft) == [["No money"]]
        assert (draft.quotes[0].kind, draft.quotes[0].label) == ("", "PER")

    def test_words_that_are_not_there_are_refused(self):
        value = {"start": 5, "end": 13, "text": "No money", "labels": ["direct"]}
        [refusal] = refused(label_studio.READER, self.task(value))
        assert refusal.startswith("1/0/annotations/0/result/0 From 5 to 13 the text says “ money,”")

    def test_a_mark_and_line_ends_of_windows(self):
        raw = f"\ufeff{SPOKEN}\r\nThe end."
        start = raw.index("The end")
        value = {"start": start, "end": start + 7, "text": "The end", "labels": ["direct"]}
        draft = article(label_studio.READER, self.task(value, text=raw))
        assert draft.text == f"{SPOKEN}\nThe end."
        assert words(draft) == [["The end"]]

    def test_line_ends_as_older_pages_wrote_them(self):
        value = {"start": 0, "end": 7, "text": "One\\nTwo", "labels": ["direct"]}
        assert words(article(label_studio.READER, self.task(value, text="One\nTwo."))) == [["One\nTwo"]]

    def test_several_annotators_are_several_people(self):
        value = {"start": 3, "end": 11, "labels": ["direct"]}
        result = [{"id": quote_id(1), "from_name": "label", "type": "labels", "value": value}]
        ada = {"id": 4, "email": "ada@courier.example", "first_name": "Ada", "last_name": "Holm"}
        annotations = [
            {"result": result, "completed_by": ada},
            {"result": result, "completed_by": 5},
            {"result": result, "completed_by": 6, "was_cancelled": True},
        ]
        draft = article(label_studio.READER, json.dumps({"data": {"text": SPOKEN}, "annotations": annotations}))
        assert [quote.author.name for quote in draft.quotes] == ["Ada Holm", "Annotator 5"]
        assert len({quote.key for quote in draft.quotes}) == 2
        assert "courier.example" not in str(draft)

    def test_the_same_file_has_the_same_keys(self):
        task = self.task({"start": 3, "end": 11, "labels": ["direct"]})
        assert article(label_studio.READER, task) == article(label_studio.READER, task)

    def test_the_smaller_form(self):
        task = {"id": 1, "text": SPOKEN, "label": [{"start": 3, "end": 11, "text": "No money", "labels": ["direct"]}]}
        assert words(article(label_studio.READER, json.dumps([task]))) == [["No money"]]

    def test_what_has_no_place_is_refused_until_it_is_left_out(self):
        both = {"start": 3, "end": 11, "labels": ["PER", "direct"]}
        sentiment = {"from_name": "mood", "type": "choices", "value": {"choices": ["good"]}}
        annotations = [{"result": [{"type": "labels", "value": both}, sentiment, sentiment]}]
        task = json.dumps({"data": {"text": SPOKEN}, "annotations": annotations})
        assert len(refused(label_studio.READER, task)) == 2
        assert words(article(label_studio.READER, task, PER="", mood="")) == [["No money"]]

    @pytest.mark.parametrize(
        "file",
        [
            "{}",
            "[1]",
            '{"data": {"a": "x", "b": "y"}}',
            '{"data": {"text": 1}}',
            '{"data": {"text": ""}}',
            "nothing",
            '[{"data": {"text": "Some words."}, "annotations": [{"result": [{"type": "labels"}]}]}]',
            '[{"data": {"text": "Some words."}, "annotations": [{"result": [{"type": "relation", "labels": ["x"]}]}]}]',
        ],
    )
    def test_what_is_no_task(self, file):
        assert refused(label_studio.READER, file)


class TestDoccano:
    @pytest.mark.parametrize(
        "line",
        [
            {"label": [[3, 11, "direct"]]},
            {"labels": [[3, 11, "direct"]], "meta": {"title": "Money"}, "Comments": []},
            {"entities": [{"id": 1, "start_offset": 3, "end_offset": 11, "label": "direct"}], "relations": []},
            {"spans": [{"start": 3, "end": 11, "label": "direct"}]},
        ],
    )
    def test_every_form(self, line):
        draft = article(doccano.READER, json.dumps({"id": 1, "text": SPOKEN, **line}))
        assert (words(draft), draft.quotes[0].kind) == ([["No money"]], "direct")
        assert draft.title == line.get("meta", {}).get("title", "")

    def test_relations(self):
        entities = [
            {"id": 9, "start_offset": 3, "end_offset": 11, "label": "direct"},
            {"id": 8, "start_offset": 34, "end_offset": 45, "label": "direct"},
            {"id": 7, "start_offset": 6, "end_offset": 11, "label": "scare"},
        ]
        relations = [
            {"from_id": 8, "to_id": 9, "type": "continues"},
            {"from_id": 7, "to_id": 9, "type": "inside"},
            {"from_id": 7, "to_id": 8, "type": "knows"},
        ]
        line = json.dumps({"text": SPOKEN, "entities": entities, "relations": relations})
        assert refused(doccano.READER, line) == ["1/relations/2 The relation “knows” has no place in Factcheck."]
        draft = article(doccano.READER, line, knows="")
        assert words(draft) == [["No money", "Not a krone"], ["money"]]
        assert draft.quotes[1].parent == draft.quotes[0].key

    def test_labels_of_whole_texts_are_refused_until_they_are_left_out(self):
        lines = [{"text": "Good news.", "label": ["good"]}, {"text": "Bad news.", "cats": ["bad"], "entities": []}]
        file = "\n".join(map(json.dumps, lines))
        assert refused(doccano.READER, file) == [
            "1/label/0 The label of a whole text, “good” has no place in Factcheck.",
            "2/cats/0 The label of a whole text, “bad” has no place in Factcheck.",
        ]
        assert [draft.quotes for draft in rows(doccano.READER, file, good="", bad="")] == [(), ()]

    @pytest.mark.parametrize(
        "line",
        [
            {"data": "x"},
            {"text": "Good news.", "label": ["positive"]},
            {"text": "Good news.", "label": "positive"},
            {"text": "Good news.", "label": [[0, 99, "direct"]]},
            {"text": "Good news.", "label": [[4, 4, "direct"]]},
            {"text": "Good news.", "entities": [{"id": 1, "label": "direct"}]},
            {
                "text": "Good news.",
                "entities": [{"id": 1, "label": "direct", "start_offset": 0, "end_offset": 4}],
                "relations": [{"from_id": 1, "to_id": 2, "type": "inside"}],
            },
        ],
    )
    def test_what_is_refused(self, line):
        assert refused(doccano.READER, json.dumps(line))


class TestBrat:
    def test_the_example(self):
        draft = article(brat.READER, packed(a_txt="“We have no money left,” she said.", a_ann=brat.READER.example))
        assert (words(draft), draft.quotes[0].speaker.name) == ([["We have no money left"]], "Tove Brink")

    def test_fragments_and_line_ends(self):
        text = "“No\r\n\r\nmoney,” she said. “None.”"
        draft = article(
            brat.READER,
            packed(a_txt=text, a_ann="T1\tdirect 1 3;7 12;26 30\tNo money None\nT2\tscare 26 30;7 12\tNone money\n"),
        )
        assert draft.text == "“No\n\nmoney,” she said. “None.”"
        assert words(draft) == [["No\n\nmoney", "None"], ["money", "None"]]

    def test_a_byte_order_mark_is_counted(self):
        at = UPLOADED.index("Nobody")
        draft = article(brat.READER, packed(a_txt=UPLOADED, a_ann=f"T1\tdirect {at} {at + 6}\tNobody\n"))
        assert draft.text == TEXT
        assert words(draft) == [["Nobody"]]

    def test_other_words_than_the_text_has_are_refused(self):
        [refusal] = refused(brat.READER, packed(a_txt=SPOKEN, a_ann="T1\tdirect 4 12\tNo money\n"))
        assert refusal == "1/a.ann The text says “o money,” there, not “No money”."

    def test_what_has_no_place_is_refused_until_it_is_left_out(self):
        annotations = (
            "T1\tContent 3 11\tNo money\nT2\tSaying 14 18\tsaid\nE1\tSaying:T2 Content:T1\nA1\tSure T1\n"
            "R1\tAbout Arg1:T1 Arg2:T2\n*\tSame T1 T2\nN1\tReference T1 Wiki:1\tMoney\n#1\tOther T1\twhat\n"
        )
        file = packed(a_txt=SPOKEN, a_ann=annotations)
        assert len(refused(brat.READER, file)) == 6
        left_out = dict.fromkeys(("Saying", "Sure", "About", "Same", "Reference", "Other"), "")
        draft = article(brat.READER, file, **left_out)
        assert [quote.label for quote in draft.quotes] == ["Content", "Saying"]

    def test_folders_are_people(self):
        files = {
            "ada/a.txt": SPOKEN,
            "ada/a.ann": f"T1\tdirect 3 11\tNo money\n#1\tQuote T1\t{quote_id(1)}\n",
            "ben/a.txt": SPOKEN,
            "ben/a.ann": f"T1\tscare 3 5\tNo\n#1\tQuote T1\t{quote_id(1)}\nT2\tscare 3 4\tN\nR1\tinside Arg1:T2 Arg2:T1\n",
            "ben/b.txt": "More words.",
        }
        both, bens = rows(brat.READER, zipped(files))
        assert [(quote.author.name, quote.kind) for quote in both.quotes] == [
            ("ada", "direct"),
            ("ben", "scare"),
            ("ben", "scare"),
        ]
        assert both.quotes[0].key == quote_id(1) != both.quotes[1].key == both.quotes[2].parent
        assert (bens.text, bens.quotes) == ("More words.", ())

    def test_a_file_that_bursts_is_not_read_on(self):
        packed_up = io.BytesIO(zipped({f"{n}.txt": "a" * 1000 for n in range(9)}))
        *read, last = entries(packed_up, most_together=2500)
        assert len(read) == 3 and isinstance(last, Refusal)

    def test_annotations_without_text(self):
        assert refused(brat.READER, packed(a_ann="", b_txt="Words.")) == [
            "/a.ann There is no text beside these annotations."
        ]
        assert refused(brat.READER, b"no zip")
        assert refused(brat.READER, packed(a_txt="Words.", a_ann="T1 direct 0 5 Words"))


class TestUimaCas:
    def test_the_example_alone_and_in_a_zip(self):
        for content in (uima_cas.READER.example.encode(), packed(a_xmi=uima_cas.READER.example)):
            draft = article(uima_cas.READER, content)
            assert (words(draft), draft.quotes[0].speaker.name) == ([["We have no money left"]], "Tove Brink")

    def cas(self, *structures: dict[str, Any], text: str = SPOKEN) -> str:
        sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaString": text}
        return json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": [sofa, *({"@sofa": 1, **s} for s in structures)]})

    def test_json_in_utf16(self):
        token = {"%ID": 2, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "begin": 0, "end": 2}
        person = {"%ID": 3, "%TYPE": "ner.NamedEntity", "begin": 20, "end": 30, "value": "PER"}
        tie = {"%ID": 4, "%TYPE": "a.Relation", "begin": 0, "end": 1, "@Governor": 3, "@Dependent": 3}
        assert len(refused(uima_cas.READER, self.cas(token, person, tie))) == 1
        draft = article(uima_cas.READER, self.cas(token, person, tie), **{"a.Relation": ""})
        assert (words(draft), draft.quotes[0].label) == ([["Tove Brink"]], "PER")

    def test_a_project_of_inception(self):
        quote = {"%ID": 2, "%TYPE": "ner.NamedEntity", "begin": 20, "end": 30, "value": "PER"}
        files = {
            "exportedproject.json": "{}",
            "annotation/a.txt/INITIAL_CAS.zip": zipped({"INITIAL_CAS.json": self.cas()}),
            "annotation/a.txt/ada.zip": zipped({"ada.json": self.cas(quote), "TypeSystem.xml": "<a/>"}),
            "annotation/b.txt/ada.zip": zipped({"ada.json": self.cas(text="More words.")}),
            "curation/a.txt/CURATION_USER.zip": zipped({"CURATION_USER.json": self.cas(quote)}),
            "source/a.txt": SPOKEN,
        }
        found, other = rows(uima_cas.READER, zipped(files))
        assert [quote.author.name for quote in found.quotes] == ["ada", "CURATION_USER"]
        assert (other.text, other.quotes) == ("More words.", ())

    def test_a_mark_in_the_middle_of_a_character_is_refused(self):
        [refusal] = refused(uima_cas.READER, self.cas({"%ID": 2, "%TYPE": "a.B", "begin": 1, "end": 5}))
        assert refusal.startswith("#2 UTF-16 offset 1 lies inside character 0.")

    @pytest.mark.parametrize(
        "file",
        [
            "{}",
            "{",
            '{"%FEATURE_STRUCTURES": [7]}',
            '{"%FEATURE_STRUCTURES": []}',
            "<a/>",
            "<a",
            "",
            '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>',
        ],
    )
    def test_what_is_no_cas(self, file):
        assert refused(uima_cas.READER, file)


def test_what_a_mac_adds_is_no_article_and_endings_may_be_in_capitals():
    beside = dict.fromkeys(
        ("__MACOSX/desk/._A.TXT", "desk/._A.TXT", "desk/._A.ANN", "desk/.DS_Store"), b"\x00\x05\x16\x07"
    )
    files = {"desk/": b"", "desk/A.TXT": "No money.", "desk/A.ANN": "T1\tdirect 0 2\tNo\n"}
    assert words(article(brat.READER, zipped({**beside, **files}))) == [["No"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("doccano", "".join(json.dumps({"text": f"Day {i}.", "label": [[0, 3 + i % 3 * 9, "direct"]]}) + "\n" for i in range(6))),
        ("label-studio", json.dumps([{"data": {"text": f"Day {i}."}, "annotations": [{"result": [
            {"type": "labels", "value": {"start": 0, "end": 3, "text": "Dax" if i % 3 else "Day", "labels": ["direct"]}}] * 2}]}
            for i in range(6)])),
        ("brat", zipped({f"{i}.{ending}": words for i in range(6) for ending, words in
            (("txt", f"Day {i}."), ("ann", f"T1\tdirect 0 3\t{'Dax' if i % 3 else 'Day'}\n"))})),
        ("averitec", json.dumps([{"claim": f"Day {i}.", "speaker": 5 if i % 3 else None} for i in range(6)])),
    ],
)  # fmt: skip
def test_a_row_that_is_refused_is_counted_once(cast, name, content):
    report = try_out(cast.ada, cast.project, content, name)
    assert report.count and report.rows == 6
