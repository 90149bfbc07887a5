"""Reads framed messages with their extras."""

from __future__ import annotations

import struct
from dataclasses import fields
from typing import TypeVar

from ..wire.codec import read_message
from ..wire.message import Message
from ..wire.reader import Reader
from .extra import WIDTHS, Many, Part, Record, Run
from .framing import read_frame, too_large

M = TypeVar("M", bound=Message)

#: Letters of integers in the module struct.
_LETTERS = {"u16": "H", "u32": "I", "u64": "Q"}


def read_record(r: Reader, record: Record[M]) -> M:
    """Reads a frame, its message and its extra."""
    message = read_message(r, record.layout, read_frame(r))
    if record.extra is None or record.type is None:
        return message
    result = adopt(record.type, message)
    pads = bytearray()
    values = [_read_part(r, part, message, pads) for part in record.extra.parts]
    extra: object = values[0]
    if record.extra.type is not None:
        names = [part.attr for part in record.extra.parts]
        extra = record.extra.type(**dict(zip(names, values)))
    setattr(result, "extra", extra)
    setattr(result, "padding", bytes(pads) if any(pads) else None)
    return result


def adopt(type: type[M], message: Message) -> M:
    """Returns an object of a class with the fields of a message of its base class."""
    result = object.__new__(type)
    for field in fields(message):
        setattr(result, field.name, getattr(message, field.name))
    return result


def _read_part(r: Reader, part: Part, message: Message, pads: bytearray) -> object:
    if part.when is not None and not part.when.holds(message):
        return None
    length = part.length.of(message)
    if isinstance(part, Many):
        return read_many(r, part, length)
    data = take_run(r, part, length, pads)
    return data if part.kind == "bytes" else integers(part, data, little_endian=r.little_endian)


def path_of(part: Part) -> str:
    """Returns the path of a part in an entry, for errors."""
    return "extra" if part.name == "" else f"extra.{part.name}"


def read_many(r: Reader, part: Many, count: int) -> list[Message]:
    """Reads the messages of a part; the bytes at hand bound their number."""
    if count < 0:
        problem = "a length is negative"
        raise r.error("bad-length", problem, field=path_of(part), found=f"{count}")
    messages: list[Message] = []
    record = part.record
    for index in range(count):
        r.path.append((path_of(part), index))
        messages.append(read_record(r, record))
        r.path.pop()
    return messages


def take_run(r: Reader, part: Run, count: int, pads: bytearray) -> bytes:
    """Returns the bytes of a run, and appends its pad to `pads`."""
    size = count * WIDTHS[part.kind]
    padding = -size % part.pad
    field = part.length.in_schema
    if size < 0:
        raise r.error("bad-length", "a length is negative", field=field, found=f"{size}")
    if r.max_size is not None and size > r.max_size:
        raise too_large(r, size, field=field)
    left = r.available(size + padding)
    if size + padding > left:
        raise r.error(
            "truncated",
            "the image ends inside an extra",
            field=field,
            expected=f"{size + padding} bytes",
            found=f"{left}",
        )
    start = r.pos
    r.pos += size + padding
    pads += r.data[start + size : r.pos]
    return r.data[start : start + size]


def integers(part: Run, data: bytes, *, little_endian: bool) -> list[int]:
    """Returns the integers of a run."""
    count = len(data) // WIDTHS[part.kind]
    order = "<" if little_endian else ">"
    return list(struct.unpack(f"{order}{count}{_LETTERS[part.kind]}", data))
