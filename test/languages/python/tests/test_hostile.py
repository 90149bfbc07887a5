"""Hostile sizes and depths: one class of errors, in memory bounded by the bytes."""

from __future__ import annotations

import io
import struct
import tracemalloc
import unittest

import criu_images as criu
import odd_images
from test_random import field, varint

HEADS = struct.pack("<2I", 0x54564319, 0x48135623)


def framed(message: bytes) -> bytes:
    return HEADS + struct.pack("<I", len(message)) + message


class Hostile(unittest.TestCase):
    def code_of(self, data: bytes, **options: int) -> str:
        with self.assertRaises(odd_images.ImageError) as raised:
            odd_images.decode_any(data, **options)
        return str(raised.exception.code)

    def test_depth(self) -> None:
        message = b""
        for _ in range(100):
            message = field(21, 2, message)
        image = odd_images.decode_any(framed(message))
        self.assertEqual(image.encode(), framed(message))
        text = odd_images.to_json_text(image)
        self.assertEqual(odd_images.from_json_text(text).encode(), framed(message))
        self.assertEqual(self.code_of(framed(field(21, 2, message))), "too-deep")
        self.assertEqual(self.code_of(framed(varint(90 << 3 | 3) * 5000)), "too-deep")

    def test_depth_of_json(self) -> None:
        for text in ("[" * 100_000, '{"magic":"ODD","entries":[' + '{"parent":' * 5000):
            with self.assertRaises(odd_images.ImageError) as raised:
                odd_images.from_json_text(text)
            self.assertIn(raised.exception.code, ("bad-json", "too-deep"))

    def test_objects_that_contain_themselves(self) -> None:
        entry = odd_images.OddAll()
        entry.parent = entry
        image = odd_images.OddImage(entries=[entry])
        with self.assertRaises(odd_images.ImageError) as raised:
            image.encode()
        self.assertEqual(raised.exception.code, "too-deep")

    def test_sizes(self) -> None:
        """A size of 4 GiB allocates nothing before it is compared with the bytes."""
        inputs = {
            "truncated": HEADS + b"\xff\xff\xff\xff",
            "overrun": framed(varint(14 << 3 | 2) + b"\xff\xff\xff\xff\x0f"),
        }
        for code, data in inputs.items():
            with self.subTest(code=code):
                tracemalloc.start()
                self.assertEqual(self.code_of(data), code)
                with self.assertRaises(odd_images.ImageError):
                    list(odd_images.iter_entries(io.BytesIO(data)))
                _, peak = tracemalloc.get_traced_memory()
                tracemalloc.stop()
                self.assertLess(peak, 4 << 20)

    def test_counts_of_messages(self) -> None:
        heads = struct.pack("<2I", 0x54564319, 0x47135624)
        message = field(1, 0, b"\0") + field(2, 0, varint((1 << 32) - 1)) + field(3, 0, b"\0")
        data = heads + struct.pack("<I", len(message)) + message
        self.assertEqual(self.code_of(data), "truncated")

    def test_memory_of_objects(self) -> None:
        """Each empty message takes two bytes of the image, and hundreds of the memory."""
        data = framed(field(20, 2, b"") * 300_000)
        self.assertEqual(self.code_of(data), "too-much")
        self.assertEqual(self.code_of(framed(b"\x08\x01"), max_memory=10), "too-much")
        odd_images.decode_any(data, max_memory=1 << 30)

    def test_limits_of_sizes(self) -> None:
        self.assertEqual(self.code_of(framed(b"\x08\x01"), max_size=1), "too-large")
        odd_images.decode_any(framed(b"\x08\x01"), max_size=2)

    def test_long_numbers(self) -> None:
        """A number of a million bytes is refused in linear time."""
        self.assertEqual(self.code_of(framed(b"\x08" + b"\xff" * 1_000_000)), "bad-varint")
        text = '{"magic": "ODD", "entries": [{"list": "' + "9" * 100_000 + '"}]}'
        with self.assertRaises(odd_images.ImageError):
            odd_images.from_json_text(text)

    def test_streams_hold_one_entry(self) -> None:
        """An image of 64 MiB passes in the memory of a few entries."""
        entry = field(15, 2, bytes(1 << 16))
        frame = struct.pack("<I", len(entry)) + entry

        class Endless(io.RawIOBase):
            left = 1024
            rest = HEADS

            def read(self, size: int = -1, /) -> bytes:
                while len(self.rest) < size and self.left > 0:
                    self.rest += frame
                    self.left -= 1
                data, self.rest = self.rest[:size], self.rest[size:]
                return data

        tracemalloc.start()
        count = sum(1 for _ in odd_images.iter_entries(Endless()))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        self.assertEqual(count, 1024)
        self.assertLess(peak, 4 << 20)

    def test_other_inputs(self) -> None:
        for data in (b"", b"\0", b"\x19\x43\x56\x54", bytearray(b"\0" * 8), memoryview(b"\1" * 9)):
            with self.assertRaises(criu.ImageError) as raised:
                criu.decode_any(data)  # type: ignore[arg-type, unused-ignore]
            self.assertEqual(raised.exception.code, "bad-magic")


if __name__ == "__main__":
    unittest.main()
