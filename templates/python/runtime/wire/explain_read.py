"""Finds the error in a message that its generated reader refused.

Generated readers check as little as possible, so that they are fast: they notice that a message is
wrong, but not where. This reader checks everything, makes no objects, and knows the place of each byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .errors import ImageError
from .walk import MAX_DEPTH

if TYPE_CHECKING:
    from .layout import Field, Layout
    from .message import Message
    from .reader import Reader

M = TypeVar("M", bound="Message")

_SIZES = {0: 0, 1: 8, 5: 4}


def explain_read(r: Reader, layout: Layout[M], end: int, *, framed: bool) -> ImageError:
    """Returns the error of the message at the reader's position, which ends at `end`."""
    path = list(r.path)
    try:
        _Explainer(r, end, framed).message(layout, end)
    except ImageError as error:
        return error
    finally:
        r.path[:] = path
    return r.error("overrun", "the message cannot be read")


class _Explainer:
    """Reads a message step by step. `end` is that of the framed message, or of all bytes."""

    def __init__(self, r: Reader, end: int, framed: bool) -> None:
        self.r = r
        self.end = end
        self.framed = framed

    def message(self, layout: Layout[M], end: int) -> set[str]:
        """Checks the fields up to `end`, and returns their names."""
        r = self.r
        seen: set[str] = set()
        counts: dict[str, int] = {}
        while r.pos < end:
            start = r.pos
            tag = self.varint()
            field = layout.by_tag.get(tag)
            if field is None:
                self.skip(tag, start, len(r.path))
                continue
            seen.add(field.name)
            counts[field.name] = counts.get(field.name, 0) + 1
            if tag == field.tag:
                self.value(field, counts[field.name] - 1)
            else:
                self.packed(field)
        self.close(end)
        self.spend(layout.weight)
        for field in layout.fields:
            if field.label == "required" and field.name not in seen:
                raise r.error("missing-field", "a required field is missing", field=field.name)
        return seen

    def absent(self, entry: Layout[M], seen: set[str]) -> None:
        """Checks the message that an entry of a map lacks: it counts as one without fields."""
        for field in entry.fields:
            if field.kind == "message" and field.name not in seen:
                self.descend(field, -1)
                self.message(field.nested, self.r.pos)
                self.r.path.pop()

    def value(self, field: Field, index: int) -> None:
        """Checks a value; `index` is its position in a list of messages."""
        r = self.r
        wire = field.tag & 7
        if field.kind == "message":
            size = self.length(field.name)
            stop = r.pos + size
            self.descend(field, index)
            seen = self.message(field.nested, stop)
            if field.is_map:
                self.absent(field.nested, seen)
            r.path.pop()
        elif wire == 0:
            self.varint(field.name)
        elif wire == 2:
            size = self.length(field.name)
            r.pos += size
        else:
            self.take(_SIZES[wire], field.name)

    def descend(self, field: Field, index: int) -> None:
        r = self.r
        r.path.append((field.name, index if field.label == "repeated" and not field.is_map else -1))
        if len(r.path) > MAX_DEPTH:
            expected = f"at most {MAX_DEPTH} levels"
            raise r.error("too-deep", "the messages nest too deep", expected=expected)

    def packed(self, field: Field) -> None:
        size = self.length(field.name)
        end = self.r.pos + size
        while self.r.pos < end:
            self.value(field, -1)
        self.close(end, field.name)

    def skip(self, tag: int, start: int, depth: int) -> None:
        """Skips the value of an unknown field, whose tag begins at `start`."""
        r = self.r
        wire = tag & 7
        if tag < 8 or wire == 4 or wire > 5:
            raise r.error("bad-tag", "not the tag of a field", pos=start, found=f"tag {tag}")
        if wire == 3:
            if depth >= MAX_DEPTH:
                raise r.error("too-deep", "the groups nest too deep")
            while True:
                begin = r.pos
                inner = self.varint()
                if inner == tag + 1:
                    return
                self.skip(inner, begin, depth + 1)
        elif wire == 0:
            self.varint()
        else:
            self.take(self.varint() if wire == 2 else _SIZES[wire])

    def varint(self, field: str | None = None) -> int:
        """Reads the low 32 bits of a varint."""
        r = self.r
        data = r.data
        value = 0
        for count in range(10):
            pos = r.pos + count
            byte = data[pos] if pos < len(data) else 0
            value |= (byte & 127) << 7 * count
            if byte < 128 or count == 9:
                break
        if pos >= self.end:
            raise self.truncated(field)
        if byte > 127:
            raise r.error("bad-varint", "the number has more than 10 bytes", field=field)
        r.pos = pos + 1
        return value & 0xFFFFFFFF

    def length(self, field: str) -> int:
        r = self.r
        start = r.pos
        size = self.varint(field)
        left = self.end - r.pos
        if size > left:
            raise self.truncated(field, pos=start, expected=f"{size} more bytes", found=f"{left}")
        return size

    def take(self, size: int, field: str | None = None) -> None:
        if size > self.end - self.r.pos:
            raise self.truncated(field)
        self.r.pos += size

    def close(self, end: int, field: str | None = None) -> None:
        """Checks that a message, or a packed list, ended at `end`."""
        r = self.r
        if r.pos != end:
            raise r.error(
                "overrun",
                "a field reaches past the end of its message",
                field=field,
                expected=f"an end at offset {r.base + end}",
            )

    def spend(self, weight: int) -> None:
        r = self.r
        r.budget -= weight
        if r.budget < 0:
            raise r.error(
                "too-much",
                "the objects take more memory than allowed",
                expected=f"at most {r.memory_limit()} bytes (max_memory)",
            )

    def truncated(
        self,
        field: str | None,
        *,
        pos: int | None = None,
        expected: str | None = None,
        found: str | None = None,
    ) -> ImageError:
        overrun = "a field reaches past the end of its message"
        return self.r.error(
            "overrun" if self.framed else "truncated",
            overrun if self.framed else "the bytes end too early",
            field=field,
            pos=pos,
            expected=expected,
            found=found,
        )
