"""Reads and writes whole messages with the generated functions, and reports their errors."""

from __future__ import annotations

import math
import struct
from copy import copy
from typing import TYPE_CHECKING, TypeVar

from .errors import Malformed
from .explain_read import explain_read
from .explain_write import Place, explain_write
from .reader import Reader
from .unknown import in_order

if TYPE_CHECKING:
    from .layout import Layout
    from .message import Message

M = TypeVar("M", bound="Message")

#: Errors of generated readers and writers if bytes, or values, are wrong.
READ_ERRORS = (Malformed, IndexError, struct.error)
WRITE_ERRORS = (
    *(TypeError, ValueError, AttributeError, OverflowError, RecursionError),
    struct.error,
)


def read_message(r: Reader, layout: Layout[M], end: int, *, framed: bool = True) -> M:
    """Reads the message that begins at the reader's position and ends at `end`, an index in `r.data`."""
    start = r.pos
    budget = r.budget
    try:
        message = layout.read(r, start, end, len(r.path))
    except READ_ERRORS:
        r.budget = budget
        raise explain_read(r, layout, end, framed=framed) from None
    r.pos = end
    if r.exact:
        out = bytearray()
        layout.write(out, message, 0)
        if out != r.data[start:end]:
            message.wire = r.data[start:end]
    return message


def encode_message(layout: Layout[M], message: M, place: Place) -> bytes:
    """Returns the bytes of a message; `place` is where an error is reported."""
    out = bytearray()
    try:
        layout.write(out, message, 0)
        wire = message.wire
        if wire is not None and canonical(layout, message) == canonical_form(layout, wire):
            return bytes(wire)
    except WRITE_ERRORS:
        raise explain_write(layout, message, place) from None
    return bytes(out)


def canonical_form(layout: Layout[M], data: bytes) -> bytes:
    """Returns the canonical encoding of a message's bytes. Raises Malformed if they are no message."""
    try:
        return canonical(layout, layout.read(Reader(data, layout.name), 0, len(data), 0))
    except READ_ERRORS:
        raise Malformed from None


def canonical(layout: Layout[M], message: M) -> bytes:
    """Returns the encoding that CRIU would write, with unknown fields in the order of their numbers."""
    out = bytearray()
    layout.write(out, normal(message), 0)
    return bytes(out)


def normal(message: M) -> M:
    """Returns a message with unknown fields in order, and plain NaNs; itself if it is so already."""
    changes: dict[str, object] = {}
    ordered = in_order(message.unknown_fields) if message.unknown_fields else ()
    if ordered != message.unknown_fields:
        changes["unknown_fields"] = ordered
    for field in message.layout.fields:
        value = getattr(message, field.attribute)
        if value is None or field.kind not in ("message", "float", "double"):
            continue
        change = normal if field.kind == "message" else _plain
        if isinstance(value, list):
            items = [change(item) for item in value]
            if any(new is not old for new, old in zip(items, value)):
                changes[field.attribute] = items
        elif (new := change(value)) is not value:
            changes[field.attribute] = new
    if not changes:
        return message
    result = copy(message)
    for name, new in changes.items():
        setattr(result, name, new)
    return result


def _plain(value: float) -> float:
    return math.nan if math.isnan(value) else value
