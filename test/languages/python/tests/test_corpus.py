"""Every real image: the same bytes, and the JSON of CRIU's crit."""

from __future__ import annotations

import io
import unittest

import criu_images as criu
from support import real_images

#: crit 4.2 reads content of these that is not there.
CRIT_IS_WRONG = "ipcns-shm-"


class Corpus(unittest.TestCase):
    def test_identity(self) -> None:
        count = 0
        for name, path, data in real_images():
            with self.subTest(path=str(path)):
                image = criu.decode_any(data, name)
                self.assertEqual(criu.encode(image), data)
                self.assertEqual(criu.decode_any(criu.encode(image), name), image)
                count += 1
        self.assertGreater(count, 500)

    def test_json(self) -> None:
        count = 0
        for image in real_images():
            for ending, pretty in ((".json", False), (".pretty.json", True)):
                want = image.crit_json(ending)
                if want is None or image.name.startswith(CRIT_IS_WRONG):
                    continue
                with self.subTest(path=str(image.path), pretty=pretty):
                    made = criu.decode_any(image.data, image.name, exact=True)
                    text = criu.to_json_text(made, pretty=pretty)
                    self.assertEqual(text, want.rstrip("\n"))
                    self.assertEqual(criu.from_json_text(text).encode(), image.data)
                    count += 1
        self.assertGreater(count, 900)

    def test_streams(self) -> None:
        for name, path, data in real_images():
            whole = criu.decode_any(data, name)
            for size in (1, 7, 1 << 16):
                with self.subTest(path=str(path), size=size):
                    stream = criu.open_image(Slow(data, size), name)
                    self.assertEqual(stream.first, whole.first)
                    self.assertEqual(
                        (stream.version, stream.byte_order), (whole.version, whole.byte_order)
                    )
                    self.assertEqual(list(stream.entries), whole.entries)
                    self.assertEqual(b"".join(stream.rest), whole.rest or b"")


class Slow(io.RawIOBase):
    """A pipe that gives few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self.file = io.BytesIO(data)
        self.size = size

    def read(self, size: int = -1, /) -> bytes:
        return self.file.read(min(size, self.size))


if __name__ == "__main__":
    unittest.main()
