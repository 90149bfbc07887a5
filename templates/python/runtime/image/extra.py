"""Extras as data: the bytes after a message that its fields describe but no frame holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from ..wire.layout import Layout
from ..wire.message import Message

M = TypeVar("M", bound=Message)

RunKind = Literal["bytes", "u16", "u32", "u64"]

#: Size of an element of a run, in bytes.
WIDTHS: dict[RunKind, int] = {"bytes": 1, "u16": 2, "u32": 4, "u64": 8}


@dataclass(frozen=True, slots=True)
class Use:
    """A field of the message before a part. An absent field has its default."""

    #: Name in CRIU's JSON, in the schema, and attribute of the message.
    name: str
    in_schema: str
    attr: str
    default: int | bool = 0

    def of(self, message: Message) -> int:
        """Returns the field's value."""
        value: int | None = getattr(message, self.attr)
        return self.default if value is None else value


@dataclass(frozen=True, slots=True)
class Condition:
    """A field with a boolean value that a part depends on."""

    field: Use
    value: bool

    def holds(self, message: Message) -> bool:
        return self.field.of(message) == self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Bytes, or integers in the byte order of the image."""

    #: Name in CRIU's JSON, and attribute of the extra's class.
    name: str
    attr: str
    kind: RunKind
    #: Field with the number of elements.
    length: Use
    #: Zeros follow, up to a multiple of this many bytes.
    pad: int = 1
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """Framed messages, each with its extra."""

    name: str
    attr: str
    record: Record[Message]
    #: Field with the number of messages.
    length: Use
    when: Condition | None = None


Part: TypeAlias = Run | Many


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """The parts of an extra: one without a name, or several as attributes of a class."""

    parts: tuple[Part, ...]
    #: Class of the parts; `None` for one part without a name.
    type: Callable[..., object] | None = None
    #: Whether CRIU's JSON joins the parts to one text.
    is_joined: bool = False


@dataclass(frozen=True, kw_only=True)
class Record(Generic[M]):
    """A framed message and its extra."""

    layout: Layout[M]
    #: Class of the message with its extra; `None` if it has none.
    type: type[M] | None = None
    extra: Extra | None = None
