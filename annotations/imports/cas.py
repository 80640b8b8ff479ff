"""UIMA CASes: their feature structures, with types and features, from XMI or JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import orjson

SOFA = "uima.cas.Sofa"
_XMI = "{http://www.omg.org/XMI}"


@dataclass(frozen=True, slots=True)
class Structure:
    """A feature structure: references are the ids of what they refer to, numbers may be strings."""

    id: str
    type: str
    features: Mapping[str, Any]

    def number(self, name: str) -> Any:
        """A feature as a whole number, if it is one."""
        value = self.features.get(name)
        return int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,10}", value) else value

    def words(self, name: str) -> str:
        """A feature as words, "" when it has none."""
        value = self.features.get(name)
        return value if isinstance(value, str) else ""


class NoCas(Exception):
    """Why the bytes are no CAS."""


def structures(data: bytes) -> list[Structure]:
    """All feature structures, in the order of the file."""
    try:
        return _json(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else _xmi(data)
    except (AttributeError, TypeError) as error:
        raise NoCas("This is no CAS: its parts are not where UIMA has them.") from error


def _xmi(data: bytes) -> list[Structure]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NoCas("The file defines entities of its own, which no CAS does.")
    try:
        # Whatever the file says of its encoding, it is read as what was looked at for entities.
        root = ElementTree.fromstring(data, ElementTree.XMLParser(encoding="utf-8"))  # noqa: S314
    except ElementTree.ParseError as error:
        raise NoCas(f"This is no XMI in UTF-8: {error}.") from error
    if root.tag != f"{_XMI}XMI":
        raise NoCas("This is XML, but no XMI.")
    return [
        Structure(element.get(f"{_XMI}id", ""), _type(element.tag), element.attrib)
        for element in root
        if not element.tag.startswith(_XMI)
    ]


def _type(tag: str) -> str:
    """{http:///webanno/custom.ecore}Quote is webanno.custom.Quote."""
    namespace, _, name = tag.rpartition("}")
    package = namespace.removeprefix("{http:///").removesuffix(".ecore").replace("/", ".")
    return name if package == "uima.noNamespace" else f"{package}.{name}"


def _json(data: bytes) -> list[Structure]:
    try:
        cas = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise NoCas(f"This is no JSON: {error}.") from error
    if not cas.keys() & {"%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"}:
        raise NoCas("This is JSON, but no CAS: it has no %FEATURE_STRUCTURES.")
    found = cas.get("%FEATURE_STRUCTURES") or []
    if isinstance(found, dict):
        found = [{"%ID": id, **structure} for id, structure in found.items()]
    return [
        Structure(
            str(structure.get("%ID", "")),
            str(structure.get("%TYPE", "")),
            # A reference is a number under a name with @.
            {name[1:] if name[0] == "@" else name: _said(name, value) for name, value in structure.items() if name},
        )
        for structure in found
    ]


def _said(name: str, value: Any) -> Any:
    return str(value) if name[0] == "@" else value
