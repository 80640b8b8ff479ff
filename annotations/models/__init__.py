"""The tables. One noun, one file."""

from annotations.models.articles import Article, Revision
from annotations.models.assignments import Assignment
from annotations.models.changes import Change
from annotations.models.claims import Claim, ClaimQuote
from annotations.models.comments import Comment
from annotations.models.contacts import Contact
from annotations.models.decisions import Decision, DecisionVerdict
from annotations.models.evidence import Evidence
from annotations.models.idempotency import IdempotencyKey
from annotations.models.imports import Import
from annotations.models.leases import Lease
from annotations.models.presence import Presence
from annotations.models.projects import Invitation, Membership, Project
from annotations.models.questions import Question
from annotations.models.quotes import Quote, Segment
from annotations.models.releases import Release, ReleaseFile, ReleaseProgress
from annotations.models.scales import Rating, Scale
from annotations.models.sources import Source
from annotations.models.speakers import Speaker
from annotations.models.tokens import ApiToken, SignInLink
from annotations.models.users import User
from annotations.models.verdicts import Verdict, VerdictEvidence

__all__ = [
    "ApiToken",
    "Article",
    "Assignment",
    "Change",
    "Claim",
    "ClaimQuote",
    "Comment",
    "Contact",
    "Decision",
    "DecisionVerdict",
    "Evidence",
    "IdempotencyKey",
    "Import",
    "Invitation",
    "Lease",
    "Membership",
    "Presence",
    "Project",
    "Question",
    "Quote",
    "Rating",
    "Release",
    "ReleaseFile",
    "ReleaseProgress",
    "Revision",
    "Scale",
    "Segment",
    "SignInLink",
    "Source",
    "Speaker",
    "User",
    "Verdict",
    "VerdictEvidence",
]
