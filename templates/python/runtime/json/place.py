"""Places in JSON, and errors there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ..wire.errors import ErrorCode, ImageError
from ..wire.reader import path_text


class JsonPlace:
    """Path to the current value of JSON."""

    def __init__(self) -> None:
        self.path: list[tuple[str, int]] = []

    def error(
        self,
        code: ErrorCode,
        problem: str,
        *,
        field: str | None = None,
        expected: str | None = None,
        found: str | None = None,
    ) -> ImageError:
        path = path_text(self.path, field)
        return ImageError(code, problem, image="JSON", path=path, expected=expected, found=found)

    def bad_json(self, problem: str, field: str | None = None) -> ImageError:
        return self.error("bad-json", problem, field=field)

    def bad_value(self, problem: str, field: str) -> ImageError:
        return self.error("bad-value", problem, field=field)


def hint(name: str, known: Iterable[str]) -> str:
    """Suggests a known name that looks like `name`, for an error."""
    if len(name) > 100:
        return ""
    close = get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]}?)" if close else ""
