"""A first project to look around in. Its article is our own, about people and places that do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from annotations.actions.articles import create_article
from annotations.actions.claims import act_on_claim, create_claim
from annotations.actions.comments import create_comment
from annotations.actions.contacts import create_contact
from annotations.actions.decisions import decide_claim
from annotations.actions.evidence import create_evidence
from annotations.actions.members import add_member
from annotations.actions.projects import change_project, create_project
from annotations.actions.questions import create_question
from annotations.actions.quotes import Span, create_quote
from annotations.actions.sources import create_source
from annotations.actions.speakers import create_speaker
from annotations.actions.users import create_user
from annotations.actions.verdicts import give_verdict
from annotations.models import Article, Claim, Evidence, Project, Quote, Source, Speaker, User
from annotations.workflow import Role

SLUG = "demo"
PEOPLE = {
    "olu": ("Olu", Role.OWNER),
    "ben": ("Ben", Role.ANNOTATOR),
    "chi": ("Chi", Role.REVIEWER),
    "dan": ("Dan", Role.REVIEWER),
}

TITLE = "Harbour vote leaves Port Linnet counting its herring"
TEXT = """\
The council of Port Linnet voted seven to four on Tuesday night to dredge the inner harbour, ending a dispute that \
has divided the fishing town since the spring storms.

“We will dig the channel to nine metres,” said Mayor Tobias Quill, to applause from the gallery, “and we will do it \
before the first frost.” The work would cost 4.2 million crowns, he said, and the harbour fund would pay for all of \
it.

The opposition was not persuaded. Councillor Maren Oduya called the plan “a very expensive hole” and asked: “Who has \
counted what lives on that seabed?”

The ferry company Northstrand Lines, the town's largest employer, welcomed the decision. Its spokeswoman, Odile \
Brandt, said that a deeper channel would bring 60,000 more passengers a year. Ms Oduya replied that the company had \
promised the same number in 2019, when the new terminal opened. “Since then you have lost six thousand,” she said. A \
table on the harbour office's wall gives 310,000 passengers for 2019 and 304,000 for last year.

Next to the table hangs the notice of a “temporary” berth fee. It is eleven years old.

The herring catch in the bay has fallen by 38 percent since 2015, according to the Linnet Institute for Coastal \
Studies. Dredging cannot be the reason, as the channel was last deepened in 1998.

Dr Selim Farrow, who leads the institute's fisheries group, chose his words with care. “Our survey found twelve \
spawning grounds in the inner harbour, not three as the council's leaflet says,” he told this newspaper. “If the \
dredger stayed east of the lighthouse, it would touch two of them.”

The fishing cooperative, which has 212 members, says that ninety percent of them want the deeper channel. Its own \
minutes of 3 May record 118 votes in favour and 61 against.

At the Herring Fair on Saturday a banner appeared over the mayor's stand: “Thank you, Tobias, for all this lovely \
mud!” The brewer Pia Lund, who had hung it there, was unrepentant. “My grandfather used to say, ‘The harbour \
remembers everything,’ and he was right,” she said.

The first barge is expected on 14 October. Whether it will find the harbour deep enough to come in, nobody at the \
harbour office was able to say.

This article was written to demonstrate Factcheck. Port Linnet, its people, its newspaper and its herring are \
invented, and any likeness to a real place or person is chance.
"""
GUIDELINES = """\
## What we mark

- **Direct**: the speaker's own words, between quotation marks. **Partial**: a few of them inside our sentence.
- **Indirect**: what somebody said, in the writer's words. **Scare**: marks that keep a distance from a word.
- **Statement**: the article itself says it, and it can be checked.

One utterance that is interrupted ("…," she said, "…") is *one* quote of two passages.

## What becomes a claim

A sentence that stands on its own, that can turn out true or false, and that matters to somebody. Say who, what, where \
and when, even if the quote does not.
"""


def demo_people() -> list[User]:
    """The demo project's people, owner first, as far as they are still active members."""
    members = User.objects.filter(username__in=PEOPLE, is_active=True, memberships__project__slug=SLUG)
    return sorted(members, key=lambda user: list(PEOPLE).index(user.username))


