"""Tokens of JSON with their positions, which the module json does not give.

They are read only after an error: to find what is no JSON, or the place of a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import loads
from typing import Literal, NamedTuple

from ..wire.errors import ErrorCode
from ..wire.walk import MAX_DEPTH

_BLANKS = re.compile(r"[ \t\n\r]*")
_END = re.compile(r'["\\\x00-\x1f]')
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[\da-fA-F]{4})', re.ASCII)
_CUT_ESCAPE = re.compile(r"\\(?:u[\da-fA-F]{0,3})?", re.ASCII)
_WORD = re.compile(r'[^ \t-\r,:"{}\[\]]*')
_KNOWN = re.compile(
    r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity", re.ASCII
)

#: Most levels of lists and objects: a repeated message is in a list and an object.
_MOST_LEVELS = 3 * MAX_DEPTH


class Token(NamedTuple):
    """A name, a value without others in it, or the bracket around others; `end` is after it."""

    kind: Literal["name", "value", "open", "close"]
    start: int
    end: int
    #: Name of a property, or the bracket.
    text: str = ""


class Fault(Exception):
    """Text that is no JSON; `pos` is an index in it."""

    def __init__(self, code: ErrorCode, problem: str, pos: int) -> None:
        super().__init__(problem)
        self.code: ErrorCode = code
        self.problem = problem
        self.pos = pos


class _Cursor:
    """Position in a text, with the lists and objects that are open there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        #: Closing brackets, and the names of the properties so far.
        self.open: list[tuple[str, set[str]]] = []
        self.is_first = True

    def peek(self) -> str:
        """Skips blanks, and returns the first character of the next token."""
        self.pos = _end_of(_BLANKS, self.text, self.pos)
        if self.pos == len(self.text):
            raise self.cut()
        return self.text[self.pos]

    def cut(self) -> Fault:
        return Fault("truncated", "the JSON ends too early", len(self.text))

    def unexpected(self, expected: str) -> Fault:
        return Fault("bad-json", f"not the JSON of an image: {expected} is expected", self.pos)

    def value(self) -> Token:
        """Reads a value, or the opening bracket of one."""
        char = self.peek()
        start = self.pos
        if char in "{[":
            if len(self.open) == _MOST_LEVELS:
                raise Fault("too-deep", "the JSON nests too deep", start)
            self.pos += 1
            self.open.append(("}" if char == "{" else "]", set()))
            self.is_first = True
            return Token("open", start, self.pos, char)
        if char == '"':
            self.string()
        else:
            self.word()
        self.is_first = False
        return Token("value", start, self.pos)

    def close(self) -> Token:
        """Reads the closing bracket."""
        self.pos += 1
        self.is_first = False
        return Token("close", self.pos - 1, self.pos, self.open.pop()[0])

    def comma(self) -> None:
        """Moves past the comma between two values."""
        bracket = self.open[-1][0]
        if self.is_first:
            return
        if self.text[self.pos] != ",":
            raise self.unexpected(f"`,` or `{bracket}`")
        self.pos += 1
        if self.peek() == bracket:
            raise self.unexpected("another value after the comma")

    def name(self) -> Token:
        """Reads the name of a property, and the colon after it."""
        if self.peek() != '"':
            raise self.unexpected("the name of a field, in quotes")
        start = self.pos
        self.string()
        end = self.pos
        if self.peek() != ":":
            raise self.unexpected("`:`")
        self.pos += 1
        name: str = loads(self.text[start:end])
        names = self.open[-1][1]
        if name in names:
            raise Fault("bad-json", f"'{name[:100]}' is there twice", start)
        names.add(name)
        return Token("name", start, end, name)

    def string(self) -> None:
        """Moves past a string."""
        pos = self.pos + 1
        while (found := _END.search(self.text, pos)) is not None:
            pos = found.start()
            if found[0] == '"':
                self.pos = pos + 1
                return
            if found[0] != "\\":
                raise Fault("bad-json", "a control character in a text must be escaped", pos)
            escape = _ESCAPE.match(self.text, pos)
            if escape is None and not _CUT_ESCAPE.fullmatch(self.text, pos):
                raise Fault("bad-json", "no such escape", pos)
            pos = len(self.text) if escape is None else escape.end()
        raise self.cut()

    def word(self) -> None:
        """Moves past a number or a word."""
        end = _end_of(_WORD, self.text, self.pos)
        if end == len(self.text) and self.open:
            raise self.cut()
        if not _KNOWN.fullmatch(self.text, self.pos, end):
            raise self.unexpected("a value")
        self.pos = end


def _end_of(pattern: re.Pattern[str], text: str, pos: int) -> int:
    """Returns the end of a pattern that may match nothing."""
    found = pattern.match(text, pos)
    return pos if found is None else found.end()


def tokens(text: str) -> Iterator[Token]:
    """Yields the tokens of a text, and raises `Fault` at the first place that is no JSON."""
    cursor = _Cursor(text)
    yield cursor.value()
    while cursor.open:
        bracket = cursor.open[-1][0]
        if cursor.peek() == bracket:
            yield cursor.close()
            continue
        cursor.comma()
        if bracket == "}":
            yield cursor.name()
        yield cursor.value()
    if _end_of(_BLANKS, text, cursor.pos) != len(text):
        cursor.peek()
        raise cursor.unexpected("nothing more")
