"""Random images: the same outcome as in TypeScript, and one class of errors, in bounded time.

`CRITGEN_RUNS` is the number of images; each test has its own seed.
"""

from __future__ import annotations

import os
import random
import struct
import unittest
from collections import defaultdict
from types import ModuleType

import criu_images
import odd_images
from support import DETAILS, ROOT, RUNS, judged, real_images

Input = tuple[str, bytes]


class Random(unittest.TestCase):
    def test_damaged_images(self) -> None:
        generator = random.Random(1)
        kinds: dict[str | None, list[Input]] = defaultdict(list)
        for name, _, data in real_images():
            if len(data) < 6000:
                kinds[criu_images.name_of(name)].append((name, data))
        inputs = []
        for _ in range(RUNS):
            name, data = generator.choice(kinds[generator.choice(list(kinds))])
            inputs.append((name, damaged(generator, data)))
        self.check(criu_images, str(ROOT / "generated" / "dist"), inputs)

    def test_all_types_of_fields(self) -> None:
        generator = random.Random(2)
        inputs = [("odd-1.img", odd_image(generator)) for _ in range(RUNS)]
        self.check(odd_images, os.environ["CRITGEN_ODD"], inputs)

    def test_damaged_fields(self) -> None:
        generator = random.Random(3)
        inputs = [("odd-1.img", damaged(generator, odd_image(generator))) for _ in range(RUNS)]
        self.check(odd_images, os.environ["CRITGEN_ODD"], inputs)

    def test_parts(self) -> None:
        generator = random.Random(4)
        inputs = [("odd-parts.img", parts_image(generator)) for _ in range(RUNS)]
        inputs += [(name, damaged(generator, data)) for name, data in inputs]
        self.check(odd_images, os.environ["CRITGEN_ODD"], inputs)

    def check(self, package: ModuleType, typescript: str, inputs: list[Input]) -> None:
        """Compares the outcomes of both packages. An error that is no ImageError fails the test."""
        outcomes: dict[str, int] = defaultdict(int)
        for (name, data), wanted in zip(inputs, judged(typescript, inputs), strict=True):
            with self.subTest(name=name, data=data.hex()):
                made = outcome(package, name, data)
                if package is odd_images and "encoded" in made:
                    # Maps are lists of their entries here, so that more of them is kept.
                    made.pop("encoded")
                    wanted.pop("encoded", None)
                self.assertEqual(made, wanted)
                outcomes["error" if "error" in made else "image"] += 1
        self.assertGreater(outcomes["image"], RUNS // 10)


def outcome(package: ModuleType, name: str, data: bytes) -> dict[str, object]:
    """Returns what a package makes of an image; checks that it is written back as it was."""
    try:
        image = package.decode_any(data, name)
        result: dict[str, object] = {"encoded": image.encode().hex()}
        exact = package.decode_any(data, name, exact=True)
    except package.ImageError as error:
        return {"error": {key: getattr(error, key) for key in DETAILS}}
    assert exact.encode() == data
    try:
        result["plain"] = package.to_json_text(exact)
    except package.ImageError as error:
        assert error.code == "raw-image"
        return result
    result["pretty"] = package.to_json_text(exact, pretty=True)
    result["sizes"] = package.to_json_text(exact, pretty=True, payload=False)
    for text in (result["plain"], result["pretty"]):
        assert package.from_json_text(text).encode() == data
    return result


def damaged(generator: random.Random, data: bytes) -> bytes:
    """Changes an image in a few places."""
    image = bytearray(data)
    for _ in range(generator.choice((0, 1, 1, 1, 2, 3))):
        at = generator.randrange(len(image) + 1)
        some = generator.randbytes(generator.randrange(1, 5))
        change = generator.randrange(7)
        if change == 0:
            image[at : at + 1] = some[:1]
        elif change == 1:
            del image[at:]
        elif change == 2:
            del image[at : at + len(some)]
        elif change == 3:
            image[at:at] = some
        elif change == 4:
            image[at : at + 1] = bytes([generator.choice((0, 1, 0x7F, 0x80, 0xFF, 8, 10, 11, 12))])
        elif change == 5:
            image[at:at] = b"\xff" * generator.randrange(1, 12)
        else:
            begin = generator.randrange(len(image) + 1)
            image[at:at] = image[begin : begin + generator.randrange(1, 20)]
    return bytes(image)


def varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def number(generator: random.Random) -> int:
    return generator.choice(
        (0, 1, 2, 127, 128, -1, 1 << 31, (1 << 32) - 1, 1 << 53, generator.getrandbits(64))
    )


def field(tag: int, wire: int, value: bytes) -> bytes:
    return varint(tag << 3 | wire) + (varint(len(value)) if wire == 2 else b"") + value


def value_of(generator: random.Random, wire: int) -> bytes:
    if wire == 0:
        return varint(number(generator))
    size = {1: 8, 5: 4}.get(wire, generator.randrange(6))
    return generator.randbytes(size) if generator.random() < 0.8 else bytes(size)


def odd_message(generator: random.Random, depth: int = 0) -> bytes:
    """Returns a message of many types of fields, some of them unknown, mostly in order."""
    fields = [odd_field(generator, depth) for _ in range(generator.randrange(6))]
    if generator.random() < 0.7:
        fields.sort(key=lambda one: one[0])
    return b"".join(data for _, data in fields)


def odd_field(generator: random.Random, depth: int) -> tuple[int, bytes]:
    # No field of the oneof: the JSON of TypeScript has all of its fields that the bytes have.
    tag = generator.choice([*range(1, 24), *range(27, 31)])
    wires = {7: 5, 8: 1, 9: 5, 10: 1, 12: 5, 13: 1, 14: 2, 15: 2, 18: 2, 19: 2, 22: 2, 23: 2, 28: 2}
    wire = wires.get(tag, 0)
    if tag in (20, 21) and depth < 3:
        return tag, field(tag, 2, odd_message(generator, depth + 1))
    if tag in (22, 23):
        return tag, field(tag, 2, map_entry(generator, tag, depth))
    if tag in (17, 18, 19, 27):
        wire = generator.choice((0, 2))
        values = b"".join(varint(number(generator)) for _ in range(generator.randrange(4)))
        return tag, field(tag, wire, values if wire == 2 else varint(number(generator)))
    if tag == 28:
        values = [
            generator.choice((0.0, -0.0, 1.5, float("inf"), float("nan"), 1e300)) for _ in range(2)
        ]
        return tag, field(tag, 2, struct.pack("<2d", *values))
    if generator.random() < 0.1:
        wire = generator.choice((0, 1, 2, 5))
    return tag, field(tag, wire, value_of(generator, wire))


def odd_other(generator: random.Random, depth: int) -> bytes:
    back = (
        field(2, 2, odd_message(generator, depth + 1))
        if depth < 3 and generator.random() < 0.5
        else b""
    )
    return field(1, 0, varint(number(generator))) + back


def map_entry(generator: random.Random, tag: int, depth: int) -> bytes:
    key = field(1, 2, b"k") if tag == 22 else field(1, 0, varint(number(generator)))
    value = (
        field(2, 2, odd_other(generator, depth))
        if tag == 22
        else field(2, 0, varint(generator.randrange(3)))
    )
    return b"".join(one for one in (key, value) if generator.random() < 0.9)


def odd_image(generator: random.Random) -> bytes:
    magics = struct.pack("<2I", 0x54564319, 0x48135623)
    entries = [odd_message(generator) for _ in range(generator.randrange(1, 3))]
    return magics + b"".join(struct.pack("<I", len(one)) + one for one in entries)


def parts_image(generator: random.Random) -> bytes:
    """Returns an image with extras of several parts, in either byte order."""
    order = generator.choice("<>")
    image = struct.pack(f"{order}2I", 0x54564319, 0x47135624)
    for _ in range(generator.randrange(1, 3)):
        size, count = generator.randrange(10), generator.randrange(3)
        on = generator.choice((None, True, False))
        message = field(1, 0, varint(size)) + field(2, 0, varint(count))
        message += b"" if on is None else field(3, 0, varint(int(on)))
        image += struct.pack(f"{order}I", len(message)) + message
        image += padded(generator, generator.randbytes(size), 8)
        image += b"" if on is False else generator.randbytes(8 * count)
        image += padded(generator, generator.randbytes(4 * count), 16)
        for _ in range(count):
            inner = generator.choice((b"", field(1, 0, varint(2))))
            image += struct.pack(f"{order}I", len(inner)) + inner
            image += generator.randbytes(2 if inner == b"" else 4)
    return image


def padded(generator: random.Random, data: bytes, size: int) -> bytes:
    pad = -len(data) % size
    return data + (generator.randbytes(pad) if generator.random() < 0.2 else bytes(pad))


if __name__ == "__main__":
    unittest.main()
