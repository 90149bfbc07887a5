"""Runs workloads of one contender, each when a line on standard input asks for it.

Usage: worker.py critgen|protobuf FOLDER, where FOLDER holds the images as NAME.img. A line is
`WORKLOAD COUNT`; the answer is the processor's time of COUNT runs
in nanoseconds: others may share the machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from struct import Struct
from time import process_time_ns
from typing import Any

Run = Callable[[], object]
_WORD = Struct("<I")

#: Messages of the images, as protobuf's modules name them: module, first message, entry.
MESSAGES = {
    "pagemap": ("pagemap_pb2", "pagemap_head", "pagemap_entry"),
    "files": ("fdinfo_pb2", None, "file_entry"),
    "core": ("core_pb2", None, "core_entry"),
    "mm": ("mm_pb2", None, "mm_entry"),
}

#: Fields of each entry that the workload `read` asks for.
READ = {
    "pagemap": ("vaddr", "flags"),
    "files": ("type", "id"),
    "core": ("mtype",),
    "mm": ("mm_brk",),
}


def critgen(name: str, data: bytes) -> dict[str, Run]:
    import criu_images

    cls = criu_images.image_class(name.upper())
    image = cls.decode(data)
    one, two = (READ[name] * 2)[:2]

    def read() -> None:
        for entry in cls.decode(data).entries:
            getattr(entry, one)
            getattr(entry, two)

    return {"decode": lambda: cls.decode(data), "read": read, "encode": image.encode}


def protobuf(name: str, data: bytes) -> dict[str, Run]:
    module, first, entry = MESSAGES[name]
    pb: Any = __import__(module)
    first_type = getattr(pb, first) if first else None
    entry_type = getattr(pb, entry)
    one, two = (READ[name] * 2)[:2]

    def decode() -> list[Any]:
        messages, pos = [], 8
        kind = first_type or entry_type
        while pos < len(data):
            (size,) = _WORD.unpack_from(data, pos)
            messages.append(kind.FromString(data[pos + 4 : pos + 4 + size]))
            kind = entry_type
            pos += 4 + size
        return messages

    messages = decode()

    def read() -> None:
        for message in decode()[1:]:
            getattr(message, one)
            getattr(message, two)

    def encode() -> bytes:
        out = bytearray(data[:8])
        for message in messages:
            body = message.SerializeToString()
            out += _WORD.pack(len(body))
            out += body
        return bytes(out)

    if encode() != data:
        raise AssertionError(f"protobuf writes another {name}")
    return {"decode": decode, "read": read, "encode": encode}


def main(contender: str, folder: str) -> None:
    make = {"critgen": critgen, "protobuf": protobuf}[contender]
    runs = {
        f"{what} {path.stem}": run
        for path in Path(folder).glob("*.img")
        for what, run in make(path.stem, path.read_bytes()).items()
    }
    print("ready", flush=True)
    for line in sys.stdin:
        workload, _, count = line.strip().rpartition(" ")
        run = runs[workload]
        begin = process_time_ns()
        for _ in range(int(count)):
            run()
        print(process_time_ns() - begin, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
