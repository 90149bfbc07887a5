"""Places in JSON, and errors there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal, NamedTuple, Union

from ..wire.errors import ErrorCode, ImageError
from ..wire.reader import path_text

#: Names of properties and indexes of elements that lead to a value of JSON.
Keys = tuple[Union[str, int], ...]


class Spot(NamedTuple):
    """Place of an error in a text of JSON."""

    keys: Keys
    #: Side of the value: its start, its name, its closing bracket, or its end; in a string the index
    #: of a character.
    side: Literal["start", "name", "bracket", "end"] | int = "start"


class JsonPlace:
    """Path to the current value of JSON, and the place of the last error."""

    def __init__(self) -> None:
        self.path: list[tuple[str, int]] = []
        self.spot: Spot | None = None
        self._keys: list[Keys] = []
        self._moved: str | None = None
        self._item: str | None = None

    def enter(self, name: str, index: int, keys: Keys | None = None) -> None:
        """Enters a value; `keys` lead to it, if they are not the name and the index."""
        self.path.append((name, index))
        self._keys.append(keys or ((name,) if index < 0 else (name, index)))

    def leave(self) -> None:
        self.path.pop()
        self._keys.pop()
        self._moved = None
        self._item = None

    def enter_item(self, field: str, index: int) -> None:
        """Enters an element of a list of values that are no messages."""
        self.enter(field, index)
        self._item = field

    def move(self, field: str, keys: Keys) -> None:
        """Moves to the keys of a field that is not inside of the current value."""
        self._moved = field
        self._keys[-1] = keys

    def keys_of(self, field: str | None = None) -> Keys:
        """Returns the keys that lead to the current value, or to a field such as `a.b[3]` of it."""
        keys = tuple(key for keys in self._keys for key in keys)
        if field is None or field == self._item:
            return keys
        steps = re.findall(r"[^.\[\]]+", field)
        if steps[0] == self._moved:
            del steps[0]
        return keys + tuple(int(step) if step.isdecimal() else step for step in steps)

    def error(
        self,
        code: ErrorCode,
        problem: str,
        *,
        field: str | None = None,
        spot: Spot | None = None,
        expected: str | None = None,
        found: str | None = None,
    ) -> ImageError:
        """Returns an error at a field of the current value, or at another spot."""
        self.spot = spot or Spot(self.keys_of(field))
        path = path_text(self.path, None if field == self._item else field)
        return ImageError(code, problem, image="JSON", path=path, expected=expected, found=found)

    def bad_json(self, problem: str, field: str | None = None) -> ImageError:
        return self.error("bad-json", problem, field=field)

    def bad_value(self, problem: str, field: str | None) -> ImageError:
        return self.error("bad-value", problem, field=field)

    def bad_name(self, problem: str, name: str, field: str | None = None) -> ImageError:
        """Returns the error for the name of a property of the current value, or of a field."""
        spot = Spot((*self.keys_of(field), name), "name")
        return self.error("bad-json", problem, field=field, spot=spot)

    def at_end(self, field: str | None = None) -> Spot:
        return Spot(self.keys_of(field), "end")

    def wrong_type(self, problem: str, field: str | None = None) -> ImageError:
        """Returns the error for a value of the wrong type.

        Entries, and what comes before them, are part of the text itself.
        """
        if not self.path or (field is None and len(self.path) == 1):
            return self.bad_json(problem, field)
        return self.bad_value(problem, field)


def hint(name: str, known: Iterable[str]) -> str:
    """Suggests a known name that looks like `name`, for an error."""
    if len(name) > 100:
        return ""
    close = get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]}?)" if close else ""
