"""The one class of errors of reading and writing images."""

from __future__ import annotations

from typing import Literal

ErrorCode = Literal[
    "truncated",  # fewer bytes than a size announces
    "overrun",  # a field reaches past the end of its message
    "bad-varint",  # a number of more than ten bytes
    "bad-tag",  # field number 0, or a wire type that protobuf does not have
    "too-deep",  # messages nested deeper than allowed
    "too-large",  # a message or an extra longer than allowed
    "too-much",  # objects that take more memory than allowed
    "missing-field",  # a required field is absent
    "bad-magic",  # another image's magic, or none at all
    "swapped-head",  # a service head on an image, or a common head on a service file
    "missing-head",  # an image without a head, in a version with heads
    "unexpected-head",  # a head in a version, or on an image, without heads
    "unknown-version",  # a version of the format that the table does not name
    "bad-length",  # an extra that is not as long as its length field says
    "bad-value",  # a value that its field cannot hold
    "bad-name",  # a file name, or an id, that the image cannot have
    "no-file",  # a link, a pipe, a device or a folder in place of a regular file
    "raw-image",  # a raw image has no structure to show
    "bad-json",  # JSON that is not that of an image
]


class ImageError(Exception):
    """An image, or its JSON, that cannot be read or written.

    `code` is stable. The other attributes are `None` if they are not known: the `image`, the index
    of its `entry` from 0, the `offset` in bytes from the start of the file, the `path` of the field,
    and the texts `expected` and `found`.
    """

    def __init__(
        self,
        code: ErrorCode,
        problem: str,
        *,
        image: str | None = None,
        entry: int | None = None,
        offset: int | None = None,
        path: str | None = None,
        expected: str | None = None,
        found: str | None = None,
    ) -> None:
        super().__init__(problem)
        self.code: ErrorCode = code
        self.problem = problem
        self.image = image
        self.entry = entry
        self.offset = offset
        self.path = path
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        place = [
            self.image or "",
            "" if self.entry is None else f"entry {self.entry}",
            self.path or "",
            "" if self.offset is None else f"offset {self.offset}",
        ]
        versus = [
            "" if self.expected is None else f"expected {self.expected}",
            "" if self.found is None else f"found {self.found}",
        ]
        texts = [", ".join(filter(None, place)), self.problem, ", ".join(filter(None, versus))]
        return ": ".join(filter(None, texts))


class Malformed(ValueError):
    """Refusal of a generated reader or writer. It is never seen by callers: see `explain.py`."""


def hex32(word: int) -> str:
    """Formats a 32-bit number with eight hexadecimal digits: `0x58313116`."""
    return f"0x{word & 0xFFFFFFFF:08x}"


def shown(value: object) -> str:
    """Formats a value for an error: in a few words, and without running code of the value."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return str(int(value)) if value.bit_length() <= 128 else "a larger number"
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, str):
        text = str(value)
        return ascii(text if len(text) <= 100 else f"{text[:100]}…")
    return f"a value of type {type(value).__name__}"
