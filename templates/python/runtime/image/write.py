"""Writes framed messages with their extras."""

from __future__ import annotations

from typing import TypeVar

from ..wire.codec import encode_message
from ..wire.errors import ImageError, shown
from ..wire.explain_write import Place
from ..wire.message import Message
from .descriptor import ByteOrder
from .extra import WIDTHS, Extra, Many, Part, Record, Run
from .framing import put_word
from .read import path_of

M = TypeVar("M", bound=Message)


class Pads:
    """Pads of an extra: those that the message kept, else zeros."""

    def __init__(self, kept: bytes | None) -> None:
        self.kept = kept
        self.size = 0

    def take(self, size: int) -> bytes:
        start = self.size
        self.size += size
        return bytes(size) if self.kept is None else self.kept[start : self.size]


def write_record(
    out: bytearray, record: Record[M], message: M, order: ByteOrder, place: Place
) -> None:
    """Writes a frame, its message and its extra."""
    body = encode_message(record.layout, message, place)
    put_word(out, len(body), order)
    out += body
    if record.extra is None:
        return
    if record.type is not None and not isinstance(message, record.type):
        expected = f"an object of {record.type.__name__}"
        raise place.bad_value("extra", expected, message)
    pads = Pads(_kept(message, place))
    values = _values(record.extra, getattr(message, "extra"), place)
    for part, value in zip(record.extra.parts, values):
        _write_part(out, part, value, message, pads, order, place)
    if pads.kept is not None and len(pads.kept) != pads.size:
        raise place.error(
            "bad-length",
            "padding has the wrong size; without it, pads are zeros",
            field="padding",
            expected=f"{pads.size} bytes",
            found=f"{len(pads.kept)}",
        )


def _kept(message: Message, place: Place) -> bytes | None:
    padding: object = getattr(message, "padding")
    if padding is not None and not isinstance(padding, bytes):
        raise place.bad_value("padding", "bytes", padding)
    return padding


def _values(extra: Extra, value: object, place: Place) -> list[object]:
    """Returns the value of each part."""
    if extra.type is None:
        return [value]
    if isinstance(extra.type, type) and not isinstance(value, extra.type):
        raise place.bad_value("extra", f"an object of {extra.type.__name__}", value)
    return [getattr(value, part.attr) for part in extra.parts]


def _write_part(
    out: bytearray,
    part: Part,
    value: object,
    message: Message,
    pads: Pads,
    order: ByteOrder,
    place: Place,
) -> None:
    if part.when is not None and not part.when.holds(message):
        if value is not None:
            raise no_value(part, place)
        return
    length = part.length.of(message)
    if isinstance(part, Many):
        _write_many(out, part, value, length, order, place)
        return
    data = run_bytes(part, value, order, place)
    count = None if data is None else len(data) // WIDTHS[part.kind]
    check_length(part, count, length, place)
    put_run(out, part, data or b"", pads)


def put_run(out: bytearray, part: Run, data: bytes, pads: Pads) -> None:
    """Appends the bytes of a run, and its pad."""
    out += data
    out += pads.take(-len(data) % part.pad)


def no_value(part: Part, place: Place) -> ImageError:
    """Creates the error for a part whose condition is false."""
    name = "" if part.when is None else part.when.field.in_schema
    return place.error(
        "bad-length",
        f"{name} allows no value here",
        field=path_of(part),
        expected="nothing",
        found="a value",
    )


def check_length(part: Part, count: int | None, length: int, place: Place) -> None:
    """Checks the length of a part against its field; neither of them is changed silently."""
    if count == length:
        return
    raise place.error(
        "bad-length",
        f"the length does not match {part.length.in_schema}",
        field=path_of(part),
        expected=f"{length}",
        found="nothing" if count is None else f"{count}",
    )


def run_bytes(part: Run, value: object, order: ByteOrder, place: Place) -> bytes | None:
    """Returns the bytes of a run."""
    if value is None:
        return None
    if part.kind == "bytes":
        if not isinstance(value, (bytes, bytearray)):
            raise place.bad_value(path_of(part), "bytes", value)
        return bytes(value)
    if not isinstance(value, (list, tuple)):
        raise place.bad_value(path_of(part), "a list", value)
    width = WIDTHS[part.kind]
    data = bytearray()
    for index, item in enumerate(value):
        if not isinstance(item, int) or not 0 <= item < 1 << 8 * width:
            expected = f"whole numbers of {8 * width} bits"
            raise place.error(
                "bad-value",
                "the field cannot hold this",
                field=f"{path_of(part)}[{index}]",
                expected=expected,
                found=shown(item),
            )
        data += item.to_bytes(width, order)
    return bytes(data)


def _write_many(
    out: bytearray, part: Many, value: object, length: int, order: ByteOrder, place: Place
) -> None:
    if value is not None and not isinstance(value, (list, tuple)):
        raise place.bad_value(path_of(part), "a list", value)
    check_length(part, None if value is None else len(value), length, place)
    record = part.record
    for index, message in enumerate(value or ()):
        place.path.append((path_of(part), index))
        write_record(out, record, message, order, place)
        place.path.pop()
