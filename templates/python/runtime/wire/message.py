"""Base of all messages."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, TypeVar, cast

from .codec import encode_message, read_message
from .explain_write import Place
from .layout import Layout
from .reader import Reader
from .unknown import UnknownFields

M = TypeVar("M", bound="Message")


@dataclass(slots=True, kw_only=True, repr=False)
class Message:
    """A message. An absent optional field is `None`; its default is never filled in."""

    #: The fields of the message as data.
    layout: ClassVar[Layout[Any]]

    #: Fields that the schema does not declare; they are written back at their positions.
    unknown_fields: tuple[UnknownFields, ...] = ()
    #: The bytes of a framed message, if it was read with `exact` and its encoding is not the one
    #: that CRIU writes. They are written back while the fields still mean the same.
    wire: bytes | None = field(default=None, compare=False)

    @classmethod
    def decode(cls: type[M], data: bytes) -> M:
        """Reads a message from its bytes. Raises ImageError if they are no valid message."""
        layout = cast("Layout[M]", cls.layout)
        r = Reader(bytes(data), layout.name)
        return read_message(r, layout, len(r.data), framed=False)

    def encode(self) -> bytes:
        """Returns the message as bytes. Raises ImageError if a field cannot hold its value."""
        layout = self.layout
        return encode_message(layout, self, Place(layout.name))

    def __repr__(self) -> str:
        """Shows the fields that are present."""
        present = [
            f"{name}={value!r}"
            for name, value in ((one.name, getattr(self, one.name)) for one in fields(self))
            if value is not None and value != () and value != []
        ]
        return f"{type(self).__name__}({', '.join(present)})"