@transaction.atomic
def make_demo() -> Project:
    """Makes the demo project with its people, article, quotes and claims in several stages of their lives."""
    project = create_project(by=None, slug=SLUG, name="Port Linnet desk")
    cast = {}
    for username, (name, role) in PEOPLE.items():
        user = User.objects.filter(username=username).first()
        cast[username] = user or create_user(username=username, name=name, is_staff=role == Role.OWNER)
        add_member(by=None, project=project, user=cast[username], role=role)
    project = change_project(by=cast["olu"], project=project, guidelines=GUIDELINES)
    article = create_article(
        by=cast["ben"],
        project=project,
        title=TITLE,
        text=TEXT,
        language="en",
        source=create_source(by=cast["ben"], project=project, name="The Linnet Packet"),
        byline="Ines Calloway",
        published_on=date(2026, 9, 17),
        rights="Written for Factcheck, and free to use with it",
    )
    _Desk(project, article, **cast).work()
    return project


@dataclass
class _Desk:
    """The people at work, each doing what their role is for."""

    project: Project
    article: Article
    olu: User
    ben: User
    chi: User
    dan: User

    def work(self) -> None:
        quill = self.speaker("Tobias Quill", role="Mayor of Port Linnet")
        oduya = self.speaker("Maren Oduya", role="Councillor, Port Linnet")
        brandt = self.speaker("Odile Brandt", role="Spokeswoman of Northstrand Lines")
        institute = self.speaker("Linnet Institute for Coastal Studies", kind="organisation")
        farrow = self.speaker("Selim Farrow", role="Fisheries scientist")
        cooperative = self.speaker("Port Linnet fishing cooperative", kind="organisation")
        lund = self.speaker("Pia Lund", role="Brewer")

        self.quote(
            "direct",
            quill,
            "We will dig the channel to nine metres",
            "and we will do it before the first frost",
            note="One utterance, interrupted by the reporter.",
        )
        cost = self.quote("indirect", quill, "The work would cost 4.2 million crowns")
        self.quote("partial", oduya, "a very expensive hole")
        self.quote("direct", oduya, "Who has counted what lives on that seabed?", tone="question")
        passengers = self.quote("indirect", brandt, "a deeper channel would bring 60,000 more passengers a year")
        lost = self.quote("direct", oduya, "Since then you have lost six thousand")
        self.quote("scare", None, "temporary")
        catch = self.quote("indirect", institute, "The herring catch in the bay has fallen by 38 percent since 2015")
        self.quote("statement", None, "the channel was last deepened in 1998")
        grounds = self.quote("direct", farrow, "Our survey found twelve spawning grounds in the inner harbour")
        self.quote(
            "direct",
            farrow,
            "If the dredger stayed east of the lighthouse, it would touch two of them.",
            tone="hypothetical",
        )
        votes = self.quote("indirect", cooperative, "ninety percent of them want the deeper channel")
        self.quote("direct", lund, "Thank you, Tobias, for all this lovely mud!", tone="ironic")
        memory = self.quote(
            "direct",
            lund,
            "My grandfather used to say, ‘The harbour remembers everything,’ and he was right,",
        )
        self.quote("direct", None, "The harbour remembers everything", parent=memory)

        # A claim for each stage of the way, so that every page has something to show.
        self.claim("The herring catch in Linnet Bay has fallen by 38 percent since 2015.", institute, catch, "fishing")
        self.claim("Dredging the inner harbour of Port Linnet will cost 4.2 million crowns.", quill, cost, "budget")

        asked = self.claim(
            "Ninety percent of the members of Port Linnet's fishing cooperative want the deeper channel.",
            cooperative,
            votes,
            "fishing",
            "harbour",
        )
        how_many = create_question(
            by=self.ben, claim=asked, text="How many of the members voted for the deeper channel?"
        )
        create_question(by=self.ben, claim=asked, text="Were the members asked in any other way?")
        minutes = self.evidence(
            asked,
            "Minutes of the cooperative's meeting of 3 May",
            "refutes",
            "118 in favour, 61 against, 33 absent.",
            self.source("Port Linnet fishing cooperative"),
            primary=True,
            question=how_many,
            answer="118 of 212",
            answer_kind="abstractive",
        )
        self.evidence(
            asked,
            "The cooperative's press release of 5 May",
            "supports",
            "Nine in ten of us say: dig.",
            minutes.source,
        )
        create_contact(
            by=self.ben,
            claim=asked,
            who="The cooperative's office",
            how="telephone",
            asked_on=date(2026, 9, 16),
            asked="Where do the ninety percent come from?",
            replied_on=date(2026, 9, 17),
            reply="From those who were in the room when the hands went up.",
        )
        create_comment(by=self.dan, about=asked, text="@Ben, do the 33 who were absent count?")
        asked = act_on_claim(by=self.ben, claim=asked, action="queue")
        self.verdict(
            self.chi, asked, "false", "118 of 179 votes are 66 percent, and of 212 members 56 percent.", minutes
        )

        lines = self.claim(
            "Northstrand Lines carried six thousand passengers fewer last year than in 2019.",
            oduya,
            lost,
            "ferries",
        )
        table = self.evidence(
            lines,
            "The harbour office's table of passengers",
            "supports",
            "2019: 310,000. Last year: 304,000.",
            self.source("Harbour office of Port Linnet"),
            primary=True,
        )
        report = self.evidence(
            lines,
            "Annual report of Northstrand Lines",
            "supports",
            "304,112 passengers travelled with us.",
            self.source("Northstrand Lines"),
        )
        lines = act_on_claim(by=self.ben, claim=lines, action="queue")
        lines = self.verdict(
            self.chi, lines, "true", "The harbour office counts at the gate; both years are there.", table
        )
        lines = self.verdict(self.dan, lines, "true", "The company's own report gives the same number.", table, report)
        decide_claim(
            by=self.olu,
            claim=lines,
            claim_version=lines.version,
            rating="true",
            headline="Yes, the ferries lost six thousand passengers",
            summary="The harbour office counted 310,000 passengers in 2019 and 304,000 last year.",
            rationale="Two independent counts agree, and both reviewers relied on them.",
        )

        promise = self.claim(
            "A deeper channel would bring Northstrand Lines 60,000 more passengers a year.",
            brandt,
            passengers,
            "ferries",
            "harbour",
        )
        act_on_claim(
            by=self.olu, claim=promise, action="reject", reason="A prediction: nobody can check it before it happens."
        )
        self.claim("There are twelve spawning grounds of herring in the inner harbour.", farrow, grounds, "fishing")

    def speaker(self, name: str, *, kind: str = "person", role: str = "") -> Speaker:
        return create_speaker(by=self.ben, project=self.project, name=name, kind=kind, role=role)

    def quote(
        self,
        kind: str,
        speaker: Speaker | None,
        *passages: str,
        tone: str = "literal",
        parent: Quote | None = None,
        note: str = "",
    ) -> Quote:
        return create_quote(
            by=self.ben,
            article=self.article,
            segments=[_span(words) for words in passages],
            kind=kind,
            tone=tone,
            speaker=speaker,
            parent=parent,
            note=note,
        )

    def claim(self, text: str, speaker: Speaker, quote: Quote, *topics: str) -> Claim:
        return create_claim(
            by=self.ben,
            project=self.project,
            text=text,
            quotes=[quote],
            speaker=speaker,
            said_on=date(2026, 9, 15),
            place="Port Linnet",
            occasion="Council meeting",
            topics=topics,
        )

    def source(self, name: str) -> Source:
        return create_source(by=self.ben, project=self.project, name=name)

    def evidence(
        self, claim: Claim, title: str, stance: str, excerpt: str, source: Source | None, **more: Any
    ) -> Evidence:
        return create_evidence(
            by=self.ben, claim=claim, title=title, stance=stance, excerpt=excerpt, source=source, **more
        )

    def verdict(self, by: User, claim: Claim, rating: str, rationale: str, *evidence: Evidence) -> Claim:
        give_verdict(
            by=by,
            claim=claim,
            claim_version=claim.version,
            rating=rating,
            rationale=rationale,
            confidence="high",
            evidence=evidence,
        )
        return Claim.objects.get(pk=claim.pk)


def _span(words: str) -> Span:
    """The place of the words, which stand in the text exactly once."""
    assert TEXT.count(words) == 1, words
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), exact=words)
