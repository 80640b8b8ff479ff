"""JSON objects of a file, read field by field: whatever is not what it should be is named by its pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from annotations.imports.shape import Place, Refusal, Row

WORDS = {str: "words", int: "a whole number", bool: "true or false", dict: "an object", list: "a list"}


def read_object(value: Any, at: Place, read: Callable[[Object], Row]) -> Iterator[Row]:
    """What `read` makes of the object; if anything in it is not what it should be, the refusals alone."""
    refusals: list[Refusal] = []
    found = Object(value, at.line, at.pointer, refusals)
    row = None if refusals else read(found)
    if refusals:
        yield from refusals
    elif row:
        yield row


class Object:
    """One object of a line. Wrong fields are collected in `refusals` and read as if they were not there."""

    def __init__(self, value: Any, line: int | None, pointer: str, refusals: list[Refusal]) -> None:
        self.line, self.pointer, self.refusals = line, pointer, refusals
        self.value: dict[str, Any] = {}
        if isinstance(value, dict):
            self.value = value
        else:
            self.refuse("", "Here should be an object.", "Give one, as the format's example does.")

    @property
    def at(self) -> Place:
        """Where the object stands."""
        return Place(self.line, self.pointer)

    def refuse(self, name: str, reason: str, remedy: str) -> None:
        """Notes what is wrong with a field."""
        self.refusals.append(Refusal(Place(self.line, f"{self.pointer}{'/' if name else ''}{name}"), reason, remedy))

    def text(self, name: str, *, needed: bool = False) -> str:
        """Words; "" for null and for what is missing."""
        found: str | None = self._of(name, str, needed=needed)
        return found or ""

    def several(self, *names: str) -> dict[str, Any]:
        """The words of each of these fields, by its name."""
        return {name: self.text(name) for name in names}

    def number(self, name: str, without: int = 0) -> int:
        """A whole number."""
        found: int | None = self._of(name, int)
        return without if found is None else found

    def maybe(self, name: str) -> int | None:
        """A whole number, or nothing."""
        return self._of(name, int)

    def truth(self, name: str, without: bool = False) -> bool:
        """True or false."""
        found: bool | None = self._of(name, bool)
        return without if found is None else found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words."""
        found: list[Any] = self._of(name, list) or []
        for i, one in enumerate(found):
            if not isinstance(one, str):
                self.refuse(f"{name}/{i}", "Here should be words.", 'Put them in quotation marks, as "words".')
        return tuple(one for one in found if isinstance(one, str))

    def object(self, name: str) -> Object | None:
        """An object, or nothing."""
        found = self._of(name, dict)
        return None if found is None else Object(found, self.line, f"{self.pointer}/{name}", self.refusals)

    def objects(self, name: str) -> Iterator[Object]:
        """The objects of a list."""
        found: list[Any] = self._of(name, list) or []
        for i, one in enumerate(found):
            yield Object(one, self.line, f"{self.pointer}/{name}/{i}", self.refusals)

    def _of(self, name: str, kind: type, *, needed: bool = False) -> Any:
        value = self.value.get(name)
        if value is None:
            if needed:
                self.refuse(name, f"There is no {name}.", "Add it, as in the format's example.")
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.refuse(name, f"Here should be {WORDS[kind]}.", "Correct it, or take the field out.")
            return None
        return value
