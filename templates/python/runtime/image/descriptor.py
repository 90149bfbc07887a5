"""Rows of the table of images: names, files and framing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Versions of the format: v1.1 (CRIU 1.6 and later) has a head before the magic, v1.0 does not.
Version = Literal["v1.0", "v1.1"]

#: Byte order of all integers outside protobuf: that of the machine that dumped.
ByteOrder = Literal["little", "big"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """An image of the table."""

    #: Name of the image in the table.
    image: str
    #: Module of the package with its class, and the name of the class.
    module: str
    type: str
    #: Name of the file, as a printf format: `core-%u.img`.
    file: str
    #: The image's magic; `None` for a raw image.
    magic: int | None = None
    #: The head before the magic in v1.1; `None` if the image never has one.
    head: int | None = None
    #: Heads of other types of images: each of them is an error here.
    foreign_heads: tuple[int, ...] = ()
    #: Names of `head`, if there is one, and of `foreign_heads`, for errors.
    head_names: tuple[str, ...] = ()
    #: The image that owns the magic, if it is shared: its name is the magic in CRIU's JSON.
    alias: str | None = None
    #: Whether that image has another layout.
    differs: bool = False

    @property
    def json_magic(self) -> str:
        """The magic in CRIU's JSON."""
        return self.alias or self.image

    def head_name(self, word: int) -> str | None:
        """Returns the name of a head that the row knows."""
        heads = (() if self.head is None else (self.head,)) + self.foreign_heads
        return self.head_names[heads.index(word)] if word in heads else None
