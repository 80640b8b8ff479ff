"""AVeriTeC: claims with questions, answers and a label, from the dataset's files and from our own export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from annotations.imports.members import members
from annotations.imports.objects import Object, read_object
from annotations.imports.shape import (
    ClaimDraft,
    DecisionDraft,
    EvidenceDraft,
    Options,
    PersonDraft,
    Place,
    QuestionDraft,
    RatingDraft,
    Reader,
    Refusal,
    Row,
    SourceDraft,
    SpeakerDraft,
    key_of,
)

SCALE = "averitec-4"
RATINGS = {
    "Supported": "supported",
    "Refuted": "refuted",
    "Not Enough Evidence": "not-enough-evidence",
    "Conflicting Evidence/Cherrypicking": "conflicting",
}
ANNOTATORS = PersonDraft("averitec", "AVeriTeC")
_DATE = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
_WEB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_HOST = re.compile(r"https?://([^\s/?#]+)", re.IGNORECASE)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/[^/]+/(?=https?://)", re.IGNORECASE)


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """A claim for each member of the array; JSON Lines of the same will do."""
    for found in members(file):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from read_object(found.value, found.at, _claim)


def _claim(found: Object) -> ClaimDraft:
    text, speaker, said_on = found.text("claim", needed=True), found.text("speaker"), _day(found.text("claim_date"))
    key = key_of(text, speaker, said_on, found.text("label"), found.text("fact_checking_article"))
    questions, evidence = _questions(found, key)
    label = found.text("label")
    decision = DecisionDraft(
        key=key,
        at=Place(found.line, f"{found.pointer}/label"),
        author=ANNOTATORS,
        rating=RatingDraft(code=RATINGS.get(label, label), scale=SCALE),
        rationale=found.text("justification"),
    )
    return ClaimDraft(
        key=key,
        at=found.at,
        text=text,
        speaker=SpeakerDraft(speaker) if speaker else None,
        said_on=said_on,
        place=found.text("location_ISO_code"),
        occasion=found.text("reporting_source"),
        topics=found.texts("claim_types"),
        state="decided" if label else "draft",
        round=1 if label else 0,
        questions=questions,
        evidence=(*_origins(found, key), *evidence),
        decision=decision if label else None,
    )


def _day(written: str) -> str:
    """Day, month, year, as a date; what is written otherwise stays, and is judged with all other dates."""
    if not (found := _DATE.fullmatch(written)):
        return written
    day, month, year = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _questions(found: Object, key: str) -> tuple[tuple[QuestionDraft, ...], list[EvidenceDraft]]:
    questions, evidence = [], []
    for i, one in enumerate(found.objects("questions"), start=1):
        question = QuestionDraft(key=key_of(key, str(i)), at=one.at, text=one.text("question", needed=True), order=i)
        questions.append(question)
        if isinstance(one.value.get("answers"), dict):  # as the dataset's scorer allows
            one.value["answers"] = [one.value["answers"]]
        evidence += [_answer(answer, question.key) for answer in one.objects("answers")]
    return tuple(questions), evidence


def _answer(found: Object, question: str) -> EvidenceDraft:
    where, medium, answer = found.text("source_url").strip(), found.text("source_medium"), found.text("answer")
    copy, (url, shown) = found.text("cached_source_url").strip(), _address(where)
    shown = shown or answer[:200]
    kept = copy if _WEB.fullmatch(copy) else ""
    return EvidenceDraft(
        key=key_of(question, found.pointer.rpartition("/")[2]),
        at=found.at,
        title=shown if medium in ("", "Web text", shown) else f"{shown} ({medium})",
        stance="context",
        url=url,
        archive_url=kept,
        excerpt=found.text("boolean_explanation") or (copy if copy not in (kept, where) else ""),
        question=question,
        answer=answer,
        answer_kind=found.text("answer_type").lower(),
    )


def _origins(found: Object, key: str) -> Iterator[EvidenceDraft]:
    """Where the claim was made, and the fact-check it was taken from."""
    made, by = found.text("original_claim_url").strip(), found.text("reporting_source")
    checked = found.text("fact_checking_article").strip()
    if made:
        url, shown = _address(made)
        yield EvidenceDraft(
            key=key_of(key, "claim"),
            at=found.at,
            title=f"The claim: {shown}",
            stance="context",
            url=url,
            archive_url=found.text("cached_original_claim_url").strip(),
            source=SourceDraft(by) if by else None,
            primary=True,
        )
    if checked:
        url, shown = _address(checked)
        yield EvidenceDraft(
            key=key_of(key, "check"), at=found.at, title=f"The fact-check: {shown}", stance="context", url=url
        )


def _address(written: str) -> tuple[str, str]:
    """The address, and whose page it is, also when it is an archive's copy; what is no address is shown as it is."""
    if not _WEB.fullmatch(written):
        return "", written[:200]
    return written, _HOST.match(_ARCHIVED.sub("", written))[1]  # type: ignore[index]  # it is an address


READER = Reader(
    name="averitec",
    gist="The AVeriTeC dataset, or files like it",
    media_types=("application/json",),
    extensions=("json",),
    description=(
        "The files of the AVeriTeC dataset, and our export of that name: each row a claim, decided on the shipped scale "
        "averitec-4 (or another, if labels map its ratings); a row without a label is a draft. Questions and answers become "
        "questions and evidence; the dataset does not say whether an answer supports the claim, so all of it is context. "
        "Where the claim was made and the fact-check it is from become evidence as well; claim types become topics, the "
        "reporting source the occasion. Not kept: fact-checking strategies, and whether a row was annotated twice. Rows have no "
        "ids: an export of ours comes in a second time if it is brought back where it is from."
    ),
    example="""[
  {
    "claim": "Lindholm has no money left for its harbour.",
    "label": "Refuted",
    "justification": "The budget sets 3.1 million kroner aside.",
    "claim_date": "24-06-2025",
    "speaker": "Tove Brink",
    "questions": [
      {
        "question": "How much has the town set aside for the harbour?",
        "answers": [
          {
            "answer": "3.1 million kroner",
            "answer_type": "Extractive",
            "source_url": "https://lindholm.example/budget-2025.pdf",
            "source_medium": "PDF"
          }
        ]
      }
    ]
  }
]
""",
    read=read,
    telltale=(b'"claim_date"', b'"answer_type"', b'"fact_checking_strategies"'),
)
