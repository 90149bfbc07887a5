"""Several occurrences of a message that is not repeated: protobuf makes one of them."""

from __future__ import annotations

from typing import TypeVar

from .message import Message

M = TypeVar("M", bound=Message)


def merge(earlier: M | None, later: M) -> M:
    """Merges a later occurrence into an earlier one: its fields take precedence, lists are joined."""
    if earlier is None:
        return later
    for field in earlier.layout.fields:
        name = field.attribute
        value = getattr(later, name)
        if field.label == "repeated":
            getattr(earlier, name).extend(value)
        elif value is not None:
            present = getattr(earlier, name)
            if field.oneof is not None:
                displace(earlier, field.oneof)
            setattr(earlier, name, merge(present, value) if field.kind == "message" else value)
    earlier.unknown_fields += later.unknown_fields
    return earlier


def displace(message: Message, oneof: str) -> None:
    """Removes the field of a oneof that is present."""
    for field in message.layout.fields:
        if field.oneof == oneof:
            setattr(message, field.attribute, None)
