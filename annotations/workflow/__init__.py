"""A claim's life and a project's policy: plain Python, no framework."""

from .document import mermaid, page
from .policy import Outcome, Policy, Rule, can_be_met, outcome
from .refusals import PolicyRefused, WorkflowRefused
from .table import (
    COMPUTED_STATES,
    CONSEQUENCES,
    CONTENT_STATES,
    DECISION,
    DECISION_STATES,
    LAST_VERDICT,
    LATE_VERDICT_STATES,
    TABLE,
    VERDICT_STATES,
    Action,
    Consequence,
    Role,
    State,
    Transition,
    allowed_actions,
    row_of,
    transition,
)

__all__ = [
    "COMPUTED_STATES",
    "CONSEQUENCES",
    "CONTENT_STATES",
    "DECISION",
    "DECISION_STATES",
    "LAST_VERDICT",
    "LATE_VERDICT_STATES",
    "TABLE",
    "VERDICT_STATES",
    "Action",
    "Consequence",
    "Outcome",
    "Policy",
    "PolicyRefused",
    "Role",
    "Rule",
    "State",
    "Transition",
    "WorkflowRefused",
    "allowed_actions",
    "can_be_met",
    "mermaid",
    "outcome",
    "page",
    "row_of",
    "transition",
]
