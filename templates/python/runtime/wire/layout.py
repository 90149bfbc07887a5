"""Layouts of messages: their schema as data, for code that treats all messages alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from .enums import OpenEnum
    from .message import Message
    from .reader import Reader

M = TypeVar("M", bound="Message")

#: Types of single values on the wire; a map is a repeated message of a key and a value.
Kind = Literal[
    "double",
    "float",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "sint32",
    "sint64",
    "fixed32",
    "fixed64",
    "sfixed32",
    "sfixed64",
    "bool",
    "string",
    "bytes",
    "enum",
    "message",
]

Label = Literal["required", "optional", "repeated"]

_WIRES: dict[Kind, int] = {
    "double": 1,
    "float": 5,
    "fixed32": 5,
    "fixed64": 1,
    "sfixed32": 5,
    "sfixed64": 1,
    "string": 2,
    "bytes": 2,
    "message": 2,
}


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field, and its form in CRIU's JSON."""

    number: int
    #: Name in CRIU's JSON.
    name: str
    kind: Kind
    label: Label = "optional"
    #: Attribute of the message's class, if it cannot have the field's name.
    attr: str = ""
    #: Whether a list is written packed.
    packed: bool = False
    is_map: bool = False
    oneof: str | None = None
    #: Return the layout of a nested message, or the enum; functions, because messages can be recursive.
    message: Callable[[], Layout[Message]] | None = None
    enum: Callable[[], type[OpenEnum]] | None = None
    #: Default of the schema, if it declares one.
    default: int | float | bool | str | bytes | None = None
    #: Whether pretty JSON shows integers here, and in all nested messages, in hexadecimal.
    hex: bool = False
    #: Whether the list is an IPv4 address (one word) or an IPv6 address (four), in network order.
    ipadd: bool = False
    #: Encoding of device numbers: 20 bits for the minor number, or that of the C library.
    dev: Literal["kernel", "libc"] | None = None
    #: Names of the bits, or of the values, in the package's `numbers` module.
    flags: str | None = None
    codes: str | None = None
    #: Whether bytes are shown as quoted-printable.
    quoted: bool = False

    @cached_property
    def attribute(self) -> str:
        return self.attr or self.name

    @cached_property
    def tag(self) -> int:
        return self.number << 3 | _WIRES.get(self.kind, 0)

    @cached_property
    def is_packable(self) -> bool:
        return self.label == "repeated" and _WIRES.get(self.kind, 0) != 2

    @cached_property
    def nested(self) -> Layout[Message]:
        """Layout of the nested message."""
        if self.message is None:
            raise TypeError(f"{self.name} holds no messages")
        return self.message()

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Numbers of the enum by their names in the schema."""
        return {} if self.enum is None else self.enum().numbers()

    @cached_property
    def names(self) -> dict[int, str]:
        """Names of the enum's numbers; the first if a number has several."""
        return {number: name for name, number in reversed(self.numbers.items())}


class Layout(Generic[M]):
    """A message: its class, its reader and writer, and its fields in the order of their numbers."""

    def __init__(
        self,
        name: str,
        type: type[M],
        read: Callable[[Reader, int, int, int], M],
        write: Callable[[bytearray, M, int], None],
        weight: int,
        fields: tuple[Field, ...],
    ) -> None:
        #: Name in the schema.
        self.name = name
        self.type = type
        self.read = read
        self.write = write
        #: Bytes of memory of an object.
        self.weight = weight
        self.fields = fields

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def by_tag(self) -> dict[int, Field]:
        """Fields by the tags that they can have: packed or not."""
        packed = {field.number << 3 | 2: field for field in self.fields if field.is_packable}
        return packed | {field.tag: field for field in self.fields}

    def is_known(self, tag: int) -> bool:
        return tag in self.by_tag
