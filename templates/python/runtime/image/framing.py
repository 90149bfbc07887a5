"""Heads, magics and frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..wire.errors import ErrorCode, ImageError, hex32
from ..wire.reader import Reader
from .descriptor import ByteOrder, Descriptor, Version

#: Takes a problem that reading can survive.
Tolerate = Callable[[ImageError], None]


@dataclass(frozen=True, slots=True)
class Framing:
    """Framing of an image; `version` is `None` if the image never has a head."""

    version: Version | None
    byte_order: ByteOrder


def read_word(r: Reader) -> int:
    """Reads a u32 in the byte order of the image."""
    demand(r, 4, r.pos)
    pos = r.pos
    r.pos += 4
    return int.from_bytes(r.data[pos : pos + 4], "little" if r.little_endian else "big")


def read_frame(r: Reader) -> int:
    """Reads the size of a frame, and returns the end of its message as an index in `r.data`."""
    pos, data = r.pos, r.data
    left = len(data) - pos - 4
    if left >= 0 and r.max_size is None:
        # The frame is at hand, as is usual.
        size = int.from_bytes(data[pos : pos + 4], "little" if r.little_endian else "big")
        if size <= left:
            r.pos = pos + 4
            return r.pos + size
    offset = r.base + pos
    size = read_word(r)
    if r.max_size is not None and size > r.max_size:
        raise too_large(r, size, pos=offset - r.base)
    demand(r, size, offset - r.base)
    return r.pos + size


def too_large(
    r: Reader, size: int, *, pos: int | None = None, field: str | None = None
) -> ImageError:
    """Creates the error for a size beyond the limit, whether or not so many bytes are there."""
    return r.error(
        "too-large",
        "larger than allowed",
        pos=pos,
        field=field,
        expected=f"at most {r.max_size} bytes (max_size)",
        found=f"{size}",
    )


def demand(r: Reader, size: int, pos: int) -> None:
    """Checks that at least `size` bytes are left; the error is reported at `pos`."""
    offset = r.base + pos
    left = r.available(size)
    if size > left:
        raise r.error(
            "truncated",
            "the bytes end too early",
            pos=offset - r.base,
            expected=f"{size} more bytes",
            found=f"{left}",
        )


def read_framing(
    r: Reader, d: Descriptor, version: Version | None = None, tolerate: Tolerate | None = None
) -> Framing:
    """Reads the head and the magic; detects byte order and version.

    `version` is the one that the image must have, from its inventory; by default any.
    """
    known = {d.magic, d.head, *d.foreign_heads}
    head = read_word(r)
    turned = int.from_bytes(head.to_bytes(4, "little"), "big")
    if head not in known and turned in known:
        r.little_endian = False
        head = turned
    has_head = head != d.magic and head in known
    magic = read_word(r) if has_head else head
    if magic != d.magic:
        raise _wrong_word(r, "bad-magic", "not this image's magic", d.magic, magic, r.pos - 4, d)
    own: Version = "v1.1" if has_head else "v1.0"
    # A foreign head is wrong in every version; an unreleased version of the format once wrote it.
    wanted = own if has_head and head != d.head else version or own
    expected = (d.magic if d.head is None else d.head) if wanted == "v1.1" else d.magic
    if head != expected:
        code: ErrorCode = "swapped-head" if has_head else "missing-head"
        if expected == d.magic:
            code = "unexpected-head"
        problem = f"the inventory says {wanted}"
        if wanted == own:
            name = d.head_name(head)
            kind = "" if name is None else f", but a {name} file's"
            problem = f"not this image's head{kind}"
        tolerate_or_raise(_wrong_word(r, code, problem, expected, head, -r.base, d), tolerate)
    order: ByteOrder = "little" if r.little_endian else "big"
    return Framing(None if d.head is None else own, order)


def tolerate_or_raise(problem: ImageError, tolerate: Tolerate | None) -> None:
    """Passes a problem to `tolerate`, or raises it if there is no such function."""
    if tolerate is None:
        raise problem
    tolerate(problem)


def _wrong_word(
    r: Reader,
    code: ErrorCode,
    problem: str,
    expected: int | None,
    found: int,
    pos: int,
    d: Descriptor,
) -> ImageError:
    return r.error(
        code, problem, pos=pos, expected=word_text(d, expected or 0), found=word_text(d, found)
    )


def word_text(d: Descriptor, word: int) -> str:
    """Formats a head with its name in CRIU's source, and a magic with the name of its image."""
    if word == d.magic:
        return f"{hex32(word)} ({d.image})"
    name = d.head_name(word)
    return hex32(word) if name is None else f"{hex32(word)} (IMG_{name.upper()})"


def put_word(out: bytearray, word: int, byte_order: ByteOrder) -> None:
    """Appends a u32 in the byte order of the image."""
    out += word.to_bytes(4, byte_order)


def put_framing(out: bytearray, d: Descriptor, version: Version, byte_order: ByteOrder) -> None:
    """Appends the head, if the version has one, and the magic."""
    if d.head is not None and version == "v1.1":
        put_word(out, d.head, byte_order)
    put_word(out, d.magic or 0, byte_order)
