"""Values of fields, to the wire.

Each function appends a value to `out`, without a tag. A value that its field cannot hold raises
TypeError, ValueError, AttributeError or struct.error; `explain.py` finds its place.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from typing import TypeVar

from .errors import Malformed
from .walk import MAX_DEPTH

T = TypeVar("T")

_pack_float = struct.Struct("<f").pack
_pack_double = struct.Struct("<d").pack


def put_varint(out: bytearray, value: int) -> None:
    """Appends an integer that is not negative, as a varint."""
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def put_uint32(out: bytearray, value: int) -> None:
    if not 0 <= value <= 0xFFFFFFFF:
        raise Malformed
    put_varint(out, value)


def put_uint64(out: bytearray, value: int) -> None:
    if not 0 <= value <= 0xFFFFFFFFFFFFFFFF:
        raise Malformed
    put_varint(out, value)


def put_int32(out: bytearray, value: int) -> None:
    """Appends an int32; a negative number takes ten bytes, as if it had 64 bits."""
    if not -0x80000000 <= value <= 0x7FFFFFFF:
        raise Malformed
    put_varint(out, value & 0xFFFFFFFFFFFFFFFF)


def put_int64(out: bytearray, value: int) -> None:
    if not -0x8000000000000000 <= value <= 0x7FFFFFFFFFFFFFFF:
        raise Malformed
    put_varint(out, value & 0xFFFFFFFFFFFFFFFF)


def put_sint32(out: bytearray, value: int) -> None:
    if not -0x80000000 <= value <= 0x7FFFFFFF:
        raise Malformed
    put_varint(out, value << 1 ^ value >> 31)


def put_sint64(out: bytearray, value: int) -> None:
    if not -0x8000000000000000 <= value <= 0x7FFFFFFFFFFFFFFF:
        raise Malformed
    put_varint(out, value << 1 ^ value >> 63)


def put_bool(out: bytearray, value: bool) -> None:
    if value is True:
        out.append(1)
    elif value is False:
        out.append(0)
    else:
        raise Malformed


def put_fixed32(out: bytearray, value: int) -> None:
    out += value.to_bytes(4, "little")


def put_sfixed32(out: bytearray, value: int) -> None:
    out += value.to_bytes(4, "little", signed=True)


def put_fixed64(out: bytearray, value: int) -> None:
    out += value.to_bytes(8, "little")


def put_sfixed64(out: bytearray, value: int) -> None:
    out += value.to_bytes(8, "little", signed=True)


def put_float(out: bytearray, value: float) -> None:
    out += _pack_float(value)


def put_double(out: bytearray, value: float) -> None:
    out += _pack_double(value)


def put_bytes(out: bytearray, value: bytes) -> None:
    if not isinstance(value, (bytes, bytearray)):
        raise Malformed
    put_varint(out, len(value))
    out += value


def put_string(out: bytearray, value: str) -> None:
    """Appends a text; the lone surrogates U+DC80 to U+DCFF are bytes that are not UTF-8."""
    encoded = value.encode("utf-8", "surrogateescape")
    put_varint(out, len(encoded))
    out += encoded


def put_packed(
    out: bytearray, tag: bytes, values: Iterable[T], put: Callable[[bytearray, T], None]
) -> None:
    """Appends a packed list with its tag; nothing if it is empty."""
    packed = bytearray()
    for value in values:
        put(packed, value)
    if packed:
        out += tag
        put_varint(out, len(packed))
        out += packed


def put_message(
    out: bytearray, message: T, write: Callable[[bytearray, T, int], None], depth: int
) -> None:
    """Appends a nested message; `depth` is the number of messages around it."""
    if depth >= MAX_DEPTH:
        raise Malformed
    body = bytearray()
    write(body, message, depth + 1)
    put_varint(out, len(body))
    out += body


def put_values(
    out: bytearray, tag: bytes, values: Iterable[T], put: Callable[[bytearray, T], None]
) -> None:
    """Appends the values of a list, each with its tag."""
    for value in values:
        out += tag
        put(out, value)


def put_messages(
    out: bytearray,
    tag: bytes,
    messages: Iterable[T],
    write: Callable[[bytearray, T, int], None],
    depth: int,
) -> None:
    """Appends the messages of a list, each with its tag."""
    for message in messages:
        out += tag
        put_message(out, message, write, depth)


def check_oneof(*values: object) -> None:
    """Refuses more than one present field."""
    if sum(value is not None for value in values) > 1:
        raise Malformed
