"""Fields of a message whatever they mean: each is a tag and a value, and the tag tells its size."""

from __future__ import annotations

from collections.abc import Iterator

from .errors import Malformed
from .values import read_uint32

#: Levels of nested messages and groups, as protobuf limits them.
MAX_DEPTH = 100


def skip_field(data: bytes, pos: int, tag: int, depth: int = 0) -> int:
    """Returns the position after the value at `pos`, of the field with this tag."""
    wire = tag & 7
    if tag < 8:
        raise Malformed
    if wire == 0:
        return read_uint32(data, pos)[1]
    if wire == 1:
        return pos + 8
    if wire == 2:
        size, pos = read_uint32(data, pos)
        return pos + size
    if wire == 3:
        return _skip_group(data, pos, tag, depth)
    if wire == 5:
        return pos + 4
    raise Malformed


def _skip_group(data: bytes, pos: int, tag: int, depth: int) -> int:
    if depth >= MAX_DEPTH:
        raise Malformed
    while True:
        inner, pos = read_uint32(data, pos)
        if inner == tag + 1:
            return pos
        pos = skip_field(data, pos, inner, depth + 1)


def fields_in(data: bytes, pos: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yields the tag, the start and the end of each field. Raises Malformed if they are not whole."""
    while pos < end:
        start = pos
        try:
            tag, pos = read_uint32(data, pos)
            pos = skip_field(data, pos, tag)
        except IndexError:
            raise Malformed from None
        if pos > end:
            raise Malformed
        yield tag, start, pos
