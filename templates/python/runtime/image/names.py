"""Names of files, and the ids in them."""

from __future__ import annotations

import re
from typing import TypeAlias

from ..wire.errors import ImageError
from .descriptor import Descriptor

#: Id in a file name: an integer, a text for `%s`, or `None` if the name has none.
ImageId: TypeAlias = int | str | None

_CONVERSION = re.compile(r"%(?:l[ud]|[udxs])")

#: Output of printf for each conversion: without signs, zeros or capitals that it would not print.
_PRINTED = {
    "%u": re.compile(r"0|[1-9][0-9]*"),
    "%lu": re.compile(r"0|[1-9][0-9]*"),
    "%d": re.compile(r"0|-?[1-9][0-9]*"),
    "%ld": re.compile(r"0|-?[1-9][0-9]*"),
    "%x": re.compile(r"0|[1-9a-f][0-9a-f]*"),
    "%s": re.compile(r"[^/\s]+"),
}

#: Digits of the largest integer of 64 bits: longer numbers are not converted.
_MOST_DIGITS = 20


def format_name(d: Descriptor, id: ImageId = None) -> str:
    """Returns the file name of an image. Raises ImageError `bad-name` if no file can have this id."""
    found = _CONVERSION.search(d.file)
    if found is None:
        if id is not None:
            raise _bad_id(d, "no id", id)
        return d.file
    conversion = found.group()
    text = f"{id:x}" if conversion == "%x" and isinstance(id, int) else str(id)
    is_text = isinstance(id, str)
    if id is None or is_text != (conversion == "%s") or _parse_id(conversion, text) is None:
        raise _bad_id(d, f"an id for {conversion}", id)
    return d.file[: found.start()] + text + d.file[found.end() :]


def _bad_id(d: Descriptor, expected: str, id: ImageId) -> ImageError:
    problem = f"not an id for {d.file}"
    found = "none" if id is None else str(id)
    return ImageError("bad-name", problem, image=d.image, expected=expected, found=found)


def has_name(d: Descriptor, name: str) -> bool:
    """Tells whether a file name is that of the image."""
    return name == d.file if "%" not in d.file else parse_name(d, name) is not None


def parse_name(d: Descriptor, name: str) -> ImageId:
    """Returns the id in a file name; `None` if there is none, or the name is not the image's."""
    found = _CONVERSION.search(d.file)
    if found is None:
        return None
    before, after = d.file[: found.start()], d.file[found.end() :]
    if len(name) < len(before) + len(after):
        return None
    if not name.startswith(before) or not name.endswith(after):
        return None
    return _parse_id(found.group(), name[len(before) : len(name) - len(after)])


def _parse_id(conversion: str, text: str) -> ImageId:
    if _PRINTED[conversion].fullmatch(text) is None:
        return None
    if conversion == "%s":
        return text
    if len(text) > _MOST_DIGITS:
        return None
    value = int(text, 16 if conversion == "%x" else 10)
    bits = 64 if "l" in conversion else 32
    low, high = (-(1 << bits - 1), 1 << bits - 1) if conversion.endswith("d") else (0, 1 << bits)
    return value if low <= value < high else None
