"""What a reader is, and the drafts it makes of a file. Every file in readers/ holds one.

A reader says what the file says, in order, and names what it cannot read (Refusal); it stops at nothing else. Whether
lengths, dates, addresses and kinds are ours is checked afterwards, once for all formats (checking.py), and so is
whether a quote's words are the article's. Dates and times stay the strings of the file, "" where it has none.

`key` is a thing's own id in its file, or a hash of what it says (`key_of`): the same file gives the same keys, and an
import makes its ids from them, so that importing twice changes nothing. Keys are one name space for each noun.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from annotations.text import Block, TextRefused

KINDS = ("direct", "partial", "indirect", "scare", "statement")
TONES = ("literal", "ironic", "hypothetical", "question")
"""Of quotes. The database's own list is out of the readers' reach, and refuses any other word."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: the line, counted from 1, and within it a JSON pointer, a column's name or the like."""

    line: int | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What cannot be taken. Two sentences: why, and what to do about it."""

    at: Place
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text as Factcheck stores it: code points, end exclusive. Without a place it is lost."""

    start: int | None
    end: int | None
    exact: str
    state: str = "exact"


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody the file names: by their id in it. They never become a colleague, whatever they are called."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class SpeakerDraft:
    """Who is quoted. Found in the project by name, or made."""

    name: str
    kind: str = "person"
    role: str = ""
    aliases: tuple[str, ...] = ()
    wikidata_id: str = ""


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """Where something was published. Found in the project by name, or made."""

    name: str
    homepage: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What all drafts say: which row of the file they are, and, where the file knows, whose, when and in what version.

    Without an author it is the importer's own.
    """

    key: str
    at: Place
    author: PersonDraft | None = None
    version: int = 1
    created_at: str = ""
    updated_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDraft(Draft):
    """A remark on an article, quote, claim or verdict."""

    text: str
    reply_to: str | None = None  # the key of a comment on the same thing
    mentions: tuple[PersonDraft, ...] = ()
    resolved_by: PersonDraft | None = None
    resolved_at: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """The text a quote is in, when the file does not hold it: an article of this desk, known by its checksum."""

    sha256: str
    article: str = ""  # its key, where the file has one


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDraft(Draft):
    """A highlighted passage. `kind` is one of ours; a file with words of its own gives them as `label` instead."""

    passages: tuple[Passage, ...]
    kind: str = ""
    label: str = ""
    tone: str = "literal"
    speaker: SpeakerDraft | None = None
    parent: str | None = None  # the key of a quote in the same article
    note: str = ""
    origin: str = "import"
    comments: tuple[CommentDraft, ...] = ()
    cites: Cited | None = None  # only for a quote that comes with a claim instead of an article


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDraft(Draft):
    """A text under examination, as `annotations.text.read_text` or `Foreign` left it, and its quotes."""

    text: str
    title: str = ""  # the beginning of the text, when there is none
    url: str = ""
    source: SourceDraft | None = None
    byline: str = ""
    published_on: str = ""
    language: str = ""  # the project's, when there is none
    rights: str = ""
    state: str = ""  # "annotating" with quotes and "inbox" without, when the file does not say
    blocks: tuple[Block, ...] | None = None  # found in the text, when the format has none
    revision: int = 1
    raw: bytes | None = None  # the upload, byte for byte, when the file is one article
    quotes: tuple[QuoteDraft, ...] = ()
    comments: tuple[CommentDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft(Draft):
    """A question a claim raises."""

    text: str
    order: int | None = None  # the file's order, when there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDraft(Draft):
    """A source for or against a claim; with a question, an answer to it."""

    title: str
    stance: str
    url: str = ""
    archive_url: str = ""
    source: SourceDraft | None = None
    published_on: str = ""
    accessed_on: str = ""
    excerpt: str = ""
    primary: bool = False
    named: bool = True
    question: str | None = None  # its key
    answer: str = ""
    answer_kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft(Draft):
    """Who was asked, when, how and what they answered; or why no one was."""

    who: str = ""
    how: str = ""
    asked_on: str = ""
    asked: str = ""
    replied_on: str = ""
    reply: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDraft:
    """A rating as the file has it. Without a scale it is one of the project's own, or a word to be mapped."""

    code: str
    scale: str = ""
    label: str = ""  # what it was called when it was given; "" when the file does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictDraft(Draft):
    """A submitted verdict. `author` is the reviewer, and has to be somebody: nobody's verdict becomes the importer's."""

    rating: RatingDraft
    rationale: str = ""
    confidence: str = ""
    evidence: tuple[str, ...] = ()  # keys
    round: int = 1
    claim_version: int = 1
    informed: bool = False
    submitted_at: str = ""
    comments: tuple[CommentDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft(Draft):
    """The desk's rating of a claim. `author` is who decided."""

    rating: RatingDraft
    headline: str = ""
    summary: str = ""
    rationale: str = ""
    rule: str = "editor"
    round: int = 1
    claim_version: int = 1
    sources: int | None = None
    min_sources: int | None = None
    verdicts: tuple[str, ...] = ()  # keys


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDraft(Draft):
    """A checkable statement. Its quotes are keys of quotes that came before it, or quotes that say what they cite."""

    text: str
    quotes: tuple[str | QuoteDraft, ...] = ()
    speaker: SpeakerDraft | None = None
    said_on: str = ""
    place: str = ""
    occasion: str = ""
    topics: tuple[str, ...] = ()
    state: str = "draft"
    priority: int = 0
    assignee: PersonDraft | None = None
    duplicate_of: str | None = None
    round: int = 0
    content_version: int = 1
    questions: tuple[QuestionDraft, ...] = ()
    evidence: tuple[EvidenceDraft, ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    verdicts: tuple[VerdictDraft, ...] = ()
    decision: DecisionDraft | None = None
    comments: tuple[CommentDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What the importer said besides the file. `labels` maps the file's words to kinds of ours, or to "" (left out)."""

    labels: Mapping[str, str] = field(default_factory=dict)
    name: str = ""  # the file's
    language: str = ""  # of articles that do not say theirs; "" is the project's
    known: Callable[[str], tuple[str, str] | None] = lambda name: None
    """Key and text of the project's article of this address or urn, for files that mark texts they do not hold."""


Row = ArticleDraft | ClaimDraft | Refusal


@dataclass(frozen=True)
class Reader:
    """A format people can bring: what it is called, how it is known, and the code that reads it.

    `read` gets a stream that can seek, unpacked if it came as .gz. It yields as it reads and holds no file in memory.
    """

    name: str
    gist: str  # what it is, in a few words
    media_types: tuple[str, ...]  # the format's own first
    extensions: tuple[str, ...]  # without the dot, the usual one first
    description: str
    example: str
    read: Callable[[BinaryIO, Options], Iterator[Row]]
    telltale: tuple[bytes, ...] = ()
    """Words that tell a file of this format from others of the same ending, if one of them is near its beginning."""
    cites: bool = False
    """Whether a claim of the file may bring quotes in articles that came earlier in it."""


def refusal_of(refused: TextRefused, at: Place, remedy: str = "Correct the text.") -> Refusal:
    """What `annotations.text` says of a text: its last sentence is the remedy, or `remedy` when it has only one."""
    reason, _, last = str(refused).rpartition(". ")
    return Refusal(at, f"{reason}.", last) if reason else Refusal(at, last, remedy)


def key_of(*said: str) -> str:
    """The key of something that has no id in its file: a hash of what it says."""
    digest = hashlib.sha256()
    for word in said:
        digest.update(f"{len(word)}:{word}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
