"""Whole images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar, cast

from ..wire.errors import ImageError
from ..wire.explain_write import Place
from ..wire.message import Message
from ..wire.reader import BinaryFile, Reader
from .descriptor import ByteOrder, Descriptor, Version
from .extra import Condition, Record
from .framing import Framing, Tolerate, put_framing, read_framing, tolerate_or_raise
from .names import ImageId, format_name, parse_name
from .read import read_record
from .write import write_record

First = TypeVar("First", bound="Message | None", covariant=True)
Entry = TypeVar("Entry", bound=Message, covariant=True)
I = TypeVar("I", bound="Image[Message | None, Message]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """Content of an image: first message, entries and rest."""

    first: Record[Message] | None = None
    entry: Record[Message] | None = None
    #: Condition of the entries, on the first message.
    entries_if: Condition | None = None
    has_rest: bool = False
    rest_if: Condition | None = None

    def allows(self, first: Message | None) -> tuple[bool, bool]:
        """Tells whether entries, or a rest, follow this first message; never both."""
        if first is None:
            rest = self.has_rest and self.first is None
        else:
            rest = self.has_rest and (self.rest_if is None or self.rest_if.holds(first))
        is_open = first is None or self.entries_if is None or self.entries_if.holds(first)
        return self.entry is not None and not rest and is_open, rest


@dataclass(slots=True, kw_only=True)
class Image(Generic[First, Entry]):
    """An image: its messages, and how they are framed."""

    descriptor: ClassVar[Descriptor]
    spec: ClassVar[Spec]

    #: Version of the framing; `None` means v1.1, or that the image never has a head.
    version: Version | None = None
    byte_order: ByteOrder = "little"
    #: The first message, of another type than the entries.
    first: First | None = None
    entries: list[Entry] = field(default_factory=list)
    #: The bytes after the messages, without frames; all bytes of a raw image.
    rest: bytes | None = None

    @classmethod
    def decode(
        cls: type[I],
        data: bytes,
        *,
        exact: bool = False,
        version: Version | None = None,
        tolerate: Tolerate | None = None,
        max_size: int | None = None,
        max_memory: int | None = None,
    ) -> I:
        """Reads a whole image. Raises ImageError if the bytes are none of this type.

        With `exact`, messages keep their bytes if their encoding differs from CRIU's, so that
        `encode` returns the same image in any case. `version` is the one that the image must have,
        from its inventory. `tolerate` gets the problems that reading survives: a wrong head, or an
        image that ends inside an entry. `max_size` limits messages and parts of extras, `max_memory`
        the objects of the image, both in bytes; by default, 32 MiB and 25 bytes for each byte.
        """
        name = cls.descriptor.image
        r = Reader(bytes(data), name, max_size=max_size, max_memory=max_memory, exact=exact)
        opened = open_image(cls, r, version, tolerate)
        image = cls(
            version=opened.framing.version,
            byte_order=opened.framing.byte_order,
            first=opened.first,
            rest=r.data[r.pos :] if opened.has_rest else None,
        )
        if not opened.has_rest:
            image.entries.extend(entries_of(r, opened, tolerate, renew=False))
        return image

    def encode(
        self, *, version: Version | None = None, byte_order: ByteOrder | None = None
    ) -> bytes:
        """Returns the image as bytes. The arguments override its own framing; the default is v1.1.

        Raises ImageError if a value cannot be written.
        """
        image = cast("Image[Message | None, Message]", self)
        return encode_image(image, version or self.version or "v1.1", byte_order or self.byte_order)

    @classmethod
    def stream(
        cls: type[Image[First, Entry]],
        file: BinaryFile,
        *,
        version: Version | None = None,
        tolerate: Tolerate | None = None,
        max_size: int | None = None,
        max_memory: int | None = None,
    ) -> ImageStream[First, Entry]:
        """Opens an image while its bytes arrive; only the current entry is held in memory."""
        r = Reader(b"", cls.descriptor.image, file=file, max_size=max_size, max_memory=max_memory)
        return cast("ImageStream[First, Entry]", stream_image(cls, r, version, tolerate))

    @classmethod
    def format_name(cls, id: ImageId = None) -> str:
        """Returns the name of the image's file. Raises ImageError `bad-name` for a wrong id."""
        return format_name(cls.descriptor, id)

    @classmethod
    def parse_name(cls, name: str) -> ImageId:
        """Returns the id in a file name; `None` if there is none, or the name is not the image's."""
        return parse_name(cls.descriptor, name)


