"""Values of fields, from the wire.

Each function reads a value of `data` at `pos`, and returns it with the position after it. Bytes
that are not there raise IndexError or struct.error, and a position beyond the end of the message is
noticed by the message's reader. So nothing is checked twice; `explain.py` finds the place of an error.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import TypeVar

from .errors import Malformed

T = TypeVar("T")

#: A function that reads a value.
Read = Callable[[bytes, int], tuple[T, int]]

_SHIFTS = range(7, 70, 7)
_WORD = 0xFFFFFFFF
_LONG = 0xFFFFFFFFFFFFFFFF

_FLOAT = struct.Struct("<f")
_DOUBLE = struct.Struct("<d")
_UINT32 = struct.Struct("<I")
_INT32 = struct.Struct("<i")
_UINT64 = struct.Struct("<Q")
_INT64 = struct.Struct("<q")


def read_uint64(data: bytes, pos: int) -> tuple[int, int]:
    """Reads a varint of at most ten bytes; bits beyond the 64th are dropped."""
    byte = data[pos]
    pos += 1
    if byte < 128:
        return byte, pos
    value = byte & 127
    for shift in _SHIFTS:
        byte = data[pos]
        pos += 1
        if byte < 128:
            return (value | byte << shift) & _LONG, pos
        value |= (byte & 127) << shift
    raise Malformed


def read_uint32(data: bytes, pos: int) -> tuple[int, int]:
    """Reads the low 32 bits of a varint: also a tag, or a length."""
    byte = data[pos]
    if byte < 128:
        return byte, pos + 1
    value, pos = read_uint64(data, pos)
    return value & _WORD, pos


def read_int32(data: bytes, pos: int) -> tuple[int, int]:
    value, pos = read_uint64(data, pos)
    value &= _WORD
    return value if value < 0x80000000 else value - 0x100000000, pos


def read_int64(data: bytes, pos: int) -> tuple[int, int]:
    value, pos = read_uint64(data, pos)
    return value if value < 0x8000000000000000 else value - 0x10000000000000000, pos


def read_sint32(data: bytes, pos: int) -> tuple[int, int]:
    value, pos = read_uint64(data, pos)
    value &= _WORD
    return value >> 1 ^ -(value & 1), pos


def read_sint64(data: bytes, pos: int) -> tuple[int, int]:
    value, pos = read_uint64(data, pos)
    return value >> 1 ^ -(value & 1), pos


def read_bool(data: bytes, pos: int) -> tuple[bool, int]:
    """Reads a boolean: any bit of the varint makes it true."""
    value, pos = read_uint64(data, pos)
    return value != 0, pos


# Protobuf's fixed-width numbers are little-endian in every image, whatever its framing is.


def read_fixed32(data: bytes, pos: int) -> tuple[int, int]:
    value: int = _UINT32.unpack_from(data, pos)[0]
    return value, pos + 4


def read_sfixed32(data: bytes, pos: int) -> tuple[int, int]:
    value: int = _INT32.unpack_from(data, pos)[0]
    return value, pos + 4


def read_fixed64(data: bytes, pos: int) -> tuple[int, int]:
    value: int = _UINT64.unpack_from(data, pos)[0]
    return value, pos + 8


def read_sfixed64(data: bytes, pos: int) -> tuple[int, int]:
    value: int = _INT64.unpack_from(data, pos)[0]
    return value, pos + 8


def read_float(data: bytes, pos: int) -> tuple[float, int]:
    value: float = _FLOAT.unpack_from(data, pos)[0]
    return value, pos + 4


def read_double(data: bytes, pos: int) -> tuple[float, int]:
    value: float = _DOUBLE.unpack_from(data, pos)[0]
    return value, pos + 8


def read_bytes(data: bytes, pos: int) -> tuple[bytes, int]:
    size, pos = read_uint32(data, pos)
    return data[pos : pos + size], pos + size


def read_string(data: bytes, pos: int) -> tuple[str, int]:
    """Reads a text. Bytes that are not UTF-8 become lone surrogates, U+DC80 to U+DCFF."""
    size, pos = read_uint32(data, pos)
    return data[pos : pos + size].decode("utf-8", "surrogateescape"), pos + size


def read_packed(data: bytes, pos: int, into: list[T], read: Read[T]) -> int:
    """Appends the elements of a packed list to `into`; returns the position after them."""
    size, pos = read_uint32(data, pos)
    end = pos + size
    if end > len(data):
        raise Malformed
    while pos < end:
        value, pos = read(data, pos)
        into.append(value)
    if pos != end:
        raise Malformed
    return pos
