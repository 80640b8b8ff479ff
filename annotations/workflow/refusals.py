"""Why a claim cannot go where someone wants it to go. Each refusal is a sentence that says what is possible instead."""


class WorkflowRefused(ValueError):
    """The action is not possible from the state the claim is in."""


class PolicyRefused(ValueError):
    """A policy makes no sense. `field` names the setting that is wrong."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field