AnyImage = Image["Message | None", Message]


@dataclass(frozen=True, slots=True)
class ImageStream(Generic[First, Entry]):
    """An image that is read from a file as it arrives. Entries and rest can be iterated once."""

    descriptor: Descriptor
    version: Version | None
    byte_order: ByteOrder
    first: First | None
    entries: Iterator[Entry]
    rest: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Opened:
    """Framing and first message of an open image, and what follows them."""

    framing: Framing
    first: Message | None
    entry: Record[Message] | None
    has_rest: bool


def open_image(
    cls: type[Image[Message | None, Message]],
    r: Reader,
    version: Version | None,
    tolerate: Tolerate | None,
) -> Opened:
    """Reads the framing and the first message."""
    if cls.descriptor.magic is None:
        return Opened(Framing(None, "little"), None, None, True)
    framing = read_framing(r, cls.descriptor, version, tolerate)
    first = None
    if cls.spec.first is not None and not r.at_end():
        first = read_record(r, cls.spec.first)
    has_entries, has_rest = cls.spec.allows(first)
    return Opened(framing, first, cls.spec.entry if has_entries else None, has_rest)


def entries_of(
    r: Reader, opened: Opened, tolerate: Tolerate | None, *, renew: bool
) -> Iterator[Message]:
    """Yields the entries up to the end of the image."""
    try:
        while r.pos < len(r.data) or not r.at_end():
            if opened.entry is None:
                raise r.error("bad-length", "no entries are allowed here")
            if renew:
                r.renew_budget()
            r.entry += 1
            yield read_record(r, opened.entry)
    except ImageError as problem:
        tolerate_or_raise(problem, tolerate if problem.code == "truncated" else None)


def stream_image(
    cls: type[Image[Message | None, Message]],
    r: Reader,
    version: Version | None,
    tolerate: Tolerate | None,
) -> ImageStream[Message | None, Message]:
    """Opens an image in a reader of a file."""
    opened = open_image(cls, r, version, tolerate)
    none: Iterator[Message] = iter(())
    return ImageStream(
        cls.descriptor,
        opened.framing.version,
        opened.framing.byte_order,
        opened.first,
        none if opened.has_rest else entries_of(r, opened, tolerate, renew=True),
        _rest_of(r) if opened.has_rest else iter(()),
    )


def _rest_of(r: Reader) -> Iterator[bytes]:
    while not r.at_end():
        yield r.data[r.pos :]
        r.pos = len(r.data)


def encode_image(image: AnyImage, version: Version, order: ByteOrder) -> bytes:
    """Returns an image as bytes."""
    d, spec = image.descriptor, image.spec
    place = Place(d.image)
    rest = image.rest
    if rest is not None and not isinstance(rest, (bytes, bytearray)):
        raise place.bad_value("rest", "bytes", rest)
    if d.magic is None:
        return bytes(rest or b"")
    if not isinstance(image.entries, (list, tuple)):
        raise place.bad_value("entries", "a list", image.entries)
    out = bytearray()
    put_framing(out, d, version, order)
    _write_first(out, image, order, place)
    has_entries, has_rest = spec.allows(image.first)
    if image.entries and (spec.entry is None or not has_entries):
        raise _surplus(place, "entries")
    for entry in image.entries:
        place.entry += 1
        if spec.entry is not None:
            write_record(out, spec.entry, entry, order, place)
    if rest is not None:
        if not has_rest:
            raise _surplus(place, "rest")
        out += rest
    return bytes(out)


def _write_first(out: bytearray, image: AnyImage, order: ByteOrder, place: Place) -> None:
    record = image.spec.first
    if image.first is not None:
        if record is None:
            raise _surplus(place, "first")
        write_record(out, record, image.first, order, place)
    elif record is not None and (image.entries or image.rest is not None):
        problem = "entries and rest need a first message"
        raise place.error("missing-field", problem, field="first")


def _surplus(place: Place, field: str) -> ImageError:
    problem = "the image, or its first message, allows none"
    return place.error("bad-length", problem, field=field)
