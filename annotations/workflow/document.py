"""The workflow as people read it: the diagram and the tables of docs/workflow.md, made from the table."""

from collections.abc import Iterable

from .table import COMPUTED_STATES, CONSEQUENCES, NOT_YET, TABLE, Consequence, Role, State, Transition


def mermaid() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFT}"]
    lines += [
        f"    {source} --> {target}: {name}"
        for name, move in _moves()
        for source in move.sources
        for target in _targets(move)
    ]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The whole of docs/workflow.md."""
    return f"""# A claim's life

This page is made from the table in `annotations/workflow/table.py`. To change it, change the table and run
`python -m annotations.workflow > docs/workflow.md`.

```mermaid
{mermaid()}```

## Actions

| action | button | from | to | who | needs | what for |
|---|---|---|---|---|---|---|
{_rows(_action_row(row) for row in TABLE)}

## What follows by itself

| cause | from | to | who | what happens |
|---|---|---|---|---|
{_rows(_consequence_row(row) for row in CONSEQUENCES)}

## Who may do what

| action | {" | ".join(Role)} |
|---|{"---|" * len(Role)}
{_rows(_role_row(row) for row in TABLE)}

Refused for now, with a place in the table and no button: {", ".join(f"`{r.action}`" for r in TABLE if r.refusal)}.
{NOT_YET}
"""


def _moves() -> list[tuple[str, Transition | Consequence]]:
    return [*((row.action.value, row) for row in TABLE), *((row.cause, row) for row in CONSEQUENCES)]


def _targets(move: Transition | Consequence) -> tuple[State, ...]:
    return COMPUTED_STATES if move.target is None else (move.target,)


def _states(states: tuple[State, ...], conjunction: str = ", ") -> str:
    return conjunction.join(f"`{state}`" for state in states)


def _rows(rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _action_row(row: Transition) -> tuple[str, ...]:
    needs = "a reason" if row.needs_reason else "`duplicate_of`" if row.needs_duplicate_of else ""
    to = _states(_targets(row), " or ")
    what_for = f"{row.description} Refused for now." if row.refusal else row.description
    return f"`{row.action}`", row.label, _states(row.sources), to, f"{row.role} and up", needs, what_for


def _consequence_row(row: Consequence) -> tuple[str, ...]:
    return row.cause, _states(row.sources), _states(_targets(row), " or "), f"{row.role} and up", row.description


def _role_row(row: Transition) -> tuple[str, ...]:
    return f"`{row.action}`", *("yes" if role >= row.role else "" for role in Role)
