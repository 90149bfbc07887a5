"""`pycriu`'s interface: the program of CRIU's crit runs on it, without protobuf.

Debian's `crit` 3.17 is the judge where it knows the format; crit 4.2 printed the JSON of the real images. The faults of
crit that are gone are listed here, one test each.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from criu_images import ImageError
from criu_images.pycriu import images
from support import IMAGES, real_images

#: Debian's file of the package `criu` (3.17).
CLI = os.environ.get("CRITGEN_CRIT_CLI", "/usr/lib/python3/dist-packages/pycriu/cli.py")
CRIT = shutil.which("crit")
PROGRAM = Path(__file__).parent / "crit.py"

#: Real images of every kind; each run of a program takes a while.
SCENARIOS = ("basic", "fds", "ipc", "ghost", "tcp", "bpfmap")


def crit(*arguments: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Runs CRIU's program on the package."""
    command = [sys.executable, str(PROGRAM), CLI, *arguments]
    return subprocess.run(command, input=data, capture_output=True)


@unittest.skipUnless(Path(CLI).exists(), "Debian's package criu is not installed")
class Program(unittest.TestCase):
    def output(self, *arguments: str) -> str:
        done = crit(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def test_decode_and_encode(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            text, image = f"{folder}/image.json", f"{folder}/image.img"
            for scenario in SCENARIOS:
                for path in sorted((IMAGES / scenario).glob("*.img"))[::4]:
                    self.check(path, text, image)

    def check(self, path: Path, text: str, image: str) -> None:
        real = next(one for one in real_images() if one.path == path)
        plain, pretty = real.crit_json(".json"), real.crit_json(".pretty.json")
        if plain is None or pretty is None or real.name.startswith("ipcns-shm-"):
            return
        with self.subTest(path=str(path)):
            self.output("decode", "-i", str(path), "-o", text)
            self.assertEqual(Path(text).read_text(), plain.rstrip("\n"))
            self.assertEqual(self.output("show", str(path)), pretty.rstrip("\n") + "\n")
            self.output("encode", "-i", text, "-o", image)
            self.assertEqual(Path(image).read_bytes(), real.data)

    @unittest.skipIf(CRIT is None, "Debian's crit is not installed")
    def test_explorers(self) -> None:
        for scenario in ("basic", "fds", "tcp"):
            for what in ("ps", "fds", "mems"):
                words = ("x", str(IMAGES / scenario), what)
                with self.subTest(words=words):
                    judge = subprocess.run([str(CRIT), *words], capture_output=True)
                    self.assertEqual(crit(*words).stdout, judge.stdout)

    def test_unknown_magics(self) -> None:
        """crit prints its own hint, because the exception is the one that it expects."""
        done = crit("decode", data=struct.pack("<I", 0x12345678))
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"Unknown magic 0x12345678.", done.stderr)

    def test_info_counts_entries(self) -> None:
        """crit 3.17 crashes on every image, and crit 4.2 counts extras as entries."""
        path = next((IMAGES / "tcp").glob("tcp-stream-*.img"))
        self.assertEqual(
            json.loads(self.output("info", str(path))), {"magic": "TCP_STREAM", "count": 1}
        )

    def test_images_without_a_handler(self) -> None:
        """crit refuses four images that CRIU writes."""
        path = next(IMAGES.rglob("binfmt-misc.img"))
        image = json.loads(self.output("decode", "-i", str(path)))
        self.assertEqual(image["magic"], "BINFMT_MISC")
        self.assertTrue(image["entries"])

    def test_shared_memory_in_pagemaps(self) -> None:
        """crit reads content that is not there, and loses all segments but the first."""
        path = next((IMAGES / "ipc").glob("ipcns-shm-*.img"))
        entries = json.loads(self.output("decode", "-i", str(path)))["entries"]
        self.assertGreater(len(entries), 1)
        self.assertFalse([entry for entry in entries if "extra" in entry])

    def test_encoding_of_maps_and_segments(self) -> None:
        """crit crashes with both."""
        paths = [next(IMAGES.rglob(name)) for name in ("bpfmap-data.img", "ipcns-shm-*.img")]
        with tempfile.TemporaryDirectory() as folder:
            for path in paths:
                self.output("decode", "-i", str(path), "-o", f"{folder}/image.json")
                self.output("encode", "-i", f"{folder}/image.json", "-o", f"{folder}/image.img")
                self.assertEqual(Path(f"{folder}/image.img").read_bytes(), path.read_bytes())

    def test_sizes_of_extras(self) -> None:
        """crit crashes on the one, and leaves out the other."""
        for name in ("bpfmap-data.img", "ghost-file-*.img"):
            image = json.loads(self.output("show", "--nopl", str(next(IMAGES.rglob(name)))))
            self.assertRegex(image["entries"][0]["extra"], r"^\.\.\. <[0-9.]+K?B>$")

    def test_truncated_images(self) -> None:
        """crit prints the part before the cut, as if it were the whole image, or crashes."""
        data = next((IMAGES / "tcp").glob("tcp-stream-*.img")).read_bytes()
        done = crit("decode", data=data[:-1])
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"the image ends inside an extra", done.stderr)


class Interface(unittest.TestCase):
    def test_arguments(self) -> None:
        data = next((IMAGES / "ghost").glob("ghost-file-*.img")).read_bytes()
        plain = images.load(io.BytesIO(data))
        self.assertEqual(images.loads(data), plain)
        self.assertEqual(images.load(io.BytesIO(data), True, False), images.loads(data, True))
        self.assertNotEqual(images.load(io.BytesIO(data), pretty=True), plain)
        self.assertNotEqual(images.load(io.BytesIO(data), no_payload=True), plain)
        file = io.BytesIO()
        images.dump(plain, file)
        self.assertEqual(file.getvalue(), data)
        self.assertEqual(images.dumps(plain), data)

    def test_magic_exception(self) -> None:
        with self.assertRaises(images.MagicException) as raised:
            images.load(io.BytesIO(struct.pack("<2I", 0x54564319, 5)))
        self.assertEqual(raised.exception.magic, 5)

    def test_magics(self) -> None:
        self.assertEqual(images.magic.by_name["IMG_COMMON"], 0x54564319)
        self.assertEqual(images.magic.by_val[images.magic.by_name["CORE"]], "CORE")

    def test_info(self) -> None:
        for name, _, data in real_images():
            if not data or "pages" in name or "magic" in name:
                continue
            try:
                loaded = images.loads(data)
            except (images.MagicException, ImageError):
                continue
            entries = loaded["entries"]
            assert isinstance(entries, list)
            header = 1 if loaded["magic"] == "PAGEMAP" and entries else 0
            self.assertEqual(images.info(io.BytesIO(data))["count"], len(entries) - header)


if __name__ == "__main__":
    unittest.main()
