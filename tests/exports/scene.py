"""A small project with something of everything an export can show, and much that it must not."""

from __future__ import annotations

import uuid

from annotations.actions.claims import delete_claim
from annotations.actions.comments import change_comment, delete_comment
from annotations.actions.contacts import delete_contact
from annotations.actions.decisions import decide_claim
from annotations.actions.evidence import delete_evidence
from annotations.actions.questions import delete_question
from annotations.actions.quotes import delete_quote
from annotations.actions.revisions import add_revision
from annotations.actions.sources import create_source
from annotations.actions.speakers import create_speaker
from annotations.models import Article, Claim
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

FAMILY = "👩\u200d👩\u200d👧"
TEXT = f"""🎏🇩🇰 Festival week {FAMILY}

“We have no money left 💸 for the harbour,” said mayor Tove Brink. “Not a single krone.”

وقالت: «لا مال لدينا 🙂 للميناء». היא אמרה: ”אין לנו כסף 😀“.

Nobody was willing to say when the last ferry would sail."""
CORRECTED = TEXT.replace("🎏🇩🇰 Festival", "🎏🎏🇩🇰 The festival").replace(
    "\n\nNobody was willing to say when the last ferry would sail.", ""
)


def number(n: int) -> uuid.UUID:
    """An id that orders what is made in the same moment."""
    return uuid.UUID(int=n << 96 | 0x7 << 76 | 0x8 << 60 | uuid.uuid4().int % (1 << 60))


class Scene:
    """Claims: one decided, one without quotes, one in a blind review, one whose quote was lost; and one deleted."""

    article: Article
    decided: Claim

    def __init__(self, cast: Cast) -> None:
        project = cast.project
        source = create_source(by=cast.ben, project=project, name="The Lindholm Courier", country="DK")
        self.speaker = create_speaker(
            by=cast.ben, project=project, name="Tove Brink", role="Mayor of Lindholm", aliases=["T. Brink"]
        )
        self.article = make_article(
            cast, text=TEXT, title="Festival, week =1", url="https://courier.example/festival", source=source
        )
        no_money = make_quote(
            self.article,
            "We have no money left 💸 for the harbour",
            "Not a single krone",
            speaker=self.speaker,
            note="Said\u2028twice,\x85loudly; “quoted”\r\nand\ttabbed.",
        )
        arabic = make_quote(self.article, "لا مال لدينا 🙂 للميناء", kind="indirect")
        hebrew = make_quote(self.article, "אין לנו כסף 😀", kind="partial")
        taken_back = make_quote(self.article, FAMILY, kind="scare")
        self.ferry = make_quote(self.article, "the last ferry", kind="statement")

        decided = queued_claim(
            cast,
            id=number(1),
            text="Lindholm has no money left.",
            quotes=[no_money, hebrew],
            speaker=self.speaker,
            topics=["budget", "harbour"],
        )
        delete_quote(by=cast.ben, quote=taken_back)
        question = make_question(decided, id=number(6))
        delete_question(by=cast.ben, question=make_question(decided, text="This was a mistake?"))
        budget = make_evidence(
            decided,
            id=number(11),
            source=source,
            url="https://courier.example/budget",
            question=question,
            answer="=3.1 million",
            answer_kind="extractive",
        )
        make_contact(decided, asked="What is in the fund?", reply="-1 krone")
        delete_contact(by=cast.ben, contact=make_contact(decided, who="This was a mistake."))
        remark = make_comment(decided, cast.ben, text="@Chi, @Dan: page 14?", id=number(21))
        make_comment(decided, cast.chi, text="Page 14.", id=number(22), reply_to=remark)
        change_comment(by=cast.dan, comment=remark, resolved=True)
        delete_comment(by=cast.ben, comment=make_comment(decided, cast.ben, text="This was a mistake."))
        make_comment(no_money, cast.ada, text="Where does it end?")
        gone = make_evidence(decided, id=number(12), title="A page that was wrong")
        judge(decided, cast.chi, rationale="Page 14.", confidence="high", evidence=[budget, gone])
        delete_evidence(by=cast.ben, evidence=gone)
        last = judge(decided, cast.dan, rationale="=SUM(A1:A9)", evidence=[budget])
        last.refresh_from_db()
        make_comment(last, cast.ada, text="Which sum?")
        decided.refresh_from_db()
        decide_claim(by=cast.ada, claim=decided, claim_version=decided.version, rating="false", headline="It has money")

        make_claim(cast, id=number(2), text='=HYPERLINK("https://lindholm.example", "a, b")', place="-1", occasion="+1")
        self.blind = queued_claim(cast, id=number(3), text="The quay cost 40 million.", quotes=[arabic])
        self.hidden = judge(self.blind, cast.chi, rating="mixed", rationale="A secret until Dan is done.")
        make_claim(cast, id=number(4), text="The ferry sails.", quotes=[self.ferry])
        delete_claim(by=cast.ben, claim=make_claim(cast, id=number(5), text="This was a mistake."))

        self.decided = Claim.objects.get(pk=decided.pk)
        self.article.refresh_from_db()
        add_revision(by=cast.ben, article=self.article, text=CORRECTED)
        self.article.refresh_from_db()
