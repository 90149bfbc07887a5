"""Texts of JSON: their values, and the offsets of errors in them."""

from __future__ import annotations

import json
import math
from typing import cast

from ..wire.errors import ImageError
from .place import Spot
from .style import Json
from .tokens import Fault, tokens

#: Digits of the longest number that Python converts whatever its settings are.
_MOST_DIGITS = 640


class Constant(float):
    """Infinity or NaN, as Python's JSON has them: no other number becomes one."""


class JsonText:
    """A text of JSON: UTF-8, in which a byte that is none stands for itself."""

    def __init__(self, text: str | bytes) -> None:
        if isinstance(text, bytes):
            text = text.decode("utf-8", "surrogateescape")
        self._text = text.removeprefix("\ufeff")
        self._begin = 3 if len(self._text) < len(text) else 0

    def value(self) -> Json:
        """Parses the text. Raises ImageError: `bad-json`, `truncated`, `too-deep`."""
        try:
            return self._parse(int)
        except (ValueError, RecursionError):
            pass
        try:
            for _ in tokens(self._text):
                pass
        except Fault as fault:
            offset = self._offset(fault.pos)
            raise ImageError(fault.code, fault.problem, image="JSON", offset=offset) from None
        # Python refuses the digits of a huge number, which JSON allows.
        return self._parse(_bounded)

    def _parse(self, parse_int: object) -> Json:
        value = json.loads(
            self._text,
            object_pairs_hook=_object,
            parse_constant=Constant,
            parse_float=_finite,
            parse_int=cast("type[int]", parse_int),
        )
        return cast("Json", value)

    def offset(self, spot: Spot) -> int | None:
        """Returns the offset of a spot in bytes, or None if the text has no such place."""
        keys = list(spot.keys)
        path: list[str | int] = []
        for token in tokens(self._text):
            if token.kind == "name":
                path[-1] = token.text
                if spot.side == "name" and path == keys:
                    return self._offset(token.start)
                continue
            if token.kind == "close":
                path.pop()
            elif path and isinstance(path[-1], int):
                path[-1] += 1
            if path == keys and token.kind in _SIDES.get(f"{spot.side}", ("open", "value")):
                return self._offset(self._index(spot, token.start, token.end))
            if token.kind == "open":
                path.append(-1 if token.text == "[" else "")
        return None

    def _index(self, spot: Spot, start: int, end: int) -> int:
        if not isinstance(spot.side, int):
            return end if spot.side == "end" else start
        pos = start + 1
        for _ in range(spot.side):
            pos += 1 if self._text[pos] != "\\" else 6 if self._text[pos + 1] == "u" else 2
        return pos

    def _offset(self, pos: int) -> int:
        return self._begin + len(self._text[:pos].encode("utf-8", "surrogateescape"))


#: Kinds of the tokens that a side of a value belongs to, if it is not its start.
_SIDES = {"bracket": ("close",), "end": ("close", "value"), "name": ()}


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    result = dict(pairs)
    if len(result) < len(pairs):
        raise ValueError("a property is there twice")
    return result


def _finite(text: str) -> float:
    """Parses a number with a fraction or an exponent; one beyond doubles becomes a huge integer."""
    value = float(text)
    return value if math.isfinite(value) else _huge(text)


def _bounded(text: str) -> int:
    return int(text) if len(text) <= _MOST_DIGITS else _huge(text)


def _huge(text: str) -> int:
    """Returns an integer that no field holds."""
    return -(10**400) if text.startswith("-") else 10**400
