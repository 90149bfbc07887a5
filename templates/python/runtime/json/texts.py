"""Bytes and addresses as texts of CRIU's JSON."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import quopri
import re
from collections.abc import Sequence

from ..image.descriptor import ByteOrder


def to_base64(data: bytes) -> str:
    """Returns base64 in lines of 76 characters, each with its end."""
    return base64.encodebytes(data).decode("ascii")


def to_plain_base64(data: bytes) -> str:
    """Returns base64 in one line, without an end."""
    return base64.b64encode(data).decode("ascii")


def from_base64(text: str) -> bytes | None:
    """Parses base64, in lines or not, padded or not; returns `None` if the text is none."""
    digits = re.sub(r"[ \t-\r]", "", text)
    padding = "" if digits.endswith("=") else "=" * (-len(digits) % 4)
    try:
        return base64.b64decode(digits + padding, validate=True)
    except (binascii.Error, ValueError):
        return None


#: Longest line of quoted-printable, in characters.
_LINE = 76


def to_quoted(data: bytes) -> str:
    """Returns bytes as quoted-printable.

    Line ends stay, but may change from one kind into another; if that would lose data, they are
    quoted too.
    """
    text = quopri.encodestring(data)
    return (text if quopri.decodestring(text) == data else _all_quoted(data)).decode("ascii")


def _all_quoted(data: bytes) -> bytes:
    """Quotes all control characters, with soft line breaks as Python's module quopri has them."""
    out = bytearray()
    column = 0
    end = b"\r\n" if b"\r\n" in data[: data.find(b"\n") + 1] else b"\n"
    for at, byte in enumerate(data):
        following = data[at + 1 : at + 2]
        dot = byte == 0x2E and column == 0 and following in (b"", b"\n", b"\r", b"\0")
        if byte < 0x20 or byte > 126 or byte == 0x3D or dot or (byte == 0x20 and not following):
            if column + 3 >= _LINE:
                out += b"=" + end
                column = 0
            out += b"=%02X" % byte
            column += 3
        else:
            if following not in (b"", b"\n") and column + 1 >= _LINE:
                out += b"=" + end
                column = 0
            out.append(byte)
            column += 1
    return bytes(out)


def from_quoted(text: str) -> bytes | None:
    """Parses quoted-printable; returns `None` if the text has characters beyond Latin-1."""
    try:
        return quopri.decodestring(text.encode("latin-1"))
    except UnicodeEncodeError:
        return None


def to_address(words: Sequence[int], *, little_endian: bool) -> str | None:
    """Formats one word as an IPv4 address, four as an IPv6 address; `None` for other numbers.

    The words are in network order, so the byte order of the machine that dumped splits them.
    """
    if len(words) not in (1, 4):
        return None
    order: ByteOrder = "little" if little_endian else "big"
    data = b"".join(word.to_bytes(4, order) for word in words)
    return str(ipaddress.IPv4Address(data) if len(words) == 1 else ipaddress.IPv6Address(data))


def from_address(text: str, *, little_endian: bool) -> list[int] | None:
    """Parses an address into words; returns `None` if the text is none."""
    try:
        data = ipaddress.ip_address(text).packed
    except ValueError:
        return None
    order: ByteOrder = "little" if little_endian else "big"
    return [int.from_bytes(data[at : at + 4], order) for at in range(0, len(data), 4)]


_UNITS = ("", "K", "M", "G", "T", "P", "E", "Z")


def human_size(size: int) -> str:
    """Formats a number of bytes as crit does: `12B`, `1.5KB`."""
    number = float(size)
    for unit in _UNITS[:-1]:
        if number < 1024:
            break
        number /= 1024
    else:
        unit = _UNITS[-1]
    return f"{number:.0f}{unit}B" if number.is_integer() else f"{number:.1f}{unit}B"
