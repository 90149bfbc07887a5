"""Finds the value that a generated writer refused, and its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from .errors import ErrorCode, ImageError, Malformed, shown
from .reader import path_text
from .unknown import check_run
from .walk import MAX_DEPTH

if TYPE_CHECKING:
    from .layout import Field, Layout
    from .message import Message

M = TypeVar("M", bound="Message")


@dataclass
class Place:
    """Place of a message in an image that is written."""

    image: str
    #: Index of the entry; -1 before the first.
    entry: int = -1
    path: list[tuple[str, int]] = field(default_factory=list)

    def error(
        self,
        code: ErrorCode,
        problem: str,
        *,
        field: str | None = None,
        expected: str | None = None,
        found: str | None = None,
    ) -> ImageError:
        return ImageError(
            code,
            problem,
            image=self.image,
            entry=None if self.entry < 0 else self.entry,
            path=path_text(self.path, field),
            expected=expected,
            found=found,
        )

    def bad_value(self, field: str, expected: str, value: object) -> ImageError:
        """Returns the error of a value that its field cannot hold, or of an absent required one."""
        if value is None:
            return self.error("missing-field", "a required field is missing", field=field)
        problem = "the field cannot hold this"
        return self.error("bad-value", problem, field=field, expected=expected, found=shown(value))


def explain_write(layout: Layout[M], message: object, place: Place) -> ImageError:
    """Returns the error of a message that cannot be written."""
    path = list(place.path)
    try:
        _message(layout, message, place)
    except ImageError as error:
        return error
    finally:
        place.path[:] = path
    return place.error("bad-value", "the message cannot be written")


def _message(layout: Layout[M], message: object, place: Place) -> None:
    if not isinstance(message, layout.type):
        name, index = place.path.pop() if place.path else ("message", -1)
        step = name if index < 0 else f"{name}[{index}]"
        raise place.bad_value(step, f"an object of {layout.type.__name__}", message)
    present: dict[str, int] = {}
    for one in layout.fields:
        if one.oneof is not None and getattr(message, one.attribute, None) is not None:
            present[one.oneof] = present.get(one.oneof, 0) + 1
    for oneof, count in present.items():
        if count > 1:
            problem = "at most one field may be present"
            raise place.error("bad-value", problem, field=oneof, found=str(count))
    for one in layout.fields:
        _field(one, getattr(message, one.attribute, None), place)
    _unknown(getattr(message, "unknown_fields", ()), place)


def _field(one: Field, value: object, place: Place) -> None:
    if one.label == "optional" and value is None:
        return
    if one.label != "repeated":
        _value(one, value, place, -1)
        return
    if not isinstance(value, (list, tuple)):
        raise place.bad_value(one.name, "a list", value)
    for index, item in enumerate(value):
        _value(one, item, place, index)


def _value(one: Field, value: object, place: Place, index: int) -> None:
    if one.kind == "message":
        place.path.append((one.name, index))
        if len(place.path) > MAX_DEPTH:
            expected = f"at most {MAX_DEPTH} levels"
            raise place.error("too-deep", "the messages nest too deep", expected=expected)
        _message(one.nested, value, place)
        place.path.pop()
        return
    wanted = _expected(one, value)
    if wanted is not None:
        raise place.bad_value(one.name, wanted, value)


def _expected(one: Field, value: object) -> str | None:
    """Returns the values that a field can hold if this is none of them."""
    kind = one.kind
    if kind == "bool":
        return None if isinstance(value, bool) else "true or false"
    if kind in ("float", "double"):
        return None if isinstance(value, (int, float)) else "a number"
    if kind == "bytes":
        return None if isinstance(value, (bytes, bytearray)) else "bytes"
    if kind == "string":
        return None if isinstance(value, str) and _is_text(value) else _TEXT
    bits = 64 if kind.endswith("64") else 32
    low, high = integer_range(
        bits, is_signed=kind not in ("uint32", "uint64", "fixed32", "fixed64")
    )
    if isinstance(value, int) and low <= value <= high:
        return None
    return f"a whole number from {low} to {high}"


_TEXT = "text without lone surrogates (other than U+DC80 to U+DCFF)"


def _is_text(value: str) -> bool:
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def integer_range(bits: int, *, is_signed: bool) -> tuple[int, int]:
    """Returns the smallest and the largest integer of some bits."""
    if is_signed:
        return -(1 << bits - 1), (1 << bits - 1) - 1
    return 0, (1 << bits) - 1


def _unknown(runs: object, place: Place) -> None:
    if not isinstance(runs, tuple):
        raise place.bad_value("unknown_fields", "a tuple of UnknownFields", runs)
    for run in runs:
        try:
            check_run(run)
        except Malformed:
            raise place.bad_value("unknown_fields", "whole fields", run) from None
