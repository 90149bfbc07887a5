"""Bytes of an image at hand, the position in them, and the context of errors."""

from __future__ import annotations

from typing import Protocol

from .errors import ErrorCode, ImageError

#: Default limit of memory, in bytes: for each byte of the image, and in addition.
_EACH = 25
_FIXED = 32 << 20

#: Largest number of bytes that a file is asked for at once.
_CHUNK = 1 << 20

#: Smallest number of bytes that a file is asked for.
_LEAST = 1 << 16


class BinaryFile(Protocol):
    """A file opened for reading bytes, a pipe or a socket's file."""

    def read(self, size: int, /) -> bytes: ...


class Reader:
    """Reads an image from bytes, or from a file of which it holds only the current part."""

    def __init__(
        self,
        data: bytes,
        image: str,
        *,
        file: BinaryFile | None = None,
        max_size: int | None = None,
        max_memory: int | None = None,
        exact: bool = False,
    ) -> None:
        self.data = data
        self.file = file
        self.image = image
        #: Index of the next byte in `data`, and offset of `data` in the file.
        self.pos = 0
        self.base = 0
        #: Index of the current entry; -1 before the first.
        self.entry = -1
        #: Path to the current message, as pairs of a field name and an index (-1 for none).
        self.path: list[tuple[str, int]] = []
        self.little_endian = True
        self.max_size = max_size
        self.max_memory = max_memory
        #: Whether messages keep their bytes if their encoding is not the canonical one.
        self.exact = exact
        self.budget = 0
        self.renew_budget()

    def renew_budget(self) -> None:
        """Renews the budget of memory: objects read before belong to the caller."""
        limit = self.max_memory
        self.budget = self.memory_limit() if limit is None else limit

    def memory_limit(self) -> int:
        limit = self.max_memory
        return _FIXED + _EACH * len(self.data) if limit is None else limit

    def available(self, size: int) -> int:
        """Returns the number of bytes at hand, after reading a file until there are `size`."""
        left = len(self.data) - self.pos
        if left < size and self.file is not None:
            self._fill(size)
            left = len(self.data)
        return left

    def _fill(self, size: int) -> None:
        chunks = [self.data[self.pos :]]
        left = len(chunks[0])
        while left < size and self.file is not None:
            # The size comes from the image: no more is allocated than the file has.
            chunk = self.file.read(min(max(size - left, _LEAST), _CHUNK))
            if not chunk:
                break
            chunks.append(chunk)
            left += len(chunk)
        self.base += self.pos
        self.pos = 0
        self.data = b"".join(chunks)

    def at_end(self) -> bool:
        return self.available(1) == 0

    def error(
        self,
        code: ErrorCode,
        problem: str,
        *,
        field: str | None = None,
        pos: int | None = None,
        expected: str | None = None,
        found: str | None = None,
    ) -> ImageError:
        """Creates an error at a position, by default the current one."""
        return ImageError(
            code,
            problem,
            image=self.image,
            entry=None if self.entry < 0 else self.entry,
            offset=self.base + (self.pos if pos is None else pos),
            path=path_text(self.path, field),
            expected=expected,
            found=found,
        )


def path_text(path: list[tuple[str, int]], field: str | None = None) -> str | None:
    """Formats `[("a", -1), ("b", 3)]` and `"c"` as `a.b[3].c`."""
    steps = [name if index < 0 else f"{name}[{index}]" for name, index in path]
    return ".".join(steps if field is None else [*steps, field]) or None
