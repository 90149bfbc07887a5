"""Forms of integers in pretty JSON: names, device numbers and hexadecimal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Device = Literal["kernel", "libc"]

_MINOR = (1 << 20) - 1
_WORD = 0xFFFFFFFF

#: An integer of Python: decimal, or with the prefix 0x, 0o or 0b.
_INTEGER = re.compile(
    r"\s*([+-]?)(0x_?[\da-f_]+|0o_?[0-7_]+|0b_?[01_]+|[1-9][\d_]*|0[0_]*)\s*",
    re.ASCII | re.IGNORECASE,
)
_DEVICE = re.compile(r"\s*(\d+)\s*:\s*(\d+)\s*", re.ASCII)

#: Longest number of 128 bits, in characters: 128 binary digits with as many underscores.
_LONGEST = 256

#: Stand-in for a number of more than 128 bits: no field holds it.
HUGE = 1 << 128


def to_device(value: int, kind: Device) -> str:
    """Formats a device number as `major:minor`."""
    if kind == "kernel":
        return f"{value >> 20}:{value & _MINOR}"
    value &= 0xFFFFFFFFFFFFFFFF
    major = value >> 8 & 0xFFF | value >> 32 & 0xFFFFF000
    return f"{major}:{value & 0xFF | value >> 12 & 0xFFFFFF00}"


def from_device(text: str, kind: Device) -> int | None:
    """Parses a major and a minor number into a device number."""
    found = _DEVICE.fullmatch(text)
    if found is None:
        return None
    major, minor = _magnitude(found[1]), _magnitude(found[2])
    if kind == "kernel":
        return None if minor > _MINOR else major << 20 | minor
    if major > _WORD or minor > _WORD:
        return None
    low = (major & 0xFFF) << 8 | minor & 0xFF
    return low | (major & 0xFFFFF000) << 32 | (minor & 0xFFFFFF00) << 12


def from_integer(text: str) -> int | None:
    """Parses an integer as Python writes it; returns `None` if the text is none."""
    if len(text) > 1 << 20:
        return HUGE
    found = _INTEGER.fullmatch(text)
    if found is None or "__" in found[2] or found[2].endswith("_"):
        return None
    value = _magnitude(found[2])
    return -value if found[1] == "-" else value


def _magnitude(text: str) -> int:
    base = {"0x": 16, "0o": 8, "0b": 2}.get(text[:2].lower(), 10)
    digits = (text[2:] if base != 10 else text).replace("_", "").lstrip("0")
    return HUGE if len(digits) > _LONGEST else int(digits or "0", base)


def to_flags(value: int, bits: Mapping[str, int]) -> str:
    """Joins the names of the set bits, and the other bits in hexadecimal."""
    names = [name for name, bit in bits.items() if value & bit]
    for name in names:
        value &= ~bits[name]
    return " | ".join(names if value == 0 else [*names, hex(value)])


def from_flags(text: str, bits: Mapping[str, int]) -> int | str:
    """Parses names and integers joined with `|`; returns the first part that is neither."""
    if text.strip() == "":
        return 0
    value = 0
    for part in map(str.strip, text.split("|")):
        bit = bits.get(part)
        if bit is None:
            bit = from_integer(part)
        if bit is None:
            return part
        value |= bit
    return value


def from_code(text: str, codes: Mapping[int, str]) -> int | None:
    """Returns the number with a name."""
    return next((number for number, name in codes.items() if name == text), None)
