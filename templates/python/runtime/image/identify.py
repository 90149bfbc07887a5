"""Finds the row of an image: by its first words, and by the name of its file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..wire.errors import ImageError, hex32
from .descriptor import ByteOrder, Descriptor
from .framing import word_text
from .names import has_name

#: Size of a head and a magic, in bytes.
LONGEST_BEGINNING = 8


class Beginning(NamedTuple):
    """First words of an image; the magic is `None` if the bytes end before it."""

    head: int | None
    magic: int | None


def beginning_of(table: Iterable[Descriptor], data: bytes) -> Beginning:
    """Reads head and magic in the byte order in which the table knows the magic, else the head."""
    rows = tuple(table)
    heads = {word for d in rows for word in (d.head, *d.foreign_heads) if word is not None}
    magics = {d.magic for d in rows if d.magic is not None}
    orders: tuple[ByteOrder, ...] = ("little", "big")
    both = [_beginning(heads, data, order) for order in orders]
    for beginning in both:
        if beginning.magic in magics:
            return beginning
    for beginning in both:
        if beginning.head is not None:
            return beginning
    return both[0]


def _beginning(heads: set[int], data: bytes, order: ByteOrder) -> Beginning:
    words = [int.from_bytes(data[at : at + 4], order) for at in (0, 4) if at + 4 <= len(data)]
    if not words:
        return Beginning(None, None)
    if words[0] not in heads:
        return Beginning(None, words[0])
    return Beginning(words[0], words[1] if len(words) > 1 else None)


def identify(table: Iterable[Descriptor], data: bytes, name: str | None = None) -> Descriptor:
    """Returns the row of an image that begins with `data`.

    The name of the file, without folders, distinguishes raw images, and images that share a magic.
    Raises ImageError `bad-magic` if no row matches.
    """
    rows = tuple(table)
    named = [] if name is None else [d for d in rows if has_name(d, name)]
    # Raw bytes can look like any magic: for raw images only the name counts.
    if named and named[0].magic is None:
        return named[0]
    beginning = beginning_of(rows, data)
    owners = [d for d in rows if d.magic is not None and d.magic == beginning.magic]
    for d in owners:
        if d in named:
            return d
    if owners:
        return owners[0]
    raise _unknown_magic(rows, data, beginning, named)


def _unknown_magic(
    rows: tuple[Descriptor, ...], data: bytes, beginning: Beginning, named: list[Descriptor]
) -> ImageError:
    head, magic = beginning
    expected = "the magic of an image"
    if named and named[0].magic is not None:
        expected = f"{hex32(named[0].magic)} ({named[0].image})"
    if head is None:
        offset = 0
        found = f"{len(data)} bytes" if magic is None else hex32(magic)
    else:
        offset = 4
        owner = next((d for d in rows if d.head_name(head) is not None), None)
        after = f"the head {hex32(head) if owner is None else word_text(owner, head)}"
        found = f"nothing after {after}" if magic is None else f"{hex32(magic)} after {after}"
    problem = "no image begins like this"
    return ImageError("bad-magic", problem, offset=offset, expected=expected, found=found)
