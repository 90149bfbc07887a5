"""Folders of images: a checkpoint as CRIU leaves it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from ..wire.errors import ImageError
from .descriptor import Descriptor, Version
from .framing import Tolerate
from .identify import LONGEST_BEGINNING, beginning_of
from .image import AnyImage
from .names import ImageId, has_name, parse_name


class NamedVersion(Protocol):
    """A version of the format, and the framing of images of a checkpoint of this version."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> int: ...
    @property
    def framing(self) -> Version: ...


class Table(NamedTuple):
    """Facts of the table about a checkpoint as a whole."""

    rows: tuple[Descriptor, ...]
    class_of: Callable[[Descriptor], type[AnyImage]]
    #: Name of the inventory, and the attribute of its entry with the version of the format.
    inventory: str | None
    version_attribute: str
    versions: Sequence[NamedVersion]


class FolderFile(NamedTuple):
    """A file with the name of an image, and the id in its name."""

    name: str
    image: str
    id: ImageId


class UnknownFile(NamedTuple):
    """An image without a row in the table: of a newer release, a fork or a plug-in of CRIU."""

    name: str
    magic: int | None


class Folder:
    """A folder of images. Its inventory has been read, because its version decides about heads."""

    def __init__(self, path: str, table: Table, tolerate: Tolerate | None = None) -> None:
        self.path = path
        #: Files with the name of an image, by name.
        self.files: list[FolderFile] = []
        #: Images without a row, recognized by their first bytes or by the suffix `.img`.
        self.unknown: list[UnknownFile] = []
        #: Files that are no images: logs, archives, notes of an engine.
        self.others: list[str] = []
        self._table = table
        self._tolerate = tolerate
        self._framing: Version | None = None
        self.inventory: AnyImage | None = None
        if table.inventory is not None:
            self._open(next(d for d in table.rows if d.image == table.inventory))
        for name in sorted(os.listdir(path)):
            self._sort(name)

    def _open(self, d: Descriptor) -> None:
        image = self._table.class_of(d).decode(self.read_bytes(d.file), tolerate=self._tolerate)
        entries = image.entries
        attribute = self._table.version_attribute
        value: object = getattr(entries[0], attribute) if entries else None
        versions = self._table.versions
        version = next((one for one in versions if one.value == value), None)
        if version is None:
            raise ImageError(
                "unknown-version",
                "the inventory names an unknown version of the format",
                image=d.image,
                expected=" or ".join(f"{one.value} ({one.name})" for one in versions),
                found="none" if value is None else f"{value}",
            )
        self.inventory = image
        self._framing = version.framing

    def _sort(self, name: str) -> None:
        rows = self._table.rows
        path = os.path.join(self.path, name)
        d = next((row for row in rows if has_name(row, name)), None)
        if d is not None:
            self.files.append(FolderFile(name, d.image, parse_name(d, name)))
        elif not stat.S_ISREG(os.lstat(path).st_mode):
            self.others.append(name)
        else:
            with open(path, "rb") as file:
                head, magic = beginning_of(rows, file.read(LONGEST_BEGINNING))
            is_known = any(row.magic is not None and row.magic == magic for row in rows)
            # A copy of a known image under another name is not an unknown image.
            if name.endswith(".img") or (head is not None and magic is not None and not is_known):
                self.unknown.append(UnknownFile(name, magic))
            else:
                self.others.append(name)

    def read(self, file: FolderFile | str, *, exact: bool = False) -> AnyImage:
        """Reads a file of the folder, and requires the framing of the inventory's version."""
        name = file if isinstance(file, str) else file.name
        d = next((row for row in self._table.rows if has_name(row, name)), None)
        if d is None:
            raise ImageError("bad-name", f"no image has the name {name}")
        return self._table.class_of(d).decode(
            self.read_bytes(name), exact=exact, version=self._framing, tolerate=self._tolerate
        )

    def read_bytes(self, name: str) -> bytes:
        """Returns the bytes of a regular file: links, pipes and devices are refused.

        Raises ImageError `no-file`, OSError.
        """
        path = os.path.join(self.path, name)
        kind = _kind_of(os.lstat(path).st_mode)
        if kind is not None:
            raise ImageError("no-file", f"{name} is no regular file", found=kind)
        with open(path, "rb", opener=_open_regular) as file:
            return file.read()


def _open_regular(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _kind_of(mode: int) -> str | None:
    """Returns the kind of a file that is not regular."""
    if stat.S_ISREG(mode):
        return None
    kinds = {
        "a link": stat.S_ISLNK,
        "a folder": stat.S_ISDIR,
        "a pipe": stat.S_ISFIFO,
        "a socket": stat.S_ISSOCK,
    }
    return next((name for name, is_kind in kinds.items() if is_kind(mode)), "a device")
