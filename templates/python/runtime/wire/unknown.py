"""Unknown fields: they are kept as they are in the image, and written back at their positions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .errors import Malformed
from .walk import fields_in


class UnknownFields(NamedTuple):
    """Adjacent fields that the schema does not declare."""

    #: Number of the field before them; 0 at the start of the message.
    after: int
    #: Tags and values.
    data: bytes


def unknown_in(
    data: bytes, pos: int, end: int, is_known: Callable[[int], bool]
) -> tuple[UnknownFields, ...]:
    """Returns the unknown fields of a message; `is_known` tells whether a field has this tag."""
    runs: list[UnknownFields] = []
    previous = 0
    begin = after = -1
    for tag, start, _ in fields_in(data, pos, end):
        if is_known(tag):
            if begin >= 0:
                runs.append(UnknownFields(after, data[begin:start]))
            begin = -1
        elif begin < 0:
            begin, after = start, previous
        previous = tag >> 3
    if begin >= 0:
        runs.append(UnknownFields(after, data[begin:end]))
    return tuple(runs)


def insert_unknown(out: bytearray, start: int, runs: Sequence[UnknownFields]) -> None:
    """Inserts unknown fields among the known ones of the message that was written since `start`."""
    for run in runs:
        check_run(run)
    known = bytes(out[start:])
    del out[start:]
    done = 0
    for tag, begin, end in fields_in(known, 0, len(known)):
        while done < len(runs) and runs[done].after < tag >> 3:
            out += runs[done].data
            done += 1
        out += known[begin:end]
    for run in runs[done:]:
        out += run.data


def check_run(run: UnknownFields) -> None:
    """Refuses bytes that are not whole fields: else the message could not be read again."""
    if not isinstance(run, UnknownFields) or not isinstance(run.after, int) or run.after < 0:
        raise Malformed
    if not isinstance(run.data, bytes):
        raise Malformed
    for _ in fields_in(run.data, 0, len(run.data)):
        pass


def in_order(runs: Sequence[UnknownFields]) -> tuple[UnknownFields, ...]:
    """Sorts unknown fields by number, each after the known field of the same number."""
    fields = [
        UnknownFields(tag >> 3, run.data[start:end])
        for run in runs
        for tag, start, end in fields_in(run.data, 0, len(run.data))
    ]
    return tuple(sorted(fields, key=lambda field: field.after))
